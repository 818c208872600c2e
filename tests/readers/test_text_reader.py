"""Plain text: line numbers, pages, running lines, encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_samples import CHINESE_HANS, CHINESE_HANT, ISSUER, PAGES, TITLES

from kpicheck.errors import KpiCheckError, UnfitInput
from kpicheck.model import Line, Report
from kpicheck.readers.text import read_text


def read(text: str) -> Report:
    return read_text(text.encode(), "sample.txt")


def starts(report: Report) -> list[str]:
    return [next((line.text for line in page.lines if line.text), "") for page in report.pages]


def test_line_numbers_are_those_of_an_editor() -> None:
    text = "First\r\n\r\n\tSecond\tcolumn \nLast"
    lines = list(read(text).lines())
    assert [(line.number, line.text) for line in lines] == [(1, "First"), (2, ""), (3, "\tSecond\tcolumn"), (4, "Last")]
    assert [cell.text for cell in lines[2].cells] == ["", "Second", "column"]
    assert [cell.x0 for cell in lines[2].cells] == [0, 1, 2]


@given(st.text(alphabet="ab1 \n\t\f\r\u00ad\ufffe\u2028中", max_size=300))
def test_every_line_of_the_file_is_there_in_order(text: str) -> None:
    try:
        report = read(text)
    except KpiCheckError:
        return
    numbers = [line.number for line in report.lines()]
    assert numbers == sorted(numbers)
    if "\n" in text or "\r" not in text:
        assert set(numbers) == set(range(1, len(text.split("\n")) + 1))
    assert [page.number for page in report.pages] == list(range(1, len(report.pages) + 1))
    assert all(line.page == page.number for page in report.pages for line in page.lines)


def test_form_feeds_part_pages_and_keep_the_numbering() -> None:
    report = read("\f".join(PAGES) + "\f")
    assert len(report.pages) == 8
    assert starts(report) == list(TITLES)
    assert report.pages[1].lines[0].number == PAGES[0].count("\n") + 1


def test_a_page_may_end_in_the_middle_of_a_line() -> None:
    report = read("Alpha\nend of page one\ftop of page two\nBeta\fGamma\n")
    assert [(line.number, line.page, line.text) for line in report.lines()] == [
        (1, 1, "Alpha"),
        (2, 1, "end of page one"),
        (2, 2, "top of page two"),
        (3, 2, "Beta"),
        (3, 3, "Gamma"),
        (4, 3, ""),
    ]


def test_pages_without_text_count_between_form_feeds() -> None:
    report = read("\f\fAlpha\n\f\fBeta\n\f\f")
    assert [page.number for page in report.pages if any(line.text for line in page.lines)] == [3, 5]
    assert len(report.pages) == 6


def test_one_leading_space_starts_a_page() -> None:
    report = read("\n".join(" " + page.rstrip() for page in PAGES))
    assert len(report.pages) == 8
    assert starts(report)[3] == TITLES[3]


def test_a_page_without_text_counts() -> None:
    pages = [*PAGES[:4], "", *PAGES[4:]]
    report = read("\n".join(" " + page.rstrip() for page in pages))
    assert len(report.pages) == 9
    assert starts(report)[4] == ""


def test_stray_spaces_are_no_pages() -> None:
    lines = [f"line {number}" for number in range(100)]
    for place in (20, 21, 22, 23, 50, 51):
        lines[place] = " " + lines[place]
    assert len(read("\n".join(lines)).pages) == 1


def test_running_lines_glued_to_the_text_part_pages() -> None:
    text = PAGES[0].rstrip()
    for number, page in enumerate(PAGES[1:], 2):
        running = f"{number} {ISSUER.upper()}" if number % 2 == 0 else f"ESG REPORT OF THE YEAR 2024 {number}"
        text += running + "\n" + page.rstrip()
    report = read(text)
    assert [page.printed for page in report.pages] == ["", *(str(number) for number in range(2, 9))]
    assert all(page.lines[0].furniture for page in report.pages[1:])


def test_footers_on_their_own_line_end_pages() -> None:
    text = "\n".join(f"{page}{ISSUER} Report 2024 {number}" for number, page in enumerate(PAGES, 11))
    report = read(text)
    assert [page.printed for page in report.pages] == [str(number) for number in range(11, 19)]
    assert all(page.lines[-1].furniture for page in report.pages)


@pytest.mark.parametrize("footer", ["{}", "- {} -", "Page {} of 40", "第 {} 頁"])
def test_printed_page_numbers(footer: str) -> None:
    report = read("\f".join(page + footer.format(number) + "\n" for number, page in enumerate(PAGES, 5)))
    assert [page.printed for page in report.pages] == [str(number) for number in range(5, 13)]
    numbers = [line for line in report.lines() if line.furniture]
    assert len(numbers) == 8


def test_figures_at_the_page_end_are_no_page_numbers() -> None:
    figures = (812, 44, 3, 907, 51, 8, 230, 77)
    report = read("\f".join(page + str(figure) + "\n" for figure, page in zip(figures, PAGES, strict=True)))
    assert not any(page.printed for page in report.pages)
    assert not any(line.furniture for line in report.lines())


def test_running_footers_are_known_where_pages_were_left_out() -> None:
    company, title = "海港酒店集團有限公司", "二零二四年環境、社會及管治報告"
    footers = (f"2　{company}", f"{title}　5", f"8　{company}", f"{title}　13", f"20　{company}", f"{title}　31")
    pages = [f"酒店之{n}\n本酒店於年內更換了大堂的所有燈具。\n{footer}" for n, footer in enumerate(footers)]
    report = read("\f".join(pages))
    assert [page.lines[-1].furniture for page in report.pages] == [True] * 6
    assert [page.printed for page in report.pages] == ["2", "5", "8", "13", "20", "31"]


def test_a_repeated_header_is_furniture_but_its_first_stand_is_a_title() -> None:
    report = read("\f".join("Appendix: content index\n" + page for page in PAGES[:4]) + "\f" + "\f".join(PAGES[4:]))
    assert [line.page for line in report.lines() if line.furniture] == [2, 3, 4]


def test_a_table_header_repeated_over_pages_stays() -> None:
    report = read("\f".join("Indicator\tUnit\t2024\n" + page for page in PAGES[:3]) + "\f" + "\f".join(PAGES[3:]))
    assert not any(line.furniture for line in report.lines())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_simplified_chinese_in_every_encoding(encoding: str) -> None:
    report = read_text(CHINESE_HANS.encode(encoding), "a.txt")
    assert report.pages[0].lines[0].text == "环境、社会及管治报告"
    assert report.language == "zh-Hans"


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "utf-32"])
def test_traditional_chinese_in_every_encoding(encoding: str) -> None:
    report = read_text(CHINESE_HANT.encode(encoding), "a.txt")
    assert report.pages[0].lines[0].text == "環境、社會及管治報告"
    assert report.language == "zh-Hant"


def test_a_stray_byte_does_not_change_the_encoding() -> None:
    report = read_text(CHINESE_HANT.encode() * 20 + b"\xff\n", "a.txt")
    assert report.pages[0].lines[0].text == "環境、社會及管治報告"
    assert report.notes


def test_marks_of_the_extraction_are_gone() -> None:
    lines = [
        line.text for line in read("ma\u00adterials and environ\ufffe\nmental \x01第\ufffd章\u200b\uf0fc ok").lines()
    ]
    assert lines == ["materials and environ-", "mental 第□章✓ ok"]


def test_a_text_of_blanks_is_unfit() -> None:
    with pytest.raises(UnfitInput, match="holds no text"):
        read(" \n \u3000\n")


def test_lines_are_frozen_values() -> None:
    assert isinstance(next(read("a").lines()), Line)
    assert hash(read("a")) == hash(read("a"))


def test_pages_at_running_titles_with_the_number_on_a_line_of_its_own() -> None:
    chapters = ["Our People"] * 4 + ["Our Places"] * 4
    prose = ["".join(f"Many {'abcdefgh'[at]} words of {page},\n" for at in range(8)) for page in range(8)]
    blocks = [f"Harbour Lights ESG Report 2021\n{title}\n{n:02}\n{prose[n - 4]}" for n, title in enumerate(chapters, 4)]
    report = read("Contents\nAnd so on.\n" + "".join(blocks))
    assert [page.printed for page in report.pages][-7:] == ["5", "6", "7", "8", "9", "10", "11"]
    running = {line.text for page in report.pages[2:] for line in page.lines if line.furniture}
    assert {"Harbour Lights ESG Report 2021", "Our People", "05", "09"} <= running
    assert not any(text.startswith("Many") for text in running)


def test_left_and_right_pages_with_titles_of_their_own() -> None:
    prose = "Some words of the page, and some more of them.\n" * 8
    titles = ["HARBOUR LIGHTS HOTELS LIMITED", "2021 ESG REPORT"]
    report = read("".join(f"{prose}{n}\n\n{titles[n % 2]}\n" for n in range(2, 12)))
    assert len(report.pages) >= 10
    assert {"HARBOUR LIGHTS HOTELS LIMITED", "2021 ESG REPORT"} <= {
        line.text for line in report.lines() if line.furniture
    }


def test_an_entry_of_a_table_that_keeps_step_with_the_pages_stays() -> None:
    prose = "Some words of the page, and some more of them.\n" * 6
    report = read("\f".join(f"{prose}Safe Hands {n}\n{n + 30}\n\n{n}\n" for n in range(2, 9)))
    assert [page.printed for page in report.pages] == [str(n) for n in range(2, 9)]
    assert [line.text for line in report.lines() if not line.furniture and line.text.isdigit()] == [
        str(n + 30) for n in range(2, 9)
    ]
