"""The index region as a run of segments: pieces of text that stand in one column of one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpicheck.index.codes import BARE_LABEL_END, KPI_LABEL, KPI_START, code_at_start
from kpicheck.language.fold import fold
from kpicheck.model import Line

_LABEL_ONLY = re.compile(rf"^\s*{KPI_LABEL}\s*[::：]?\s*$")
_INNER_LABEL = re.compile(rf"(?<=\S)\s+(?={KPI_LABEL}\s*[::：]?\s*[ab]\s?[1-8]\s?[.．]\s?[1-6])")
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
    return list(_join_labels(raw))


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
    start = 0
    for cut in [*cuts, len(segment.folded)]:
        piece = segment.cut(start, cut)
        stripped = piece.text.strip()
        if stripped:
            yield Segment(stripped, fold(stripped), piece.line, piece.x0, piece.x1)
        start = cut


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
