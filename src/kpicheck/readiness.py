"""What the following edition asks for that this report does not have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kpicheck.model import Edition, Finding, Profile, Readiness, ReadinessItem
from kpicheck.rulebook import RuleBook
from kpicheck.rulebook.difference import Change, ChangeKind, difference
from kpicheck.rulebook.obligations import ISSUERS, duties

Judge = Callable[[Edition], tuple[Finding, ...]]


def year_after(start: date) -> date:
    """The first day of the financial year after the one that starts on `start`."""
    try:
        return start.replace(year=start.year + 1)
    except ValueError:  # 29 February
        return date(start.year + 1, 3, 1)


def readiness(old: Edition, new: Edition, first: date, profile: Profile, book: RuleBook, judge: Judge) -> Readiness:
    """How far the report already has what `new` asks for and `old` does not, for a year that starts on `first`.

    `judge` gives the findings for an edition; it is asked only about the provisions that are new or changed.
    """
    changes = difference(old, new)
    asked = [change.after for change in changes if change.after is not None]
    found = {finding.provision.id: finding for finding in judge(replace(new, provisions=tuple(asked)))}
    issuers = possible_issuers(profile)
    items = [_item(change, found.get(change.id), new, first, issuers, book) for change in changes]
    return Readiness(old, new, first, tuple(items))


def possible_issuers(profile: Profile) -> tuple[str, ...]:
    """The classes that the issuer may belong to, as far as it is known."""
    if profile.large_cap:
        return ("large_cap",)
    if "board" in profile.guessed:
        return tuple(name for name in ISSUERS if name != "large_cap" or profile.large_cap is None)
    if profile.board == "gem":
        return ("gem",)
    return ("main",) if profile.large_cap is False else ("large_cap", "main")


def _item(
    change: Change, finding: Finding | None, new: Edition, first: date, issuers: tuple[str, ...], book: RuleBook
) -> ReadinessItem:
    provision = change.after or change.before
    assert provision is not None
    withdrawn = change.kind is ChangeKind.REMOVED
    return ReadinessItem(
        change=change.kind.value,
        provision=provision,
        before=change.before.obligation if change.before else None,
        duties=() if withdrawn else duties(book, new, change.id, issuers, first),
        added=() if withdrawn else change.added,
        removed=() if withdrawn else change.removed,
        finding=finding,
    )
