"""The lines of an answer cell, joined into items and split into single references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpicheck.index.pages import (
    BARE_PAGES_AT_END,
    COUNTED_PAGES_AT_END,
    PAGES,
    PAGES_AT_END,
    PAGES_IN_BRACKETS,
    split_pages,
)
from kpicheck.index.titles import Titles
from kpicheck.language.fold import close_up, fold, is_han, width

_DASH_GAP = re.compile(r"(?<=[\u4e00-\u9fff][—–])\s+(?=[\u4e00-\u9fff])")
_QUOTED = re.compile(r"[「『“\"]([^」』”\"]{2,60})[」』”\"]")
_SEPARATOR = re.compile(r"\s*[;；]\s*|\s*\|\s*")
_ENUMERATION = re.compile(r"\s*[、,，]\s*")
_OPEN_END = re.compile(r"(?:[,，、·・及和与與的及之\-–—/]|\b(?:and|or|of|the|to|for|in|on|with|by|&))$")
_STEP_AHEAD = re.compile(r"[\s\u4e00-\u9fff]-$|[:：]$")  # the next step of a reference stands on the next line
_SECTION_QUOTED = re.compile(r"(?:sub-?)?(?:section|chapter|paragraph)s?\s+[\"“][^\"“”]+[\"”]")  # 'Section "Water"'
# A section named so at the end of a reason: '…, see Section "Waste", page 12'.
SECTION_BEHIND = re.compile(
    r"(?:^|\b(?:see|in|refer to)\s+(?:the\s+)?)"
    r"((?:section|chapter|paragraph)s?\s+\"[^\"]+\"(?:\s*,?\s*(?:pages?|pp?\.?)\s*[\d\s,–-]+)?)[.\s]*$"
)
_LEAD = re.compile(
    r"^(?:(?:for details,?\s*)?(?:please\s+)?(?:refer\s+to|see|explained\s+in|in|as\s+set\s+out\s+in)\s+"
    r"(?:the\s+)?(?:sections?|chapters?|paragraphs?)?\s*(?:headed|titled|entitled|of|on|named)?\s*|(?:请)?(?:详见|参见|参阅|参照|见)\s*)"
)
_REMARK_BEHIND = re.compile(r"(\S.*?)\s+(\d{1,3})\s+([^\W\d].*)$")
_PAIRS = (("(", ")"), ("「", "」"), ("《", "》"))
BRACKETED = re.compile(r"\s*[(]([^()]+)[)]\s*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of an answer cell. `column` tells the answer columns apart, left to right; `wraps` when it
    reaches the column's edge."""

    text: str
    line: int
    page: int
    column: int = 0
    wraps: bool | None = None


