"""An index printed in two sets of columns side by side: the left one is read first, then the right one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kpicheck.index.codes import kpi_at_start
from kpicheck.language.fold import fold
from kpicheck.model import Cell, HorizontalRule, Line, Page

_FEWEST = 4  # codes of KPIs that each set has at least
_APART = 150.0  # points between the two columns of codes
BELOW = 10_000.0  # points by which the right set is moved down: below any page
_SLACK = 4.0  # points by which cells of one column may differ


def in_halves(lines: Iterable[Line]) -> Iterator[Line]:
    """`lines` of a paged report; where codes stand in two columns of a page, those of the left set come first.

    The right set is moved to where the left one stands, so that the columns of both agree, and below it.
    """
    for _, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        edges = code_columns(on_page)
        if edges is None:
            yield from on_page
            continue
        left, right = edges
        # A table's heading may begin a little to the left of its codes.
        middle = right - _SLACK
        yield from _part(on_page, float("-inf"), middle, 0.0)
        yield from _part(on_page, middle, float("inf"), right - left)


def moved_rules(page: Page) -> tuple[HorizontalRule, ...]:
    """The rules of `page`, those of a right set of columns moved as its lines are."""
    edges = code_columns(page.lines) if page.rules else None
    if edges is None:
        return page.rules
    left, right = edges
    moved = (
        HorizontalRule(rule.y + BELOW, rule.x0 - (right - left), rule.x1 - (right - left))
        for rule in page.rules
        if rule.x1 > right
    )
    return (*(rule for rule in page.rules if rule.x0 < right - _SLACK), *moved)


def code_columns(lines: Sequence[Line]) -> tuple[float, float] | None:
    """The left edges of the two columns of codes, if there are two."""
    places = sorted(cell.x0 for line in lines for cell in line.cells if kpi_at_start(fold(cell.text)))
    if len(places) < 2 * _FEWEST:
        return None
    left, right = places[0], places[-1]
    if right - left < _APART:
        return None
    at_left = [place for place in places if place - left < _SLACK]
    at_right = [place for place in places if right - place < _SLACK]
    if min(len(at_left), len(at_right)) < _FEWEST or len(at_left) + len(at_right) < 0.9 * len(places):
        return None
    return left, min(at_right)


def _part(lines: Sequence[Line], first: float, last: float, shift: float) -> Iterator[Line]:
    """The cells of `lines` that begin in [first, last), moved left by `shift`."""
    for line in lines:
        own = [cell for cell in line.cells if first <= cell.x0 < last]
        if len(own) == len(line.cells) and not shift:
            yield line
        elif own:
            cells = tuple(Cell(cell.text, cell.x0 - shift, cell.x1 - shift, cell.lines) for cell in own)
            down = BELOW if shift else 0.0
            text = " ".join(cell.text for cell in cells)
            yield replace(line, text=text, cells=cells, top=line.top + down, bottom=line.bottom + down)
