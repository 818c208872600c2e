"""What of a report is not its body: the content index, indexes to other standards, the table of contents."""

from __future__ import annotations

import re

from kpicheck.index.read import IndexReading
from kpicheck.language.fold import fold, width
from kpicheck.model import Report
from kpicheck.rulebook import RuleBook

_STANDARD_CODE = re.compile(
    r"(?:gri\s*)?\b(?:[234]\d\d|1\d\d)-\d{1,2}\b|\bgri\s?\d{1,3}\s?[:：]|^\s*(?:gri\s*)?[23]-\d{1,2}\s+[^\d\s]"
    r"|\bsdg\s?\d|\b[a-z]{2}-[a-z]{2}-\d{3}"
)
_FEWEST = 8
_TITLE_ABOVE = 12  # lines between the title of an index and its first code
_WRAPPED = 8  # lines between two codes of one index


def left_out(report: Report, reading: IndexReading, book: RuleBook, section: range | None = None) -> tuple[range, ...]:
    """The line ranges that are no evidence: indexes, contents, and what lies outside the ESG `section` (pages)."""
    toc = tuple(range(entry.line, entry.line + 1) for entry in reading.titles.contents)
    return (*reading.ranges, *toc, *_other_indexes(report, book, section), *_outside(report, reading, section))


def _outside(report: Report, reading: IndexReading, section: range | None) -> tuple[range, ...]:
    """The pages outside the ESG section, but for those that the index points to."""
    if section is None:
        return ()
    pointed = {
        page
        for row in reading.index.rows
        for r in row.references
        if r.resolved and r.page and r.kind == "page"
        for page in range(r.page, (r.last_page or r.page) + 1)
    }
    return tuple(
        range(page.lines[0].number, page.lines[-1].number + 1)
        for page in report.pages
        if page.lines and page.number not in section and page.number not in pointed
    )


def _other_indexes(report: Report, book: RuleBook, section: range | None) -> tuple[range, ...]:
    """Pages headed as an index to another standard that print its codes."""
    terms = [fold(term) for term in book.index_words.get("titles", ())]
    others = [fold(term) for term in book.index_words.get("other_standards", ())]
    found = []
    for page in report.pages:
        lines = [line for line in page.lines if line.text.strip()]
        if len(report.pages) == 1 or not lines or (section and page.number not in section):
            continue
        head = [fold(line.text) for line in lines[:6] if width(line.text) <= 100]
        titled = any(any(t in text for t in terms) and any(o in text for o in others) for text in head)
        codes = sum(1 for line in lines if _STANDARD_CODE.search(fold(line.text)))
        if titled and codes >= _FEWEST:
            found.append(range(lines[0].number, lines[-1].number + 1))
    return (*found, *_runs_of_codes(report, terms, others, section))


def _runs_of_codes(report: Report, terms: list[str], others: list[str], section: range | None) -> tuple[range, ...]:
    """Indexes to another standard wherever they stand on a page: below their title, for as long as its codes come."""
    lines = [
        (line.number, fold(line.text))
        for page in report.pages
        if not section or page.number in section
        for line in page.lines
        if line.text.strip()
    ]
    found = []
    codes = [at for at, (_, text) in enumerate(lines) if _STANDARD_CODE.search(text)]
    for run in _close(codes):
        above = [text for _, text in lines[max(0, run[0] - _TITLE_ABOVE) : run[0] + 1] if width(text) <= 100]
        if len(run) >= _FEWEST and any(any(t in x for t in terms) and any(o in x for o in others) for x in above):
            found.append(range(lines[run[0]][0], lines[run[-1]][0] + 1))
    return tuple(found)


def _close(positions: list[int]) -> list[list[int]]:
    """Positions in groups without gaps wider than a wrapped row."""
    groups: list[list[int]] = []
    for at in positions:
        if groups and at - groups[-1][-1] <= _WRAPPED:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups
