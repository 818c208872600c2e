"""Rows of an index in all printed forms: codes, labels, descriptions and references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kpicheck.model import ContentIndex, IndexRow
from small_reports import (
    CHAPTERS,
    DISCLOSED,
    GENERAL,
    INDEX_TITLE,
    aspect_name,
    chapters,
    description,
    index_of,
    kpis,
    refs,
)

USUAL = 9  # the chapter to which the rows around the tested ones point


def flat(lang: str, special: Mapping[str, Sequence[str]], join: str = " ", aspects: bool = True) -> str:
    """A report with an index of one line per row; `special` gives the lines of some rows."""
    lines = [INDEX_TITLE[lang]]
    for provision in kpis():
        aspect, _, tail = provision.partition(".")
        if tail == "GD" and aspects:
            lines.append(f"{aspect} {aspect_name(aspect, lang)}")
        label = GENERAL[lang] if tail == "GD" else provision
        usual = [join.join((label, description(provision, lang), CHAPTERS[lang][USUAL]))]
        lines.extend(special.get(provision, usual))
    return f"{chapters(lang)}\f" + "\n".join(lines)


def read_row(lang: str, provision: str, lines: Sequence[str], join: str = " ") -> IndexRow:
    """The row of `provision` printed as `lines`; its neighbours must be untouched."""
    index = index_of(flat(lang, {provision: lines}, join))
    assert [row.provision for row in index.rows] == kpis()
    assert_usual(index, lang, provision)
    row = index.row(provision)
    assert row is not None
    return row


def assert_usual(index: ContentIndex, lang: str, *apart: str) -> None:
    others = {row.provision: refs(row) for row in index.rows if row.provision not in apart}
    assert set(map(tuple, others.values())) == {(CHAPTERS[lang][USUAL],)}


E_WATER, H_WATER, S_WATER = (CHAPTERS[lang][1] for lang in ("en", "zh-Hant", "zh-Hans"))
E_TEXT, H_TEXT, S_TEXT = (description("A2.2", lang) for lang in ("en", "zh-Hant", "zh-Hans"))


@pytest.mark.parametrize(
    "code",
    [
        "A2.2",
        "KPI A2.2",
        "KPI A2.2:",
        "KPI: A2.2",
        "A2.2.",
        "A2.2:",
        "(A2.2)",
        "KPI No. A2.2",
        "A 2.2",
        "A2. 2",
        "a2.2",
        "KPIs A2.2",
        "Key Performance Indicator A2.2",
        "Indicator A2.2",
        "Ａ２．２",
        "KPI-A2.2",
    ],
)
def test_printed_codes_in_english(code: str) -> None:
    assert refs(read_row("en", "A2.2", [f"{code} {E_TEXT} {E_WATER}"])) == [E_WATER]


@pytest.mark.parametrize(
    "code",
    [
        "A2.2",
        "A2.2：",
        "關鍵績效指標A2.2",
        "關鍵績效指標 A2.2",
        "關鍵績效指標A2.2：",
        "KPI A2.2：",
        "指標A2.2",
        "（A2.2）",
        "Ａ２．２：",
        "關鍵表現指標A2.2",
        "A2。2",
        "A2·2",
    ],
)
def test_printed_codes_in_traditional_chinese(code: str) -> None:
    assert refs(read_row("zh-Hant", "A2.2", [f"{code} {H_TEXT} {H_WATER}"])) == [H_WATER]


@pytest.mark.parametrize(
    "code",
    ["A2.2", "关键绩效指标 A2.2", "关键绩效指标A2.2：", "绩效指标A2.2", "A2.2 ：", "[A2.2]", "关键绩效指标：A2.2"],
)
def test_printed_codes_in_simplified_chinese(code: str) -> None:
    assert refs(read_row("zh-Hans", "A2.2", [f"{code} {S_TEXT} {S_WATER}"])) == [S_WATER]


FORMS: dict[str, list[str]] = {
    "same line": ["A2.2 {text} {ref}"],
    "next line": ["A2.2 {text}", "{ref}"],
    "next line after a blank": ["A2.2 {text}", "", "{ref}"],
    "two blank lines": ["A2.2", "", "", "{text}", "", "", "{ref}"],
    "one cell per line": ["A2.2", "{text}", "{ref}"],
    "label on a line of its own": ["{label}", "A2.2", "{text}", "{ref}"],
    "label above code and text": ["{label}", "A2.2 {text} {ref}"],
    "text wrapped, reference at its end": ["A2.2 {half}", "{rest} {ref}"],
    "text wrapped, reference in the middle": ["A2.2 {half} {ref}", "{rest}"],
    "text wrapped around a blank line": ["A2.2 {half}", "", "{rest} {ref}"],
    "before the description": ["A2.2 {ref}", "{text}"],
    "before the description, cell by cell": ["A2.2", "{ref}", "{text}"],
    "glued to the end of the description": ["A2.2 {text}。{ref}"],
    "code repeated inside the text": ["A2.2 {label} A2.2 {text} {ref}"],
}
LABEL = {"en": "KPI", "zh-Hant": "關鍵績效指標", "zh-Hans": "关键绩效指标"}


def fill(template: Sequence[str], lang: str, provision: str, ref: str) -> list[str]:
    text = description(provision, lang)
    middle = text.index(" ", len(text) // 2) + 1 if lang == "en" else len(text) // 2
    gaps = {"text": text, "half": text[:middle].strip(), "rest": text[middle:], "ref": ref, "label": LABEL[lang]}
    return [line.format(**gaps) for line in template]


@pytest.mark.parametrize("lang", LABEL)
@pytest.mark.parametrize("form", FORMS)
def test_where_the_reference_stands(form: str, lang: str) -> None:
    row = read_row(lang, "A2.2", fill(FORMS[form], lang, "A2.2", CHAPTERS[lang][1]))
    assert refs(row) == [CHAPTERS[lang][1]]


@pytest.mark.parametrize("lang", LABEL)
@pytest.mark.parametrize(
    "form",
    [["A2.2 {text} {ref}", "{more}"], ["A2.2 {text}", "{ref}", "{more}"], ["A2.2", "{text}", "{ref}", "", "{more}"]],
)
def test_stacked_references(form: Sequence[str], lang: str) -> None:
    template = [line.replace("{more}", CHAPTERS[lang][3]) for line in form]
    assert refs(read_row(lang, "A2.2", fill(template, lang, "A2.2", CHAPTERS[lang][1]))) == [
        CHAPTERS[lang][1],
        CHAPTERS[lang][3],
    ]


@pytest.mark.parametrize(
    ("lang", "joint", "first", "second"),
    [
        ("en", "; ", 1, 3),
        ("en", ", ", 1, 3),
        ("en", ", ", 3, 1),
        ("zh-Hant", "、", 1, 3),
        ("zh-Hans", "、", 1, 3),
        ("en", "; ", 3, 1),
        ("zh-Hant", "；", 1, 3),
        ("zh-Hans", "；", 1, 3),
    ],
)
def test_two_references_on_the_line_of_the_description(lang: str, joint: str, first: int, second: int) -> None:
    titles = [CHAPTERS[lang][first], CHAPTERS[lang][second]]
    assert refs(read_row(lang, "A2.2", [f"A2.2 {description('A2.2', lang)} {joint.join(titles)}"])) == titles


def test_a_reference_wrapped_over_two_lines() -> None:
    assert refs(read_row("en", "A2.2", [f"A2.2 {E_TEXT}", "Clean Air and", "Quiet Nights"])) == [
        "Clean Air and Quiet Nights"
    ]
    assert refs(read_row("zh-Hant", "A2.2", [f"A2.2 {H_TEXT}", "賓客", "信賴"])) == ["賓客信賴"]


def test_the_label_of_the_next_row_glued_to_a_reference() -> None:
    water, waste = description("A2.2", "zh-Hant"), description("A2.3", "zh-Hant")
    lines = {"A2.2": [f"A2.2 {water} {H_WATER} 關鍵績效指標"], "A2.3": [f"A2.3 {waste} {CHAPTERS['zh-Hant'][USUAL]}"]}
    index = index_of(flat("zh-Hant", lines))
    assert refs(index.row("A2.2")) == [H_WATER]
    assert_usual(index, "zh-Hant", "A2.2")


def test_two_rows_on_one_line() -> None:
    both = f"KPI A2.2 {E_TEXT} {E_WATER} KPI A2.3 {description('A2.3', 'en')} Honest Trade"
    index = index_of(flat("en", {"A2.2": [both], "A2.3": []}))
    assert (refs(index.row("A2.2")), refs(index.row("A2.3"))) == ([E_WATER], ["Honest Trade"])


@pytest.mark.parametrize("lang", LABEL)
@pytest.mark.parametrize(
    "aspect",
    [
        ["A2 {name}"],
        ["A2{name}"],
        ["A2: {name}"],
        ["{aspect} A2", "{name}"],
        ["{aspect} A2: {name}"],
        ["A2", "{name}"],
        ["A2. {name}"],
    ],
    ids=str,
)
def test_a_general_disclosure_without_a_code_inherits_the_aspect(aspect: Sequence[str], lang: str) -> None:
    label = {"en": "Aspect", "zh-Hant": "層面", "zh-Hans": "层面"}[lang]
    head = [line.format(name=aspect_name("A2", lang), aspect=label) for line in aspect]
    lines = [*head, f"{GENERAL[lang]} {description('A2.GD', lang)} {CHAPTERS[lang][3]}"]
    text = flat(lang, {"A2.GD": lines}).replace(f"A2 {aspect_name('A2', lang)}\n{lines[0]}", lines[0])
    index = index_of(text)
    assert [row.provision for row in index.rows] == kpis()
    assert refs(index.row("A2.GD")) == [CHAPTERS[lang][3]]
    assert_usual(index, lang, "A2.GD")


def test_an_aspect_label_wrapped_over_lines() -> None:
    lines = [
        "A3 The Environment",
        "and Natural Resources",
        f"General Disclosure {description('A3.GD', 'en')} {E_WATER}",
    ]
    text = flat("en", {"A3.GD": lines}).replace(f"A3 {aspect_name('A3', 'en')}\nA3 The", "A3 The")
    assert refs(index_of(text).row("A3.GD")) == [E_WATER]


@pytest.mark.parametrize(
    "label",
    [
        "A2 General Disclosure",
        "General Disclosure A2",
        "General Disclosure – A2",
        "A2 (General Disclosure)",
        "Aspect A2 General Disclosure",
    ],
)
def test_coded_general_disclosures(label: str) -> None:
    row = read_row("en", "A2.GD", [f"{label} {description('A2.GD', 'en')} {E_WATER}"])
    assert refs(row) == [E_WATER]


@pytest.mark.parametrize("lang", LABEL)
def test_columns_in_tabs_keep_an_empty_cell_empty(lang: str) -> None:
    row = read_row(lang, "A2.2", [f"A2.2\t{description('A2.2', lang)}\t"], join="\t")
    assert (row.claim.value, refs(row)) == ("blank", [])


@pytest.mark.parametrize("lang", LABEL)
def test_a_status_column_beside_the_references(lang: str) -> None:
    row = read_row(
        lang, "A2.2", [f"A2.2\t{description('A2.2', lang)}\t{DISCLOSED[lang]}\t{CHAPTERS[lang][1]}"], join="\t"
    )
    assert (row.claim.value, refs(row)) == ("disclosed", [CHAPTERS[lang][1]])


@pytest.mark.parametrize("lang", LABEL)
def test_a_code_inside_an_explanation_starts_no_row(lang: str) -> None:
    said = {
        "en": "A2.1 is not applicable as we only lease a desk",
        "zh-Hant": "A2.1不適用，因為我們只租用一張辦公桌",
        "zh-Hans": "A2.1不适用，因为我们只租用一张办公桌",
    }[lang]
    row = read_row(lang, "A2.5", [f"A2.5 {description('A2.5', lang)}", said])
    assert row.claim.value == "not_applicable"
    assert row.reason is not None
    assert "A2.1" in row.text


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-Hans"])
def test_a_merged_cell_answers_the_rows_around_it(lang: str) -> None:
    first, second = description("B4.1", lang), description("B4.2", lang)
    index = index_of(flat(lang, {"B4.1": [f"B4.1 {first} {CHAPTERS[lang][5]}"], "B4.2": [f"B4.2 {second}"]}))
    assert refs(index.row("B4.1")) == refs(index.row("B4.2")) == [CHAPTERS[lang][5]]
    assert_usual(index, lang, "B4.1", "B4.2")


def test_a_merged_cell_answers_a_whole_aspect() -> None:
    special = {p: [f"{p} {description(p, 'en')}"] for p in kpis(aspects=["B6"])[1:]}
    special["B6.GD"] = [f"General Disclosure {description('B6.GD', 'en')} Trusted by Guests"]
    index = index_of(flat("en", special))
    assert [refs(index.row(p)) for p in kpis(aspects=["B6"])] == [["Trusted by Guests"]] * 6


@pytest.mark.parametrize("lang", LABEL)
def test_running_headers_and_page_numbers_inside_the_index_answer_nothing(lang: str) -> None:
    company = {
        "en": "Harbour Lights Hotels Limited",
        "zh-Hant": "海港燈飾酒店有限公司",
        "zh-Hans": "海港灯饰酒店有限公司",
    }[lang]
    body, table = flat(lang, {}).split("\f")
    lines = table.split("\n")
    pages = ["\n".join(lines[n : n + 14]) for n in range(0, len(lines), 14)]
    text = "\f".join(f"{company}\n{page}\n{n}" for n, page in enumerate([*(f"{body}" for _ in range(4)), *pages], 1))
    index = index_of(text)
    assert [row.provision for row in index.rows] == kpis()
    assert_usual(index, lang)
