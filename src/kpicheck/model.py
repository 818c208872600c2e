"""The values that travel through the house; all frozen, none of them does any work.

readers make a `Report`; `index` makes a `ContentIndex`; `evidence` makes `ElementFinding`s; `verdicts` makes
`Finding`s; renderers print an `Assessment`. This module imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What the report does about one provision; see docs/verdicts.md."""

    DISCLOSED = "disclosed"
    PARTIAL = "partial"
    EXPLAINED = "explained"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Obligation(StrEnum):
    """How strongly a provision binds the issuer in one edition."""

    MANDATORY = "mandatory"
    COMPLY_OR_EXPLAIN = "comply-or-explain"
    RECOMMENDED = "recommended"
    VOLUNTARY = "voluntary"
    ENCOURAGED = "encouraged"


class Severity(StrEnum):
    """How grave a gap or an issue is: error for mandatory, warning for comply-or-explain, note for the rest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Claim(StrEnum):
    """What the index row says of its provision."""

    DISCLOSED = "disclosed"
    NOT_APPLICABLE = "not_applicable"
    EXPLAINED = "explained"
    NOT_DISCLOSED = "not_disclosed"
    BLANK = "blank"
    NONE = "none"


class Requirement(StrEnum):
    """When an element is needed for a complete disclosure."""

    ALWAYS = "always"
    WHERE_APPROPRIATE = "where_appropriate"
    IF_APPLICABLE = "if_applicable"
    EXPECTED = "expected"


# ---------------------------------------------------------------- the report


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line that stands in a column of its own.

    `x0` and `x1` are its left and right edge: points in a PDF, column numbers where only the order is known.
    `lines` are its paragraphs, where it has several.
    """

    text: str
    x0: float
    x1: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as a person reads it, left to right.

    `number` counts the lines of the whole input from 1 (blank ones too); `page` is the physical page from 1.
    `cells` holds the columns where the reader knows them (tabs, table cells, PDF geometry), else it is empty.
    `heading` is the level (1 is the highest), 0 for anything that is not known to be a heading.
    `furniture` marks running headers, footers and page numbers. `top`, `bottom` (points from the page's top)
    and `size` (points) are 0 where the format has no geometry.
    """

    number: int
    page: int
    text: str
    cells: tuple[Cell, ...] = ()
    heading: int = 0
    furniture: bool = False
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A drawn horizontal line of a PDF page, in points from the page's top left corner: a row edge of a table."""

    y: float
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page. `printed` is the page number that the page itself shows, empty when there is none.

    `problem` says why the page cannot be read (one of `image-only`, `nonsense`, `too-few-glyphs`), empty when it can.
    """

    number: int
    lines: tuple[Line, ...]
    printed: str = ""
    problem: str = ""
    rules: tuple[HorizontalRule, ...] = ()
    width: float = 0.0
    height: float = 0.0
    ocr: bool = False

    @property
    def readable(self) -> bool:
        return not self.problem


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading known from the file itself (PDF outline, Word or HTML heading); `line` is 0 if only the page is."""

    title: str
    level: int
    page: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: pages of lines, nothing interpreted beyond the layout.

    `format` is `text`, `markdown`, `pdf`, `docx` or `html`. `paged` is false where page numbers mean nothing
    (a Word draft, a web page): everything then stands on page 1 and is located by heading and line.
    `notes` are sentences about the reading that a person should know ("3 pages hold only images").
    """

    path: str
    sha256: str
    format: str
    pages: tuple[Page, ...]
    language: str = "en"
    outline: tuple[OutlineEntry, ...] = ()
    paged: bool = True
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """All lines in reading order, running headers and footers included."""
        for page in self.pages:
            yield from page.lines

    @property
    def unreadable_pages(self) -> tuple[int, ...]:
        return tuple(page.number for page in self.pages if not page.readable)


# ---------------------------------------------------------------- the regulation


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text of ours in the three languages."""

    en: str
    zh_hant: str
    zh_hans: str

    def say(self, lang: str) -> str:
        """The text in `lang`: `en`, `zh-Hant` or `zh-Hans`."""
        return {"zh-Hant": self.zh_hant, "zh-Hans": self.zh_hans}.get(lang, self.en)


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which an element can stand in a report; terms are plain or `$group` of the lexicon.

    about     topic terms, one of which must stand in the passage
    needs     groups of terms; of each group one must stand within `within` sentences of the topic
    without   terms whose presence in the same sentence rules the sentence out
    unit      kind of unit that a number in the passage must carry (lexicon `units`), empty for no number;
              `any` for a number with or without a unit
    dimension breakdown dimension (lexicon `dimensions`) of which at least `least` members must carry a number
    nil       a nil statement about the topic ("no recalls in the year") answers it as well
    within    sentences before and after the topic that may hold the rest; 0 is the same sentence
    years     how many different years must carry a figure
    under     terms of which one must stand in the sentence or in a heading above it
    negative  a statement that there is none answers it ("we have no transition plan"), so a denial is no obstacle
    """

    about: tuple[str, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    unit: str = ""
    dimension: str = ""
    least: int = 2
    nil: bool = False
    within: int = 0
    years: int = 0
    under: tuple[str, ...] = ()
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """One atomic thing that a provision asks for.

    `spared_by` names a provision: where the report says, with a reason, that this one does not apply, the element
    is not asked for (recall procedures where nothing can be recalled).
    """

    id: str
    type: str
    required: Requirement
    label: LocalText
    matches: tuple[Match, ...] = ()
    spared_by: str = ""

    @property
    def is_companion(self) -> bool:
        """How something is carried out or monitored: says nothing unless the thing itself is there."""
        return self.id.endswith((".implement", ".monitor"))


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of one edition, with the obligation it carries there.

    `kind` is `mandatory_paragraph`, `general_disclosure`, `kpi` or `climate_paragraph`. `wording` are short
    fragments by which an index row is recognised as describing it. `certainty` is `official`, `secondary`,
    `memory` or `inference`: what the rule rests on.
    """

    id: str
    aspect: str
    kind: str
    obligation: Obligation
    title: LocalText
    elements: tuple[Element, ...]
    wording: tuple[str, ...] = ()
    why: LocalText = LocalText("", "", "")
    fix: LocalText = LocalText("", "", "")
    certainty: str = ""
    source: str = ""

    @property
    def main_elements(self) -> tuple[Element, ...]:
        """The elements whose absence makes a disclosure incomplete; an intensity is one even where the Code says
        'if applicable': whoever has products to pack has units to count."""
        needed = (Requirement.ALWAYS, Requirement.WHERE_APPROPRIATE)
        return tuple(e for e in self.elements if e.required in needed or e.type == "intensity")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the Guide or Code; it binds financial years that start in [`first`, `before`)."""

    id: str
    label: LocalText
    first: date
    before: date | None
    provisions: tuple[Provision, ...]
    aspects: tuple[tuple[str, LocalText], ...] = ()

    def provision(self, provision_id: str) -> Provision | None:
        return next((p for p in self.provisions if p.id == provision_id), None)


# ---------------------------------------------------------------- who reports


@dataclass(frozen=True, slots=True)
class Profile:
    """Who reports, for which year. `guessed` names the fields that were neither read off the report nor given."""

    issuer: str = ""
    stock_code: str = ""
    start: date | None = None
    end: date | None = None
    cited: str = ""
    board: str = "main"
    large_cap: bool | None = None
    guessed: tuple[str, ...] = ()


# ---------------------------------------------------------------- index and evidence


@dataclass(frozen=True, slots=True)
class Reference:
    """Where an index row points, as printed. `kind`: `section`, `page`, `table` or `document` (another document).

    `resolved` is None where it cannot be decided (another document). `page` and `line` say where the target starts.
    `last_page` ends a page range.
    """

    text: str
    kind: str
    resolved: bool | None = None
    page: int | None = None
    line: int | None = None
    last_page: int | None = None
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What the content index says of one provision. `text` is the row as printed; `told` what its cell itself
    discloses ('Nil', 'no product was recalled'); `printed_code` the provision as the index labels it."""

    provision: str
    claim: Claim
    references: tuple[Reference, ...] = ()
    reason: str | None = None
    line: int = 0
    page: int = 0
    text: str = ""
    printed_code: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class ContentIndex:
    """The HKEX content index of a report. `first_line`..`last_line` are inclusive; `level` is `kpi` or `aspect`."""

    found: bool = False
    rows: tuple[IndexRow, ...] = ()
    first_line: int = 0
    last_line: int = 0
    pages: tuple[int, ...] = ()
    level: str = "kpi"

    def row(self, provision_id: str) -> IndexRow | None:
        return next((r for r in self.rows if r.provision == provision_id), None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that answers an element: where it stands and how sure we are (0 to 1).

    `quote` is the report's own words, never longer than 300 characters. `marks` are the (start, end) offsets of
    the matching words in `quote`. `heading` is the heading path above it.
    """

    page: int
    line: int
    quote: str
    score: float
    printed_page: str = ""
    heading: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class ElementFinding:
    """Whether one element was found, with its best passages, best first."""

    element: Element
    found: bool
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the reader: a key of the word catalogue and what fills its gaps; renderers put it in words."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a provision comes to for one class of issuer: `large_cap`, `main` (another Main Board issuer) or `gem`."""

    issuer: str
    obligation: Obligation
    verdict: Verdict
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is concluded about one provision. `reason` quotes the issuer's reason for not disclosing, if any.

    `outcomes` are given where the board or the LargeCap status is not known and makes a difference.
    """

    provision: Provision
    verdict: Verdict
    score: float
    severity: Severity | None
    row: IndexRow | None = None
    reasoned: bool | None = None
    reason: str | None = None
    reason_evidence: Evidence | None = None
    elements: tuple[ElementFinding, ...] = ()
    missing: tuple[Element, ...] = ()
    messages: tuple[Message, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Missing, partial, or explained / not applicable without a reason (shared verdicts.md)."""
        if self.verdict in (Verdict.MISSING, Verdict.PARTIAL):
            return True
        return self.verdict in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE) and not self.reasoned


@dataclass(frozen=True, slots=True)
class Issue:
    """A problem of the index or of the report as a whole, with a code that is documented like a rule."""

    code: str
    severity: Severity
    message: Message
    provision: str = ""
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure read from the report, as printed: `value` in `unit`, for `period` (a year, or empty)."""

    provision: str
    metric: str
    value: float
    unit: str
    period: str
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class Duty:
    """From the financial year that starts on `since` on, a provision binds `issuers` this strongly.

    `issuers` is `large_cap`, `main` (the other Main Board issuers), `gem` or `all`.
    """

    issuers: str
    since: date
    obligation: Obligation


@dataclass(frozen=True, slots=True)
class ReadinessItem:
    """One provision that the next edition adds, changes or withdraws. `change` is `added`, `changed` or `removed`.

    `before` is the obligation so far, None where the provision is new; `duties` those to come, empty where it is
    withdrawn. `added` and `removed` are the elements that differ. `finding` judges this report by the next edition.
    """

    change: str
    provision: Provision
    before: Obligation | None = None
    duties: tuple[Duty, ...] = ()
    added: tuple[Element, ...] = ()
    removed: tuple[Element, ...] = ()
    finding: Finding | None = None

    @property
    def lacking(self) -> bool:
        """Whether this report does not have what will be asked for."""
        return self.finding is not None and self.finding.is_gap


@dataclass(frozen=True, slots=True)
class Readiness:
    """What `new` asks for and `old` does not, for the financial year that starts on `first`."""

    old: Edition
    new: Edition
    first: date
    items: tuple[ReadinessItem, ...] = ()

    @property
    def lacking(self) -> tuple[ReadinessItem, ...]:
        return tuple(item for item in self.items if item.lacking)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that is concluded about one report; what renderers are handed."""

    report: Report
    edition: Edition
    profile: Profile
    index: ContentIndex
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...] = ()
    values: tuple[Value, ...] = ()
    tool_version: str = ""
    notes: tuple[Message, ...] = field(default=())
    readiness: Readiness | None = None

    def count(self, verdict: Verdict) -> int:
        return sum(1 for finding in self.findings if finding.verdict is verdict)

    @property
    def gaps(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.is_gap)


GRAVITY: dict[Severity, int] = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.NOTE: 0}
