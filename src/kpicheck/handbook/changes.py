"""The difference of two editions as text, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kpicheck.model import Edition, Element, Obligation
from kpicheck.renderers.markdown import inline
from kpicheck.rulebook.difference import Change, ChangeKind, difference
from kpicheck.words import say

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions and what differs between them."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, old: Edition, new: Edition) -> Comparison:
        return cls(old, new, difference(old, new))

    def of_kind(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind is kind)


def as_text(comparison: Comparison, lang: str) -> str:
    """Lines for a terminal: `+`, `~` and `-` before what is added, changed and removed."""
    signs = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "~", ChangeKind.REMOVED: "-"}
    lines = [_title(comparison, lang), _tally(comparison, lang)]
    for kind in ChangeKind:
        for change in comparison.of_kind(kind):
            lines += ["", f"{signs[kind]} {change.id} {change.title.say(lang)} · {obligation_words(change, lang)}"]
            lines += [f"    {sign} {text}" for sign, text in element_lines(change, lang)]
    return "\n".join(lines) + "\n"


def as_markdown(comparison: Comparison, lang: str) -> str:
    """A section for each kind of change."""
    lines = [f"# {inline(_title(comparison, lang))}", "", inline(_tally(comparison, lang))]
    for kind in ChangeKind:
        changes = comparison.of_kind(kind)
        if changes:
            lines += ["", f"## {say(lang, f'diff.{kind}')}", ""]
        for change in changes:
            title = inline(f"{change.id} {change.title.say(lang)}")
            lines.append(f"- **{title}**: {inline(obligation_words(change, lang))}")
            lines += [f"  - {_word(sign, lang)}: {inline(text)}" for sign, text in element_lines(change, lang)]
    return "\n".join(lines) + "\n"


def as_json(comparison: Comparison, lang: str) -> str:
    """The same for programs."""
    plain: Plain = {"old": comparison.old.id, "new": comparison.new.id}
    plain |= {kind.value: [_plain(change, lang) for change in comparison.of_kind(kind)] for kind in ChangeKind}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Comparison, str], str]] = {"text": as_text, "md": as_markdown, "json": as_json}


def obligation_words(change: Change, lang: str) -> str:
    """`comply or explain`, or `recommended → comply or explain`."""
    before, after = (_obligation(each, lang) for each in change.obligations)
    if not before or not after or before == after:
        return after or before
    return f"{before} → {after}"


def element_lines(change: Change, lang: str) -> Iterator[tuple[str, str]]:
    """Each element that differs, with `+`, `-` or `~`; all of them where the provision is new, none where it goes."""
    if change.kind is not ChangeKind.REMOVED:
        yield from (("+", _element(element, lang)) for element in change.added)
        yield from (("-", _element(element, lang)) for element in change.removed)
    for each in change.requirements:
        before, after = (say(lang, f"label.required.{r}") for r in (each.before, each.element.required))
        yield "~", f"{each.element.label.say(lang)}: {before} → {after}"


def _element(element: Element, lang: str) -> str:
    return f"{element.label.say(lang)} ({say(lang, f'label.required.{element.required}')})"


def _obligation(obligation: Obligation | None, lang: str) -> str:
    return say(lang, f"label.obligation.{obligation}") if obligation else ""


def _word(sign: str, lang: str) -> str:
    return say(lang, {"+": "diff.element.added", "-": "diff.element.removed", "~": "diff.element.changed"}[sign])


def _title(comparison: Comparison, lang: str) -> str:
    return say(lang, "diff.title", old=_edition(comparison.old, lang), new=_edition(comparison.new, lang))


def _edition(edition: Edition, lang: str) -> str:
    return f"{edition.id} {edition.label.say(lang)}"


def _tally(comparison: Comparison, lang: str) -> str:
    counts = {kind.value: len(comparison.of_kind(kind)) for kind in ChangeKind}
    return say(lang, "diff.tally" if any(counts.values()) else "diff.same", **counts)


def _plain(change: Change, lang: str) -> Plain:
    before, after = change.obligations
    return {
        "provision": change.id,
        "title": change.title.say(lang),
        "obligation": {"old": before.value if before else None, "new": after.value if after else None},
        "elements": {
            "added": [_plain_element(element, lang) for element in change.added],
            "removed": [_plain_element(element, lang) for element in change.removed],
            "changed": [
                {**_plain_element(each.element, lang), "required_before": each.before.value}
                for each in change.requirements
            ],
        },
    }


def _plain_element(element: Element, lang: str) -> Plain:
    return {"id": element.id, "label": element.label.say(lang), "required": element.required.value}
