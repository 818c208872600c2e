"""References: cut as the index prints them, and led to where they point."""

from __future__ import annotations

import pytest

from kpicheck.model import IndexRow, Reference
from small_reports import CHAPTERS, PROSE, chapters, index_of, index_page, kpis, refs, row_of, tabbed


def pages_of(lang: str, count: int = 12, numbered: bool = True, first: int = 1) -> list[str]:
    """Chapters, one to a page, with running headers and printed page numbers."""
    head = {
        "en": "Harbour Lights Hotels Limited",
        "zh-Hant": "海港燈飾酒店有限公司",
        "zh-Hans": "海港灯饰酒店有限公司",
    }[lang]
    titles = CHAPTERS[lang]
    pages = []
    for n in range(count):
        title = titles[n] if n < len(titles) else ""
        number = f"\n{n + first}" if numbered else ""
        pages.append(f"{head}\n{title}\n{PROSE[lang]}\n{PROSE[lang]}{number}")
    return pages


def pointing(cell: str, lang: str = "en", provision: str = "A2.2", **how: object) -> IndexRow:
    rows = [(p, cell if p == provision else CHAPTERS[lang][9]) for p in kpis()]
    return row_of("\f".join([*pages_of(lang, **how), index_page(tabbed(rows, lang), lang)]), provision)


def spans(row: IndexRow) -> list[tuple[int | None, int | None]]:
    return [(reference.page, reference.last_page) for reference in row.references]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("P3", ["P3"]),
        ("p3", ["p3"]),
        ("Page 3", ["Page 3"]),
        ("pp. 3-5", ["pp. 3-5"]),
        ("3", ["3"]),
        ("3-5", ["3-5"]),
        ("3–5", ["3–5"]),
        ("P2, P4-5", ["P2", "P4-5"]),
        ("P2、P4", ["P2", "P4"]),
        ("2; 4", ["2", "4"]),
        ("2 & 4", ["2", "4"]),
        ("第3頁", ["第3頁"]),
        ("第3至5頁", ["第3至5頁"]),
        ("Every Drop Counts P2", ["Every Drop Counts", "P2"]),
        ("Every Drop Counts, page 2", ["Every Drop Counts", "page 2"]),
        ("Every Drop Counts; Safe Hands", ["Every Drop Counts", "Safe Hands"]),
        ("Every Drop Counts, Safe Hands", ["Every Drop Counts", "Safe Hands"]),
        ("Every Drop Counts | Safe Hands", ["Every Drop Counts", "Safe Hands"]),
        ("“Every Drop Counts” and “Safe Hands”", ["Every Drop Counts", "Safe Hands"]),
    ],
)
def test_a_cell_is_cut_into_references(cell: str, items: list[str]) -> None:
    assert refs(pointing(cell)) == items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("「點滴珍惜」及「平安之手」", ["點滴珍惜", "平安之手"]),
        ("點滴珍惜、平安之手", ["點滴珍惜", "平安之手"]),
        ("點滴珍惜；平安之手", ["點滴珍惜", "平安之手"]),
        ("點滴珍惜 P2", ["點滴珍惜", "P2"]),
        ("第2頁、第4頁", ["第2頁", "第4頁"]),
    ],
)
def test_a_chinese_cell_is_cut_into_references(cell: str, items: list[str]) -> None:
    assert refs(pointing(cell, "zh-Hant")) == items


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Clean Kitchens, Quiet Nights"),
        ("zh-Hant", "綠色廚房，寧靜夜晚"),
        ("zh-Hant", "廚房、花園及大堂"),
        ("zh-Hans", "绿色厨房，宁静夜晚"),
    ],
)
def test_a_title_with_a_comma_is_one_reference(lang: str, title: str) -> None:
    body = "\f".join(pages_of(lang)).replace(CHAPTERS[lang][1], title)
    rows = [(p, title if p == "A2.2" else CHAPTERS[lang][9]) for p in kpis()]
    row = row_of(f"{body}\f{index_page(tabbed(rows, lang), lang)}", "A2.2")
    assert refs(row) == [title]
    assert row.references[0].resolved


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("P3", (3, 3)),
        ("p. 3", (3, 3)),
        ("3", (3, 3)),
        ("pages 3-5", (3, 5)),
        ("P3-P5", (3, 5)),
        ("第3頁", (3, 3)),
        ("第3至5頁", (3, 5)),
        ("3~5", (3, 5)),
    ],
)
def test_pages_are_led_to_their_page(cell: str, span: tuple[int, int]) -> None:
    row = pointing(cell)
    assert [(r.kind, r.resolved) for r in row.references] == [("page", True)]
    assert spans(row) == [span]


def test_printed_numbers_differ_from_physical_pages() -> None:
    assert spans(pointing("P13-14", first=11)) == [(3, 4)]


def test_without_printed_numbers_the_physical_page_counts() -> None:
    assert spans(pointing("P3", numbered=False)) == [(3, 3)]


