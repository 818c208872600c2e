"""The titles of a report: what a reference can point to.

A title is a heading that the reader knows, an entry of the outline or of the table of contents, or a short line
that stands by itself. Numbering ('7.2.3', '第三章', '附錄1') is kept apart, since references give or leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz, process

from kpicheck.language.fold import close_up, fold, squash, squash_folded, width
from kpicheck.model import Line, Report

LONGEST = 90
_NUMBERING = re.compile(
    r"^\s*(?:第\s*[一二三四五六七八九十\d]+\s*[章节部分篇]+|chapter\s+[\divx]+|section\s+[\d.]+|appendix\s+[\da-z]+|"
    r"附[录錄]\s*[一二三四五六七八九十\d]*|[((]?[一二三四五六七八九十]{1,3}[)）、.．]|[((]?\d{1,2}(?:[.．]\d{1,2}){0,3}[)）.、]?|[ivx]{1,4}[.、)]|[ab][1-8](?:\.[1-6])?(?:[.:：)、]|(?=\s)))\s*[:：.、]?\s*"
)
_CONTENTS_ENTRY = re.compile(
    r"^(?P<title>.*?[^\s.…·\d])[\s.…·_\-]*\s(?P<page>\d{1,3})$|^(?P<page2>0?\d{1,3})\s+(?P<title2>\D.*)$"
)
_WIDE_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|\s{3,}")
_STEP = re.compile(r"\s+[-_>]+\s+|\s*-{2,}\s*|(?<=[\u4e00-\u9fff])\s*[-_]\s*(?=[\u4e00-\u9fff])|\s*[:：>|]\s*|\s[-]$")
_ENTRY_WITH_PAGE = re.compile(r"(.*\D)[\s.…]+\d{1,3}$")
_COUNTED = re.compile(r"(?:表|附录|图|章|范围|范畴|table|figure|appendix|chapter|section|part|scope|note|phase)\s*$")
_BILINGUAL = re.compile(r"([a-z][ -~]{2,60}?)\s+([\u4e00-\u9fff][^a-z]{1,30})$")  # 'Our Team 我們的團隊'
# How some indexes call what they point to: 'Paragraph headed "Emissions"'.
_NAMED = re.compile(r"^(?:the )?(?:sub-?)?(?:sections?|paragraphs?|chapters?)\s+(?:headed|(?:en)?titled|named)\s*")
_NUMBERED_PART = re.compile(r"附录|appendix|chapter|第.{1,3}章")
# Words between the parts of a title, which references swap or leave out: 'Waste and Water' for 'Waste & Water'.
_JOINERS = re.compile(r"[及与和&]|(?<![a-z])and(?![a-z])")
_SHORTEST_LOOSE = 5
_SENTENCE_END = re.compile(r"[。；;，,]$")


def number_of(text: str) -> tuple[str, str]:
    """The numbering in front of a folded title, and the rest: ('7.2.3', '排放物管理')."""
    found = _NUMBERING.match(text)
    if not found or found.end() >= len(text):
        return "", text
    return found.group().strip(" .、:：()（）"), text[found.end() :]


def _loose(folded: str) -> str:
    """The key of a title without the words that join its parts; none where it begins or ends with one."""
    if not _JOINERS.search(folded):
        return squash_folded(folded)
    parts = _JOINERS.split(folded.strip())
    return "".join(map(squash_folded, parts)) if all(part.strip(" ,，、") for part in parts) else ""


def steps(folded: str) -> list[str]:
    """The titles in a reference such as 'environment - emissions' or '排放物-廢氣排放', outermost first."""
    return [part.strip() for part in _STEP.split(folded) if part.strip()]


@dataclass(frozen=True, slots=True)
class Title:
    """A title where it stands; `level` is 1 for the highest, 9 where it is not known."""

    text: str
    page: int
    line: int
    level: int = 9


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of the table of contents with the printed page that it names."""

    title: str
    printed: int
    line: int


@dataclass(slots=True)
class Titles:
    """All titles of a report, found by their squashed text with and without numbering."""

    by_text: dict[str, list[Title]] = field(default_factory=dict)
    contents: list[ContentsEntry] = field(default_factory=list)
    _keys: list[str] = field(default_factory=list)
    _by_loose: dict[str, list[Title]] = field(default_factory=dict)

    def add(self, title: Title) -> None:
        folded = fold(close_up(title.text))
        number, bare = number_of(folded)
        whole = squash_folded(folded)
        keys = [whole] if bare == folded else [whole, squash_folded(bare)]
        if _NUMBERED_PART.match(number):
            keys.append(squash_folded(number))  # 'Appendix I' for 'Appendix I: Performance Data'
        if both := _BILINGUAL.match(bare):
            keys += [squash_folded(both[1]), squash_folded(both[2])]
        for key in keys:
            if len(key) >= 2 and not key.isdigit():
                self.by_text.setdefault(key, []).append(title)
        self._by_loose.setdefault(_loose(bare), []).append(title)

    def exact(self, text: str) -> list[Title]:
        """The titles that read like `text`, numbering aside."""
        folded = fold(close_up(text))
        whole = self.by_text.get(squash(folded))
        if whole:
            return whole
        named = _NAMED.match(folded)
        if named and (found := self.by_text.get(squash(folded[named.end() :]))):
            return found
        _, bare = number_of(folded)
        found = self.by_text.get(squash(bare), []) if len(squash(bare)) >= 2 else []
        return found or self._joined_otherwise(_loose(bare))

    def _joined_otherwise(self, loose: str) -> list[Title]:
        """The titles of the key `loose` that no entry of contents stands for."""
        known = self._by_loose.get(loose, []) if len(loose) >= _SHORTEST_LOOSE else []
        return [title for title in known if squash(close_up(title.text)) in self.by_text]

    def composed(self, text: str) -> bool:
        """Whether `text` leads through titles step by step: 'Environment - Emissions'."""
        parts = steps(fold(close_up(text)))
        return len(parts) > 1 and all(self.exact(part) for part in parts)

    def nearest(self, text: str, cutoff: float = 88.0) -> list[Title]:
        """The titles most like `text`, for references that are spelled a little differently."""
        key = squash(number_of(fold(close_up(text)))[1])
        if len(key) < 5:
            return []
        if not self._keys:
            self._keys = [k for k in self.by_text if len(k) >= 4]
        best = process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=cutoff)
        return self.by_text[best[0]] if best else []

    def find(self, text: str) -> list[Title]:
        return self.exact(text) or self.nearest(text)


