"""From one finding to what is printed about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpicheck.model import ElementFinding, Evidence, Finding, IndexRow, Reference, Verdict
from kpicheck.renderers.order import FAIRLY_SURE, is_binding
from kpicheck.renderers.proposals import proposal
from kpicheck.renderers.quotes import Quoter
from kpicheck.renderers.safe import shortened, visible
from kpicheck.renderers.speaker import Speaker, best_passages, percent
from kpicheck.renderers.view import ElementLine, FindingView, Passage, Place, ReferenceLine, RowView
from kpicheck.words import has

# A gap is looked into, so it shows more of what was found, but a wall of quotes hides what is missing.
PASSAGES_OF_GAP, PASSAGES_OTHERWISE = 2, 1
MANY_ELEMENTS = 3
SHOWN = 5
CLOSEST = 2
PLACES = 3
ROW_LIMIT = 600


@dataclass(frozen=True, slots=True)
class FindingBuilder:
    """Builds the views of findings of one assessment."""

    speaker: Speaker
    quoter: Quoter

    def build(self, finding: Finding) -> FindingView:
        provision, say = finding.provision, self.speaker.say
        unreasoned = finding.is_gap and finding.verdict in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE)
        row_missing = "index.no_row" if self.speaker.assessment.index.found else "index.no_index"
        basis = f"basis.{provision.certainty}"
        found = self._found(finding)
        return FindingView(
            id=provision.id,
            title=self.speaker.local(provision.title),
            aspect=provision.aspect,
            aspect_label=self._aspect(provision.aspect),
            obligation=provision.obligation,
            obligation_label=say(f"label.obligation.{provision.obligation}"),
            verdict=finding.verdict,
            verdict_label=say(f"label.verdict.{finding.verdict}"),
            verdict_note=say("label.unreasoned") if unreasoned else "",
            severity=finding.severity or "",
            gap=finding.is_gap,
            binding=is_binding(finding),
            score=percent(finding.score),
            sure_percent=self.speaker.percent(finding.score),
            sure=self.speaker.sure(finding.score),
            unsure=finding.score < FAIRLY_SURE,
            messages=self.speaker.messages(finding),
            why=self.speaker.local(provision.why),
            fix=self.speaker.local(provision.fix),
            basis=say(basis) if has(basis) else "",
            missing=tuple(self.speaker.local(element.label) for element in finding.missing),
            elements=self._elements(finding),
            passages=found[:SHOWN],
            more_passages=say("count.more", n=len(found) - SHOWN) if len(found) > SHOWN else "",
            closest=self._closest(finding),
            reason=visible(finding.reason or ""),
            reason_passage=self._reason(finding.reason_evidence),
            row=self._row(finding.row, finding) if finding.row else None,
            row_missing="" if finding.row else say(row_missing),
            where=self._where(finding),
        )

    def _aspect(self, aspect: str) -> str:
        for name, label in self.speaker.assessment.edition.aspects:
            if name == aspect:
                return self.speaker.local(label)
        return aspect

    def _elements(self, finding: Finding) -> tuple[ElementLine, ...]:
        """What is asked for, missing ones first."""
        missing = {element.id for element in finding.missing}
        lines = [self._element(element, missing) for element in finding.elements]
        return tuple(sorted(lines, key=lambda line: ("missing", "found", "open").index(line.state)))

    def _element(self, found: ElementFinding, missing: set[str]) -> ElementLine:
        element = found.element
        state = "missing" if element.id in missing else "found" if found.found else "open"
        return ElementLine(
            label=self.speaker.local(element.label),
            state=state,
            state_label=self.speaker.say(f"label.element.{state}"),
            required=self.speaker.say(f"label.required.{element.required}"),
        )

    def _found(self, finding: Finding) -> tuple[Passage, ...]:
        found = [element for element in finding.elements if element.found]
        limit = PASSAGES_OF_GAP if finding.is_gap and len(found) < MANY_ELEMENTS else PASSAGES_OTHERWISE
        return self.quoter.passages(self._labelled(found, limit))

    def _closest(self, finding: Finding) -> tuple[Passage, ...]:
        """The best passages that were not good enough, for a person to decide; only where something is missing."""
        if not finding.is_gap:
            return ()
        weak = self._labelled((e for e in finding.elements if not e.found), 1)
        return self.quoter.passages(sorted(weak, key=lambda pair: -pair[1].score))[:CLOSEST]

    def _labelled(self, elements: Iterable[ElementFinding], limit: int) -> list[tuple[str, Evidence]]:
        return [(self.speaker.local(e.element.label), evidence) for e in elements for evidence in e.evidence[:limit]]

    def _reason(self, evidence: Evidence | None) -> Passage | None:
        return self.quoter.passages([("", evidence)])[0] if evidence else None

    def _row(self, row: IndexRow, finding: Finding) -> RowView:
        return RowView(
            text=shortened(visible(row.text), ROW_LIMIT),
            claim=self.speaker.say(f"label.claim.{row.claim}"),
            references=tuple(self._reference(reference, finding) for reference in row.references),
            reason=visible(row.reason or ""),
            place=self.quoter.place(row.page or None, row.line or None),
        )

    def _reference(self, reference: Reference, finding: Finding) -> ReferenceLine:
        instead = proposal(finding, self.speaker.assessment) if reference.resolved is False else None
        state = {True: "resolved", False: "dangling", None: "outside"}[reference.resolved]
        return ReferenceLine(
            text=visible(reference.text),
            state=state,
            state_label=self.speaker.say(f"label.reference.{state}"),
            place=self.quoter.place(reference.page, reference.line) if reference.resolved else Place(""),
            proposed=self.quoter.proposed(instead) if instead else "",
        )

    def _where(self, finding: Finding) -> tuple[Place, ...]:
        best = [evidence for element in finding.elements for evidence in best_passages(element)]
        best += [finding.reason_evidence] if finding.reason_evidence and not best else []
        places = dict.fromkeys(self.quoter.short_place(e.page, e.line) for e in best)
        return tuple(place for place in places if place.label)[:PLACES]
