"""Pages that hold only images, read by OCR: the optional extra `kpicheck[ocr]`, with its models inside the wheel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any, NamedTuple

from kpicheck.errors import UsageError
from kpicheck.model import Cell, Line, Page, Report
from kpicheck.readers.build import clean, language_of

# 200 dots per inch read small print; PDF measures in 72 points per inch.
SCALE = 200 / 72
# A page so large that its image would fill the memory is read at a lower resolution.
MAX_PIXELS = 40_000_000
# Below this the engine is guessing.
LEAST_SCORE = 0.5

Progress = Callable[[int, int], None]
Engine = Callable[[Any], tuple[Any, Any]]


class Box(NamedTuple):
    """A piece of text that the engine found, in points from the page's top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


def read_image_pages(
    report: Report, data: bytes, *, password: str | None = None, progress: Progress | None = None
) -> Report:
    """The report with its unreadable pages read by OCR where that finds text; lines are numbered anew.

    `progress` is called with the number of pages done and of pages to do.
    """
    engine = _engine()
    wanted = report.unreadable_pages
    read: dict[int, Page] = {}
    for done, (page, boxes) in enumerate(_recognised(engine, report, data, password), 1):
        if lines := tuple(rows_of(boxes, page.number)):
            read[page.number] = replace(page, lines=lines, problem="", rules=(), ocr=True)
        if progress is not None:
            progress(done, len(wanted))
    return _with_pages(report, read) if read else report


def rows_of(boxes: Sequence[Box], page: int) -> Iterator[Line]:
    """Boxes side by side as one line with cells, lines from top to bottom; numbered from 1."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: (box.top + box.bottom) / 2):
        middle = (box.top + box.bottom) / 2
        last = rows[-1] if rows else []
        if last and middle < median(other.bottom for other in last):
            last.append(box)
        else:
            rows.append([box])
    for number, row in enumerate(rows, 1):
        row.sort(key=lambda box: box.x0)
        cells = tuple(Cell(box.text, box.x0, box.x1) for box in row)
        yield Line(
            number,
            page,
            "\t".join(cell.text for cell in cells),
            cells=cells if len(cells) > 1 else (),
            top=min(box.top for box in row),
            bottom=max(box.bottom for box in row),
            size=round(median(box.bottom - box.top for box in row), 1),
        )


def _engine() -> Engine:
    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError:
        raise UsageError(
            "Reading images needs the OCR extra, which is not installed.", hint="pip install 'kpicheck[ocr]'"
        ) from None
    engine: Engine = RapidOCR()
    return engine


def _recognised(engine: Engine, report: Report, data: bytes, password: str | None) -> Iterator[tuple[Page, list[Box]]]:
    """Each unreadable page with what the engine found on it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data, password=password)
    try:
        for page in report.pages:
            if page.readable:
                continue
            try:
                image, scale = _image(document[page.number - 1])
            except pypdfium2.PdfiumError:
                # The page is damaged; it stays unreadable.
                yield page, []
                continue
            found, _ = engine(image)
            yield page, list(_boxes(found or (), scale))
    finally:
        document.close()


def _image(page: Any) -> tuple[Any, float]:
    width, height = page.get_size()
    scale = min(SCALE, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    try:
        return page.render(scale=scale).to_numpy(), scale
    finally:
        page.close()


def _boxes(found: Sequence[Any], scale: float) -> Iterator[Box]:
    for corners, text, score in found:
        cleaned = clean(str(text)).strip()
        if cleaned and float(score) >= LEAST_SCORE:
            across, down = [point[0] / scale for point in corners], [point[1] / scale for point in corners]
            yield Box(cleaned, min(across), min(down), max(across), max(down))


def _with_pages(report: Report, read: dict[int, Page]) -> Report:
    """The report with pages put in, all lines numbered on, and the outline following them."""
    pages: list[Page] = []
    moved: dict[int, int] = {0: 0}
    number = 0
    for old in report.pages:
        page = read.get(old.number, old)
        lines: list[Line] = []
        for line in page.lines:
            number += 1
            if page is old:
                moved.setdefault(line.number, number)
            lines.append(replace(line, number=number))
        pages.append(replace(page, lines=tuple(lines)))
    outline = tuple(replace(entry, line=moved.get(entry.line, 0)) for entry in report.outline)
    note = f"{len(read)} of {len(pages)} pages were read by OCR: {', '.join(map(str, sorted(read)))}."
    # The reader's own notes name the unreadable pages; they stand as long as any such page is left.
    before = report.notes if any(not page.readable for page in pages) else ()
    return replace(report, pages=tuple(pages), outline=outline, notes=(*before, note), language=language_of(pages))
