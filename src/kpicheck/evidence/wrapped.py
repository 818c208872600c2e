"""Cells that wrap around the line of their row: a unit or a target over two lines, centred beside the row's figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kpicheck.language.fold import is_han
from kpicheck.model import Cell, Line

HALF = 0.85  # line heights at most between the row and either half of the cell that wraps around it


def join_wrapped(lines: Iterable[Line]) -> list[Line]:
    """`lines` in which the two halves of such a cell stand in their row, and on no lines of their own."""
    left = list(lines)
    joined: list[Line] = []
    at = 0
    while at < len(left):
        row = _around(left[at : at + 3])
        joined.append(row or left[at])
        at += 3 if row else 1
    return joined


def _around(three: Sequence[Line]) -> Line | None:
    """The middle one of three lines with the cell that the first and the last make up."""
    if len(three) < 3:
        return None
    above, row, below = three
    if not (len(above.cells) == 1 == len(below.cells) and len(row.cells) > 1 and above.page == row.page == below.page):
        return None
    reach = HALF * row.size
    if not (0 < row.top - above.top <= reach and 0 < below.top - row.top <= reach):
        return None
    upper, lower = above.cells[0], below.cells[0]
    if not _aligned(upper, lower, row.size) or any(
        _overlap(cell, half) for cell in row.cells for half in (upper, lower)
    ):
        return None
    cell = Cell(_glued(upper.text, lower.text), min(upper.x0, lower.x0), max(upper.x1, lower.x1))
    cells = tuple(sorted((*row.cells, cell), key=lambda cell: cell.x0))
    return replace(row, cells=cells, text=" ".join(cell.text for cell in cells))


def _overlap(one: Cell, other: Cell) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def _aligned(upper: Cell, lower: Cell, slack: float) -> bool:
    """Whether both halves share an edge or their middle."""
    left, right = upper.x0 - lower.x0, upper.x1 - lower.x1
    return min(abs(left), abs(right), abs(left + right) / 2) <= slack / 2


def _glued(upper: str, lower: str) -> str:
    return upper + lower if is_han(upper[-1:]) and is_han(lower[:1]) else f"{upper} {lower}"
