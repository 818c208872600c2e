"""Reasons for not disclosing, and bare words that are none."""

from __future__ import annotations

import pytest
from judging import judged

from kpicheck.model import Verdict


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("A2.5", "Since we sell no goods, packaging material is not applicable to us."),
        ("A2.5", "As a hotel group we sell no goods, so packaging material is not applicable to us."),
        ("A2.5", "Packaging material is not material because guests bring their own bags."),
        ("A2.5", "由於酒店並不出售商品，包裝材料並不適用。"),
        ("A2.5", "酒店业务不涉及包装材料。"),
        ("B6.1", "Recalls of products for safety and health reasons are not applicable as we provide services only."),
        ("B6.1", "本集團從事酒店服務，不涉及產品召回。"),
        ("B6.1", "本集团主要从事酒店服务，因此产品召回不适用。"),
        ("A1.3", "由於業務性質，有害廢棄物並不重大。"),
    ],
)
def test_a_considered_reason(provision: str, text: str) -> None:
    found = judged(text, provision)
    assert (found.verdict, found.reasoned, found.is_gap) == (Verdict.NOT_APPLICABLE, True, False)
    assert found.reason_evidence is not None
    assert found.reason_evidence.quote in text


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("A2.5", "The weight of packaging material is not disclosed because no separate records are kept."),
        ("A2.5", "由於尚未統計，本年度未披露包裝材料用量。"),
        ("A1.4", "由於業主統一清運，未能統計無害廢棄物的數量。"),
    ],
)
def test_missing_data_with_a_reason_is_explained(provision: str, text: str) -> None:
    found = judged(text, provision)
    assert (found.verdict, found.reasoned) == (Verdict.EXPLAINED, True)


@pytest.mark.parametrize(
    ("provision", "text"),
    [("A2.5", "Packaging material: not applicable"), ("A2.5", "包裝材料用量：不適用"), ("A2.5", "包装材料不适用。")],
)
def test_a_bare_word_is_no_reason(provision: str, text: str) -> None:
    found = judged(text, provision)
    assert (found.verdict, found.reasoned, found.is_gap) == (Verdict.NOT_APPLICABLE, False, True)


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("A2.5", "We care about packaging material."),
        ("A2.5", "The pool is not applicable to winter guests."),
        ("B6.1", "我們重視產品品質。"),
        ("A1.3", "酒店全年開放。"),
    ],
)
def test_silence_is_missing(provision: str, text: str) -> None:
    assert judged(text, provision).verdict is Verdict.MISSING


def test_data_beat_an_explanation() -> None:
    reason = "Packaging material is not material because guests bring bags."
    text = f"{reason}\nPackaging material used: 3.2 tonnes, 0.4 kg per guest."
    assert judged(text, "A2.5").verdict is Verdict.DISCLOSED
