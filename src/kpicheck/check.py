"""The way through the house: a report and the rules in, an assessment out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpicheck import __version__
from kpicheck.applicability import applicability_note, with_outcomes
from kpicheck.beside import Scene, find_beside
from kpicheck.errors import UnfitInput, UsageError
from kpicheck.evidence.body import Body, read_body
from kpicheck.evidence.elements import Matcher
from kpicheck.evidence.explain import find_explanation
from kpicheck.evidence.told import with_cell
from kpicheck.fitness import refuse_unfit
from kpicheck.index.read import IndexReading, read_index
from kpicheck.issues import find_issues
from kpicheck.model import (
    Assessment,
    Claim,
    Edition,
    Finding,
    IndexRow,
    Line,
    Message,
    Page,
    Profile,
    Provision,
    Readiness,
    Report,
    Verdict,
)
from kpicheck.outside import left_out
from kpicheck.pause import collector_paused
from kpicheck.profile import ProfileOptions, read_profile
from kpicheck.readiness import Judge, readiness, year_after
from kpicheck.reliefs import climate_notes, with_reliefs
from kpicheck.rulebook import RuleBook
from kpicheck.section import esg_section
from kpicheck.values import collect_values
from kpicheck.verdicts import Held, judge, weigh

DOUBTFUL = 0.75  # evidence weaker than this gives way to a considered reason for not disclosing
LATEST_KNOWN = "e2022"  # assumed when the financial year cannot be read


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says; None leaves it to the report."""

    edition: str | None = None
    fy_start: date | None = None
    board: str | None = None
    large_cap: bool | None = None
    ahead: bool = False  # say as well what the next financial year asks for


@collector_paused()
def assess(report: Report, book: RuleBook, options: Options = Options()) -> Assessment:
    """Everything that can be concluded about `report`. Raises UnfitInput when it is no ESG report."""
    profile = read_profile(report, ProfileOptions(options.fy_start, options.board, options.large_cap))
    section = esg_section(report, book)
    reading = read_index(report, book, section)
    if section and not reading.index.found:
        reading = read_index(report, book)
    refuse_unfit(report, reading.index, book)
    edition, notes = _edition(profile, book, options)
    if section:
        notes = (*notes, Message("note.report_section", (("first", str(section[0])), ("last", str(section[-1])))))
    body = read_body(report, book, left_out(report, reading, book, section))
    matcher = Matcher(body, book.lexicon.dimensions)

    def judged(asked: Edition) -> tuple[Finding, ...]:
        return _findings(asked, reading, body, matcher, report, book)

    findings = with_outcomes(with_reliefs(judged(edition), body), edition, profile, book, judged)
    notes = (*notes, *applicability_note(findings), *climate_notes(edition, body))
    year = profile.end.year if profile.end else None
    binding = _binding(profile, book) or edition
    scene = Scene(
        report, profile, binding, reading.index, body.sentences, book.beside, section, options.fy_start
    )  # fmt: skip
    beside = find_beside(scene)
    return Assessment(
        report=report,
        edition=edition,
        profile=profile,
        index=reading.index,
        findings=findings,
        issues=(*find_issues(report, edition, reading.index, findings), *beside),
        values=collect_values(edition, body, matcher, book.lexicon.units, year),
        tool_version=__version__,
        notes=notes,
        readiness=_readiness(binding, edition, profile, book, options, judged),
    )


def _readiness(
    binding: Edition, edition: Edition, profile: Profile, book: RuleBook, options: Options, judge: Judge
) -> Readiness | None:
    """What is to come, where it is asked for: by name, or by checking a report against a later edition than its own."""
    if options.edition and edition.first > binding.first:
        return readiness(binding, edition, max(edition.first, _after(profile, edition)), profile, book, judge)
    if not options.ahead:
        return None
    first = _after(profile, binding)
    following = book.edition_for(first, board=profile.board, large_cap=profile.large_cap)
    return readiness(binding, following, first, profile, book, judge)


def _after(profile: Profile, edition: Edition) -> date:
    """The first day of the next financial year; of the next edition where the report names no year."""
    return year_after(profile.start) if profile.start else edition.before or edition.first


