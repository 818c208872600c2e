"""Plain text: lines numbered as an editor shows them, pages as far as the text marks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from kpicheck.errors import UnfitInput
from kpicheck.model import Cell, Line, Page, Report
from kpicheck.readers.build import build_report, clean
from kpicheck.readers.decode import Decoded, decode
from kpicheck.readers.furniture import find_furniture
from kpicheck.readers.limits import DEFAULT_LIMITS, Limits, check_lines
from kpicheck.readers.pagination import Piece, paginate


def read_text(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Report:
    """The report in a plain text. Line numbers are those of `text.split("\\n")`, counted from 1.

    Where a page ends in the middle of a line, that number stands on two lines, one on each page.
    """
    decoded = decode(data)
    raw = split_lines(decoded.text)
    check_lines(len(raw), path, limits)
    if not any(line.strip() for line in raw):
        raise UnfitInput(f"{path} holds no text.", hint="Check that the export or download finished.")
    pages = _pages(paginate(raw))
    return build_report(data, path, "text", pages, notes=decoding_notes(decoded))


def split_lines(text: str) -> list[str]:
    """The lines without their ends; only a line feed ends a line, unless the text knows carriage returns alone."""
    if "\n" not in text and "\r" in text:
        return text.split("\r")
    return [line.rstrip("\r") for line in text.split("\n")]


def decoding_notes(decoded: Decoded) -> tuple[str, ...]:
    """What a person should know about how the bytes were read."""
    if not decoded.lost:
        return ()
    return (f"{decoded.lost} characters could not be read as {decoded.encoding} and stand as □.",)


def tab_cells(text: str) -> tuple[Cell, ...]:
    """The columns of a line with tabs, each with its column number as its place."""
    if "\t" not in text:
        return ()
    return tuple(Cell(part.strip(), float(column), float(column + 1)) for column, part in enumerate(text.split("\t")))


def _pages(pieces: Sequence[Piece]) -> list[Page]:
    by_page: list[list[Piece]] = [[] for _ in range(pieces[-1].page)]
    for piece in pieces:
        by_page[piece.page - 1].append(piece)
    cleaned = [[clean(piece.text) for piece in group] for group in by_page]
    furniture = find_furniture(cleaned)
    return [
        Page(number, tuple(_lines(group, texts, running)), printed=printed)
        for number, (group, texts, running, printed) in enumerate(
            zip(by_page, cleaned, furniture.positions, furniture.printed, strict=True), 1
        )
    ]


def _lines(pieces: Sequence[Piece], texts: Sequence[str], running: Set[int]) -> Iterator[Line]:
    for position, (piece, text) in enumerate(zip(pieces, texts, strict=True)):
        yield Line(piece.number, piece.page, text, cells=tab_cells(text), furniture=position in running)
