"""What stands around a sentence: its heads, its rows, the words that belong to it, and how well it tells a topic."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpicheck.evidence.body import Body
from kpicheck.evidence.terms import Hit
from kpicheck.language.numbers import years
from kpicheck.model import Match

DENIAL = ("$denial",)
INTENSITY = ("$intensity",)
ROW_SUBJECTS = ("$row_subjects",)  # a row that names one of these is not about what its header names
UNDER_REACH = 5  # sentences above which a label no longer heads a sentence
LABEL_LENGTH = 40
HEADING_LENGTH = 16
AROUND = 10  # sentences to either side in which other mentions of the topic strengthen a passage
_SECTION_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\s*[\u4e00-\u9fffa-z]")
LETTERS = re.compile(r"[a-z\u4e00-\u9fff]")
_TELLS_NIL = re.compile(r"[:：]\s?(?:nil|zero|none|无|零|没有)$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that answers a match: how well, with which words; `nil` when it says that there was none, `blank`
    when only dashes say so."""

    number: int
    score: float
    hits: tuple[Hit, ...]
    nil: bool = False
    blank: bool = False


class Surroundings:
    """The sentences of one body, each seen with its neighbours, its heads and its rows."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._numbers: dict[tuple[str, ...], list[int]] = {}

    def topics(self, match: Match) -> Mapping[int, list[Hit]]:
        """The sentences about the topic; a table row is about what its headers say, too."""
        terms = self._body.terms
        about = match.about or match.needs[0]
        found = dict(terms.of(about))
        own = terms.of(ROW_SUBJECTS)
        for head in list(found):
            for row in self._body.rows_under.get(head, ()):
                folded = self._body.sentences[row].folded
                labelled = bool(LETTERS.search(folded)) or bool(years(folded))
                if labelled and (row not in own or self._speaks_of_needs(match, row)):
                    found.setdefault(row, [])
        return found

    def _speaks_of_needs(self, match: Match, row: int) -> bool:
        """Whether a row with a subject of its own names what the match needs all the same."""
        return any(row in self._body.terms.of(group) for group in match.needs if group != INTENSITY)

    def nearest(self, group: Sequence[str], number: int, within: int, *, upwards: bool = False) -> int | None:
        """The sentence with a term of `group` that belongs to `number`; with `upwards` none below a row."""
        terms = self._body.terms
        sentence = self._body.sentences[number]
        if within and number + 1 in terms.of(group) and self.is_heading(number):
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
        return upper < lower and self._body.sentences[upper].row and self.is_heading(lower)

    def _leaves_table(self, number: int, other: int) -> bool:
        """Whether `number` is a row below headers and `other` the text that follows the table."""
        follows = other > number and self._body.sentences[number].row and bool(self._body.contexts.get(number))
        return follows and not self._body.sentences[other].row and len(self._body.quantities.figures(other)) < 2

    def is_under(self, terms: Sequence[str], number: int) -> bool:
        """Whether any of `terms` stands in one of the few labels right above a short sentence: a cell of a list."""
        found = self._body.terms.of(terms)
        sentences = self._body.sentences
        if len(sentences[number].folded) > LABEL_LENGTH * (5 if sentences[number].folded.isascii() else 2):
            return False
        for above in range(number - 1, max(-1, number - UNDER_REACH - 1), -1):
            if above in found and len(sentences[above].folded) <= LABEL_LENGTH:
                return True
            if _SECTION_NUMBER.match(sentences[above].folded) and self.is_heading(above):
                return False  # another section has begun in between
        return any(head in found for head in self._body.contexts.get(number, ()))

    def years_below(self, number: int) -> list[int]:
        """The rows under the heading `number` that each tell the figure of another year."""
        told: dict[int, int] = {}
        for row in self._body.rows_under.get(number, ()):
            folded = self._body.sentences[row].folded
            named = years(folded)
            begins = len(named) == 1 and folded.lstrip("fy ").startswith(str(named[0]))
            if begins and self._body.quantities.figures(row):
                told.setdefault(named[0], row)
        return list(told.values())

    def score(self, match: Match, number: int, hits: Sequence[Hit], distance: int) -> float:
        """How well sentence `number` answers `match`, 0 to 1; `distance` are the sentences to what the match needs."""
        sentence = self._body.sentences[number]
        kinds = {hit.text for hit in hits}
        score = 0.55 + 0.045 * min(len(kinds), 4) - 0.04 * min(distance, 4)
        if not any(number in self._body.terms.of((term,)) for term in match.about):
            score -= 0.06  # the topic stands in a header only
        if match.under:
            score += 0.08
        if match.unit or match.dimension:
            score += 0.1 if sentence.row else 0.05
        if not sentence.row and self.is_heading(number):
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

    def is_heading(self, number: int) -> bool:
        """A short line without a stop or a figure, no entry of a list and no label of the bare figure below it."""
        text = self._body.sentences[number].folded
        below = self._body.sentences[number + 1] if number + 1 < len(self._body.sentences) else None
        if below is not None and below.row and not LETTERS.search(below.folded):
            return False
        if text.startswith(("•", "●", "▪", "■")):
            return False
        if text[-1:] in "。.;；!！" or self._body.quantities.figures(number) or _TELLS_NIL.search(text):
            return False
        return len(text) <= (HEADING_LENGTH * 3 if text.isascii() else HEADING_LENGTH)
