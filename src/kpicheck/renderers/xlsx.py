"""The gap report as a workbook, with columns in which a reviewer agrees or disagrees (see `kpicheck.reviewed`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from kpicheck.model import Assessment
from kpicheck.renderers.build import view_of
from kpicheck.renderers.order import VERDICT_ORDER
from kpicheck.renderers.speaker import Speaker
from kpicheck.renderers.view import FindingView, Passage, Place, ReportView
from kpicheck.renderers.workbook import Cell, Coloured, Column, Leap, Percent, Quoted, Sheet, Workbook

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class XlsxRenderer:
    """`report_href` is the link to the report file as seen from where the workbook will lie; None takes its path."""

    report_href: str | None = None

    def render(self, assessment: Assessment, lang: str) -> bytes:
        view, speaker = view_of(assessment, lang, self.report_href), Speaker(assessment, lang)
        sheets = _Sheets(view, speaker)
        with Workbook(view.title, view.issuer) as book:
            sheets.summary(book.sheet(speaker.say("sheet.summary")))
            for name in ("gaps", "provisions", "index", "evidence"):
                columns, rows = getattr(sheets, name)()
                sheet = book.sheet(speaker.say(f"sheet.{name}"))
                sheet.table(columns, rows, choice_error=speaker.say("review.only"))
        return book.data


Table = tuple[Sequence[Column], Iterable[Sequence[Cell]]]


class _Sheets:
    """What stands on each sheet."""

    def __init__(self, view: ReportView, speaker: Speaker) -> None:
        self.view, self.say = view, speaker.say
        self._evidence: list[tuple[Cell, ...]] = []
        self._first: dict[str, int] = {}
        for finding in view.findings:
            self._first[finding.id] = len(self._evidence) + 1  # below the head
            self._evidence += self._passages(finding)

    # -------------------------------------------------------------- summary

    def summary(self, sheet: Sheet) -> None:
        sheet.widths(34, 96, 12)
        sheet.put(0, 0, self.view.title, bold=True, font_size=16, text_wrap=False)
        sheet.put(1, 0, self.view.outcome, bold=True, font_size=13, text_wrap=False)
        row = 3
        for label, cells in self._summary():
            sheet.put(row, 0, label, bold=True)
            for at, cell in enumerate(cells, 1):
                sheet.put(row, at, cell)
            row += 1

    def _summary(self) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
        view, say = self.view, self.say
        for sentence in (*view.outcome_more, *view.guessed):
            yield "", (sentence,)
        yield "", (say("review.how"),)
        yield "", ()
        yield from self._facts()
        yield "", ()
        for count in view.counts:
            yield Coloured(count.label, count.verdict), (count.about, count.n)
        yield "", ()
        yield say("heading.coverage"), ()
        for bar in view.aspects:
            yield f"{bar.id} {bar.label}", (bar.summary, bar.total)
        whole = [issue for issue in view.issues if not issue.provision]
        for title, sentences in (
            (say("heading.issues"), [f"{issue.name}: {issue.message}" for issue in whole]),
            (say("heading.notes"), view.notes),
            (say("heading.method"), view.method),
        ):
            if sentences:
                yield "", ()
                for at, sentence in enumerate(sentences):
                    yield "" if at else title, (sentence,)

    def _facts(self) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
        for fact in (*self.view.facts, *self.view.file_facts):
            yield fact.label, (f"{fact.value} ({fact.note})" if fact.note else fact.value,)

    # -------------------------------------------------------------- provisions

    def gaps(self) -> Table:
        columns = [
            *self._columns(("provision", 12), ("title", 28), ("obligation", 14), ("verdict", 14), ("sure", 9)),
            *self._columns(("missing", 36), ("todo", 48), ("quote", 60), ("where", 16), ("row", 36), ("claim", 14)),
            *self._review(),
        ]
        return columns, map(self._gap, (*self.view.fixes, *self.view.optional))

    def _gap(self, finding: FindingView) -> tuple[Cell, ...]:
        passage = next(iter(finding.passages or finding.closest), None)
        return (
            *self._head(finding),
            BREAK.join(finding.missing),
            BREAK.join(filter(None, (*finding.messages, finding.fix))),
            self._quoted(passage) if passage else self.say("evidence.none"),
            self._where(finding, passage),
            *self._row(finding),
        )

    def provisions(self) -> Table:
        columns = [
            *self._columns(("provision", 12), ("title", 36), ("obligation", 16), ("verdict", 16), ("sure", 10)),
            *self._columns(("missing", 44), ("where", 18), ("row", 44), ("claim", 16)),
            *self._review(),
        ]
        return columns, map(self._provision, self.view.findings)

    def _provision(self, finding: FindingView) -> tuple[Cell, ...]:
        passage = next(iter(finding.passages), None)
        where = self._where(finding, passage) if passage else ""
        return (*self._head(finding), BREAK.join(finding.missing), where, *self._row(finding))

    def _head(self, finding: FindingView) -> tuple[Cell, ...]:
        return (
            finding.id,
            finding.title,
            finding.obligation_label,
            Coloured(finding.verdict_label, finding.verdict),
            Percent(finding.score),
        )

    def _row(self, finding: FindingView) -> tuple[Cell, ...]:
        row = finding.row
        return (self.say("quoted", text=row.text) if row.text else "", row.claim) if row else (finding.row_missing, "")

    def _where(self, finding: FindingView, passage: Passage | None) -> Cell:
        """The page of the report where that can be linked, else the provision's first row of evidence."""
        if passage and passage.place.href:
            return passage.place
        label = passage.place.label if passage else self.say("sheet.evidence")
        return Leap(label, self.say("sheet.evidence"), self._first[finding.id])

    def _review(self) -> list[Column]:
        answers = (self.say("review.agree"), self.say("review.disagree"))
        verdicts = tuple(self.say(f"label.verdict.{verdict}") for verdict in VERDICT_ORDER)
        return [
            Column(self.say("review.reviewer"), 14, answers, input=True),
            Column(self.say("review.verdict"), 18, verdicts, input=True),
            Column(self.say("review.note"), 40, input=True),
        ]

    # -------------------------------------------------------------- index and evidence

    def index(self) -> Table:
        columns = self._columns(
            ("provision", 12), ("row", 52), ("claim", 16), ("reference", 36), ("found", 28), ("where", 16),
            ("proposed", 44), ("problem", 60),
        )  # fmt: skip
        return columns, chain.from_iterable(map(self._references, self.view.findings))

    def _references(self, finding: FindingView) -> Iterator[tuple[Cell, ...]]:
        """A line for each reference of the row; the row itself and its problems stand on the first."""
        issues = [issue for issue in self.view.issues if issue.provision == finding.id]
        problems = BREAK.join(issue.message for issue in issues)
        proposed = BREAK.join(dict.fromkeys(issue.proposed for issue in issues if issue.proposed))
        references = finding.row.references if finding.row else ()
        if not references:
            yield (finding.id, *self._row(finding), "", "", Place(""), proposed, problems)
        for at, reference in enumerate(references):
            text, claim = self._row(finding)
            yield (
                finding.id,
                "" if at else text,
                claim,
                self.say("quoted", text=reference.text),
                reference.state_label,
                reference.place,
                "" if at else proposed,
                "" if at else problems,
            )

    def evidence(self) -> Table:
        columns = self._columns(
            ("provision", 12), ("verdict", 16), ("element", 44), ("state", 20), ("quote", 80), ("where", 20),
            ("heading", 32), ("sure", 10),
        )  # fmt: skip
        return columns, self._evidence

    def _passages(self, finding: FindingView) -> Iterator[tuple[Cell, ...]]:
        """The passages found, the closest ones, then what has none at all: at least one line."""
        verdict = Coloured(finding.verdict_label, finding.verdict)
        kinds = (
            ("label.element.found", finding.passages),
            ("heading.closest", finding.closest),
            ("heading.reason", (finding.reason_passage,) if finding.reason_passage else ()),
        )
        shown: set[str] = set()
        for state, passages in kinds:
            for passage in passages:
                shown.update(passage.answers)
                labels = BREAK.join(passage.answers)
                quote = self._quoted(passage)
                yield (
                    finding.id,
                    verdict,
                    labels,
                    self.say(state),
                    quote,
                    passage.place,
                    passage.heading,
                    passage.sure,
                )
        bare = [line for line in finding.elements if line.label not in shown and line.state != "found"]
        for line in bare:
            yield (finding.id, verdict, line.label, line.state_label, "", "", "", "")
        if not shown and not bare:
            yield (finding.id, verdict, "", "", self.say("evidence.none"), "", "", "")

    # -------------------------------------------------------------- parts

    def _columns(self, *columns: tuple[str, float]) -> list[Column]:
        return [Column(self.say(f"col.{name}"), width) for name, width in columns]

    def _quoted(self, passage: Passage) -> Quoted:
        before, after = self.say("quoted", text="\x00").split("\x00")
        return Quoted(before, passage.pieces, after)
