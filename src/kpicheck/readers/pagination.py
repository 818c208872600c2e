"""Where the pages of a plain text start, as far as the text shows it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

# What counts as a page when the only mark is a line's leading space.
_FEWEST_PAGES = 3
_LONGEST_PAGE = 400
_SHORTEST_MEDIAN = 6
_MARK = re.compile(r" (?:\S|$)")


class Piece(NamedTuple):
    """A line, or the part of a line that belongs to one page (a page may end in the middle of a line)."""

    number: int
    page: int
    text: str


def paginate(raw: Sequence[str]) -> list[Piece]:
    """The lines with their pages; `raw` is the text split at line feeds."""
    if any("\f" in line for line in raw):
        return list(_at_form_feeds(raw))
    if starts := _spaced_starts(raw):
        return list(_at_starts(raw, starts))
    if cuts := _footer_cuts(raw) or _block_cuts(raw):
        return list(_at_cuts(raw, cuts))
    return [Piece(number, 1, line) for number, line in enumerate(raw, 1)]


def _at_form_feeds(raw: Sequence[str]) -> Iterator[Piece]:
    """A form feed ends a page: the last one, with nothing after it, starts none. A page may be without text."""
    last = max(index for index, line in enumerate(raw) if "\f" in line)
    open_end = bool(raw[last].rpartition("\f")[2].strip()) or any(line.strip() for line in raw[last + 1 :])
    page = 1
    for index, line in enumerate(raw):
        parts = line.split("\f")
        for place, part in enumerate(parts):
            at_end = place == len(parts) - 1
            # "\fTitle" belongs to the new page alone; a rest of text before the form feed stays on the old one.
            if part.strip() or (at_end and not any(before.strip() for before in parts)):
                yield Piece(index + 1, page, part)
            if not at_end and (index < last or place < len(parts) - 2 or open_end):
                page += 1


def _spaced_starts(raw: Sequence[str]) -> list[int]:
    """Indices of lines that start a page, where the text marks it by exactly one leading space; else empty.

    Such texts are pages joined by a line feed and a space, each page's text stripped at its end: so the line
    above a page start is never blank, unless it is itself a page without text.
    """
    marks: list[int] = []
    for index, line in enumerate(raw):
        if not _MARK.match(line):
            continue
        if index == 0 or raw[index - 1].strip() or (marks and marks[-1] == index - 1):
            marks.append(index)
    if not marks:
        return []
    marks = _without_run_on(raw, marks)
    ends = [*marks[1:], len(raw)]
    starts = [start for start, end in zip(marks, ends, strict=True) if _is_page(raw, start, end)]
    return starts if _plausible(raw, marks, starts) else []


def _without_run_on(raw: Sequence[str], marks: Sequence[int]) -> list[int]:
    """Running titles at a page's head may each carry the mark: the page starts at the first of them."""
    return [
        mark
        for mark, before in zip(marks, [-2, *marks[:-1]], strict=True)
        if before != mark - 1 or not raw[before].strip()
    ]


def _is_page(raw: Sequence[str], start: int, end: int) -> bool:
    """A lone line between two marks is a caption or a cell with a stray space; an empty one is an image page."""
    filled = sum(1 for line in raw[start:end] if line.strip())
    return filled != 1 or end == len(raw)


def _plausible(raw: Sequence[str], marks: Sequence[int], starts: Sequence[int]) -> bool:
    if len(starts) < _FEWEST_PAGES or len(starts) < 0.8 * len(marks):
        return False
    first_text = next((index for index, line in enumerate(raw) if line.strip()), 0)
    if starts[0] > first_text and starts[0] - first_text > _LONGEST_PAGE:
        return False
    lengths = [end - start for start, end in zip(starts, [*starts[1:], len(raw)], strict=True)]
    return _SHORTEST_MEDIAN <= median(lengths) <= _LONGEST_PAGE and max(lengths) <= 4 * _LONGEST_PAGE


