"""One provision judged on a short text of the body."""

from __future__ import annotations

from kpicheck.check import check_text
from kpicheck.model import Finding, Verdict
from small_reports import EDITION, book


def judged(text: str, provision: str, edition: str = EDITION) -> Finding:
    return check_text(text, provision, edition, book())


def lacking(found: Finding) -> list[str]:
    """The main elements that are not there."""
    return [element.id for element in found.missing]


def full(text: str, provision: str, edition: str = EDITION) -> bool:
    return judged(text, provision, edition).verdict is Verdict.DISCLOSED
