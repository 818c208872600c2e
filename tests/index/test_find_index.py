"""Where the content index stands, and what only looks like one."""

from __future__ import annotations

import pytest

from small_reports import (
    CHAPTERS,
    GENERAL,
    INDEX_TITLE,
    LANGUAGES,
    PROSE,
    aspect_name,
    chapters,
    description,
    index_of,
    index_page,
    kpis,
    tabbed,
)

REJECTED = {
    "table of contents": "\n".join(["Contents", *(f"{title} {3 * n}" for n, title in enumerate(CHAPTERS["en"], 1))]),
    "目錄": "\n".join(["目錄", *(f"{title} {3 * n}" for n, title in enumerate(CHAPTERS["zh-Hant"], 1))]),
    "GRI index": "\n".join(
        [
            "GRI Content Index",
            *(
                f"GRI {n}-{m}\tEnergy and water {n}.{m}\tEvery Drop Counts"
                for n in range(302, 306)
                for m in range(1, 5)
            ),
        ]
    ),
    "SASB index": "\n".join(["SASB Index", *(f"SV-HL-{n}0a.1\tWater used in hotels\t{n}" for n in range(13, 25))]),
    "TCFD index": "\n".join(
        [
            "TCFD content index",
            *(
                f"{pillar} {letter})\tHow we do it\tHonest Trade"
                for pillar in ("Strategy", "Metrics")
                for letter in "abc"
            ),
        ]
    ),
    "SDG table": "\n".join(
        ["Sustainable Development Goals index", *(f"SDG {n}\tWhat we give\tGood Neighbours" for n in range(1, 18))]
    ),
    "可持續發展目標": "\n".join(
        ["聯合國可持續發展目標對照表", *(f"目標{n}\t我們的貢獻\t和睦鄰里" for n in range(1, 18))]
    ),
    "materiality list": "\n".join(
        [
            "Material topics",
            *(f"{n}\t{name}\tHigh" for n, name in enumerate(["Emissions", "Water", "Staff", "Safety"] * 4, 1)),
        ]
    ),
    "data table with a KPI column": "\n".join(
        [
            "Environmental data",
            "KPI\tUnit\t2023\t2024",
            *(f"A{a}.{n}\ttonnes\t{a * n}0\t{a + n}5" for a in (1, 2) for n in range(1, 5)),
        ]
    ),
}


@pytest.mark.parametrize("page", REJECTED.values(), ids=REJECTED.keys())
def test_look_alikes_are_no_content_index(page: str) -> None:
    assert not index_of(f"{chapters()}\f{page}").found


@pytest.mark.parametrize("page", REJECTED.values(), ids=REJECTED.keys())
def test_look_alikes_beside_a_real_index_leave_it_alone(page: str) -> None:
    rows = [(provision, "Every Drop Counts") for provision in kpis()]
    index = index_of("\f".join([page, chapters(), chapters(), index_page(tabbed(rows)), chapters(), page]))
    assert index.found
    assert index.pages == (4, 4)
    assert [row.provision for row in index.rows] == kpis()


def test_a_data_table_with_codes_right_before_the_index_is_not_a_part_of_it() -> None:
    rows = [(provision, "Every Drop Counts") for provision in kpis()]
    index = index_of("\f".join([chapters(), REJECTED["data table with a KPI column"], index_page(tabbed(rows))]))
    assert index.pages == (3, 3)
    assert {row.references[0].text for row in index.rows} == {"Every Drop Counts"}


def test_boxes_that_open_chapters_are_no_index() -> None:
    boxes = [
        f"{title}\nThis chapter responds to KPI {provision}\n{PROSE['en']}"
        for title, provision in zip(CHAPTERS["en"], kpis()[1:], strict=False)
    ]
    assert not index_of("\f".join(boxes)).found


def test_a_stray_copy_of_the_header_inside_a_data_table_is_no_index() -> None:
    data = "Data\nKPI\tDescription\tSection\nPaper\t12\t14\nWater\t310\t290\n" + index_page(
        [], title="Reporting Guide Content Index"
    )
    index = index_of(f"{data}\f{chapters()}\f{index_page(tabbed([(p, 'Honest Trade') for p in kpis()]))}")
    assert index.pages == (3, 3)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_index_stands_in_each_language(lang: str) -> None:
    rows = [(provision, CHAPTERS[lang][0]) for provision in kpis()]
    index = index_of(f"{chapters(lang)}\f{index_page(tabbed(rows, lang), lang)}")
    assert (index.found, index.level, index.pages) == (True, "kpi", (2, 2))
    assert [row.provision for row in index.rows] == kpis()


