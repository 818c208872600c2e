"""Running headers, footers and page numbers of a paged text, recognised by what repeats and what counts up."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

# Lines at either end of a page where running lines stand.
_EDGE = 2
_LAYERS = 3
_BARE = re.compile(
    r"^\W*(?:page|p\.?|第)?\s*(\d{1,4})\s*(?:頁|页)?\s*(?:(?:of|/|╱|／)\s*\d{1,4}|[,，]?\s*共\s*\d{1,4}\s*[頁页])?\W*$",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^(\d{1,3})(?=[\s|│]+\S)")
_LAST = re.compile(r"(?<![\d.,])(\d{1,3})$")
_REPORT = r"(?:環境、?社會|环境、?社会|可持續|可持续|\bESG\b|environmental|sustainability|annual|年報|年报)"
_COMPANY = r"(?:公司|集團|集团|\blimited\b|\bltd\b)"
_NAMED = re.compile(
    rf"^(?=.*{_COMPANY})(?=.*{_REPORT}.*(?:報告|报告|report|年報|年报))"
    r"(?:\d{1,3}\s+\D.*(?:報告|报告|report|年報|年报|公司|limited|ltd\.?)(?:\s*20\d\d)?"
    r"|\D.*(?:報告|报告|report|年報|年报|公司|limited|ltd\.?)(?:\s*20\d\d)?\s+\d{1,3})$",
    re.IGNORECASE,
)
_TITLE = re.compile(rf"{_REPORT}.*(?:報告|报告|report|年報|年报)", re.IGNORECASE)
_RUNNING = re.compile(rf"{_TITLE.pattern}|{_COMPANY}", re.IGNORECASE)
_TABLE_HEADER = re.compile(r"(?:19|20)\d\d|單位|单位|\bunits?\b", re.IGNORECASE)


class PageLine(NamedTuple):
    """A filled line at the edge of a page: its position in the page's lines, and its text."""

    position: int
    text: str


class Furniture(NamedTuple):
    """For each page the positions of its running lines, and the page number that it shows."""

    positions: list[set[int]]
    printed: list[str]


def find_furniture(pages: Sequence[Sequence[str]]) -> Furniture:
    """Running lines and printed page numbers of pages given as lists of lines."""
    positions: list[set[int]] = [set() for _ in pages]
    printed = [""] * len(pages)
    for _ in range(_LAYERS if len(pages) >= 3 else 1):
        # What stands below a running line may be one as well: look again at the edges without those found.
        edges = [_edges(lines, found) for lines, found in zip(pages, positions, strict=True)]
        numbers, numbered = _page_numbers(edges)
        # A page has one number: another one that keeps step with the pages is an entry of a table.
        numbered = {page: line for page, line in numbered.items() if not (printed[page] and _BARE.match(line.text))}
        printed = [known or number for known, number in zip(printed, numbers, strict=True)]
        counted = _counted(edges)
        printed = [counted[page][1] if page in counted else known for page, known in enumerate(printed)]
        further = [(page, line) for page, (line, _) in counted.items()]
        further += [*_numbered_furniture(numbered), *_repeated(edges)]
        if len(pages) < 3 or not further:
            break
        for page, line in further:
            positions[page].add(line.position)
    running = {pages[page][position].strip() for page, found in enumerate(positions) for position in found}
    for page, lines in enumerate(pages):
        positions[page] |= _inside(lines, running)
    return Furniture(positions, printed)


def _inside(lines: Sequence[str], running: Set[str]) -> set[int]:
    """Running lines in the middle of a page, where the text lost a page mark: one that names company and report
    beside a number, and a known running line right after it."""
    found: set[int] = set()
    last_filled_is_footer = False
    for position, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        footer = len(text) < 120 and _NAMED.match(text) is not None
        if footer or (last_filled_is_footer and text in running):
            found.add(position)
        last_filled_is_footer = footer
    return found


class _Edges(NamedTuple):
    top: list[PageLine]
    bottom: list[PageLine]

    def all(self) -> list[PageLine]:
        return [*self.top, *(line for line in self.bottom if line not in self.top)]


def _edges(lines: Sequence[str], found: Set[int]) -> _Edges:
    filled = [
        PageLine(position, text.strip())
        for position, text in enumerate(lines)
        if text.strip() and position not in found
    ]
    return _Edges(filled[:_EDGE], filled[-_EDGE:] if len(filled) > _EDGE else [])


