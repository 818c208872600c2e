"""Runs joined into pieces: the stretches of one row that no column gap parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeVar

from kpicheck.readers.pdf_runs import Run, Style

LOWEST = -0.4  # sizes below its line at which a small run still belongs to it
LOWEST_INDEX = -0.6  # the 2 of CO2 may hang lower
_INDEX = re.compile(r"\d{1,2}|[xX]")
_MARK = re.compile(
    r"[\s,(\[（【]*(?:\d{1,2}|[*#†‡^∆△@§]{1,3}|[a-h]|[ivx]{1,4})(?:[\s,、&-]*(?:\d{1,2}|[*#†‡^]))*[\s,)\]）】.]*"
)
_AREA_UNIT = re.compile(r"(?:^|[^a-z])(?:[kcdm]?m|ft|sq|nm)$|(?:米|公里|呎)$", re.IGNORECASE)
_SUPERSCRIPTS = re.compile(r"([¹²³⁰⁴-⁹]+)")
_FIGURE = re.compile(r"[-–—+(]?(?:[$€£¥]|HK\$|RMB)?[\d,.]*\d[%)]{0,2}|[-–—]")
_NARROW = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_JUNK = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200d\ufeff]+")


@dataclass(slots=True)
class Piece:
    """Text of one row without a column gap in it; `base` is the baseline, all in points from the top left."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    styles: frozenset[Style]

    @property
    def top(self) -> float:
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.2 * self.size


Placed = TypeVar("Placed", Run, Piece)


@dataclass(frozen=True, slots=True)
class _Gaps:
    """Where columns part on a page: at gaps wider than `wide` sizes, and at a left edge that many runs share."""

    wide: float
    starts: frozenset[int]


def make_pieces(runs: Iterable[Run]) -> list[Piece]:
    """The pieces of level runs, from top to bottom and left to right."""
    kept = sorted(_without_overprint(runs), key=lambda run: run.base)
    rows = rows_of(_settle_marks(kept))
    gaps = _Gaps(1.0, frozenset()) if _word_by_word(rows) else _Gaps(0.55, _column_starts(kept))
    pieces: list[Piece] = []
    for row in rows:
        pieces.extend(_join_row(_spread_letters(row), gaps))
    return pieces


def rows_of(items: Iterable[Placed]) -> list[list[Placed]]:
    """Items whose baselines agree within a third of the smaller size, each row from left to right."""
    rows: list[list[Placed]] = []
    base = size = 0.0
    for item in sorted(items, key=lambda one: one.base):
        if rows and item.base - base <= 0.3 * min(size, item.size):
            rows[-1].append(item)
            if item.size > size:
                base, size = item.base, item.size
        else:
            rows.append([item])
            base, size = item.base, item.size
    for row in rows:
        row.sort(key=lambda one: one.x0)
    return rows


def _without_overprint(runs: Iterable[Run]) -> list[Run]:
    """Runs without those that repeat another at the same place (shadows, fake bold)."""
    seen: dict[str, list[Run]] = {}
    kept: list[Run] = []
    for run in runs:
        twins = seen.setdefault(run.text, [])
        if any(abs(one.x0 - run.x0) + abs(one.base - run.base) < 0.35 * run.size for one in twins[-50:]):
            continue
        twins.append(run)
        kept.append(run)
    return kept


def _settle_marks(runs: list[Run]) -> list[Run]:
    """Raised and lowered small runs put on the line they belong to; footnote marks are left out."""
    bases = [run.base for run in runs]
    kept: list[Run] = []
    for run in runs:
        host = _host(run, runs, bases) if len(run.text) <= 8 else None
        if host is None:
            kept.append(run)
            continue
        text = _settled(run, host)
        if text:
            run.text, run.base = text, host.base
            run.space_before = run.space_after = run.joined = False
            kept.append(run)
    kept.sort(key=lambda run: run.base)
    return kept


def _host(mark: Run, runs: list[Run], bases: list[float]) -> Run | None:
    """The bigger run beside which `mark` stands raised or lowered, if any."""
    reach = 1.2 * mark.size
    at = bisect_left(bases, mark.base - reach)
    best: Run | None = None
    while at < len(runs) and bases[at] <= mark.base + reach:
        other = runs[at]
        at += 1
        if mark.size > 0.82 * other.size or other is mark:
            continue
        lift = other.base - mark.base
        lowest = LOWEST_INDEX if _INDEX.fullmatch(mark.text.strip()) else LOWEST
        if not (0.12 * other.size < lift < 0.75 * other.size or lowest * other.size < lift < -0.05 * other.size):
            continue
        near = 0.35 * other.size
        follows = -near < mark.x0 - other.x1 < near
        if follows or (best is None and -near < other.x0 - mark.x1 < 2 * other.size):
            best = other
            if follows:
                break
    return best


def _settled(mark: Run, host: Run) -> str:
    """What a raised or lowered run contributes to the text of its line; empty for a footnote mark."""
    raised = mark.base < host.base
    text = mark.text.strip()
    if raised and mark.x0 >= host.x1 - mark.size and text in ("2", "3") and _AREA_UNIT.search(host.text):
        return "²" if text == "2" else "³"
    if raised and _MARK.fullmatch(text):
        return ""
    return mark.text


