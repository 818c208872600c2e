"""Figures with units in sentences and table rows, and nil statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from kpicheck.evidence.sentences import Sentence
from kpicheck.language.fold import fold
from kpicheck.language.numbers import Figure, figures, nil_cells, years

LONGEST_HEAD = 120
_PER = re.compile(r"(?:\bper|每)\s?$")
MEASURES = ("energy", "volume", "mass")
_REACH = 14  # characters of Chinese in which the unit of a figure stands in running text, English takes twice as many
_BETWEEN = 8  # of them between the two


class Quantities:
    """Answers, for each sentence, which figures it holds and whether they carry a kind of unit. Answers are kept."""

    def __init__(
        self, sentences: Sequence[Sentence], contexts: Mapping[int, Sequence[int]], units: Mapping[str, Sequence[str]]
    ) -> None:
        self._sentences = sentences
        self._contexts = contexts
        self._units = {kind: _pattern(spellings) for kind, spellings in units.items()}
        self._figures: dict[int, list[Figure]] = {}
        self._carries: dict[tuple[int, str], bool] = {}

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(self._units)

    def figures(self, number: int) -> list[Figure]:
        if number not in self._figures:
            self._figures[number] = figures(self._sentences[number].folded)
        return self._figures[number]

    def carries(self, number: int, kind: str) -> bool:
        """Whether sentence `number` holds a figure in a unit of `kind`; `any` asks for any figure, `amount` for one
        that is no percentage."""
        key = (number, kind)
        if key not in self._carries:
            self._carries[key] = self._look(number, kind)
        return self._carries[key]

    def _look(self, number: int, kind: str) -> bool:
        found = self.figures(number)
        if not found:
            return False
        if kind == "any":
            return True
        if kind == "amount":
            return any(not figure.percent for figure in found)
        sentence = self._sentences[number]
        if kind == "percent":
            if any(figure.percent for figure in found):
                return True
            if "hours" in self._units and self._units["hours"].search(sentence.folded):
                return False  # a row of hours below a header that names shares as well
        pattern = self._units[kind]
        if kind != "percent" and all(figure.percent for figure in found):
            return False
        if sentence.row:
            if kind in MEASURES and not pattern.search(sentence.folded) and self._measures_other(sentence.folded, kind):
                return False
            heads = [self._sentences[n] for n in self._contexts.get(number, ()) if self._names_units(n)]
            texts = [sentence.folded, *(head.folded for head in heads)]
            texts.extend(self._unit_lines(number))
            return any(pattern.search(text) for text in texts)
        return any(self._beside(sentence.folded, figure, pattern) for figure in found)

    def _measures_other(self, folded: str, kind: str) -> bool:
        """Whether a row names a unit of another kind than `kind`: then what heads it does not give its unit."""
        return any(self._units[other].search(folded) for other in MEASURES if other != kind)

    def _names_units(self, number: int) -> bool:
        """Whether what heads a row can give its unit: a label or a row, no sentence with figures of its own."""
        head = self._sentences[number]
        return head.row or (len(head.folded) <= LONGEST_HEAD and not self.figures(number))

    def _unit_lines(self, number: int) -> Iterator[str]:
        """Lines right below a row that hold no figures: its units, where they did not fit beside them."""
        for following in self._sentences[number + 1 : number + 4]:
            if self.figures(following.number) or len(following.folded) > 160:
                return
            yield following.folded

    @staticmethod
    def _beside(folded: str, figure: Figure, pattern: re.Pattern[str]) -> bool:
        wide = 2 if folded[figure.end : figure.end + _BETWEEN].isascii() else 1
        after = folded[figure.end : figure.end + wide * _REACH]
        unit = pattern.search(after)
        if unit and not re.search(r"[,，。;；]|\d", after[: unit.start()]) and unit.start() <= wide * _BETWEEN:
            return True
        before = folded[max(0, figure.start - _REACH) : figure.start]
        unit = pattern.search(before)
        return bool(unit) and not re.search(r"[,，。;；]", before[unit.end() :]) if unit else False

    def all_zero(self, number: int) -> bool:
        """Whether the sentence's figures are all nought (a table row of noughts, '0 cases')."""
        found = self.figures(number)
        if not found:
            return self._sentences[number].row and nil_cells(self._sentences[number].folded) > 0
        return all(figure.value == 0 for figure in found)

    def _told(self, number: int) -> list[Figure]:
        """The figures of a sentence without those of its unit: 'per 1,000 employees'."""
        folded = self._sentences[number].folded
        return [figure for figure in self.figures(number) if not _PER.search(folded[: figure.start])]

    def years_told(self, number: int) -> int:
        """For how many years sentence `number` tells a figure."""
        sentence = self._sentences[number]
        named = set(years(sentence.folded))
        told = len(self._told(number)) or (nil_cells(sentence.folded) if sentence.row else 0)
        if sentence.row:
            heads = {year for n in self._contexts.get(number, ()) for year in years(self._sentences[n].folded)}
            return max(min(told, len(named | heads) or told), min(len(named), told) if named else 0)
        return min(len(named), told) if named and told else (len(named) if named else min(told, 1))


def _pattern(spellings: Sequence[str]) -> re.Pattern[str]:
    parts = []
    for spelling in sorted((fold(s) for s in spellings), key=len, reverse=True):
        escaped = re.escape(spelling)
        before = r"(?<![a-z])" if spelling[0].isascii() and spelling[0].isalpha() else ""
        after = r"(?![a-z])" if spelling[-1].isascii() and spelling[-1].isalpha() else ""
        parts.append(before + escaped + after)
    return re.compile("|".join(parts) if parts else r"(?!)")
