"""What stands in the answer cell of an index row, cut into references, a claim and a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kpicheck.index.pages import (
    BARE_PAGES_AT_END,
    COUNTED_PAGES_AT_END,
    PAGES,
    PAGES_AT_END,
    PAGES_IN_BRACKETS,
    pages_before,
    split_pages,
)
from kpicheck.index.titles import Titles, number_of
from kpicheck.language.fold import close_up, fold, is_han, squash, squash_folded, width
from kpicheck.model import Claim

_DASH_GAP = re.compile(r"(?<=[\u4e00-\u9fff][—–])\s+(?=[\u4e00-\u9fff])")
_CLAUSE = re.compile(r"[,，。;；]\s*")
_SHORTEST_REASON = 8  # letters of a clause that can be a reason
# Codes of other standards, in a column beside the answer.
_FOREIGN = re.compile(
    r"^(?:gri(?:\s+standards?)?\s*[:：]?\s*\d{1,3}(?:[-.:]\d{1,2})?|\d{3}-\d{1,2}|sdgs?\s*\d{1,2})"
    r"(?:\s*[,，、;；/&]?\s*(?:gri\s*)?(?:\d{3}-\d{1,2}|gri\s*\d{1,3}|(?<=[,、/&])\s*\d{1,2}|(?<=[,、/&]\s)\d{1,3}-\d{1,2}))*"
    r"(?:[,，、;；]?\s+|[,，、;；]?$)"
)
_QUOTED = re.compile(r"[「『“\"]([^」』”\"]{2,60})[」』”\"]")
_SEPARATOR = re.compile(r"\s*[;；]\s*|\s*\|\s*")
_ENUMERATION = re.compile(r"\s*[、,，]\s*")
_OPEN_END = re.compile(r"(?:[,，、·・及和与與的及之\-–—/]|\b(?:and|or|of|the|to|for|in|on|with|by|&))$")
_STEP_AHEAD = re.compile(r"[\s\u4e00-\u9fff]-$|[:：]$")  # the next step of a reference stands on the next line
# How an issuer speaks of itself or says that there is nothing; descriptions never begin so.
SPOKEN = re.compile(
    r"^(?:there (?:was|were|is|are|has been|have been)\b|no [a-z]|during the (?:year|reporting (?:year|period))\b|"
    r"the (?:group|company)\b|we \w|our \w|年内|报告期内|本集团|本公司|我们|概无|并无|没有)"
)
_NUMBERED_AT_END = re.compile(r"(?<=\s)(\d{1,2}(?:\.\d{1,2}){1,3}\s\D{3,80})$")
_LEAD = re.compile(
    r"^(?:(?:for details,?\s*)?(?:please\s+)?(?:refer\s+to|see|explained\s+in|in|as\s+set\s+out\s+in)\s+"
    r"(?:the\s+)?(?:sections?|chapters?|paragraphs?)?\s*(?:headed|titled|entitled|of|on|named)?\s*|(?:请)?(?:详见|参见|参阅|参照|见)\s*)"
)
_BRACKETED = re.compile(r"\s*[(]([^()]+)[)]\s*$")
_NIL = frozenset({"nil", "none", "zero", "无", "没有", "零"})
_PAIRS = (("(", ")"), ("「", "」"), ("《", "》"))
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
    told: str = ""  # what the cell itself discloses, besides references


class AnswerReader:
    """Reads answer cells against the titles of the report and the claim words of the rules."""

    def __init__(self, titles: Titles, words: Mapping[str, Sequence[str]], claims: Mapping[str, Sequence[str]]) -> None:
        self._titles = titles
        self._reasons = tuple(fold(word) for word in words.get("reason_words", ()))
        self._undisclosed = [re.compile(pattern) for pattern in words.get("undisclosed", ())]
        self._bindings = frozenset(squash(word) for word in words.get("bindings", ()))
        self._paged = False
        self._remarks = -1  # the column of remarks, where there is one
        self._claims = {
            Claim(kind): sorted((fold(w) for w in terms), key=len, reverse=True) for kind, terms in claims.items()
        }

    def learn(self, rows: Iterable[Sequence[Piece]], remarked: bool) -> None:
        """How this index is printed: whether most rows end with a bare page number, which then is one behind any
        words, and whether its last column is one of remarks."""
        rows = list(rows)
        last = max((piece.column for pieces in rows for piece in pieces), default=0)
        self._remarks = last if remarked and last else -1
        answered = [fold(self._glue([piece.text.strip() for piece in pieces])) for pieces in rows if pieces]
        ending = sum(1 for text in answered if BARE_PAGES_AT_END.search(text))
        self._paged = len(answered) >= 5 and ending >= 0.6 * len(answered)

    def read(self, pieces: Sequence[Piece]) -> Answer:
        """The claim, the references as printed, and the reason, of one row's answer pieces."""
        pieces = sorted(pieces, key=lambda piece: piece.column)
        texts = [piece for piece in map(_without_foreign, pieces) if piece.text.strip()]
        texts = [piece for piece in texts if squash(piece.text) not in self._bindings] or texts[:1]
        if not texts or all(squash(piece.text) in self._bindings for piece in texts):
            return Answer(Claim.BLANK)
        whole = close_up(" ".join(piece.text.strip() for piece in texts))
        if len({piece.column for piece in texts}) > 1:
            texts = [piece for piece in texts if self._claim_of(fold(piece.text)) is not Claim.BLANK] or texts[:1]
        parted = self._reason_below(texts)
        if parted:
            return replace(parted, text=whole)
        status, rest = self._strip_status(texts)
        if status is Claim.BLANK and not rest:
            return Answer(Claim.BLANK, text=whole)
        if status is None:
            status, rest = self._status_apart(texts)
        if status in (Claim.NOT_APPLICABLE, Claim.NOT_DISCLOSED, Claim.EXPLAINED):
            return self._without_disclosure(status, rest, whole)
        joined = self.join(rest)
        titles = [piece for piece in rest if self._is_title(piece.text)]
        sayings = [piece for piece in rest if piece not in titles] or rest
        sentence = self._spoken_reason(" ".join(piece.text for piece in sayings))
        if sentence and not (self._stand_apart(rest) and self._names_subject(" ".join(p.text for p in sayings))):
            reason = close_up(" ".join(piece.text.strip() for piece in sayings))
            named = tuple(piece.text.strip() for piece in titles if piece not in sayings)
            return Answer(sentence, named or self._numbered_in(reason), reason, whole)
        remarks = self.join([piece for piece in rest if piece.column == self._remarks])
        whole_remark = any(not self._is_reference(text, remarked=True) for text in remarks)
        items: list[str] = []
        told: list[str] = []
        for text in joined:
            for item in self.split(text):
                pages, remark = pages_before(item)
                item, bracketed = self._without_bracket(self._without_lead(item))
                remarked = text in remarks
                is_reference = self._is_reference(item, remarked=remarked) and not (remarked and whole_remark)
                items.extend(split_pages(pages) if pages else [item] if is_reference else [])
                told.extend([remark] if pages else [bracketed] if is_reference else [item])
        spoken = close_up(" ".join(filter(None, told))).strip(" -–—/")
        if not items and status is None and not squash(whole):
            return Answer(Claim.BLANK, text=whole)
        return Answer(Claim.DISCLOSED, tuple(dict.fromkeys(items)), text=whole, told=spoken)

    def _stand_apart(self, pieces: Sequence[Piece]) -> bool:
        """Whether references stand in a column of their own beside a remark."""
        columns = {piece.column: self.join([p for p in pieces if p.column == piece.column]) for piece in pieces}
        return len(columns) > 1 and any(
            all(self._is_title(text) for text in texts) for texts in columns.values()
        )  # fmt: skip

    def _names_subject(self, text: str) -> bool:
        """Whether a remark denies something that it names, a part of the provision: 'Labels are not significant'."""
        folded = fold(text)
        terms = [term for term in self._claims.get(Claim.NOT_APPLICABLE, ()) if self._holds(folded, term)]
        at = min((folded.find(term) for term in terms), default=0)
        return bool(re.search(r"[a-z]{4,} (?:is|are|was|were)\s*$", folded[:at]))

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
                text = first.text.strip()[len(term) :].lstrip(" 。.,，;；:：-–—\t").rstrip(" 。.,，;；:：\t")
                left = [Piece(text, first.line, first.page, first.column, first.wraps)] if text else []
                return claim, [*left, *pieces[1:]]
        return None, list(pieces)

    def _reason_below(self, pieces: Sequence[Piece]) -> Answer | None:
        """References, and on a line below them a claim with its reason: 'Explained. The amount is small …'."""
        for position, piece in enumerate(pieces):
            status, rest = self._strip_status(pieces[position:])
            if status in (None, Claim.BLANK, Claim.DISCLOSED) or not rest or rest[0].line != piece.line:
                continue
            heads = [item for text in self.join(pieces[:position]) for item in self.split(text)]
            if not heads or not all(self._is_title(item) or PAGES.match(fold(item)) for item in heads):
                return None
            told = self._without_disclosure(status, rest, "")
            return replace(told, items=tuple(heads)) if told.reason else None
        return None

    def _status_apart(self, pieces: Sequence[Piece]) -> tuple[Claim | None, list[Piece]]:
        """The claim word in a column after the references, at the end of them or in brackets behind them."""
        for position, piece in enumerate(pieces):
            claim = self._claim_of(fold(piece.text.strip()))
            if claim not in (None, Claim.BLANK) and len(pieces) > 1:
                return claim, [*pieces[:position], *pieces[position + 1 :]]
        glued = self._glue([piece.text.strip() for piece in pieces])
        bracketed = _BRACKETED.search(fold(glued))
        if bracketed:
            claim, _ = self._strip_status([replace(pieces[0], text=glued[bracketed.start(1) : bracketed.end(1)])])
            if claim not in (None, Claim.BLANK):
                return claim, [replace(pieces[0], text=glued[: bracketed.start()].strip())]
        head, _, last = glued.rpartition(" ")
        claim = self._claim_of(fold(last))
        if head and claim not in (None, Claim.BLANK) and len(last) > 2 and self._is_title(self._without_pages(head)):
            return claim, [replace(pieces[0], text=head)]
        return None, list(pieces)

    def _claim_of(self, folded: str) -> Claim | None:
        bare = folded.strip("。.;； ")
        return next((claim for claim, terms in self._claims.items() if bare in terms), None)

    def _without_disclosure(self, status: Claim, rest: Sequence[Piece], whole: str) -> Answer:
        pages = [piece.text.strip() for piece in rest if _is_page_beside(piece, rest[0])]
        rest = [piece for piece in rest if not _is_page_beside(piece, rest[0])]
        reason = close_up(" ".join(piece.text.strip() for piece in rest)).strip("()（） –—-")
        known = any(self._titles.find(piece.text) or PAGES.match(fold(piece.text)) for piece in rest)
        items = [self._without_lead(text) for text in self.join(rest)]
        pointed = bool(items) and all(self._is_title(text) or PAGES.match(fold(text)) for text in items)
        if pointed or (status is Claim.EXPLAINED and known and not self._sounds_like_reason(reason)):
            return Answer(status, tuple(item for text in items for item in self.split(text)), None, whole)
        if len(squash(reason)) < 4 or PAGES.match(fold(reason)):
            return Answer(status, text=whole)
        if status is Claim.NOT_DISCLOSED:
            status = Claim.EXPLAINED  # not disclosed, and why
        return Answer(status, tuple(pages), reason, whole)

    def _numbered_in(self, sentence: str) -> tuple[str, ...]:
        """The numbered title with which a sentence of reasons begins or ends ('7.8 Water is not disclosed, as …')."""
        if number_of(fold(sentence))[0]:
            for end in range(min(len(sentence), 80), 3, -1):
                if self._titles.exact(sentence[:end]):
                    return (sentence[:end].strip(" ，,"),)
        last = _NUMBERED_AT_END.search(sentence)
        return (last[1].strip(),) if last and self._titles.exact(last[1]) else ()

    def _sounds_like_reason(self, text: str) -> bool:
        """Whether `text` gives a reason: in so many words, or in a clause beside the one that denies."""
        folded = fold(text)
        if any(word in folded for word in self._reasons):
            return True
        clauses = [clause for clause in _CLAUSE.split(folded) if len(squash_folded(clause)) >= _SHORTEST_REASON]
        return len(clauses) > 1 and any(not self._denies(clause) for clause in clauses)

    def _denies(self, folded: str) -> bool:
        """Whether `folded` says that something is not disclosed."""
        terms = self._claims.get(Claim.NOT_DISCLOSED, ())
        return any(self._holds(folded, term) for term in terms) or any(p.search(folded) for p in self._undisclosed)

    def _spoken_reason(self, text: str) -> Claim | None:
        """The claim that a whole sentence makes: not applicable, or not disclosed with a reason."""
        folded = fold(close_up(text.strip()))
        if not folded or self._titles.exact(text):
            return None
        if any(self._holds(folded, term) for term in self._claims.get(Claim.NOT_APPLICABLE, ()) if len(term) > 2):
            return Claim.NOT_APPLICABLE
        if self._denies(folded):
            return Claim.EXPLAINED if self._sounds_like_reason(folded) else Claim.NOT_DISCLOSED
        return None

    @staticmethod
    def _holds(folded: str, term: str) -> bool:
        if term.isascii():
            return bool(re.search(rf"(?<![a-z]){re.escape(term)}(?![a-z])", folded))
        return term in folded

    def _is_reference(self, item: str, *, remarked: bool) -> bool:
        """A sentence that answers the provision in the cell itself is no reference, nor is a remark."""
        if self._titles.exact(item) or PAGES.match(fold(item)):
            return True
        if remarked or squash(item) in _NIL:
            return False
        item = item.strip()
        sentence = (
            item.endswith("。")
            or (SPOKEN.match(fold(item)) and width(item) > 24)
            or (_SENTENCE.search(item) and width(item) > 30)
        )
        return not sentence and width(item) <= 160 and bool(squash(item))

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

    def _pages_at_end(self, folded: str) -> re.Match[str] | None:
        """The pages behind a title; bare figures are pages only behind a title that is known."""
        found = PAGES_AT_END.search(folded) or COUNTED_PAGES_AT_END.search(folded)
        if found:
            return found
        bare = BARE_PAGES_AT_END.search(folded)
        if not bare or self._is_title(folded):
            return None
        return bare if self._paged or self._is_title(folded[: bare.start()]) else None

    def _without_pages(self, text: str) -> str:
        pages = self._pages_at_end(fold(text))
        return text[: pages.start()].strip() if pages else text

    def _without_lead(self, item: str) -> str:
        """`item` without words such as 'see the section headed', where a known title follows them."""
        lead = _LEAD.match(fold(item))
        rest = item[lead.end() :].strip(' “”"「」『』《》') if lead else ""
        return rest if rest and self._titles.find(rest) else item

    def _without_bracket(self, item: str) -> tuple[str, str]:
        """A title and the remark in brackets behind it; the whole item where it is something else."""
        found = _BRACKETED.search(fold(item))
        if not found or self._titles.exact(item) or not self._is_title(item[: found.start()]):
            return item, ""
        return item[: found.start()].strip(), item[found.start(1) : found.end(1)]

    def _is_title(self, text: str) -> bool:
        return bool(self._titles.exact(text)) or self._titles.composed(text)

    @staticmethod
    def _glue(texts: Sequence[str]) -> str:
        glued = texts[0]
        for text in texts[1:]:
            hyphened = glued.endswith("-") and text[:1].islower()
            glued = glued[:-1] + text if hyphened else f"{glued} {text}"
        return _DASH_GAP.sub("", close_up(glued))

    def _value(self, texts: Sequence[str], glued: str, widest: int, pieces: Sequence[Piece]) -> float:
        """How well these lines read as one item; a known title beats everything."""
        lines = len(texts)
        bare = self._without_lead(self._without_pages(glued))
        folded = fold(glued)
        if _STEP_AHEAD.search(folded) or _is_open(folded):
            return 0.1
        head = _BRACKETED.search(folded)
        if lines > 1 and head and self._is_title(glued[: head.start()]):
            return 1.9 * lines  # a title with a remark in brackets that wraps
        if self._is_title(bare) or (bare != glued and self._is_title(glued)):
            open_end = any(_OPEN_END.search(fold(text)) for text in texts[:-1])
            apart = lines > 1 and not open_end and all(self._is_title(text) for text in texts)
            return 2.0 * lines + (-0.1 if apart else 0.5 if lines > 1 else 0.0)
        for separator in (_SEPARATOR, _ENUMERATION):
            listed = [part for part in separator.split(bare) if part.strip()]
            if len(listed) > 1 and all(self._is_title(part) for part in listed):
                return 1.9 * lines  # several titles, one of them wrapped
        if any(is_han(other[:1]) and not any(map(is_han, one)) for one, other in pairwise(texts)):
            return 0.1  # the same title in the other language
        if any(_is_open(fold(text)) for text in texts):
            return 0.8 * lines  # a title in quotation marks that wraps
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
            return split_pages(text)
        pages = PAGES_IN_BRACKETS.search(folded) or self._pages_at_end(folded)
        if pages:
            head, tail = text[: pages.start()], text[pages.start(1) : pages.end(1)]
            return [*self.split(head.strip(" ,，;；")), *split_pages(tail)]
        parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
        if len(parts) > 1:
            return [item for part in parts for item in self.split(part)]
        parts = [part.strip() for part in _ENUMERATION.split(text) if part.strip()]
        if len(parts) > 1 and all(self._is_title(part) for part in parts):
            return parts
        return [text]


def _is_open(folded: str) -> bool:
    """Whether a bracket or a quotation mark is not closed."""
    return folded.count('"') % 2 == 1 or any(folded.count(one) != folded.count(other) for one, other in _PAIRS)


def _without_foreign(piece: Piece) -> Piece:
    """`piece` without codes of GRI or the development goals in front."""
    found = _FOREIGN.match(fold(piece.text.strip()))
    return replace(piece, text=piece.text.strip()[found.end() :]) if found else piece


def _is_page_beside(piece: Piece, first: Piece) -> bool:
    """Whether `piece` is a page in a column of its own beside what `first` begins."""
    return piece.column != first.column and bool(PAGES.match(fold(piece.text.strip())))
