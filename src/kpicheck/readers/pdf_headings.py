"""Heading levels from the size and weight of a line, against the size of the running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kpicheck.readers.pdf_pieces import Piece

_NUMBERING = re.compile(r"[(（]?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})[.)）、.:：]?")
_ENDINGS = (".", "。", "；", ";", ",", "，", "、")
_MAX_LATIN, _MAX_HANZI = 110, 45


def body_size(pieces: Iterable[Piece]) -> float:
    """The size, in points, that most characters have."""
    weights: Counter[float] = Counter()
    for piece in pieces:
        weights[round(2 * piece.size) / 2] += len(piece.text)
    return weights.most_common(1)[0][0] if weights else 10.0


def bold_share(pieces: Iterable[Piece]) -> float:
    """Share of the characters that are bold."""
    bold = total = 0
    for piece in pieces:
        total += len(piece.text)
        bold += len(piece.text) * piece.bold
    return bold / total if total else 0.0


def heading_level(row: Sequence[Piece], body: float, *, bold_means: bool) -> int:
    """Level 1 (biggest) to 4 of a row that looks like a heading, 0 for any other.

    `bold_means` says that bold type stands out in this document.
    """
    pieces = row[1:] if len(row) == 2 and _NUMBERING.fullmatch(row[0].text) else row
    if len(pieces) != 1:
        return 0
    text = pieces[0].text
    if not _could_head(text):
        return 0
    ratio = pieces[0].size / body
    for level, least in ((1, 1.6), (2, 1.3), (3, 1.1)):
        if ratio >= least:
            return level
    return 4 if bold_means and ratio > 0.92 and all(piece.bold for piece in row) else 0


def _could_head(text: str) -> bool:
    letters = sum(mark.isalpha() for mark in text)
    if letters < 2 or letters < 0.4 * len(text.replace(" ", "")):
        return False
    hanzi = sum("\u2e80" <= mark <= "\u9fff" for mark in text)
    limit = _MAX_HANZI if hanzi > 0.3 * letters else _MAX_LATIN
    return len(text) <= limit and not text.endswith(_ENDINGS)
