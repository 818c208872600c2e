"""From a report to its content index: find, cut, read, resolve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kpicheck.index.answers import Answers
from kpicheck.index.bands import Bands
from kpicheck.index.cells import Answer, AnswerReader
from kpicheck.index.climate import ClimateReader, ClimateRow, merged, without
from kpicheck.index.climate_codes import at_start
from kpicheck.index.codes import code_at_start
from kpicheck.index.dashed import part_dashed
from kpicheck.index.find import Region, find_regions
from kpicheck.index.flat import keep_pages, part_flat
from kpicheck.index.heads import described_columns
from kpicheck.index.items import Piece
from kpicheck.index.references import Resolver
from kpicheck.index.rows import TAIL, RawRow, RowCutter, part_columns
from kpicheck.index.segments import Segment, segments, without_answer_codes
from kpicheck.index.spans import spread_merged
from kpicheck.index.titles import Titles, collect_titles, contents_of
from kpicheck.index.wording import Wording, wording_of
from kpicheck.language.fold import squash
from kpicheck.model import Claim, ContentIndex, IndexRow, Line, Reference, Report
from kpicheck.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class IndexReading:
    """A content index with what else its reading found: the titles of the report and the index's line ranges."""

    index: ContentIndex
    titles: Titles
    ranges: tuple[range, ...] = ()

    @classmethod
    def none(cls) -> IndexReading:
        """The reading of a text without an index."""
        return cls(ContentIndex(), Titles())


def read_index(report: Report, book: RuleBook, section: range | None = None) -> IndexReading:
    """The content index of `report`; `found` is False when there is none.

    `section` are the pages of the ESG report inside an annual report: the index is looked for there.
    """
    wording = wording_of(book)
    words = book.index_words
    known = frozenset(p.id for edition in book.editions.values() for p in edition.provisions)
    parts = segments(_lines_of(report, section))
    regions = find_regions(parts, wording, known, words)
    climate_reader = ClimateReader(wording, sorted(known), words)
    climate = climate_reader.find(parts, regions)
    regions = without(regions, climate)
    if not regions and climate is None:
        return IndexReading(ContentIndex(), Titles(contents=contents_of(report)))
    tables = [*regions, climate] if climate else regions
    ranges = tuple(range(parts[r.start].line.number, parts[r.end - 1].line.number + 1) for r in tables)
    titles = collect_titles(report, _without_body(ranges, tables, parts), section)
    claims = words.get("claims", {})
    rows: list[RawRow] = []
    cutter = RowCutter(wording, known, words, words.get("mandatory", {}), claims)
    for region in regions:
        rows.extend(_cut_region(report, parts[region.start : region.end], cutter, wording, titles, words))
    reader = AnswerReader(titles, words, claims)
    heads = frozenset(squash(word) for word in words.get("remarks", ()))
    remarked = any(squash(part.text) in heads for region in regions for part in parts[region.start : region.end])
    reader.learn((row.pieces for row in rows), remarked)
    index_rows = _answered(rows, reader, report)
    if climate:
        part_d = climate_reader.cut(
            Bands(report).in_order(parts[climate.start : climate.end], lambda part: at_start(part.folded))
        )
        index_rows += _climate_rows(report, part_d, reader, wording, titles, words)
        rows.extend(row.raw for row in part_d)
    ranges = _trimmed(ranges, rows)
    resolver = Resolver(report, titles, words.get("other_documents", ()), ranges)
    index = _whole(report, regions, index_rows, resolver)
    return IndexReading(index, titles, ranges)


def _without_body(ranges: Sequence[range], regions: Sequence[Region], parts: Sequence[Segment]) -> tuple[range, ...]:
    """The line ranges that hold no titles: an index in front of the report ends with its last code."""
    total = parts[-1].line.number
    return tuple(
        range(span.start, parts[region.last].line.number + 1)
        if region.last >= 0 and total - span.stop > span.start
        else span
        for span, region in zip(ranges, regions, strict=True)
    )


def _trimmed(ranges: Sequence[range], rows: Sequence[RawRow]) -> tuple[range, ...]:
    """The line ranges of the index without what follows the answer of their last row."""
    used = {row.first.line.number for row in rows} | {piece.line for row in rows for piece in row.pieces}
    ends = [max((line for line in used if line in span), default=span.stop - 1) + 1 for span in ranges]
    return tuple(range(span.start, end) for span, end in zip(ranges, ends, strict=True))


def _lines_of(report: Report, section: range | None) -> Iterator[Line]:
    for page in report.pages:
        if section is None or page.number in section:
            yield from page.lines


def _cut_region(
    report: Report,
    parts: Sequence[Segment],
    cutter: RowCutter,
    wording: Wording,
    titles: Titles,
    words: Mapping[str, Any],
) -> list[RawRow]:
    rows = cutter.cut(Bands(report).in_order(without_answer_codes(parts)))
    _part_answers(report, rows, wording, titles, words)
    return rows


