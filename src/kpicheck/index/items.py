"""What stands in the answer cell of an index row, cut into references, a claim and a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpicheck.index.titles import Titles
from kpicheck.language.fold import close_up, fold, squash, width
from kpicheck.model import Claim

_PAGE_ITEM = r"(?:pages?|pp?|第|页)?\s*[.．]?\s*\d{1,3}(?:\s*[-~至–—]\s*(?:pp?\.?\s*)?\d{1,3})?\s*(?:页)?"
PAGES = re.compile(rf"^(?:{_PAGE_ITEM})(?:\s*[,，、;；&/]\s*(?:{_PAGE_ITEM}))*$")
_PAGES_AT_END = re.compile(
    r"(?<=\S)\s+((?:pages?|pp?)\s*[.．]?\s*\d{1,3}(?:\s*[-~至–—]\s*(?:pp?\.?\s*)?\d{1,3})?"
    r"(?:\s*[,，、;；&]\s*(?:(?:pages?|pp?)\s*[.．]?\s*)?\d{1,3}(?:\s*[-~至–—]\s*\d{1,3})?)*)$"
)
_QUOTED = re.compile(r"[「『“\"]([^」』”\"]{2,60})[」』”\"]")
_SEPARATOR = re.compile(r"\s*[;；]\s*|\s*\|\s*")
_ENUMERATION = re.compile(r"\s*[、,，]\s*")
_OPEN_END = re.compile(r"(?:[,，、·・及和与與的及之\-–—/]|\b(?:and|or|of|the|to|for|in|on|with|by|&))$")
_SENTENCE = re.compile(r"[。.!！?？]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of an answer cell. `column` tells the answer columns apart, left to right; `wraps` when it
    reaches the column's edge."""

    text: str
    line: int
    page: int
    column: int = 0
    wraps: bool | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer cell, read."""

    claim: Claim
    items: tuple[str, ...] = ()
    reason: str | None = None
    text: str = ""


class AnswerReader:
    """Reads answer cells against the titles of the report and the claim words of the rules."""

    def __init__(self, titles: Titles, words: Mapping[str, Sequence[str]], claims: Mapping[str, Sequence[str]]) -> None:
        self._titles = titles
        self._reasons = tuple(fold(word) for word in words.get("reason_words", ()))
        self._claims = {
            Claim(kind): sorted((fold(w) for w in terms), key=len, reverse=True) for kind, terms in claims.items()
        }

    def read(self, pieces: Sequence[Piece]) -> Answer:
        """The claim, the references as printed, and the reason, of one row's answer pieces."""
        texts = [piece for piece in pieces if piece.text.strip()]
        if not texts:
            return Answer(Claim.BLANK)
        whole = close_up(" ".join(piece.text.strip() for piece in texts))
        status, rest = self._strip_status(texts)
        if status is Claim.BLANK and not rest:
            return Answer(Claim.BLANK, text=whole)
        if status in (Claim.NOT_APPLICABLE, Claim.NOT_DISCLOSED, Claim.EXPLAINED):
            return self._without_disclosure(status, rest, whole)
        joined = self.join(rest)
        sentence = self._spoken_reason(" ".join(piece.text for piece in rest))
        if sentence:
            return Answer(sentence, reason=close_up(" ".join(piece.text.strip() for piece in rest)), text=whole)
        items = tuple(item for text in joined for item in self.split(text))
        items = tuple(dict.fromkeys(item for item in items if self._is_reference(item)))
        if not items and status is None:
            return Answer(Claim.DISCLOSED if squash(whole) else Claim.BLANK, text=whole)
        return Answer(Claim.DISCLOSED, items, text=whole)

    # ---------------------------------------------------------------- status and reason

    def _strip_status(self, pieces: Sequence[Piece]) -> tuple[Claim | None, list[Piece]]:
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
                text = first.text.strip()[len(term) :].strip(" 。.,，;；:：-–—\t")
                left = [Piece(text, first.line, first.page, first.column, first.wraps)] if text else []
                return claim, [*left, *pieces[1:]]
        return None, list(pieces)

    def _without_disclosure(self, status: Claim, rest: Sequence[Piece], whole: str) -> Answer:
        reason = close_up(" ".join(piece.text.strip() for piece in rest)).strip("()（） ")
        known = any(self._titles.find(piece.text) or PAGES.match(fold(piece.text)) for piece in rest)
        if status is Claim.EXPLAINED and known and not self._sounds_like_reason(reason):
            items = tuple(item for text in self.join(rest) for item in self.split(text))
            return Answer(Claim.EXPLAINED, items, None, whole)
        if len(squash(reason)) < 4 or PAGES.match(fold(reason)):
            return Answer(status, text=whole)
        if status is Claim.NOT_DISCLOSED:
            status = Claim.EXPLAINED  # not disclosed, and why
        return Answer(status, reason=reason, text=whole)

    def _sounds_like_reason(self, text: str) -> bool:
        folded = fold(text)
        return any(word in folded for word in self._reasons)

    def _spoken_reason(self, text: str) -> Claim | None:
        """The claim that a whole sentence makes: not applicable, or not disclosed with a reason."""
        folded = fold(close_up(text.strip()))
        if not folded or self._titles.exact(text):
            return None
        if any(self._holds(folded, term) for term in self._claims.get(Claim.NOT_APPLICABLE, ()) if len(term) > 2):
            return Claim.NOT_APPLICABLE
        if any(self._holds(folded, term) for term in self._claims.get(Claim.NOT_DISCLOSED, ())):
            return Claim.EXPLAINED if self._sounds_like_reason(folded) else Claim.NOT_DISCLOSED
        return None

    @staticmethod
    def _holds(folded: str, term: str) -> bool:
        if term.isascii():
            return bool(re.search(rf"(?<![a-z]){re.escape(term)}(?![a-z])", folded))
        return term in folded

    def _is_reference(self, item: str) -> bool:
        """A sentence that answers the provision in the cell itself is no reference."""
        if self._titles.exact(item) or PAGES.match(fold(item)):
            return True
        return not (_SENTENCE.search(item.strip()) and width(item) > 30) and width(item) <= 160 and bool(squash(item))

    # ---------------------------------------------------------------- lines into items

    def join(self, pieces: Sequence[Piece]) -> list[str]:
        """The lines of a cell, joined where a title wraps over them; columns are never joined."""
        joined: list[str] = []
        for column in sorted({piece.column for piece in pieces}):
            joined.extend(self._join_column([piece for piece in pieces if piece.column == column]))
        return joined

    def _join_column(self, pieces: Sequence[Piece]) -> list[str]:
        texts = [piece.text.strip() for piece in pieces]
        widest = max((width(text) for text in texts), default=0)
        count = len(texts)
        best: list[tuple[float, list[str]]] = [(0.0, [])]
        for end in range(1, count + 1):
            options = []
            for start in range(max(0, end - 4), end):
                text = self._glue(texts[start:end])
                value = self._value(texts[start:end], text, widest, pieces[start:end])
                options.append((best[start][0] + value, [*best[start][1], text]))
            best.append(max(options, key=lambda option: option[0]))
        return best[count][1]

    @staticmethod
    def _glue(texts: Sequence[str]) -> str:
        glued = texts[0]
        for text in texts[1:]:
            hyphened = glued.endswith("-") and text[:1].islower()
            glued = glued[:-1] + text if hyphened else f"{glued} {text}"
        return close_up(glued)

    def _value(self, texts: Sequence[str], glued: str, widest: int, pieces: Sequence[Piece]) -> float:
        """How well these lines read as one item; a known title beats everything."""
        lines = len(texts)
        bare = _PAGES_AT_END.sub("", glued)
        if self._titles.exact(bare) or (bare != glued and self._titles.exact(glued)):
            apart = lines > 1 and all(self._titles.exact(text) for text in texts)
            return 2.0 * lines + (-0.1 if apart else 0.5 if lines > 1 else 0.0)
        listed = [part for part in _SEPARATOR.split(bare) if part.strip()]
        if len(listed) > 1 and all(self._titles.exact(part) for part in listed):
            return 1.9 * lines  # several titles, one of them wrapped
        if PAGES.match(fold(glued)) and lines == 1:
            return 1.5
        if lines == 1:
            return 0.6
        if self._titles.nearest(bare, 92.0):
            return 1.4 * lines
        looks_wrapped = all(
            _OPEN_END.search(fold(text))
            or following[:1].islower()
            or (width(text) >= 0.8 * widest and width(text) >= 16 and piece.wraps)
            for text, following, piece in zip(texts, texts[1:], pieces, strict=False)
        )
        return 0.75 * lines if looks_wrapped else 0.1

    def split(self, text: str) -> list[str]:
        """The references in one item: pages apart from titles, titles apart where they are listed."""
        text = text.strip()
        if self._titles.exact(text):
            return [text]
        quoted = [quote.strip() for quote in _QUOTED.findall(text)]
        if quoted and all(self._titles.find(quote) for quote in quoted):
            return quoted
        folded = fold(text)
        if PAGES.match(folded):
            return _split_pages(text)
        pages = _PAGES_AT_END.search(folded)
        if pages:
            return [*self.split(text[: pages.start(1)].strip(" ,，;；")), *_split_pages(text[pages.start(1) :])]
        parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
        if len(parts) > 1:
            return [item for part in parts for item in self.split(part)]
        parts = [part.strip() for part in _ENUMERATION.split(text) if part.strip()]
        if len(parts) > 1 and all(self._titles.exact(part) for part in parts):
            return parts
        return [text]


def _split_pages(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s*[,，、;；&]\s*", text.strip()) if part.strip()]
