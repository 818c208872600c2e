"""The PDF reader on real filings beside the checkout; skipped where they are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpicheck.model import Report
from kpicheck.readers.pdf import read_pdf
from pace import seconds_of

FILINGS = Path(__file__).parents[3] / "shared" / "filings"
PDFS = sorted(FILINGS.glob("*.pdf")) if FILINGS.is_dir() else []

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PDFS, reason="../shared/filings is not beside the checkout"),
]


def read(part: str) -> Report:
    path = next(path for path in PDFS if part in path.name)
    return read_pdf(path.read_bytes(), path.name)


@pytest.mark.parametrize("part", [path.stem for path in PDFS] or ["none"])
def test_a_filing_is_readable_and_numbered(part: str) -> None:
    report = read(part)
    assert len(report.unreadable_pages) <= 1
    numbered = [page for page in report.pages if page.printed]
    assert len(numbered) >= len(report.pages) - 2
    assert [line.number for line in report.lines()] == list(range(1, sum(len(p.lines) for p in report.pages) + 1))


def test_rows_of_an_index_keep_their_cells() -> None:
    rows = [[cell.text for cell in line.cells] for line in read("00607_fullshare_FY2019_en").pages[32].lines]
    assert ["KPI A1.3", "Total hazardous waste produced and intensity."] in rows
    assert ["Subject Areas, Aspects, General Disclosures and KPIs", "Chapter/Statement", "Page"] in rows


def test_the_right_to_left_catalogue_is_overcome() -> None:
    report = read("00607_fullshare_FY2019_tc")
    assert report.language == "zh-Hant"
    assert any(line.text == "環境、社會及管治報告指引索引" for line in report.pages[32].lines)


def test_three_columns_are_read_one_after_the_other() -> None:
    lines = [line.text for line in read("02378").pages[4].lines if not line.furniture]
    at = lines.index(
        "M&G plc. In line with the" if "M&G plc. In line with the" in lines else "business, M&G plc. In line with the"
    )
    assert lines[at + 1] == "approach in our Annual Report and"


@pytest.mark.slow
@pytest.mark.parametrize("part", [path.stem for path in PDFS] or ["none"])
def test_reading_takes_no_longer_than_twice_the_plain_text_and_half_a_second(part: str) -> None:
    import pypdfium2

    data = next(path for path in PDFS if part in path.name).read_bytes()
    read_pdf(data, part)  # loads the library

    def plain_text() -> None:
        for page in pypdfium2.PdfDocument(data):
            page.get_textpage().get_text_range()

    assert seconds_of(lambda: read_pdf(data, part)) <= 2 * seconds_of(plain_text) + 0.5
