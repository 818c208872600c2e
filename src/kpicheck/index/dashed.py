"""Rows written as plain text: 'KPI A2.2 – water consumption and intensity – Section "Water", page 12'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpicheck.index.items import Piece
from kpicheck.index.rows import RawRow
from kpicheck.language.fold import fold

FEWEST_ROWS = 8
SHARE = 0.7  # of the rows that go on with a dash behind their code
_DASH = re.compile(r"(?:^|\s)[–—-]\s+")
_DASH_BEHIND_CODE = re.compile(
    r"(?:kpi\s*)?(?:[ab]\d(?:\.\d)?(?:\s*(?:and|&|,|to)\s*(?:kpi\s*)?[ab]\d\.\d)*|[a-z][a-z ]{5,30})\s+[–—-]\s"
)


def part_dashed(rows: Sequence[RawRow]) -> bool:
    """Give each row what stands behind its last dash as its answer, if this index is written so."""
    filled = [row for row in rows if row.segments]
    dashed = [row for row in filled if _DASH_BEHIND_CODE.match(fold(row.first.line.text.strip()))]
    if len(dashed) < FEWEST_ROWS or len(dashed) < SHARE * len(filled):
        return False
    for row in filled:
        _part(row)
    return True


def _part(row: RawRow) -> None:
    text = re.sub(r"\s+", " ", row.text.strip())
    parts = [part.strip() for part in _DASH.split(text) if part.strip()]
    row.described = len(parts) > 1
    answer = parts[-1] if parts else ""
    if answer:
        last = row.segments[-1].line
        row.pieces = [Piece(answer, last.number, last.page, 0, True)]
