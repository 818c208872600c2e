"""Reading order: columns of prose are read one after the other, tables stay row by row.

A page is cut where a gutter runs between columns of prose, again and again, until nothing is left to cut. Two
columns of a table also have a gutter; what tells them apart is that a table's entries start side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kpicheck.model import HorizontalRule
from kpicheck.readers.pdf_pieces import Piece, rows_of

_ENTRY_CODE = re.compile(
    r"(?:KPI|Aspect|關鍵績效指標|关键绩效指标|層面|层面)?\s*[A-D]\s?\d{1,2}(?:\.\d{1,2})?(?!\d)", re.IGNORECASE
)
_MIN_LINES = 4
_MIN_RULES = 4
_SHORT_GROUP = 2  # rows between rules that are a running title or the heads of a table
_LONG_PROSE = 10
_DEPTH = 6

Row = list[Piece]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A gutter found: rows `first` to `last` (exclusive) of a region are parted at `x`."""

    x: float
    first: int
    last: int
    weight: int


def reading_rows(pieces: Sequence[Piece], rules: Sequence[HorizontalRule] = ()) -> list[Row]:
    """All pieces as rows, in the order in which a person reads them."""
    return _order(list(pieces), rules, _DEPTH)


def _order(pieces: list[Piece], rules: Sequence[HorizontalRule], depth: int) -> list[Row]:
    rows = rows_of(pieces)
    cut = _best_cut(rows, rules) if depth else None
    if cut is None:
        return rows
    inside = [piece for row in rows[cut.first : cut.last] for piece in row]
    left = [piece for piece in inside if piece.x0 < cut.x]
    right = [piece for piece in inside if piece.x0 >= cut.x]
    above = [piece for row in rows[: cut.first] for piece in row]
    below = [piece for row in rows[cut.last :] for piece in row]
    ordered: list[Row] = []
    for part in (above, left, right, below):
        if part:
            ordered.extend(_order(part, rules, depth - 1))
    return ordered


def _best_cut(rows: list[Row], rules: Sequence[HorizontalRule]) -> _Cut | None:
    best: _Cut | None = None
    headings = _ruled_headings(rows, rules)
    for x in _gutters(rows, rules):
        for first, last in _bands(rows, x, headings):
            if best is not None and last - first <= best.weight:
                continue
            if _is_prose_gutter(rows[first:last], x, rules) or _parts_tables(rows[first:last], x, rules):
                best = _Cut(x, first, last, last - first)
                continue
            part = _prose_beside_table(rows, range(first, last), x, rules)
            if part and (best is None or len(part) > best.weight):
                best = _Cut(x, part.start, part.stop, len(part))
    return best


def _parts_tables(band: list[Row], x: float, rules: Sequence[HorizontalRule]) -> bool:
    """Whether tables stand beside each other: each has rules of its own, and none runs through the gutter."""
    top, bottom = band[0][0].top, band[-1][0].bottom
    inside = [rule for rule in rules if top - 3 < rule.y < bottom + 3]
    left = [rule for rule in inside if rule.x1 <= x + 3]
    right = [rule for rule in inside if rule.x0 >= x - 12]
    if min(len(left), len(right)) < _MIN_RULES:
        return False
    if _distinct(rule.x1 for rule in left) > 1 or _distinct(rule.x0 for rule in right) > 1:
        return False  # the edges of cells inside one table
    starts, ends = min(r.y for r in left + right), max(r.y for r in left + right)
    return not any(_runs_through(rule, x) and starts - 3 < rule.y < ends + 3 for rule in inside)


def _prose_beside_table(rows: list[Row], band: range, x: float, rules: Sequence[HorizontalRule]) -> range | None:
    """The rows of a band that are columns of prose above or below a table over the whole width of the page.

    The table has a gutter where the columns have theirs; its rules tell where it begins and ends.
    """
    through = sorted({rule.y for rule in rules if _runs_through(rule, x)})
    groups: dict[int, list[int]] = {}
    for at in band:
        groups.setdefault(sum(1 for y in through if y < rows[at][0].base), []).append(at)
    long = [group for group in groups.values() if len(group) > _SHORT_GROUP]
    for group in (long[:1] + long[-1:]) if len(groups) > 1 else ():
        part = _without_table_heads(rows, group)
        within = rows[part.start : part.stop]
        if len(part) < _LONG_PROSE or not _is_prose_gutter(within, x, rules):
            continue
        left = rows_of(piece for row in within for piece in row if piece.x0 < x)
        right = rows_of(piece for row in within for piece in row if piece.x0 >= x)
        if len(_starts(left)) > 1 and len(_starts(right)) > 1:
            return part  # one block beside another could be two cells of a table
    return None


