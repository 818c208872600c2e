"""Everything that is looked up in one report's body, prepared once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpicheck.evidence.quantities import Quantities
from kpicheck.evidence.sentences import Sentence, body_sentences
from kpicheck.evidence.terms import Occurrences, TermSet, collect_terms
from kpicheck.language.fold import fold
from kpicheck.language.numbers import figures, nil_cells
from kpicheck.model import Report
from kpicheck.rulebook import RuleBook

SUBJECT_LENGTH = 60  # characters of a line that can open the subject of a table
SUBJECT_REACH = 30  # rows that one subject can head
PROSE_ENDS = 160  # characters of running text after which a table is over
_KEPT: list[tuple[RuleBook, TermSet]] = []


@dataclass(frozen=True, slots=True)
class Body:
    """The sentences of a report with their terms and figures. `charts` is True where the labels and figures of a
    chart stand near each other as they do on paper (PDF), so that they can be matched."""

    sentences: tuple[Sentence, ...]
    terms: Occurrences
    quantities: Quantities
    contexts: Mapping[int, tuple[int, ...]]
    rows_under: Mapping[int, tuple[int, ...]]
    printed: dict[int, str]
    charts: bool
    ocr_pages: frozenset[int]
    lines: tuple[int, ...] = ()

    def between(self, first: int, last: int) -> range:
        """The numbers of the sentences that begin on the lines `first` to `last`."""
        return range(bisect_left(self.lines, first), bisect_right(self.lines, last))


def read_body(report: Report, book: RuleBook, outside: Sequence[range] = ()) -> Body:
    """The body of `report` without the line ranges `outside` (indexes, contents)."""
    return prepare(tuple(body_sentences(report, outside, unit_spellings(book))), book, report)


def unit_spellings(book: RuleBook) -> frozenset[str]:
    """The folded spellings of all units."""
    return frozenset(fold(spelling) for spellings in book.lexicon.units.values() for spelling in spellings)


def prepare(sentences: tuple[Sentence, ...], book: RuleBook, report: Report) -> Body:
    terms = Occurrences(sentences, terms_of(book))
    contexts = _contexts(sentences, terms)
    under: dict[int, list[int]] = {}
    for number, heads in contexts.items():
        for head in heads:
            under.setdefault(head, []).append(number)
    return Body(
        sentences,
        terms,
        Quantities(sentences, contexts, book.lexicon.units),
        contexts,
        {head: tuple(rows) for head, rows in under.items()},
        {page.number: page.printed for page in report.pages},
        report.format == "pdf",
        frozenset(page.number for page in report.pages if page.ocr),
        tuple(sentence.line for sentence in sentences),
    )


def _contexts(sentences: Sequence[Sentence], terms: Occurrences) -> dict[int, tuple[int, ...]]:
    """What heads each table row: the labels above it, no older than the last label that opened another subject,
    and the row that opened one ('Turnover … total', then 'male', 'female')."""
    subjects = terms.of(("$table_subjects",))
    intensities = terms.of(("$intensity",))
    contexts: dict[int, tuple[int, ...]] = {}
    label, row, prose = -1, -1, 0
    for sentence in sentences:
        number = sentence.number
        opens = number in subjects and (sentence.row or _can_head(sentence))
        if opens and sentence.row and nil_cells(sentence.folded) > 1 and not figures(sentence.folded):
            row = -1  # a row of dashes has no parts below it
        elif opens:
            label, row = (label, number) if sentence.row else (number, -1)
        prose = 0 if sentence.row or opens else prose + len(sentence.folded)
        if prose > PROSE_ENDS:
            label, row = -1, -1
        if not sentence.row:
            continue
        heads = {head for head in sentence.context if head >= label}
        if label >= 0 and number - label <= SUBJECT_REACH:
            heads.add(label)
        if 0 <= row < number and number - row <= SUBJECT_REACH and number not in subjects:
            heads.add(row)
        contexts[number] = tuple(sorted(heads))
        if number in intensities:
            row = -1  # an intensity is the last row of its subject
    return contexts


def _can_head(sentence: Sentence) -> bool:
    """A short line that is no sentence can head a table."""
    return len(sentence.folded) <= SUBJECT_LENGTH and sentence.folded[-1:] not in "。.;；!！?？"


def terms_of(book: RuleBook) -> TermSet:
    """The term set of `book`, kept between reports."""
    for kept, terms in _KEPT:
        if kept is book:
            return terms
    _KEPT[:] = [(book, collect_terms(book))]
    return _KEPT[0][1]
