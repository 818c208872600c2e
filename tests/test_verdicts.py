"""The verdict table: what the index claims × what the body holds × the reason × the obligation × lost pages."""

from __future__ import annotations

from itertools import product

import pytest

from kpicheck.evidence.elements import ElementAnswer
from kpicheck.evidence.explain import Explanation
from kpicheck.model import (
    Claim,
    Element,
    ElementFinding,
    Evidence,
    Finding,
    IndexRow,
    LocalText,
    Obligation,
    Provision,
    Reference,
    Requirement,
    Severity,
    Verdict,
)
from kpicheck.verdicts import Held, judge, weigh

SAID = LocalText("", "", "")
BODIES = {"full": (True, True), "partial": (True, False), "none": (False, False)}
CLAIMS = (None, *Claim)
REASONS = ("none", "bare", "row", "body")


def element(
    name: str, kind: str = "quantity", required: Requirement = Requirement.ALWAYS, spared_by: str = ""
) -> Element:
    return Element(name, kind, required, SAID, (), spared_by)


def provision(*elements: Element, obligation: Obligation = Obligation.COMPLY_OR_EXPLAIN) -> Provision:
    return Provision(
        "A2.2", "A2", "kpi", obligation, SAID, elements or (element("total"), element("intensity", "rate"))
    )


def answer(of: Element, found: bool = True, score: float = 0.8, nil: bool = False) -> ElementAnswer:
    evidence = (Evidence(1, 1, "as printed", score),) if found else ()
    return ElementAnswer(ElementFinding(of, found, score if found else 0.0, evidence), nil and found)


def explanation(considered: bool, claim: Claim = Claim.NOT_APPLICABLE) -> Explanation:
    return Explanation(claim, Evidence(2, 9, "because the kitchen is let", 0.8), considered)


def row(claim: Claim, reason: str | None = None, *references: Reference) -> IndexRow:
    return IndexRow("A2.2", claim, references, reason, 5, 3)


def decide(
    body: str,
    claim: Claim | None,
    reason: str,
    obligation: Obligation = Obligation.COMPLY_OR_EXPLAIN,
    lost: bool = False,
) -> Finding:
    asked = provision(obligation=obligation)
    answers = [answer(e, found) for e, found in zip(asked.elements, BODIES[body], strict=True)]
    told = {"body": explanation(True), "bare": explanation(False)}.get(reason)
    printed = row(claim, "we own no kitchen" if reason == "row" else None) if claim is not None else None
    return judge(asked, printed, answers, told if body == "none" else None, lost)


def wanted(
    body: str, claim: Claim | None, reason: str, obligation: Obligation, lost: bool
) -> tuple[Verdict, bool | None]:
    """docs/verdicts.md, row by row; a reason in the index outweighs passages on a part of the provision."""
    if body == "full":
        return Verdict.DISCLOSED, None
    if body == "partial":
        excused = claim is Claim.NOT_APPLICABLE and reason == "row" and obligation is not Obligation.MANDATORY
        return (Verdict.NOT_APPLICABLE, True) if excused else (Verdict.PARTIAL, None)
    if lost:
        return Verdict.UNREADABLE, None
    if obligation is Obligation.MANDATORY:
        return Verdict.MISSING, None
    considered = reason == "body" or (reason == "row" and claim is not None)
    if claim is Claim.NOT_APPLICABLE:
        return Verdict.NOT_APPLICABLE, considered
    if claim is Claim.EXPLAINED:
        return Verdict.EXPLAINED, considered
    if reason in ("body", "bare"):
        return Verdict.NOT_APPLICABLE, reason == "body"
    return Verdict.MISSING, None


TABLE = [
    case
    for case in product(BODIES, CLAIMS, REASONS, Obligation, (False, True))
    # A row that claims a disclosure, or nothing, holds no reason.
    if not (case[2] == "row" and case[1] not in (Claim.NOT_APPLICABLE, Claim.EXPLAINED, Claim.NOT_DISCLOSED))
    and not (case[2] == "row" and case[1] is Claim.NOT_DISCLOSED)
]


@pytest.mark.parametrize(("body", "claim", "reason", "obligation", "lost"), TABLE)
def test_the_whole_table(body: str, claim: Claim | None, reason: str, obligation: Obligation, lost: bool) -> None:
    found = decide(body, claim, reason, obligation, lost)
    assert (found.verdict, found.reasoned) == wanted(body, claim, reason, obligation, lost)
    assert 0 <= found.score <= 1
    grave = {Obligation.MANDATORY: Severity.ERROR, Obligation.COMPLY_OR_EXPLAIN: Severity.WARNING}
    assert found.severity == (grave.get(obligation, Severity.NOTE) if found.is_gap else None)
    assert bool(found.missing) == (found.verdict in (Verdict.PARTIAL, Verdict.MISSING))
    assert found.messages
    assert found.messages[0].key.startswith(f"verdict.{found.verdict.value}")


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("reasoned", [None, False, True])
def test_what_a_gap_is(verdict: Verdict, reasoned: bool | None) -> None:
    found = Finding(provision(), verdict, 0.8, None, reasoned=reasoned)
    always = verdict in (Verdict.MISSING, Verdict.PARTIAL)
    excused = verdict in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE)
    assert found.is_gap is (always or (excused and not reasoned))


