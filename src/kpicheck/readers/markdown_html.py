"""HTML tables inside Markdown: converters write a whole table with its merged cells into the text that way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpicheck.model import Cell

_LONGEST = 5_000


class HtmlTable(NamedTuple):
    """Lines `first` to `last` (indices) hold a table; each row has the index of the line it starts on."""

    first: int
    last: int
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def html_tables(texts: Sequence[str], skipped: set[int], name: str) -> Iterator[HtmlTable]:
    """The HTML tables of a Markdown text, in order."""
    index = 0
    while index < len(texts):
        if index in skipped or texts[index].lstrip()[:6].casefold() != "<table":
            index += 1
            continue
        last = next(
            (at for at in range(index, min(index + _LONGEST, len(texts))) if "</table" in texts[at].casefold()), None
        )
        if last is None:
            index += 1
            continue
        yield HtmlTable(index, last, tuple(_rows("\n".join(texts[index : last + 1]), index, name)))
        index = last + 1


def _rows(markup: str, first: int, name: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    # Only here, so that a Markdown report without HTML does not wait for lxml.
    from kpicheck.readers.html import table_rows
    from kpicheck.readers.html_parse import parse_html

    root = parse_html(markup, name)
    line = first
    for row, cells in table_rows(root, name):
        # The parser counts lines from 1, and not at all in some broken markup.
        line = max(line, min(first + max((row.sourceline or 1) - 1, 0), first + markup.count("\n")))
        yield line, cells
