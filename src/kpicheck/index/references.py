"""References resolved: a title against the report's headings, a page against its pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpicheck.index.titles import Title, Titles, number_of, steps
from kpicheck.language.fold import close_up, fold, squash
from kpicheck.model import Reference, Report

_PAGE = re.compile(r"(?:pages?|pp?|第)?\s*[.．]?\s*(\d{1,3})(?:\s*[-~至–—]\s*(?:pp?\.?\s*)?(\d{1,3}))?\s*(?:页)?$")
_TABLE = re.compile(r"(?:表|摘要|数据|summary|table|data)$")
_DEPTH = re.compile(r"\d+(?:[.．]\d+)*")


@dataclass(frozen=True, slots=True)
class _Places:
    """What a resolver needs to know of the report: lines of pages and the end."""

    first_line: Mapping[int, int]
    last_line: Mapping[int, int]
    end: int


class Resolver:
    """Resolves references of one report."""

    def __init__(self, report: Report, titles: Titles, documents: Sequence[str], outside: Sequence[range] = ()) -> None:
        self._titles = titles
        self._report = report
        self._documents = [fold(term) for term in documents]
        self._outside = tuple(outside)
        self._printed = {page.printed: page.number for page in report.pages if page.printed}
        lines = [line for line in report.lines() if line.text.strip()]
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for line in lines:
            first.setdefault(line.page, line.number)
            last[line.page] = line.number
        self._places = _Places(first, last, lines[-1].number if lines else 0)
        self._paged = report.paged and len(report.pages) > 1
        self._rivals: list[int] = []

    def resolve_all(self, items: Sequence[str]) -> dict[str, Reference]:
        """Each of `items` as a reference; a section ends where the next section of its rank begins."""
        self._rivals = sorted(
            {t.line for item in {*items, *(e.title for e in self._titles.contents)} for t in self._candidates(item)}
        )
        found = {item: self.resolve(item) for item in dict.fromkeys(items)}
        starts = [(r.line, self._rank(r.text)) for r in found.values() if r.kind in ("section", "table") and r.line]
        for entry in self._titles.contents:
            title = self._body_title(entry.title)
            if title:
                starts.append((title.line, self._rank(entry.title)))
        starts.sort()
        return {item: self._with_end(reference, starts) for item, reference in found.items()}

    def resolve(self, item: str) -> Reference:
        """One reference with its kind and the place where its target begins."""
        folded = fold(close_up(item.strip()))
        page = _PAGE.fullmatch(folded)
        if page:
            return self._resolve_page(item, int(page[1]), int(page[2] or page[1]))
        title = self._body_title(item)
        if title is not None:
            kind = "table" if _TABLE.search(folded) else "section"
            return Reference(item, kind, True, title.page, title.line)
        if any(term in folded for term in self._documents):
            return Reference(item, "document", None)
        return Reference(item, "section", False)

    def _candidates(self, text: str) -> list[Title]:
        found = [title for title in self._titles.find(text) if title.page and not self._left_out(title.line)]
        return found or self._last_step(text) or self._partly(text)

    def _last_step(self, text: str) -> list[Title]:
        """For 'Environment - Emissions': the section of that name, inside the chapter of that name if it is known."""
        parts = steps(fold(close_up(text)))
        if len(parts) < 2:
            return []
        found = [t for t in self._titles.exact(parts[-1]) if t.page and not self._left_out(t.line)]
        chapters = [t.line for t in self._titles.exact(parts[0]) if t.page and not self._left_out(t.line)]
        return [t for t in found if any(line <= t.line for line in chapters)] or found

    def _body_title(self, text: str) -> Title | None:
        """Where the title stands in the body: as a known heading, else where most text follows before another title.

        A title also stands in tables that list titles (chapters by development goal, say): there the next one is near.
        """
        found = self._candidates(text)
        if not found:
            return None
        plain = [title for title in found if title.level != 8] or found
        top = min(title.level for title in plain)
        best = self._under_number(text, [title for title in plain if title.level == top])
        return max(best, key=lambda title: (self._room(title.line), -title.line))

    def _under_number(self, text: str, found: list[Title]) -> list[Title]:
        """For 'Appendix 1 Social data' where only 'Social data' is a title: the one that stands in Appendix 1."""
        number = squash(number_of(fold(close_up(text)))[0])
        if not number or any(squash(title.text).startswith(number) for title in found):
            return found
        marks = [
            t.line
            for key, ts in self._titles.by_text.items()
            if key.startswith(number)
            for t in ts
            if t.page and not self._left_out(t.line)
        ]
        inside = [title for title in found if any(mark <= title.line <= mark + 400 for mark in marks)]
        return inside or found

    def _room(self, line: int) -> int:
        position = bisect_right(self._rivals, line + 1)
        following = self._rivals[position] if position < len(self._rivals) else self._places.end
        return min(following - line, 60)

    def _partly(self, text: str) -> list[Title]:
        """Titles that begin with the reference or end with it ('附錄1：2023年度ESG…環境績效')."""
        number, bare = number_of(fold(close_up(text)))
        keys = [squash(bare)] if len(squash(bare)) >= 4 else []
        found = [
            title
            for key in keys
            for have, titles in self._titles.by_text.items()
            if have.startswith(key) or have.endswith(key)
            for title in titles
        ]
        found = [title for title in found if title.page and not self._left_out(title.line)]
        if not found and number:
            found = [
                t
                for titles in self._titles.by_text.values()
                for t in titles
                if t.page and fold(t.text).startswith(number) and not self._left_out(t.line)
            ]
        return found

    def _left_out(self, line: int) -> bool:
        return any(line in span for span in self._outside)

    @staticmethod
    def _rank(text: str) -> int:
        number = _DEPTH.match(number_of(fold(text))[0])
        return number.group().count(".") + 1 if number else 1

    def _with_end(self, reference: Reference, starts: Sequence[tuple[int, int]]) -> Reference:
        if reference.kind not in ("section", "table") or not reference.line:
            return reference
        rank = self._rank(reference.text)
        following = [line for line, other in starts if line > reference.line and other <= rank]
        return replace(reference, last_line=(min(following) - 1) if following else self._places.end)

    def _resolve_page(self, item: str, first: int, last: int) -> Reference:
        if not self._paged:
            return self._page_by_contents(item, first, last)
        start = self._physical(first)
        end = self._physical(last) or start
        if start is None or end is None:
            return self._page_by_contents(item, first, last) if not self._printed else Reference(item, "page", False)
        return Reference(
            item,
            "page",
            True,
            start,
            self._places.first_line.get(start),
            end,
            self._places.last_line.get(max(start, end)),
        )

    def _physical(self, printed: int) -> int | None:
        """The physical page that carries this printed number; without printed numbers, that very page."""
        if self._printed:
            for key in (str(printed), f"{printed:02d}"):
                if key in self._printed:
                    return self._printed[key]
            return self._between(printed)
        return printed if 1 <= printed <= len(self._report.pages) else None

    def _between(self, printed: int) -> int | None:
        """A page whose number is not printed (a chapter opener) lies between its neighbours."""
        for key, physical in self._printed.items():
            numbers = [int(n) for n in re.findall(r"\d+", key)]
            if len(numbers) == 2 and numbers[0] <= printed <= numbers[1]:
                return physical
        for step in (1, -1, 2, -2, 3, -3):
            neighbour = self._printed.get(str(printed + step)) or self._printed.get(f"{printed + step:02d}")
            if neighbour and 1 <= neighbour - step <= len(self._report.pages):
                return neighbour - step
        return None

    def _page_by_contents(self, item: str, first: int, last: int) -> Reference:
        """Without page marks, a printed page lies in the section that the table of contents puts there."""
        placed = sorted(
            (entry.printed, title.line, title.page)
            for entry in self._titles.contents
            if (title := self._body_title(entry.title))
        )
        if not placed:
            return Reference(item, "page", None)
        before = [entry for entry in placed if entry[0] <= first]
        after = [entry for entry in placed if entry[0] > last]
        start = before[-1] if before else placed[0]
        end = after[0][1] - 1 if after else self._places.end
        return Reference(item, "page", True, start[2], start[1], None, max(end, start[1]))
