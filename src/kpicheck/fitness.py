"""Whether an input is an ESG report at all."""

from __future__ import annotations

from kpicheck.errors import UnfitInput
from kpicheck.language.fold import fold
from kpicheck.model import ContentIndex, Report
from kpicheck.rulebook import RuleBook

FEWEST_TOPICS = 6
FEWEST_CHARACTERS = 200
_HINT = "Give the ESG report itself, or the annual report that contains it; a report without a content index is fine."


def refuse_unfit(report: Report, index: ContentIndex, book: RuleBook) -> None:
    """Raise UnfitInput when `report` has no index, does not call itself an ESG report, and speaks of few aspects."""
    if index.found:
        return
    text = fold("\n".join(line.text for line in report.lines()))
    if len("".join(text.split())) < FEWEST_CHARACTERS:
        raise UnfitInput("there is hardly any text in this file", hint=_HINT)
    vocabulary = book.lexicon.extra.get("fitness", {})
    named = any(fold(term) in text for term in vocabulary.get("names", ()))
    topics = sum(1 for terms in vocabulary.get("topics", {}).values() if any(fold(term) in text for term in terms))
    if topics < FEWEST_TOPICS or not named:
        raise UnfitInput("this is not an ESG report", hint=_HINT)
