"""Markdown: the words on the file's own line numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_samples import MARKDOWN

from kpicheck.errors import KpiCheckError, UnfitInput
from kpicheck.model import Report
from kpicheck.readers.markdown import read_markdown
from kpicheck.readers.markdown_inline import plain


def read(text: str) -> Report:
    return read_markdown(text.encode(), "report.md")


def test_a_report_line_by_line() -> None:
    report = read(MARKDOWN)
    lines = {line.number: line for line in report.lines()}
    assert sorted(lines) == list(range(1, len(MARKDOWN.split("\n")) + 1))
    assert [number for number, line in lines.items() if line.furniture] == [1, 2, 3, 9]
    assert lines[6].text == "Energy use was 1,204 MWh in 2024."
    assert [cell.text for cell in lines[11].cells] == ["A1.2", "Not applicable | see note", ""]
    assert lines[11].text == "A1.2\tNot applicable | see note"
    assert [(entry.title, entry.level, entry.line) for entry in report.outline] == [
        ("ESG report of Harbour Lantern", 1, 4),
        ("Targets", 1, 13),
    ]
    assert lines[14].text == ""
    assert lines[16].text == "- cut power by 5 %"


def test_code_comments_and_rules_are_no_text() -> None:
    text = "a\n```\n# not a heading\n~~~\n```\nb <!-- c\nd --> e\n***\n~~~ x\ny\n"
    assert [line.text for line in read(text).lines() if not line.furniture] == ["a", "b", " e", "", ""]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**bold** and *it* and ***both***", "bold and it and both"),
        ("__bold__ _it_ snake_case_name", "bold it snake_case_name"),
        ("5 * 3 * 2 and 10**3", "5 * 3 * 2 and 10**3"),
        ('[text](http://a.b/c_(d) "t") ![alt](x.png) [ref][1]', "text alt ref"),
        ("<https://a.b> <b>x</b> a < b > c", "https://a.b x a < b > c"),
        ("\\*kept\\* `a*b*` &amp; &copy;", "*kept* a*b* & ©"),
        ("note[^1] here", "note here"),
        ("> quoted", "quoted"),
        ("~~gone~~ but read", "gone but read"),
        ("為「**環境**」，見[第3章](#c3)", "為「環境」，見第3章"),
    ],
)
def test_inline_marks(marked: str, words: str) -> None:
    assert plain(marked) == words


def test_setext_needs_a_line_of_text() -> None:
    report = read("Title\n===\n\n- item\n---\n\npart one\npart two\n---\n\nSub\n---\n")
    assert [(entry.title, entry.level) for entry in report.outline] == [("Title", 1), ("Sub", 2)]


def test_html_tables_are_read_as_tables() -> None:
    report = read(
        "# T\n\n<table><tr><td rowspan='2'>A1</td><td>A1.1</td></tr><tr><td>A1.2</td></tr></table>\n\n"
        "<table>\n<tr><td>x</td>\n<td>y</td></tr>\n</table>\nend\n"
    )
    rows = [(line.number, line.text) for line in report.lines() if line.cells]
    assert rows == [(3, "A1\tA1.1"), (3, "A1\tA1.2"), (6, "x\ty")]
    assert {line.number for line in report.lines()} == set(range(1, 11))


@given(st.text(alphabet="a|-#`~*_[]()<>!&;:\\ \n=1.中", max_size=200))
def test_any_text_keeps_its_line_numbers(text: str) -> None:
    try:
        report = read(text)
    except KpiCheckError:
        return
    assert [line.number for line in report.lines()] == list(range(1, len(text.split("\n")) + 1))


def test_nothing_but_front_matter_is_unfit() -> None:
    with pytest.raises(UnfitInput, match="holds no text"):
        read("---\ntitle: x\n---\n")


def test_running_titles_with_numbers_that_count_up_are_furniture() -> None:
    part = "Some words of the report and more of them.\n\n" * 4
    report = read("".join(f"{part}2023 ESG Report | {page}\n\n" for page in (3, 8, 14, 19)))
    assert [line.text for line in report.lines() if line.furniture] == [
        f"2023 ESG Report | {n}" for n in (3, 8, 14, 19)
    ]


def test_paragraphs_of_a_cell_are_kept_apart() -> None:
    report = read("| A | B |\n|---|---|\n| one | Our People<br>Our *Places* |\n")
    cell = next(line for line in report.lines() if line.text.startswith("one")).cells[1]
    assert (cell.text, cell.lines) == ("Our People Our Places", ("Our People", "Our Places"))
