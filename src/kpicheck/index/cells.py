"""What stands in the answer cell of an index row: references, a claim and a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kpicheck.index.claims import ClaimWords
from kpicheck.index.items import BRACKETED, SECTION_BEHIND, Items, Piece
from kpicheck.index.pages import BARE_PAGES_AT_END, PAGES, pages_before, split_pages
from kpicheck.index.titles import Titles, number_of
from kpicheck.language.fold import close_up, fold, squash, width
from kpicheck.model import Claim

# Codes of other standards, in a column beside the answer.
_FOREIGN = re.compile(
    r"^(?:gri(?:\s+standards?)?\s*[:：]?\s*\d{1,3}(?:[-.:]\d{1,2})?|\d{3}-\d{1,2}|sdgs?\s*\d{1,2})"
    r"(?:\s*[,，、;；/&]?\s*(?:gri\s*)?(?:\d{3}-\d{1,2}|gri\s*\d{1,3}|(?<=[,、/&])\s*\d{1,2}|(?<=[,、/&]\s)\d{1,3}-\d{1,2}))*"
    r"(?:[,，、;；]?\s+|[,，、;；]?$)"
)
# How an issuer speaks of itself or says that there is nothing; descriptions never begin so.
SPOKEN = re.compile(
    r"^(?:there (?:was|were|is|are|has been|have been)\b|no [a-z]|during the (?:year|reporting (?:year|period))\b|"
    r"the (?:group|company)\b|we \w|our \w|年内|报告期内|本集团|本公司|我们|概无|并无|没有)"
)
_NUMBERED_AT_END = re.compile(r"(?<=\s)(\d{1,2}(?:\.\d{1,2}){1,3}\s\D{3,80})$")
_NIL = frozenset({"nil", "none", "zero", "无", "没有", "零"})
_SENTENCE = re.compile(r"[。.!！?？]$")
_TELLS = re.compile(r"，[^，]*(?:不存在|并无|没有|概无|未有|无任何)")  # a cell that answers by itself, without a stop


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
        self._items = Items(titles)
        self._words = ClaimWords(titles, words, claims)
        self._bindings = frozenset(squash(word) for word in words.get("bindings", ()))
        self._remarks = -1  # the column of remarks, where there is one

    def learn(self, rows: Iterable[Sequence[Piece]], remarked: bool) -> None:
        """How this index is printed: whether most rows end with a bare page number, which then is one behind any
        words, and whether its last column is one of remarks."""
        rows = list(rows)
        last = max((piece.column for pieces in rows for piece in pieces), default=0)
        self._remarks = last if remarked and last else -1
        answered = [fold(self._items.glue([piece.text.strip() for piece in pieces])) for pieces in rows if pieces]
        ending = sum(1 for text in answered if BARE_PAGES_AT_END.search(text))
        self._items.paged = len(answered) >= 5 and ending >= 0.6 * len(answered)

    def read(self, pieces: Sequence[Piece]) -> Answer:
        """The claim, the references as printed, and the reason, of one row's answer pieces."""
        pieces = sorted(pieces, key=lambda piece: piece.column)
        texts = [piece for piece in map(_without_foreign, pieces) if piece.text.strip()]
        texts = [piece for piece in texts if squash(piece.text) not in self._bindings] or texts[:1]
        if not texts or all(squash(piece.text) in self._bindings for piece in texts):
            return Answer(Claim.BLANK)
        whole = close_up(" ".join(piece.text.strip() for piece in texts))
        if len({piece.column for piece in texts}) > 1:
            texts = [piece for piece in texts if self._words.claim_of(fold(piece.text)) is not Claim.BLANK] or texts[:1]
        parted = self._reason_below(texts)
        if parted:
            return replace(parted, text=whole)
        status, rest = self._words.strip_status(texts)
        if status is Claim.BLANK and not rest:
            return Answer(Claim.BLANK, text=whole)
        if status is None:
            status, rest = self._status_apart(texts)
        if status in (Claim.NOT_APPLICABLE, Claim.NOT_DISCLOSED, Claim.EXPLAINED):
            return self._without_disclosure(status, rest, whole)
        spoken = self._spoken(rest, whole)
        if spoken:
            return spoken
        items, told = self._parted(rest)
        if not items and status is None and not squash(whole):
            return Answer(Claim.BLANK, text=whole)
        return Answer(Claim.DISCLOSED, tuple(dict.fromkeys(items)), text=whole, told=told)

    def _spoken(self, pieces: Sequence[Piece], whole: str) -> Answer | None:
        """The answer of a cell that says in a sentence that the provision does not apply or is not disclosed."""
        titles = [piece for piece in pieces if self._items.is_title(piece.text)]
        sayings = [piece for piece in pieces if piece not in titles] or pieces
        said = " ".join(piece.text for piece in sayings)
        claim = self._words.spoken_reason(said)
        if not claim or (self._stand_apart(pieces) and self._words.names_subject(said)):
            return None
        reason = close_up(" ".join(piece.text.strip() for piece in sayings))
        named = tuple(piece.text.strip() for piece in titles if piece not in sayings)
        return Answer(claim, named or self._numbered_in(reason), reason, whole)

    def _parted(self, pieces: Sequence[Piece]) -> tuple[list[str], str]:
        """The references of a cell, and what it says besides them."""
        joined = self._items.join(pieces)
        remarks = self._items.join([piece for piece in pieces if piece.column == self._remarks])
        whole_remark = any(not self._is_reference(text, remarked=True) for text in remarks)
        behind = self._behind_pages(joined)
        items: list[str] = []
        told: list[str] = []
        for line in joined[:behind]:
            text, remark = self._items.without_remark(line)
            told.append(remark)
            for item in self._items.split(text):
                pages, behind_pages = pages_before(item)
                item, bracketed = self._items.without_bracket(self._items.without_lead(item))
                remarked = line in remarks
                is_reference = self._is_reference(item, remarked=remarked) and not (remarked and whole_remark)
                items.extend(split_pages(pages) if pages else [item] if is_reference else [])
                told.extend([behind_pages] if pages else [bracketed] if is_reference else [item])
        told.extend(joined[behind:])
        return items, close_up(" ".join(filter(None, told))).strip(" -–—/")

    def _behind_pages(self, joined: Sequence[str]) -> int:
        """The place of the remark behind a title and its pages; where titles or pages follow there is none."""
        paged = [self._items.without_pages(text) != text for text in joined]
        alone = [bool(PAGES.match(fold(text.strip()))) for text in joined]
        last = max((n for n, _ in enumerate(joined) if paged[n] or (n and alone[n])), default=len(joined))
        remarks = joined[last + 1 :]
        return last + 1 if remarks and not any(map(self._items.is_title, remarks)) else len(joined)

    def _stand_apart(self, pieces: Sequence[Piece]) -> bool:
        """Whether references stand in a column of their own beside a remark."""
        columns = {piece.column: self._items.join([p for p in pieces if p.column == piece.column]) for piece in pieces}
        titled = any(all(self._items.is_title(text) for text in texts) for texts in columns.values())
        return len(columns) > 1 and titled

    def _reason_below(self, pieces: Sequence[Piece]) -> Answer | None:
        """References, and on a line below them a claim with its reason: 'Explained. The amount is small …'."""
        for position, piece in enumerate(pieces):
            status, rest = self._words.strip_status(pieces[position:])
            if status in (None, Claim.BLANK, Claim.DISCLOSED) or not rest or rest[0].line != piece.line:
                continue
            heads = [item for text in self._items.join(pieces[:position]) for item in self._items.split(text)]
            if not heads or not all(self._items.is_title(item) or PAGES.match(fold(item)) for item in heads):
                return None
            told = self._without_disclosure(status, rest, "")
            return replace(told, items=tuple(heads)) if told.reason else None
        return None

    def _status_apart(self, pieces: Sequence[Piece]) -> tuple[Claim | None, list[Piece]]:
        """The claim word in a column after the references, at the end of them or in brackets behind them."""
        for position, piece in enumerate(pieces):
            claim = self._words.claim_of(fold(piece.text.strip()))
            if claim not in (None, Claim.BLANK) and len(pieces) > 1:
                return claim, [*pieces[:position], *pieces[position + 1 :]]
        glued = self._items.glue([piece.text.strip() for piece in pieces])
        bracketed = BRACKETED.search(fold(glued))
        if bracketed:
            claim, _ = self._words.strip_status([replace(pieces[0], text=glued[bracketed.start(1) : bracketed.end(1)])])
            if claim not in (None, Claim.BLANK):
                return claim, [replace(pieces[0], text=glued[: bracketed.start()].strip())]
        head, _, last = glued.rpartition(" ")
        claim = self._words.claim_of(fold(last))
        said = bool(head) and claim not in (None, Claim.BLANK) and len(last) > 2
        if said and self._items.is_title(self._items.without_pages(head)):
            return claim, [replace(pieces[0], text=head)]
        return None, list(pieces)

    def _without_disclosure(self, status: Claim, rest: Sequence[Piece], whole: str) -> Answer:
        pages = [piece.text.strip() for piece in rest if _is_page_beside(piece, rest[0])]
        rest = [piece for piece in rest if not _is_page_beside(piece, rest[0])]
        reason = close_up(" ".join(piece.text.strip() for piece in rest)).strip("()（） –—-－")
        known = any(self._titles.find(piece.text) or PAGES.match(fold(piece.text)) for piece in rest)
        items = [self._items.without_lead(text) for text in self._items.join(rest)]
        pointed = bool(items) and all(self._items.is_title(text) or PAGES.match(fold(text)) for text in items)
        if pointed or (status is Claim.EXPLAINED and known and not self._words.sounds_like_reason(reason)):
            return Answer(status, tuple(item for text in items for item in self._items.split(text)), None, whole)
        if len(squash(reason)) < 4 or PAGES.match(fold(reason)):
            return Answer(status, text=whole)
        found = SECTION_BEHIND.search(fold(reason))
        named = tuple(self._items.split(reason[found.start(1) :])) if found else ()
        if found and not found.start():
            return Answer(status, named, None, whole)
        if status is Claim.NOT_DISCLOSED:
            status = Claim.EXPLAINED  # not disclosed, and why
        return Answer(status, tuple(pages) or named, reason, whole)

    def _numbered_in(self, sentence: str) -> tuple[str, ...]:
        """The numbered title with which a sentence of reasons begins or ends ('7.8 Water is not disclosed, as …')."""
        if number_of(fold(sentence))[0]:
            for end in range(min(len(sentence), 80), 3, -1):
                if self._titles.exact(sentence[:end]):
                    return (sentence[:end].strip(" ，,"),)
        last = _NUMBERED_AT_END.search(sentence)
        return (last[1].strip(),) if last and self._titles.exact(last[1]) else ()

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
            or (_TELLS.search(fold(item)) and width(item) > 30)
        )
        return not sentence and width(item) <= 160 and bool(squash(item))


def _without_foreign(piece: Piece) -> Piece:
    """`piece` without codes of GRI or the development goals in front."""
    found = _FOREIGN.match(fold(piece.text.strip()))
    return replace(piece, text=piece.text.strip()[found.end() :]) if found else piece


def _is_page_beside(piece: Piece, first: Piece) -> bool:
    """Whether `piece` is a page in a column of its own beside what `first` begins."""
    return piece.column != first.column and bool(PAGES.match(fold(piece.text.strip())))
