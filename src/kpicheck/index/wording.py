"""How far a piece of text is the regulation's own description of a provision, as indexes print it.

The rules carry short fragments of that wording. A text is compared by overlapping grams (three characters of
Chinese, two words of English), so small differences in wording, line breaks and editions do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from kpicheck.language.fold import fold, squash
from kpicheck.rulebook import RuleBook

_TOKEN = re.compile(r"[a-z0-9]+(?:[-'’][a-z0-9]+)*|[\u4e00-\u9fff]")
GAP = 3
ALIKE = 70  # of 100: '發展與培訓' for '發展及培訓'
_ENUMERATION = re.compile(r"\(?\b[a-z]{1,3}\)|\([ivx]+\)")


def tokens(folded: str) -> list[tuple[str, int, int]]:
    """Words and characters with their offsets; '(a)' and the like are none."""
    plain = _ENUMERATION.sub(lambda m: " " * len(m.group()), folded)
    return [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(plain)]


def grams(folded: str) -> set[tuple[str, ...]]:
    """The two-token grams of English and three-character grams of Chinese, single words of four letters and more."""
    found: set[tuple[str, ...]] = set()
    words = [word for word, _, _ in tokens(folded)]
    for position, word in enumerate(words):
        size = 2 if word.isascii() else 3
        gram = tuple(words[position : position + size])
        if len(gram) == size:
            found.add(gram)
    if len(words) < 3:
        found.add(tuple(words))
    return found


class Wording:
    """The gram sets of every provision, made once per rulebook."""

    def __init__(self, book: RuleBook) -> None:
        self._generic: set[tuple[str, ...]] = set()
        for fragment in book.generic_wording:
            self._generic |= grams(fold(fragment))
        self._own: dict[str, set[tuple[str, ...]]] = {}
        for edition in book.editions.values():
            for provision in edition.provisions:
                texts = (*provision.wording, provision.title.en, provision.title.zh_hans)
                own = self._own.setdefault(provision.id, set())
                for text in texts:
                    own |= grams(fold(text))
        self._all = self._generic.union(*self._own.values())
        self._aspects: dict[str, tuple[str, ...]] = {}
        for edition in book.editions.values():
            for aspect, title in edition.aspects:
                forms = (fold(title.en), fold(title.zh_hant), fold(title.zh_hans))
                self._aspects[aspect] = tuple(dict.fromkeys(squash(form) for form in forms))

    def mask(self, folded: str, provision: str | None) -> bytearray:
        """1 for each character of `folded` that the wording of `provision` (of any, if None) covers."""
        known = self._all if provision is None else self._own.get(provision, set()) | self._generic
        return _mask(folded, known)

    def masks(self, lines: Sequence[str], provision: str, also: Sequence[str] = ()) -> list[bytearray]:
        """The masks of the lines of one row, which may describe several provisions; grams run on over line ends."""
        known = self._generic.union(*(self._own.get(pid, set()) for pid in (provision, *also)))
        masks = [_mask(line, known) for line in lines]
        for above, below in pairwise(range(len(lines))):
            _bridge(lines[above], masks[above], lines[below], masks[below], known)
        return masks

    def share(self, folded: str, provision: str | None) -> float:
        """The covered share of the letters and characters of `folded`, 0 to 1."""
        found = tokens(folded)
        if not found:
            return 0.0
        mask = self.mask(folded, provision)
        total = sum(end - start for _, start, end in found)
        return sum(mask[start:end].count(1) for _, start, end in found) / total

    def names_aspect(self, folded: str, aspect: str) -> bool:
        """Whether `folded` begins with the aspect's name, or is the beginning of it where a line break cut it."""
        key = squash(folded)
        if len(key) < 2:
            return False
        for title in self._aspects.get(aspect, ()):
            size = min(len(key), len(title))
            if fuzz.ratio(key[:size], title[:size]) >= ALIKE:
                return True
        return False

    def is_part_of_name(self, folded: str, aspect: str) -> bool:
        """Whether `folded` is a piece of the aspect's name: the rest of a wrapped label."""
        key = squash(folded)
        return len(key) >= 2 and any(
            key in title or (len(key) <= len(title) and fuzz.partial_ratio(key, title) >= ALIKE)
            for title in self._aspects.get(aspect, ())
        )

    def best(self, folded: str, among: Iterable[str]) -> tuple[str, float]:
        """The provision among `among` whose own wording (not the generic one) covers most of `folded`."""
        best, top = "", 0.0
        found = tokens(folded)
        total = sum(end - start for _, start, end in found) or 1
        for provision in among:
            mask = _mask(folded, self._own.get(provision, set()))
            share = mask.count(1) / total
            if share > top:
                best, top = provision, share
        return best, top


def _mask(folded: str, known: set[tuple[str, ...]]) -> bytearray:
    found = tokens(folded)
    mask = bytearray(len(folded))
    words = [word for word, _, _ in found]
    covered = [False] * len(found)
    for position, word in enumerate(words):
        size = 2 if word.isascii() else 3
        if tuple(words[position : position + size]) in known:
            for offset in range(min(size, len(words) - position)):
                covered[position + offset] = True
    if 0 < len(words) < 3 and tuple(words) in known:
        covered = [True] * len(words)
    _fill_gaps(covered)
    for is_covered, (_, start, end) in zip(covered, found, strict=True):
        if is_covered:
            mask[start:end] = b"\x01" * (end - start)
    return mask


def _bridge(above: str, mask_above: bytearray, below: str, mask_below: bytearray, known: set[tuple[str, ...]]) -> None:
    """Cover what a gram covers that a line end cuts in two."""
    ends, begins = tokens(above)[-2:], tokens(below)[:2]
    joined = [*((mask_above, token) for token in ends), *((mask_below, token) for token in begins)]
    for position in range(len(joined)):
        size = 2 if joined[position][1][0].isascii() else 3
        run = joined[position : position + size]
        if len(run) == size and tuple(token[0] for _, token in run) in known:
            for mask, (_, start, end) in run:
                mask[start:end] = b"\x01" * (end - start)


def _fill_gaps(covered: list[bool]) -> None:
    """A short uncovered run between covered ones belongs to the description too."""
    last = -1
    for position, is_covered in enumerate(covered):
        if is_covered:
            if last >= 0 and 1 < position - last <= GAP + 1:
                covered[last:position] = [True] * (position - last)
            last = position


_KEPT: list[tuple[RuleBook, Wording]] = []


def wording_of(book: RuleBook) -> Wording:
    """The gram sets of `book`, kept between reports (a batch uses one book for hundreds)."""
    for kept, wording in _KEPT:
        if kept is book:
            return wording
    _KEPT[:] = [(book, Wording(book))]
    return _KEPT[0][1]
