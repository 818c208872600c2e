"""Column heads: where the table itself says that its descriptions end and its answers begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kpicheck.language.fold import squash
from kpicheck.model import Report


def described_columns(
    report: Report, pages: Iterable[int], words: Mapping[str, Sequence[str]]
) -> dict[int, tuple[float, float]]:
    """For each of `pages` whose table is headed: where the head of the descriptions ends and that of the column
    right of it begins."""
    described = {squash(word) for word in words.get("descriptions", ())}
    heads = {squash(word) for word in words.get("headers", ())}
    wanted = set(pages)
    found: dict[int, tuple[float, float]] = {}
    for page in report.pages:
        for line in page.lines if page.number in wanted else ():
            for cell, right in pairwise(line.cells):
                if squash(cell.text) in described and squash(right.text) in heads - described:
                    found.setdefault(page.number, (cell.x1, right.x0))
    return found


def answers_from(heads: tuple[float, float], edges: Sequence[float], slack: float) -> float | None:
    """The one of `edges` at which the column right of the descriptions begins; cells may stand left of their head."""
    ends, begins = heads
    inside = [edge for edge in edges if ends < edge <= begins + slack]
    return min((edge for edge in inside if max(inside) - edge <= slack), default=None)
