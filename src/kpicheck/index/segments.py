"""The index region as a run of segments: pieces of text that stand in one column of one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kpicheck.index.codes import ASPECT_LABEL, BARE_LABEL_END, GENERAL, KPI_LABEL, KPI_START, code_at_start
from kpicheck.language.fold import fold
from kpicheck.model import Line

_LABEL_ONLY = re.compile(rf"^\s*{KPI_LABEL}\s*[::：]?\s*$")
_GENERAL_CUT = re.compile(rf"^\s*(?:{ASPECT_LABEL}\s*)?(?:[ab]\s?[1-8]\s?[.:：\-]?\s*)?(?:general|一般)\s*$")
_DISCLOSURE_CUT = re.compile(r"^\s*(?:disclosures?\b|披露)[\s:：]*")
_INNER_LABEL = re.compile(rf"(?<=\S)\s+(?={KPI_LABEL}\s*[::：]?\s*[ab]\s?[1-8]\s?[.．]\s?[1-6])")
# An aspect in a column of its own, on the line of its first row: 'A1 Emissions General disclosure …'.
_ASPECT_BEFORE = re.compile(
    rf"^(?:{ASPECT_LABEL}\s*)?([ab])\s?([1-8])\s?[:：.、\-]?\s+[^\d]{{2,45}}?\s(?={GENERAL}|(?:{KPI_LABEL}\s*)?\1\s?\2\s?[.．]\s?[1-6])"
)
_INNER_CODE = re.compile(r"(?<=[。.])\s*(?=[ab][1-8]\.[1-6]\s*[:：])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an index line. `x0` is -1 where the columns are not known; `new_line` starts a line."""

    text: str
    folded: str
    line: Line
    x0: float = -1.0
    x1: float = -1.0

    @property
    def placed(self) -> bool:
        return self.x0 >= 0

    def cut(self, start: int, end: int | None = None) -> Segment:
        return Segment(self.text[start:end], self.folded[start:end], self.line, self.x0, self.x1)


def segments(lines: Iterable[Line]) -> list[Segment]:
    """The segments of `lines` in reading order, without furniture, blank lines and labels that stand alone."""
    raw = [piece for line in lines if not line.furniture for piece in _of_line(line)]
    return list(_join_labels(_join_general(raw)))


def _of_line(line: Line) -> Iterator[Segment]:
    if len(line.cells) > 1:
        for cell in line.cells:
            if cell.text.strip():
                yield from _split(_segment(cell.text, line, cell.x0, cell.x1))
    elif line.text.strip():
        cell_x = (line.cells[0].x0, line.cells[0].x1) if line.cells else (-1.0, -1.0)
        yield from _split(_segment(line.text, line, *cell_x))


def _segment(text: str, line: Line, x0: float, x1: float) -> Segment:
    stripped = text.strip()
    return Segment(stripped, fold(stripped), line, x0, x1)


def _split(segment: Segment) -> Iterator[Segment]:
    """Cut a segment where a further row begins inside it."""
    cuts = sorted({m.start() for p in (_INNER_LABEL, _INNER_CODE) for m in p.finditer(segment.folded)})
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
