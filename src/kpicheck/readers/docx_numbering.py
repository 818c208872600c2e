"""Numbers that Word counts itself ("7.2.3", "(a)", "第三章"): they are not in the text, but references name them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from kpicheck.readers.docx_text import W, attribute

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_HANZI = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document, in document order."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._abstract: dict[str, str] = {}
        if root is None:
            return
        for abstract in root.findall(W + "abstractNum"):
            self._levels[attribute(abstract, "abstractNumId")] = {
                int(attribute(level, "ilvl")[:2]): _level(level)
                for level in abstract.findall(W + "lvl")
                if attribute(level, "ilvl").isdecimal()
            }
        for number in root.findall(W + "num"):
            target = number.find(W + "abstractNumId")
            if target is not None:
                self._abstract[attribute(number, "numId")] = attribute(target, "val")

    def label(self, number_id: str, depth: int) -> str:
        """The label of the next paragraph at this place of the list, empty for bullets and unknown lists."""
        abstract = self._abstract.get(number_id, "")
        levels = self._levels.get(abstract, {})
        if not 0 <= depth < _LEVELS or depth not in levels:
            return ""
        counters = self._counters[abstract]
        before = counters[depth]
        counters[depth] = levels[depth].start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            counters[deeper] = None
        if levels[depth].kind in ("bullet", "none"):
            return "•" if levels[depth].kind == "bullet" else ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = levels.get(place)
            if level is None or place > depth:
                return ""
            count = counters[place]
            return _format(level.start if count is None else count, level.kind)

        return _PLACEHOLDER.sub(shown, levels[depth].pattern)[:40]


def _level(element: Any) -> _Level:
    def value(name: str, otherwise: str) -> str:
        found = element.find(W + name)
        return attribute(found, "val") if found is not None else otherwise

    start = value("start", "1")
    return _Level(value("numFmt", "decimal"), value("lvlText", ""), int(start[:6]) if start.isdecimal() else 1)


def _format(count: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr((96 if kind == "lowerLetter" else 64) + count)
    if kind in ("lowerRoman", "upperRoman") and 1 <= count < 4000:
        return _roman(count) if kind == "upperRoman" else _roman(count).lower()
    if ("hinese" in kind or "ideograph" in kind or "taiwanese" in kind) and 1 <= count <= 99:
        return _hanzi(count)
    return str(count)


def _roman(count: int) -> str:
    out = ""
    for value, mark in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
                        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        out += mark * (count // value)
        count %= value
    return out


def _hanzi(count: int) -> str:
    tens, ones = divmod(count, 10)
    if not tens:
        return _HANZI[ones]
    return ("" if tens == 1 else _HANZI[tens]) + "十" + (_HANZI[ones] if ones else "")
