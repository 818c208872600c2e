"""The text runs of one page: what PDFium's text objects say, where they stand, how big and how bold."""

from __future__ import annotations

import ctypes
import math
import re
from ctypes import byref, c_double, c_float, c_uint
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kpicheck.readers.pdf_raw import Calls, calls

_MANY_SPANS = 400
MAX_CHARS = 200_000
"""Characters of one page that are looked at; more is no page of a report."""

_WEIGHTS = (
    (re.compile(r"semi-?b|demi", re.IGNORECASE), 600),
    (re.compile(r"bold|black|heavy|[-,](?:bd|w[6-9]|blk|hv)|粗", re.IGNORECASE), 700),
    (re.compile(r"medium|[-,](?:md|w5)", re.IGNORECASE), 500),
    (re.compile(r"light|thin|[-,](?:lt|w[1-3])", re.IGNORECASE), 300),
)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# A bullet, a number or a code before a tab.
_LABEL = re.compile(r"(?:[^\w\s]|[(（]?\w{1,3}[.)）:：]?|(?:[A-Z]\w*\s)?[A-Z]?\d{1,2}(?:\.\d+)*[.)）:：]?)[ \u3000]+")
_SPACES = re.compile(r"[ \u2002-\u200a\u3000]+")
_LETTER_SPACED = re.compile(r"(?:[^\W\d_] +){4,}[^\W\d_]")
_FIGURE = re.compile(r"[-–—+(]?[$€£¥]?[\d,.]*\d[%)]{0,2}|[-–—]")


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


class Style(NamedTuple):
    """A font's name without the subset's prefix, its weight (400 is regular, 700 bold), and the colour of the text."""

    name: str
    weight: int
    colour: int = 0
    """Red, green and blue, eight bits each."""


@dataclass(slots=True)
class Run:
    """One stretch of text of one font and baseline, in points from the page's top left corner.

    `angle` is the direction of the text in degrees, clockwise, as the page is displayed; coordinates of a run
    that is turned are those of the page turned back, so that its own text is level.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    style: Style
    angle: int = 0
    space_before: bool = False
    space_after: bool = False
    joined: bool = False
    """PDFium sees a word space between this run and the next one of the file."""
    hidden: bool = False


@dataclass(slots=True, frozen=True)
class Frame:
    """How user space maps to the page as displayed: its crop box and its rotation in quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Points from the displayed page's top left corner."""
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


def page_frame(page: int) -> Frame:
    """The frame of a loaded page."""
    pdfium = calls()
    box = (c_float * 4)()
    pdfium.page_box(page, box)
    left, top, right, bottom = box
    return Frame(left, bottom, right, top, pdfium.rotation(page) % 4)


def turn(x: float, y: float, angle: int, width: float, height: float) -> tuple[float, float]:
    """The point where the page has been turned so that text running at `angle` (0, 90, 180, 270) is level."""
    if angle == 90:
        return y, width - x
    if angle == 180:
        return width - x, height - y
    if angle == 270:
        return height - y, x
    return x, y


def _goes_on(run: Run, after: Run) -> bool:
    """Whether `after` followed `run` without a gap, and is now part of it: some files draw glyph by glyph."""
    if run.style is not after.style or run.size != after.size or run.space_after or after.space_before or run.joined:
        return False
    gap = after.x0 - run.x1
    if not -0.05 * run.size < gap < 0.1 * run.size or abs(run.base - after.base) > 0.01 * run.size:
        return False
    if run.angle != after.angle or run.hidden != after.hidden:
        return False
    run.text += after.text
    run.x1, run.space_after, run.joined = after.x1, after.space_after, after.joined
    return True


