"""OCR of image pages, with an engine that stands in for the optional extra."""

from __future__ import annotations

import sys
import types
from typing import Any

import pytest

from kpicheck.errors import UsageError
from kpicheck.model import Line, OutlineEntry, Page, Report
from kpicheck.readers import ocr

BLANK = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj\n"
    b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


def box(left: float, top: float, text: str, score: float = 0.9) -> list[Any]:
    """As the engine gives it: four corners in pixels, the text, how sure it is."""
    right, bottom = left + 10 * len(text), top + 20
    return [[[left, top], [right, top], [right, bottom], [left, bottom]], text, score]


def two_pages() -> Report:
    return Report(
        path="scan.pdf",
        sha256="0",
        format="pdf",
        pages=(
            Page(1, (Line(1, 1, "stale"),), problem="image-only"),
            Page(2, (Line(2, 2, "Targets"),)),
        ),
        outline=(OutlineEntry("Targets", 1, 2, 2),),
        notes=("1 of 2 pages hold only images: 1.",),
    )


def install(monkeypatch: pytest.MonkeyPatch, found: list[Any] | None) -> None:
    module = types.ModuleType("rapidocr_onnxruntime")
    module.RapidOCR = lambda: lambda image: (found, 0.1)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", module)
    monkeypatch.setattr(ocr, "_image", lambda page: (None, 2.0))


def test_image_pages_are_read_and_lines_numbered_on(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, [box(200, 42, "12"), box(20, 40, "A1.1"), box(20, 100, "Energy"), box(20, 150, "smudge", 0.2)])
    steps: list[tuple[int, int]] = []
    report = ocr.read_image_pages(two_pages(), BLANK, progress=lambda done, total: steps.append((done, total)))
    assert [(line.number, line.page, line.text) for line in report.lines()] == [
        (1, 1, "A1.1\t12"),
        (2, 1, "Energy"),
        (3, 2, "Targets"),
    ]
    assert [(cell.text, cell.x0) for cell in report.pages[0].lines[0].cells] == [("A1.1", 10), ("12", 100)]
    assert (report.pages[0].ocr, report.pages[0].readable, report.pages[1].ocr) == (True, True, False)
    assert report.outline[0].line == 3
    assert report.notes == ("1 of 2 pages were read by OCR: 1.",)
    assert steps == [(1, 1)]


def test_a_page_on_which_nothing_is_found_stays_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, None)
    assert ocr.read_image_pages(two_pages(), BLANK) == two_pages()


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    with pytest.raises(UsageError) as caught:
        ocr.read_image_pages(two_pages(), BLANK)
    assert caught.value.hint == "pip install 'kpicheck[ocr]'"
