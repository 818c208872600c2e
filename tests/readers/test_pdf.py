"""The PDF reader on PDFs made by code: one trap each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from kpicheck.model import Line, Report
from kpicheck.readers.pdf import read_pdf
from pdf_samples import (
    HEIGHT,
    PROSE_LEFT,
    PROSE_RIGHT,
    WIDTH,
    chinese_font,
    make_pdf,
    put,
    put_lines,
    scanned_page,
)


def read(data: bytes) -> Report:
    return read_pdf(data, "report.pdf")


def texts(report: Report, page: int = 1) -> list[str]:
    return [line.text for line in report.pages[page - 1].lines]


def line_with(report: Report, text: str) -> Line:
    return next(line for line in report.lines() if text in line.text)


def test_a_table_row_is_one_line_with_a_cell_for_each_column() -> None:
    def draw(canvas: Any) -> None:
        for at, row in enumerate([("Electricity", "kWh", "12,345"), ("Water", "m3", "678"), ("Paper", "tonne", "9.1")]):
            for x, text in zip((60, 250, 400), row, strict=True):
                put(canvas, x, 100 + 16 * at, text)

    report = read(make_pdf([draw]))

    line = report.pages[0].lines[0]
    assert line.text == "Electricity kWh 12,345"
    assert [cell.text for cell in line.cells] == ["Electricity", "kWh", "12,345"]
    assert [round(cell.x0) for cell in line.cells] == [60, 250, 400]
    assert line.top == pytest.approx(92, abs=1)
    assert [line.number for line in report.lines()] == [1, 2, 3]
    assert (report.format, report.paged, report.language) == ("pdf", True, "en")


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 60, 80, "A heading that runs over both of the columns of this page and beyond them", 12)
        put_lines(canvas, 60, 120, PROSE_LEFT)
        put_lines(canvas, 310, 120, PROSE_RIGHT)

    assert texts(read(make_pdf([draw])))[1:] == PROSE_LEFT + PROSE_RIGHT


def test_an_index_of_two_columns_of_prose_stays_row_by_row() -> None:
    rows = [
        ("A1.1 The types of emissions and", "The Group has no emissions that"),
        ("respective emissions data.", "are of any importance to it."),
        ("A1.2 Greenhouse gas emissions in", "See the section on the climate"),
        ("total and, where appropriate,", "and the table of performance"),
        ("A1.3 Total hazardous waste that", "Not applicable, as the business"),
        ("was produced and its intensity.", "produces no hazardous waste."),
    ]

    def draw(canvas: Any) -> None:
        for at, (left, right) in enumerate(rows):
            put(canvas, 60, 100 + 13 * at, left)
            put(canvas, 310, 100 + 13 * at, right)

    lines = read(make_pdf([draw])).pages[0].lines
    assert [tuple(cell.text for cell in line.cells) for line in lines] == rows


def test_running_header_footer_and_page_number_are_furniture() -> None:
    def page(number: int) -> Any:
        def draw(canvas: Any) -> None:
            put(canvas, 60, 40, "Sample Holdings Limited")
            put_lines(canvas, 60, 120, [f"Chapter {number} tells of the year.", *PROSE_LEFT])
            put(canvas, 60 if number % 2 else 450, HEIGHT - 30, str(number))
            put(canvas, 90 if number % 2 else 300, HEIGHT - 30, "Annual Report 2024")

        return draw

    report = read(make_pdf([page(number) for number in range(3, 9)]))

    assert [page.printed for page in report.pages] == ["3", "4", "5", "6", "7", "8"]
    furniture = [line.text for line in report.pages[1].lines if line.furniture]
    assert furniture == ["Sample Holdings Limited", "Annual Report 2024 4"]
    assert all(not line.furniture for line in report.pages[1].lines[1:-1])


def test_the_header_of_a_table_that_goes_on_is_no_furniture() -> None:
    def page(number: int) -> Any:
        def draw(canvas: Any) -> None:
            entry = (f"A{number}.1", "abcd"[number - 1] + " section")
            for at, (left, right) in enumerate([("KPI", "Chapter"), entry, ("Aspect", "Climate")]):
                put(canvas, 60, 60 + 13 * at, left)
                put(canvas, 300, 60 + 13 * at, right)

        return draw

    report = read(make_pdf([page(number) for number in range(1, 5)]))
    assert not any(line.furniture for line in report.lines() if "KPI" in line.text)


def test_a_spread_carries_two_printed_numbers() -> None:
    def page(number: int) -> Any:
        def draw(canvas: Any) -> None:
            put_lines(canvas, 60, 120, PROSE_LEFT)
            put(canvas, 40, 560, str(number))
            put(canvas, 780, 560, str(number + 1))

        return draw

    report = read(make_pdf([page(number) for number in (2, 4, 6, 8)], size=(842, 595)))
    assert [page.printed for page in report.pages] == ["2-3", "4-5", "6-7", "8-9"]


def test_raised_marks_go_and_lowered_digits_and_square_metres_stay() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 60, 100, "736")
        put(canvas, 77.5, 96, "9", 5.5)
        put(canvas, 200, 100, "4,870")
        put(canvas, 60, 130, "tCO")
        put(canvas, 77, 132.5, "2", 5.5)
        put(canvas, 80.3, 130, "e per m")
        put(canvas, 114.5, 126, "2", 5.5)
        put(canvas, 60, 160, "NO")
        put(canvas, 74, 165, "x", 5.5)
        put(canvas, 77.5, 160, "in kg")

    lines = read(make_pdf([draw])).pages[0].lines
    assert [line.text for line in lines] == ["736 4,870", "tCO2e per m²", "NOx in kg"]


def test_text_printed_twice_is_read_once() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 60, 100, "Environmental policy")
        put(canvas, 60.4, 100.3, "Environmental policy")

    assert texts(read(make_pdf([draw]))) == ["Environmental policy"]


@pytest.mark.parametrize("at_once", [True, False])
def test_letter_spaced_words_are_put_together(at_once: bool) -> None:
    def draw(canvas: Any) -> None:
        if at_once:
            put(canvas, 60, 100, "E N V I R O N M E N T")
            return
        for at, letter in enumerate("ENVIRONMENT REPORT"):
            if letter != " ":
                put(canvas, 60 + 11 * at, 100, letter)

    want = "ENVIRONMENT" if at_once else "ENVIRONMENT REPORT"
    assert texts(read(make_pdf([draw]))) == [want]


def test_a_word_parted_at_the_line_end_is_joined() -> None:
    def draw(canvas: Any) -> None:
        put_lines(
            canvas,
            60,
            100,
            ["The Group manages its environ-", "mental risks and its long-", "term prospects. A long-term view."],
        )

    assert texts(read(make_pdf([draw]))) == [
        "The Group manages its environmental",
        "risks and its long-term",
        "prospects. A long-term view.",
    ]


def test_a_right_to_left_catalogue_does_not_turn_the_lines_round() -> None:
    font = chinese_font()

    def draw(canvas: Any) -> None:
        put(canvas, 60, 100, "環境、社會及管治報告 2024", 12, font)

    data = make_pdf([draw])
    marked = re.sub(rb"/Type /Catalog", b"/Type /Catalog /ViewerPreferences << /Direction /R2L >>", data)
    assert marked != data
    report = read(marked)
    assert texts(report) == ["環境、社會及管治報告 2024"]
    assert report.language == "zh-Hant"


def test_hidden_text_is_left_out_unless_it_is_all_there_is() -> None:
    def hidden(canvas: Any) -> None:
        words = canvas.beginText(60, HEIGHT - 200)
        words.setFont("Helvetica", 10)
        words.setTextRenderMode(3)
        words.textLine("Text that nobody sees")
        canvas.drawText(words)

    def both(canvas: Any) -> None:
        put(canvas, 60, 100, "Text that all can see")
        hidden(canvas)
        put(canvas, -400, 100, "Text beside the page")

    def searchable_scan(canvas: Any) -> None:
        scanned_page(canvas)
        hidden(canvas)

    report = read(make_pdf([both, searchable_scan]))
    assert texts(report, 1) == ["Text that all can see"]
    assert texts(report, 2) == ["Text that nobody sees"]
    assert report.unreadable_pages == ()


def test_a_page_set_sideways_is_read_level() -> None:
    def draw(canvas: Any) -> None:
        canvas.rotate(90)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, -100, "Sideways table")
        canvas.drawString(300, -100, "1,234")

    report = read(make_pdf([draw]))
    line = report.pages[0].lines[0]
    assert [cell.text for cell in line.cells] == ["Sideways table", "1,234"]
    assert (report.pages[0].width, report.pages[0].height) == (
        pytest.approx(HEIGHT, abs=1),
        pytest.approx(WIDTH, abs=1),
    )


def test_a_rotated_page_is_read_as_displayed() -> None:
    def draw(canvas: Any) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, -100, "Shown")
        canvas.drawString(300, -100, "level")

    line = read(make_pdf([draw])).pages[0].lines[0]
    assert [(cell.text, round(cell.x0)) for cell in line.cells] == [("Shown", 60), ("level", 300)]


def test_drawn_lines_and_cell_boxes_are_rules() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 60, 100, "Some text")
        canvas.line(50, HEIGHT - 110, 300, HEIGHT - 110)
        canvas.line(300, HEIGHT - 110, 500, HEIGHT - 110)
        canvas.rect(50, HEIGHT - 160, 200, 30, fill=1)

    rules = read(make_pdf([draw])).pages[0].rules
    found = [(rule.y, rule.x0, rule.x1) for rule in rules]
    wanted = [(110, 50, 500), (130, 50, 250), (160, 50, 250)]
    assert found == [pytest.approx(rule, abs=1.5) for rule in wanted]


def test_headings_and_outline() -> None:
    def draw(canvas: Any) -> None:
        canvas.bookmarkPage("one")
        canvas.addOutlineEntry("Environment", "one", 0)
        put(canvas, 60, 60, "Environment", 18)
        put(canvas, 60, 100, "Emissions policy", 10, "Helvetica-Bold")
        put_lines(canvas, 60, 120, PROSE_LEFT)
        put(canvas, 60, 300, "We care for the people who work for us", 14)
        put(canvas, 60, 316, "and for the world that they live in.", 14)

    report = read(make_pdf([draw]))
    assert line_with(report, "We care").heading == 0
    assert line_with(report, "Environment").heading == 1
    assert line_with(report, "Emissions policy").heading == 4
    assert line_with(report, "board").heading == 0
    assert [(entry.title, entry.level, entry.page) for entry in report.outline] == [("Environment", 1, 1)]


def test_a_page_drawn_glyph_by_glyph_reads_like_any_other() -> None:
    def draw(canvas: Any) -> None:
        for at, text in enumerate(PROSE_LEFT * 4):
            x = 60.0
            for mark in text:
                if mark != " ":
                    put(canvas, x, 100 + 12 * at, mark)
                x += canvas.stringWidth(mark, "Helvetica", 10)

    assert texts(read(make_pdf([draw]))) == PROSE_LEFT * 4


def test_columns_that_hold_tables_between_their_paragraphs() -> None:
    table = [
        ("Item", "2023", "2024"),
        ("Waste water", "142", "138"),
        ("Ammonia", "6.9", "6.1"),
        ("Oxygen", "118", "109"),
    ]

    def column(canvas: Any, x: float, top: float, prose: Sequence[str]) -> None:
        put_lines(canvas, x, top, prose[:4])
        for at, cells in enumerate(table):
            for cell, dx in zip(cells, (0, 110, 160), strict=True):
                put(canvas, x + dx, top + 60 + 13 * at, cell)
        put_lines(canvas, x, top + 122, prose[4:])

    def draw(canvas: Any) -> None:
        column(canvas, 60, 100, PROSE_LEFT)
        column(canvas, 320, 106, PROSE_RIGHT)

    lines = texts(read(make_pdf([draw])))
    assert lines[:4] == PROSE_LEFT[:4]
    assert lines.index(PROSE_LEFT[-1]) < lines.index(PROSE_RIGHT[0])


def test_sections_with_columns_of_their_own_under_ruled_headings() -> None:
    def section(canvas: Any, top: float, title: str, left: Sequence[str], right: Sequence[str]) -> None:
        put(canvas, 60, top, title, 16)
        canvas.line(60, HEIGHT - top - 4, 540, HEIGHT - top - 4)
        put_lines(canvas, 60, top + 20, left)
        put_lines(canvas, 320, top + 26, right)

    def draw(canvas: Any) -> None:
        for at, title in enumerate(("Safe gas", "Smart meters", "Service desk")):
            section(canvas, 60 + 220 * at, title, PROSE_LEFT, PROSE_RIGHT)

    lines = texts(read(make_pdf([draw])))
    one = len(PROSE_LEFT) + len(PROSE_RIGHT) + 1
    assert len(lines) == 3 * one
    assert [lines[at * one] for at in range(3)] == ["Safe gas", "Smart meters", "Service desk"]
    assert lines[1:one] == [*PROSE_LEFT, *PROSE_RIGHT]
