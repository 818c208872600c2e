"""What every output has in common, and the order in which a reader meets the gaps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from render_samples import ASSESSMENT, CHINESE, CLEAN, FINDINGS, PROVISIONS, hostile, large

from kpicheck.model import Assessment, Message, Obligation, Severity, Verdict
from kpicheck.renderers import RENDERERS
from kpicheck.renderers.build import view_of
from kpicheck.renderers.order import in_gap_order
from kpicheck.renderers.speaker import Speaker, runs
from kpicheck.words import LANGUAGES


@pytest.mark.parametrize("output", RENDERERS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("assessment", [ASSESSMENT, CHINESE, CLEAN, hostile(), replace(ASSESSMENT, findings=())])
def test_every_output_renders_in_every_language(output: str, lang: str, assessment: Assessment) -> None:
    rendered = RENDERERS[output].render(assessment, lang)
    assert rendered.endswith("\n")
    rendered.encode("utf-8")
    assert not [char for char in rendered if char in "\x00\x07\x1b\x7f\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068"]


@pytest.mark.parametrize("output", ["html", "md", "json"])
def test_every_provision_is_in_every_full_output(output: str) -> None:
    rendered = RENDERERS[output].render(ASSESSMENT, "en")
    assert all(provision.id in rendered for provision in PROVISIONS)


def test_gaps_are_ordered_by_obligation_then_certainty() -> None:
    order = [finding.provision.id for finding in in_gap_order(FINDINGS)]
    assert order == ["MDR.13", "A2.5", "B6.2", "A1.5", "B3.1"]


def test_equal_gaps_are_ordered_by_certainty() -> None:
    unsure, sure = (replace(FINDINGS[2], score=score, provision=PROVISIONS[n]) for n, score in ((2, 0.6), (6, 0.9)))
    assert in_gap_order((unsure, sure)) == (sure, unsure)


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        (FINDINGS, "1 mandatory and 3 comply-or-explain items need attention."),
        (FINDINGS[:2], "1 mandatory item needs attention."),
        (FINDINGS[1:4], "2 comply-or-explain items need attention."),
        (FINDINGS[4:5], "No mandatory or comply-or-explain item needs attention."),
        (FINDINGS[1:2], "No potential gap was found."),
    ],
)
def test_the_outcome_is_one_line(findings: tuple[object, ...], outcome: str) -> None:
    assert view_of(replace(ASSESSMENT, findings=findings), "en").outcome == outcome  # type: ignore[arg-type]


def test_widths_of_a_bar_add_up() -> None:
    for bar in view_of(large(59), "en").aspects:
        assert sum(part.width for part in bar.parts) == 1000
        assert all(part.width > 0 for part in bar.parts)


def test_one_quote_that_answers_two_elements_is_shown_once() -> None:
    finding = view_of(ASSESSMENT, "en").findings[1]
    assert [passage.answers for passage in finding.passages] == [
        ("Scope 1 emissions in tonnes", "Scope 2 emissions in tonnes")
    ]
    assert [piece.text for piece in finding.passages[0].pieces if piece.marked] == [
        "Scope 1",
        "1,204 tonnes",
        "Scope 2",
    ]


def test_a_mandatory_gap_is_not_told_to_explain() -> None:
    speaker = Speaker(ASSESSMENT, "en")
    mandatory = replace(FINDINGS[2], provision=replace(PROVISIONS[2], obligation=Obligation.MANDATORY))
    assert "does not replace it" in speaker.message(Message("verdict.missing.nothing"), mandatory)
    assert "considered reason" in speaker.message(Message("verdict.missing.nothing"), FINDINGS[2])


def test_message_values_are_put_in_words() -> None:
    speaker = Speaker(ASSESSMENT, "zh-Hant")
    values = (("claim", "not_applicable"), ("where", "9, 11-12"))
    said = speaker.message(Message("issue.index-contradicts-body", values))
    assert said == "索引稱「不適用」，但報告在第9、11–12頁已有披露。請更正索引。"
    assert "60 %" in Speaker(ASSESSMENT, "en").message(Message("hint.unsure", (("score", "0.6"),)))


def test_places_speak_of_lines_only_where_lines_mean_something() -> None:
    assert Speaker(ASSESSMENT, "en").place(9, 300) == "page 9 (printed 7)"
    assert Speaker(CHINESE, "en").place(9, 300) == "page 9, line 300"
    unpaged = replace(CHINESE, report=replace(CHINESE.report, format="docx", paged=False))
    assert Speaker(unpaged, "en").place(1, 300) == "line 300"


def test_neighbouring_pages_are_joined() -> None:
    assert runs([9, 3, 4, 5, 5, 11]) == ["3–5", "9", "11"]
    assert runs([]) == []


def test_guesses_are_said_once() -> None:
    view = view_of(ASSESSMENT, "en")
    assert len(view.guessed) == 1
    assert "--board" in view.guessed[0]
    assert not any("--board" in note for note in view.notes)


def test_unreadable_pages_are_named_even_without_an_issue() -> None:
    assert any("page 4" in note for note in view_of(replace(ASSESSMENT, issues=()), "en").notes)


def test_sarif_levels_rules_and_places() -> None:
    run = json.loads(RENDERERS["sarif"].render(CHINESE, "en"))["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == rules
    board = next(result for result in run["results"] if result["ruleId"] == "MDR.13")
    assert board["level"] == Severity.ERROR
    assert board["locations"][0]["physicalLocation"]["region"] == {"startLine": 120}
    of_pdf = json.loads(RENDERERS["sarif"].render(ASSESSMENT, "en"))["runs"][0]["results"]
    assert all("region" not in result["locations"][0]["physicalLocation"] for result in of_pdf)


def test_an_assessment_full_of_unreadable_provisions_claims_nothing() -> None:
    unreadable = tuple(replace(finding, verdict=Verdict.UNREADABLE, missing=(), severity=None) for finding in FINDINGS)
    view = view_of(replace(ASSESSMENT, findings=unreadable), "en")
    assert len(view.unreadable) == len(FINDINGS)
    assert "8 items could not be read." in view.outcome_more
