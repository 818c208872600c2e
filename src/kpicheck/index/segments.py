"""The index region as a run of segments: pieces of text that stand in one column of one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kpicheck.index.codes import (
    ASPECT_LABEL,
    BARE_LABEL_END,
    GENERAL,
    KPI_LABEL,
    KPI_START,
    Code,
    code_at_start,
    kpi_at_start,
)
from kpicheck.index.halves import in_halves
from kpicheck.index.layout import placed_by_gaps
from kpicheck.language.fold import fold
from kpicheck.model import Cell, Line

COLUMN = 12.0  # points in which the codes of one column begin
FEWEST_CODES = 3  # codes of KPIs that a column of codes has on a page
_LABEL_ONLY = re.compile(rf"^\s*{KPI_LABEL}\s*[::：]?\s*$")
_GENERAL_CUT = re.compile(rf"^\s*(?:{ASPECT_LABEL}\s*)?(?:[ab]\s?[1-8]\s?[.:：\-]?\s*)?(?:general|一般)\s*$")
_GENERAL_AND = re.compile(r"^\s*(?:general|一般)\s+(?!disclosure|披露)(?=\S)")
_DISCLOSURE_CUT = re.compile(r"^\s*(?:disclosures?\b|披露)[\s:：]*")
_LABELLED = re.compile(rf"^\s*{KPI_LABEL}\s*[::：]?\s+(?=\S)(?![ab]\s?[1-8]\s?[.．]\s?[1-6])")
_BARE_CODE = re.compile(r"^[((]?[ab]\s?[1-8]\s?[.．]\s?[1-6](?!\d)[)）]?(?:\s|$)")
_INNER_LABEL = re.compile(
    rf"(?<=\S)(?<!and)(?<![&,，、及和与])\s+(?={KPI_LABEL}\s*[::：]?\s*[ab]\s?[1-8]\s?[.．]\s?[1-6])"
)
# An aspect in a column of its own, on the line of its first row: 'A1 Emissions General disclosure …'.
_ASPECT_BEFORE = re.compile(
    rf"^(?:{ASPECT_LABEL}\s*)?([ab])\s?([1-8])\s?[:：.、\-]?\s+[^\d]{{2,45}}?\s(?={GENERAL}|(?:{KPI_LABEL}\s*)?\1\s?\2\s?[.．]\s?[1-6])"
)
_INNER_ASPECT = re.compile(rf"(?<=[^\W\d])\s+[-–—]\s+(?={ASPECT_LABEL}\s*[ab]\s?[1-8]\s*[:：])")
_BULLET = re.compile(r"^(?:[•●■◆▪·‧∙○➢►▶\uf06c\uf0a7\uf0b7]|[-–—](?=\s+[^\W\d]))\s*(?=\w)")
_INNER_CODE = re.compile(r"(?<=[。.])\s*(?=[ab][1-8]\.[1-6]\s*[:：])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an index line. `x0` is -1 where the columns are not known; `coded` is False in a column of answers,
    where 'A3. The environment' names a section and opens no row."""

    text: str
    folded: str
    line: Line
    x0: float = -1.0
    x1: float = -1.0
    coded: bool = True

    @property
    def placed(self) -> bool:
        return self.x0 >= 0

    def cut(self, start: int, end: int | None = None) -> Segment:
        return Segment(self.text[start:end], self.folded[start:end], self.line, self.x0, self.x1, self.coded)


def code_of(segment: Segment) -> Code | None:
    """The code of any kind with which `segment` begins, where one may stand."""
    return code_at_start(segment.folded) if segment.coded else None


def without_answer_codes(parts: Sequence[Segment]) -> list[Segment]:
    """`parts` in which codes right of the columns that hold the codes of the rows count no more."""
    columns: Counter[tuple[int, int]] = Counter()
    for part in parts:
        if part.placed and kpi_at_start(part.folded):
            columns[part.line.page, round(part.x0 / COLUMN)] += 1
    usual = {column for column, count in columns.items() if count >= FEWEST_CODES}
    leftmost = {page: min(x for other, x in usual if other == page) for page, _ in usual}
    return [
        replace(part, coded=False) if _answers_with_code(part, usual, leftmost) else part for part in parts
    ]  # fmt: skip


def _answers_with_code(part: Segment, usual: set[tuple[int, int]], leftmost: Mapping[int, int]) -> bool:
    page, column = part.line.page, round(part.x0 / COLUMN)
    if not part.placed or column <= leftmost.get(page, column) + 1 or (page, column) in usual:
        return False
    code = code_at_start(part.folded)
    return code is not None and code.kind != "general"


def segments(lines: Iterable[Line]) -> list[Segment]:
    """The segments of `lines` in reading order, without furniture, blank lines and labels that stand alone."""
    printed = list(placed_by_gaps(in_halves(line for line in lines if not line.furniture)))
    raw = [piece for line in _in_columns(printed) for piece in _of_line(line)]
    return list(_join_labels(_join_general(_raise_codes(raw))))


