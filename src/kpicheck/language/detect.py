"""Which of the three languages a report is written in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

SAMPLE = 200_000


@cache
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    pairs = (Path(__file__).parent / "simplified.txt").read_text(encoding="utf-8").replace("\n", "")
    traditional = frozenset(pairs[::2])
    return traditional, frozenset(pairs[1::2]) - traditional


def detect_language(text: str) -> str:
    """`en`, `zh-Hant` or `zh-Hans`, by the characters that are used; an empty text is `en`.

    A Chinese report carries English names and units, so one Chinese character weighs four letters.
    """
    sample = text[:SAMPLE]
    han = sum(1 for char in sample if "\u4e00" <= char <= "\u9fff")
    latin = sum(1 for char in sample if "a" <= char.lower() <= "z")
    if han * 4 < latin or not han:
        return "en"
    traditional, simplified = _tables()
    old = sum(1 for char in sample if char in traditional)
    new = sum(1 for char in sample if char in simplified)
    return "zh-Hant" if old >= new else "zh-Hans"
