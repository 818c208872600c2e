"""Reasons for not disclosing: 'not applicable because …', 'no data, since …', in the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpicheck.evidence.body import Body
from kpicheck.evidence.elements import Matcher
from kpicheck.evidence.quoting import quoted
from kpicheck.evidence.surroundings import DENIAL, Passage
from kpicheck.evidence.terms import Hit
from kpicheck.index.climate_codes import mentions
from kpicheck.language.fold import fold
from kpicheck.model import Claim, Evidence, Match, Provision

_APPLIES = re.compile(r"适用|appl|material|重要|重大")
NEAR, FAR = 40, 90  # characters between the topic and the words that deny it
FOUND = 0.55
LONGEST = 260  # characters of a sentence that gives a reason
LISTED = 5  # semicolons in a list of topics
# Says that something was not done yet; it counts in Part D, where so much is new.
UNDONE = ("$no_data", "$d_not")
CLIMATE = "climate_paragraph"
# Groups of words that say that something is done, and not what.
BROAD = frozenset(
    {"$policy", "$measure", "$implement", "$monitor", "$comply", "$law", "$nil", "$zero", "$intensity", "$target"}
)
_BARE = frozenset({"不适用", "并不适用", "not applicable", "n/a", "不相关", "not relevant"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence that says why a provision is not disclosed. `considered` when it gives a reason, not a bare N/A."""

    claim: Claim
    evidence: Evidence
    considered: bool


def find_explanation(provision: Provision, body: Body, matcher: Matcher) -> Explanation | None:
    """The best explanation for `provision` in the body, if there is one."""
    best: tuple[float, Explanation] | None = None
    is_climate = provision.kind == CLIMATE
    reasons = ("$reason", "$d_reason") if is_climate else ("$reason",)
    for number, hits in _topics(provision, body).items():
        sentence = body.sentences[number]
        kind, words = _kind(number, body, UNDONE if is_climate else ("$no_data",))
        if kind is None or (sentence.row and len(sentence.folded) < 12) or _is_table(sentence.folded):
            continue
        considered = _is_considered(number, body, {word.text for word in words}, kind, reasons)
        near = min(abs(word.start - hit.start) for word in words for hit in hits)
        closeness = 0.15 if near < NEAR else 0.0 if near < FAR else -0.2
        plain = 0.1 if kind is Claim.EXPLAINED else 0.0  # 'cannot be measured' says more than 'not significant'
        score = 0.6 + (0.2 if considered else 0.0) + plain + closeness + 0.01 * min(len(hits), 5)
        if score >= FOUND and (best is None or score > best[0]):
            passage = Passage(number, min(score, 1.0), (*hits, *words))
            best = (score, Explanation(kind, quoted(passage, body), considered))
    return best[1] if best else None


def _is_table(folded: str) -> bool:
    """Cells of a table that ran into one another: text too long to be one sentence, or a list of topics."""
    return folded.count(";") >= LISTED or len(folded) > LONGEST * (3 if folded.isascii() else 1)


def _topics(provision: Provision, body: Body) -> dict[int, list[Hit]]:
    """The sentences that speak of the provision: by its elements' topics or by its code."""
    found: dict[int, list[Hit]] = {}
    for element in provision.main_elements:
        for match in () if element.is_companion else element.matches:
            told = body.terms.of(match.about).items() if provision.kind == CLIMATE else _spoken_of(match, body)
            for number, hits in told:
                found[number] = [*found.get(number, []), *hits]
    if provision.kind == CLIMATE:
        return _climate_topics(provision, body, found)
    if re.fullmatch(r"[AB]\d\.\d", provision.id):
        code = re.compile(rf"(?<![a-z0-9.]){provision.id[0].lower()}\s?{provision.id[1]}\.{provision.id[3]}(?!\d)")
        for sentence in body.sentences:
            named = code.search(sentence.folded)
            if named:
                found[sentence.number] = [
                    *found.get(sentence.number, []),
                    Hit(named.start(), named.end(), named.group()),
                ]
    return found


def _spoken_of(match: Match, body: Body) -> Iterable[tuple[int, Sequence[Hit]]]:
    """The sentences about the topic of `match`. Where the topic alone is wider than the provision (suppliers, for
    greener products), what the match needs has to stand beside it; words such as 'policy' narrow nothing."""
    wide = any(term.startswith("$") for term in match.about)
    narrowing = [group for group in match.needs if wide and not any(term in BROAD for term in group)]
    excluded = body.terms.of(match.without) if wide and match.without else {}
    for number, hits in body.terms.of(match.about).items():
        if number not in excluded and all(body.terms.nearest(group, number, 1) is not None for group in narrowing):
            yield number, hits


def _climate_topics(provision: Provision, body: Body, found: dict[int, list[Hit]]) -> dict[int, list[Hit]]:
    """Those of `found` that speak of climate, and the denying sentences that name the provision by its paragraph or
    in the words of its rule."""
    climate = body.terms.of(("$d_subject",))
    found = {number: hits for number, hits in found.items() if number in climate or number - 1 in climate}
    fragments = tuple(fold(text) for text in (provision.title.en, provision.title.zh_hans, *provision.wording))
    denying = {number for group in (*UNDONE, "$na", *DENIAL) for number in body.terms.of((group,))}
    for number in sorted(denying):
        folded = body.sentences[number].folded
        named = [
            Hit(m.start, m.end, folded[m.start : m.end]) for m in mentions(folded) if m.provisions((provision.id,))
        ]
        told = [Hit(at, at + len(text), text) for text in fragments if (at := folded.find(text)) >= 0]
        if named or told:
            found[number] = [*found.get(number, []), *named, *told]
    return found


def _kind(number: int, body: Body, undone: tuple[str, ...]) -> tuple[Claim | None, list[Hit]]:
    """What the sentence claims: that the provision does not apply, or that it is not disclosed."""
    not_applicable = body.terms.of(("$na",)).get(number, [])
    no_data = body.terms.of(undone).get(number, [])
    denied = body.terms.of(DENIAL).get(number, [])
    if not no_data and (not_applicable or any(_APPLIES.search(hit.text) for hit in denied)):
        return Claim.NOT_APPLICABLE, [*not_applicable, *denied]
    if no_data or denied:
        return Claim.EXPLAINED, [*no_data, *denied]
    return None, []


def _is_considered(number: int, body: Body, words: Iterable[str], kind: Claim, terms: tuple[str, ...]) -> bool:
    """A bare 'not applicable' is no reason; 'does not involve …', 'not material' and 'because' are."""
    reasons: Mapping[int, list[Hit]] = body.terms.of(terms)
    page = body.sentences[number].page
    around = [n for n in (number - 1, number, number + 1) if 0 <= n < len(body.sentences)]
    if any(n in reasons and body.sentences[n].page == page for n in around):
        return True
    return kind is Claim.NOT_APPLICABLE and bool(
        set(words) - _BARE - {word for word in words if "不适用" in word or "applicable" in word}
    )
