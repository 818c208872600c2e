"""Web pages: headings, tables with merged cells, lists and paragraphs; nothing that a browser would not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from kpicheck.errors import UnfitInput
from kpicheck.model import Cell, Report
from kpicheck.readers.build import build_report
from kpicheck.readers.grid import MAX_COLUMNS, MAX_ROWS, Span, fill
from kpicheck.readers.html_parse import decode_html, parse_html
from kpicheck.readers.html_text import BLOCKS, FURNITURE, PARTED, collapse, inline_text, is_shown
from kpicheck.readers.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from kpicheck.readers.text import decoding_notes
from kpicheck.readers.writer import LineWriter


def read_html(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Report:
    """The report on a web page; everything stands on page 1, located by heading and line."""
    if len(data) > limits.max_xml_bytes:
        raise UnfitInput(
            f"{path} is larger than {limits.max_xml_bytes / MEGABYTE:g} MB, the limit for a web page.",
            hint="If it really is a report, raise the limit with --max-xml-bytes.",
        )
    decoded = decode_html(data)
    writer = LineWriter(path, limits)
    _Page(writer).read(parse_html(decoded.text, path))
    if not writer.filled:
        raise UnfitInput(
            f"{path} shows no text.", hint="A page that scripts fill must be saved from the browser, or printed to PDF."
        )
    notes = decoding_notes(decoded)
    return build_report(data, path, "html", [writer.page()], outline=writer.outline, paged=False, notes=notes)


class _Page:
    """One walk over the page, from start tag to end tag, so that no depth of nesting can exhaust the stack."""

    def __init__(self, writer: LineWriter) -> None:
        self._writer = writer
        self._parts: list[str] = []
        self._heading = 0
        self._furniture = 0
        self._verbatim = 0

    def read(self, root: Any) -> None:
        """All shown lines of the page."""
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, node in walk:
            if event == "start":
                if not self._start(node):
                    walk.skip_subtree()
                continue
            if event == "end":
                self._end(node)
            if node is not root:
                self._take(node.tail)
        self._flush()

    def _start(self, node: Any) -> bool:
        """Opens an element; False when what is inside needs no walk (it is hidden, or was read here)."""
        if not is_shown(node):
            return False
        tag = node.tag
        if tag in BLOCKS:
            self._flush()
        if tag == "table" and _is_data(node):
            self._table(node)
            return False
        if tag == "br":
            self._parts.append("\n")
        elif tag == "li":
            self._parts.append("• ")
        self._furniture += tag in FURNITURE
        self._verbatim += tag == "pre"
        if (level := _heading_level(node)) and not self._heading:
            self._heading = level
        self._take(node.text)
        return True

    def _end(self, node: Any) -> None:
        if not is_shown(node):
            return
        tag = node.tag
        if tag in BLOCKS:
            self._flush()
        if tag in PARTED:
            self._writer.blank()
        if _heading_level(node):
            self._heading = 0
        if not (tag == "table" and _is_data(node)):
            self._furniture -= tag in FURNITURE
            self._verbatim -= tag == "pre"

    def _take(self, text: str | None) -> None:
        if text:
            self._parts.append(text if self._verbatim else collapse(text))

    def _flush(self) -> None:
        text = "".join(self._parts)
        self._parts.clear()
        if text.strip(" \n•"):
            text = "\n".join(line if self._verbatim else collapse(line) for line in text.split("\n"))
            self._writer.text(text, heading=self._heading, furniture=self._furniture > 0)

    def _table(self, table: Any) -> None:
        self._writer.blank()
        for caption in table.iterchildren("caption"):
            if is_shown(caption):
                self._writer.text(inline_text(caption))
        for _, cells in table_rows(table, self._writer.name):
            self._writer.row(cells, furniture=self._furniture > 0)
        self._writer.blank()


def table_rows(table: Any, name: str) -> Iterator[tuple[Any, tuple[Cell, ...]]]:
    """The shown rows of a table with their cells, merged ones filled in."""
    rows = _rows(table)
    spans = [[_span(cell) for cell in row if _is_cell(cell)] for row in rows]
    yield from zip(rows, fill(spans, name), strict=True)


def _heading_level(node: Any) -> int:
    tag = node.tag
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    if str(node.get("role", "")).casefold() == "heading" and str(node.get("aria-level", "2")).isdecimal():
        return max(1, min(9, int(str(node.get("aria-level", "2"))[:2])))
    return 0


def _is_data(table: Any) -> bool:
    """Whether a table holds data: pages laid out by tables nest them, give them one cell, or say so."""
    if str(table.get("role", "")).casefold() in ("presentation", "none"):
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(sum(_is_cell(cell) for cell in row) > 1 for row in table.iterdescendants("tr"))


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iterdescendants("tr") if _shown_up_to(row, table)]


def _shown_up_to(row: Any, table: Any) -> bool:
    if not is_shown(row):
        return False
    parent = row.getparent()
    return parent is None or parent is table or is_shown(parent)


def _is_cell(element: Any) -> bool:
    return element.tag in ("td", "th") and is_shown(element)


def _span(cell: Any) -> Span:
    # rowspan="0" means "to the end of the table".
    rows = _number(cell.get("rowspan"), MAX_ROWS) or MAX_ROWS
    return Span(inline_text(cell), columns=max(1, _number(cell.get("colspan"), MAX_COLUMNS)), rows=rows)


def _number(value: str | None, most: int) -> int:
    text = (value or "1").strip()
    return min(int(text[:7]), most) if text.isdecimal() else 1
