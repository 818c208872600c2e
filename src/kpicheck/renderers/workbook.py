"""A workbook in which every cell is what it looks like: text stays text, whatever it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from types import TracebackType
from typing import Any
from urllib.parse import unquote

from kpicheck.renderers.safe import shortened, visible
from kpicheck.renderers.view import Piece, Place

LONGEST_CELL = 32_000  # Excel's own limit is 32,767
LONGEST_LINK = 2_000
# Typing into such a cell, or pasting it elsewhere, would turn its text into a formula.
_FORMULA = re.compile(r"\s*[=+\-@]")
# XML 1.0 knows no other control characters; `visible` has shown them by then, so this is the last net only.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# The time of making is not that of checking, and the same check shall give the same bytes.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)

FILLS = {
    "missing": ("#FBE3E1", "#8C1D18"),
    "partial": ("#FCEBD3", "#7A4300"),
    "explained": ("#E8E4F5", "#46367C"),
    "not_applicable": ("#E9ECEF", "#434B53"),
    "unreadable": ("#DFE1E4", "#2B2E33"),
    "disclosed": ("#DDF0E6", "#14523A"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its width in characters, and what a reviewer may choose there."""

    head: str
    width: float
    choices: tuple[str, ...] = ()
    input: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """A whole number of percent."""

    value: int


@dataclass(frozen=True, slots=True)
class Coloured:
    """Text in the colours of a verdict."""

    text: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The report's own words between quotation marks, with the matching ones bold."""

    before: str
    pieces: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Leap:
    """A link to a cell of another sheet."""

    text: str
    sheet: str
    row: int


Cell = str | int | Percent | Coloured | Quoted | Place | Leap


class Workbook:
    """Collects sheets; `data` is the file once the `with` block is left."""

    def __init__(self, title: str, company: str) -> None:
        from xlsxwriter import Workbook as Writer

        self._stream = BytesIO()
        self._book: Any = Writer(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": "yyyy-mm-dd",
            },
        )
        self._book.set_properties(
            {"title": title[:250], "company": company[:250], "created": _MADE.replace(tzinfo=None)}
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __enter__(self) -> Workbook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()

    @property
    def data(self) -> bytes:
        return self._stream.getvalue()

    def sheet(self, name: str) -> Sheet:
        made = self._book.add_worksheet(name[:31])
        made.set_landscape()
        made.set_paper(9)  # A4
        made.fit_to_pages(1, 0)
        made.set_footer("&L&A&R&P / &N")
        return Sheet(self, made)

    def format(self, **properties: Any) -> Any:
        """One format object for each set of properties; Excel allows 64,000 of them."""
        wanted = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 11} | properties
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]


class Sheet:
    """Writes cells and tables; rows and columns count from 0."""

    def __init__(self, book: Workbook, sheet: Any) -> None:
        self._book, self._sheet = book, sheet

    def widths(self, *widths: float) -> None:
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, choice_error: str = "") -> None:
        """A table from the top: frozen head and first column, filters, a drop-down where a column has choices."""
        head = self._book.format(bold=True, bg_color="#1D4F6E", font_color="#FFFFFF", valign="vcenter", border=1)
        last = 0
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, column.width)
            self._sheet.write_string(0, at, column.head, head)
        for last, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                self.put(last, at, cell)
            for at, column in enumerate(columns):
                if column.input:
                    self._sheet.write_blank(last, at, None, self._book.format(bg_color="#FFF9DB", border=1))
        self._sheet.set_row(0, 32)
        self._sheet.freeze_panes(1, 1)
        self._sheet.repeat_rows(0)
        self._sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        for at, column in enumerate(columns):
            if column.choices and last:
                self._choose(at, last, column, choice_error)

    def _choose(self, at: int, last: int, column: Column, error: str) -> None:
        rule = {"validate": "list", "source": list(column.choices), "error_title": column.head[:32]}
        self._sheet.data_validation(1, at, last, at, rule | {"error_message": error[:255]})

    def put(self, row: int, column: int, cell: Cell, **style: Any) -> None:
        """Writes one cell by its kind; never a formula."""
        match cell:
            case Percent(value):
                self._sheet.write_number(row, column, value / 100, self._book.format(num_format="0%", **style))
            case int():
                self._sheet.write_number(row, column, cell, self._book.format(**style))
            case Coloured(text, verdict):
                back, front = FILLS[verdict]
                self._text(row, column, text, {"bg_color": back, "font_color": front, "bold": True, **style})
            case Quoted():
                self._quote(row, column, cell)
            case Place(label, href):
                self._link(row, column, label, _target(href))
            case Leap(text, sheet, target):
                self._link(row, column, text, f"internal:'{sheet}'!A{target + 1}")
            case str() if cell:
                self._text(row, column, cell, style)

    def _text(self, row: int, column: int, text: str, style: dict[str, Any]) -> None:
        shown = _clean(text)
        if _FORMULA.match(shown):
            style = {**style, "quote_prefix": True}
        self._sheet.write_string(row, column, shown, self._book.format(**style))

    def _link(self, row: int, column: int, label: str, target: str) -> None:
        if not label or not target or len(target) > LONGEST_LINK:
            self._text(row, column, label, {})
            return
        style = {"font_color": "#1D4F6E", "underline": 1}
        if _FORMULA.match(label):
            style["quote_prefix"] = True
        self._sheet.write_url(row, column, target, self._book.format(**style), _clean(label))

    def _quote(self, row: int, column: int, quoted: Quoted) -> None:
        whole = quoted.before + "".join(piece.text for piece in quoted.pieces) + quoted.after
        if len(whole) > LONGEST_CELL or not any(piece.marked for piece in quoted.pieces):
            self._text(row, column, whole, {})
            return
        bold, parts = self._book.format(bold=True, font_color="#7A4300"), []
        for piece in (Piece(quoted.before), *quoted.pieces, Piece(quoted.after)):
            if text := _clean(piece.text):
                parts += [bold, text] if piece.marked else [text]
        self._sheet.write_rich_string(row, column, *parts, self._book.format())


def _clean(text: str) -> str:
    return shortened(_FORBIDDEN.sub("\ufffd", text), LONGEST_CELL)


def _target(href: str) -> str:
    """A link to a file as xlsxwriter wants it, and with the characters of its name, which Excel wants."""
    if not href:
        return ""
    path, _, anchor = href.partition("#")
    named = unquote(path)
    if named.isprintable() and not set(named) & set("%#") and named == visible(named):
        path = named
    # A scheme in capitals is the same scheme, but keeps xlsxwriter from making the absolute path a relative one.
    link = path.replace("file:", "FILE:", 1) if path.startswith("file:") else f"external:{path}"
    return f"{link}#{anchor}" if anchor else link
