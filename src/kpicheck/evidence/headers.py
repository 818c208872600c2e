"""Column headers that wrap: 'Percentage of employees | Average hours per' above 'trained | employee'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kpicheck.language.fold import fold
from kpicheck.language.numbers import figures
from kpicheck.model import Cell, Line

LONGEST = 44  # characters of a header's cell
ROOM = 2.2  # line heights between the lines of one header


def join_headers(lines: Iterable[Line]) -> list[Line]:
    """`lines` with the further lines of column headers joined to their first, cell by cell."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, line):
            cells = tuple(_with_below(cell, line.cells) for cell in last.cells)
            joined[-1] = replace(last, cells=cells, text=" ".join(cell.text for cell in cells), bottom=line.bottom)
        else:
            joined.append(line)
    return joined


def _goes_on(header: Line, line: Line) -> bool:
    """Whether each cell of `line` stands below one of `header` alone, close to it, and neither holds a figure."""
    if header.page != line.page or not header.size or not _is_header(header) or not line.cells:
        return False
    if line.heading or len(line.cells) > len(header.cells) or line.top - header.bottom > ROOM * header.size:
        return False
    if any(len(cell.text) > LONGEST or figures(fold(cell.text)) for cell in line.cells):
        return False
    below = [sum(_overlap(cell, above) for above in header.cells) for cell in line.cells]
    return all(count == 1 for count in below) and not _overlap(line.cells[0], header.cells[0])


def _is_header(line: Line) -> bool:
    return len(line.cells) > 1 and not any(len(c.text) > LONGEST or figures(fold(c.text)) for c in line.cells)


def _overlap(one: Cell, other: Cell) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 1


def _with_below(cell: Cell, below: Iterable[Cell]) -> Cell:
    text = " ".join([cell.text, *(other.text for other in below if _overlap(cell, other))])
    return replace(cell, text=text)
