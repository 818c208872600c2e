"""PDF in, Report out: text placed by geometry, with headings, running headers and printed page numbers known."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import count

from kpicheck.errors import UnfitInput
from kpicheck.model import Cell, Line, Page, Report
from kpicheck.readers.pdf_columns import Row, reading_rows
from kpicheck.readers.pdf_furniture import Furniture, PageEdges, find_furniture
from kpicheck.readers.pdf_headings import body_type, heading_levels
from kpicheck.readers.pdf_hyphens import join_hyphens
from kpicheck.readers.pdf_isolated import read_pdf_isolated
from kpicheck.readers.pdf_open import open_pdf, page_label, read_outline
from kpicheck.readers.pdf_pieces import Piece, rows_of
from kpicheck.readers.pdf_problems import IMAGE_ONLY, NONSENSE, TOO_FEW
from kpicheck.readers.pdf_raw import handle
from kpicheck.readers.pdf_scan import PageScan, scan_page

__all__ = ["read_pdf", "read_pdf_isolated"]

_LANGUAGE_SAMPLE = 60_000
_SCANNED_HINT = (
    "Get the searchable version from the exchange's site, export the report from Word as PDF, "
    "or install kpicheck[ocr] to have the pages read by OCR."
)
_PROBLEM_NOTES = {
    IMAGE_ONLY: "hold only images",
    NONSENSE: "hold text that makes no sense, because their fonts are declared wrongly",
    TOO_FEW: "could not be loaded",
}


def read_pdf(
    data: bytes,
    path: str,
    *,
    password: str | None = None,
    max_pages: int = 2000,
    allow_scanned: bool = False,
) -> Report:
    """The report in a PDF.

    Raises UnfitInput for a file that is damaged, protected, empty, too long, or wholly scanned (unless
    `allow_scanned`: then its pages come back empty with their problem named, for OCR to fill).
    """
    sha256 = hashlib.sha256(data).hexdigest()
    with open_pdf(data, path, password, max_pages) as (document, right_to_left):
        source = handle(document.raw)
        scans = [scan_page(source, number + 1, right_to_left=right_to_left) for number in range(len(document))]
        if not allow_scanned:
            _refuse_scanned(scans, path)
        labels = [page_label(document, scan.number) for scan in scans]
        outline = read_outline(document)
    pages = _Layout(scans, labels).pages()
    return Report(
        path=path,
        sha256=sha256,
        format="pdf",
        pages=pages,
        language=_language(pages),
        outline=outline,
        notes=_notes(pages),
    )


def _refuse_scanned(scans: Sequence[PageScan], path: str) -> None:
    """Raises UnfitInput where (nearly) all that is not blank are pictures of pages."""
    if all(scan.problem == TOO_FEW for scan in scans):
        raise UnfitInput(f"{path} is damaged: none of its pages can be loaded.", hint="Download the file again.")
    scanned = sum(scan.scanned for scan in scans)
    written = sum(len(piece.text) for scan in scans for piece in scan.pieces)
    if written == 0 and scanned == 0:
        raise UnfitInput(f"{path} holds no text.", hint=_SCANNED_HINT)
    if scanned and scanned >= 0.9 * sum(1 for scan in scans if scan.scanned or scan.pieces):
        raise UnfitInput(
            f"{path} is scanned: {scanned} of its {len(scans)} pages hold only images.", hint=_SCANNED_HINT
        )


class _Layout:
    """Turns the scans of all pages into pages of numbered lines."""

    def __init__(self, scans: Sequence[PageScan], labels: Sequence[str]) -> None:
        self.scans = scans
        pieces = [piece for scan in scans for piece in scan.pieces]
        self.body = body_type(pieces)
        self.spoken = " ".join(piece.text for piece in pieces).lower()
        self.furniture: Furniture = find_furniture(
            [PageEdges(scan.number, scan.width, scan.height, scan.pieces) for scan in scans],
            self.body.size,
            lambda number: labels[number - 1],
        )
        self.side = self._repeated_side_text()
        self.numbers = count(1)

    def pages(self) -> tuple[Page, ...]:
        """The pages, their lines numbered from 1 over the document."""
        return tuple(self._page(scan) for scan in self.scans)

    def _page(self, scan: PageScan) -> Page:
        marks = self.furniture.marks
        body = [piece for piece in scan.pieces if id(piece) not in marks]
        edges = rows_of(piece for piece in scan.pieces if id(piece) in marks)
        rows = reading_rows(body, scan.rules)
        join_hyphens(rows, self.spoken)
        middle = scan.height / 2
        lines = [self._line(scan, row, furniture=True) for row in edges if row[0].base < middle]
        lines += self._body_lines(scan, rows)
        lines += [self._line(scan, [piece], furniture=_side_key(piece) in self.side) for piece in scan.turned]
        lines += [self._line(scan, row, furniture=True) for row in edges if row[0].base >= middle]
        return Page(
            number=scan.number,
            lines=tuple(lines),
            printed=self.furniture.printed.get(scan.number, ""),
            problem=scan.problem,
            rules=scan.rules,
            width=round(scan.width, 2),
            height=round(scan.height, 2),
        )

    def _body_lines(self, scan: PageScan, rows: Sequence[Row]) -> list[Line]:
        # A row without text is left where its only word went up to the line that parted it.
        written = [row for row in rows if any(piece.text for piece in row)]
        levels = heading_levels(written, self.body)
        return [self._line(scan, row, level) for row, level in zip(written, levels, strict=True)]

    def _line(self, scan: PageScan, row: Row, heading: int = 0, *, furniture: bool = False) -> Line:
        cells = tuple(
            Cell(text, round(piece.x0, 1), round(piece.x1, 1)) for piece in row if (text := piece.text.strip())
        )
        biggest = max(row, key=lambda piece: piece.size)
        return Line(
            number=next(self.numbers),
            page=scan.number,
            text=" ".join(cell.text for cell in cells),
            cells=cells,
            heading=heading,
            furniture=furniture,
            top=round(min(piece.top for piece in row), 1),
            bottom=round(max(piece.bottom for piece in row), 1),
            size=round(biggest.size, 1),
        )

    def _repeated_side_text(self) -> set[str]:
        """Texts that run up or down the side of three pages or more: chapter tabs."""
        pages: dict[str, int] = {}
        for scan in self.scans:
            for key in {_side_key(piece) for piece in scan.turned}:
                pages[key] = pages.get(key, 0) + 1
        return {key for key, number in pages.items() if number >= 3}


def _side_key(piece: Piece) -> str:
    return "".join(mark for mark in piece.text.casefold() if not mark.isdigit() and not mark.isspace())


def _language(pages: Sequence[Page]) -> str:
    from kpicheck.language.detect import detect_language

    sample: list[str] = []
    room = _LANGUAGE_SAMPLE
    for page in pages:
        if page.problem or room <= 0:
            continue
        text = "\n".join(line.text for line in page.lines)
        sample.append(text[:room])
        room -= len(text)
    return detect_language("\n".join(sample))


def _notes(pages: Sequence[Page]) -> tuple[str, ...]:
    """One sentence for each kind of unreadable page."""
    notes: list[str] = []
    for problem, words in _PROBLEM_NOTES.items():
        numbers = [str(page.number) for page in pages if page.problem == problem]
        if numbers:
            notes.append(f"{len(numbers)} of {len(pages)} pages {words}: {', '.join(numbers)}.")
    return tuple(notes)