def _without_table_heads(rows: list[Row], group: Sequence[int]) -> range:
    """`group` without the rows at its end that head the table below it: a title in other letters, column heads."""
    usual = median(piece.size for at in group for piece in rows[at])
    last = len(group)
    while last and (len(rows[group[last - 1]]) > 2 or any(abs(p.size - usual) > 0.5 for p in rows[group[last - 1]])):
        last -= 1
    return range(group[0], group[last - 1] + 1) if last else range(0)


def _runs_through(rule: HorizontalRule, x: float) -> bool:
    return rule.x0 < x - 12 and rule.x1 > x + 12


def _distinct(edges: Iterable[float]) -> int:
    return len({round(edge / 4) for edge in edges})


def _gutters(rows: list[Row], rules: Sequence[HorizontalRule]) -> list[float]:
    """Left edges at which at least four pieces start, or four rules: where a column may begin."""
    return [*_edges([piece.x0 for row in rows for piece in row]), *_edges([rule.x0 for rule in rules])]


def _edges(starts: Iterable[float]) -> list[float]:
    edges = sorted(starts)
    found: list[float] = []
    start = 0
    for at in range(1, len(edges) + 1):
        if at == len(edges) or edges[at] - edges[at - 1] > 1.5:
            if at - start >= _MIN_LINES:
                found.append(edges[start] - 0.5)
            start = at
    return found[1:16]


def _ruled_headings(rows: list[Row], rules: Sequence[HorizontalRule]) -> dict[int, float]:
    """The rows that head a section of the page, large letters above a rule, and how far to the right the rule runs."""
    usual = median(piece.size for row in rows for piece in row) if rows else 0.0
    found: dict[int, float] = {}
    for at, row in enumerate(rows):
        if len(row) == 1 and row[0].size > 1.2 * usual:
            below = [r.x1 for r in rules if -3 < r.y - row[0].bottom < row[0].size and abs(r.x0 - row[0].x0) < 12]
            found.update({at: max(below)} if below else {})
    return found


def _bands(rows: list[Row], x: float, headings: Mapping[int, float]) -> list[tuple[int, int]]:
    """Runs of rows in which no piece crosses `x`, nor the rule below a heading."""
    bands: list[tuple[int, int]] = []
    start = 0
    for at, row in enumerate(rows):
        if any(piece.x0 < x < piece.x1 + 3 for piece in row) or headings.get(at, x) > x + 12:
            if at - start >= _MIN_LINES:
                bands.append((start, at))
            start = at + 1
    if len(rows) - start >= _MIN_LINES:
        bands.append((start, len(rows)))
    return bands


def _is_prose_gutter(band: list[Row], x: float, rules: Sequence[HorizontalRule]) -> bool:
    left = rows_of(piece for row in band for piece in row if piece.x0 < x)
    right = rows_of(piece for row in band for piece in row if piece.x0 >= x)
    if len(left) < _MIN_LINES or len(right) < _MIN_LINES or _is_coded(left) or _parts_markers(band, x):
        return False
    gutter = min(row[0].x0 for row in right) - max(row[-1].x1 for row in left)
    prose_left, prose_right = _prose_share(left), _prose_share(right)
    crossing = _crossing(band, x, rules)
    together = _together(left, right)
    if max(prose_left, prose_right) < (0.5 if together < 0.1 and not crossing else 0.6):
        # Columns that hold tables of their own between their paragraphs.
        mixed = min(prose_left * len(left), prose_right * len(right)) >= _MIN_LINES and not crossing and gutter >= 8
        return mixed and min(prose_left, prose_right) >= 0.25 and not _entries_start_side_by_side(left, right)
    if gutter < 5 or not (_is_dense(left) and _is_dense(right)):
        return False
    if crossing >= 3 and crossing >= min(len(left), len(right)) / 8:
        return False
    if min(prose_left, prose_right) < 0.6:
        # Prose beside something else, a sidebar or a table of its own: not if each keeps step with the other.
        return together < 0.5 and not _entries_start_side_by_side(left, right)
    return together < 0.3 or not _entries_start_side_by_side(left, right)


