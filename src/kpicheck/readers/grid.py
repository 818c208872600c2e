"""Tables with merged cells, filled so that every row can be read alone (the same for Word and for web pages)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpicheck.errors import UnfitInput
from kpicheck.model import Cell

# Bounds far beyond any real table: a span or a repeated cell must not turn a small file into gigabytes.
MAX_COLUMNS = 1_000
MAX_ROWS = 100_000
MAX_TEXT = 50_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """A cell as the file states it: its text, how many columns and how many rows it covers.

    `rows` is 0 for Word's way: a cell of its own in every row, which continues the one above.
    """

    text: str
    columns: int = 1
    rows: int = 1


def fill(rows: Sequence[Sequence[Span]], name: str) -> Iterator[tuple[Cell, ...]]:
    """The rows with merged cells repeated in every row they cover; x0 and x1 are grid columns."""
    if len(rows) > MAX_ROWS:
        raise _absurd(name)
    reaching: dict[int, tuple[Span, int]] = {}  # column → a cell from above, and the rows it still covers
    above: dict[float, str] = {}
    size = 0
    for row in rows:
        cells, reaching = _fill_row(row, reaching, above)
        above = {cell.x0: cell.text for cell in cells}
        size += sum(len(cell.text) for cell in cells)
        if len(cells) > MAX_COLUMNS or size > MAX_TEXT:
            raise _absurd(name)
        yield cells


def _fill_row(
    row: Sequence[Span], reaching: Mapping[int, tuple[Span, int]], above: Mapping[float, str]
) -> tuple[tuple[Cell, ...], dict[int, tuple[Span, int]]]:
    """The cells of one row, and what reaches down into the next."""
    cells: list[Cell] = []
    still: dict[int, tuple[Span, int]] = {}
    waiting = sorted(reaching, reverse=True)
    own = list(reversed(row))
    column = 0
    while waiting or own:
        if waiting and (waiting[-1] <= column or not own):
            start = waiting.pop()
            column = max(column, start)
            span, left = reaching[start]
            if left > 1:
                still[column] = (span, left - 1)
        else:
            span = own.pop()
            if span.rows > 1:
                still[column] = (span, span.rows - 1)
        text = above.get(float(column), span.text) if span.rows == 0 else span.text
        width = min(max(span.columns, 1), MAX_COLUMNS)
        cells.append(Cell(text, float(column), float(column + width)))
        column += width
    return tuple(cells), still


def row_text(cells: Iterable[Cell]) -> str:
    """A table row as one line: its cells, parted by tabs."""
    return "\t".join(cell.text for cell in cells).rstrip("\t")


def _absurd(name: str) -> UnfitInput:
    return UnfitInput(
        f"{name} holds a table that is too large to be one of a report.",
        hint="Save the report as PDF and check that.",
    )
