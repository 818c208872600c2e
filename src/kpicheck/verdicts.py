"""Claim and evidence into a verdict, provision by provision (docs/verdicts.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpicheck.evidence.elements import ElementAnswer
from kpicheck.evidence.explain import Explanation
from kpicheck.model import (
    Claim,
    Element,
    ElementFinding,
    Evidence,
    Finding,
    IndexRow,
    Message,
    Obligation,
    Provision,
    Requirement,
    Severity,
    Verdict,
)  # fmt: skip

CONTRADICTS = 0.66  # evidence must be this good to beat an index that says 'not applicable'
FIXED_BY_NIL = frozenset({"rate", "intensity", "breakdown"})
SEVERITY = {Obligation.MANDATORY: Severity.ERROR, Obligation.COMPLY_OR_EXPLAIN: Severity.WARNING}
UNSURE = 0.62


class Held(StrEnum):
    """How much of a provision the body holds."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Bodily:
    """What the body holds of a provision and which main elements it lacks."""

    held: Held
    missing: tuple[Element, ...]
    score: float


def weigh(
    provision: Provision,
    answers: Sequence[ElementAnswer],
    claim: Claim,
    spared: frozenset[str] = frozenset(),
    *,
    no_data: bool = False,
) -> Bodily:
    """Weigh the elements found: a nil fixes its rate, one of several policy topics may be left out, `spared`
    elements are not asked for. Where the report says that it has `no_data`, dashes in a table do not mean none."""
    least = CONTRADICTS if claim is Claim.NOT_APPLICABLE else 0.0
    answers = [a for a in answers if not (no_data and a.blank)]
    found = {a.finding.element.id for a in answers if a.finding.found and a.finding.score >= least}
    nil = any(a.nil and a.finding.element.id in found for a in answers)
    main = provision.main_elements
    missing = [e for e in main if e.id not in found | spared and not (nil and e.type in FIXED_BY_NIL)]
    missing = _spare_policies(main, missing)
    scores = [a.finding.score for a in answers if a.finding.element.id in found]
    score = sum(scores) / len(scores) if scores else 0.0
    if not missing and found:
        return Bodily(Held.FULL, (), score)
    telling = {e.id for e in provision.elements if _is_telling(e)}
    if found & telling:
        return Bodily(Held.PARTIAL, tuple(missing), score)
    return Bodily(Held.NONE, tuple(main), 1.0 - max((a.finding.score for a in answers), default=0.0) / 2)


def _is_telling(element: Element) -> bool:
    """Whether finding this element shows that the topic is disclosed at all; a law or a companion does not."""
    if element.required is Requirement.IF_APPLICABLE or element.type == "compliance":
        return False
    return not element.is_companion


def _spare_policies(main: Sequence[Element], missing: list[Element]) -> list[Element]:
    """The named topics of a general disclosure are judged as a whole: one minor topic left out is not yet partial."""
    topics = [e for e in main if e.type == "policy"]
    lacking = [e for e in missing if e.type == "policy"]
    spared = 1 if len(topics) >= 3 else 0
    return [e for e in missing if e.type != "policy"] if len(lacking) <= spared else missing


def judge(
    provision: Provision,
    row: IndexRow | None,
    answers: Sequence[ElementAnswer],
    explanation: Explanation | None,
    unreadable: bool,
    spared: frozenset[str] = frozenset(),
) -> Finding:
    """The finding for one provision. `unreadable` when what would answer it may stand on pages without text;
    `spared` are elements that another provision's finding makes needless."""
    claim = row.claim if row else Claim.NONE
    denied = Claim.NOT_APPLICABLE if explanation and explanation.considered else claim
    no_data = bool(explanation and explanation.considered and explanation.claim is Claim.EXPLAINED)
    body = weigh(provision, answers, denied, spared, no_data=no_data)
    reason = (row.reason if row else None) or (explanation.evidence.quote if explanation else None)
    verdict, reasoned = _verdict(provision, body, claim, row, explanation, unreadable)
    is_reasoned = verdict in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE)
    elements = tuple(answer.finding for answer in answers)
    score = _certainty(verdict, body, explanation, elements)
    finding = Finding(
        provision, verdict, round(score, 2), None, row,
        reasoned if is_reasoned else None,
        reason if is_reasoned or verdict is Verdict.MISSING else None,
        _reason_evidence(verdict, explanation),
        elements, body.missing if verdict in (Verdict.PARTIAL, Verdict.MISSING) else (),
    )  # fmt: skip
    severity = SEVERITY.get(provision.obligation, Severity.NOTE) if finding.is_gap else None
    return _with(finding, severity, _messages(finding, explanation))