def collect_titles(report: Report, outside: Iterable[range] = (), section: range | None = None) -> Titles:
    """The titles of `report`, none of them from the line ranges `outside` (the index itself).

    Outside the pages of the ESG `section` only what the reader knows to be a heading is a title.
    """
    titles = Titles()
    left_out = tuple(outside)
    for known in report.outline:
        titles.add(Title(known.title, known.page, known.line, known.level))
    lines = [
        line
        for page in report.pages
        for line in page.lines
        if (section is None or line.heading or page.number in section)
        and line.text.strip()
        and not any(line.number in r for r in left_out)
    ]
    titles.contents = list(_contents(lines))
    in_contents = {entry.line for entry in titles.contents}
    for entry in titles.contents:
        titles.add(Title(entry.title, 0, entry.line, 9))
    body = [line for line in lines if line.number not in in_contents]
    for title in _standing_alone(body):
        titles.add(title)
    _drop_entries(titles)
    return titles


def _drop_entries(titles: Titles) -> None:
    """Forget 'Our People 14' where 'Our People' stands elsewhere: a line of contents that were not told as such."""
    for key, found in list(titles.by_text.items()):
        entry = _ENTRY_WITH_PAGE.match(fold(close_up(found[0].text))) if key[-1:].isdigit() else None
        named = entry and not _COUNTED.search(entry[1]) and titles.by_text.get(squash(entry[1]))
        if named and any(title.line != found[0].line for title in named):
            del titles.by_text[key]


def contents_of(report: Report) -> list[ContentsEntry]:
    """The table of contents alone: all that is asked of a report without an index."""
    return list(_contents([line for line in report.lines() if line.text.strip()]))


def _standing_alone(lines: list[Line]) -> Iterator[Title]:
    previous: Line | None = None
    for line in lines:
        for text in _pieces(line):
            if width(text) <= LONGEST and not _SENTENCE_END.search(text):
                level = line.heading or (8 if line.furniture else 9)
                yield Title(text, line.page, line.number, level)
        if previous and previous.page == line.page and width(previous.text) <= 60 and width(line.text) <= 60:
            joined = f"{previous.text.strip()} {line.text.strip()}"
            if not _SENTENCE_END.search(line.text.strip()):
                yield Title(joined, previous.page, previous.number, previous.heading or 9)
        previous = line


def _pieces(line: Line) -> Iterator[str]:
    if len(line.cells) > 1:
        yield from (cell.text.strip() for cell in line.cells if cell.text.strip())
        return
    text = line.text.strip()
    yield text
    parts = [part for part in _WIDE_GAP.split(text) if part]
    if len(parts) in (2, 3) and all(len(part) >= 4 for part in parts):
        yield from parts  # two headings that stand side by side on paper


def _contents(lines: list[Line]) -> Iterator[ContentsEntry]:
    """Entries of the table of contents: at least five lines of 'title … page' close together, early in the report."""
    found: list[ContentsEntry] = []
    for line in lines[: max(120, len(lines) // 6)]:
        if "\t" in line.text or len(line.cells) > 2:
            found.extend(_contents_cells(line))
            continue
        match = _CONTENTS_ENTRY.match(line.text.strip())
        if match and width(line.text) <= LONGEST:
            title = (match["title"] or match["title2"] or "").strip()
            if len(squash(title)) >= 2:
                found.append(ContentsEntry(title, int(match["page"] or match["page2"]), line.number))
    yield from _longest_run(found)


def _contents_cells(line: Line) -> Iterator[ContentsEntry]:
    """Entries of a line that prints several columns of them: title, page, title, page …"""
    cells = [cell.text.strip() for cell in line.cells] or [part.strip() for part in line.text.split("\t")]
    for title, page in pairwise(cells):
        if re.fullmatch(r"\d{1,3}", page) and len(squash(title)) >= 2 and not title.isdigit():
            yield ContentsEntry(title, int(page), line.number)


def _longest_run(found: list[ContentsEntry]) -> list[ContentsEntry]:
    best: list[ContentsEntry] = []
    run: list[ContentsEntry] = []
    for entry in found:
        if run and entry.line - run[-1].line > 12:
            run = []
        run = [*run, entry]
        if len(run) > len(best):
            best = run
    return best if len(best) >= 5 and _rises([entry.printed for entry in best]) else []


def _rises(pages: list[int]) -> bool:
    """Whether the page numbers grow as those of a table of contents do, side-by-side columns allowed."""
    steps = sum(1 for first, second in pairwise(pages) if first <= second)
    return steps >= 0.6 * (len(pages) - 1) and len(set(pages)) >= 0.6 * len(pages)