class Items:
    """Joins and splits the items of answer cells, against the titles of the report. `paged` when most rows end with a
    bare page number, which then is one behind any words."""

    def __init__(self, titles: Titles) -> None:
        self._titles = titles
        self.paged = False

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
                text = self.glue(texts[start:end])
                value = self._value(texts[start:end], text, widest, pieces[start:end])
                options.append((best[start][0] + value, [*best[start][1], text]))
            best.append(max(options, key=lambda option: option[0]))
        return best[count][1]

    def pages_at_end(self, folded: str) -> re.Match[str] | None:
        """The pages behind a title; bare figures are pages only behind a title that is known."""
        found = PAGES_AT_END.search(folded) or COUNTED_PAGES_AT_END.search(folded)
        if found:
            return found
        bare = BARE_PAGES_AT_END.search(folded)
        if not bare or self.is_title(folded):
            return None
        return bare if self.paged or self.is_title(folded[: bare.start()]) else None

    def without_pages(self, text: str) -> str:
        """`text` without the pages behind it."""
        folded = fold(text)
        pages = PAGES_IN_BRACKETS.search(folded) or self.pages_at_end(folded)
        return text[: pages.start()].strip() if pages else text

    def without_remark(self, text: str) -> tuple[str, str]:
        """A known title with its page, and the remark that follows them on the same line."""
        found = _REMARK_BEHIND.match(fold(text))
        if not found or self.is_title(text) or not self.is_title(text[: found.end(1)]):
            return text, ""
        return text[: found.end(2)], text[found.start(3) :]

    def without_lead(self, item: str) -> str:
        """`item` without words such as 'see the section headed', where a known title follows them."""
        if self.is_title(self.without_pages(item)):
            return item  # 'In the Community'
        lead = _LEAD.match(fold(item))
        rest = item[lead.end() :].strip(' “”"「」『』《》') if lead else ""
        return rest if rest and self._titles.find(rest) else item

    def without_bracket(self, item: str) -> tuple[str, str]:
        """A title and the remark in brackets behind it; the whole item where it is something else."""
        found = BRACKETED.search(fold(item))
        if not found or self._titles.exact(item) or not self.is_title(item[: found.start()]):
            return item, ""
        return item[: found.start()].strip(), item[found.start(1) : found.end(1)]

    def is_title(self, text: str) -> bool:
        """Whether `text` is a title of the report, or leads through several."""
        return bool(self._titles.exact(text)) or self._titles.composed(text)

    @staticmethod
    def glue(texts: Sequence[str]) -> str:
        """The lines as one text: hyphens at their ends and gaps between Chinese characters closed."""
        glued = texts[0]
        for text in texts[1:]:
            hyphened = glued.endswith("-") and text[:1].islower()
            glued = glued[:-1] + text if hyphened else f"{glued} {text}"
        return _DASH_GAP.sub("", close_up(glued))

    def _value(self, texts: Sequence[str], glued: str, widest: int, pieces: Sequence[Piece]) -> float:
        """How well these lines read as one item; a known title beats everything."""
        lines = len(texts)
        bare = self.without_lead(self.without_pages(glued))
        folded = fold(glued)
        if _STEP_AHEAD.search(folded) or _is_open(folded):
            return 0.1
        head = BRACKETED.search(folded)
        if lines > 1 and head and self.is_title(glued[: head.start()]):
            return 1.9 * lines  # a title with a remark in brackets that wraps
        if self.is_title(bare) or (bare != glued and self.is_title(glued)):
            open_end = any(_OPEN_END.search(fold(text)) for text in texts[:-1])
            apart = lines > 1 and not open_end and all(self.is_title(text) for text in texts)
            return 2.0 * lines + (-0.1 if apart else 0.5 if lines > 1 else 0.0)
        for separator in (_SEPARATOR, _ENUMERATION):
            listed = [part for part in separator.split(bare) if part.strip()]
            if len(listed) > 1 and all(self.is_title(part) for part in listed):
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
        text = text.strip().rstrip(";；、 ")
        if self._titles.exact(text):
            return [text]
        folded = fold(text)
        if PAGES.match(folded):
            return split_pages(text)
        quoted = [quote.strip() for quote in _QUOTED.findall(text)]
        if len(quoted) == 1 and _SECTION_QUOTED.fullmatch(folded):
            return [text]
        pages = PAGES_IN_BRACKETS.search(folded) or self.pages_at_end(folded)
        if quoted and not pages and all(self._titles.find(quote) for quote in quoted):
            return quoted
        if pages:
            head, tail = text[: pages.start()], text[pages.start(1) : pages.end(1)]
            return [*self.split(head.strip(" ,，;；")), *split_pages(tail)]
        parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
        if len(parts) > 1:
            return [item for part in parts for item in self.split(part)]
        parts = [part.strip() for part in _ENUMERATION.split(text) if part.strip()]
        if len(parts) > 1 and all(self.is_title(part) for part in parts):
            return parts
        return [text]


def _is_open(folded: str) -> bool:
    """Whether a bracket or a quotation mark is not closed."""
    return folded.count('"') % 2 == 1 or any(folded.count(one) != folded.count(other) for one, other in _PAIRS)