def test_the_body_beats_an_index_that_says_not_applicable() -> None:
    assert decide("full", Claim.NOT_APPLICABLE, "none").verdict is Verdict.DISCLOSED


def test_weak_evidence_does_not_beat_an_index_that_says_not_applicable() -> None:
    asked = provision()
    answers = [answer(e, score=0.6) for e in asked.elements]
    assert judge(asked, row(Claim.NOT_APPLICABLE), answers, None, False).verdict is Verdict.NOT_APPLICABLE
    assert judge(asked, row(Claim.DISCLOSED), answers, None, False).verdict is Verdict.DISCLOSED


def test_no_reason_excuses_a_mandatory_provision_and_the_reason_is_told() -> None:
    found = decide("none", Claim.NOT_APPLICABLE, "row", Obligation.MANDATORY)
    assert (found.verdict, found.reason) == (Verdict.MISSING, "we own no kitchen")
    assert found.messages[0].key == "verdict.missing.mandatory_reason"


def test_a_claim_with_nothing_behind_it_names_its_references() -> None:
    claimed = row(Claim.DISCLOSED, None, Reference("Safe Hands", "section"), Reference("P3", "page"))
    asked = provision()
    found = judge(asked, claimed, [answer(e, False) for e in asked.elements], None, False)
    assert found.messages[0].key == "verdict.missing.claimed"
    assert dict(found.messages[0].values) == {"references": "Safe Hands, P3"}


def test_an_explanation_of_the_body_says_explained() -> None:
    asked = provision()
    answers = [answer(e, False) for e in asked.elements]
    found = judge(asked, None, answers, explanation(True, Claim.EXPLAINED), False)
    assert (found.verdict, found.reasoned, found.reason) == (Verdict.EXPLAINED, True, "because the kitchen is let")
    assert found.reason_evidence is not None


@pytest.mark.parametrize("kind", ["rate", "intensity", "breakdown"])
def test_a_nil_fixes_its_rate(kind: str) -> None:
    asked = provision(element("total"), element("share", kind))
    held = weigh(asked, [answer(asked.elements[0], nil=True), answer(asked.elements[1], False)], Claim.DISCLOSED)
    assert (held.held, held.missing) == (Held.FULL, ())


def test_a_nil_does_not_fix_a_description() -> None:
    asked = provision(element("total"), element("handling", "description"))
    held = weigh(asked, [answer(asked.elements[0], nil=True), answer(asked.elements[1], False)], Claim.DISCLOSED)
    assert (held.held, [e.id for e in held.missing]) == (Held.PARTIAL, ["handling"])


@pytest.mark.parametrize(
    ("topics", "lacking", "held"),
    [(2, 1, "partial"), (3, 1, "full"), (3, 2, "partial"), (8, 1, "full"), (8, 2, "partial")],
)
def test_a_minor_policy_topic_may_be_left_out(topics: int, lacking: int, held: str) -> None:
    asked = provision(*(element(f"topic{n}", "policy") for n in range(topics)))
    answers = [answer(e, n >= lacking) for n, e in enumerate(asked.elements)]
    assert weigh(asked, answers, Claim.DISCLOSED).held == held


def test_elements_that_are_not_needed_are_never_missing() -> None:
    asked = provision(
        element("total"),
        element("extra", required=Requirement.IF_APPLICABLE),
        element("more", required=Requirement.EXPECTED),
    )
    answers = [answer(e, e.id == "total") for e in asked.elements]
    assert weigh(asked, answers, Claim.NONE).held is Held.FULL


def test_a_spared_element_is_not_asked_for() -> None:
    asked = provision(element("qa"), element("recall", spared_by="B6.1"))
    answers = [answer(asked.elements[0]), answer(asked.elements[1], False)]
    assert judge(asked, None, answers, None, False).verdict is Verdict.PARTIAL
    assert judge(asked, None, answers, None, False, frozenset({"recall"})).verdict is Verdict.DISCLOSED


def test_a_word_of_compliance_alone_discloses_nothing() -> None:
    asked = provision(element("policy", "policy"), element("laws", "compliance"))
    answers = [answer(asked.elements[0], False), answer(asked.elements[1])]
    assert weigh(asked, answers, Claim.NONE).held is Held.NONE


def test_lost_pages_are_never_missing() -> None:
    for claim, reason, obligation in product(CLAIMS, REASONS, Obligation):
        assert decide("none", claim, reason, obligation, lost=True).verdict is Verdict.UNREADABLE
