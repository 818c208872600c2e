"""What is drawn on a page besides text: rules of tables and images."""

from __future__ import annotations

from ctypes import byref, c_float
from dataclasses import dataclass

from kpicheck.model import HorizontalRule
from kpicheck.readers.pdf_raw import (
    PAGE_OBJECT_FORM,
    PAGE_OBJECT_IMAGE,
    PAGE_OBJECT_PATH,
    SEGMENT_BEZIER,
    Calls,
    calls,
)
from kpicheck.readers.pdf_runs import Frame

MAX_PATHS = 3000
"""Path objects of one page up to which rules are looked for; a page with more is a drawing."""
MAX_RULES = 300
_MAX_SEGMENTS = 300
_MIN_WIDTH = 12.0  # points; shorter strokes are ticks, underlined words and parts of letters
_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawings:
    """Rules of a page from top to bottom, and the share of its area (0 to 1) that the largest image covers."""

    rules: tuple[HorizontalRule, ...]
    image_share: float


class _Collector:
    """Walks the page objects of one page."""

    def __init__(self, frame: Frame) -> None:
        self.pdfium: Calls = calls()
        self.frame = frame
        self.edges: list[tuple[float, float, float]] = []
        self.image_area = 0.0
        self.objects = 0
        self.paths = 0
        self.segments = 0
        self.sides = tuple(c_float() for _ in range(4))
        self.references = tuple(byref(side) for side in self.sides)
        self.matrix = (c_float * 6)()

    def page(self, page: int) -> None:
        count = self.pdfium.count_objects(page)
        if count > 3 * MAX_PATHS:
            return
        for at in range(count):
            self._take(self.pdfium.page_object(page, at), _UNIT, depth=2)

    def _take(self, item: int | None, outer: _Matrix, depth: int) -> None:
        self.objects += 1
        if self.objects > 3 * MAX_PATHS:
            return  # forms inside forms can hold any number
        kind = self.pdfium.object_type(item)
        if kind == PAGE_OBJECT_PATH:
            self.paths += 1
            self._path(item, outer)
        elif kind == PAGE_OBJECT_IMAGE:
            x0, y0, x1, y1 = self._bounds(item, outer)
            x0, x1 = max(x0, 0.0), min(x1, self.frame.width)
            y0, y1 = max(y0, 0.0), min(y1, self.frame.height)
            if x1 > x0 and y1 > y0:
                self.image_area = max(self.image_area, (x1 - x0) * (y1 - y0))
        elif kind == PAGE_OBJECT_FORM and depth:
            inner = _times(self._matrix_of(item), outer)
            for at in range(min(self.pdfium.count_form_objects(item), MAX_PATHS)):
                self._take(self.pdfium.form_object(item, at), inner, depth - 1)

    def _matrix_of(self, item: int | None) -> _Matrix:
        self.pdfium.object_matrix(item, self.matrix)
        a, b, c, d, e, f = self.matrix
        return a, b, c, d, e, f

    def _bounds(self, item: int | None, outer: _Matrix) -> tuple[float, float, float, float]:
        """Left, top, right, bottom on the displayed page."""
        self.pdfium.object_bounds(item, *self.references)
        left, bottom, right, top = (side.value for side in self.sides)
        ax, ay = self.frame.place(*_apply(outer, left, bottom))
        bx, by = self.frame.place(*_apply(outer, right, top))
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _path(self, item: int | None, outer: _Matrix) -> None:
        if self.paths > MAX_PATHS:
            return
        x0, y0, x1, y1 = self._bounds(item, outer)
        if x1 - x0 < _MIN_WIDTH or y1 < 0 or y0 > self.frame.height:
            return
        if y1 - y0 <= 2.5:
            self.edges.append(((y0 + y1) / 2, x0, x1))
            return
        count = self.pdfium.count_segments(item)
        if 2 <= count <= 5:
            self._box(item, count, (x0, y0, x1, y1))
        elif self.segments + count <= _MAX_SEGMENTS:
            self.segments += count
            self._strokes(item, count, _times(self._matrix_of(item), outer))

    def _box(self, item: int | None, count: int, bounds: tuple[float, float, float, float]) -> None:
        """Upper and lower edge of a rectangle of four or five straight segments; whole backgrounds are none."""
        kinds = [self.pdfium.segment_type(self.pdfium.segment(item, at)) for at in range(count)]
        x0, y0, x1, y1 = bounds
        if count < 4 or SEGMENT_BEZIER in kinds or y1 - y0 > 0.9 * self.frame.height:
            return
        self.edges.append((y0, x0, x1))
        self.edges.append((y1, x0, x1))

    def _strokes(self, item: int | None, count: int, matrix: _Matrix) -> None:
        """Level straight segments of a path that draws several."""
        x, y = c_float(), c_float()
        here: tuple[float, float] | None = None
        for at in range(count):
            segment = self.pdfium.segment(item, at)
            if self.pdfium.segment_type(segment) == SEGMENT_BEZIER:
                here = None
                continue
            self.pdfium.segment_point(segment, byref(x), byref(y))
            there = self.frame.place(*_apply(matrix, x.value, y.value))
            is_line = self.pdfium.segment_type(segment) == 0
            if is_line and here and abs(here[1] - there[1]) < 0.3 and abs(here[0] - there[0]) >= _MIN_WIDTH:
                self.edges.append((there[1], min(here[0], there[0]), max(here[0], there[0])))
            here = there


def read_drawings(page: int, frame: Frame) -> Drawings:
    """The rules and the images of a loaded page; a page of thousands of paths has no rules."""
    collector = _Collector(frame)
    collector.page(page)
    area = frame.width * frame.height
    share = collector.image_area / area if area > 0 else 0.0
    rules = () if collector.paths > MAX_PATHS else merge_edges(collector.edges)
    return Drawings(rules, share)


def merge_edges(edges: list[tuple[float, float, float]]) -> tuple[HorizontalRule, ...]:
    """(y, x0, x1) of collinear, touching edges made into one rule each, from top to bottom."""
    merged: list[list[float]] = []
    level: list[list[float]] = []
    level_y = float("-inf")
    for y, x0, x1 in sorted(edges):
        if y - level_y > 1.2:
            merged.extend(_touching(level))
            level, level_y = [], y
        level.append([y, x0, x1])
    merged.extend(_touching(level))
    return tuple(HorizontalRule(round(y, 1), round(x0, 1), round(x1, 1)) for y, x0, x1 in merged[:MAX_RULES])


def _touching(level: list[list[float]]) -> list[list[float]]:
    result: list[list[float]] = []
    for y, x0, x1 in sorted(level, key=lambda edge: edge[1]):
        if result and x0 <= result[-1][2] + 1.5:
            result[-1][2] = max(result[-1][2], x1)
        else:
            result.append([y, x0, x1])
    return result


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The matrix that applies `inner` first and `outer` after it."""
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )
