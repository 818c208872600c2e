"""Rows of Part D in an index: how paragraphs are named, and that bare numbers stay page numbers elsewhere."""

from __future__ import annotations

import pytest

from kpicheck.index.climate_codes import at_start, mentions
from kpicheck.language.fold import fold
from kpicheck.model import Claim, ContentIndex
from small_reports import CHAPTERS, DISCLOSED, INDEX_TITLE, book, chapters, description, index_of, kpis, refs

EDITION = book().edition("e2025")
KNOWN = [provision.id for provision in EDITION.provisions if provision.kind == "climate_paragraph"]
HEADING = {
    "en": "Part D: Climate-related disclosures",
    "zh-Hant": "D部分：氣候相關披露",
    "zh-Hans": "D部分：气候相关披露",
}
PART_C = [provision for provision in kpis() if EDITION.provision(provision)]


def words_of(provision: str, lang: str) -> str:
    """The beginning of a description, put together from the rule's own fragments."""
    found = EDITION.provision(provision)
    assert found is not None
    english = [w for w in found.wording if w.isascii()]
    chinese = [w for w in found.wording if not w.isascii()]
    text = " ".join(english[:3]) if lang == "en" else "、".join(chinese[:3])
    return text if lang != "zh-Hans" else "".join(fold(char) for char in text)


def report(lang: str, rows: list[str], join: str = "\t", heading: bool = True) -> str:
    """A report with an index of Part C and, after it, the Part D rows as printed."""
    chapter = CHAPTERS[lang][9]
    part_c = [join.join((pid.replace(".GD", ""), description(pid, lang), chapter)) for pid in PART_C]
    lines = [INDEX_TITLE[lang], *part_c, *([HEADING[lang]] if heading else []), *rows]
    return f"{chapters(lang)}\f" + "\n".join(lines)


def climate(index: ContentIndex) -> dict[str, list[str]]:
    return {row.provision: refs(row) for row in index.rows if row.provision.startswith("D")}


@pytest.mark.parametrize(
    ("text", "wanted", "rest"),
    [
        ("28(a)", "D28.a", ""),
        ("28 (a) Scope 1", "D28.a", " Scope 1"),
        ("第28(a)段", "D28.a", ""),
        ("第28（a）段 範圍1", "D28.a", " 範圍1"),
        ("Paragraph 28", "D28.a D28.b D28.c", ""),
        ("para. 28(a)(i)", "D28.a", ""),
        ("Paragraphs 20 to 22", "D20 D21 D22 D22.a.iii", ""),
        ("D28", "D28.a D28.b D28.c", ""),
        ("D.19", "D19", ""),
        ("D22.a.iii", "D22.a.iii", ""),
        ("22(a)", "D22 D22.a.iii", ""),
        ("22(a)(i)", "D22", ""),
        ("22(a)(iii)", "D22.a.iii", ""),
        ("20-26", "D20 D21 D22 D22.a.iii D23 D24 D25 D26", ""),
        ("第37至39段", "D37 D38 D39", ""),
        ("28(a)-(c)", "D28.a D28.b D28.c", ""),
        ("29(a)、(b)", "D29.a D29.b", ""),
        ("28(a), 28(b) and 34", "D28.a D28.b D34", ""),
        ("段落 35", "D35", ""),
        ("28. Greenhouse gases", "D28.a D28.b D28.c", ". Greenhouse gases"),
        ("2025 targets", "", ""),
        ("19.5 tonnes", "", ""),
        ("20%", "", ""),
        ("25,000 hours", "", ""),
        ("A1.2", "", ""),
        ("42", "", ""),
    ],
)
def test_paragraphs_at_the_start_of_a_text(text: str, wanted: str, rest: str) -> None:
    named = at_start(fold(text))
    assert (named.provisions(KNOWN) if named else ()) == tuple(wanted.split())
    if named:
        assert text[named.end :] == rest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("故未能披露第19段及第28(c)段所述資料", ["D19", "D28.c"]),
        ("Paragraphs 30 to 32 are not yet reported on.", ["D30", "D31", "D32"]),
        ("We employ 28 people in 30 shops.", []),
        ("The 28 (a rise of 3) stores", []),
    ],
)
def test_paragraphs_that_a_sentence_speaks_of(text: str, wanted: list[str]) -> None:
    assert [pid for named in mentions(fold(text)) for pid in named.provisions(KNOWN)] == wanted


@pytest.mark.parametrize("lang", CHAPTERS)
@pytest.mark.parametrize("label", ["{n}", "D{n}", "第{n}段", "Paragraph {n}", "{n}."])
def test_rows_in_columns(lang: str, label: str) -> None:
    places = {"19": 0, "20": 1, "27": 2, "33": 3}
    rows = [
        "\t".join((label.format(n=n), words_of(f"D{n}", lang), CHAPTERS[lang][place])) for n, place in places.items()
    ]
    found = climate(index_of(report(lang, rows)))
    assert found == {f"D{n}": [CHAPTERS[lang][place]] for n, place in places.items()}


