"""Lines of an input that has no pages: everything stands on page 1, numbered as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kpicheck.model import Cell, Line, OutlineEntry, Page
from kpicheck.readers.build import clean, cleaned_cell
from kpicheck.readers.grid import row_text
from kpicheck.readers.limits import Limits, check_lines
from kpicheck.readers.text import tab_cells


@dataclass(slots=True)
class LineWriter:
    """Collects lines and the outline of one document; blank lines part its blocks."""

    name: str
    limits: Limits
    lines: list[Line] = field(default_factory=list)
    outline: list[OutlineEntry] = field(default_factory=list)
    filled: int = 0

    def text(self, text: str, *, heading: int = 0, furniture: bool = False) -> None:
        """One block of text; each of its lines becomes a line."""
        for part in text.split("\n"):
            if not (cleaned := clean(part).strip()):
                continue
            if heading:
                self.outline.append(OutlineEntry(cleaned, heading, 1, len(self.lines) + 1))
            self._add(cleaned, tab_cells(cleaned), heading, furniture)

    def row(self, cells: Sequence[Cell], *, furniture: bool = False) -> None:
        """One table row."""
        cleaned = tuple(map(cleaned_cell, cells))
        if any(cell.text for cell in cleaned):
            self._add(row_text(cleaned), cleaned, 0, furniture)

    def blank(self) -> None:
        """A blank line, unless there is one."""
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(len(self.lines) + 1, 1, ""))

    def page(self) -> Page:
        """All lines as the one page."""
        return Page(1, tuple(self.lines))

    def _add(self, text: str, cells: tuple[Cell, ...], heading: int, furniture: bool) -> None:
        check_lines(len(self.lines) + 1, self.name, self.limits)
        self.filled += not furniture
        self.lines.append(Line(len(self.lines) + 1, 1, text, cells=cells, heading=heading, furniture=furniture))
