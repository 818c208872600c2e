"""What the checks beside the provisions look at, and how they look for words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from kpicheck.evidence.sentences import Sentence, body_sentences
from kpicheck.language.fold import fold
from kpicheck.model import ContentIndex, Edition, Profile, Report

NEAR = 4  # lines around a word that may belong to its sentence


@dataclass(frozen=True, slots=True)
class Scene:
    """One report with what is known of it. `sentences` are the ESG report's own, without its indexes.

    `edition` is the one that binds the financial year, whatever the user wants to check against; `given` is the
    first day of the year as the user gives it; `section` are the pages of the ESG report in an annual report.
    """

    report: Report
    profile: Profile
    edition: Edition
    index: ContentIndex
    sentences: Sequence[Sentence]
    words: Mapping[str, Any]
    section: range | None = None
    given: date | None = None


def holds(folded: str, terms: Iterable[str]) -> bool:
    """Whether one of `terms` stands in a folded text."""
    wanted = tuple(terms)
    # Nearly every sentence has none of them, which plain searching tells many times faster than a pattern.
    return any(stem in folded for stem in _stems(wanted)) and bool(pattern_of(wanted).search(folded))


@cache
def _stems(terms: tuple[str, ...]) -> tuple[str, ...]:
    """What a text must hold for one of `terms` to be in it; a pattern by itself may hold anything."""
    return tuple(dict.fromkeys("" if term.startswith("re:") else fold(term).removesuffix("*") for term in terms))


@cache
def pattern_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for `terms`: a Latin term is a whole word, `term*` may go on, `re:` is a pattern by itself."""
    return re.compile("|".join(_pattern(term) for term in terms))


def around(scene: Scene, terms: Iterable[str]) -> Iterator[Sentence]:
    """The sentences near lines outside the ESG section that hold one of `terms`; none where there is no outside."""
    section = scene.section
    if section is None:
        return
    wanted = tuple(terms)
    lines = [line for page in scene.report.pages if page.number not in section for line in page.lines]
    hits = [line.number for line in lines if holds(fold(line.text), wanted)]
    near = {number for hit in hits for number in range(hit - NEAR, hit + NEAR + 1)}
    if near:
        last = max(line.number for line in scene.report.lines())
        gone = [range(number, number + 1) for number in range(1, last + 1) if number not in near]
        yield from body_sentences(scene.report, gone)


def day(stated: object) -> date:
    """A day as the rule files give it."""
    return date.fromisoformat(str(stated))


def _pattern(term: str) -> str:
    if term.startswith("re:"):
        return term[3:]
    folded = fold(term)
    if not folded.isascii():
        return re.escape(folded)
    stem, ending = (folded[:-1], r"[a-z-]*") if folded.endswith("*") else (folded, r"(?![a-z])")
    return rf"(?<![a-z]){re.escape(stem)}{ending}"