def _crossing(band: list[Row], x: float, rules: Sequence[HorizontalRule]) -> int:
    """How many rules run through the gutter between rows with pieces on both sides of it: those of a table. A rule
    below the heading of a section has the heading alone above it, and the columns seldom start at one height."""
    top, bottom = band[0][0].top, band[-1][0].bottom
    crossed = sorted(rule.y for rule in rules if top < rule.y < bottom and _runs_through(rule, x))
    found = 0
    for before, y in pairwise([float("-inf"), *crossed]):
        if y - before < 3:
            continue
        above = next((row for row in reversed(band) if row[0].bottom <= y + 3), None)
        below = next((row for row in band if row[0].top >= y - 3), None)
        found += any(row and row[0].x0 < x <= row[-1].x0 for row in (above, below))
    return found


def _is_coded(rows: list[Row]) -> bool:
    """Whether the rows begin with the codes of an index: whatever stands beside them belongs to them."""
    return sum(1 for row in rows if _ENTRY_CODE.match(row[0].text)) >= 3


def _parts_markers(band: list[Row], x: float) -> bool:
    """Whether bullets or numbers would be parted from what they stand before."""
    parted = 0
    for row in band:
        for piece, after in pairwise(row):
            parted += piece.x0 < x <= after.x0 and len(piece.text) <= 4 and after.x0 - piece.x0 < 4 * piece.size
    return parted >= 2


def _prose_share(rows: list[Row]) -> float:
    """Share of the rows that are lines of running text: one piece, nearly as wide as the column.

    0 where hardly a line goes on in the middle of a sentence, as in a column of names or titles.
    """
    x0 = min(row[0].x0 for row in rows)
    x1 = max(row[-1].x1 for row in rows)
    size = median(row[0].size for row in rows)
    if x1 - x0 < 11 * size:
        return 0.0
    full = x0 + 0.7 * (x1 - x0)
    lines = [row for row in rows if len(row) <= 2 and row[-1].x1 >= full and len(row[-1].text) > 8]
    western = sum(row[-1].text.isascii() for row in rows) > 0.3 * len(rows)
    going_on = sum(row[-1].text[0].islower() for row in rows)
    if western and going_on < 0.25 * len(rows):
        return 0.0
    return len(lines) / len(rows)


def _is_dense(rows: list[Row]) -> bool:
    """Whether the rows follow closely, as in a column; the labels of a table's rows stand far apart."""
    span = rows[-1][0].base - rows[0][0].base
    return span <= 2.6 * len(rows) * median(row[0].size for row in rows)


def _together(left: list[Row], right: list[Row]) -> float:
    """Share of the rows of the shorter side that have a row at the same height on the other side."""
    few, many = sorted((left, right), key=len)
    heights = [row[0].base for row in many]
    inside = [row for row in few if heights[0] - 3 <= row[0].base <= heights[-1] + 3]
    if not inside:
        return 0.0
    return sum(1 for row in inside if any(abs(row[0].base - at) < 1 for at in heights)) / len(inside)


def _entries_start_side_by_side(left: list[Row], right: list[Row]) -> bool:
    """Whether the paragraphs of both sides begin at the same heights, as the entries of a table do."""
    starts_left, starts_right = _starts(left), _starts(right)
    few, many = sorted((starts_left, starts_right), key=len)
    if len(few) < 2:
        # One unbroken block beside the other: a table only if the rows keep step and one side is no prose.
        return min(_prose_share(left), _prose_share(right)) < 0.4 and _together(left, right) > 0.7
    shared = sum(1 for at in few[1:] if any(abs(at - other) < 2.5 for other in many))
    return shared / (len(few) - 1) > 0.5


def _starts(rows: list[Row]) -> list[float]:
    """Baselines of the rows that begin a block: those with more room above than between lines of one block."""
    steps = [below[0].base - above[0].base for above, below in pairwise(rows)]
    usual = median(steps)
    found = [rows[0][0].base]
    found += [row[0].base for step, row in zip(steps, rows[1:], strict=True) if step > 1.25 * usual]
    return found
