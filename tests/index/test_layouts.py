"""Layouts in which English and Chinese reports print their index: columns, labels and references in other places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from kpicheck.model import Claim, ContentIndex
from small_reports import (
    CHAPTERS,
    INDEX_TITLE,
    PROSE,
    aspect_name,
    chapters,
    description,
    index_of,
    index_page,
    kpis,
    refs,
)

Answer = Callable[[str], str]
STOP = {"en": ".", "zh-Hant": "。"}
GENERAL = {"en": "General Disclosure", "zh-Hant": "一般披露"}


def aspect_of(provision: str) -> str:
    return provision.split(".")[0]


def own_chapter(provision: str, lang: str) -> str:
    """A chapter of the provision's aspect with a name of its own."""
    aspects = list(dict.fromkeys(aspect_of(p) for p in kpis()))
    return CHAPTERS[lang][aspects.index(aspect_of(provision)) % len(CHAPTERS[lang])]


def named_alike(provision: str, lang: str) -> str:
    """A chapter that is called like the aspect."""
    return aspect_name(aspect_of(provision), lang)


def body(lang: str, titles: Sequence[str]) -> str:
    return "\n\n".join(f"{title}\n\n{PROSE[lang]}\n{PROSE[lang]}" for title in dict.fromkeys(titles))


def label(provision: str, lang: str) -> str:
    if provision.endswith(".GD"):
        return GENERAL[lang]
    return f"KPI {provision}" if lang == "en" else f"關鍵績效指標{provision}"


def described(provision: str, lang: str) -> str:
    return description(provision, lang) + STOP[lang]


def rows_of(lang: str, row: Callable[[str], list[str]]) -> list[str]:
    lines: list[str] = []
    for provision in kpis():
        if provision.endswith(".GD"):
            aspect = aspect_of(provision)
            lines.append(
                f"Aspect {aspect}: {aspect_name(aspect, lang)}"
                if lang == "en"
                else f"層面{aspect}：{aspect_name(aspect, lang)}"
            )
        lines.extend(row(provision))
    return lines


def read(lang: str, rows: Sequence[str], titles: Sequence[str]) -> ContentIndex:
    return index_of(f"{body(lang, titles)}\f{index_page(rows, lang)}")


def assert_answers(index: ContentIndex, expected: Callable[[str], list[str]]) -> None:
    got = {row.provision: refs(row) for row in index.rows}
    assert got == {provision: expected(provision) for provision in kpis()}


LINES: dict[str, Callable[[str, str, str, str], list[str]]] = {
    "on the line where the description ends": lambda code, text, ref, cut: [f"{code} {text} {ref}"],
    "glued to the full stop": lambda code, text, ref, cut: [f"{code} {text}{ref}"],
    "on a line of its own": lambda code, text, ref, cut: [f"{code} {text}", ref],
    "each cell on a line": lambda code, text, ref, cut: [code, text, ref],
    "before the description": lambda code, text, ref, cut: [code, ref, text],
    "on the first line of a wrapped description": lambda code, text, ref, cut: [
        f"{code} {text[: len(cut)].strip()} {ref}",
        text[len(cut) :].strip(),
    ],
}