def _at_starts(raw: Sequence[str], starts: Sequence[int]) -> Iterator[Piece]:
    marked = set(starts)
    page = 1 if any(line.strip() for line in raw[: starts[0]]) else 0
    for number, line in enumerate(raw, 1):
        if number - 1 in marked:
            page += 1
            line = line[1:]
        yield Piece(number, max(page, 1), line)


class _Cut(NamedTuple):
    """A running line found at the index `line`: it takes `column` onwards, shows `number`, and starts a page or
    ends one."""

    line: int
    column: int
    number: int
    starts_page: bool


class _Candidate(NamedTuple):
    """A line that may be, or end with, a running line: the text beside the number and where that text starts."""

    line: int
    column: int
    number: int
    text: str


_NUMBER_FIRST = re.compile(r"(?<!\d)(\d{1,3})(\s\D{8,120})$")
_NUMBER_LAST = re.compile(r"(?<!\d)(\d{1,3})$")
_TAIL = 14
_LONGEST_LINE = 2_000


def _footer_cuts(raw: Sequence[str]) -> list[_Cut]:
    """Running lines with rising page numbers in a text without page marks, often glued to the text before them."""
    first: dict[str, list[_Candidate]] = defaultdict(list)
    last: dict[str, list[_Candidate]] = defaultdict(list)
    for index, line in enumerate(raw):
        text = line.rstrip()
        if not 8 < len(text) < _LONGEST_LINE:
            continue
        if number := _NUMBER_LAST.search(text):
            body = text[: number.start()].rstrip()
            last[body[-_TAIL:]].append(_Candidate(index, 0, int(number[1]), body))
        elif number := _NUMBER_FIRST.search(text[-130:]):
            column = max(len(text) - 130, 0) + number.start()
            first[number[2]].append(_Candidate(index, column, int(number[1]), number[2]))
    groups = [_cuts(_unglued(members)) for members in first.values()]
    groups += [_cuts(_at_common_end(members)) for members in last.values() if len(members[0].text) >= 8]
    cuts = sorted(cut for group in groups for cut in group)
    if not _rising([cut.number for cut in cuts]):
        cuts = max(groups, key=len, default=[])
    return cuts if len(cuts) >= _FEWEST_PAGES else []


def _unglued(members: Sequence[_Candidate]) -> list[_Candidate]:
    """`…Ton 14.822 CHINA … LIMITED` after page 20: of `822` only `22` is the page number, the rest ends a figure."""
    parted: list[_Candidate] = []
    for member in members:
        digits = str(member.number)
        ends = [digits[start:] for start in range(len(digits)) if digits[start] != "0"] or [digits]
        wanted = parted[-1].number + 1 if parted else member.number
        number = min(ends, key=lambda end: (int(end) < wanted, abs(int(end) - wanted)))
        parted.append(member._replace(number=int(number), column=member.column + len(digits) - len(number)))
    return parted


def _at_common_end(members: Sequence[_Candidate]) -> list[_Candidate]:
    """`pillars.…REPORT 2019 3`: the running line starts where the texts begin to be the same."""
    shortest = min((member.text for member in members), key=len)
    length = len(shortest)
    while length and not all(member.text.endswith(shortest[-length:]) for member in members):
        length -= 1
    common = re.sub(r"^\W+", "", shortest[len(shortest) - length :])
    if len(common) < 8:
        return []
    return [member._replace(column=len(member.text) - len(common)) for member in members]


def _cuts(members: Sequence[_Candidate]) -> list[_Cut]:
    """The page breaks that one kind of running line gives, if it stands a page apart and counts up."""
    if len(members) < _FEWEST_PAGES or not _rising([member.number for member in members]):
        return []
    if median(after.line - before.line for before, after in pairwise(members)) < _SHORTEST_MEDIAN:
        return []
    # Glued to the last words of a page, the running line came first on the next one; on a line of its own it is
    # taken for a footer.
    glued = sum(member.column > 0 for member in members) * 2 > len(members)
    return [_Cut(member.line, member.column, member.number, glued) for member in members]


