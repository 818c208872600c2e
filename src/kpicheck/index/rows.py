"""The index region cut into rows: which segments belong to which provision, and which of them answer it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpicheck.index.bands import Bands, middle
from kpicheck.index.codes import Code
from kpicheck.index.heads import answers_from
from kpicheck.index.items import Piece
from kpicheck.index.segments import Segment, code_of
from kpicheck.index.wording import Wording
from kpicheck.language.fold import fold, squash, width

_BOUND = re.compile(
    r"[(\[「][^()\[\]]*(?:recommended|comply or explain|mandatory|建议披露|不遵守就解释|强制披露)[^()\[\]]*[)\]」]$"
)
_PARAGRAPH = re.compile(r"^[\s(]*(?:paragraph|para\.?)\s*(1[345])\b[\s).:：]*|^第\s*(1[345])\s*[段条][\s:：]*")
_MANDATORY = ("mandatory disclosure", "强制披露")
HEAD = 12  # segments of an index in which the mandatory part is headed
_HEADS_CODES = re.compile(r"general disclosures(?:$|\s+(?:and|&)|\s*/)|一般披露(?:及|和|与)")
_NAMED_WITHIN = 6  # segments between an aspect's own name and its first KPI
_CONJUNCTIONS = frozenset({"and", "及", "和", "与"})
_SHORT = 40  # columns of a title; descriptions are longer
TAIL = 5  # answer lines that the last row of an index may have


@dataclass(slots=True)
class RawRow:
    """A row while it is put together. `provision` is `A1` for an aspect row without a general disclosure."""

    provision: str
    first: Segment
    segments: list[Segment] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    also: tuple[str, ...] = ()
    described: bool = False
    ruled: bool = False

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)


_Opened = tuple[str, list[Segment], tuple[str, ...]]  # the provision, what is left of the line, further provisions


class RowCutter:
    """Cuts the segments of an index region into rows, top to bottom."""

    def __init__(
        self,
        wording: Wording,
        known: frozenset[str],
        words: Mapping[str, Sequence[str]],
        mandatory: Mapping[str, Sequence[str]],
        claims: Mapping[str, Sequence[str]],
    ) -> None:
        self._wording = wording
        self._known = known
        self._order = {pid: n for n, pid in enumerate(sorted(known, key=_order))}
        frame = {squash(word) for key in ("headers", "scopes") for word in words.get(key, ())}
        longest_first = sorted((re.escape(word) for word in frame if word), key=len, reverse=True)
        self._frame = re.compile(
            f"(?:{'|'.join(longest_first)})(?:(?:及|和|与|或|and|or)?(?:{'|'.join(longest_first)}))*"
        )
        self._titles = [fold(word) for word in words.get("titles", ())]
        self._headed = False
        # A tick or a dash answers a row, although it has no letters.
        self._marks = frozenset(fold(term) for terms in claims.values() for term in terms if not squash(term))
        self._mandatory = {pid: [fold(term) for term in terms] for pid, terms in mandatory.items()}

    def cut(self, parts: Sequence[Segment]) -> list[RawRow]:
        """The rows of `parts` in order; what stands before the first row is dropped."""
        rows: list[RawRow] = []
        aspect = ""
        parts = self._without_headers(self._without_page_heads(parts))
        self._headed = any(term in part.folded for part in parts[:HEAD] for term in _MANDATORY)
        for position, part in enumerate(parts):
            opened = self._open(part, parts[position + 1 : position + 9], aspect, rows)
            if opened is None:
                if rows and not self.is_decoration(part):
                    rows[-1].segments.append(part)
                continue
            provision, rest, also = opened
            aspect = provision.split(".")[0] if not provision.startswith("MDR") else aspect
            if rows and rows[-1].provision == provision and provision != "":
                rows[-1].segments.extend(rest)
                continue
            rows.append(RawRow(provision, part, rest, also=also))
        return [row for row in rows if row.provision]

    def _without_page_heads(self, parts: Sequence[Segment]) -> list[Segment]:
        """Leave out what stands on a page above the table's repeated header: running chapter titles."""
        heads: set[int] = set()
        on_page: list[int] = []
        for position, part in enumerate(parts):
            if position and part.line.page != parts[position - 1].line.page:
                on_page = []
            elif not position:
                continue
            if code_of(part):
                on_page = [-1] * 5  # the rows of the page have begun
            if len(on_page) < 5 and self.is_decoration(part):
                heads.update(on_page)
            on_page.append(position)
        first_page = parts[0].line.page if parts else 0
        return [part for n, part in enumerate(parts) if n not in heads or part.line.page == first_page]

    def _without_headers(self, parts: Sequence[Segment]) -> list[Segment]:
        """Leave out the lines of a column header that wraps, told by standing at the head of several pages."""
        heads: Counter[str] = Counter()
        rows_begun = True  # what stands on the first page above the first code may be the index's title
        for position, part in enumerate(parts):
            if position and part.line.page != parts[position - 1].line.page:
                rows_begun = False
            rows_begun = rows_begun or _opens_row(part)
            if not rows_begun:
                heads[squash(part.folded)] += 2 if self._frame.search(squash(part.folded)) else 1
        repeated = {key for key, count in heads.items() if count > 2}
        return [part for part in parts if squash(part.folded) not in repeated or _opens_row(part)]

    def is_decoration(self, part: Segment) -> bool:
        """Column headers, scope labels and repeated titles: parts of the table's frame."""
        key = squash(_BOUND.sub("", part.folded))
        if not key:
            return part.folded.strip() not in self._marks
        if self._frame.fullmatch(key):
            # In a table whose columns are known, a word such as 'Community' may be the end of an answer.
            framed = sum(1 for cell in part.line.cells if self._frame.fullmatch(squash(cell.text)))
            return not part.placed or framed >= 2 or framed == len(part.line.cells)
        return len(key) <= 60 and any(title in part.folded for title in self._titles if len(title) > 3)

    def _open(self, part: Segment, following: Sequence[Segment], aspect: str, rows: Sequence[RawRow]) -> _Opened | None:
        """The provision whose row `part` opens, with the rest of the segment; None when it opens none."""
        code = code_of(part)
        if code is None:
            return self._open_mandatory(part, following, rows)
        if not code.provision and self._frame.fullmatch(squash(part.text)) and len(part.folded) > code.end:
            return None  # 'General Disclosures and KPIs' heads a column
        rest = part.cut(code.end)
        if not code.provision and rest.folded.strip() in _CONJUNCTIONS:
            return None  # 'general disclosures and' over 'KPIs' is the head of a column that wraps
        left = (
            [Segment(rest.text.strip(), rest.folded.strip(), part.line, part.x0, part.x1)] if rest.text.strip() else []
        )
        if code.kind == "kpi":
            return self._open_kpi(code, left, rows)
        if code.kind == "general":
            provision = code.provision or self._general_of(left, following[:4], aspect, rows)
            return (provision, left, ()) if provision in self._known else None
        return self._open_aspect(code, left, following, rows)

    def _open_kpi(self, code: Code, left: list[Segment], rows: Sequence[RawRow]) -> _Opened | None:
        if code.provision not in self._known:
            return None
        seen = {pid for row in rows for pid in (row.provision, *row.also)}
        if code.provision in seen and (not rows or rows[-1].provision != code.provision):
            return None
        last = next(
            (row.provision for row in reversed(rows) if "." in row.provision and not row.provision.startswith("MDR")),
            None,
        )
        backwards = last is not None and self._order[code.provision] < self._order.get(last, -1)
        described = any(self._wording.share(segment.folded, code.provision) >= 0.5 for segment in left)
        if backwards and not described and not code.labelled:
            return None
        return code.provision, left, tuple(pid for pid in code.also if pid in self._known and pid not in seen)

    def _open_aspect(
        self, code: Code, left: list[Segment], following: Sequence[Segment], rows: Sequence[RawRow]
    ) -> _Opened | None:
        provision = f"{code.provision}.GD"
        if provision not in self._known or code.provision in {row.provision for row in rows}:
            return None
        title = left[0].folded if left else (following[0].folded if following else "")
        if self._wording.names_aspect(title, code.provision):
            return code.provision, left, ()
        beside = code_of(following[0]) if following else None
        if not left and beside is not None and beside.kind == "general":
            return code.provision, [], ()  # the aspect's code alone, beside its general disclosure
        if not _heads_first_kpi(code.provision, following):
            return None
        answered_below = bool(following) and beside is None
        return code.provision, left[1:] if answered_below else left, ()

    def _general_of(
        self, left: Sequence[Segment], following: Sequence[Segment], aspect: str, rows: Sequence[RawRow]
    ) -> str:
        """The general disclosure that an uncoded label opens: the aspect's, unless its wording says another."""
        has = {row.provision for row in rows}
        text = " ".join(segment.folded for segment in [*left, *following])
        inherited = f"{aspect}.GD" if aspect else ""
        candidates = [pid for pid in self._order if pid.endswith(".GD") and pid not in has]
        best, share = self._wording.best(text, candidates)
        if inherited and inherited not in has:
            own = self._wording.best(text, [inherited])[1]
            return best if best and share > own + 0.35 else inherited
        return best if share > 0.2 else ""

    def _open_mandatory(self, part: Segment, following: Sequence[Segment], rows: Sequence[RawRow]) -> _Opened | None:
        if any(not row.provision.startswith("MDR") for row in rows):
            return None
        table = bool(rows) or self._headed
        seen = {row.provision for row in rows}
        for provision, terms in self._mandatory.items():
            if provision in seen or provision not in self._known:
                continue
            number = _PARAGRAPH.match(part.folded)
            if number and provision == f"MDR.{number[1] or number[2]}":
                left = part.text[number.end() :].strip()
                return provision, [Segment(left, fold(left), part.line, part.x0, part.x1)] if left else [], ()
            label = _label_in_cell(part, following)
            term = next((term for term in sorted(terms, key=len, reverse=True) if label.startswith(term)), None)
            if term is None:
                continue
            rest = part.cut(len(term))
            texts = [rest.folded, *(segment.folded for segment in following[:4])]
            described = any(self._wording.share(text, provision) >= 0.5 and len(squash(text)) > 5 for text in texts)
            if described or (table and len(squash(rest.text)) <= 60 and not rest.text.rstrip().endswith((".", "。"))):
                left = rest.text.strip(" :：")
                return provision, [Segment(left, fold(left), part.line, part.x0, part.x1)] if left else [], ()
        return None


