"""What can be told to be an answer by itself: a title, pages, a claim word, a line that the index repeats."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice

from kpicheck.index.cells import SPOKEN
from kpicheck.index.pages import PAGES
from kpicheck.index.titles import Titles, steps
from kpicheck.index.wording import Wording
from kpicheck.language.fold import fold, squash, squash_folded

_BARE_PAGES = re.compile(
    r"\s+\d{1,3}(?:\s*[-~,、&]\s*\d{1,3})*$|\s*\((?:pages?|pp?|第)[\s.]*\d{1,3}(?:\s*[-~]\s*\d{1,3})?\s*页?\)$"
)
_LISTED = re.compile(r"\s*[;；|/、,]\s*")
_SECTION = re.compile(
    r"^(?:(?:sub-?)?sections?|chapters?|appendix|appendices|page|pages|pp?\.|please\s+refer|refer\s+to|see)\b[\s.]*"
    r"|^(?:请?参[阅见照考]|详见|见|第\s*[一二三四五六七八九十\d]+\s*[章节页])"
)
_SMALL = re.compile(
    r"^(?:n\.?/?a\b|pp?\s?\.?\s?\d|pages?\s+\d|not\s+(?:applicable|disclosed|material)|please\s+refer|refer\s+to|see\s)"
)
_OWN_WORDS = 0.6  # a repeated line of which the wording of the rules covers more is a piece of the descriptions
_GAP = re.compile(r"\s{3,}|\t|(?<=\S)  (?=\S)")
_BRACKETED = re.compile(r"(?<=\S)\s*\([^()]+\)$")
_FIRST_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"\w")


class Answers:
    """Knows the answers of one index. A description is printed once, a chapter title many times."""

    def __init__(
        self, titles: Titles, wording: Wording, lines: Iterable[tuple[str, str]], claims: Mapping[str, Sequence[str]]
    ) -> None:
        """`lines` are the provisions of the index's rows, each with the text of one of their lines."""
        self._titles = titles
        self._wording = wording
        self._claims = frozenset(squash(term) for terms in claims.values() for term in terms if squash(term))
        spoken = {fold(t) for terms in claims.values() for t in terms if len(squash(t)) >= 3}
        self._spoken = sorted(spoken, key=len, reverse=True)
        self._claim_and_reason = re.compile(rf"(?:{'|'.join(map(re.escape, self._spoken))})\s?[。.,，;；:：(–—-]")
        self._marks = frozenset(fold(term) for terms in claims.values() for term in terms if not squash(term))
        self._seen: dict[str, set[str]] = defaultdict(set)
        for provision, text in lines:
            for tail in _tails(text):
                self._seen[squash(tail)].add(provision)

    def repeats(self, text: str) -> bool:
        """Whether rows of several provisions end with `text`."""
        key = squash(text)
        if len(key) < 2 or len(self._seen.get(key, ())) < 2:
            return False
        folded = fold(text)
        mask = self._wording.mask(folded, None)
        first = _LETTER.search(folded)
        if first and mask[first.start()] and not text.strip()[:1].isupper():
            return False  # it begins in the middle of a description
        if not text.strip()[:1].isupper() and any(self._titles.exact(tail) for tail in islice(_tails(text), 1, None)):
            return False
        return self._wording.share(folded, None) < _OWN_WORDS

    def claims(self, text: str) -> bool:
        """Whether `text` is a word that says what the row claims, and no more."""
        return squash(text) in self._claims

    def holds(self, text: str) -> bool:
        """Whether `text` is an answer whatever stands around it; wide gaps part the cells of a line."""
        cells = _GAP.split(text.strip())
        if len(cells) > 1 and all(self.holds(cell) for cell in cells):
            return True
        folded = fold(text.strip())
        key = squash(text)
        if not key:
            return folded in self._marks
        if key in self._claims or PAGES.match(folded) or self._is_title(text) or self.repeats(text):
            return True
        if self._leads_from_title(folded) or self._claimed_title(folded):
            return True
        if self._claim_and_reason.match(folded):
            return True
        if SPOKEN.match(folded) and not text.strip()[:1].islower():
            return True
        bare = _BARE_PAGES.sub("", folded)
        if bare != folded and self._is_title(bare):
            return True
        bracketed = _BRACKETED.search(folded)
        if bracketed and self._is_title(folded[: bracketed.start()]):
            return True
        first = _FIRST_WORD.match(folded)
        word = squash(first.group()) if first else ""
        if (word in self._claims and len(word) >= 2) or (first is not None and first.group() in self._marks):
            return True
        return bool(_SECTION.match(folded)) and len(key) <= 80

    def begins_reason(self, text: str) -> bool:
        """Whether `text` says what the row claims and goes on to say why: 'Explained. The amount …'."""
        found = self._claim_and_reason.match(fold(text.strip()))
        return found is not None and len(text.strip()) > found.end() + 3

    def ends_with_pages(self, text: str) -> str:
        """The bare page numbers with which `text` ends behind words that are no title; empty if there are none."""
        folded = fold(text.strip())
        found = _BARE_PAGES.search(folded)
        if not found or PAGES.match(folded) or self._is_title(folded[: found.start()]) or self._titles.exact(text):
            return ""
        return text.strip()[found.start() :].strip()

    def begins(self, text: str, ahead: str) -> bool:
        """Whether `text` may be the first line of a known title that goes on in the line `ahead`."""
        *cells, text = _GAP.split(text.strip())
        if not all(self.holds(cell) for cell in cells):
            return False
        key = self._open_step(text, first=True)
        below = squash_folded(_BARE_PAGES.sub("", ahead))
        at = bisect_left(self._beginnings, key) if key else len(self._beginnings)
        for known in self._beginnings[at : at + 12]:
            rest = known[len(key) :]
            if not known.startswith(key):
                return False
            if rest and below and (below.startswith(rest) or below.endswith(rest) or rest.startswith(below)):
                return True
            if len(rest) >= (5 if rest.isascii() else 3) and rest in below:
                return True
            if rest and self._shares_start(rest, below):
                return True
        return False

    def goes_on(self, text: str) -> bool:
        """Whether `text` may be a further line of a known title that wraps."""
        first, *others = [part for part in _LISTED.split(text) if part.strip()] or [""]
        wanted = self._open_step(first, first=False)[::-1]
        at = bisect_left(self._endings, wanted)
        ends = bool(wanted) and at < len(self._endings) and self._endings[at].startswith(wanted)
        return ends and all(self._is_title(other) for other in others)

    @staticmethod
    def _shares_start(rest: str, below: str) -> bool:
        """Whether the line below ends with the beginning of the rest, which goes on in a third line."""
        return any(below.endswith(rest[:size]) for size in range(len(rest) - 1, 5, -1))

    def opens_small(self, folded: str) -> bool:
        """Whether an answer may begin here although the letter is small."""
        return bool(_SMALL.match(folded))

    def _is_title(self, text: str) -> bool:
        return bool(self._titles.exact(text)) or self._titles.composed(text) or self._listed(text)

    def _leads_from_title(self, folded: str) -> bool:
        """Whether `folded` goes from a known title to a further step, which may not exist."""
        parts = steps(folded) if not re.search("[:：]", folded) else []
        return len(parts) == 2 and len(squash(parts[0])) >= 3 and bool(self._titles.exact(parts[0]))

    def _claimed_title(self, folded: str) -> bool:
        """Whether a title stands with a claim in brackets behind it: 'emissions (not applicable - explained)'."""
        head, bracket, inner = folded.partition("(")
        return bool(bracket) and self._is_title(head) and any(inner.startswith(term) for term in self._spoken)

    def _listed(self, text: str) -> bool:
        """Whether `text` lists several titles or pages."""
        parts = [part for part in _LISTED.split(fold(text)) if part.strip()]
        return len(parts) > 1 and all(
            self._titles.exact(part) or self._titles.composed(part) or PAGES.match(part.strip()) for part in parts
        )

    def _open_step(self, text: str, first: bool) -> str:
        """The last step of a reference (the first one, where it is a later line) if the other steps are titles."""
        parts = steps(fold(text))
        rest = parts[:-1] if first else parts[1:]
        if not parts or not all(self._titles.exact(part) for part in rest):
            return ""
        key = squash(parts[-1] if first else parts[0])
        return key if len(key) >= (5 if key.isascii() else 3) else ""

    @cached_property
    def _beginnings(self) -> list[str]:
        return sorted(key for key in self._titles.by_text if len(key) <= 60)

    @cached_property
    def _endings(self) -> list[str]:
        return sorted(key[::-1] for key in self._titles.by_text if len(key) <= 60)


def _tails(text: str) -> Iterable[str]:
    """The ends of a line that may be its answer: they begin where an answer may begin and have no full stop."""
    if text.rstrip().endswith(("。", ".", ";", "；", ":", "：")):
        return
    yield text
    for found in re.finditer(r"(?:(?<=\s)|(?<=[。.]))(?=[^\s])", text):
        rest = text[found.start() :]
        if not rest[:1].islower():
            yield rest
