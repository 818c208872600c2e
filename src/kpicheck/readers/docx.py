"""Word drafts (DOCX): paragraphs, headings, tables, notes and text boxes, without pages."""

from __future__ import annotations

from typing import Any

from kpicheck.errors import UnfitInput
from kpicheck.model import Report
from kpicheck.readers.build import build_report
from kpicheck.readers.docx_numbering import Numbering
from kpicheck.readers.docx_styles import Styles
from kpicheck.readers.docx_text import ParagraphText, TextReader, W, attribute, blocks, paragraph_mark_deleted
from kpicheck.readers.grid import Span, fill
from kpicheck.readers.limits import DEFAULT_LIMITS, Limits
from kpicheck.readers.package import Package
from kpicheck.readers.writer import LineWriter


def read_docx(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Report:
    """The report in a Word document; everything stands on page 1, located by heading and line."""
    with Package(data, path, limits) as package:
        try:
            writer = _Document(package, path, limits).read()
        except RecursionError:
            raise UnfitInput(f"{path} is nested too deeply.", hint="Save it as PDF in Word and check that.") from None
    if not writer.filled:
        raise UnfitInput(f"{path} holds no text.", hint="If its pages are images, save it as PDF and use --ocr.")
    return build_report(data, path, "docx", [writer.page()], outline=writer.outline, paged=False)


class _Document:
    """One pass over the main part, with what it refers to."""

    def __init__(self, package: Package, path: str, limits: Limits) -> None:
        self._package = package
        main = next((target for kind, target in package.related("") if kind == "officeDocument"), "word/document.xml")
        root = package.part(main)
        if root is None or (body := root.find(W + "body")) is None:
            raise package.damaged()
        self._body = body
        related: dict[str, list[str]] = {}
        for kind, target in package.related(main):
            related.setdefault(kind, []).append(target)
        self._related = related
        self._styles = Styles(self._first("styles"))
        self._numbering = Numbering(self._first("numbering"))
        self._text = TextReader(self._styles.hides)
        self._notes = {kind: _notes(self._first(kind + "s")) for kind in ("footnote", "endnote")}
        self._writer = LineWriter(path, limits)
        self._pending: list[tuple[str, str]] = []
        self._joined = ""

    def read(self) -> LineWriter:
        """All lines: running headers first, the body, running footers last."""
        self._running("header")
        self._blocks(self._body)
        self._running("footer")
        return self._writer

    def _first(self, kind: str) -> Any | None:
        return next((self._package.part(target) for target in self._related.get(kind, ())), None)

    def _running(self, kind: str) -> None:
        seen = set()
        for target in self._related.get(kind, ()):
            root = self._package.part(target)
            for paragraph in root.iter(W + "p") if root is not None else ():
                text = self._text.read(paragraph).text.strip()
                if text and text not in seen:
                    seen.add(text)
                    self._writer.text(text, furniture=True)
        self._writer.blank()

    def _blocks(self, container: Any) -> None:
        for block in blocks(container):
            if block.tag == W + "tbl":
                self._table(block)
            else:
                self._paragraph(block)
            self._write_notes()

    def _paragraph(self, paragraph: Any) -> None:
        found = self._text.read(paragraph)
        self._pending += found.notes
        text = self._joined + found.text
        self._joined = ""
        if paragraph_mark_deleted(paragraph):
            self._joined = text
        elif text.strip():
            level = self._styles.heading_level(paragraph)
            numbered = self._styles.numbering(paragraph)
            label = self._numbering.label(*numbered) if numbered else ""
            self._writer.text(f"{label} {text.strip()}" if label else text, heading=min(level, 9))
            if not numbered or level:
                self._writer.blank()
        else:
            self._writer.blank()
        self._boxes(found)

    def _boxes(self, found: ParagraphText) -> None:
        for box in found.boxes:
            self._blocks(box)

    def _table(self, table: Any) -> None:
        rows = [row for row in _children(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [[cell for cell in _children(row, "tc") if cell.find(f"{W}tcPr/{W}cellDel") is None] for row in rows]
        if all(len(row) <= 1 for row in cells):
            # A frame around text, not a table: its paragraphs and headings are those of the report.
            for row in cells:
                for cell in row:
                    self._blocks(cell)
            return
        self._writer.blank()
        after: list[Any] = []
        spans = [
            [*_skipped(row), *(self._cell(cell, after) for cell in own)] for row, own in zip(rows, cells, strict=True)
        ]
        for filled in fill(spans, self._writer.name):
            self._writer.row(filled)
        self._writer.blank()
        for inner in after:
            if inner.tag == W + "tbl":
                self._table(inner)
            else:
                self._blocks(inner)

    def _cell(self, cell: Any, after: list[Any]) -> Span:
        """One cell, its paragraphs one on each line; tables and text boxes inside it are left for after the table."""
        texts = []
        for block in blocks(cell):
            if block.tag == W + "tbl":
                after.append(block)
                continue
            found = self._text.read(block)
            self._pending += found.notes
            after += found.boxes
            numbered = self._styles.numbering(block)
            label = self._numbering.label(*numbered) if numbered and found.text.strip() else ""
            texts.append(f"{label} {found.text}" if label else found.text)
        width = cell.find(f"{W}tcPr/{W}gridSpan")
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        goes_on = merge is not None and attribute(merge, "val") != "restart"
        text = "\n".join(" ".join(line.split()) for text in texts for line in text.split("\n"))
        return Span(text, columns=_count(width), rows=0 if goes_on else 1)

    def _write_notes(self) -> None:
        """The notes that the block referred to, each once however often it is referred to."""
        for kind, number in self._pending:
            body = self._notes[kind].pop(number, None)
            if body is None:
                continue
            for paragraph in body.iter(W + "p"):
                self._writer.text(self._text.read(paragraph).text)
            self._writer.blank()
        self._pending.clear()


def _children(element: Any, name: str) -> list[Any]:
    """Rows of a table or cells of a row, also inside content controls and custom XML, but not of a table within."""
    found = []
    for child in element:
        if child.tag == W + name:
            found.append(child)
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            found += _children(child, name)
    return found


def _skipped(row: Any) -> list[Span]:
    """Grid columns that a row leaves out at its start."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    return [] if before is None else [Span("", columns=_count(before))]


def _count(element: Any | None) -> int:
    if element is None or not attribute(element, "val").isdecimal():
        return 1
    return max(1, int(attribute(element, "val")[:4]))


def _notes(root: Any | None) -> dict[str, Any]:
    """Foot- or endnotes by id, without the separator lines that Word keeps among them."""
    if root is None:
        return {}
    return {
        attribute(note, "id"): note
        for note in root
        if isinstance(note.tag, str) and attribute(note, "type") in ("", "normal")
    }
