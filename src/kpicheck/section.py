"""The ESG section of an annual report: the pages from its title to the next section's title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kpicheck.language.fold import fold, squash
from kpicheck.model import Page, Report
from kpicheck.rulebook import RuleBook

FEWEST_PAGES = 8  # shorter files are ESG reports by themselves
LONG = 40  # pages of an annual report; a shorter file may be a part of one, if it begins in another section
FEWEST_FOREIGN = 3  # other sections of an annual report that must be there; one fewer in a part of it
HEAD_LINES = 4


def esg_section(report: Report, book: RuleBook) -> range | None:
    """The pages of the ESG report inside an annual report, or None when the whole file is the ESG report."""
    words = book.lexicon.extra.get("sections", {})
    if not report.paged or len(report.pages) < FEWEST_PAGES:
        return None
    starts = _starts(report, words)
    foreign = [page for page, own in starts if not own]
    part = len(report.pages) < LONG
    if len(foreign) < FEWEST_FOREIGN - part or (part and starts[0][1]):
        return None
    best: range | None = None
    for page, own in starts:
        if not own:
            continue
        end = next((other for other in foreign if other > page), len(report.pages) + 1)
        if best is None or end - page > len(best):
            best = range(page, end)
    return best if best and len(best) >= 3 else None


def _starts(report: Report, words: Mapping[str, Sequence[str]]) -> list[tuple[int, bool]]:
    """Pages on which a section starts, with whether it is the ESG report."""
    own = {squash(term) for term in words.get("esg", ())}
    foreign = {squash(term) for term in words.get("annual", ())}
    found: dict[int, bool] = {}
    for entry in report.outline:
        key = squash(entry.title)
        if key in own or key in foreign:
            found.setdefault(entry.page, key in own)
    before: set[str] = set()
    for page in report.pages:
        titles = set(_titles(page))
        for key in titles - before:
            if key in own or key in foreign:
                found.setdefault(page.number, key in own)
        before = titles
    return sorted(found.items())


def _titles(page: Page) -> Iterator[str]:
    """The lines at the head of a page that may be a section's title, two joined where one wraps."""
    lines = [line for line in page.lines if line.text.strip()][:HEAD_LINES]
    for line in lines:
        yield squash(fold(line.text).removesuffix("(continued)").removesuffix("(续)"))
    for first, second in pairwise(lines):
        yield squash(f"{first.text} {second.text}")
