"""How large an input may be; every limit can be raised, and the error says with which option."""

from __future__ import annotations

from dataclasses import dataclass

from kpicheck.errors import UnfitInput

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader accepts. The defaults are far above any real report and far below what hurts a laptop.

    `max_bytes`   size of the file itself
    `max_pages`   pages of a PDF
    `max_zip_bytes`, `max_zip_ratio`, `max_zip_entries`   what a DOCX (a zip archive) may expand to
    `max_xml_bytes`   one XML part of a DOCX, or an HTML page: parsed, it takes several times its size in memory
    `max_lines`   lines of text, which also bounds table rows
    """

    max_bytes: int = 200 * MEGABYTE
    max_pages: int = 2_000
    max_zip_bytes: int = 500 * MEGABYTE
    max_zip_ratio: int = 200
    max_zip_entries: int = 10_000
    max_xml_bytes: int = 100 * MEGABYTE
    max_lines: int = 2_000_000


DEFAULT_LIMITS = Limits()

# A tiny archive of repetitive XML compresses better than any ratio we could set; below this size a ratio says nothing.
RATIO_MATTERS_FROM = 50 * MEGABYTE


def check_size(size: int, name: str, limits: Limits) -> None:
    """Raises UnfitInput when a file of `size` bytes is above the limit."""
    if size > limits.max_bytes:
        raise UnfitInput(
            f"{name} is larger than {limits.max_bytes / MEGABYTE:g} MB.",
            hint="If it really is a report, raise the limit with --max-bytes.",
        )


def check_lines(count: int, name: str, limits: Limits) -> None:
    """Raises UnfitInput when the text has more lines than the limit."""
    if count > limits.max_lines:
        raise UnfitInput(
            f"{name} has more than {limits.max_lines:,} lines.",
            hint="If it really is a report, raise the limit with --max-lines.",
        )
