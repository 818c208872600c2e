"""From an assessment to the view that the templates print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from kpicheck.model import Assessment, Edition, Obligation, Verdict
from kpicheck.renderers.build_finding import FindingBuilder
from kpicheck.renderers.build_readiness import readiness_view
from kpicheck.renderers.json import TOOL
from kpicheck.renderers.order import BINDING, VERDICT_ORDER, in_gap_order, is_binding
from kpicheck.renderers.proposals import proposal_for
from kpicheck.renderers.quotes import Quoter, link_to
from kpicheck.renderers.safe import visible
from kpicheck.renderers.speaker import Speaker
from kpicheck.renderers.view import AspectBar, BarPart, Choice, Count, Fact, FindingView, IssueView, Place, ReportView
from kpicheck.words import has

METHOD_SENTENCES = 7
BAR_WIDTH = 1000
# Notes about a guess, with the fields of the profile that they speak of.
GUESSES = {
    "note.edition_guessed": ("edition", "start", "end"),
    "note.period_guessed": ("start", "end"),
    "note.board_guessed": ("board",),
}


def view_of(assessment: Assessment, lang: str, href: str | None = None) -> ReportView:
    """The gap report of `assessment` in `lang`; `href` overrides the link to the report file."""
    speaker = Speaker(assessment, lang)
    quoter = Quoter(speaker, link_to(assessment.report) if href is None else href)
    builder = FindingBuilder(speaker, quoter)
    findings = tuple(builder.build(finding) for finding in assessment.findings)
    by_id = {finding.id: finding for finding in findings}
    gaps = in_gap_order(assessment.findings)
    profile = assessment.profile
    issuer = visible(profile.issuer) or speaker.say("report.unnamed")
    return ReportView(
        lang=speaker.lang,
        quote_lang=assessment.report.language,
        title=speaker.say("report.of", issuer=issuer),
        issuer=issuer,
        subtitle=_subtitle(speaker),
        facts=tuple(_facts(speaker)),
        file_facts=tuple(_file_facts(speaker)),
        guessed=tuple(_guessed(speaker)),
        outcome=_outcome(speaker),
        outcome_more=tuple(_outcome_more(speaker)),
        attention=any(is_binding(gap) for gap in gaps),
        counts=tuple(_counts(speaker)),
        aspects=_aspects(findings),
        fixes=tuple(by_id[gap.provision.id] for gap in gaps if is_binding(gap)),
        optional=tuple(by_id[gap.provision.id] for gap in gaps if not is_binding(gap)),
        unreadable=tuple(finding for finding in findings if finding.verdict == Verdict.UNREADABLE),
        findings=findings,
        issues=tuple(_issues(speaker, quoter)),
        notes=tuple(_notes(speaker)),
        method=tuple(speaker.say(f"method.{n}") for n in range(1, METHOD_SENTENCES + 1)),
        verdicts=tuple(Choice(v, speaker.say(f"label.verdict.{v}")) for v in VERDICT_ORDER if assessment.count(v)),
        obligations=tuple(_obligations(speaker)),
        total=speaker.say("count.provisions", n=len(findings)),
        footer=_footer(speaker),
        readiness=readiness_view(assessment.readiness, speaker) if assessment.readiness else None,
    )


def _subtitle(speaker: Speaker) -> str:
    profile = speaker.assessment.profile
    period = _period(speaker) if profile.start or profile.end else ""
    parts = (visible(profile.stock_code), period, speaker.local(speaker.assessment.edition.label))
    return " · ".join(part for part in parts if part)


def _period(speaker: Speaker) -> str:
    profile = speaker.assessment.profile
    if not profile.start and not profile.end:
        return speaker.say("fact.unknown")
    return speaker.say("range", first=speaker.day(profile.start), last=speaker.day(profile.end))


def _facts(speaker: Speaker) -> Iterable[Fact]:
    """Who reported, for when, under which edition; with what was assumed."""
    profile, edition = speaker.assessment.profile, speaker.assessment.edition
    yield _fact(speaker, "issuer", visible(profile.issuer))
    yield _fact(speaker, "stock_code", visible(profile.stock_code))
    yield _fact(speaker, "period", _period(speaker), fields=("start", "end"))
    yield _fact(speaker, "edition", f"{speaker.local(edition.label)} ({edition.id})", note=_binds(speaker, edition))
    board = f"board.{profile.board}"
    yield _fact(speaker, "board", speaker.say(board) if has(board) else visible(profile.board))
    if profile.large_cap is not None:
        yield _fact(speaker, "large_cap", speaker.say("answer.yes" if profile.large_cap else "answer.no"))


def _file_facts(speaker: Speaker) -> Iterable[Fact]:
    """Which file was read, and what it says of itself."""
    report, profile = speaker.assessment.report, speaker.assessment.profile
    yield _fact(speaker, "file", visible(report.path))
    if report.paged:
        yield _fact(speaker, "pages", str(len(report.pages)))
    language = f"language.{report.language}"
    yield _fact(speaker, "language", speaker.say(language) if has(language) else visible(report.language))
    if profile.cited:
        yield _fact(speaker, "cited", visible(profile.cited))
    yield _fact(speaker, "index", _index(speaker))
    yield _fact(speaker, "sha256", report.sha256)
    yield _fact(speaker, "tool", f"{TOOL} {speaker.assessment.tool_version}")


def _fact(speaker: Speaker, name: str, value: str, *, note: str = "", fields: tuple[str, ...] = ()) -> Fact:
    guessed = set(fields or (name,)) & set(speaker.assessment.profile.guessed)
    notes = (note, speaker.say("fact.guessed") if guessed else "")
    said = speaker.say("list.separator").join(filter(None, notes))
    return Fact(speaker.say(f"fact.{name}"), value or speaker.say("fact.unknown"), said)


def _binds(speaker: Speaker, edition: Edition) -> str:
    first = speaker.day(edition.first)
    if edition.before is None:
        return speaker.say("fact.binds.from", first=first)
    return speaker.say("fact.binds.between", first=first, last=speaker.day(edition.before - timedelta(days=1)))


def _index(speaker: Speaker) -> str:
    index, report = speaker.assessment.index, speaker.assessment.report
    if not index.found:
        return speaker.say("index.none")
    pages = speaker.pages(index.pages) if report.paged else ""
    if report.format == "pdf" and pages:
        return speaker.say("index.found_pages", where=pages)
    if not pages:
        return speaker.say("place.lines", first=index.first_line, last=index.last_line)
    return speaker.say("index.found", where=pages, first=index.first_line, last=index.last_line)


def _guessed(speaker: Speaker) -> Iterable[str]:
    """What was assumed about the issuer: notes that say how to set it, then what no note speaks of."""
    notes = [note for note in speaker.assessment.notes if note.key in GUESSES]
    yield from (speaker.message(note) for note in notes)
    spoken_of = {name for note in notes for name in GUESSES[note.key]}
    if not any(provision.kind == "climate_paragraph" for provision in speaker.assessment.edition.provisions):
        spoken_of.add("large_cap")  # only Part D asks for it
    fields = [name for name in speaker.assessment.profile.guessed if name not in spoken_of]
    named = [speaker.say(f"field.{name}") if has(f"field.{name}") else visible(name) for name in fields]
    if named:
        yield speaker.say("guessed", fields=speaker.say("list.comma").join(named))


def _outcome(speaker: Speaker) -> str:
    """The one line that says how much needs attention."""
    tally = Counter(gap.provision.obligation for gap in speaker.assessment.gaps)
    kinds = [kind for kind in BINDING if tally[kind]]
    said = [speaker.say(f"outcome.count.{kind}", n=tally[kind]) for kind in kinds]
    if not said:
        return speaker.say("outcome.none" if not speaker.assessment.gaps else "outcome.none_binding")
    if len(said) == 1:
        return speaker.say("outcome.one_kind", what=said[0], n=tally[kinds[0]])
    return speaker.say("outcome.two_kinds", first=said[0], second=said[1])


def _outcome_more(speaker: Speaker) -> Iterable[str]:
    assessment = speaker.assessment
    numbers = {
        "optional": sum(1 for gap in assessment.gaps if not is_binding(gap)),
        "unreadable": assessment.count(Verdict.UNREADABLE),
        "issues": len(assessment.issues),
    }
    return (speaker.say(f"outcome.{name}", n=n) for name, n in numbers.items() if n)


def _counts(speaker: Speaker) -> Iterable[Count]:
    for verdict in VERDICT_ORDER:
        label, about = speaker.say(f"label.verdict.{verdict}"), speaker.say(f"about.verdict.{verdict}")
        yield Count(verdict, label, about, speaker.assessment.count(verdict))


def _aspects(findings: tuple[FindingView, ...]) -> tuple[AspectBar, ...]:
    groups: dict[str, list[FindingView]] = {}
    for finding in findings:
        groups.setdefault(finding.aspect, []).append(finding)
    return tuple(_bar(aspect, group) for aspect, group in groups.items())


def _bar(aspect: str, group: list[FindingView]) -> AspectBar:
    """Widths are cut from running totals, so that they add up to the whole bar."""
    tally = Counter(finding.verdict for finding in group)
    labels = {finding.verdict: finding.verdict_label for finding in group}
    parts, done = [], 0
    for verdict in reversed(VERDICT_ORDER):
        if not tally[verdict]:
            continue
        x, end = BAR_WIDTH * done // len(group), BAR_WIDTH * (done + tally[verdict]) // len(group)
        parts.append(BarPart(verdict, labels[verdict], tally[verdict], x, end - x))
        done += tally[verdict]
    summary = " · ".join(f"{part.label} {part.n}" for part in parts)
    return AspectBar(aspect, group[0].aspect_label, len(group), tuple(parts), summary)


def _issues(speaker: Speaker, quoter: Quoter) -> Iterable[IssueView]:
    for issue in speaker.assessment.issues:
        name = f"name.{issue.code}"
        proposed = proposal_for(issue, speaker.assessment)
        yield IssueView(
            code=issue.code,
            name=speaker.say(name) if has(name) else issue.code,
            severity=issue.severity,
            severity_label=speaker.say(f"label.severity.{issue.severity}"),
            provision=issue.provision,
            message=speaker.issue(issue),
            place=quoter.place(issue.page, issue.line),
            line=issue.line,
            proposed=quoter.proposed(proposed) if proposed else "",
            proposed_place=quoter.place(proposed.page, proposed.line) if proposed else Place(""),
        )


def _notes(speaker: Speaker) -> Iterable[str]:
    """What the reader of this gap report should know about the reading, nothing said twice."""
    assessment = speaker.assessment
    told = [speaker.message(note) for note in assessment.notes if note.key not in GUESSES]
    told += [visible(note) for note in assessment.report.notes]
    unreadable = assessment.report.unreadable_pages
    if unreadable and not any(issue.code == "unreadable-pages" for issue in assessment.issues):
        told.append(speaker.say("issue.unreadable-pages", pages=speaker.pages(unreadable)))
    return dict.fromkeys(told)


def _obligations(speaker: Speaker) -> Iterable[Choice]:
    used = {finding.provision.obligation for finding in speaker.assessment.findings}
    return (Choice(o, speaker.say(f"label.obligation.{o}")) for o in Obligation if o in used)


def _footer(speaker: Speaker) -> str:
    assessment = speaker.assessment
    return speaker.say(
        "footer.made",
        tool=TOOL,
        version=assessment.tool_version,
        path=visible(assessment.report.path),
        sha256=assessment.report.sha256,
    )
