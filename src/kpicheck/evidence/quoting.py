"""Evidence as a reader sees it: a quote of the body with the matching words marked, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from kpicheck.evidence.body import Body
from kpicheck.evidence.surroundings import Passage
from kpicheck.model import Evidence

QUOTE = 300


def quoted(passage: Passage, body: Body) -> Evidence:
    """The passage as evidence: a quote of at most 300 characters around the matching words, marked."""
    sentence = body.sentences[passage.number]
    first = min((hit.start for hit in passage.hits), default=0)
    begin = 0 if len(sentence.text) <= QUOTE else max(0, min(first - 60, len(sentence.text) - QUOTE))
    quote = sentence.text[begin : begin + QUOTE]
    marks = _merged((max(0, hit.start - begin), min(len(quote), hit.end - begin)) for hit in passage.hits)
    return Evidence(
        page=sentence.page,
        line=sentence.line_at(first),
        quote=quote,
        score=round(passage.score, 2),
        printed_page=body.printed.get(sentence.page, ""),
        heading=sentence.heading,
        marks=marks,
        ocr=sentence.page in body.ocr_pages,
    )


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
