"""What carries the codes of the Guide without being an index: chapters, tables of contents, data tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kpicheck.index.segments import Segment
from kpicheck.index.wording import Wording
from kpicheck.language.fold import squash_folded, width

PROSE = 110  # columns that the text of a coded chapter takes at least beside the words of the Guide
FEWEST = 5
_LAST_NUMBER = re.compile(r"(?:^|[\s.…·_\-])(\d{1,3})$")
_FIGURE = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w.])")


@dataclass(frozen=True, slots=True)
class Coded:
    """What stands under one code: the provision, and the segments up to the next code (the first without the code)."""

    provision: str
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.texts).strip()


def coded(parts: Sequence[Segment], anchors: Sequence[tuple[int, int, str]]) -> list[Coded]:
    """The text under each of `anchors` (position, end of the code, provision) but the last, whose end is unknown."""
    return [
        Coded(provision, (parts[at].folded[end:], *(part.folded for part in parts[at + 1 : following])))
        for (at, end, provision), (following, _, _) in pairwise(anchors)
    ]


def is_lookalike(rows: Sequence[Coded], wording: Wording) -> bool:
    """Whether codes without the title of an index stand over prose, before rising pages or before figures."""
    full = [row for row in rows if row.text]
    if len(full) < FEWEST:
        return False
    return _is_prose(full, wording) or _is_contents(full) or _is_data(full)


def _is_prose(rows: Sequence[Coded], wording: Wording) -> bool:
    """Whether most codes head text that goes on beyond anything that an index row says."""
    return median(_unknown(row, wording) for row in rows) > PROSE


def _unknown(row: Coded, wording: Wording) -> int:
    size = 0
    for text in row.texts:
        share = wording.share(text, row.provision)
        size += round(width(squash_folded(text)) * (1 - share))
    return size


def _is_contents(rows: Sequence[Coded]) -> bool:
    """Whether most rows end with a number and the numbers rise all the way: an index goes back and forth."""
    numbers = [int(found[1]) for row in rows if (found := _LAST_NUMBER.search(row.texts[0].strip()))]
    if len(numbers) < 0.8 * len(rows):
        return False
    return all(a <= b for a, b in pairwise(numbers)) and len(set(numbers)) >= 0.6 * len(numbers)


def _is_data(rows: Sequence[Coded]) -> bool:
    """Whether most rows hold several figures, with decimals or thousands among them."""
    measured = 0
    for row in rows:
        figures = _FIGURE.findall(row.text)
        measured += len(figures) >= 2 and any("." in figure or "," in figure for figure in figures)
    return measured >= 0.5 * len(rows)
