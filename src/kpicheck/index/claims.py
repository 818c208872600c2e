"""The claim words of answer cells, and the reasons beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kpicheck.index.items import Piece
from kpicheck.index.titles import Titles
from kpicheck.language.fold import close_up, fold, squash_folded
from kpicheck.model import Claim

_CLAUSE = re.compile(r"[,，。;；]\s*")
_SHORTEST_REASON = 8  # letters of a clause that can be a reason


class ClaimWords:
    """Tells which claim an answer makes, by the `claims` words of the rules and their `words` for reasons."""

    def __init__(self, titles: Titles, words: Mapping[str, Sequence[str]], claims: Mapping[str, Sequence[str]]) -> None:
        self._titles = titles
        self._reasons = tuple(fold(word) for word in words.get("reason_words", ()))
        self._undisclosed = [re.compile(pattern) for pattern in words.get("undisclosed", ())]
        self._claims = {
            Claim(kind): sorted((fold(w) for w in terms), key=len, reverse=True) for kind, terms in claims.items()
        }

    def claim_of(self, folded: str) -> Claim | None:
        """The claim of a text that is nothing but its word."""
        bare = folded.strip("。.;； ")
        return next((claim for claim, terms in self._claims.items() if bare in terms), None)

    def strip_status(self, pieces: Sequence[Piece]) -> tuple[Claim | None, list[Piece]]:
        """The claim word with which the first piece begins, and what is left."""
        first = pieces[0]
        folded = fold(first.text.strip())
        for claim, terms in self._claims.items():
            for term in terms:
                if not folded.startswith(term):
                    continue
                rest = folded[len(term) :]
                if rest and claim is Claim.BLANK:
                    continue
                if rest and not re.match(r"[\s。.,，;；:：()（）\-–—]", rest):
                    continue
                text = first.text.strip()[len(term) :].lstrip(" 。.,，;；:：-–—\t").rstrip(" 。.,，;；:：\t")
                left = [Piece(text, first.line, first.page, first.column, first.wraps)] if text else []
                return claim, [*left, *pieces[1:]]
        return None, list(pieces)

    def denies(self, folded: str) -> bool:
        """Whether `folded` says that something is not disclosed."""
        terms = self._claims.get(Claim.NOT_DISCLOSED, ())
        return any(self._holds(folded, term) for term in terms) or any(p.search(folded) for p in self._undisclosed)

    def sounds_like_reason(self, text: str) -> bool:
        """Whether `text` gives a reason: in so many words, or in a clause beside the one that denies."""
        folded = fold(text)
        if any(word in folded for word in self._reasons):
            return True
        clauses = [clause for clause in _CLAUSE.split(folded) if len(squash_folded(clause)) >= _SHORTEST_REASON]
        return len(clauses) > 1 and any(not self.denies(clause) for clause in clauses)

    def spoken_reason(self, text: str) -> Claim | None:
        """The claim that a whole sentence makes: not applicable, or not disclosed with a reason."""
        folded = fold(close_up(text.strip()))
        if not folded or self._titles.exact(text):
            return None
        if any(self._holds(folded, term) for term in self._claims.get(Claim.NOT_APPLICABLE, ()) if len(term) > 2):
            return Claim.NOT_APPLICABLE
        if self.denies(folded):
            return Claim.EXPLAINED if self.sounds_like_reason(folded) else Claim.NOT_DISCLOSED
        return None

    def names_subject(self, text: str) -> bool:
        """Whether a remark denies something that it names, a part of the provision: 'Labels are not significant'."""
        folded = fold(text)
        terms = [term for term in self._claims.get(Claim.NOT_APPLICABLE, ()) if self._holds(folded, term)]
        at = min((folded.find(term) for term in terms), default=0)
        return bool(re.search(r"[a-z]{4,} (?:is|are|was|were)\s*$", folded[:at]))

    @staticmethod
    def _holds(folded: str, term: str) -> bool:
        if term.isascii():
            return bool(re.search(rf"(?<![a-z]){re.escape(term)}(?![a-z])", folded))
        return term in folded
