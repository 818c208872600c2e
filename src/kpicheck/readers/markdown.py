"""Markdown: headings, pipe tables and plain text, on the line numbers of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpicheck.errors import UnfitInput
from kpicheck.model import Cell, Line, OutlineEntry, Page, Report
from kpicheck.readers.build import build_report, clean, cleaned_cell
from kpicheck.readers.decode import decode
from kpicheck.readers.furniture import counted_titles
from kpicheck.readers.grid import row_text
from kpicheck.readers.limits import DEFAULT_LIMITS, Limits, check_lines
from kpicheck.readers.markdown_html import HtmlTable, html_tables
from kpicheck.readers.markdown_inline import BREAK, plain, split_cells, without_comments
from kpicheck.readers.text import decoding_notes, split_lines, tab_cells

_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_DELIMITER = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_LIST_OR_QUOTE = re.compile(r"^\s*(?:[-*+>]\s|\d{1,9}[.)]\s)")


def read_markdown(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Report:
    """The report in a Markdown file; everything stands on page 1, located by heading and line."""
    decoded = decode(data)
    raw = split_lines(decoded.text)
    check_lines(len(raw), path, limits)
    lines = tuple(_lines(raw, path))
    if not any(line.text and not line.furniture for line in lines):
        raise UnfitInput(f"{path} holds no text.", hint="Check that the export finished.")
    outline = [OutlineEntry(line.text, line.heading, 1, line.number) for line in lines if line.heading and line.text]
    notes = decoding_notes(decoded)
    return build_report(data, path, "markdown", [Page(1, lines)], outline=outline, paged=False, notes=notes)


def _lines(raw: Sequence[str], name: str) -> Iterator[Line]:
    """One line per line of the file, and further ones where an HTML table has several rows on a line."""
    texts, skipped = _content(raw)
    pipe_rows = _table_lines(texts)
    running = counted_titles(texts)
    tables = {table.first: table for table in html_tables(texts, skipped, name)}
    index = 0
    while index < len(texts):
        if table := tables.get(index):
            yield from _html_rows(table)
            index = table.last + 1
            continue
        if index in skipped or index in running:
            yield Line(index + 1, 1, clean(raw[index]), furniture=bool(clean(raw[index])))
        elif index in pipe_rows:
            yield _table_row(index + 1, texts[index])
        else:
            yield _block_line(index + 1, texts, index, skipped)
        index += 1


def _html_rows(table: HtmlTable) -> Iterator[Line]:
    rows = list(table.rows)
    for index in range(table.first, table.last + 1):
        own = [cells for at, cells in rows if at == index]
        if not own:
            # Markup between rows, not a blank line that would end the table.
            yield Line(index + 1, 1, "", furniture=True)
        for cells in own:
            cleaned = tuple(map(cleaned_cell, cells))
            yield Line(index + 1, 1, row_text(cleaned), cells=cleaned)


def _block_line(number: int, texts: Sequence[str], index: int, skipped: set[int]) -> Line:
    text = texts[index]
    if atx := _ATX.match(text):
        return Line(number, 1, clean(plain(atx[2] or "")).strip(), heading=len(atx[1]))
    if _SETEXT.match(text) and index and _can_be_setext(texts, index - 1, skipped):
        return Line(number, 1, "")
    if _RULE.match(text):
        return Line(number, 1, "")
    following = _SETEXT.match(texts[index + 1]) if index + 1 < len(texts) and index + 1 not in skipped else None
    cleaned = clean(plain(text))
    if following and _can_be_setext(texts, index, skipped):
        return Line(number, 1, cleaned.strip(), heading=1 if following[1][0] == "=" else 2)
    return Line(number, 1, cleaned, cells=tab_cells(cleaned))


def _can_be_setext(texts: Sequence[str], index: int, skipped: set[int]) -> bool:
    """Whether a line underlined with - or = is a heading: a single line of text, no list, quote or rule."""
    text = texts[index]
    if index in skipped or not text.strip() or _ATX.match(text) or _RULE.match(text) or _LIST_OR_QUOTE.match(text):
        return False
    return index == 0 or index - 1 in skipped or not texts[index - 1].strip() or bool(_ATX.match(texts[index - 1]))


def _content(raw: Sequence[str]) -> tuple[list[str], set[int]]:
    """The lines without HTML comments, and the indices of those that are no text of the report: front matter, code."""
    skipped = set(range(_front_matter(raw)))
    texts: list[str] = []
    fence = ""
    in_comment = False
    for index, line in enumerate(raw):
        text = line
        if index not in skipped:
            opened = _FENCE.match(line) if not in_comment else None
            if fence:
                skipped.add(index)
                if opened and opened[1].startswith(fence) and not line.strip(" `~"):
                    fence = ""
            elif opened:
                skipped.add(index)
                fence = opened[1]
            else:
                text, in_comment = without_comments(line, in_comment)
        texts.append(text)
    return texts, skipped


def _front_matter(raw: Sequence[str]) -> int:
    """How many lines of YAML or TOML front matter open the file."""
    if not raw or (mark := raw[0].rstrip()) not in ("---", "+++"):
        return 0
    for index, line in enumerate(raw[1:400], 1):
        if line.rstrip() == mark or (mark == "---" and line.rstrip() == "..."):
            return index + 1
    return 0


def _table_lines(texts: Sequence[str]) -> set[int]:
    """Indices of the rows of pipe tables, header and delimiter included."""
    found: set[int] = set()
    for index in range(1, len(texts)):
        if not _DELIMITER.match(texts[index]) or "|" not in texts[index - 1] or index - 1 in found:
            continue
        if abs(len(split_cells(texts[index - 1])) - len(split_cells(texts[index]))) > 1:
            continue
        end = index + 1
        while end < len(texts) and "|" in texts[end]:
            end += 1
        found.update(range(index - 1, end))
    return found


def _table_row(number: int, text: str) -> Line:
    if _DELIMITER.match(text):
        return Line(number, 1, "", furniture=True)
    cells = tuple(
        cleaned_cell(Cell("\n".join(map(plain, BREAK.split(part))), float(column), float(column + 1)))
        for column, part in enumerate(split_cells(text))
    )
    return Line(number, 1, row_text(cells), cells=cells)
