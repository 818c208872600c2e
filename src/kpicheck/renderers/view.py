"""What templates are handed: values that are sorted, worded, harmless and ready to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; `href` is empty where nothing can be linked."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quote; `marked` where its words answer the provision."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One quote with the elements that it answers."""

    pieces: tuple[Piece, ...]
    place: Place
    answers: tuple[str, ...] = ()
    heading: str = ""
    sure: str = ""
    ocr: str = ""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class ElementLine:
    """One thing that the provision asks for. `state` is `found`, `missing` or `open` (not found, not required)."""

    label: str
    state: str
    state_label: str
    required: str


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A reference of the index row. `state` is `resolved`, `dangling` or `outside`; `proposed` is a better one."""

    text: str
    state: str
    state_label: str
    place: Place
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """The index row as printed, with what it claims."""

    text: str
    claim: str
    references: tuple[ReferenceLine, ...]
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class FindingView:
    """One provision: what is asked, what was found, what to do."""

    id: str
    title: str
    aspect: str
    aspect_label: str
    obligation: str
    obligation_label: str
    verdict: str
    verdict_label: str
    verdict_note: str
    severity: str
    gap: bool
    binding: bool
    score: int
    sure_percent: str
    sure: str
    unsure: bool
    messages: tuple[str, ...]
    why: str
    fix: str
    basis: str
    missing: tuple[str, ...]
    elements: tuple[ElementLine, ...]
    passages: tuple[Passage, ...]
    more_passages: str
    closest: tuple[Passage, ...]
    reason: str
    reason_passage: Passage | None
    row: RowView | None
    row_missing: str
    where: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class IssueView:
    """One problem of the index or of the report as a whole; `proposed` says what the index could say instead."""

    code: str
    name: str
    severity: str
    severity_label: str
    provision: str
    message: str
    place: Place
    line: int | None
    proposed: str
    proposed_place: Place


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about the report checked; `note` is small print beside it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many provisions have one verdict."""

    verdict: str
    label: str
    about: str
    n: int


@dataclass(frozen=True, slots=True)
class BarPart:
    """A stretch of an aspect's bar, in tenths of a percent of its width."""

    verdict: str
    label: str
    n: int
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class AspectBar:
    """The verdicts of one aspect."""

    id: str
    label: str
    total: int
    parts: tuple[BarPart, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """One provision that the next edition adds, changes or withdraws; `verdict` is empty for a withdrawn one."""

    id: str
    title: str
    change: str
    change_label: str
    obligation: str
    verdict: str
    verdict_label: str
    lacking: bool
    missing: tuple[str, ...]
    fix: str


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """What the next financial year asks for that this report does not have."""

    about: str
    tally: str
    rows: tuple[ReadinessRow, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole gap report."""

    lang: str
    quote_lang: str
    title: str
    issuer: str
    subtitle: str
    facts: tuple[Fact, ...]
    file_facts: tuple[Fact, ...]
    guessed: tuple[str, ...]
    outcome: str
    outcome_more: tuple[str, ...]
    attention: bool
    counts: tuple[Count, ...]
    aspects: tuple[AspectBar, ...]
    fixes: tuple[FindingView, ...]
    optional: tuple[FindingView, ...]
    unreadable: tuple[FindingView, ...]
    findings: tuple[FindingView, ...]
    issues: tuple[IssueView, ...]
    notes: tuple[str, ...]
    method: tuple[str, ...]
    verdicts: tuple[Choice, ...]
    obligations: tuple[Choice, ...]
    total: str
    footer: str
    readiness: ReadinessView | None = None