def _word_by_word(rows: list[list[Run]]) -> bool:
    """Whether the page places each word on its own, so that a gap of a space's width parts no columns."""
    gaps = 0
    for row in rows:
        for left, right in pairwise(row):
            if left.space_after or right.space_before:
                continue
            gap = (right.x0 - left.x1) / min(left.size, right.size)
            both_words = len(left.text) > 1 and len(right.text) > 1 and not _FIGURE.fullmatch(right.text)
            gaps += both_words and 0.15 < gap < 1.0
    return gaps > max(6, len(rows) / 2)


def _column_starts(runs: list[Run]) -> frozenset[int]:
    """Left edges, in whole points, at which four rows or more have a run."""
    edges: Counter[int] = Counter()
    for at, _ in {(round(run.x0), round(run.base)) for run in runs}:
        edges[at] += 1
    return frozenset(at for at in edges if edges[at] >= 4)


def _spread_letters(row: list[Run]) -> list[Run]:
    """The row with letter-spaced words put together: four or more single letters at even, wide steps."""
    result: list[Run] = []
    at = 0
    while at < len(row):
        end = at
        while end < len(row) and len(row[end].text) == 1 and row[end].text.isalpha() and row[end].size == row[at].size:
            end += 1
        if end - at < 4:
            result.extend(row[at : max(end, at + 1)])
            at = max(end, at + 1)
            continue
        result.extend(_words_of_letters(row[at:end]))
        at = end
    return result


def _words_of_letters(letters: list[Run]) -> list[Run]:
    """The words of spaced letters: parted where both the gap and the step from middle to middle are wider."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(letters)]
    steps = [(right.x0 + right.x1 - left.x0 - left.x1) / 2 for left, right in pairwise(letters)]
    usual, step_usual = median(gaps), median(steps)
    if usual < 0.12 * letters[0].size and max(gaps) < letters[0].size:
        return letters
    words: list[list[Run]] = [[letters[0]]]
    for gap, step, letter in zip(gaps, steps, letters[1:], strict=True):
        if gap > max(1.7 * usual, usual + 0.2 * letter.size) and step > 1.4 * step_usual:
            words.append([])
        words[-1].append(letter)
    first = letters[0]
    return [
        Run("".join(one.text for one in word), word[0].x0, word[-1].x1, first.base, first.size, first.style)
        for word in words
    ]


def _join_row(row: list[Run], gaps: _Gaps) -> list[Piece]:
    """The pieces of one row."""
    pieces: list[Piece] = []
    last: Run | None = None
    for run in row:
        text = _clean(run.text)
        piece = pieces[-1] if pieces else None
        if not text or (text in "²³" and not (piece and _AREA_UNIT.search(piece.text))):
            continue
        if piece is None or last is None or _is_parted(piece, last, run, text, gaps):
            pieces.append(Piece(text, run.x0, run.x1, run.base, run.size, frozenset((run.style,))))
        elif not _is_again(piece, run, text):
            _append(piece, run, text, last)
        last = run
    return pieces


def _is_again(piece: Piece, run: Run, text: str) -> bool:
    """Whether the run overprints the piece in other portions."""
    inside = run.x1 <= piece.x1 + 0.5 and run.x0 < piece.x1 - 0.8 * run.size
    return inside and len(text) > 1 and text in piece.text


def _is_parted(piece: Piece, last: Run, run: Run, text: str, gaps: _Gaps) -> bool:
    """Whether `run` stands in another column than `piece`, whose last run is `last`."""
    gap = (run.x0 - piece.x1) / min(run.size, last.size)
    if gap <= 0.4:
        return False
    if _FIGURE.fullmatch(text) and _FIGURE.fullmatch(piece.text.rpartition(" ")[2]):
        return True
    if gap > 0.45 and round(run.x0) in gaps.starts:
        return True
    return gap > (1.0 if last.space_after or run.space_before else gaps.wide)


def _append(piece: Piece, run: Run, text: str, last: Run) -> None:
    gap = (run.x0 - piece.x1) / min(run.size, last.size)
    spaced = last.space_after or last.joined or run.space_before
    hanzi = bool(_NARROW.match(text)) and bool(_NARROW.match(piece.text[-1]))
    apart = gap > (0.5 if hanzi else 0.11) or (spaced and gap > -0.1 and not hanzi)
    piece.text += (" " if apart else "") + text
    piece.x1 = max(piece.x1, run.x1)
    if run.size > piece.size:
        piece.size, piece.base = run.size, run.base
    if run.style not in piece.styles:
        piece.styles |= {run.style}


def _clean(text: str) -> str:
    """The run's text without what cannot be seen; footnote marks in raised digits go, m² and m³ stay."""
    if text in ("²", "³"):
        return text
    if len(text) == 1 and "\ue000" <= text <= "\uf8ff":
        return "•"  # a bullet or a tick of a symbol font
    if not text.isascii():
        parts = _SUPERSCRIPTS.split(text)
        if len(parts) > 1:
            text = "".join(
                part
                for at, part in enumerate(parts)
                if at % 2 == 0 or (part in ("²", "³") and _AREA_UNIT.search("".join(parts[:at])))
            )
    return " ".join(_JUNK.sub("", text).split())
