"""What every reader does last: clean characters, detect the language, put the Report together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from kpicheck.model import Cell, OutlineEntry, Page, Report

# Enough text to be sure of the language; a report does not change it half way.
LANGUAGE_SAMPLE = 200_000

_HYPHEN_MARK = re.compile(r"[\ufffe\u00ad\x02]")
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff\uffff\ud800-\udfff]")
# Bullets and ticks of the Wingdings font, which PDF and Word text carries in the private use area.
_WINGDINGS = {
    0xF06C: "●", 0xF06E: "■", 0xF071: "❑", 0xF076: "❖", 0xF0A7: "▪", 0xF0A8: "□", 0xF0B7: "•", 0xF0D8: "➢",
    0xF0E0: "→", 0xF0E8: "➔", 0xF0FB: "✗", 0xF0FC: "✓", 0xF0FD: "☒", 0xF0FE: "☑",
}  # fmt: skip
_TRANSLATION = {0xFFFD: "□", 0x0A: " ", 0x0D: " ", 0x0B: " ", 0x0C: " ", 0x2028: " ", 0x2029: " ", **_WINGDINGS}


def clean(text: str) -> str:
    """One line as a person reads it: no control characters, no marks of the extraction, no space at the end.

    A hyphenation mark inside the line joins, at its end it is a hyphen (what follows stands on the next line).
    A lost glyph (U+FFFD) becomes □, so that the gap stays visible and offsets stay true.
    """
    text = text.rstrip()
    if text.isascii() and text.isprintable():
        return text
    if _HYPHEN_MARK.search(text):
        end = "-" if _HYPHEN_MARK.match(text[-1]) else ""
        text = _HYPHEN_MARK.sub("", text) + end
    return _DROPPED.sub("", text.translate(_TRANSLATION)).rstrip()


def cleaned_cell(cell: Cell) -> Cell:
    """`cell` as a person reads it; line breaks inside it part its paragraphs."""
    lines = tuple(line for part in cell.text.split("\n") if (line := clean(part).strip()))
    return Cell(" ".join(lines), cell.x0, cell.x1, lines if len(lines) > 1 else ())


def digest(data: bytes) -> str:
    """The SHA-256 of the input as lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def language_of(pages: Sequence[Page]) -> str:
    """The language of the text: `en`, `zh-Hant` or `zh-Hans`."""
    from kpicheck.language.detect import detect_language

    sample: list[str] = []
    size = 0
    for page in pages:
        for line in page.lines:
            sample.append(line.text)
            size += len(line.text)
        if size > LANGUAGE_SAMPLE:
            break
    return str(detect_language("\n".join(sample)[:LANGUAGE_SAMPLE]))


def build_report(
    data: bytes,
    path: str,
    kind: str,
    pages: Sequence[Page],
    *,
    outline: Sequence[OutlineEntry] = (),
    paged: bool = True,
    notes: Sequence[str] = (),
) -> Report:
    """The Report of one input, with its digest and language."""
    return Report(
        path=path,
        sha256=digest(data),
        format=kind,
        pages=tuple(pages),
        language=language_of(pages),
        outline=tuple(outline),
        paged=paged,
        notes=tuple(notes),
    )
