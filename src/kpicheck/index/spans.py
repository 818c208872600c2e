"""Merged cells: one answer that serves several rows.

Where a PDF draws the edges of its cells, they tell which rows an answer spans. Elsewhere a described row without
any answer takes that of the row before it in the same aspect (a cell is printed once, for its first row) or, when
nothing stands before, of the one after it; the other way round where the index prints cells with their last row.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpicheck.index.cells import Answer
from kpicheck.index.rows import RawRow
from kpicheck.model import Claim, Report


def spread_merged(rows: Sequence[RawRow], answers: Sequence[Answer], report: Report) -> list[Answer]:
    """The answers with merged cells given to every row that they span."""
    spread = list(answers)
    if not _may_be_merged(rows, answers, report):
        return spread
    steps = (1, -1) if _printed_last(rows, answers) else (-1, 1)
    for position, (row, answer) in enumerate(zip(rows, answers, strict=True)):
        if not _is_empty(answer) or (row.ruled and not _continues(rows, answers, position)):
            continue
        source = _neighbour(rows, answers, position, steps)
        if source is not None:
            spread[position] = answers[source]
    return spread


def _continues(rows: Sequence[RawRow], answers: Sequence[Answer], position: int) -> bool:
    """Whether a ruled cell is empty because it was printed on the page before: nothing is answered above it here."""
    page = rows[position].first.line.page
    above = [n for n in range(position) if rows[n].first.line.page == page]
    return bool(position - len(above)) and all(_is_empty(answers[n]) for n in above)


def _is_empty(answer: Answer) -> bool:
    return answer.claim is Claim.BLANK and not answer.text


def _may_be_merged(rows: Sequence[RawRow], answers: Sequence[Answer], report: Report) -> bool:
    """Where the reader knows every cell, an empty one is empty: only lost columns hide merged cells."""
    if report.format in ("docx", "html", "markdown"):
        return False
    tabbed = sum(1 for row in rows if "\t" in row.first.line.text)
    return report.format == "pdf" or tabbed < 0.5 * len(rows)


def _printed_last(rows: Sequence[RawRow], answers: Sequence[Answer]) -> bool:
    """Whether this index prints a merged cell with the last of its rows: then aspects begin with empty rows, and
    none ends with one."""
    aspects: dict[str, list[bool]] = {}
    for row, answer in zip(rows, answers, strict=True):
        aspects.setdefault(row.provision.split(".")[0], []).append(_is_empty(answer))
    mixed = [empty for empty in aspects.values() if any(empty) and not all(empty)]
    return any(empty[0] for empty in mixed) and not any(empty[-1] for empty in mixed)


def _neighbour(rows: Sequence[RawRow], answers: Sequence[Answer], position: int, steps: Sequence[int]) -> int | None:
    aspect = rows[position].provision.split(".")[0]
    for step in steps:
        other = position + step
        while 0 <= other < len(rows) and rows[other].provision.split(".")[0] == aspect:
            if not _is_empty(answers[other]):
                return other
            other += step
    return None
