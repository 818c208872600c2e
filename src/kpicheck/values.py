"""The figures of a report, provision by provision, as printed in its tables and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kpicheck.evidence.body import Body
from kpicheck.evidence.elements import FOUND, Matcher
from kpicheck.evidence.sentences import Sentence
from kpicheck.language.numbers import Figure, years
from kpicheck.model import Edition, Match, Value

MOST = 60  # figures of one provision
_UNIT_AFTER = re.compile(r"\s?([\u4e00-\u9fff]{1,6}|[a-z%][a-z0-9%²³/'\- ]{0,18})")


def collect_values(
    edition: Edition, body: Body, matcher: Matcher, units: Mapping[str, Sequence[str]], year: int | None
) -> tuple[Value, ...]:
    """The figures of the reporting year that answer numeric elements. In a row it is the figure in the column of
    that year; where no header names the years, the first."""
    values: list[Value] = []
    for provision in edition.provisions:
        seen: set[tuple[int, float]] = set()
        for element in provision.elements:
            for match in element.matches:
                if not (match.unit or match.dimension):
                    continue
                for value in _of_match(provision.id, match, body, matcher, units, year):
                    key = (value.line, value.value)
                    if key not in seen and len(seen) < MOST:
                        seen.add(key)
                        values.append(value)
    return tuple(values)


def _of_match(
    provision: str, match: Match, body: Body, matcher: Matcher, units: Mapping[str, Sequence[str]], year: int | None
) -> Iterable[Value]:
    for passage in matcher.passages(match):
        sentence = body.sentences[passage.number]
        found = body.quantities.figures(passage.number)
        if passage.score < FOUND or not found:
            continue
        for figure in _of_year(sentence, found, body, year) if sentence.row else found[:6]:
            yield Value(
                provision,
                _metric(sentence, figure),
                figure.value,
                _unit(sentence, figure, units),
                str(year) if year else "",
                sentence.page,
                sentence.line_at(figure.start),
            )


def _of_year(row: Sentence, found: Sequence[Figure], body: Body, year: int | None) -> Sequence[Figure]:
    """The figure of a row in the column that the nearest header gives to `year`."""
    for head in reversed(row.context):
        columns = list(dict.fromkeys(years(body.sentences[head].folded)))
        if len(columns) > 1 and year in columns and len(found) >= len(columns):
            # A footnote mark before the first column, or a change after the last one.
            lead = 1 if len(found) > len(columns) and found[0].value < 10 and found[0].value.is_integer() else 0
            at = lead + columns.index(year)
            return found[at : at + 1]
    return found[:1]


def _metric(sentence: Sentence, figure: Figure) -> str:
    """What the figure is about: the words before it, as printed."""
    before = sentence.text[: figure.start] if sentence.row else sentence.text[max(0, figure.start - 40) : figure.start]
    return before.strip(" \t:：,，、(（")[:80]


def _unit(sentence: Sentence, figure: Figure, units: Mapping[str, Sequence[str]]) -> str:
    if figure.percent:
        return "%"
    spellings = {spelling for kind in units.values() for spelling in kind}
    if sentence.row:
        before = sentence.folded[: figure.start].split()
        for word in reversed(before[-3:]):
            word = word.strip("()（）")
            if word in spellings or any(word.startswith(s) for s in spellings if len(s) > 1):
                return sentence.text[sentence.folded.rfind(word) : sentence.folded.rfind(word) + len(word)]
    after = _UNIT_AFTER.match(sentence.folded[figure.end : figure.end + 20])
    return after[1].strip()[:16] if after else ""
