"""Bytes to text: the encoding is taken from evidence (byte order mark, validity, how common the characters are)."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with the UTF-16 one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The most frequent Hanzi of reports in both scripts: decoded wrongly, a text hardly holds any of them.
_COMMON = frozenset(
    "的及和司公年為为於于在本集團团我們们是有不工員员業业務务會会報报告管理發发展社環环境以"
    "對对人資资產产與与安全一大中國国上下用等之並并其了可將将時时所作供應应客戶户目標标量能"
)
_HANZI = re.compile(r"[\u3400-\u9fff]")
# A share of bytes that are no valid UTF-8 up to which the rest is still plainly UTF-8 (a cut or a stray byte).
_STRAY = 0.002


class Decoded(NamedTuple):
    """The text, the encoding it was read as, and how many characters could not be read."""

    text: str
    encoding: str
    lost: int


def decode(data: bytes) -> Decoded:
    """The text of `data` in the most likely encoding; never raises."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data, encoding)
    if (wide := _wide_encoding(data)) is not None:
        return _lenient(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    nearly = _lenient(data, "utf-8")
    if nearly.lost <= 1 + _STRAY * len(nearly.text) and _non_ascii(nearly.text) > 4 * nearly.lost:
        return nearly
    chinese = max((_lenient(data, encoding) for encoding in ("gb18030", "big5hkscs")), key=_likelihood)
    if _likelihood(chinese) > 0.1:
        return chinese
    return _lenient(data, "cp1252")


def is_probably_text(head: bytes) -> bool:
    """Whether the first bytes of a file are text in some encoding rather than binary."""
    if any(head.startswith(mark) for mark, _ in _BOMS) or _wide_encoding(head) is not None:
        return True
    if b"\x00" in head:
        return False
    control = sum(head.count(byte) for byte in (*range(1, 9), *range(14, 27), *range(28, 32)))
    if control > len(head) * 0.01:
        return False
    decoded = decode(head)
    # Compressed data without zero bytes still falls apart in every encoding.
    return decoded.lost <= 2 + len(decoded.text) * 0.02 and (decoded.encoding != "cp1252" or _latin(decoded.text))


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd") - _already_lost(data, encoding))


def _already_lost(data: bytes, encoding: str) -> int:
    """Replacement characters that stand in the data itself, written there by whoever extracted the text."""
    return data.count(b"\xef\xbf\xbd") if encoding.startswith("utf-8") else 0


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: it holds zero bytes, and read the right way round nearly only usual characters."""
    sample = data[:4096]
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        usual = sum(c in "\r\n\t\f" or " " <= c <= "~" or _is_cjk(c) for c in text)
        if usual > 0.9 * len(text):
            return encoding
    return None


def _is_cjk(character: str) -> bool:
    return "\u2000" <= character <= "\u206f" or "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def _likelihood(decoded: Decoded) -> float:
    """How much a decoded text looks like Chinese: the share of common characters, less what was lost."""
    hanzi = _HANZI.findall(decoded.text)
    if not hanzi:
        return 0.0
    share = sum(character in _COMMON for character in hanzi) / len(hanzi)
    return share - 4 * decoded.lost / len(decoded.text)


def _non_ascii(text: str) -> int:
    return sum(character > "\x7f" for character in text)


def _latin(text: str) -> bool:
    """Whether a text read as Windows-1252 reads like words: accents are rare beside plain letters."""
    return _non_ascii(text) < 0.3 * len(text)