class RunReader:
    """Reads the runs of one page; holds the buffers that the C calls write into."""

    def __init__(self, text_page: int, frame: Frame, *, right_to_left: bool = False) -> None:
        self.pdfium: Calls = calls()
        self.page = text_page
        self.frame = frame
        self.right_to_left = right_to_left
        self.upright = frame.quarter == 0
        self.width, self.height = frame.width, frame.height
        self.box = (c_float * 4)()
        self.matrix = (c_float * 6)()
        self.x, self.y = c_double(), c_double()
        self.x_reference, self.y_reference = byref(self.x), byref(self.y)
        self.colour = tuple(c_uint() for _ in range(4))
        self.colour_references = tuple(byref(part) for part in self.colour)
        self.styles: dict[tuple[int | None, bool, int], Style] = {}
        self.breadths: dict[Style, float] = {}
        self.text = ""

    def runs(self) -> list[Run]:
        """All runs in the order of the file, the hidden ones too."""
        self.text = self._page_text()
        found: list[Run] = []
        spans = self._spans(len(self.text))
        if len(spans) > _MANY_SPANS:
            spans = self._glued(spans)
        for text_object, start, end in spans:
            for run in self._read(text_object, start, end):
                if not (found and _goes_on(found[-1], run)):
                    found.append(run)
        return found

    def _page_text(self) -> str:
        count = min(self.pdfium.count_chars(self.page), MAX_CHARS)
        if count <= 0:
            return ""
        buffer = ctypes.create_string_buffer(4 * (count + 1))
        got = self.pdfium.get_text(self.page, 0, count, buffer)
        text = buffer.raw[: 2 * max(got - 1, 0)].decode("utf-16-le", "replace")
        if len(text) != count:  # characters beyond the basic plane, or ones that PDFium leaves out of its text
            text = "".join(_character(self.pdfium.unicode(self.page, at)) for at in range(count))
        # PDFium's mark of a hyphen at a line end is 2 or U+FFFE.
        return text.replace("\x02", "\ufffe").replace("\0", " ").replace("\xa0", " ")

    def _spans(self, count: int) -> list[tuple[int, int, int]]:
        """(text object, first, end) of the stretches of characters that one text object drew.

        Probes at growing distances instead of asking for each character; generated characters have no object.
        """
        owner, page = self.pdfium.text_object, self.page
        spans: list[tuple[int, int, int]] = []
        at = 0
        while at < count:
            mine = owner(page, at)
            if mine is None:
                at += 1
                continue
            low, high, step = at, count, 8
            while low + step < count:
                probe = low + step
                other = owner(page, probe)
                while other is None and probe < count - 1:
                    probe += 1
                    other = owner(page, probe)
                if other != mine:
                    high = probe
                    break
                low, step = probe, min(step * 2, 64)
            while high - low > 1:
                middle = (low + high) // 2
                probe = middle
                other = owner(page, probe)
                while other is None and probe > low:
                    probe -= 1
                    other = owner(page, probe)
                if other == mine:
                    low = middle
                else:
                    high = probe
            spans.append((mine, at, low + 1))
            at = low + 1
        return spans

    def _glued(self, spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """The spans with those of one or two characters added to the one before, where PDFium sees no gap.

        A page drawn glyph by glyph has thousands, and this asks three things of each instead of eight.
        """
        pdfium, page, glued = self.pdfium, self.page, [spans[0]]
        known: tuple[int | None, float, float] | None = None
        for text_object, start, end in spans:
            pdfium.origin(page, start, self.x_reference, self.y_reference)
            this = pdfium.font(text_object), pdfium.font_size(page, start), round(self.y.value, 1)
            first, last = glued[-1][1], glued[-1][2]
            if this == known and start == last and end - start <= 2:
                glued[-1] = glued[-1][0], first, end
            elif start >= last:
                glued.append((text_object, start, end))
            known = this
        return glued

    def _read(self, text_object: int, start: int, end: int) -> list[Run]:
        raw = self.text[start:end]
        stripped = raw.strip()
        if not stripped:
            return []
        first = start + len(raw) - len(raw.lstrip())
        last = first + len(stripped) - 1
        self.pdfium.char_matrix(self.page, first, self.matrix)
        a, b, c, d = self.matrix[0], self.matrix[1], self.matrix[2], self.matrix[3]
        size = self.pdfium.font_size(self.page, first) * math.hypot(c, d)
        angle = 0 if b == 0 and a > 0 and self.upright else self._angle(a, b)
        mode = self.pdfium.render_mode(text_object)
        style = self._style(text_object, mode)
        x0, x1 = self._extent(first, last, angle)
        model = Run("", x0, x1, self._base(first, angle), size, style, angle, hidden=mode in (3, 7) or size < 1)
        pieces = self._pieces(first, last, model)
        runs = [self._run(model, first, last)] if len(pieces) == 1 else [self._part(model, *ends) for ends in pieces]
        runs[0].space_before = first > start
        runs[-1].space_after = last + 1 < end
        runs[-1].joined = self.text[last + 1 : last + 2] == " "
        return runs

    def _part(self, model: Run, first: int, last: int) -> Run:
        x0, x1 = self._extent(first, last, model.angle)
        return self._run(replace(model, x0=x0, x1=x1), first, last)

    def _run(self, run: Run, first: int, last: int) -> Run:
        """`run` given its text; outside the page it is hidden."""
        run.text = self._in_order(first, last, run.angle) if self.right_to_left else self.text[first : last + 1]
        if run.angle == 0:
            off_side = run.x1 <= 0 or run.x0 >= self.width
            run.hidden = run.hidden or off_side or run.base <= 0 or run.base - run.size >= self.height
        return run

    def _extent(self, first: int, last: int, angle: int) -> tuple[float, float]:
        """Left and right edge, with the page turned so that the text is level."""
        left0, right0 = self._edges(first, angle)
        if first == last:
            return left0, right0
        left1, right1 = self._edges(last, angle)
        return (left0, right1) if left0 <= left1 else (left1, right0)

    def _base(self, at: int, angle: int) -> float:
        self.pdfium.origin(self.page, at, self.x_reference, self.y_reference)
        if angle == 0 and self.upright:
            return self.frame.top - self.y.value
        return self._turned(self.x.value, self.y.value, angle)[1]

    def _edges(self, at: int, angle: int) -> tuple[float, float]:
        box = self.box
        self.pdfium.loose_box(self.page, at, box)
        if angle == 0 and self.upright:
            return box[0] - self.frame.left, box[2] - self.frame.left
        left, top, right, bottom = box
        one, _ = self._turned(left, bottom, angle)
        two, _ = self._turned(right, top, angle)
        return (one, two) if one <= two else (two, one)

    def _turned(self, x: float, y: float, angle: int) -> tuple[float, float]:
        placed_x, placed_y = self.frame.place(x, y)
        return turn(placed_x, placed_y, angle, self.width, self.height)

    def _angle(self, a: float, b: float) -> int:
        """Direction of the text on the displayed page in whole degrees clockwise, snapped to quarter turns."""
        degrees = round(-math.degrees(math.atan2(b, a)) + 90 * self.frame.quarter) % 360
        for quarter in (0, 90, 180, 270, 360):
            if abs(degrees - quarter) <= 3:
                return quarter % 360
        return degrees

    def _style(self, text_object: int, mode: int) -> Style:
        font = self.pdfium.font(text_object)
        self.pdfium.fill_colour(text_object, *self.colour_references)
        red, green, blue = self.colour[0].value, self.colour[1].value, self.colour[2].value
        # Filled and stroked is how word processors fake a bold Chinese font.
        key = font, mode == 2, red << 16 | green << 8 | blue
        if key not in self.styles:
            name, weight = self._font(font)
            self.styles[key] = Style(name, 700 if mode == 2 else weight, key[2])
        return self.styles[key]

    def _font(self, font: int | None) -> tuple[str, int]:
        buffer = ctypes.create_string_buffer(128)
        self.pdfium.font_name(font, buffer, 128)
        name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
        weight = next((weight for pattern, weight in _WEIGHTS if pattern.search(name)), 0)
        return name, weight or min(max(self.pdfium.font_weight(font), 400), 900)

    def _pieces(self, first: int, last: int, model: Run) -> list[tuple[int, int]]:
        """The run cut where a gap inside it is as wide as between columns, or letter by letter if letter-spaced."""
        text = self.text[first : last + 1]
        if " " not in text and "\u3000" not in text and "\n" not in text:
            return [(first, last)]
        if _LETTER_SPACED.fullmatch(text):
            return [(first + at, first + at) for at, mark in enumerate(text) if not mark.isspace()]
        # A line is only looked through if it seems wide; what may stand before a tab at its start always is.
        if self._is_broad(len(text), model):
            reach = len(text)
        elif label := _LABEL.match(text):
            reach = label.end()
        else:
            return [(first, last)]
        cuts: list[tuple[int, int]] = []
        begin = first
        for match in _SPACES.finditer(text, 0, reach):
            gap_start, gap_end = first + match.start(), first + match.end()
            gap = self._edges(gap_end, model.angle)[0] - self._edges(gap_start - 1, model.angle)[1]
            if gap > self._widest(text, match, model.size):
                cuts.append((begin, gap_start - 1))
                begin = gap_end
        return [*cuts, (begin, last)]

    def _is_broad(self, count: int, model: Run) -> bool:
        """Whether a run of `count` characters is wider than they ask for, so that it may hold a tab.

        Asking for the place of each word would cost as much as all the rest.
        """
        width = (model.x1 - model.x0) / max(model.size, 0.1)
        usual = self.breadths.get(model.style)
        if count <= 30:
            return usual is None or width - usual * count > 0.3
        if usual is None:
            self.breadths[model.style] = width / count
            return True
        self.breadths[model.style] = 0.8 * usual + 0.2 * min(width / count, 1.1 * usual)
        return width - usual * count > 1

    @staticmethod
    def _widest(text: str, match: re.Match[str], size: float) -> float:
        """Points that a gap may be wide without parting cells: two figures side by side stand in two columns."""
        before = text[: match.start()].rpartition(" ")[2]
        after = text[match.end() :].partition(" ")[0]
        figures = _FIGURE.fullmatch(before) and _FIGURE.fullmatch(after)
        return size * (0.45 if figures else 1.5)

    def _in_order(self, first: int, last: int, angle: int) -> str:
        """The characters by their place on the page: PDFium gives them back to front in a right-to-left file."""
        placed = []
        for at in range(first, last + 1):
            if not self.text[at].isspace() and self.pdfium.text_object(self.page, at) is not None:
                placed.append((*self._edges(at, angle), self.text[at]))
        placed.sort()
        if not placed:
            return self.text[first : last + 1]
        wide = 0.2 * median(right - left for left, right, _ in placed)
        joined = placed[0][2]
        for (_, before, _), (left, _, mark) in pairwise(placed):
            joined += (" " if left - before > wide else "") + mark
        return joined
