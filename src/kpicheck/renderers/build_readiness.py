"""From the readiness of a report to what is printed about it."""

from __future__ import annotations

from kpicheck.model import Duty, Obligation, Readiness, ReadinessItem
from kpicheck.renderers.speaker import Speaker
from kpicheck.renderers.view import ReadinessRow, ReadinessView

_RANK = {obligation: rank for rank, obligation in enumerate(Obligation)}


def readiness_view(readiness: Readiness, speaker: Speaker) -> ReadinessView:
    """What the report lacks first, by obligation; then what it has already; last what is withdrawn."""
    items = sorted(readiness.items, key=_key)
    kinds = {kind: sum(item.change == kind for item in items) for kind in ("added", "changed", "removed")}
    edition = f"{speaker.local(readiness.new.label)} ({readiness.new.id})"
    old = f"{speaker.local(readiness.old.label)} ({readiness.old.id})"
    about = speaker.say("readiness.about", first=speaker.day(readiness.first), new=edition)
    if not items:
        return ReadinessView(about, speaker.say("readiness.same", old=old), ())
    tally = speaker.say("readiness.tally", old=old, **kinds)
    lacking = speaker.say("readiness.lacking", n=len(readiness.lacking))
    return ReadinessView(about, f"{tally} {lacking}", tuple(_row(item, speaker) for item in items))


def _key(item: ReadinessItem) -> tuple[bool, bool, int]:
    weakest = max((_RANK[duty.obligation] for duty in item.duties), default=len(_RANK))
    return (item.change == "removed", not item.lacking, weakest)


def _row(item: ReadinessItem, speaker: Speaker) -> ReadinessRow:
    finding = item.finding
    missing = [speaker.local(element.label) for element in finding.missing] if finding else []
    return ReadinessRow(
        id=item.provision.id,
        title=speaker.local(item.provision.title),
        change=item.change,
        change_label=speaker.say(f"diff.{item.change}"),
        obligation=_obligation(item, speaker),
        verdict=finding.verdict if finding else "",
        verdict_label=speaker.say(f"label.verdict.{finding.verdict}") if finding else speaker.say("dash"),
        lacking=item.lacking,
        missing=tuple(missing),
        fix=speaker.local(item.provision.fix) if item.lacking else "",
    )


def _obligation(item: ReadinessItem, speaker: Speaker) -> str:
    """`Comply or explain from 1 January 2025`, by class of issuer where they differ; none when it is withdrawn."""
    if not item.duties:
        return speaker.say("readiness.withdrawn")
    classes = dict.fromkeys(duty.issuers for duty in item.duties)
    told = []
    for issuers in classes:
        duties = [duty for duty in item.duties if duty.issuers == issuers]
        text = speaker.say("list.comma").join(_duty(duty, speaker) for duty in duties)
        one = len(classes) == 1
        told.append(text if one else speaker.say("readiness.for", issuers=speaker.say(f"issuers.{issuers}"), what=text))
    return speaker.say("list.separator").join(told)


def _duty(duty: Duty, speaker: Speaker) -> str:
    obligation = speaker.say(f"label.obligation.{duty.obligation}")
    return speaker.say("readiness.duty", obligation=obligation, year=duty.since.year)
