"""Where the terms of the rules stand in the body: all of them found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import ahocorasick

from kpicheck.evidence.sentences import Sentence
from kpicheck.language.fold import fold
from kpicheck.rulebook import RuleBook

_REGEX = "re:"


@dataclass(frozen=True, slots=True)
class Hit:
    """A term in a sentence, with its offsets there."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class TermSet:
    """All terms that the rules use, ready to be looked for. `groups` are the `$name` lists of the lexicon."""

    groups: Mapping[str, Sequence[str]]
    automaton: ahocorasick.Automaton = field(default_factory=ahocorasick.Automaton)
    patterns: dict[str, str] = field(default_factory=dict)  # compiled when they are first looked for

    def expand(self, terms: Iterable[str]) -> tuple[str, ...]:
        """The terms with `$group` replaced by what the group holds."""
        expanded: list[str] = []
        for term in terms:
            if term.startswith("$"):
                expanded.extend(self.expand(self.groups[term[1:]]))
            else:
                expanded.append(term)
        return tuple(dict.fromkeys(expanded))

    def add(self, terms: Iterable[str]) -> None:
        """Look for each of `terms`; those of a `$group` are added with the group."""
        for term in terms:
            if term.startswith("$"):
                continue
            if term.startswith(_REGEX):
                self.patterns.setdefault(term, term[len(_REGEX) :])
            elif "*" in term[:-1]:
                words = r"[a-z-]*".join(re.escape(part) for part in fold(term).split("*"))
                self.patterns.setdefault(term, rf"(?<![a-z]){words}")
            else:
                plain = fold(term.removesuffix("*"))
                known: tuple[str, ...] = self.automaton.get(plain, ())
                if term not in known:
                    self.automaton.add_word(plain, (*known, term))


def collect_terms(book: RuleBook) -> TermSet:
    """The terms of every element of every edition, and of the groups and breakdowns of the lexicon."""
    used: set[str] = set()
    for edition in book.editions.values():
        for provision in edition.provisions:
            for element in provision.elements:
                for match in element.matches:
                    used.update(match.about, match.without, match.under, *match.needs)
    used.update(*book.lexicon.groups.values())
    for members in book.lexicon.dimensions.values():
        used.update(*members.values())
    terms = TermSet(book.lexicon.groups)
    terms.add(sorted(used))
    terms.automaton.make_automaton()
    return terms


class Occurrences:
    """The hits of every term, by term and by sentence."""

    def __init__(self, sentences: Sequence[Sentence], terms: TermSet) -> None:
        self._terms = terms
        self._by_term: dict[str, dict[int, list[Hit]]] = {}
        self._any: dict[tuple[str, ...], dict[int, list[Hit]]] = {}
        starts, text = [], []
        length = 0
        for sentence in sentences:
            starts.append(length)
            text.append(sentence.folded)
            length += len(sentence.folded) + 1
        whole = "\n".join(text)
        self._whole, self._starts = whole, starts
        for last, names in terms.automaton.iter(whole):
            for name in names:
                size = len(name) - name.endswith("*")
                self._note(name, whole, last + 1 - size, last + 1, starts)

    def _hits(self, term: str) -> dict[int, list[Hit]]:
        """The hits of one term; a pattern is looked for when it is first asked for, since each is a pass of its own."""
        if term not in self._by_term and term in self._terms.patterns:
            self._by_term[term] = {}
            for start, end in _within_lines(re.compile(self._terms.patterns[term], re.MULTILINE), self._whole):
                self._note(term, self._whole, start, end, self._starts)
        return self._by_term.get(term, {})

    def _note(self, name: str, whole: str, start: int, end: int, starts: Sequence[int]) -> None:
        if name not in self._terms.patterns and not _stands_free(whole, start, end, open_end=name.endswith("*")):
            return
        number = bisect_right(starts, start) - 1
        offset = starts[number]
        hit = Hit(start - offset, end - offset, whole[start:end])
        self._by_term.setdefault(name, {}).setdefault(number, []).append(hit)

    def of(self, terms: Sequence[str]) -> Mapping[int, list[Hit]]:
        """The sentences in which any of `terms` stands, with the hits."""
        key = tuple(terms)
        if key not in self._any:
            merged: dict[int, list[Hit]] = {}
            for term in self._terms.expand(key):
                for number, hits in self._hits(term).items():
                    merged.setdefault(number, []).extend(hits)
            self._any[key] = dict(sorted(merged.items()))
        return self._any[key]

    def nearest(self, terms: Sequence[str], number: int, within: int) -> int | None:
        """The sentence nearest to `number`, at most `within` away, that holds any of `terms`."""
        return next(iter(self.near(terms, number, within)), None)

    def near(self, terms: Sequence[str], number: int, within: int) -> Sequence[int]:
        """`number` itself if it holds any of `terms`; else the nearest above and the nearest below that do, at most
        `within` away, the nearer first."""
        found = self.of(terms)
        if number in found:
            return (number,)
        if not within:
            return ()
        numbers = list(found)
        position = bisect_left(numbers, number)
        near = [n for n in numbers[max(0, position - 1) : position + 1] if abs(n - number) <= within]
        return sorted(near, key=lambda n: abs(n - number))


def _within_lines(pattern: re.Pattern[str], whole: str) -> Iterator[tuple[int, int]]:
    """Where `pattern` stands in `whole`, never over the end of a sentence."""
    position = 0
    while found := pattern.search(whole, position):
        line_end = whole.find("\n", found.start(), found.end())
        if line_end >= 0:
            position = line_end + 1
            found = pattern.search(whole, found.start(), line_end)
            if found is None:
                continue
        else:
            position = max(found.end(), position + 1)
        yield found.start(), found.end()


def _stands_free(whole: str, start: int, end: int, *, open_end: bool) -> bool:
    """An English term must be a word by itself, plural apart; `term*` may go on."""
    first, last = whole[start], whole[end - 1]
    if first.isascii() and first.isalnum() and start and whole[start - 1].isascii() and whole[start - 1].isalnum():
        return False
    if first.isascii() and whole[max(0, start - 4) : start] in ("non-", "non ", "-non"):
        return False  # 'non-hazardous waste' is not hazardous waste
    if open_end or not (last.isascii() and last.isalpha()):
        return True
    after = whole[end : end + 2]
    if after[:1] == "s" and not after[1:].isalpha():
        return True
    return not (after[:1].isascii() and after[:1].isalpha())