def _heads_first_kpi(aspect: str, following: Sequence[Segment]) -> bool:
    """Whether the next code below an aspect's is that of its first KPI: the issuer calls the aspect its own way."""
    codes = (code_of(segment) for segment in following[:_NAMED_WITHIN])
    first = next((code for code in codes if code is not None), None)
    return first is not None and first.provision == f"{aspect}.1"


def _opens_row(part: Segment) -> bool:
    """Whether a code stands where a row may open; 'General disclosures and KPIs' heads the column of codes."""
    return code_of(part) is not None and not _HEADS_CODES.match(part.folded)


def _label_in_cell(part: Segment, following: Sequence[Segment]) -> str:
    """The label that `part` begins, with the line of the same narrow cell below it: 'Governance' / 'Structure'."""
    below = next((s for s in following if part.placed and abs(s.x0 - part.x0) < 4 and width(s.text) <= _SHORT), None)
    return f"{part.folded} {below.folded}" if below is not None else part.folded


def _order(provision: str) -> tuple[int, str, int]:
    head, _, tail = provision.partition(".")
    return (0 if head == "MDR" else 1, head, 0 if tail == "GD" else int(tail) if tail.isdigit() else 99)


# ---------------------------------------------------------------- description and answer apart


def wording_key(row: RawRow) -> str:
    return row.provision if "." in row.provision or row.provision.startswith("D") else f"{row.provision}.GD"


