"""Whether the body answers an element: the best passages for each way in which it can stand there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kpicheck.evidence.body import Body
from kpicheck.evidence.breakdowns import Breakdowns
from kpicheck.evidence.quoting import quoted
from kpicheck.evidence.surroundings import DENIAL, INTENSITY, Passage, Surroundings
from kpicheck.evidence.terms import Hit
from kpicheck.model import Element, ElementFinding, Match

FOUND = 0.5
MAY_LIST = "MDR."  # materiality and stakeholders are told in lists; elsewhere a list of topics discloses nothing
BEST = 3  # passages kept for an element
NIL_REACH = 26  # characters of Chinese between a denial and what it denies; English takes three times as many
INTENSITY_REACH = 30  # characters of Chinese between the word and its figure; English takes three times as many
RANK = 0.06
POLICY_BEHIND = 0.08  # by which a passage has to be better than one without a policy to be shown first
OF_POLICY = frozenset({"policy", "compliance"})
BELOW_HEADING = 0.65  # at most: what stands below a heading may speak of something else
_TWO_TOPICS = re.compile(r"[及和与、&]|\band\b")


@dataclass(frozen=True, slots=True)
class ElementAnswer:
    """An element's finding, and whether a nil statement gave it, or only a row of dashes."""

    finding: ElementFinding
    nil: bool = False
    blank: bool = False


class Matcher:
    """Tests elements against one body. `dimensions` are the lexicon's breakdowns; `pointed` the sentences that the
    provision's index row points to."""

    def __init__(self, body: Body, dimensions: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._body = body
        self._around = Surroundings(body)
        self._breakdowns = Breakdowns(body, self._around, dimensions)
        self._cache: dict[Match, tuple[Passage, ...]] = {}

    def test(self, element: Element, pointed: frozenset[int] = frozenset()) -> ElementAnswer:
        """The finding for `element`, best passages first, those where the index points preferred."""
        best: dict[int, Passage] = {}
        for rank, match in enumerate(element.matches):
            for passage in self.passages(match):
                if self._body.sentences[passage.number].listing and not element.id.startswith(MAY_LIST):
                    continue
                # The rules list the surest way first.
                bonus = (0.1 if passage.number in pointed else 0.0) - RANK * min(rank, 3)
                scored = replace(passage, score=min(1.0, passage.score + bonus))
                if passage.number not in best or best[passage.number].score < scored.score:
                    best[passage.number] = scored
        found = sorted(best.values(), key=lambda p: (-p.score, p.number))
        found = [passage for passage in found if passage.score >= FOUND]
        if not found:
            return ElementAnswer(ElementFinding(element, False, 0.0, ()))
        policies = self._policies(element)
        shown = sorted(found, key=lambda p: p.score - POLICY_BEHIND * (p.number in policies), reverse=True)[:BEST]
        evidence = tuple(quoted(passage, self._body) for passage in shown)
        return ElementAnswer(ElementFinding(element, True, found[0].score, evidence), found[0].nil, found[0].blank)

    def _policies(self, element: Element) -> Container[int]:
        """The sentences that state a policy, for an element of a KPI: they belong to the general disclosure, and what
        is done about the KPI is shown first."""
        of_kpi = element.id[0] in "AB" and ".GD." not in element.id
        return self._body.terms.of(("$policy",)) if of_kpi and element.type not in OF_POLICY else ()

    def passages(self, match: Match) -> tuple[Passage, ...]:
        if match not in self._cache:
            found = self._breakdowns.find(match) if match.dimension else self._plain(match)
            self._cache[match] = tuple(found)
        return self._cache[match]

    def _plain(self, match: Match) -> Iterable[Passage]:
        terms = self._body.terms
        excluded = terms.of(match.without) if match.without else {}
        denied = terms.of(DENIAL)
        for number, hits in self._around.topics(match).items():
            if number in excluded or (number in denied and not match.negative):
                continue
            passage = self._answer(match, number, hits, excluded)
            if passage is not None and passage.number not in excluded:
                yield passage

    def _answer(
        self, match: Match, number: int, hits: Sequence[Hit], excluded: Mapping[int, Sequence[Hit]]
    ) -> Passage | None:
        terms, quantities = self._body.terms, self._body.quantities
        all_hits, distance, furthest = list(hits), 0, number
        if match.nil and number in terms.of(("$no_data",)):
            return None  # 'no data on recalls' does not say that there were none
        nil = match.nil and self._says_nil(number, hits)
        for group in match.needs:
            at = self._around.nearest(group, number, match.within, upwards=match.about == INTENSITY)
            if at is None or at in excluded or (at != number and not match.negative and at in terms.of(DENIAL)):
                return None
            distance += abs(at - number)
            furthest = max(furthest, at)
            if at == number:
                all_hits.extend(terms.of(group).get(number, ()))
        if match.unit and not nil:
            if not quantities.carries(number, match.unit) or not self._tells_intensity(match, number):
                return None
            nil = match.nil and quantities.all_zero(number)
        if match.under and not self._around.is_under(match.under, number):
            return None
        if match.years:
            rows = self._around.years_below(number)
            if len(rows) >= match.years:
                return Passage(rows[0], self._around.score(match, rows[0], all_hits, 0), tuple(hits), nil)
            if not self._tells_years(match, number, nil):
                return None
        if furthest > number and self._around.is_heading(number):
            if _TWO_TOPICS.search(self._body.sentences[number].folded):
                return None  # what stands below may be about the other one
            # The topic stands in a heading: what is said of it stands below.
            below = tuple(hit for group in match.needs for hit in terms.of(group).get(furthest, ()))
            score = min(BELOW_HEADING, self._around.score(match, furthest, below, distance))
            return Passage(furthest, score, below, nil)
        blank = nil and self._body.sentences[number].row and not quantities.figures(number)
        return Passage(number, self._around.score(match, number, all_hits, distance), tuple(all_hits), nil, blank)

    def _tells_intensity(self, match: Match, number: int) -> bool:
        """In a sentence the figure of an intensity stands beside the word; elsewhere it may be of anything."""
        if match.unit != "amount" or self._body.sentences[number].row:
            return True
        if match.about != INTENSITY and INTENSITY not in match.needs:
            return True
        words = self._body.terms.of(INTENSITY).get(number, ())
        reach = INTENSITY_REACH * (3 if self._body.sentences[number].folded.isascii() else 1)
        figures = self._body.quantities.figures(number)
        return not words or any(abs(f.start - w.start) <= reach for f in figures for w in words)

    def _says_nil(self, number: int, topics: Sequence[Hit]) -> bool:
        """Whether the sentence denies the topic: the denial stands near it, and it is not 'we have no data'."""
        terms = self._body.terms
        if number in terms.of(("$no_data",)):
            return False
        if self._body.quantities.all_zero(number):
            return True
        denials = terms.of(("$nil",)).get(number, ())
        reach = NIL_REACH * (3 if self._body.sentences[number].folded.isascii() else 1)
        return any(min(abs(d.start - t.end), abs(t.start - d.end)) <= reach for d in denials for t in topics)

    def _tells_years(self, match: Match, number: int, nil: bool) -> bool:
        if number in self._body.terms.of(("$past_years",)):
            return True
        return self._body.quantities.years_told(number) >= match.years and (
            nil or bool(self._body.quantities.figures(number))
        )