def _verdict(
    provision: Provision,
    body: Bodily,
    claim: Claim,
    row: IndexRow | None,
    explanation: Explanation | None,
    unreadable: bool,
) -> tuple[Verdict, bool]:
    if body.held is Held.FULL:
        return Verdict.DISCLOSED, False
    if body.held is Held.PARTIAL:
        if claim is Claim.NOT_APPLICABLE and row and row.reason and provision.obligation is not Obligation.MANDATORY:
            return Verdict.NOT_APPLICABLE, True  # a reason in the index outweighs passages on a part of it
        return Verdict.PARTIAL, False
    if unreadable:
        return Verdict.UNREADABLE, False
    if provision.obligation is Obligation.MANDATORY:
        return Verdict.MISSING, False
    considered = bool(row and row.reason) or bool(explanation and explanation.considered)
    if claim is Claim.NOT_APPLICABLE:
        return Verdict.NOT_APPLICABLE, considered
    if claim is Claim.EXPLAINED:
        return Verdict.EXPLAINED, considered
    if explanation:
        verdict = Verdict.EXPLAINED if explanation.claim is Claim.EXPLAINED else Verdict.NOT_APPLICABLE
        return verdict, explanation.considered
    return Verdict.MISSING, False


def _certainty(
    verdict: Verdict, body: Bodily, explanation: Explanation | None, elements: Sequence[ElementFinding]
) -> float:
    """How sure the verdict is, 0 to 1: for a partial one, how plainly the missing elements are missing."""
    if verdict is Verdict.DISCLOSED:
        return body.score
    if verdict is Verdict.PARTIAL:
        return max(0.5, min(0.9, body.score))
    if verdict in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE):
        return max(explanation.evidence.score if explanation else 0.75, 0.6)
    return body.score


def _reason_evidence(verdict: Verdict, explanation: Explanation | None) -> Evidence | None:
    told = verdict in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE, Verdict.MISSING)
    return explanation.evidence if explanation and told else None


def _messages(finding: Finding, explanation: Explanation | None) -> tuple[Message, ...]:
    verdict, row = finding.verdict, finding.row
    key = f"verdict.{verdict.value}"
    values: tuple[tuple[str, str], ...] = ()
    if verdict is Verdict.MISSING:
        if finding.provision.obligation is Obligation.MANDATORY and finding.reason:
            key, values = "verdict.missing.mandatory_reason", (("reason", finding.reason),)
        elif row and row.claim is Claim.DISCLOSED:
            key = "verdict.missing.claimed"
            values = (("references", ", ".join(r.text for r in row.references) or "–"),)
        else:
            key = "verdict.missing.nothing"
    elif verdict in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE):
        key = f"{key}.{'reasoned' if finding.reasoned else 'bare'}"
        values = (("reason", finding.reason or ""),) if finding.reasoned else ()
    messages = [Message(key, values)]
    if verdict in (Verdict.DISCLOSED, Verdict.PARTIAL) and finding.score < UNSURE:
        messages.append(Message("hint.unsure", (("score", f"{finding.score:.2f}"),)))
    return tuple(messages)


def _with(finding: Finding, severity: Severity | None, messages: tuple[Message, ...]) -> Finding:
    return Finding(
        finding.provision, finding.verdict, finding.score, severity, finding.row, finding.reasoned, finding.reason,
        finding.reason_evidence, finding.elements, finding.missing, messages,
    )  # fmt: skip
