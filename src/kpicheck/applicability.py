"""What depends on facts that are not known: the board and whether the issuer is a LargeCap issuer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kpicheck.model import Edition, Finding, Message, Outcome, Profile
from kpicheck.readiness import possible_issuers
from kpicheck.rulebook import RuleBook
from kpicheck.rulebook.obligations import ISSUERS

Judge = Callable[[Edition], tuple[Finding, ...]]


def with_outcomes(
    findings: Sequence[Finding], edition: Edition, profile: Profile, book: RuleBook, judge: Judge
) -> tuple[Finding, ...]:
    """`findings`, those that turn on an unknown fact with the outcome for each class the issuer may belong to.

    `judge` gives the findings of an edition; it is asked only about the provisions that bind otherwise.
    """
    issuers = possible_issuers(profile)
    if len(issuers) < 2:
        return tuple(findings)
    assumed = "gem" if profile.board == "gem" else "large_cap" if profile.large_cap else "main"
    told = {finding.provision.id: {assumed: finding} for finding in findings}
    for issuer in issuers:
        if issuer == assumed:
            continue
        for finding in judge(_differing(edition, issuer, profile, book)):
            told[finding.provision.id][issuer] = finding
    return tuple(replace(finding, outcomes=_outcomes(told[finding.provision.id], issuers)) for finding in findings)


def _differing(edition: Edition, issuer: str, profile: Profile, book: RuleBook) -> Edition:
    """The edition as it binds `issuer`, with the provisions whose obligation is another than in `edition`."""
    board, large_cap = ISSUERS[issuer]
    year = profile.start.year if profile.start else None
    other = book.edition(edition.id, board=board, large_cap=large_cap, year=year)
    here = {provision.id: provision.obligation for provision in edition.provisions}
    return replace(other, provisions=tuple(p for p in other.provisions if here.get(p.id) is not p.obligation))


def _outcomes(by_issuer: dict[str, Finding], issuers: Sequence[str]) -> tuple[Outcome, ...]:
    if len(by_issuer) < 2:
        return ()
    assumed = next(iter(by_issuer.values()))
    found = [(issuer, by_issuer.get(issuer, assumed)) for issuer in issuers]
    return tuple(Outcome(issuer, f.provision.obligation, f.verdict, f.severity) for issuer, f in found)


def applicability_note(findings: Sequence[Finding]) -> tuple[Message, ...]:
    """The note that says how many provisions turn on what is not known; none where nothing does."""
    count = sum(bool(finding.outcomes) for finding in findings)
    return (Message("note.applicability", (("n", str(count)),)),) if count else ()
