"""One Markdown report written out in the other formats, for the test that all of them are judged alike."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A piece of the report: `kind` is heading, text or table; `rows` only for a table."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(markdown: str) -> Iterator[Block]:
    paragraph: list[str] = []
    table: list[tuple[str, ...]] = []
    for line in [*markdown.split("\n"), ""]:
        if table and not line.startswith("|"):
            yield Block("table", rows=tuple(table))
            table = []
        heading = re.match(r"(#+)\s+(.*)", line)
        if paragraph and (not line.strip() or heading or line.startswith(("|", "-", "*"))):
            yield Block("text", " ".join(paragraph))
            paragraph = []
        if heading:
            yield Block("heading", _plain(heading[2]), len(heading[1]))
        elif line.startswith("|"):
            cells = tuple(_plain(cell.strip()) for cell in line.strip().strip("|").split("|"))
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                table.append(cells)
        elif line.strip():
            paragraph.append(_plain(line.strip().removeprefix("- ").removeprefix("> ")))


def _plain(text: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("**", "").replace("`", "").replace("\\", "")


def as_text(markdown: str) -> bytes:
    parts = []
    for block in blocks(markdown):
        parts.append("\n".join("\t".join(row) for row in block.rows) if block.kind == "table" else block.text)
    return "\n\n".join(parts).encode()


def as_html(markdown: str) -> bytes:
    parts = []
    for block in blocks(markdown):
        if block.kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in block.rows)
            parts.append(f"<table>{rows}</table>")
        else:
            tag = f"h{block.level}" if block.kind == "heading" else "p"
            parts.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{''.join(parts)}</body></html>".encode()


def as_docx(markdown: str) -> bytes:
    import docx

    document = docx.Document()
    for block in blocks(markdown):
        if block.kind == "heading":
            document.add_heading(block.text, level=min(block.level, 9))
        elif block.kind == "text":
            document.add_paragraph(block.text)
        else:
            width = max(len(row) for row in block.rows)
            table = document.add_table(rows=0, cols=width)
            for row in block.rows:
                cells = table.add_row().cells
                for cell, text in zip(cells, row, strict=False):
                    cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(markdown: str) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    small = ParagraphStyle("cell", parent=styles["BodyText"], fontSize=8, leading=10)
    story: list[object] = []
    for block in blocks(markdown):
        if block.kind == "heading":
            story.append(Paragraph(html.escape(block.text), styles[f"Heading{min(block.level, 4)}"]))
        elif block.kind == "text":
            story.append(Paragraph(html.escape(block.text), styles["BodyText"]))
        else:
            width = max(len(row) for row in block.rows)
            rows = [
                [Paragraph(html.escape(c), small) for c in (*row, *[""] * (width - len(row)))] for row in block.rows
            ]
            share = 480 / (width + 1)
            widths = (
                [share, *[2 * share if n == 0 else share for n in range(width - 1)]] if width > 2 else [240] * width
            )
            story.append(
                Table(rows, colWidths=widths, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]))
            )
        story.append(Spacer(1, 6))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(story)
    return buffer.getvalue()


WRITERS = {"text": as_text, "html": as_html, "docx": as_docx, "pdf": as_pdf}
