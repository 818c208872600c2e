"""Columns of an index in text that keeps its layout: cells parted by wide gaps, below one another on a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kpicheck.index.codes import kpi_at_start
from kpicheck.language.fold import fold, width
from kpicheck.model import Cell, Line

PITCH = 6.0  # points that a character takes, so that columns lie as far apart as those of a PDF
FEWEST_ROWS = 3  # rows with codes that a page of the index has
FEWEST_STARTS = 4  # cells that begin in a column
_CELL = re.compile(r"\S+(?:\s\S+)*")
_MAY_BE_CODE = re.compile(r"[ABab]\s?[1-8]\s?[.．]\s?[1-6]")
_WIDE = 3  # spaces that part cells for sure; where a column is known, two do


def placed_by_gaps(lines: Iterable[Line]) -> Iterator[Line]:
    """`lines` with cells at their columns, on pages that print rows of an index in wide gaps."""
    columns: set[int] = set()  # those of the page before, which may go on
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        columns = _columns(page, columns)
        yield from (replace(line, cells=_cells(line, columns)) if columns and not line.cells else line for line in page)


def _columns(page: Sequence[Line], before: set[int]) -> set[int]:
    """The offsets at which the cells of an index begin on `page`; empty where it prints none in wide gaps."""
    coded = [line for line in page if not line.cells and _MAY_BE_CODE.search(line.text) and _opens(line)]
    if len(coded) < (1 if before else FEWEST_ROWS):
        return set()
    starts: Counter[int] = Counter()
    inner: Counter[int] = Counter()
    for line in page:
        end = 0
        for piece in _CELL.finditer(line.text):
            at = _offset(line.text, piece.start())
            if not end or piece.start() - end >= _WIDE:
                starts[at] += 1
                inner[at] += bool(at)
            end = piece.end()
    usual = inner.most_common(1)
    if len(coded) >= FEWEST_ROWS and usual and usual[0][1] >= max(FEWEST_STARTS, 0.6 * len(coded)):
        return {start for start, count in starts.items() if count >= FEWEST_STARTS}
    return before if coded and any(inner[start] for start in before) else set()


def _opens(line: Line) -> bool:
    return kpi_at_start(fold(line.text.strip())) is not None


def _cells(line: Line, columns: set[int]) -> tuple[Cell, ...]:
    """The cells of `line`: cut at wide gaps, and at gaps of two where a column begins."""
    cells: list[tuple[int, int]] = []
    for piece in _CELL.finditer(line.text):
        gap = piece.start() - cells[-1][1] if cells else _WIDE
        if cells and gap < _WIDE and _offset(line.text, piece.start()) not in columns:
            cells[-1] = (cells[-1][0], piece.end())
        else:
            cells.append((piece.start(), piece.end()))
    return tuple(
        Cell(line.text[start:end], PITCH * _offset(line.text, start), PITCH * _offset(line.text, end))
        for start, end in cells
    )


def _offset(text: str, at: int) -> int:
    return width(text[:at])