def half(text: str, lang: str) -> str:
    return text[: text.index(" ", len(text) // 2) + 1] if lang == "en" else text[: len(text) // 2]


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
@pytest.mark.parametrize("place", LINES)
@pytest.mark.parametrize("chapter", [own_chapter, named_alike])
def test_where_the_answer_stands(chapter: Callable[[str, str], str], place: str, lang: str) -> None:
    def row(provision: str) -> list[str]:
        text = described(provision, lang)
        return LINES[place](label(provision, lang), text, chapter(provision, lang), half(text, lang))

    index = read(lang, rows_of(lang, row), [chapter(p, lang) for p in kpis()])
    wrong = {
        r.provision: refs(r) for r in index.rows if refs(r) != [chapter(r.provision, lang)] and r.provision in kpis()
    }
    # One row in fifty may fail: a half of a description can itself read like a chapter.
    assert [r.provision for r in index.rows] == kpis()
    assert len(wrong) <= (1 if "wrapped" in place or "before" in place else 0), wrong


@pytest.mark.parametrize(
    "binds", ['("comply or explain")', "(Recommended Disclosure)", "(comply or explain provision)"]
)
def test_how_far_a_provision_binds_stands_behind_its_code(binds: str) -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {binds} {described(p, 'en')} {own_chapter(p, 'en')}"])
    assert_answers(read("en", rows, CHAPTERS["en"]), lambda p: [own_chapter(p, "en")])


@pytest.mark.parametrize(
    ("lang", "through", "both"),
    [("en", "-", ", "), ("en", " to ", " & "), ("en", " – ", " and "), ("zh-Hant", "至", "、")],
)
def test_one_row_for_several_provisions(lang: str, through: str, both: str) -> None:
    rows = []
    for aspect in dict.fromkeys(aspect_of(p) for p in kpis()):
        own = [p for p in kpis(aspects=[aspect]) if not p.endswith(".GD")]
        joint = own[0] if len(own) == 1 else f"{own[0]}{both if len(own) == 2 else through}{own[-1]}"
        rows += [f"{aspect} {aspect_name(aspect, lang)}", f"{GENERAL[lang]} {own_chapter(aspect, lang)}"]
        rows.append(f"{joint} {own_chapter(aspect, lang)}")
    assert_answers(read(lang, rows, CHAPTERS[lang]), lambda p: [own_chapter(p, lang)])


def test_the_aspect_repeated_before_the_code() -> None:
    rows = [f"{aspect_of(p)} {'General Disclosure' if p.endswith('GD') else p} {own_chapter(p, 'en')}" for p in kpis()]
    assert_answers(read("en", rows, CHAPTERS["en"]), lambda p: [own_chapter(p, "en")])


@pytest.mark.parametrize("page", ["12", "p.12", "(P.12)", "pages 12-14", "12, 15"])
def test_pages_behind_a_title(page: str) -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')} {own_chapter(p, 'en')} {page}"])
    index = read("en", rows, CHAPTERS["en"])
    assert_answers(index, lambda p: [own_chapter(p, "en"), *page.strip("()").split(", ")])


def test_codes_of_other_standards_beside_the_answer_are_none() -> None:
    rows = rows_of(
        "en", lambda p: [f"{label(p, 'en')}\t{described(p, 'en')}\tGRI 305-1, 305-2\t{own_chapter(p, 'en')}\t9"]
    )
    assert_answers(read("en", rows, CHAPTERS["en"]), lambda p: [own_chapter(p, "en"), "9"])


def test_a_status_column_after_the_references() -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')}\t{described(p, 'en')}\t{own_chapter(p, 'en')}\tDisclosed"])
    assert_answers(read("en", rows, CHAPTERS["en"]), lambda p: [own_chapter(p, "en")])


def test_references_between_code_and_description() -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')}\t{own_chapter(p, 'en')}\t{described(p, 'en')}"])
    assert_answers(read("en", rows, CHAPTERS["en"]), lambda p: [own_chapter(p, "en")])


def test_chapters_called_like_the_aspects_in_an_index_of_aspects() -> None:
    aspects = list(dict.fromkeys(aspect_of(p) for p in kpis()))
    names = [aspect_name(aspect, "en") for aspect in aspects]
    rows = [f"{aspect} {name}\t{name}" for aspect, name in zip(aspects, names, strict=True)]
    index = read("en", rows, names)
    assert [(row.provision, *refs(row)) for row in index.rows] == [
        (f"{aspect}.GD", name) for aspect, name in zip(aspects, names, strict=True)
    ]


def test_chapters_called_like_the_aspects_on_one_page_of_several() -> None:
    alike = ("A3", "A4", "B1", "B2")

    def chapter(provision: str) -> str:
        return named_alike(provision, "en") if aspect_of(provision) in alike else own_chapter(provision, "en")

    rows = rows_of("en", lambda p: [f"{label(p, 'en')}\t{described(p, 'en')}\t{chapter(p)}"])
    first, last = (next(n for n, row in enumerate(rows) if row.startswith(f"Aspect {a}")) for a in ("A3", "B3"))
    titles = list(dict.fromkeys(map(chapter, kpis())))
    pages = "\f".join("\n".join(part) for part in (rows[:first], rows[first:last], rows[last:]))
    assert_answers(index_of(f"{body('en', titles)}\f{index_page([pages], 'en')}"), lambda p: [chapter(p)])


@pytest.mark.parametrize("claim", ["(Not applicable and explained)", "(N/A)", "(not applicable)"])
def test_a_claim_in_brackets_behind_the_reference(claim: str) -> None:
    said = {p: f" {claim}" if p == "A2.5" else "" for p in kpis()}
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')} {own_chapter(p, 'en')}{said[p]}"])
    row = read("en", rows, CHAPTERS["en"]).row("A2.5")
    assert row is not None
    assert (row.claim, refs(row)) == (Claim.NOT_APPLICABLE, [own_chapter("A2.5", "en")])


def test_steps_of_a_reference_wrap_as_one() -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')}", "Fair Partners –", "Good Neighbours"])
    assert_answers(read("en", rows, CHAPTERS["en"]), lambda p: ["Fair Partners – Good Neighbours"])


def test_the_mandatory_part_without_descriptions() -> None:
    head = ["Mandatory Disclosure Requirements", "Governance Structure Honest Trade", "Reporting Principles Safe Hands"]
    rows = [*head, "Reporting Boundary Fair Partners"]
    rows += rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')} {own_chapter(p, 'en')}"])
    index = read("en", rows, CHAPTERS["en"])
    got = [refs(index.row(f"MDR.{n}")) for n in (13, 14, 15)]
    assert got == [["Honest Trade"], ["Safe Hands"], ["Fair Partners"]]


def coded(entry: Callable[[int, str], str], lang: str = "en") -> str:
    titles = [(p, aspect_name(aspect_of(p), lang) if p.endswith("GD") else description(p, lang)) for p in kpis()]
    return "\n".join(
        entry(n, f"{aspect_of(p) if p.endswith('GD') else p} {title}") for n, (p, title) in enumerate(titles, 3)
    )


LOOKALIKES = {
    "chapters": coded(lambda n, title: f"{title}\n\n{PROSE['en']}\n{PROSE['en']}\n"),
    "chapters in Chinese": coded(
        lambda n, title: f"{title}\n\n{PROSE['zh-Hant']}{PROSE['zh-Hant']}\n{PROSE['zh-Hant']}\n", "zh-Hant"
    ),
    "table of contents": "Contents\n" + coded(lambda n, title: f"{title} ........ {n}"),
    "目錄": "目錄\n" + coded(lambda n, title: f"{title} {n}", "zh-Hant"),
    "table of contents that lists the index": "Contents\nHKEX ESG Guide Content Index 60\n"
    + coded(lambda n, title: f"{title} {n}"),
    "data table": "Environmental data\n" + coded(lambda n, title: f"{title} tonnes {n * 3}.5 {n * 2},400.7"),
}


@pytest.mark.parametrize("page", LOOKALIKES.values(), ids=LOOKALIKES.keys())
def test_coded_titles_without_an_index(page: str) -> None:
    assert not index_of(f"{chapters()}\f{page}").found


@pytest.mark.parametrize("page", LOOKALIKES.values(), ids=LOOKALIKES.keys())
def test_coded_titles_right_before_the_index(page: str) -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')} {own_chapter(p, 'en')}"])
    index = index_of(f"{chapters()}\f{page}\n{INDEX_TITLE['en']}\n" + "\n".join(rows))
    assert_answers(index, lambda p: [own_chapter(p, "en")])


def test_pages_on_lines_of_their_own_are_no_paragraphs_of_part_d() -> None:
    pages = {p: str(19 + n // 4) for n, p in enumerate(kpis())}
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')}", pages[p]])
    assert_answers(read("en", rows, CHAPTERS["en"]), lambda p: [pages[p]])


def test_a_page_with_a_space_after_its_abbreviation() -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')} {own_chapter(p, 'en')}", "p. 16"])
    assert_answers(read("en", rows, CHAPTERS["en"]), lambda p: [own_chapter(p, "en"), "p. 16"])


@pytest.mark.parametrize("named", ["Paragraph {}", "Para. {}", "第{}段"])
def test_the_mandatory_part_by_its_paragraphs(named: str) -> None:
    answers = {13: "Honest Trade", 14: "Safe Hands", 15: "Fair Partners"}
    rows = [f"{named.format(n)}\tHow we went about it\t{answer}" for n, answer in answers.items()]
    rows += rows_of("en", lambda p: [f"{label(p, 'en')}\t{described(p, 'en')}\t{own_chapter(p, 'en')}"])
    index = read("en", rows, CHAPTERS["en"])
    assert [refs(index.row(f"MDR.{n}")) for n in answers] == [[answer] for answer in answers.values()]


def test_the_head_of_a_new_page_takes_no_row_away() -> None:
    rows = rows_of("zh-Hant", lambda p: [label(p, "zh-Hant"), described(p, "zh-Hant"), own_chapter(p, "zh-Hant")])
    at = next(n for n, line in enumerate(rows) if line.startswith("層面B1"))
    rows[at:at] = ["\f「不遵守就解釋」條文", "層面、一般披露及關鍵績效指標 對應章節", "B 社會"]
    index = index_of(f"{body('zh-Hant', CHAPTERS['zh-Hant'])}\f{index_page(rows, 'zh-Hant')}")
    assert_answers(index, lambda p: [own_chapter(p, "zh-Hant")])


def test_a_numbered_section_inside_a_sentence_of_reasons() -> None:
    said = "7.8 Water is not disclosed because the landlord keeps the meter"
    rows = rows_of("en", lambda p: [f"{label(p, 'en')}\t{described(p, 'en')}\t{said if p == 'A2.2' else 'Safe Hands'}"])
    row = read("en", rows, [*CHAPTERS["en"], "7.8 Water"]).row("A2.2")
    assert row is not None
    assert (row.claim, refs(row)) == (Claim.EXPLAINED, ["7.8 Water"])


def test_a_title_in_two_languages_is_answered_in_both() -> None:
    names = {p: own_chapter(p, "en") for p in kpis()}
    both = {p: own_chapter(p, "zh-Hant") for p in kpis()}
    titles = [f"{names[p]} {both[p]}" for p in kpis()]
    rows: list[str] = []
    for p in kpis():
        code = f"{label(p, 'en')} {label(p, 'zh-Hant')}"
        if p.endswith(".GD"):
            rows.append(f"Aspect {aspect_of(p)}: {aspect_name(aspect_of(p), 'en')}")
            rows += [f"{code} {names[p]}", both[p]]
        else:
            rows += [code, f"{described(p, 'en')} {names[p]}", f"{described(p, 'zh-Hant')} {both[p]}"]
    index = read("en", rows, titles)
    assert_answers(index, lambda p: [names[p], both[p]])


def test_a_title_in_the_words_of_its_description_that_the_report_does_not_have() -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')}", own_chapter(p, "en")])
    at = next(n for n, line in enumerate(rows) if line.startswith("KPI B6.5")) + 1
    rows[at] = "Guest Data Protection"
    row = read("en", rows, CHAPTERS["en"]).row("B6.5")
    assert row is not None
    assert [(r.text, r.resolved) for r in row.references] == [("Guest Data Protection", False)]


def test_a_claim_with_its_reason_on_the_lines_below_the_reference() -> None:
    rows = rows_of("en", lambda p: [f"{label(p, 'en')} {described(p, 'en')}", own_chapter(p, "en")])
    at = next(n for n, line in enumerate(rows) if line.startswith("KPI A1.3")) + 1
    rows[at + 1 : at + 1] = [
        "Explained. The amount of hazardous waste",
        "generated is insignificant owing to the",
        "business nature of the Group.",
    ]
    row = read("en", rows, CHAPTERS["en"]).row("A1.3")
    assert row is not None
    assert (row.claim, refs(row)) == (Claim.EXPLAINED, [own_chapter("A1.3", "en")])
    assert row.reason == (
        "The amount of hazardous waste generated is insignificant owing to the business nature of the Group"
    )
