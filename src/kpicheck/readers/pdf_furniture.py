"""Running headers, footers and page numbers: what repeats at the edges of the pages, and what the pages are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kpicheck.readers.pdf_pieces import Piece, rows_of

_TOP_ZONE, _BOTTOM_ZONE = 0.16, 0.86
_EDGE = 0.06  # share of the page width that is margin, where side tabs stand
_ZONE_ROWS = 5
_ALONE = re.compile(
    r"[\W_]*(?:page|pg?\.?|第)?\s*(\d{1,4})\s*(?:(?:/|／|of|頁共|页共)\s*\d+)?\s*(?:頁|页)?[\W_]*", re.IGNORECASE
)
_LEADING = re.compile(r"(\d{1,3})(?![\d.,%:/年月日])\W*[^\W\d]")
_TRAILING = re.compile(r"[^\d.,$%:/]\W*?(?<![\d.,])(\d{1,3})[\W_]*$")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class PageEdges:
    """What is needed of one page to find its furniture; `pieces` are the level ones of the page."""

    number: int
    width: float
    height: float
    pieces: Sequence[Piece]
    top: list[list[Piece]] = field(default_factory=list)
    bottom: list[list[Piece]] = field(default_factory=list)
    floor: float = 0.0
    """Top of the first row below the top zone's rows, in points."""

    def __post_init__(self) -> None:
        rows = rows_of(self.pieces)
        self.top = [row for row in rows[:_ZONE_ROWS] if row[0].base < _TOP_ZONE * self.height]
        rest = rows[len(self.top) :]
        self.floor = rest[0][0].top if rest else self.height
        # Outermost first, on both edges.
        self.bottom = [row for row in reversed(rest[-_ZONE_ROWS:]) if row[0].top > _BOTTOM_ZONE * self.height]


@dataclass(frozen=True, slots=True)
class Furniture:
    """`marks` holds the `id` of each furniture piece; `printed` the page numbers shown, by physical page."""

    marks: frozenset[int]
    printed: dict[int, str]


def find_furniture(pages: Sequence[PageEdges], body_size: float, labels: Callable[[int], str]) -> Furniture:
    """The furniture of a document. `labels` gives the PDF's own label of a physical page, empty for none."""
    printed, marks = _page_numbers(pages)
    enough = 2 if len(pages) <= 5 else 3
    counts: Counter[tuple[str, str, int]] = Counter()
    for page in pages:
        counts.update({key for zone, row in _zone_rows(page) for key in _keys(zone, row)})
        counts.update({_key("side", piece) for piece in _side_pieces(page)})
    previous: set[str] = set()
    for page in pages:
        titles: set[str] = set()
        _mark_top(page, counts, enough, marks, body_size, previous, titles)
        _mark_bottom(page, counts, enough, marks)
        marks.update(id(piece) for piece in _side_pieces(page) if _count(counts, "side", piece) >= enough)
        previous = titles
    return Furniture(frozenset(marks), _named(len(pages), printed, labels))


def _zone_rows(page: PageEdges) -> Iterable[tuple[str, list[Piece]]]:
    yield from (("top", row) for row in page.top)
    yield from (("bottom", row) for row in page.bottom)


def _side_pieces(page: PageEdges) -> list[Piece]:
    near, far = _EDGE * page.width, (1 - _EDGE) * page.width
    return [piece for piece in page.pieces if piece.x1 < near or piece.x0 > far]


def _fold(text: str) -> str:
    return _DIGITS.sub("#", text).casefold().replace(" ", "")


def _key(zone: str, piece: Piece) -> tuple[str, str, int]:
    return zone, _fold(piece.text), round(piece.base / 6)


def _keys(zone: str, row: list[Piece]) -> Iterable[tuple[str, str, int]]:
    return (_key(zone, piece) for piece in row)


def _count(counts: Counter[tuple[str, str, int]], zone: str, piece: Piece) -> int:
    """Pages on which the piece's text, digits aside, stands at this height."""
    name, text, level = _key(zone, piece)
    if not text.strip("#.,%()-– "):
        return 0  # bare figures repeat in tables; page numbers are found by their sequence
    return sum(counts[name, text, level + step] for step in (-1, 0, 1))


def _mark_top(
    page: PageEdges,
    counts: Counter[tuple[str, str, int]],
    enough: int,
    marks: set[int],
    body_size: float,
    previous: set[str],
    titles: set[str],
) -> None:
    """Mark the running header, outermost row first; the first of a run of equal big titles is a heading."""
    for at, row in enumerate(page.top):
        repeated = [piece for piece in row if id(piece) in marks or _count(counts, "top", piece) >= enough]
        if not repeated:
            return
        if at and _is_body(row, page.top[at - 1], body_size):
            return
        # A table's header row is repeated as well, but its rows follow closely.
        words = [piece for piece in row if id(piece) not in marks]
        least = 1.2 if len(words) > 1 else 0.6
        if words and _room_below(page, at) < least and not _is_marked(page.top, at + 1, counts, enough):
            return
        for piece in repeated:
            if piece.size > 1.2 * body_size and id(piece) not in marks:
                titles.add(_fold(piece.text))
                if _fold(piece.text) not in previous:
                    continue
            marks.add(id(piece))