def part_columns(
    rows: Sequence[RawRow], wording: Wording, gap: float, bands: Bands, heads: Mapping[int, tuple[float, float]]
) -> None:
    """Tell description and answer apart by the `heads` of their columns or, where there are none, by the column that
    separates them best, page by page.

    On a ruled page an answer belongs to every row that its cell spans.
    """
    pages: dict[int, list[tuple[RawRow, Segment]]] = {}
    for row in rows:
        for segment in row.segments:
            pages.setdefault(segment.line.page, []).append((row, segment))
    described = {page: _described_columns(placed, wording) for page, placed in pages.items()}
    for page, placed in sorted(pages.items()):
        first, split = _like_other_pages(described, page, placed, gap)
        headed = answers_from(heads[page], [s.x0 for _, s in placed], gap / 8) if page in heads else None
        if headed is not None and first == float("-inf"):
            split = headed
        answers = sorted({segment.x0 for _, segment in placed if not first <= segment.x0 < split})
        columns = _column_numbers(answers, gap)
        rightmost = max((segment.x1 for _, segment in placed), default=0.0)
        for row, segment in placed:
            if first <= segment.x0 < split and not _beside_label(row, segment, wording):
                row.described = True
                continue
            columns.setdefault(segment.x0, 0)
            wraps = segment.x1 >= rightmost - 6 * gap if gap > 1 else False
            piece = Piece(segment.text, segment.line.number, page, columns[segment.x0], wraps)
            for spanned in _spanned(row, segment, rows, bands):
                spanned.pieces.append(piece)