@pytest.mark.parametrize(
    "title",
    [
        "ESG Reporting Guide Index",
        "HONG KONG STOCK EXCHANGE ESG REPORTING GUIDE CONTENT INDEX",
        "Index of the ESG Reporting Code",
        "Cross-reference Table of the ESG Reporting Guide (Appendix 27)",
        "《環境、社會及管治報告指引》索引表",
        "香港交易所環境、社會及管治報告守則內容索引",
        "附錄：聯交所指引對照表",
        "联交所ESG指标索引",
        "環境、社會及管治報告披露索引",
    ],
)
def test_title_variants(title: str) -> None:
    lang = "en" if title.isascii() else "zh-Hant"
    rows = [(provision, CHAPTERS[lang][1]) for provision in kpis()]
    assert len(index_of(f"{chapters(lang)}\f{index_page(tabbed(rows, lang), lang, title)}").rows) == len(rows)


def test_an_index_without_a_title_is_known_by_codes_and_wording() -> None:
    rows = [(provision, "Safe Hands") for provision in kpis()]
    assert len(index_of(f"{chapters()}\f{index_page(tabbed(rows), title='')}").rows) == len(rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_header_repeated_on_each_page_adds_no_rows(lang: str) -> None:
    lines = tabbed([(provision, CHAPTERS[lang][2]) for provision in kpis()], lang)
    head, *rows = lines
    pages = [index_page([head, *rows[n : n + 18]], lang) for n in range(0, len(rows), 18)]
    index = index_of("\f".join([chapters(lang), *pages]))
    assert [row.provision for row in index.rows] == kpis()
    assert {row.references[0].text for row in index.rows} == {CHAPTERS[lang][2]}
    assert index.pages == (2, 1 + len(pages))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_aspect_level_index(lang: str) -> None:
    aspects = [p for p in kpis() if p.endswith(".GD")]
    rows = [f"{p[:2]} {aspect_name(p[:2], lang)}\t{CHAPTERS[lang][n % 10]}" for n, p in enumerate(aspects)]
    index = index_of(f"{chapters(lang)}\f{index_page(rows, lang)}")
    assert (index.found, index.level) == (True, "aspect")
    assert [(row.provision, row.references[0].text) for row in index.rows] == [
        (p, CHAPTERS[lang][n % 10]) for n, p in enumerate(aspects)
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_index_of_general_disclosures_only(lang: str) -> None:
    rows = []
    for n, provision in enumerate(p for p in kpis() if p.endswith(".GD")):
        rows += [
            f"{provision[:2]} {aspect_name(provision[:2], lang)}",
            f"{GENERAL[lang]}\t{description(provision, lang)}\t{CHAPTERS[lang][n % 10]}",
        ]
    index = index_of(f"{chapters(lang)}\f{index_page(rows, lang)}")
    assert (len(index.rows), index.level) == (12, "aspect")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_without_an_index(lang: str) -> None:
    index = index_of(chapters(lang) + "\n" + "\n".join(f"See KPI {provision} above." for provision in kpis()[:4]))
    assert not index.found
    assert index.rows == ()


def test_the_mandatory_part_in_a_table_of_its_own() -> None:
    part_b = [
        f"{name}\t{description(p, 'en')}\tHonest Trade"
        for p, name in (
            ("MDR.13", "Governance Structure"),
            ("MDR.14", "Reporting Principles"),
            ("MDR.15", "Reporting Boundary"),
        )
    ]
    rows = [(provision, "Safe Hands") for provision in kpis()]
    lines = ["Mandatory Disclosure Requirements", *part_b, "Comply or explain provisions", *tabbed(rows)]
    index = index_of(f"{chapters()}\f{index_page(lines)}")
    assert [row.provision for row in index.rows] == ["MDR.13", "MDR.14", "MDR.15", *kpis()]
    assert [r.text for r in index.rows[0].references] == ["Honest Trade"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_left_out_are_not_invented(lang: str) -> None:
    kept = [provision for provision in kpis() if provision not in ("A2.5", "B6.1", "B6.GD", "B8.2")]
    index = index_of(f"{chapters(lang)}\f{index_page(tabbed([(p, CHAPTERS[lang][4]) for p in kept], lang), lang)}")
    assert [row.provision for row in index.rows] == kept


def test_lines_and_titles_count_from_the_input() -> None:
    text = f"{chapters()}\f{index_page(tabbed([('A1.GD', 'Safe Hands'), *((p, 'Safe Hands') for p in kpis()[1:])]))}"
    index = index_of(text)
    lines = text.replace("\f", "").split("\n")
    for row in index.rows:
        assert description(row.provision, "en") in lines[row.line - 1]
    assert INDEX_TITLE["en"] in "".join(lines[index.first_line - 4 : index.first_line])
