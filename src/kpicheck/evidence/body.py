"""Everything that is looked up in one report's body, prepared once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpicheck.evidence.quantities import Quantities
from kpicheck.evidence.sentences import Sentence, body_sentences
from kpicheck.evidence.terms import Occurrences, TermSet, collect_terms
from kpicheck.model import Report
from kpicheck.rulebook import RuleBook

_KEPT: list[tuple[RuleBook, TermSet]] = []


@dataclass(frozen=True, slots=True)
class Body:
    """The sentences of a report with their terms and figures."""

    sentences: tuple[Sentence, ...]
    terms: Occurrences
    quantities: Quantities
    rows_under: dict[int, tuple[int, ...]]
    printed: dict[int, str]
    ocr_pages: frozenset[int]


def read_body(report: Report, book: RuleBook, outside: Sequence[range] = ()) -> Body:
    """The body of `report` without the line ranges `outside` (indexes, contents)."""
    return prepare(tuple(body_sentences(report, outside)), book, report)


def prepare(sentences: tuple[Sentence, ...], book: RuleBook, report: Report) -> Body:
    under: dict[int, list[int]] = {}
    for sentence in sentences:
        for head in sentence.context:
            under.setdefault(head, []).append(sentence.number)
    return Body(
        sentences,
        Occurrences(sentences, terms_of(book)),
        Quantities(sentences, book.lexicon.units),
        {head: tuple(rows) for head, rows in under.items()},
        {page.number: page.printed for page in report.pages},
        frozenset(page.number for page in report.pages if page.ocr),
    )


def terms_of(book: RuleBook) -> TermSet:
    """The term set of `book`, kept between reports."""
    for kept, terms in _KEPT:
        if kept is book:
            return terms
    _KEPT[:] = [(book, collect_terms(book))]
    return _KEPT[0][1]
