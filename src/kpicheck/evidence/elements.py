"""Whether the body answers an element: the best passages for each way in which it can stand there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kpicheck.evidence.body import Body
from kpicheck.evidence.terms import Hit
from kpicheck.language.numbers import years
from kpicheck.model import Element, ElementFinding, Evidence, Match

FOUND = 0.5
DENIAL = ("$denial",)
INTENSITY = ("$intensity",)
ROW_SUBJECTS = ("$row_subjects",)  # a row that names one of these is not about what its header names
MAY_LIST = "MDR."  # materiality and stakeholders are told in lists; elsewhere a list of topics discloses nothing
BEST = 3  # passages kept for an element
CLUSTER = 30  # sentences between the members of one breakdown
QUOTE = 300
NIL_REACH = 26  # characters of Chinese between a denial and what it denies; English takes three times as many
INTENSITY_REACH = 30  # characters of Chinese between the word and its figure; English takes three times as many
UNDER_REACH = 5  # sentences above which a label no longer heads a sentence
LABEL_LENGTH = 40
HEADING_LENGTH = 16
RANK = 0.06
BELOW_HEADING = 0.65  # at most: what stands below a heading may speak of something else
AROUND = 10  # sentences to either side in which other mentions of the topic strengthen a passage
CHART_REACH = 18  # sentences in which the labels and figures of a chart stand
SUBJECT = 60
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\s*[\u4e00-\u9fffa-z]")
_BREAKS_DOWN = re.compile(r"by\b|of (?:these|them|which|whom)\b|among\b|按|其中|当中|分别")
_TWO_TOPICS = re.compile(r"[及和与、&]|\band\b")
_LETTERS = re.compile(r"[a-z\u4e00-\u9fff]")
_TELLS_NIL = re.compile(r"[:：]\s?(?:nil|zero|none|无|零|没有)$")
_BARE_NUMBER = re.compile(r"[\d.,%\s|\-–]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that answers a match: how well, with which words; `nil` when it says that there was none, `blank`
    when only dashes say so."""

    number: int
    score: float
    hits: tuple[Hit, ...]
    nil: bool = False
    blank: bool = False


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
        self._dimensions = dimensions
        self._cache: dict[Match, tuple[Passage, ...]] = {}
        self._numbers: dict[tuple[str, ...], list[int]] = {}

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
        ranked = sorted(best.values(), key=lambda p: (-p.score, p.number))
        ranked = [passage for passage in ranked if passage.score >= FOUND][:BEST]
        evidence = tuple(self.evidence(passage) for passage in ranked)
        score = ranked[0].score if ranked else 0.0
        nil, blank = bool(ranked) and ranked[0].nil, bool(ranked) and ranked[0].blank
        return ElementAnswer(ElementFinding(element, bool(ranked), score, evidence), nil, blank)

    def passages(self, match: Match) -> tuple[Passage, ...]:
        if match not in self._cache:
            found = self._breakdown(match) if match.dimension else self._plain(match)
            self._cache[match] = tuple(found)
        return self._cache[match]

    # ---------------------------------------------------------------- a topic with what it needs

    def _plain(self, match: Match) -> Iterable[Passage]:
        terms = self._body.terms
        excluded = terms.of(match.without) if match.without else {}
        denied = terms.of(DENIAL)
        for number, hits in self._topics(match).items():
            if number in excluded or (number in denied and not match.negative):
                continue
            passage = self._answer(match, number, hits, excluded)
            if passage is not None and passage.number not in excluded:
                yield passage

    def _topics(self, match: Match) -> Mapping[int, list[Hit]]:
        """The sentences about the topic; a table row is about what its headers say, too."""
        terms = self._body.terms
        about = match.about or match.needs[0]
        found = dict(terms.of(about))
        own = terms.of(ROW_SUBJECTS)
        for head in list(found):
            for row in self._body.rows_under.get(head, ()):
                folded = self._body.sentences[row].folded
                labelled = bool(_LETTERS.search(folded)) or bool(years(folded))
                if labelled and (row not in own or self._speaks_of_needs(match, row)):
                    found.setdefault(row, [])
        return found

    def _speaks_of_needs(self, match: Match, row: int) -> bool:
        """Whether a row with a subject of its own names what the match needs all the same."""
        return any(row in self._body.terms.of(group) for group in match.needs if group != INTENSITY)

    def _answer(
        self, match: Match, number: int, hits: Sequence[Hit], excluded: Mapping[int, Sequence[Hit]]
    ) -> Passage | None:
        terms, quantities = self._body.terms, self._body.quantities
        all_hits, distance, furthest = list(hits), 0, number
        if match.nil and number in terms.of(("$no_data",)):
            return None  # 'no data on recalls' does not say that there were none
        nil = match.nil and self._says_nil(number, hits)
        for group in match.needs:
            at = self._nearest(group, number, match.within, upwards=match.about == INTENSITY)
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
        if match.under and not self._is_under(match.under, number):
            return None
        if match.years:
            rows = self._years_below(number)
            if len(rows) >= match.years:
                return Passage(rows[0], self._score(match, rows[0], all_hits, 0), tuple(hits), nil)
            if not self._tells_years(match, number, nil):
                return None
        if furthest > number and self._is_heading(number):
            if _TWO_TOPICS.search(self._body.sentences[number].folded):
                return None  # what stands below may be about the other one
            # The topic stands in a heading: what is said of it stands below.
            below = tuple(hit for group in match.needs for hit in terms.of(group).get(furthest, ()))
            score = min(BELOW_HEADING, self._score(match, furthest, below, distance))
            return Passage(furthest, score, below, nil)
        blank = nil and self._body.sentences[number].row and not quantities.figures(number)
        return Passage(number, self._score(match, number, all_hits, distance), tuple(all_hits), nil, blank)

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

    def _nearest(self, group: Sequence[str], number: int, within: int, *, upwards: bool = False) -> int | None:
        """The sentence with a term of `group` that belongs to `number`; with `upwards` none below a row."""
        terms = self._body.terms
        sentence = self._body.sentences[number]
        if within and number + 1 in terms.of(group) and self._is_heading(number):
            return number + 1  # what a heading announces stands below it
        for at in terms.near(group, number, within):
            other = self._body.sentences[at]
            if sentence.row and other.row and (at < number or (upwards and at > number)):
                continue  # that row speaks of something else
            if self._parted_by_heading(number, at) or self._leaves_table(number, at):
                continue
            if abs(other.page - sentence.page) <= 1:
                return at
        found = terms.of(group)
        return number if any(head in found for head in self._body.contexts.get(number, ())) else None

    def _parted_by_heading(self, number: int, other: int) -> bool:
        """Whether one of two neighbours heads what follows it and the other is a row above it."""
        upper, lower = sorted((number, other))
        return upper < lower and self._body.sentences[upper].row and self._is_heading(lower)

    def _leaves_table(self, number: int, other: int) -> bool:
        """Whether `number` is a row below headers and `other` the text that follows the table."""
        follows = other > number and self._body.sentences[number].row and bool(self._body.contexts.get(number))
        return follows and not self._body.sentences[other].row and len(self._body.quantities.figures(other)) < 2

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

    def _is_under(self, terms: Sequence[str], number: int) -> bool:
        """Whether any of `terms` stands in one of the few labels right above a short sentence: a cell of a list."""
        found = self._body.terms.of(terms)
        sentences = self._body.sentences
        if len(sentences[number].folded) > LABEL_LENGTH * (5 if sentences[number].folded.isascii() else 2):
            return False
        for above in range(number - 1, max(-1, number - UNDER_REACH - 1), -1):
            if above in found and len(sentences[above].folded) <= LABEL_LENGTH:
                return True
            if _SECTION_NUMBER.match(sentences[above].folded) and self._is_heading(above):
                return False  # another section has begun in between
        return any(head in found for head in self._body.contexts.get(number, ()))

    def _tells_years(self, match: Match, number: int, nil: bool) -> bool:
        if number in self._body.terms.of(("$past_years",)):
            return True
        return self._body.quantities.years_told(number) >= match.years and (
            nil or bool(self._body.quantities.figures(number))
        )

    def _years_below(self, number: int) -> list[int]:
        """The rows under the heading `number` that each tell the figure of another year."""
        told: dict[int, int] = {}
        for row in self._body.rows_under.get(number, ()):
            folded = self._body.sentences[row].folded
            named = years(folded)
            begins = len(named) == 1 and folded.lstrip("fy ").startswith(str(named[0]))
            if begins and self._body.quantities.figures(row):
                told.setdefault(named[0], row)
        return list(told.values())

    def _score(self, match: Match, number: int, hits: Sequence[Hit], distance: int) -> float:
        sentence = self._body.sentences[number]
        kinds = {hit.text for hit in hits}
        score = 0.55 + 0.045 * min(len(kinds), 4) - 0.04 * min(distance, 4)
        if not any(number in self._body.terms.of((term,)) for term in match.about):
            score -= 0.06  # the topic stands in a header only
        if match.under:
            score += 0.08
        if match.unit or match.dimension:
            score += 0.1 if sentence.row else 0.05
        if not sentence.row and self._is_heading(number):
            score -= 0.2  # a heading names the topic but says nothing
        elif len(sentence.folded) > 25:
            score += 0.04
        return max(0.0, min(1.0, score + self._density(match, number)))

    def _density(self, match: Match, number: int) -> float:
        """A little more where the topic is spoken of all around: the section about it, not a mention elsewhere."""
        numbers = self._topic_numbers(match.about)
        around = bisect_right(numbers, number + AROUND) - bisect_left(numbers, number - AROUND)
        return min(around, 8) * 0.01

    def _topic_numbers(self, about: tuple[str, ...]) -> list[int]:
        if about not in self._numbers:
            self._numbers[about] = list(self._body.terms.of(about))
        return self._numbers[about]

    def _is_heading(self, number: int) -> bool:
        """A short line without a stop or a figure, no entry of a list and no label of the bare figure below it."""
        text = self._body.sentences[number].folded
        below = self._body.sentences[number + 1] if number + 1 < len(self._body.sentences) else None
        if below is not None and below.row and not _LETTERS.search(below.folded):
            return False
        if text.startswith(("•", "●", "▪", "■")):
            return False
        if text[-1:] in "。.;；!！" or self._body.quantities.figures(number) or _TELLS_NIL.search(text):
            return False
        return len(text) <= (HEADING_LENGTH * 3 if text.isascii() else HEADING_LENGTH)

    # ---------------------------------------------------------------- breakdowns

    def _breakdown(self, match: Match) -> Iterable[Passage]:
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
            if len(title.folded) > 2 * QUOTE or not near or number in excluded:
                continue
            short = [s for s in near if len(s.folded) <= SUBJECT]
            named = frozenset().union(*(self._members(members, s.number)[0] for s in short))
            bare = sum(len(self._body.quantities.figures(s.number)) for s in short if not _LETTERS.search(s.folded))
            bare += sum(1 for s in short if _BARE_NUMBER.fullmatch(s.folded.strip()))
            if len(named) >= max(match.least, 2) and bare >= len(named):
                yield Passage(number, 0.62, tuple(hits))

    def _topics_of_rows(self, match: Match) -> dict[int, list[Hit]]:
        found = dict(self._topics(match))
        for number in list(found):
            if self._body.sentences[number].row:
                continue
            # A heading or a sentence that announces the breakdown is followed by its rows.
            for after in range(number + 1, min(number + 9, len(self._body.sentences))):
                following = self._body.sentences[after]
                told_on = after == number + 1 and (self._is_heading(number) or _BREAKS_DOWN.match(following.folded))
                if not following.row and len(following.folded) > SUBJECT and not told_on:
                    break
                if following.page - self._body.sentences[number].page <= 1:
                    found.setdefault(after, [])
        return found

    def _meets_needs(self, match: Match, number: int) -> bool:
        return all(self._nearest(group, number, match.within or 0) is not None for group in match.needs)

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
            yield Passage(number, min(1.0, self._score(match, number, hits, 0) + bonus), tuple(hits))

    # ---------------------------------------------------------------- quotes

    def evidence(self, passage: Passage) -> Evidence:
        """The passage as evidence: a quote of at most 300 characters around the matching words, marked."""
        sentence = self._body.sentences[passage.number]
        first = min((hit.start for hit in passage.hits), default=0)
        begin = 0 if len(sentence.text) <= QUOTE else max(0, min(first - 60, len(sentence.text) - QUOTE))
        quote = sentence.text[begin : begin + QUOTE]
        marks = _merged((max(0, hit.start - begin), min(len(quote), hit.end - begin)) for hit in passage.hits)
        return Evidence(
            page=sentence.page,
            line=sentence.line_at(first),
            quote=quote,
            score=round(passage.score, 2),
            printed_page=self._body.printed.get(sentence.page, ""),
            heading=sentence.heading,
            marks=marks,
            ocr=sentence.page in self._body.ocr_pages,
        )


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
