"""Heading levels from the size and weight of a line, against the size of the running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpicheck.readers.pdf_pieces import Piece

_NUMBERING = re.compile(
    r"[(（]?(?:[A-Z]?\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})[.)）、．:：]?"
)
_HANZI = re.compile("[\u2e80-\u9fff]")
_ENDINGS = (".", "。", "；", ";", ",", "，", "、")
_STOPS = (".", "。", "!", "！", "?", "？")
_MAX_ROWS = 3
_MAX_LATIN, _MAX_HANZI = 110, 45


@dataclass(frozen=True, slots=True)
class BodyType:
    """How the running text is set: its size in points, its weight, and its fonts with their colours."""

    size: float
    weight: int
    fonts: frozenset[tuple[str, int]]


def body_type(pieces: Iterable[Piece]) -> BodyType:
    """The type of most characters; a font that some of them use is one of the running text."""
    sizes: Counter[float] = Counter()
    weights: Counter[int] = Counter()
    fonts: Counter[tuple[str, int]] = Counter()
    for piece in pieces:
        length = len(piece.text)
        sizes[round(2 * piece.size) / 2] += length
        for style in piece.styles:
            weights[style.weight] += length
            fonts[style.name, style.colour] += length
    if not sizes:
        return BodyType(10.0, 400, frozenset())
    common = frozenset(name for name, number in fonts.items() if number >= 0.08 * fonts.total())
    return BodyType(sizes.most_common(1)[0][0], weights.most_common(1)[0][0], common)


def heading_levels(rows: Sequence[Sequence[Piece]], body: BodyType) -> list[int]:
    """The level of each row of a page, in reading order; a paragraph set like a heading is none."""
    levels: list[int] = []
    starts: list[int] = []
    for at, row in enumerate(rows):
        room = _room(rows[at - 1], row) if at else body.size
        levels.append(_heading_level(row, body, room=room))
        if not at or room > 0.9 * row[-1].size or not _is_alike(rows[at - 1], row):
            starts.append(at)
    for start, end in pairwise([*starts, len(rows)]):
        closed = any(row[-1].text.endswith(_STOPS) for row in rows[start:end])
        if end - start > _MAX_ROWS or (closed and end - start > 1):
            levels[start:end] = [0] * (end - start)
    return levels


def _room(above: Sequence[Piece], row: Sequence[Piece]) -> float:
    """Empty points between two rows; the height of a line where `row` begins another column."""
    room = min(piece.top for piece in row) - max(piece.bottom for piece in above)
    return room if room > -row[0].size else row[0].size


def _is_alike(above: Sequence[Piece], row: Sequence[Piece]) -> bool:
    return abs(above[-1].size - row[-1].size) < 0.3 and above[-1].styles == row[-1].styles


def _heading_level(row: Sequence[Piece], body: BodyType, *, room: float) -> int:
    """Level 1 (biggest) to 4 of a row that looks like a heading, 0 for any other.

    `room` is the empty space above the row, in points: a line in another font or colour heads something only if
    it stands free.
    """
    pieces = row[1:] if len(row) == 2 and _NUMBERING.fullmatch(row[0].text) else row
    if len(pieces) != 1 or not _could_head(pieces[0].text):
        return 0
    ratio = pieces[0].size / body.size
    for level, least in ((1, 1.6), (2, 1.3), (3, 1.1)):
        if ratio >= least:
            return level
    if ratio < 0.92:
        return 0
    styles = [style for piece in row for style in piece.styles]
    if all(style.weight >= body.weight + 150 for style in styles):
        return 4
    if room <= 0.45 * body.size or not (pieces[0].text[0].isalnum() or pieces[0].text[0] in "(（"):
        return 0
    return 4 if all((style.name, style.colour) not in body.fonts for style in styles) else 0


def _could_head(text: str) -> bool:
    if len(text) > _MAX_LATIN or text.endswith(_ENDINGS):
        return False
    letters = sum(map(str.isalpha, text))
    if letters < 2 or letters < 0.4 * len(text.replace(" ", "")):
        return False
    return len(text) <= _MAX_HANZI or len(_HANZI.findall(text)) <= 0.3 * letters
