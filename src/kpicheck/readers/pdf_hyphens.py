"""Words that a line end parts put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpicheck.readers.pdf_pieces import Piece

HYPHEN_MARK = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line."""

_HEAD = re.compile(r"([^\W\d_]+)[\ufffe\u00ad-]$")
_TAIL = re.compile(r"([^\W\d_]+)([^\s]*)\s*")


def join_hyphens(rows: Sequence[Sequence[Piece]], spoken: str) -> None:
    """Complete each parted word on its first line, in place; `spoken` is the document's text in lower case."""
    for row, following in zip(rows, [*rows[1:], ()], strict=False):
        for piece in row:
            if not piece.text.endswith((HYPHEN_MARK, "-", "\u00ad")):
                continue
            _join(piece, _below(piece, following), spoken)
    for row in rows:
        for piece in row:
            if HYPHEN_MARK in piece.text:
                piece.text = piece.text.replace(HYPHEN_MARK, "-")


def _below(piece: Piece, row: Sequence[Piece]) -> Piece | None:
    """The piece of the next row that goes on where `piece` ends."""
    near = [other for other in row if other.x0 < piece.x1 and abs(other.x0 - piece.x0) < 4 * piece.size]
    return min(near, key=lambda other: abs(other.x0 - piece.x0), default=None)


def _join(piece: Piece, below: Piece | None, spoken: str) -> None:
    head = _HEAD.search(piece.text)
    tail = _TAIL.match(below.text) if below else None
    if head is None or tail is None or below is None or not tail[1][0].islower():
        return
    first, second = head[1].lower(), tail[1].lower()
    hyphen = "-" if _keeps_hyphen(first, second, spoken) else ""
    piece.text = piece.text[:-1] + hyphen + tail[1] + tail[2]
    below.text = below.text[tail.end() :]


def _keeps_hyphen(first: str, second: str, spoken: str) -> bool:
    """Whether the hyphen belongs to the word, as far as the rest of the document tells."""
    if f"{first}-{second}" in spoken:
        return True
    if first + second in spoken:
        return False
    return len(second) > 3 and f" {first} " in spoken and f" {second} " in spoken
