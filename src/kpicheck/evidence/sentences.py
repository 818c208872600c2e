"""The body of a report as sentences and table rows.

Extraction breaks sentences over lines (with blank lines between in some texts) and leaves table rows one to a
line. A sentence keeps the way back to the lines it came from; a row keeps the headers that stand above it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kpicheck.evidence.headers import join_headers, name_scopes
from kpicheck.evidence.listings import is_listing, topics_below, without_lists
from kpicheck.evidence.stacked import unstack
from kpicheck.evidence.wrapped import join_wrapped
from kpicheck.language.fold import close_up, fold, width
from kpicheck.language.numbers import figures, nil_cells
from kpicheck.model import Line, Report

LONGEST = 420  # characters without a stop; beyond that a paragraph lost its stops
OVERLEAF = 12  # line numbers between the lines of a sentence that goes on over the page
LINES = 14  # lines in which the last stop is looked for
PROSE_PARTS = 400  # columns of running text after which what heads it no longer heads the rows of the next part
_LAST_STOP = re.compile(r"[。！？；]|[.!?;]\s")
_TERMINAL = re.compile(r"[。！？!?；;:：]['\"」』”)）]?$|[.]['\"”)]?$")
_STOP = re.compile(r"(?<=[。！？；])(?=[^」』”)）])|(?<=[.!?])\s+(?=[A-Z\"“(•])")
_BULLET = re.compile(r"^\s*(?:[•●■◆▪·\-–—>*]|\(?[a-z\divx]{1,4}[).]|[((]?[一二三四五六七八九十]{1,2}[)）、])\s*\S")
_NEXT_SENTENCE = re.compile(r"[a-z]{2}[.;] [A-Za-z]")
_FIGURE_IN_PROSE = re.compile(r"\d[\d,.]*\s[a-z][a-z/ ]+, [a-z]+ing ")
_WIDE_GAP = re.compile(r"\s{3,}")
_GOES_ON = re.compile(r"[a-z][^.]*, of which\b")
_FINITE = re.compile(r"\b(?:was|were|has been|have been|amounted to|came to)\b")
_PROSE_WORDS = 12  # words of a line of prose with a verb
_CLAUSE_AFTER = re.compile(r"，[\u4e00-\u9fff]{2}")
_DIGIT = re.compile(r"\d")
# A full-width digit glued to a label marks a footnote ('用水量１  9,120'); the figures stand in plain digits.
_FOOTNOTE = re.compile(r"(?<=[\u4e00-\u9fff)）%])[１-９](?=\s|$)")
_COMMA_WORDS = 6  # words of a row's label that holds a comma: 'Electricity, of which 28,614 28,450'
_LABELLED = 90  # columns of a row whose cells are all dashes
_SHORT_LATIN = 34
_FULL = 1.6  # a line this many times wider than the one above is the first of a paragraph below its heading
_SHORT = 24  # columns: shorter lines are labels and headings, not the first half of a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or table row. `starts` pairs offsets in `folded` with line numbers; `context` are the numbers of
    the sentences that head a table row; `heading` is the nearest heading above. `listing` marks material topics or
    channels of communication one after the other."""

    number: int
    text: str
    folded: str
    page: int
    starts: tuple[tuple[int, int], ...]
    row: bool = False
    context: tuple[int, ...] = ()
    heading: str = ""
    listing: bool = False

    @property
    def line(self) -> int:
        return self.starts[0][1]

    @property
    def last_line(self) -> int:
        return self.starts[-1][1]

    def line_at(self, offset: int) -> int:
        """The line on which the character at `offset` stands."""
        return self.starts[max(0, bisect_right([start for start, _ in self.starts], offset) - 1)][1]


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines that read on from one another."""

    lines: tuple[Line, ...]
    row: bool
    label: bool


def body_sentences(
    report: Report, outside: Sequence[range] = (), units: frozenset[str] = frozenset()
) -> list[Sentence]:
    """The sentences of the readable body in reading order, without the line ranges `outside`; `units` are the
    folded spellings by which the stacked cells of a table are told."""
    gone = _lines_in(report, outside)
    lines = without_lists(
        line for page in report.pages if page.readable for line in page.lines
        if (line.page, line.number) not in gone and not line.furniture and line.text.strip()
    )  # fmt: skip
    sentences: list[Sentence] = []
    headers: list[int] = []
    heading, prose = "", 0
    for run in _runs(unstack(name_scopes(join_headers(join_wrapped(lines))), units)):
        if run.label and not run.row:
            above = [h for h in headers if len(sentences) - h <= 30][-5:] if prose <= PROSE_PARTS else []
            headers, prose = [*above, len(sentences)], 0
            heading = run.lines[0].text.strip() if run.lines[0].heading else heading
        prose += 0 if run.row or run.label else sum(width(line.text) for line in run.lines)
        context = tuple(headers) if run.row else ()
        sentences.extend(_cut(run, len(sentences), context, heading))
    listed = topics_below((sentence.page, sentence.folded) for sentence in sentences)
    return [replace(s, listing=True) if in_table else s for s, in_table in zip(sentences, listed, strict=True)]


def _lines_in(report: Report, outside: Sequence[range]) -> set[tuple[int, int]]:
    """The pages and numbers of the lines in `outside`. Where a page ends inside a line, its number stands on two
    pages: a range that starts there starts on the later one."""
    inside = {number for span in outside for number in span}
    pages: dict[int, list[int]] = {number: [] for number in inside}
    for line in report.lines():
        if line.number in inside:
            pages[line.number].append(line.page)
    starts = {span.start for span in outside if len(span) > 1}
    return {
        (page, number) for number, on in pages.items() for page in (on[-1:] if number in starts else on)
    }  # fmt: skip


def _runs(lines: Iterable[Line]) -> Iterable[_Run]:
    current: list[Line] = []
    was_row = False
    for line in lines:
        row = is_row(line)
        if current and (row or was_row or not _reads_on(current, line)):
            yield _finish(current, was_row)
            current = []
        current.append(line)
        was_row = row
    if current:
        yield _finish(current, was_row)


def _reads_on(current: Sequence[Line], line: Line) -> bool:
    last = current[-1]
    text, following = last.text.strip(), line.text.strip()
    if _TERMINAL.search(text) or last.heading or line.heading:
        return False
    overleaf = line.page == last.page + 1 and following[:1].islower() and line.number - last.number <= OVERLEAF
    if (
        (line.number - last.number > 3 and not overleaf)
        or line.page - last.page > 1
        or _is_header_row(last)
        or _is_header_row(line)
    ):
        return False
    if len(_LAST_STOP.split(" ".join(piece.text for piece in current[-LINES:]))[-1]) > LONGEST:
        return False
    if _BULLET.match(following):
        return False
    if following[:1].islower() or text.endswith((",", "，", "、", "-")):
        return True
    if len(current) == 1 and _stands_alone(text, following):
        return False
    return width(text) >= (_SHORT_LATIN if text.isascii() else _SHORT)


def _stands_alone(text: str, following: str) -> bool:
    """A heading that extraction did not mark: in capitals, or much shorter than the paragraph that starts below."""
    if text.isupper() and not following.isupper() and " " in text:
        return True
    return following[:1].isupper() and width(following) >= _FULL * width(text)


def _is_header_row(line: Line) -> bool:
    """Several short cells side by side: the head of a table, no part of a paragraph."""
    cells = _cells(line)
    return len(cells) > 2 or (len(cells) == 2 and all(4 < len(cell) < 40 for cell in cells))


def _cells(line: Line) -> list[str]:
    """The texts of a line's cells; in text that keeps its layout wide gaps part them."""
    return [cell.text.strip() for cell in line.cells] if len(line.cells) > 1 else _WIDE_GAP.split(line.text.strip())


