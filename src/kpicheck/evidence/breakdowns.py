"""Breakdowns: by gender, age group, region and the like, in tables, in rows of text and in charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kpicheck.evidence.body import Body
from kpicheck.evidence.surroundings import DENIAL, LETTERS, Passage, Surroundings
from kpicheck.evidence.terms import Hit
from kpicheck.model import Match

CLUSTER = 30  # sentences between the members of one breakdown
CHART_REACH = 18  # sentences in which the labels and figures of a chart stand
SUBJECT = 60
ROWS_BELOW = 17  # sentences below a heading that can be its rows, where each label and figure stands alone
TITLE = 600
_BREAKS_DOWN = re.compile(r"by\b|of (?:these|them|which|whom)\b|among\b|按|其中|当中|分别")
_BARE_NUMBER = re.compile(r"[\d.,%\s|\-–]+")


class Breakdowns:
    """Finds the breakdowns of one body. `dimensions` are the lexicon's: the terms of each member."""

    def __init__(self, body: Body, around: Surroundings, dimensions: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._body = body
        self._around = around
        self._dimensions = dimensions

    def find(self, match: Match) -> Iterable[Passage]:
        """The clusters of sentences about the topic in which enough members of the breakdown carry a figure."""
        members = self._dimensions[match.dimension]
        denied = self._body.terms.of(DENIAL)
        excluded = self._body.terms.of(match.without) if match.without else {}
        cluster: list[tuple[int, frozenset[str], list[Hit]]] = []
        for number, hits in sorted(self._topics_of_rows(match).items()):
            if number in excluded or number in denied or not self._meets_needs(match, number):
                continue
            named, member_hits = self._members(members, number)
            if not named or not self._has_figure(match, number):
                continue
            if not self._body.sentences[number].row and len(named) > len(self._body.quantities.figures(number)):
                continue  # a list of places with one total is no breakdown
            if cluster and (number - cluster[-1][0] > CLUSTER):
                yield from self._close(match, cluster)
                cluster = []
            cluster.append((number, named, [*hits, *member_hits]))
        yield from self._close(match, cluster)
        if self._body.charts:
            yield from self._charted(match)

    def _charted(self, match: Match) -> Iterable[Passage]:
        """Charts of a PDF: a title on the topic, near it enough member labels and at least as many bare figures."""
        members = self._dimensions[match.dimension]
        sentences, terms = self._body.sentences, self._body.terms
        excluded = terms.of(match.without) if match.without else {}
        for number, hits in terms.of(match.about).items():
            title = sentences[number]
            near = [s for s in sentences[number : number + CHART_REACH] if s.page == title.page]
            if len(title.folded) > TITLE or not near or number in excluded:
                continue
            short = [s for s in near if len(s.folded) <= SUBJECT and s.folded[-1:] not in "。；;."]
            named = frozenset().union(*(self._members(members, s.number)[0] for s in short))
            bare = sum(len(self._body.quantities.figures(s.number)) for s in short if not LETTERS.search(s.folded))
            bare += sum(1 for s in short if _BARE_NUMBER.fullmatch(s.folded.strip()))
            if len(named) >= max(match.least, 2) and bare >= len(named):
                yield Passage(number, 0.62, tuple(hits))

    def _topics_of_rows(self, match: Match) -> dict[int, list[Hit]]:
        found = dict(self._around.topics(match))
        for number in list(found):
            if self._body.sentences[number].row:
                continue
            # A heading or a sentence that announces the breakdown is followed by its rows.
            for after in range(number + 1, min(number + ROWS_BELOW, len(self._body.sentences))):
                following = self._body.sentences[after]
                told_on = after == number + 1 and (
                    self._around.is_heading(number) or _BREAKS_DOWN.match(following.folded)
                )
                if not following.row and len(following.folded) > SUBJECT and not told_on:
                    break
                if following.page - self._body.sentences[number].page <= 1:
                    found.setdefault(after, [])
        return found

    def _meets_needs(self, match: Match, number: int) -> bool:
        return all(self._around.nearest(group, number, match.within or 0) is not None for group in match.needs)

    def _members(self, members: Mapping[str, Sequence[str]], number: int) -> tuple[frozenset[str], list[Hit]]:
        named: set[str] = set()
        hits: list[Hit] = []
        sentence = self._body.sentences[number]
        places = [number]
        heads = self._body.contexts.get(number, ())
        if sentence.row and heads:
            places.append(heads[-1])
        for place in places:
            found = [
                (member, hit)
                for member, terms in members.items()
                for hit in self._body.terms.of(tuple(terms)).get(place, ())
            ]
            for member, hit in found:
                if any(o.start <= hit.start and hit.end <= o.end and len(o.text) > len(hit.text) for _, o in found):
                    continue  # 'management' within 'senior management'
                # One pattern may stand for many members (age groups): each distinct text is one.
                named.add(member if not member.startswith("each") else hit.text)
                if place == number:
                    hits.append(hit)
            if named:
                break
        return frozenset(named), hits

    def _has_figure(self, match: Match, number: int) -> bool:
        quantities = self._body.quantities
        if match.unit and match.unit != "any":
            return quantities.carries(number, match.unit)
        return bool(quantities.figures(number))

    def _close(self, match: Match, cluster: Sequence[tuple[int, frozenset[str], list[Hit]]]) -> Iterable[Passage]:
        named = {member for _, members, _ in cluster for member in members}
        if len(named) < match.least:
            return
        bonus = 0.08 if sum(self._body.sentences[number].row for number, _, _ in cluster) > 1 else 0.0
        for number, _, hits in cluster:
            yield Passage(number, min(1.0, self._around.score(match, number, hits, 0) + bonus), tuple(hits))
