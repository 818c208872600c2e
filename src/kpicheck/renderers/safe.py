"""Text from a report made harmless for a reader's eye: no control characters, nothing invisible that misleads."""

from __future__ import annotations

import re

# Left-to-right marks, embeddings, overrides and isolates: they can make a sentence read differently from what it says.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Zero width and no meaning in running text; U+FFFE is PDFium's hyphen at a line end.
_INVISIBLE = "\u00ad\u200b-\u200d\u2060-\u2064\ufeff\ufffe\uffff\U000e0000-\U000e007f"
_ODD = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{_DIRECTION}{_INVISIBLE}]")
_INVISIBLE_ONE = re.compile(f"[{_INVISIBLE}]")
_BLANK = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029 ]+")


def visible(text: str) -> str:
    """`text` on one line: line breaks become spaces, zero-width characters go, what else is hidden shows its number."""
    text = _BLANK.sub(" ", text)
    return _ODD.sub(_shown, text) if _ODD.search(text) else text


def shortened(text: str, limit: int) -> str:
    """`text` cut to about `limit` characters, with an ellipsis where it is cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def escaped_json(text: str) -> str:
    """JSON text with every hidden character written as an escape: the same value, safe to print on a terminal."""
    return _ODD.sub(lambda odd: odd[0] if odd[0] == "\n" else _json_escape(odd[0]), text)


def _shown(odd: re.Match[str]) -> str:
    char = odd[0]
    if _INVISIBLE_ONE.match(char):
        return ""
    if char < " ":
        return chr(0x2400 + ord(char))  # the control pictures: ␀ … ␟
    return f"⟨U+{ord(char):04X}⟩"


def _json_escape(char: str) -> str:
    if ord(char) > 0xFFFF:
        high, low = divmod(ord(char) - 0x10000, 0x400)
        return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
    return f"\\u{ord(char):04x}"
