"""The time that the report covers: one financial year, the annual report's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kpicheck.beside.scene import Scene, holds, pattern_of
from kpicheck.language.dates import Span, arabic, find_period, find_spans
from kpicheck.language.fold import fold
from kpicheck.model import Issue, Message, Severity

CODE = "period"
BEFORE, AFTER = 34, 16  # characters between the dates and the word that calls them the reporting period
FRONT = 30  # pages of an annual report before the ESG section in which its financial year is looked for
SHORTEST, LONGEST = 350, 380  # days of a financial year: some have 52 or 53 weeks


def period_issues(scene: Scene) -> Iterator[Issue]:
    """An issue when no year is given, the period is no year, or it is not the financial year."""
    said = _reporting_periods(scene)
    if not said and (scene.profile.start is None or "period" in scene.profile.guessed):
        yield Issue(CODE, Severity.NOTE, Message(f"issue.{CODE}"))
        return
    years = [span for span in said if SHORTEST <= span.days <= LONGEST]
    if said and not years:
        yield _issue("length", said[0], ())
        return
    financial = _financial_year(scene)
    if years and financial and all(span.start != financial.start for span in years):
        others = (("other_first", financial.start.isoformat()), ("other_last", financial.end.isoformat()))
        yield _issue("differs", years[0], others)


def _issue(kind: str, span: Span, more: tuple[tuple[str, str], ...]) -> Issue:
    values = (("first", span.start.isoformat()), ("last", span.end.isoformat()), *more)
    return Issue(CODE, Severity.WARNING, Message(f"issue.{CODE}.{kind}", values))


def _reporting_periods(scene: Scene) -> list[Span]:
    """The spans of dates that the report calls its reporting period, the most frequent first."""
    terms = scene.words["period"]["names"]
    names = pattern_of(tuple(terms))
    found: Counter[Span] = Counter()
    for sentence in scene.sentences:
        if not holds(sentence.folded, terms):
            continue
        text = arabic(sentence.folded)
        for span, first, last in find_spans(text):
            lead, tail = text[max(0, first - BEFORE) : first], text[last : last + AFTER]
            if names.search(lead) or names.search(tail):
                found[span] += 1
    return [span for span, _ in found.most_common()]


def _financial_year(scene: Scene) -> Span | None:
    """The financial year from elsewhere: as the user gives it, or as the rest of the annual report says it."""
    profile = scene.profile
    if scene.given and profile.start and profile.end:
        return Span(profile.start, profile.end)
    if scene.section is None:
        return None
    pages = [page for page in scene.report.pages if page.number < scene.section[0]][:FRONT]
    period = find_period(fold("\n".join(line.text for page in pages for line in page.lines)))
    return Span(period.start, period.end) if period and period.sure else None