def _page_numbers(edges: Sequence[_Edges]) -> tuple[list[str], dict[int, PageLine]]:
    """The number each page shows and the line that shows it: numbers count if their distance to the page repeats."""
    votes: Counter[int] = Counter()
    for page, edge in enumerate(edges):
        votes.update({number - page for line in edge.all() for number in _numbers(line.text)})
    counted = sum(1 for edge in edges if any(_numbers(line.text) for line in edge.all()))
    needed = max(3, 0.2 * counted)
    printed = [""] * len(edges)
    at: dict[int, PageLine] = {}
    for page, edge in enumerate(edges):
        found = [(votes[n - page], line, n) for line in reversed(edge.all()) for n in _numbers(line.text)]
        if found and (best := max(found, key=lambda item: item[0]))[0] >= needed:
            printed[page] = str(best[2])
            at[page] = best[1]
    return printed, at


def _numbers(text: str) -> list[int]:
    if bare := _BARE.match(text):
        return [int(bare[1])]
    return [int(match[1]) for pattern in (_FIRST, _LAST) if (match := pattern.search(text))]


def _numbered_furniture(numbered: Mapping[int, PageLine]) -> list[tuple[int, PageLine]]:
    """Lines that show the page number: alone, or beside words that repeat."""
    words = Counter(_words(line.text) for line in numbered.values())
    return [(page, line) for page, line in numbered.items() if _BARE.match(line.text) or words[_words(line.text)] >= 2]


def _counted(edges: Sequence[_Edges]) -> dict[int, tuple[PageLine, str]]:
    """Lines that name the company or the report beside a number that grows from page to page, where pages were left
    out and the numbers keep no step with them."""
    lines = [(page, line) for page, edge in enumerate(edges) for line in edge.all()]
    growing = _growing(((page, line.text) for page, line in lines), _RUNNING)
    return {lines[at][0]: (lines[at][1], str(number)) for at, number in growing.items()}


def _growing(texts: Iterable[tuple[int, str]], naming: re.Pattern[str]) -> dict[int, int]:
    """Which of `texts`, each with its place, hold the same words beside a number that grows with the place, and that
    number; `naming` finds what those words have to name."""
    stands: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, (place, text) in enumerate(texts):
        line = text.strip()
        numbers = _numbers(line) if len(line) < 120 and naming.search(line) else []
        if numbers:
            stands[_words(line)].append((place, numbers[-1], at))
    return {
        at: number
        for stood in stands.values()
        if len(stood) >= 3 and all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(stood))
        for _, number, at in stood
    }


def _words(text: str) -> str:
    """The running words beside a page number."""
    return re.sub(r"\W+", "", _LAST.sub("", _FIRST.sub("", text))).casefold()


def _repeated(edges: Sequence[_Edges]) -> list[tuple[int, PageLine]]:
    """Equal lines at the same edge of several pages.

    A chapter's title may stand on all its pages: its first stand is the title itself and stays text. So does the
    header row of a table that goes on over pages, unless it stands on nearly all of them.
    """
    stands: dict[tuple[str, str], list[tuple[int, PageLine]]] = defaultdict(list)
    outermost: set[tuple[str, str, int]] = set()
    for page, edge in enumerate(edges):
        for name, lines in (("top", edge.top), ("bottom", edge.bottom[::-1])):
            for line in lines:
                stands[name, line.text].append((page, line))
            outermost.update((name, line.text, page) for line in lines[:1])
    found: list[tuple[int, PageLine]] = []
    for (edge_name, text), stood in stands.items():
        everywhere = len(stood) > 0.5 * len(edges)
        places = [place for place in stood if everywhere or (edge_name, text, place[0]) in outermost]
        if len(places) < 3:
            continue
        if not everywhere and ((_TABLE_HEADER.search(text) and not _TITLE.search(text)) or not _close(places)):
            continue
        found += places if everywhere and edge_name == "bottom" else places[1:]
    return found


def _close(places: Sequence[tuple[int, PageLine]]) -> bool:
    """Whether the pages lie close together, as those of one chapter do."""
    return places[-1][0] - places[0][0] <= 3 * len(places)


def counted_titles(texts: Sequence[str]) -> set[int]:
    """Positions of a report's running titles in a text without pages: the same words beside numbers that count up."""
    return set(_growing(enumerate(texts), _TITLE))