@pytest.mark.parametrize("lang", CHAPTERS)
def test_rows_whose_columns_are_lost(lang: str) -> None:
    rows = []
    for number, place in (("19", 0), ("21", 1), ("26", 2)):
        rows += [f"{number} {words_of(f'D{number}', lang)}", CHAPTERS[lang][place]]
    found = climate(index_of(report(lang, rows, join=" ")))
    assert found == {f"D{n}": [CHAPTERS[lang][p]] for n, p in (("19", 0), ("21", 1), ("26", 2))}


def test_letters_of_one_paragraph_are_one_row() -> None:
    rows = [
        f"19(a)\t{words_of('D19', 'en')}\t{CHAPTERS['en'][0]}",
        f"19(b)\tmanagement's role in the governance processes\t{CHAPTERS['en'][1]}",
        f"28(a)\t{words_of('D28.a', 'en')}\t{CHAPTERS['en'][2]}",
        f"28(b)\t{words_of('D28.b', 'en')}\t{CHAPTERS['en'][3]}",
        "28(c)\tScope 3 greenhouse gas emissions\tNot disclosed: suppliers keep no records",
    ]
    index = index_of(report("en", rows))
    assert climate(index) == {
        "D19": list(CHAPTERS["en"][:2]),
        "D28.a": [CHAPTERS["en"][2]],
        "D28.b": [CHAPTERS["en"][3]],
        "D28.c": [],
    }
    row = index.row("D28.c")
    assert row is not None
    assert row.claim in (Claim.EXPLAINED, Claim.NOT_DISCLOSED)


@pytest.mark.parametrize("label", ["20-26", "第20至26段", "Paragraphs 20–26"])
def test_a_range_answers_all_its_paragraphs(label: str) -> None:
    place = CHAPTERS["zh-Hant"]
    rows = [f"19\t{words_of('D19', 'zh-Hant')}\t{place[0]}", f"{label}\t策略\t{place[1]}", f"27\t風險管理\t{place[2]}"]
    found = climate(index_of(report("zh-Hant", rows)))
    assert found["D19"] == [place[0]]
    assert {pid for pid, told in found.items() if told == [place[1]]} == {
        *("D20", "D21", "D22", "D22.a.iii", "D23", "D24", "D25", "D26")
    }
    assert found["D27"] == [place[2]]


def test_headings_between_rows_answer_nothing() -> None:
    rows = ["(I) Governance", f"19\t{words_of('D19', 'en')}\t{CHAPTERS['en'][0]}", "(II) Strategy"]
    rows += ["Climate-related risks and opportunities", f"20\t{words_of('D20', 'en')}\t{CHAPTERS['en'][1]}"]
    rows += ["Business model and value chain", f"21\t{words_of('D21', 'en')}\t{CHAPTERS['en'][2]}"]
    found = climate(index_of(report("en", rows)))
    assert found == {f"D{19 + n}": [CHAPTERS["en"][n]] for n in range(3)}


@pytest.mark.parametrize("lang", CHAPTERS)
def test_part_c_is_read_as_without_part_d(lang: str) -> None:
    rows = ["\t".join((str(n), words_of(f"D{n}", lang), DISCLOSED[lang])) for n in (19, 20, 21, 23, 24)]
    alone, together = index_of(report(lang, [], heading=False)), index_of(report(lang, rows))
    part_c = [row for row in together.rows if not row.provision.startswith("D")]
    assert [(row.provision, row.claim, refs(row)) for row in part_c] == [
        (row.provision, row.claim, refs(row)) for row in alone.rows
    ]
    assert len(together.rows) - len(part_c) == len(rows)


def test_page_numbers_open_no_rows() -> None:
    chapter = [f"{pid.replace('.GD', '')}\t{description(pid, 'en')}\t{19 + n % 20}" for n, pid in enumerate(PART_C)]
    text = f"{chapters('en')}\f" + "\n".join([INDEX_TITLE["en"], *chapter])
    assert climate(index_of(text)) == {}


def test_a_table_of_contents_is_no_index_of_part_d() -> None:
    titles = (
        "19 Governance",
        "20 Climate-related risks and opportunities",
        "26 Climate resilience",
        "27 Risk management",
    )
    contents = "\n".join(("Contents", *titles, ""))
    assert climate(index_of(contents + report("en", [], heading=False))) == {}


def test_bare_numbers_with_titles_between_surer_rows() -> None:
    rows = [
        "19 Governance body and the role of management Climate Chapter",
        "23 Progress of plans Climate Chapter",
        "Paragraph 28(a) Scope 1 Climate Chapter",
        "Paragraph 28(b) Scope 2 Climate Chapter",
        "Paragraph 28(c) Scope 3 Climate Chapter",
        "30 Transition risks Climate Chapter",
        "35 Remuneration Climate Chapter",
    ]
    text = "Climate Chapter\n\nWhat we do.\fPart D: Climate-related disclosures\n" + "\n".join(rows)
    found = {row.provision: refs(row) for row in index_of(text).rows}
    assert {p: found.get(p) for p in ("D23", "D30", "D35")} == {p: ["Climate Chapter"] for p in ("D23", "D30", "D35")}
