"""Reasons for not disclosing: 'not applicable because …', 'no data, since …', in the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpicheck.evidence.body import Body
from kpicheck.evidence.elements import Matcher, Passage
from kpicheck.model import Claim, Evidence, Provision

_BARE = frozenset({"不适用", "并不适用", "not applicable", "n/a", "不相关", "not relevant"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence that says why a provision is not disclosed. `considered` when it gives a reason, not a bare N/A."""

    claim: Claim
    evidence: Evidence
    considered: bool


def find_explanation(provision: Provision, body: Body, matcher: Matcher) -> Explanation | None:
    """The best explanation for `provision` in the body, if there is one."""
    topics = tuple(dict.fromkeys(term for element in provision.main_elements for match in element.matches[:2] for term in match.about))
    if not topics:
        return None
    about = body.terms.of(topics)
    not_applicable, no_data = body.terms.of(("$na",)), body.terms.of(("$no_data",))
    reasons = body.terms.of(("$reason",))
    best: tuple[float, Explanation] | None = None
    for number, hits in about.items():
        kind = Claim.EXPLAINED if number in no_data else Claim.NOT_APPLICABLE if number in not_applicable else None
        sentence = body.sentences[number]
        if kind is None or (sentence.row and len(sentence.folded) < 12):
            continue
        words = (no_data if kind is Claim.EXPLAINED else not_applicable)[number]
        considered = _is_considered(number, reasons, {hit.text for hit in words}, kind)
        near = min(abs(word.start - hit.start) for word in words for hit in hits)
        score = 0.6 + (0.2 if considered else 0.0) + (0.15 if near < 40 else 0.0 if near < 90 else -0.2) + 0.01 * min(len(hits), 5)
        passage = Passage(number, min(score, 1.0), (*hits, *words))
        if score >= 0.55 and (best is None or score > best[0]):
            best = (score, Explanation(kind, matcher.evidence(passage), considered))
    return best[1] if best else None


def _is_considered(number: int, reasons: Mapping[int, object], words: set[str], kind: Claim) -> bool:
    """A bare 'not applicable' is no reason; 'does not involve …', 'not material' and 'because' are."""
    if number in reasons:
        return True
    if kind is Claim.EXPLAINED:
        return False
    return bool(words - _BARE)
