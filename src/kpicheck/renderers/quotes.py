"""Quotes cut into marked and unmarked pieces, with a link to their page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from kpicheck.model import Evidence, Report
from kpicheck.renderers.proposals import Proposal
from kpicheck.renderers.safe import visible
from kpicheck.renderers.speaker import Speaker
from kpicheck.renderers.view import Passage, Piece, Place


@dataclass(frozen=True, slots=True)
class Quoter:
    """Makes passages and places; `href` is the link to the report file, empty where its pages cannot be linked."""

    speaker: Speaker
    href: str

    def place(self, page: int | None, line: int | None, printed: str = "") -> Place:
        return Place(self.speaker.place(page, line, printed), self._link(page))

    def short_place(self, page: int, line: int) -> Place:
        return Place(self.speaker.short_place(page, line), self._link(page))

    def proposed(self, proposal: Proposal) -> str:
        """The reference that the index could print instead, as a sentence."""
        where = self.speaker.place(proposal.page, proposal.line, proposal.printed_page)
        if not proposal.title:
            return self.speaker.say("proposed.place", where=where)
        return self.speaker.say("proposed.title", title=visible(proposal.title), where=where)

    def _link(self, page: int | None) -> str:
        """The page of a PDF; of any other format only the file can be linked."""
        if not self.href or not page:
            return ""
        return f"{self.href}#page={page}" if self.speaker.assessment.report.format == "pdf" else self.href

    def passages(self, answered: Iterable[tuple[str, Evidence]]) -> tuple[Passage, ...]:
        """One passage for each quote, in the order given, with all the labels that it answers."""
        groups: dict[tuple[int, int, str], list[tuple[str, Evidence]]] = {}
        for label, evidence in answered:
            groups.setdefault((evidence.page, evidence.line, evidence.quote), []).append((label, evidence))
        return tuple(self._passage(group) for group in groups.values())

    def _passage(self, group: Sequence[tuple[str, Evidence]]) -> Passage:
        evidence = max((evidence for _, evidence in group), key=lambda evidence: evidence.score)
        marks = [mark for _, each in group for mark in each.marks]
        return Passage(
            pieces=pieces(evidence.quote, marks),
            place=self.place(evidence.page, evidence.line, evidence.printed_page),
            answers=tuple(dict.fromkeys(label for label, _ in group if label)),
            heading=visible(evidence.heading),
            sure=self.speaker.percent(evidence.score),
            ocr=self.speaker.say("place.ocr") if evidence.ocr else "",
        )


def pieces(text: str, marks: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """`text` cut at the marks, widened to whole words; overlapping ones become one, those outside are left out."""
    cut: list[Piece] = []
    at = 0
    for start, end in sorted(_whole_words(text, max(start, 0), min(end, len(text))) for start, end in marks):
        start = max(start, at)
        if start >= end:
            continue
        if start > at:
            cut.append(Piece(visible(text[at:start])))
        elif cut and cut[-1].marked:  # touches the one before
            cut[-1] = Piece(cut[-1].text + visible(text[start:end]), marked=True)
            at = end
            continue
        cut.append(Piece(visible(text[start:end]), marked=True))
        at = end
    if at < len(text):
        cut.append(Piece(visible(text[at:])))
    return tuple(piece for piece in cut if piece.text)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The marks are stems (`supplier`); a reader wants to see words (`suppliers`). Chinese has no such edges."""
    if start >= end:
        return start, start
    while start > 0 and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    return start, end


def _in_word(char: str) -> bool:
    return char.isascii() and char.isalpha()


def link_to(report: Report) -> str:
    """The report file as a link target for page links, empty for formats that have no page links.

    A colon or a leading `//` in a file name must not become a scheme or a host.
    """
    if report.format != "pdf" or not report.path or report.path == "-":
        return ""
    path = PurePath(report.path)
    target = quote(path.as_posix().lstrip("/"), safe="/", errors="replace")
    return f"file:///{target}" if path.is_absolute() else target
