"""Column headers that wrap: 'Percentage of employees | Average hours per' above 'trained | employee'; and headers
without which a row says little: 'Scope' above '1', '2' and '3'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kpicheck.language.fold import fold
from kpicheck.language.numbers import figures
from kpicheck.model import Cell, Line

LONGEST = 44  # characters of a header's cell
ROOM = 2.2  # line heights between the lines of one header
SCOPED = 12  # rows that a table of emissions by scope may have
_SCOPE = re.compile(r"(scope|范围|范畴)s?\s+\D")
_NUMBERED = re.compile(r"\(?([123])\)?\s+[^\W\d]")


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


def name_scopes(lines: Iterable[Line]) -> Iterator[Line]:
    """`lines` in which the rows of a column headed 'Scope' begin with that word: 'Scope 1 Petrol of the fleet …'."""
    word, left = "", 0
    for line in lines:
        folded = fold(line.text.strip())
        header = _SCOPE.match(folded)
        if header and len(line.cells) > 1:
            word, left = line.text.strip()[: header.end(1)], SCOPED
        elif left and _NUMBERED.match(folded):
            cells = tuple(replace(cell, text=f"{word} {cell.text.strip()}") for cell in line.cells[:1])
            line = replace(line, text=f"{word} {line.text.strip()}", cells=cells + line.cells[1:])
        left -= 1 if left else 0
        yield line


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
