"""Opening a PDF: what is wrong with it in one sentence, and how to get one that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kpicheck.errors import UnfitInput
from kpicheck.model import OutlineEntry
from kpicheck.readers.pdf_raw import handle, is_right_to_left

_DIRECTION = re.compile(rb"(/Direction\s*)/R2L")
_MAX_OUTLINE = 5000
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

_GET_ANOTHER = "Download the file again from the exchange's site, or export it again from its source."


@contextmanager
def open_pdf(data: bytes, path: str, password: str | None, max_pages: int) -> Iterator[tuple[Any, bool]]:
    """The open document, and whether its lines come back to front.

    Raises UnfitInput if it cannot be opened, needs a password, has no page or more than `max_pages`.
    """
    if not data:
        raise UnfitInput(f"{path} is empty.", hint=_GET_ANOTHER)
    import pypdfium2

    # PDFium turns the lines of such files round; of the same length, so that no offset in the file moves.
    data = _DIRECTION.sub(rb"\1/L2R", data)
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise _unfit(path, getattr(error, "err_code", None), password) from error
    try:
        pages = len(document)
        if pages == 0:
            raise UnfitInput(f"{path} has no pages.", hint=_GET_ANOTHER)
        if pages > max_pages:
            raise UnfitInput(
                f"{path} has {pages} pages, more than the limit of {max_pages}.",
                hint="Raise the limit, or cut the ESG part out of the file.",
            )
        yield document, is_right_to_left(handle(document.raw))
    finally:
        document.close()


def _unfit(path: str, code: int | None, password: str | None) -> UnfitInput:
    if code == _PASSWORD:
        what = "cannot be opened with this password" if password else "is protected by a password"
        return UnfitInput(f"{path} {what}.", hint="Save a copy without a password, or give the right one.")
    if code == _SECURITY:
        return UnfitInput(f"{path} is encrypted in a way that cannot be read.", hint="Save a copy without protection.")
    return UnfitInput(f"{path} is damaged, cut off or no PDF.", hint=_GET_ANOTHER)


def read_outline(document: Any) -> tuple[OutlineEntry, ...]:
    """The file's bookmarks; empty if it has none or they are broken."""
    import pypdfium2

    entries: list[OutlineEntry] = []
    try:
        for item in document.get_toc(max_depth=8):
            title = " ".join(item.get_title().split())
            target = item.get_dest()
            index = target.get_index() if target else None
            if title and index is not None:
                entries.append(OutlineEntry(title, item.level + 1, index + 1))
            if len(entries) >= _MAX_OUTLINE:
                break
    except (pypdfium2.PdfiumError, UnicodeDecodeError, RecursionError, ValueError):
        return tuple(entries)
    return tuple(entries)


def page_label(document: Any, number: int) -> str:
    """The PDF's own label of the physical page, empty for none."""
    try:
        return str(document.get_page_label(number - 1)).strip()
    except (UnicodeDecodeError, ValueError):
        return ""