def _in_columns(lines: Sequence[Line]) -> Iterator[Line]:
    """`lines` with the cells of tab-separated rows in their columns where a line break inside a cell cut the row.

    What follows an unfinished row goes on with its last cell.
    """
    counts = Counter(len(line.cells) for line in lines if "\t" in line.text and kpi_at_start(fold(line.text)))
    if not counts:
        yield from lines
        return
    whole = counts.most_common(1)[0][0]
    last = -1  # the column in which an unfinished row was cut; -1 where no row is open
    for line in lines:
        tabbed = "\t" in line.text
        opens = code_at_start(fold(line.text)) is not None
        if last >= 0 and line.text.strip() and not opens and last + max(len(line.cells), 1) <= whole:
            cells = line.cells or (Cell(line.text.strip(), 0.0, 1.0),)
            line = replace(line, cells=tuple(replace(c, x0=c.x0 + last, x1=c.x1 + last) for c in cells))
        elif not (tabbed and opens):
            last = -1
        if line.cells and (last >= 0 or (tabbed and opens)):
            last = int(line.cells[-1].x0)
            last = last if last + 1 < whole else -1
        yield line


def _of_line(line: Line) -> Iterator[Segment]:
    if len(line.cells) > 1:
        for position, cell in enumerate(line.cells):
            # A code and its label may stand one below the other in the first cell.
            for text in cell.lines if position and cell.lines else (cell.text,):
                if text.strip():
                    yield from _split(_segment(text, line, cell.x0, cell.x1))
    elif line.text.strip():
        cell_x = (line.cells[0].x0, line.cells[0].x1) if line.cells else (-1.0, -1.0)
        yield from _split(_segment(line.text, line, *cell_x))


def _segment(text: str, line: Line, x0: float, x1: float) -> Segment:
    stripped = _BULLET.sub("", text.strip())
    return Segment(stripped, fold(stripped), line, x0, x1)


def _split(segment: Segment) -> Iterator[Segment]:
    """Cut a segment where a further row begins inside it."""
    cuts = sorted({m.start() for p in (_INNER_LABEL, _INNER_CODE) for m in p.finditer(segment.folded)})
    cuts += [m.end() for m in _INNER_ASPECT.finditer(segment.folded)]
    before = _ASPECT_BEFORE.match(segment.folded)
    if before:
        cuts = sorted({*cuts, before.end()})
    start = 0
    for cut in [*cuts, len(segment.folded)]:
        piece = segment.cut(start, cut)
        stripped = piece.text.strip()
        if stripped:
            yield Segment(stripped, fold(stripped), piece.line, piece.x0, piece.x1)
        start = cut


def _raise_codes(raw: list[Segment]) -> list[Segment]:
    """Put a code that a narrow column wrapped below its label in front of the line on which the label stands.

    'KPI The types of emissions and   Air Emissions' above 'A1.1 emissions data.' is the row of A1.1.
    """
    raised = list(raw)
    for position, (label, below) in enumerate(pairwise(raw)):
        if label.line.number == below.line.number or code_at_start(raised[position].folded):
            continue
        opened, code = _LABELLED.match(label.folded), _BARE_CODE.match(below.folded)
        general, disclosure = _GENERAL_AND.match(label.folded), _DISCLOSURE_CUT.match(below.folded)
        if opened and code:
            text = f"{below.text[: code.end()].strip()} {label.text[opened.end() :].strip()}".strip()
        elif general and disclosure:
            code, cut = disclosure, general.end()
            text = f"{label.text[:cut].strip()} {below.text[: code.end()].strip()} {label.text[cut:].strip()}"
        else:
            continue
        rest = below.text[code.end() :].strip()
        raised[position] = replace(label, text=text, folded=fold(text))
        raised[position + 1] = replace(below, text=rest, folded=fold(rest))
    return [segment for segment in raised if segment.text]


def _join_general(raw: list[Segment]) -> list[Segment]:
    """'General' and 'Disclosure' in a narrow column, put together again."""
    joined = list(raw)
    for position, segment in enumerate(raw):
        if not _GENERAL_CUT.match(segment.folded):
            continue
        near = range(position + 1, min(len(raw), position + (9 if segment.placed else 2)))
        rest = next((n for n in near if _below(segment, raw[n]) and _DISCLOSURE_CUT.match(raw[n].folded)), None)
        if rest is None or not joined[rest].text:
            continue
        label = _DISCLOSURE_CUT.match(raw[rest].folded)
        end = label.end() if label else 0
        text = f"{segment.text} {raw[rest].text[:end].strip()}"
        joined[position] = replace(segment, text=text, folded=fold(text))
        left = raw[rest].text[end:].strip()
        joined[rest] = replace(raw[rest], text=left, folded=fold(left))
    return [segment for segment in joined if segment.text]


def _below(upper: Segment, lower: Segment) -> bool:
    return abs(upper.x0 - lower.x0) < 4 and upper.line.number < lower.line.number


def _join_labels(raw: list[Segment]) -> Iterator[Segment]:
    """Drop 'KPI' labels that stand alone or are glued to the end of what comes before the code."""
    for position, segment in enumerate(raw):
        following = raw[position + 1] if position + 1 < len(raw) else None
        if _LABEL_ONLY.match(segment.folded):
            continue
        label = BARE_LABEL_END.search(segment.folded)
        if label and label.start() > 0 and following and KPI_START.match(following.folded):
            code = code_at_start(segment.folded)
            if not (code and code.kind == "kpi" and code.end >= label.end()):
                kept = segment.text[: label.start()].strip()
                yield Segment(kept, fold(kept), segment.line, segment.x0, segment.x1)
                continue
        yield segment