def _like_other_pages(
    described: Mapping[int, tuple[float, float]], page: int, placed: Sequence[tuple[RawRow, Segment]], gap: float
) -> tuple[float, float]:
    """The columns of the descriptions on a page; where chapters called like the aspects hide them, a near page's."""
    first, split = described[page]
    if split != float("inf") or first != float("-inf"):
        return first, split
    edges = {segment.x0 for _, segment in placed}
    for other in sorted(described, key=lambda number: abs(number - page)):
        start, end = described[other]
        same = [edge for edge in edges if abs(edge - end) <= gap / 4]
        if end != float("inf") and same:
            return start, min(same)
    return first, split


def _spanned(row: RawRow, segment: Segment, rows: Sequence[RawRow], bands: Bands) -> list[RawRow]:
    """The rows that the cell of `segment` spans; its own row where no rules tell."""
    page = segment.line.page
    if not bands.ruled(page):
        return [row]
    band = bands.of(segment)
    spanned = [other for other in rows if other.first.line.page == page and band.holds(middle(other.first))]
    headed = {f"{other.provision}.GD": other for other in spanned if "." not in other.provision}
    heads = [headed[other.provision] for other in spanned if other.provision in headed]
    edges = [bands.of(other.first) for other in spanned if other not in heads]
    if len(set(edges)) < len(edges):
        return [row]  # the rules part aspects, not rows
    for other in rows:
        other.ruled = other.ruled or other.first.line.page == page
    return spanned or [row]


def _beside_label(row: RawRow, segment: Segment, wording: Wording) -> bool:
    """Whether a row of the mandatory part is printed as label and answer, in the columns of label and description."""
    beside = all(s.line.number == row.first.line.number and s.x0 == segment.x0 > row.first.x0 for s in row.segments)
    short = all(width(s.text) <= _SHORT for s in row.segments)
    return row.provision.startswith("MDR") and beside and (short or wording.share(segment.folded, row.provision) < 0.3)


def _described_columns(placed: Sequence[tuple[RawRow, Segment]], wording: Wording) -> tuple[float, float]:
    """From where to where across the page the descriptions stand; the answers stand on the other side, mostly right."""
    split = _best_split(placed, wording)
    if split != float("inf"):
        return float("-inf"), split
    weighed = [
        (s.x0, (wording.share(s.folded, wording_key(r)) - 0.5) * 2 * len(squash(s.text))) for r, s in placed if s.placed
    ]
    whole = sum(abs(weight) for _, weight in weighed)
    edges = sorted({x0 for x0, _ in weighed})
    for edge in edges[1:]:
        left = [weight for x0, weight in weighed if x0 < edge]
        if sum(left) < -0.1 * whole and all(weight <= 0 for weight in left):
            return edge, split  # the answers stand between code and description
    named = [r for r, s in placed if "." not in r.provision and wording.is_part_of_name(s.folded, r.provision)]
    if len(edges) > 1 and len(named) >= 0.6 * len(placed):
        return float("-inf"), edges[1]  # chapters that are called like the aspects
    return float("-inf"), split


def _best_split(placed: Sequence[tuple[RawRow, Segment]], wording: Wording) -> float:
    weighed = []
    for row, segment in placed:
        covered = wording.share(segment.folded, wording_key(row))
        size = len(squash(segment.text))
        weighed.append((segment.x0, (covered - 0.5) * 2 * size))
    candidates = [*sorted({x0 for x0, _ in weighed}), float("inf")]
    return max(candidates, key=lambda x: sum(w if x0 < x else -w for x0, w in weighed))


def _column_numbers(edges: Sequence[float], gap: float) -> dict[float, int]:
    numbers: dict[float, int] = {}
    column, previous = 0, None
    for edge in edges:
        if previous is not None and edge - previous > gap:
            column += 1
        numbers[edge] = column
        previous = edge
    return numbers
