"""What is said of one thing answers no other."""

from __future__ import annotations

import pytest
from judging import full, judged, lacking

from kpicheck.model import Verdict


def test_a_list_of_material_topics_discloses_nothing() -> None:
    text = "高度重要產品質量、客戶私隱、反貪污、僱傭及福利 一般重要廢氣、綠色採購、社區投資、勞工準則"
    assert judged(text, "B5.4").verdict is Verdict.MISSING


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        (
            "B2.GD",
            "The Group has a health and safety policy and protects staff from occupational hazards. "
            "It was not aware of any breach of laws on the safety, advertising and labelling of its products.",
        ),
        (
            "B1.GD",
            "We have policies on pay, dismissal, recruitment, promotion, working hours, rest, equal opportunity, "
            "diversity, discrimination and benefits. "
            "No case of non-compliance with laws on child or forced labour was found.",
        ),
    ],
)
def test_compliance_with_other_laws(provision: str, text: str) -> None:
    assert lacking(judged(text, provision)) == [f"{provision}.compliance"]


def test_a_law_that_must_be_kept_is_not_yet_kept() -> None:
    text = "本集團訂有健康與安全政策，保障僱員免受職業危害。產品須符合《安全生產法》。"
    assert "B2.GD.compliance" in lacking(judged(text, "B2.GD"))


def test_laws_in_a_list_above_the_statement() -> None:
    text = (
        "We have a health and safety policy which protects staff from occupational hazards. The laws include:\n"
        "• Occupational Safety and Health Ordinance\n• Personal Data (Privacy) Ordinance\n"
        "During the year there were no non-compliance cases regarding the relevant laws and regulations."
    )
    assert full(text, "B2.GD")


def test_a_reason_about_something_else_explains_nothing() -> None:
    text = "Suppliers are scored yearly. Shore power was not available because the berths have none."
    assert judged(text, "B5.4").verdict is Verdict.MISSING


def test_a_mock_recall_is_no_recall() -> None:
    assert judged("A mock recall was held and 98% of the lot was found.", "B6.1").verdict is Verdict.MISSING


@pytest.mark.parametrize(
    "text",
    [
        "Quality is inspected. We take a faulty model off the shelf, and inform and refund its buyers.",
        "每批產品均經質量檢驗。如有問題，門店即停售有關批次，並通知顧客退回及退款。",
    ],
)
def test_recalls_in_other_words(text: str) -> None:
    assert full(text, "B6.4")


def test_training_of_directors_is_not_read_off_the_name_of_a_report() -> None:
    text = "Anti-corruption training was given to all employees. See the Report of the Directors."
    assert lacking(judged(text, "B7.3")) == ["B7.3.directors"]


def test_full_and_proper_disposal_is_no_reduction_target() -> None:
    text = (
        "Hazardous waste is collected by licensed firms, and general waste is recycled. "
        "Our target is to hand 100% of chemical waste to licensed collectors. We print on both sides to save paper."
    )
    assert "A1.6.target" in lacking(judged(text, "A1.6"))


def test_a_kpi_shows_what_is_done_before_the_policy() -> None:
    text = (
        "Our occupational health and safety policy sets out protective equipment, safety training, drills and "
        "inspections against occupational hazards.\n\n"
        "Safety helmets, safety training and fire drills are checked by the safety officer, who inspects each kitchen "
        "monthly."
    )
    shown = [element.evidence[0].quote for element in judged(text, "B2.3").elements if element.evidence]
    assert len(shown) == 3
    assert all(quote.startswith("Safety helmets") for quote in shown)
