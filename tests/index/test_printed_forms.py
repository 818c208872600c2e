"""Index rows whose columns ran into one another when the text was extracted."""

from __future__ import annotations

import pytest
from test_rows import flat, read_row

from kpicheck.model import Claim
from small_reports import CHAPTERS, aspect_name, chapters, description, index_of, index_page, kpis, refs, row_of, tabbed

WATER, USUAL = CHAPTERS["en"][1], CHAPTERS["en"][9]


def test_a_code_that_a_narrow_column_wrapped_below_its_label() -> None:
    text = description("A2.2", "zh-Hant")
    lines = [f"關鍵績效指標 {text[:8]}", f"A2.2 {text[8:]} {CHAPTERS['zh-Hant'][1]}"]
    assert refs(read_row("zh-Hant", "A2.2", lines)) == [CHAPTERS["zh-Hant"][1]]


def test_general_and_disclosure_on_two_lines_around_the_wording() -> None:
    lines = [f"General {description('A2.GD', 'en')} {WATER}", "Disclosure"]
    index = index_of(flat("en", {"A2.GD": ["A2 Use of Resources", *lines]}, aspects=False))
    assert refs(index.row("A2.GD")) == [WATER]


def test_bullets_are_no_part_of_references() -> None:
    lines = [f"A2.2 {description('A2.2', 'en')}", f"• {WATER}", f"– {CHAPTERS['en'][2]}"]
    assert refs(read_row("en", "A2.2", lines)) == [WATER, CHAPTERS["en"][2]]


def test_a_column_of_gri_codes_between_wording_and_answer() -> None:
    lines = [f"A2.2 {description('A2.2', 'en')} GRI 2-5, 303-5 {WATER}"]
    assert refs(read_row("en", "A2.2", lines)) == [WATER]


def test_a_remark_behind_signed_pages() -> None:
    row = read_row("en", "A2.2", [f"A2.2 {description('A2.2', 'en')} P.14, P.32 Metered since 2022"])
    assert (refs(row), row.told) == (["P.14", "P.32"], "Metered since 2022")


def test_a_remark_below_title_and_page() -> None:
    lines = [f"A2.2 {description('A2.2', 'en')}", WATER, "12", "Metered since 2022"]
    row = read_row("en", "A2.2", lines)
    assert (refs(row), row.told) == ([WATER, "12"], "Metered since 2022")


def test_a_title_whose_parts_another_word_joins_ends_a_row_without_columns() -> None:
    assert refs(read_row("zh-Hans", "A2.2", [f"A2.2 {description('A2.2', 'zh-Hans')}", "点滴与珍惜"])) == ["点滴与珍惜"]


def test_an_appendix_is_known_by_its_number() -> None:
    body = f"{chapters()}\n\nAppendix II: Performance Tables\n\nThe tables of our houses follow, house by house."
    rows = [f"{p} {description(p, 'en')} {'Appendix II 58' if p == 'A2.2' else USUAL}" for p in kpis() if "GD" not in p]
    assert refs(index_of(f"{body}\f{index_page(rows)}").row("A2.2")) == ["Appendix II", "58"]


def test_a_title_with_a_claim_in_brackets_that_wraps() -> None:
    first, second = "Water consumption in total", "and intensity"
    row = read_row("en", "A2.2", [f"A2.2 {first} {WATER} (not applicable –", f"{second} explained)"])
    assert (row.claim, refs(row)) == (Claim.NOT_APPLICABLE, [WATER])


@pytest.mark.parametrize(
    ("cell", "claim", "wanted", "told"),
    [
        ("Recommended disclosure", Claim.BLANK, [], ""),
        (f"Explained in the section headed “{WATER}”", Claim.EXPLAINED, [WATER], ""),
        (f"{WATER} (meters were read monthly)", Claim.DISCLOSED, [WATER], "meters were read monthly"),
        ("No water was drawn in the year", Claim.DISCLOSED, [], "No water was drawn in the year"),
        ("The meters belong to the landlord, so data are not collected", Claim.EXPLAINED, [], ""),
        ("✓", Claim.DISCLOSED, [], ""),
        ("In the Garden (p.7)", Claim.DISCLOSED, ["In the Garden", "p.7"], ""),
        ("Clean Air & Quiet Nights", Claim.DISCLOSED, ["Clean Air & Quiet Nights"], ""),
        (f"{WATER} 12 Without the Macau house", Claim.DISCLOSED, [WATER, "12"], "Without the Macau house"),
        (
            "本集團用水來自市政供水，水源方面並無任何問題",
            Claim.DISCLOSED,
            [],
            "本集團用水來自市政供水，水源方面並無任何問題",
        ),
    ],
)
def test_what_a_cell_of_its_own_says(cell: str, claim: Claim, wanted: list[str], told: str) -> None:
    rows = [(p, cell if p == "A2.2" else USUAL) for p in kpis()]
    body = f"{chapters()}\n\nIn the Garden\n\nThe garden is watered at night."
    row = row_of(f"{body}\f{index_page(tabbed(rows))}", "A2.2")
    assert (row.claim, refs(row), row.told) == (claim, wanted, told)