def check_text(text: str, provision_id: str, edition_id: str, book: RuleBook) -> Finding:
    """The finding for one provision on a short text of the body: how the rules' own cases are tested."""
    edition = book.edition(edition_id)
    provision = edition.provision(provision_id)
    if provision is None:
        raise UnfitInput(f"edition {edition_id} has no provision {provision_id}")
    lines = tuple(Line(n, 1, line) for n, line in enumerate(text.split("\n"), 1))
    report = Report("case", "", "text", (Page(1, lines),))
    body = read_body(report, book)
    return _find(provision, IndexReading.none(), body, Matcher(body, book.lexicon.dimensions), report, book)


def _edition(profile: Profile, book: RuleBook, options: Options) -> tuple[Edition, tuple[Message, ...]]:
    """The edition that binds the year, or the one the user names; what was guessed is said."""
    notes: list[Message] = []
    if options.edition:
        year = profile.start.year if profile.start else None
        edition = book.edition(options.edition, board=profile.board, large_cap=profile.large_cap, year=year)
    elif profile.start:
        edition = book.edition_for(profile.start, board=profile.board, large_cap=profile.large_cap)
        if "period" in profile.guessed:
            notes.append(Message("note.period_guessed"))
    else:
        edition = book.edition(LATEST_KNOWN, board=profile.board, large_cap=profile.large_cap)
        notes.append(Message("note.edition_guessed", (("edition", edition.id),)))
    if "board" in profile.guessed:
        notes.append(Message("note.board_guessed"))
    return edition, tuple(notes)


def _binding(profile: Profile, book: RuleBook) -> Edition | None:
    """The edition that binds the financial year, whatever the user checks against; None where that is not known."""
    try:
        if profile.start is None:
            return None
        return book.edition_for(profile.start, board=profile.board, large_cap=profile.large_cap)
    except UsageError:
        return None


def _findings(
    edition: Edition, reading: IndexReading, body: Body, matcher: Matcher, report: Report, book: RuleBook
) -> tuple[Finding, ...]:
    """The finding for every provision; one whose element another provision spares is judged again."""
    found = {p.id: _find(p, reading, body, matcher, report, book) for p in edition.provisions}
    for provision in edition.provisions:
        spared = frozenset(e.id for e in provision.elements if e.spared_by and _does_not_apply(found.get(e.spared_by)))
        if spared:
            found[provision.id] = _find(provision, reading, body, matcher, report, book, spared)
    return tuple(found.values())


def _does_not_apply(finding: Finding | None) -> bool:
    """Said, with a reason, not to apply: by the verdict, or by the index alone where a nil stands beside it."""
    if finding is None:
        return False
    if finding.verdict is Verdict.NOT_APPLICABLE:
        return bool(finding.reasoned)
    return finding.row is not None and finding.row.claim is Claim.NOT_APPLICABLE and bool(finding.row.reason)


def _find(
    provision: Provision,
    reading: IndexReading,
    body: Body,
    matcher: Matcher,
    report: Report,
    book: RuleBook,
    spared: frozenset[str] = frozenset(),
) -> Finding:
    row = reading.index.row(provision.id)
    pointed = _pointed(row, body)
    answers = [matcher.test(element, pointed) for element in provision.elements]
    answers = with_cell(answers, provision, row, book)
    claim = row.claim if row else Claim.NONE
    held = weigh(provision, answers, claim, spared)
    explanation = None
    told = held.held is Held.FULL and provision.kind != "kpi"  # a policy that stands there is not explained away
    doubtful = held.held is Held.NONE or held.score < DOUBTFUL or any(answer.blank for answer in answers)
    if doubtful and not told:
        explanation = find_explanation(provision, body, matcher)
    if explanation and held.held is not Held.NONE and not explanation.considered:
        explanation = None
    return judge(provision, row, answers, explanation, _may_be_unreadable(row, report), spared)


def _pointed(row: IndexRow | None, body: Body) -> frozenset[int]:
    """The sentences that stand where the index row points."""
    if row is None:
        return frozenset()
    spans = [(r.line, r.last_line or r.line) for r in row.references if r.resolved and r.line]
    if not spans:
        return frozenset()
    return frozenset(number for first, last in spans for number in body.between(first, last))


def _may_be_unreadable(row: IndexRow | None, report: Report) -> bool:
    """Whether the provision may stand on a page without text: where the row points, else anywhere."""
    unreadable = set(report.unreadable_pages)
    if not unreadable:
        return False
    pages = {
        p
        for r in (row.references if row else ())
        if r.resolved and r.page
        for p in range(r.page, (r.last_page or r.page) + 1)
    }
    if pages:
        return bool(pages & unreadable)
    return len(unreadable) >= 0.1 * len(report.pages)