def is_row(line: Line) -> bool:
    """A table row: cells, or a label with figures and no sentence around them."""
    if len(line.cells) > 1 and any(
        figures(fold(cell.text)) or fold(cell.text.strip()) in ("-", "/", "0", "nil", "无", "零")
        for cell in line.cells[1:]
    ):
        return True
    text = line.text.strip()
    if nil_cells(fold(text)) and width(text) <= _LABELLED:
        return True
    if ((text[:1].islower() or text[:1] == "(") and text.endswith((".", ";", ","))) or text.endswith(("：", ":")):
        return False  # the last line of a paragraph, or the lead of a list
    if _GOES_ON.match(text):
        return False
    if not _DIGIT.search(text) or "。" in text or "；" in text or _NEXT_SENTENCE.search(text) or width(text) > 130:
        return False
    folded = fold(_FOOTNOTE.sub(" ", text))
    if _FIGURE_IN_PROSE.match(folded):
        return False
    found = figures(folded)
    if not found:
        return False
    if _CLAUSE_AFTER.search(folded, found[-1].end):
        return False  # a clause begins behind the last figure: the line of a paragraph
    if _FINITE.search(folded) and len(folded.split()) >= _PROSE_WORDS:
        return False
    # What is left beside figures and units must be a label, not prose.
    words = len(re.findall(r"[a-z]+", folded[: found[0].start]))
    hanzi = len(re.findall(r"[\u4e00-\u9fff]", folded))
    at_end = len(folded) - found[-1].end <= 12
    commas = "，" in text or ", " in text
    if "，" in text and any("，" in folded[one.end : other.start] for one, other in pairwise(found)):
        return False  # figures of several clauses
    return at_end and hanzi <= 32 and words <= (_COMMA_WORDS if commas else 12) and (not commas or len(found) > 1)


def _finish(lines: Sequence[Line], row: bool) -> _Run:
    text = "".join(line.text.strip() for line in lines)
    if len(lines) == 1 and len(_cells(lines[0])) > 1 and not row:
        return _Run(tuple(lines), False, True)  # a header row of a table
    ended = bool(_TERMINAL.search(text)) or "，" in text or ", " in text
    label = bool(lines[0].heading) or (width(text) <= (60 if len(lines) == 1 else 90) and not ended and not row)
    return _Run(tuple(lines), row, label)


def _cut(run: _Run, number: int, context: tuple[int, ...], heading: str) -> Iterable[Sentence]:
    """Join the lines of a run and cut it at its stops."""
    text, starts = "", []
    for line in run.lines:
        # Cells stay apart: closing them up would glue a label to the next one.
        cells = _cells(line)
        piece = " ".join(close_up(cell) for cell in cells) if len(line.cells) < 2 else " ".join(cells)
        if text and text[-1].isascii() and piece[:1].isascii() and not text.endswith("-"):
            text += " "
        starts.append((len(text), line.number))
        text += piece
    page = run.lines[0].page
    begin = 0
    for end in [*(m.start() for m in _STOP.finditer(text)), len(text)]:
        piece = text[begin:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            own = _starts_within(starts, begin + lead, end)
            stripped = piece.strip()
            folded = fold(_FOOTNOTE.sub(" ", stripped))
            yield Sentence(number, stripped, folded, page, own, run.row, context, heading, is_listing(folded))
            number += 1
        begin = end


def _starts_within(starts: Sequence[tuple[int, int]], begin: int, end: int) -> tuple[tuple[int, int], ...]:
    before = [line for start, line in starts if start <= begin]
    inside = [(start - begin, line) for start, line in starts if begin < start < end]
    return ((0, before[-1] if before else starts[0][1]), *inside)