def test_a_cell_of_a_tabbed_row_that_line_breaks_cut() -> None:
    rows = tabbed([(p, USUAL) for p in kpis()])
    at = next(n for n, line in enumerate(rows) if line.startswith("A2.2"))
    rows[at : at + 1] = ["A2.2\tWater consumption in total", f"and intensity\t{WATER}"]
    index = index_of(f"{chapters()}\f{index_page(rows)}")
    assert refs(index.row("A2.2")) == [WATER]
    assert refs(index.row("A2.3")) == [USUAL]


def test_a_column_header_over_three_lines_on_every_page() -> None:
    header = ["Subject Areas,", "Aspects, General", "Disclosures and KPIs Description Section"]
    rows = [f"{p} {description(p, 'en')} {USUAL}" for p in kpis() if not p.endswith("GD")]
    pages = ["\n".join([*header, *rows[n : n + 12]]) for n in range(0, len(rows), 12)]
    index = index_of(f"{chapters()}\fHKEX ESG Reporting Guide Content Index\n" + "\f".join(pages))
    assert {tuple(refs(row)) for row in index.rows} == {(USUAL,)}


def test_two_titles_stacked_in_the_last_row() -> None:
    lines = [f"B8.2 {description('B8.2', 'en')}", USUAL, WATER]
    assert refs(index_of(flat("en", {"B8.2": lines})).row("B8.2")) == [USUAL, WATER]


def test_remarks_in_a_column_of_their_own_are_no_references() -> None:
    lines = ["KPI\tDescription\tSection\tRemarks"]
    lines += [f"{p}\t{description(p, 'en')}\t{USUAL}\tRestated this year" for p in kpis() if not p.endswith("GD")]
    index = index_of(f"{chapters()}\f{index_page(lines)}")
    assert {(tuple(refs(row)), row.told) for row in index.rows} == {((USUAL,), "Restated this year")}


def test_a_remark_over_several_lines_is_no_reference_even_where_one_line_is_a_title() -> None:
    rows = [(p, USUAL) for p in kpis() if not p.endswith("GD")]
    lines = ["KPI\tDescription\tSection\tRemarks"]
    for provision, answer in rows:
        lines.append(f"{provision}\t{description(provision, 'en')}\t{answer}\tNothing of the kind was")
        lines.append(f"\t\t\tseen in\n\t\t\t{WATER}")
    index = index_of(f"{chapters()}\f{index_page(lines)}")
    assert {tuple(refs(row)) for row in index.rows} == {(USUAL,)}


def test_a_paragraph_that_is_called_headed_stays_as_printed() -> None:
    first, rest = WATER.split(" ", 1)
    lines = [f"A2.2 {description('A2.2', 'en')} Paragraph headed “{first}", f"{rest}”"]
    row = read_row("en", "A2.2", lines)
    assert row is not None
    assert [(r.text, r.resolved) for r in row.references] == [(f"Paragraph headed “{WATER}”", True)]


def test_dashes_of_empty_columns_behind_pages() -> None:
    lines = [f"A2.2 {description('A2.2', 'en')} 1, 2 – GRI 303-5"]
    assert refs(read_row("en", "A2.2", lines)) == ["1", "2"]


def test_the_title_of_an_index_that_wraps() -> None:
    rows = [f"{p} {description(p, 'en')} {USUAL}" for p in kpis() if p[:2] in ("A1", "A2")]
    head = [f"Reporting Boundary {description('MDR.15', 'en')} {WATER}"]
    index = index_of("\n".join([chapters(), "\fHKEX ESG Reporting Guide Content", "Index", *head, *rows]))
    assert refs(index.row("MDR.15")) == [WATER]


