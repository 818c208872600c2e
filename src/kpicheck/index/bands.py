"""The cells of a drawn table: between which horizontal rules of the page a piece of text stands.

A rule that crosses only some columns parts the rows there; a cell of another column that no rule crosses is merged
and serves them all. In reading order such a cell stands in the middle of its rows, and a code that is set below its
label stands after its own description: sorting by bands mends both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kpicheck.index.codes import Code
from kpicheck.index.halves import moved_rules
from kpicheck.index.segments import Segment, code_of
from kpicheck.model import HorizontalRule, Page, Report

FEWEST_RULES = 5
SLACK = 3.0  # points by which a rule may miss the text that it underlines


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a page between two rules, in points from its top."""

    top: float
    bottom: float

    def holds(self, y: float) -> bool:
        return self.top - SLACK <= y <= self.bottom + SLACK


class Bands:
    """The bands of the ruled pages of a report."""

    def __init__(self, report: Report) -> None:
        self._pages: Mapping[int, Page] = {
            p.number: replace(p, rules=moved_rules(p)) for p in report.pages if len(p.rules) >= FEWEST_RULES
        }

    def ruled(self, page: int) -> bool:
        return page in self._pages

    def of(self, segment: Segment) -> Band:
        """The band in which `segment` stands, by the rules that cross its middle."""
        page = self._pages[segment.line.page]
        middle_x = (segment.x0 + min(segment.x1, segment.x0 + 60)) / 2
        y = middle(segment)
        crossing = [rule.y for rule in page.rules if _crosses(rule, middle_x)]
        above = [edge for edge in crossing if edge <= y]
        below = [edge for edge in crossing if edge > y]
        return Band(max(above, default=0.0), min(below, default=max(page.height, y)))

    def in_order(self, parts: Sequence[Segment], starts: Callable[[Segment], object | None] = code_of) -> list[Segment]:
        """`parts` with each ruled page sorted by the bands of its codes, code first; `starts` finds a code."""
        ordered: list[Segment] = []
        for page in dict.fromkeys(part.line.page for part in parts):
            on_page = [part for part in parts if part.line.page == page]
            ordered.extend(self._by_band(on_page, starts) if self.ruled(page) else on_page)
        return ordered

    def _by_band(self, parts: Sequence[Segment], starts: Callable[[Segment], object | None]) -> list[Segment]:
        if not any(part.placed for part in parts):
            return list(parts)
        tops = [round(self.of(part).top) for part in parts]
        codes: dict[int, list[object]] = {}
        for part, top in zip(parts, tops, strict=True):
            if code := starts(part):
                codes.setdefault(top, []).append(code)
        # Where a band holds several codes, the rules part aspects and not rows.
        rows = {top for top, found in codes.items() if len(found) == 1 or _opens_aspect(found)}
        keyed = sorted(range(len(parts)), key=lambda n: (tops[n], tops[n] in rows and not starts(parts[n]), n))
        return [parts[n] for n in keyed]


def _opens_aspect(codes: Sequence[object]) -> bool:
    """Whether `codes` are the label of an aspect and that of its general disclosure, in one cell."""
    kinds = [code.kind for code in codes if isinstance(code, Code)]
    return kinds == ["aspect", "general"] and len(codes) == len(kinds)


def middle(segment: Segment) -> float:
    """The height at which a segment stands."""
    return (segment.line.top + segment.line.bottom) / 2


def _crosses(rule: HorizontalRule, x: float) -> bool:
    return rule.x0 - SLACK <= x <= rule.x1 + SLACK
