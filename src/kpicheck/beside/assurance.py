"""Assurance that a report claims: it has to say of what kind."""

from __future__ import annotations

from collections.abc import Iterator

from kpicheck.beside.scene import Scene, day, holds
from kpicheck.model import Issue, Message, Severity

CODE = "assurance-undescribed"
QUOTED = 160


def assurance_issues(scene: Scene) -> Iterator[Issue]:
    """An issue when the report or its data are said to be assured, and neither level nor standard nor statement is."""
    words = scene.words["assurance"]
    if scene.edition.first < day(words["since"]):
        return
    claims = [
        sentence
        for sentence in scene.sentences
        if holds(sentence.folded, words["done"])
        and holds(sentence.folded, words["of"])
        and holds(sentence.folded, words["by"])
        and not holds(sentence.folded, words["other"])
    ]
    if not claims:
        return
    if any(holds(sentence.folded, (*words["level"], *words["standard"])) for sentence in scene.sentences):
        return
    titles = (sentence.folded.strip() for sentence in scene.sentences if len(sentence.folded) <= 40)
    if any(holds(title, words["attached"]) for title in titles):
        return
    first = claims[0]
    message = Message(f"issue.{CODE}", (("quote", first.text[:QUOTED]),))
    yield Issue(CODE, Severity.NOTE, message, page=first.page, line=first.line)