def _climate_rows(
    report: Report,
    printed: Sequence[ClimateRow],
    reader: AnswerReader,
    wording: Wording,
    titles: Titles,
    words: Mapping[str, Any],
) -> list[IndexRow]:
    """The rows of Part D: each printed row answers all the provisions that its label names."""
    rows = [row.raw for row in printed]
    _part_answers(report, rows, wording, titles, words)
    answers = spread_merged(rows, [reader.read(row.pieces) for row in rows], report)
    return merged(
        [
            _index_row(provision, row.raw, answer)
            for row, answer in zip(printed, answers, strict=True)
            for provision in row.provisions
        ]
    )


def _part_answers(
    report: Report, rows: list[RawRow], wording: Wording, titles: Titles, words: Mapping[str, Any]
) -> None:
    """Tell the answers of `rows` from their descriptions."""
    bands = Bands(report)
    placed = sum(1 for row in rows for segment in row.segments if segment.placed)
    total = sum(len(row.segments) for row in rows) or 1
    if placed >= 0.7 * total and any(len(segment.line.cells) > 1 for row in rows for segment in row.segments):
        heads = described_columns(report, {row.first.line.page for row in rows}, words)
        part_columns(rows, wording, _column_gap(rows, report), bands, heads)
    elif not part_dashed(rows):
        answers = Answers(
            titles,
            wording,
            ((row.provision, segment.text) for row in rows for segment in row.segments),
            words.get("claims", {}),
        )
        for row in rows:
            part_flat(row, wording, answers)
        keep_pages(rows, answers)
    _trim_tail(rows, titles)


def _column_gap(rows: Sequence[RawRow], report: Report) -> float:
    """How far apart two columns begin: in points, or in columns where only their order is known."""
    in_layout = report.format == "text" and not any("\t" in s.line.text for row in rows for s in row.segments)
    return 24.0 if report.format == "pdf" or in_layout else 0.5


def _trim_tail(rows: list[RawRow], titles: Titles) -> None:
    """What follows the last row of an index is no answer to it, unless it is a title on the very next line."""
    if rows:
        last = rows[-1]
        if last.ruled:
            return
        own_line = last.first.line.number
        if last.first.placed and len(last.first.line.cells) > 1 and last.pieces and last.pieces[0].line == own_line:
            usual = max((len(row.pieces) for row in rows[:-1]), default=1)
            last.pieces = last.pieces[: max(usual, 1)]
        else:
            usual = max((len(row.pieces) for row in rows[:-1]), default=TAIL)
            kept = max(1, min(usual, TAIL))
            while (
                kept < min(len(last.pieces), TAIL)
                and _continues(last.pieces, kept)
                and titles.exact(last.pieces[kept].text)
            ):
                kept += 1
            last.pieces = last.pieces[:kept]


def _continues(pieces: Sequence[Piece], position: int) -> bool:
    return pieces[position].line - pieces[position - 1].line == 1


def _answered(rows: Sequence[RawRow], reader: AnswerReader, report: Report) -> list[IndexRow]:
    answers = [reader.read(row.pieces) for row in rows]
    spread = spread_merged(rows, answers, report)
    return _merge_aspects(rows, spread)


def _merge_aspects(rows: Sequence[RawRow], answers: Sequence[Answer]) -> list[IndexRow]:
    """Aspect rows give their answer to the general disclosure when it has no row of its own."""
    found = {row.provision for row in rows}
    merged: list[IndexRow] = []
    for row, answer in zip(rows, answers, strict=True):
        provision = row.provision
        if "." not in provision:
            if f"{provision}.GD" in found or answer.claim is Claim.BLANK:
                continue
            provision = f"{provision}.GD"
        merged.extend(_index_row(pid, row, answer) for pid in (provision, *row.also))
    return merged


def _index_row(provision: str, row: RawRow, answer: Answer) -> IndexRow:
    references = tuple(Reference(item, "section") for item in answer.items)
    line = row.first.line
    code = code_at_start(row.first.folded)
    printed = row.first.text[: code.end].strip(" :：.") if code else ""
    text = row.text[:400]
    return IndexRow(
        provision, answer.claim, references, answer.reason, line.number, line.page, text, printed, answer.told
    )  # fmt: skip


def _whole(report: Report, regions: Sequence[Region], rows: Sequence[IndexRow], resolver: Resolver) -> ContentIndex:
    items = [reference.text for row in rows for reference in row.references]
    resolved: Mapping[str, Reference] = resolver.resolve_all(items)
    finished = tuple(replace(row, references=tuple(resolved[r.text] for r in row.references)) for row in rows)
    if not finished:
        return ContentIndex()
    lines = [row.line for row in finished]
    pages = sorted({row.page for row in finished})
    level = (
        "kpi"
        if any(not row.provision.endswith(".GD") and not row.provision.startswith("MDR") for row in finished)
        else "aspect"
    )
    return ContentIndex(True, finished, min(lines), max(lines), (pages[0], pages[-1]), level)