def _room_below(page: PageEdges, at: int) -> float:
    """Empty space below a row of the top zone, in sizes of its type."""
    row = page.top[at]
    below = page.top[at + 1][0].top if at + 1 < len(page.top) else page.floor
    return (below - max(piece.bottom for piece in row)) / max(piece.size for piece in row)


def _is_body(row: list[Piece], above: list[Piece], body_size: float) -> bool:
    """Whether the row, well below the running header and of the size of the text, already belongs to the text."""
    room = row[0].top - max(piece.bottom for piece in above)
    return room > 2 * body_size and max(piece.size for piece in row) < 1.1 * body_size


def _is_marked(rows: list[list[Piece]], at: int, counts: Counter[tuple[str, str, int]], enough: int) -> bool:
    return at < len(rows) and all(_count(counts, "top", piece) >= 2 * enough for piece in rows[at])


def _mark_bottom(page: PageEdges, counts: Counter[tuple[str, str, int]], enough: int, marks: set[int]) -> None:
    for row in page.bottom:
        repeated = [piece for piece in row if id(piece) in marks or _count(counts, "bottom", piece) >= enough]
        if not repeated:
            return
        marks.update(id(piece) for piece in repeated)


def _page_numbers(pages: Sequence[PageEdges]) -> tuple[dict[int, str], set[int]]:
    """Printed numbers by physical page, and the pieces that hold nothing else."""
    votes: Counter[tuple[int, int]] = Counter()
    found = {page.number: _candidates(page) for page in pages}
    for number, candidates in found.items():
        votes.update({(step, value - step * number) for step, value, _ in candidates})
    least = max(2 if len(pages) <= 5 else 3, round(0.08 * len(pages)))
    printed: dict[int, str] = {}
    marks: set[int] = set()
    for number, candidates in found.items():
        good = [one for one in candidates if votes[one[0], one[1] - one[0] * number] >= least]
        if not good:
            continue
        step, value, _ = max(good, key=lambda one: (votes[one[0], one[1] - one[0] * number], one[0]))
        printed[number] = str(value) if step == 1 else f"{value}-{value + 1}"
        wanted = {str(value)} if step == 1 else {str(value), str(value + 1)}
        for page_step, _, piece in candidates:
            alone = _ALONE.fullmatch(piece.text)
            if page_step == step and alone and str(int(alone[1])) in wanted:
                marks.add(id(piece))
        if step == 2:
            marks.update(id(piece) for _, one, piece in _numbers(pages[number - 1]) if one == value + 1)
    return printed, marks


def _candidates(page: PageEdges) -> list[tuple[int, int, Piece]]:
    """(step, number, piece): step 1 for a page with one number, 2 for a spread that carries two."""
    numbers = [(1, value, piece) for _, value, piece in _numbers(page)]
    if page.width > 1.2 * page.height:
        right = {value for _, value, piece in numbers if piece.x0 > page.width / 2}
        pairs = [(2, v, p) for _, v, p in numbers if p.x1 < page.width / 2 and v + 1 in right]
        numbers += pairs
    return numbers


def _numbers(page: PageEdges) -> list[tuple[int, int, Piece]]:
    found = []
    for _, row in _zone_rows(page):
        for piece in row:
            match = _ALONE.fullmatch(piece.text) or _LEADING.match(piece.text) or _TRAILING.search(piece.text)
            if match:
                found.append((1, int(match[1]), piece))
    return found


def _named(count: int, printed: dict[int, str], labels: Callable[[int], str]) -> dict[int, str]:
    """Numbers for all pages that can be named: shown, between two that agree, or by the PDF's labels."""
    named = dict(printed)
    agree = [number for number in printed if labels(number) == printed[number]]
    trusted = bool(agree) and len(agree) >= 0.5 * len(printed)
    for number in range(1, count + 1):
        if number in named:
            continue
        name = _between(number, count, printed) if printed else ""
        if not name and (trusted or not printed):
            name = labels(number)
        if name:
            named[number] = name
    return named


def _between(number: int, count: int, printed: dict[int, str]) -> str:
    """The number of a page that shows none, if the pages before and after it count on over it."""
    before = next((one for one in range(number - 1, 0, -1) if one in printed), None)
    after = next((one for one in range(number + 1, count + 1) if one in printed), None)
    if before is None or after is None or not (printed[before].isdigit() and printed[after].isdigit()):
        return ""
    step = int(printed[before]) - before
    return str(number + step) if int(printed[after]) - after == step else ""
