"""Folding: one form for what a reader would call the same text.

Folding keeps the length, so an offset in folded text is an offset in the original. Full-width and half-width
forms, upper and lower case, Traditional and Simplified characters and their variants become one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_HAN = "\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_GAP = re.compile(rf"(?<=[{_HAN}，。、；：（）《》「」])[ \u3000\t]+(?=[{_HAN}，。、；：（）《》「」])")
_WIDE = re.compile(r"[\u2e80-\U0010ffff]")
_SQUASH = re.compile(r"[\W_]+")
# Punctuation that NFKC leaves alone but that reports use for one another.
_PUNCTUATION = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "﹣": "-", "╱": "/", "∕": "/", "·": "·", "‧": "·", "•": "·", "・": "·", "╴": "_", "〔": "(", "〕": ")",
    "【": "(", "】": ")", "﹝": "(", "﹞": ")", "『": "「", "』": "」", "﹁": "「", "﹂": "」", "\u00a0": " ",
    "\u3000": " ", "\u200b": " ", "\ufeff": " ", "〈": "《", "〉": "》",
}  # fmt: skip


_LINE = 160  # characters


@cache
def _table() -> dict[int, str]:
    """Character by character: every mapping is one to one, which is what keeps the length."""
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xA0, 0x600), *range(0x1E00, 0x2300), *range(0x2460, 0x2500)):
        _add(table, code)
    for code in (*range(0x2E80, 0x2FE0), *range(0x3000, 0x3100), *range(0x3200, 0x3400), *range(0xF900, 0xFB00)):
        _add(table, code)
    for code in range(0xFE30, 0xFFEF):
        _add(table, code)
    table.update({ord(char): to for char, to in _PUNCTUATION.items()})
    # Full-width commas and stops stay: they end Chinese sentences, their half-width forms do not.
    table.update({ord(char): char for char in "，：；！？"})
    pairs = (Path(__file__).parent / "simplified.txt").read_text(encoding="utf-8").replace("\n", "")
    simplified = dict(zip(pairs[::2], pairs[1::2], strict=True))
    table.update({ord(char): to for char, to in simplified.items()})
    for code, to in list(table.items()):
        table[code] = _PUNCTUATION.get(simplified.get(to, to), simplified.get(to, to))
    return table


def _add(table: dict[int, str], code: int) -> None:
    char = chr(code)
    folded = unicodedata.normalize("NFKC", char).casefold()
    if len(folded) > 1:
        folded = char.casefold()  # 'Ⅳ' is two letters in NFKC, and must stay one character
    if len(folded) == 1 and folded != char:
        table[code] = folded


def fold(text: str) -> str:
    """`text` with each character in its folded form; the length stays.

    >>> fold("僱員ＡB１")
    '雇员ab1'
    """
    return _fold_line(text) if len(text) <= _LINE else text.translate(_table())


@lru_cache(maxsize=1 << 15)
def _fold_line(text: str) -> str:
    """Lines are folded again and again on the way through the house."""
    return text.translate(_table())


def close_up(text: str) -> str:
    """`text` without the spaces that layout put between Chinese characters.

    >>> close_up("資源 使用 policy")
    '資源使用 policy'
    """
    return _GAP.sub("", text)


def squash(text: str) -> str:
    """Letters, digits and characters only, folded: for comparing titles and references."""
    return _SQUASH.sub("", fold(unicodedata.normalize("NFKC", text)))


def squash_folded(folded: str) -> str:
    """`squash` for text that is folded already."""
    return _SQUASH.sub("", folded)


def is_han(char: str) -> bool:
    """True for a Chinese character."""
    return bool(re.match(f"[{_HAN}]", char))


def width(text: str) -> int:
    """Columns that `text` takes on paper: two for a Chinese character, one for a Latin one."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