@pytest.mark.parametrize("cell", ["P88", "P88-90", "page 400"])
def test_a_page_beyond_the_report_dangles(cell: str) -> None:
    assert [r.resolved for r in pointing(cell).references] == [False]


@pytest.mark.parametrize("lang", CHAPTERS)
def test_titles_are_led_to_their_heading(lang: str) -> None:
    row = pointing(CHAPTERS[lang][3], lang)
    assert [(r.kind, r.resolved, r.page) for r in row.references] == [("section", True, 4)]


@pytest.mark.parametrize("lang", CHAPTERS)
def test_a_title_that_is_nowhere_dangles(lang: str) -> None:
    nowhere = {"en": "Moonlit Orchards", "zh-Hant": "月下果園故事", "zh-Hans": "月下果园故事"}[lang]
    reference = pointing(nowhere, lang).references[0]
    assert (reference.text, reference.resolved, reference.page) == (nowhere, False, None)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Annual Report 2024", "Annual Report 2024"),
        ("Corporate Governance Report of the annual report", "Corporate Governance Report of the annual report"),
    ],
)
def test_another_document_is_neither_found_nor_dangling(cell: str, text: str) -> None:
    assert pointing(cell).references == (Reference(text, "document", None),)


def test_another_document_in_chinese() -> None:
    assert [(r.kind, r.resolved) for r in pointing("詳見2024年報", "zh-Hant").references] == [("document", None)]


@pytest.mark.parametrize(
    ("lang", "title", "cell"),
    [
        ("en", "7.2.3 Every Drop Counts", "7.2.3 Every Drop Counts"),
        ("en", "7.2.3 Every Drop Counts", "Every Drop Counts"),
        ("en", "Every Drop Counts", "2. Every Drop Counts"),
        ("en", "EVERY DROP COUNTS", "Every Drop Counts"),
        ("zh-Hant", "第二章 點滴珍惜", "點滴珍惜"),
        ("zh-Hant", "點滴 珍惜", "點滴珍惜"),
        ("zh-Hant", "（二）點滴珍惜", "二、點滴珍惜"),
        ("zh-Hant", "2.1 點滴珍惜", "2.1點滴珍惜"),
        ("zh-Hant", "點滴珍惜", "点滴珍惜"),
    ],
)
def test_numbering_case_and_script_do_not_matter(lang: str, title: str, cell: str) -> None:
    body = "\f".join(pages_of(lang)).replace(CHAPTERS[lang][1], title)
    rows = [(p, cell if p == "A2.2" else CHAPTERS[lang][9]) for p in kpis()]
    reference = row_of(f"{body}\f{index_page(tabbed(rows, lang), lang)}", "A2.2").references[0]
    assert (reference.text, reference.resolved, reference.page) == (cell, True, 2)


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "Environmental Data Table"), ("zh-Hant", "環境績效表"), ("zh-Hans", "社会数据摘要表")]
)
def test_tables_are_told_from_sections(lang: str, title: str) -> None:
    body = "\f".join(pages_of(lang)).replace(CHAPTERS[lang][1], title)
    rows = [(p, title if p == "A2.2" else CHAPTERS[lang][9]) for p in kpis()]
    assert [r.kind for r in row_of(f"{body}\f{index_page(tabbed(rows, lang), lang)}", "A2.2").references] == ["table"]


def test_a_section_ends_where_the_next_one_that_is_pointed_to_begins() -> None:
    rows = [(p, CHAPTERS["en"][n % 10]) for n, p in enumerate(kpis())]
    index = index_of("\f".join([*pages_of("en"), index_page(tabbed(rows))]))
    targets = {r.text: r for row in index.rows for r in row.references}
    first, second = targets["Clean Air and Quiet Nights"], targets["Every Drop Counts"]
    assert first.last_line is not None
    assert first.line is not None
    assert first.line < first.last_line < (second.line or 0)


def test_printed_pages_of_a_text_without_page_marks_go_by_the_contents() -> None:
    contents = ["Contents", *(f"{title} {4 * n}" for n, title in enumerate(CHAPTERS["en"], 1))]
    rows = [(p, "P9" if p == "A2.2" else "P40") for p in kpis()]
    text = "\n".join([*contents, "", chapters("en"), index_page(tabbed(rows))])
    reference = row_of(text, "A2.2").references[0]
    lines = text.split("\n")
    assert (reference.kind, reference.resolved) == ("page", True)
    assert lines[(reference.line or 0) - 1] == "Every Drop Counts"


def test_the_contents_page_is_not_where_a_title_points() -> None:
    contents = "\n".join(["Contents", *(f"{title} {n}" for n, title in enumerate(CHAPTERS["en"], 2))])
    rows = [(p, "Safe Hands") for p in kpis()]
    index = index_of("\f".join([contents, *pages_of("en"), index_page(tabbed(rows))]))
    assert {r.page for row in index.rows for r in row.references} == {5}