def _rising(numbers: Sequence[int]) -> bool:
    """Whether the numbers rise like page numbers: never back, in small and mostly equal steps."""
    if len(numbers) < _FEWEST_PAGES:
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    usual = median(steps)
    return min(steps) > 0 and usual <= 2 and sum(step == usual for step in steps) >= 0.6 * len(steps)


_BARE_NUMBER = re.compile(r"\W*(?:page|第)?\s*(\d{1,3})\s*[页頁]?\W*", re.IGNORECASE)
_NEAR = 3  # lines between a running title and the page number beside it
_BLOCK_LINE = range(6, 120)


def _block_cuts(raw: Sequence[str]) -> list[_Cut]:
    """Running titles, each with a page number on a line of its own near it, in a text without page marks.

    The block of lines from the one to the other stands at the head of a page; where nothing follows the last block,
    at the foot. A number above the title ends the page before.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(raw):
        text = line.strip()
        if len(text) in _BLOCK_LINE and not _NUMBER_LAST.search(text):
            places[text].append(index)
    best: list[_Cut] = []
    for side in (1, -1):
        groups = [_blocks_at(raw, found, side) for found in places.values() if len(found) >= _FEWEST_PAGES]
        whole = _merged([block for group in groups for block in group])
        if not _rising([number for _, _, number in whole]):
            whole = max(groups, key=len, default=[])
        if len(whole) > len(best):
            best = _cuts_of_blocks(raw, whole, side)
    return best


def _blocks_at(raw: Sequence[str], found: Sequence[int], side: int) -> list[tuple[int, int, int]]:
    """The blocks of one running title; empty where its stands do not count up."""
    blocks = [block for index in found if (block := _numbered_block(raw, index, side))]
    rising = len(blocks) >= 0.6 * len(found) and _rising([number for _, _, number in blocks])
    return blocks if rising else []


def _merged(blocks: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """One block a page: left and right pages may carry titles of their own, and a page several of them."""
    merged: dict[int, tuple[int, int, int]] = {}
    for first, last, number in sorted(blocks):
        known = merged.get(number)
        if known is None or first - known[1] <= _NEAR:
            merged[number] = (known[0] if known else first, max(last, known[1] if known else last), number)
    return sorted(merged.values())


def _numbered_block(raw: Sequence[str], index: int, side: int) -> tuple[int, int, int] | None:
    """The running title at `index` and the bare number below (1) or above (-1) it: first line, last line, number."""
    for step in range(1, _NEAR + 1):
        at = index + side * step
        number = _BARE_NUMBER.fullmatch(raw[at]) if 0 <= at < len(raw) else None
        if number:
            return min(index, at), max(index, at), int(number[1])
    return None


def _cuts_of_blocks(raw: Sequence[str], blocks: Sequence[tuple[int, int, int]], side: int) -> list[_Cut]:
    if side == -1:
        return [_Cut(first, 0, number, False) for first, _, number in blocks]
    after = sum(1 for line in raw[blocks[-1][1] + 1 :] if line.strip())
    if after >= _SHORTEST_MEDIAN:
        return [_Cut(first, 0, number, True) for first, _, number in blocks]
    return [_Cut(last, 0, number, False) for _, last, number in blocks]


def _at_cuts(raw: Sequence[str], cuts: Sequence[_Cut]) -> Iterator[Piece]:
    at = {cut.line: cut for cut in cuts}
    page = 1
    seen = False
    for number, line in enumerate(raw, 1):
        cut = at.get(number - 1)
        if cut is None:
            seen = seen or bool(line.strip())
            yield Piece(number, page, line)
            continue
        if cut.column and line[: cut.column].strip():
            seen = True
            yield Piece(number, page, line[: cut.column])
        if cut.starts_page:
            page += seen
        yield Piece(number, page, line[cut.column :])
        if not cut.starts_page:
            page += 1
        seen = True
