"""How strongly a provision binds whom, edition by edition and year by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from kpicheck.model import Edition, Obligation
from kpicheck.rulebook import RuleBook

YEARS_AHEAD = 3  # of an edition that has no end yet
ISSUERS: tuple[tuple[str, str, bool], ...] = (
    ("large_cap", "main", True),
    ("main", "main", False),
    ("gem", "gem", False),
)
EVERYONE = "all"


@dataclass(frozen=True, slots=True)
class Binding:
    """For financial years that start on `since` or later, a provision binds `issuers` in `edition` this strongly."""

    edition: Edition
    since: date
    issuers: str
    obligation: Obligation


def bindings(book: RuleBook, provision: str) -> tuple[Binding, ...]:
    """What binds whom, oldest edition first; one entry for all issuers where they are treated alike."""
    return tuple(each for edition in book.editions.values() for each in _of_edition(book, edition, provision))


def _of_edition(book: RuleBook, edition: Edition, provision: str) -> Iterator[Binding]:
    if edition.provision(provision) is None:
        return
    by_issuer = {name: tuple(_runs(book, edition, provision, board, cap)) for name, board, cap in ISSUERS}
    if len(set(by_issuer.values())) == 1:
        by_issuer = {EVERYONE: by_issuer["main"]}
    for issuers, runs in by_issuer.items():
        for since, obligation in runs:
            yield Binding(edition, max(edition.first, date(since, 1, 1)), issuers, obligation)


def _runs(
    book: RuleBook, edition: Edition, provision: str, board: str, large_cap: bool
) -> Iterator[tuple[int, Obligation]]:
    """The obligation with the first year in which it holds, for each time that it changes."""
    last = (edition.before - timedelta(days=1)).year if edition.before else edition.first.year + YEARS_AHEAD
    by_year = []
    for year in range(edition.first.year, last + 1):
        found = book.edition(edition.id, board=board, large_cap=large_cap, year=year).provision(provision)
        if found is not None:
            by_year.append((year, found.obligation))
    for obligation, years in groupby(by_year, key=lambda pair: pair[1]):
        yield next(years)[0], obligation
