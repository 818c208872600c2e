"""The statement that the comply-or-explain provisions were met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kpicheck.beside.scene import Scene, around, holds, pattern_of
from kpicheck.evidence.sentences import Sentence
from kpicheck.model import Issue, Message, Severity

CODE = "no-compliance-statement"
QUOTED = 160


def statement_issues(scene: Scene) -> Iterator[Issue]:
    """An issue when no sentence says so. A separate ESG report may leave it to the annual report: only a note then."""
    words = scene.words["statement"]
    if _stated(scene.sentences, words) or _stated(around(scene, words["comply_or_explain"]), words):
        return
    severity = Severity.WARNING if scene.section else Severity.NOTE
    closest = next((s for s in scene.sentences if holds(s.folded, words["guide"]) and _follows(s, words)), None)
    if closest is None:
        yield Issue(CODE, severity, Message(f"issue.{CODE}"))
        return
    message = Message(f"issue.{CODE}.follows", (("quote", closest.text[:QUOTED]),))
    yield Issue(CODE, severity, message, page=closest.page, line=closest.line)


def _stated(sentences: Iterable[Sentence], words: dict[str, list[str]]) -> bool:
    """Met is said of the comply-or-explain provisions, or of the Guide as a whole."""
    named = pattern_of(tuple(words["comply_or_explain"]))
    for sentence in sentences:
        by_name = holds(sentence.folded, words["comply_or_explain"])
        if not by_name and not holds(sentence.folded, words["guide"]):
            continue
        rest = named.sub(" ", sentence.folded)  # the name itself speaks of complying
        if holds(rest, words["met"]) or (by_name and holds(rest, words["follows"])):
            return True
    return False


def _follows(sentence: Sentence, words: dict[str, list[str]]) -> bool:
    return holds(sentence.folded, words["follows"])
