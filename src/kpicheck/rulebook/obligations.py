"""How strongly a provision binds whom, edition by edition and year by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from kpicheck.model import Duty, Edition, Obligation
from kpicheck.rulebook.book import RuleBook

YEARS_AHEAD = 3  # of an edition that has no end yet
# What an obligation may depend on: the class of the issuer, with its board and whether it is a LargeCap issuer.
ISSUERS: dict[str, tuple[str, bool]] = {
    "large_cap": ("main", True),
    "main": ("main", False),
    "gem": ("gem", False),
}
EVERYONE = "all"


def duties(
    book: RuleBook, edition: Edition, provision: str, issuers: Sequence[str] = tuple(ISSUERS), since: date | None = None
) -> tuple[Duty, ...]:
    """What binds each of `issuers` in `edition`, one entry for each time that it changes; of all of them together
    where they are treated alike. `since` leaves out what is over by then."""
    if edition.provision(provision) is None:
        return ()
    first = max(edition.first, since) if since else edition.first
    by_issuer = {name: tuple(_runs(book, edition, provision, *ISSUERS[name], first)) for name in issuers}
    if len(set(by_issuer.values())) == 1:
        by_issuer = {EVERYONE if len(issuers) > 1 else issuers[0]: next(iter(by_issuer.values()))}
    return tuple(Duty(name, max(first, day), how) for name, runs in by_issuer.items() for day, how in runs)


def _runs(
    book: RuleBook, edition: Edition, provision: str, board: str, large_cap: bool, first: date
) -> Iterator[tuple[date, Obligation]]:
    """The obligation with the first day from which on it holds, for each time that it changes."""
    last = (edition.before - timedelta(days=1)).year if edition.before else first.year + YEARS_AHEAD
    by_year = []
    for year in range(first.year, last + 1):
        found = book.edition(edition.id, board=board, large_cap=large_cap, year=year).provision(provision)
        if found is not None:
            by_year.append((year, found.obligation))
    for obligation, years in groupby(by_year, key=lambda pair: pair[1]):
        yield date(next(years)[0], 1, 1), obligation
