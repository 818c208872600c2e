"""Reliefs of Part D that a report says it uses, and a report that follows ISSB Standards instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpicheck.evidence.body import Body
from kpicheck.evidence.sentences import Sentence
from kpicheck.model import Edition, Finding, Message

CLIMATE = "climate_paragraph"
# The reliefs by the name that the word catalogue has for them; the lexicon holds the terms of each.
RELIEFS = ("information", "capabilities", "sensitive", "effects")
QUOTE = 140


def climate_notes(edition: Edition, body: Body) -> tuple[Message, ...]:
    """What a reader should know about reliefs and ISSB Standards, where the edition has a Part D."""
    if not any(provision.kind == CLIMATE for provision in edition.provisions):
        return ()
    notes = []
    issb = next(_issb(body), None)
    if issb:
        notes.append(Message("note.issb", (("quote", issb.text[:QUOTE]), ("where", str(issb.page)))))
    for name in RELIEFS:
        used = next((body.sentences[number] for number in body.terms.of((f"$d_relief_{name}",))), None)
        if used:
            notes.append(Message("note.relief", (("relief", name), ("where", str(used.page)))))
    return tuple(notes)


def with_reliefs(findings: Sequence[Finding], body: Body) -> tuple[Finding, ...]:
    """`findings`, those of Part D whose evidence is the use of a relief with a message that says so."""
    used = {
        (sentence.page, line): name
        for name in RELIEFS
        for sentence in (body.sentences[number] for number in body.terms.of((f"$d_relief_{name}",)))
        for line in range(sentence.line, sentence.last_line + 1)
    }
    return tuple(_told(finding, used) for finding in findings) if used else tuple(findings)


def _told(finding: Finding, used: dict[tuple[int, int], str]) -> Finding:
    if finding.provision.kind != CLIMATE:
        return finding
    passages = [e for element in finding.elements if element.found for e in element.evidence[:1]]
    passages += [finding.reason_evidence] if finding.reason_evidence else []
    names = dict.fromkeys(used[place] for e in passages if (place := (e.page, e.line)) in used)
    messages = tuple(Message("relief.used", (("relief", name),)) for name in names)
    return replace(finding, messages=(*finding.messages, *messages)) if messages else finding


def _issb(body: Body) -> Iterator[Sentence]:
    """The sentences that claim a report prepared under ISSB Standards; leaning on them or planning to is not enough."""
    prepared, short_of = body.terms.of(("$d_issb_prepared",)), body.terms.of(("$d_issb_short_of",))
    for number in body.terms.of(("$d_issb",)):
        if number in prepared and number not in short_of:
            yield body.sentences[number]
