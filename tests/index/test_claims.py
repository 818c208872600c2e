"""What an answer cell claims: words, marks, sentences of reasons."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kpicheck.model import Claim, IndexRow
from small_reports import CHAPTERS, chapters, index_of, index_page, kpis, refs, row_of, tabbed


def answered(cell: str, lang: str = "zh-Hant", provision: str = "A2.5") -> IndexRow:
    """The row of `provision` in a tab-separated index when its answer cell holds `cell`."""
    rows = [(p, cell if p == provision else CHAPTERS[lang][9]) for p in kpis()]
    return row_of(f"{chapters(lang)}\f{index_page(tabbed(rows, lang), lang)}", provision)


def flat(cell: str, lang: str) -> IndexRow:
    """The same in an index whose columns are lost."""
    rows = [(p, cell if p == "A2.5" else CHAPTERS[lang][9]) for p in kpis()]
    return row_of(
        f"{chapters(lang)}\f" + index_page([line.replace("\t", " ") for line in tabbed(rows, lang)], lang), "A2.5"
    )


WORDS = [
    ("en", "Not applicable", Claim.NOT_APPLICABLE),
    ("en", "NOT APPLICABLE.", Claim.NOT_APPLICABLE),
    ("en", "N/A", Claim.NOT_APPLICABLE),
    ("en", "n.a.", Claim.NOT_APPLICABLE),
    ("en", "NA", Claim.NOT_APPLICABLE),
    ("en", "Not material", Claim.NOT_APPLICABLE),
    ("en", "Immaterial", Claim.NOT_APPLICABLE),
    ("en", "Not relevant", Claim.NOT_APPLICABLE),
    ("zh-Hant", "不適用", Claim.NOT_APPLICABLE),
    ("zh-Hant", "不适用", Claim.NOT_APPLICABLE),
    ("zh-Hant", "並不適用。", Claim.NOT_APPLICABLE),
    ("zh-Hant", "非重大", Claim.NOT_APPLICABLE),
    ("zh-Hant", "不重要", Claim.NOT_APPLICABLE),
    ("zh-Hans", "不适用", Claim.NOT_APPLICABLE),
    ("zh-Hans", "不涉及", Claim.NOT_APPLICABLE),
    ("en", "Not disclosed", Claim.NOT_DISCLOSED),
    ("en", "Not reported", Claim.NOT_DISCLOSED),
    ("zh-Hant", "未披露", Claim.NOT_DISCLOSED),
    ("zh-Hant", "暫無數據", Claim.NOT_DISCLOSED),
    ("zh-Hans", "暂不披露", Claim.NOT_DISCLOSED),
    ("en", "Explained", Claim.EXPLAINED),
    ("zh-Hant", "已解釋", Claim.EXPLAINED),
    ("zh-Hans", "已作解释", Claim.EXPLAINED),
    ("en", "Disclosed", Claim.DISCLOSED),
    ("en", "Fully disclosed", Claim.DISCLOSED),
    ("en", "Complied", Claim.DISCLOSED),
    ("en", "0", Claim.DISCLOSED),
    ("zh-Hant", "已披露", Claim.DISCLOSED),
    ("zh-Hans", "部分披露", Claim.DISCLOSED),
    ("en", "/", Claim.BLANK),
    ("en", "-", Claim.BLANK),
    ("en", "–", Claim.BLANK),
    ("en", "—", Claim.BLANK),
    ("zh-Hant", "／", Claim.BLANK),
    ("zh-Hans", "－", Claim.BLANK),
]


@pytest.mark.parametrize(("lang", "cell", "claim"), WORDS)
def test_claim_words(lang: str, cell: str, claim: Claim) -> None:
    row = answered(cell, lang)
    assert (row.claim, refs(row), row.reason) == (claim, [], None) or (cell == "0" and row.claim is claim)


@pytest.mark.parametrize(("lang", "cell", "claim"), [w for w in WORDS if w[1] not in ("0", "NA")])
def test_claim_words_where_the_columns_are_lost(lang: str, cell: str, claim: Claim) -> None:
    row = flat(cell, lang)
    assert (row.claim, refs(row)) == (claim, [])


@pytest.mark.parametrize(
    ("lang", "cell", "claim"),
    [
        ("en", "Not applicable, as our hotels sell no packaged goods.", Claim.NOT_APPLICABLE),
        ("en", "N/A: we pack nothing", Claim.NOT_APPLICABLE),
        ("en", "Not material because guests bring their own bags", Claim.NOT_APPLICABLE),
        ("en", "Packaging is not material to a hotel group", Claim.NOT_APPLICABLE),
        ("en", "Not disclosed since the landlord keeps the meter", Claim.EXPLAINED),
        ("en", "The figure is not disclosed because the landlord keeps the meter.", Claim.EXPLAINED),
        ("en", "Explained: we do not own a kitchen because it is let", Claim.EXPLAINED),
        ("zh-Hant", "不適用，酒店並不出售包裝商品", Claim.NOT_APPLICABLE),
        ("zh-Hant", "不適用（本集團不涉及包裝）", Claim.NOT_APPLICABLE),
        ("zh-Hant", "由於業務性質，包裝材料對本集團並不重大。", Claim.NOT_APPLICABLE),
        ("zh-Hant", "由於水錶由業主保管，故未披露有關數字。", Claim.EXPLAINED),
        ("zh-Hans", "不适用，因为酒店不售卖包装商品", Claim.NOT_APPLICABLE),
        ("zh-Hans", "因为水表由业主保管，暂未披露该数字。", Claim.EXPLAINED),
    ],
)
@pytest.mark.parametrize("read", [answered, flat])
def test_sentences_of_reasons(lang: str, cell: str, claim: Claim, read: Callable[[str, str], IndexRow]) -> None:
    row = read(cell, lang)
    assert (row.claim, refs(row)) == (claim, [])
    assert row.reason
    assert len(row.reason) >= 5


@pytest.mark.parametrize("mark", ["✓", "√", "●"])
def test_a_tick_discloses(mark: str) -> None:
    assert answered(mark).claim is Claim.DISCLOSED


@pytest.mark.parametrize(
    ("lang", "cell"),
    [
        ("en", "Disclosed\nEvery Drop Counts"),
        ("en", "Disclosed – Every Drop Counts"),
        ("en", "Complied: Every Drop Counts"),
    ],
)
def test_a_claim_word_before_the_reference(lang: str, cell: str) -> None:
    row = flat(cell, lang)
    assert (row.claim, refs(row)) == (Claim.DISCLOSED, ["Every Drop Counts"])


def test_a_claim_word_after_the_reference() -> None:
    rows = [(p, f"{CHAPTERS['zh-Hant'][1]}\t已披露") for p in kpis()]
    row = row_of(f"{chapters('zh-Hant')}\f{index_page(tabbed(rows, 'zh-Hant'), 'zh-Hant')}", "A2.5")
    assert (row.claim, refs(row)) == (Claim.DISCLOSED, ["點滴珍惜"])


@pytest.mark.parametrize(
    ("lang", "cell"),
    [
        ("en", "No product was recalled in any of the three hotels during the year."),
        ("zh-Hant", "年內三間酒店均無任何產品須召回，亦無客人因此受傷或要求賠償。"),
        ("zh-Hans", "年内三间酒店均无任何产品须召回，也没有客人因此受伤或要求赔偿。"),
    ],
)
def test_a_cell_that_holds_the_disclosure_itself_is_no_reference(lang: str, cell: str) -> None:
    row = answered(cell, lang, "B6.1")
    assert row.claim is Claim.DISCLOSED
    assert refs(row) == []


def test_a_title_that_contains_a_claim_word_stays_a_title() -> None:
    text = chapters("en").replace("Honest Trade", "What Is Not Material to Us")
    rows = [(p, "What Is Not Material to Us" if p == "A2.5" else "Safe Hands") for p in kpis()]
    row = row_of(f"{text}\f{index_page(tabbed(rows))}", "A2.5")
    assert (row.claim, refs(row)) == (Claim.DISCLOSED, ["What Is Not Material to Us"])


def test_absent_rows_claim_nothing() -> None:
    rows = [(p, "Safe Hands") for p in kpis() if p != "A2.5"]
    assert index_of(f"{chapters()}\f{index_page(tabbed(rows))}").row("A2.5") is None