def in_layout(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """The rows of an index in text that keeps its layout: descriptions wrap, the columns go on beside them."""
    lines = []
    for code, text, section, remark in rows:
        wrapped = [text[n : n + 40].strip() for n in range(0, len(text), 40)]
        sections = section.split("|")
        for n in range(max(len(wrapped), len(sections))):
            cells = (code if not n else "", *(part[n] if n < len(part) else "" for part in (wrapped, sections)))
            lines.append(f"{cells[0]:<12}{cells[1]:<44}{cells[2]:<30}{remark if not n else ''}".rstrip())
    return lines


def test_columns_of_text_that_keeps_its_layout() -> None:
    head = [
        f"{'General disclosures':<56}{'Relevant section in':<30}",
        f"{'and KPIs':<12}{'Description':<44}{'this report':<30}Remarks",
    ]
    rows = [
        (f"KPI {p}", description(p, "en"), f"{WATER}|{USUAL}" if p == "A2.2" else USUAL, "Read monthly" * (p == "A2.2"))
        for p in kpis()
        if "GD" not in p
    ]
    pages = ["\n".join([*head, *in_layout(rows[n : n + 6])]) for n in range(0, len(rows), 6)]
    index = index_of(f"{chapters()}\fHKEX ESG Reporting Guide Content Index\n" + "\f".join(pages))
    assert [row.provision for row in index.rows] == [p for p in kpis() if "GD" not in p]
    assert refs(index.row("A2.2")) == [WATER, USUAL]
    assert {tuple(refs(row)) for row in index.rows if row.provision != "A2.2"} == {(USUAL,)}
    assert index.row("A2.2").told == "Read monthly"


def test_aspects_that_the_issuer_calls_its_own_way() -> None:
    lines = []
    for p in kpis():
        if p.endswith("GD"):
            lines += [f"{p[:2]} What we do about it", f"Approach {CHAPTERS['en'][2]}"]
        else:
            lines.append(f"{p} {description(p, 'en')} {USUAL}")
    index = index_of(f"{chapters()}\fHKEX ESG Reporting Guide Content Index\n" + "\n".join(lines))
    assert [row.provision for row in index.rows] == kpis()
    assert {tuple(refs(row)) for row in index.rows if "GD" not in row.provision} == {(USUAL,)}
    assert all(CHAPTERS["en"][2] in refs(row)[-1] for row in index.rows if row.provision.endswith("GD"))


def test_an_aspects_code_alone_beside_its_general_disclosure() -> None:
    lines = []
    for p in kpis():
        code = f"{p[:2]}\tGeneral Disclosure" if p.endswith("GD") else f"\t{p}"
        lines.append(f"{code}\t{description(p, 'en')}\t{WATER if p.endswith('GD') else USUAL}")
    index = index_of(f"{chapters()}\f{index_page(lines)}")
    assert {row.provision: refs(row) for row in index.rows} == {p: [WATER if "GD" in p else USUAL] for p in kpis()}


def test_rows_whose_parts_are_told_by_dashes() -> None:
    special = {
        "A1.3": 'Explained, the amount is small, see Section "Every Drop Counts", page 7',
        "A2.5": "N/A",
        "B1.1": 'Section "Safe Hands", pages 3–4',
    }
    answers = {p: special.get(p, f'Section "{USUAL}", page 9') for p in kpis()}
    lines = []
    for p in kpis():
        if p == "B4.1":
            lines.append(f"KPI B4.1 and KPI B4.2 – Child and forced labour, steps taken – {answers[p]}")
        elif p.endswith("GD"):
            lines += [f"Aspect {p[:2]}: {aspect_name(p[:2], 'en')}", f"General Disclosure – {answers[p]}"]
        elif p != "B4.2":
            lines.append(f"KPI {p} – {description(p, 'en')} – {answers[p]}")
    index = index_of(f"{chapters()}\fHKEX ESG Reporting Guide Content Index\n" + "\n".join(lines))
    assert [row.provision for row in index.rows] == kpis()
    told = {row.provision: (row.claim, refs(row)) for row in index.rows}
    assert told.pop("A1.3") == (Claim.EXPLAINED, ['Section "Every Drop Counts"', "page 7"])
    assert told.pop("A2.5") == (Claim.NOT_APPLICABLE, [])
    assert told.pop("B1.1") == (Claim.DISCLOSED, ['Section "Safe Hands"', "pages 3–4"])
    assert set(map(str, told.values())) == {str((Claim.DISCLOSED, [f'Section "{USUAL}"', "page 9"]))}
