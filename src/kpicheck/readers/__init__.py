"""A report file becomes a Report: the table of readers, one module per format, open to plug-ins.

A plug-in registers a function `(data: bytes, path: str, limits: Limits) -> Report` in the entry point group
`kpicheck.readers`, under the kind that `sniff` gives for its files (`rtf`, `xlsx`, `odt`, …). It is asked for kinds
that no built-in reader reads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from pathlib import Path

from kpicheck.errors import KpiCheckError, UnfitInput
from kpicheck.model import Report
from kpicheck.pause import collector_paused
from kpicheck.readers.limits import DEFAULT_LIMITS, Limits, check_size
from kpicheck.readers.sniff import sniff, unfit

__all__ = ["DEFAULT_LIMITS", "READERS", "Limits", "Progress", "Reader", "read_bytes", "read_report"]

PLUGIN_GROUP = "kpicheck.readers"
STDIN = "-"

Reader = Callable[[bytes, str, Limits], Report]
Progress = Callable[[int, int], None]


# Each reader is imported when first needed: a text report should not wait for lxml.
def _text(data: bytes, path: str, limits: Limits) -> Report:
    from kpicheck.readers.text import read_text

    return read_text(data, path, limits=limits)


def _markdown(data: bytes, path: str, limits: Limits) -> Report:
    from kpicheck.readers.markdown import read_markdown

    return read_markdown(data, path, limits=limits)


def _docx(data: bytes, path: str, limits: Limits) -> Report:
    from kpicheck.readers.docx import read_docx

    return read_docx(data, path, limits=limits)


def _html(data: bytes, path: str, limits: Limits) -> Report:
    from kpicheck.readers.html import read_html

    return read_html(data, path, limits=limits)


READERS: Mapping[str, Reader] = {"docx": _docx, "html": _html, "markdown": _markdown, "text": _text}


def read_report(
    source: str | Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    ocr: bool = False,
    isolate: bool = False,
    password: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """The report in a file, or on standard input where `source` is "-"."""
    name = "standard input" if str(source) == STDIN else str(source)
    data = _bytes_of(source, name, limits)
    return read_bytes(data, name, limits=limits, ocr=ocr, isolate=isolate, password=password, progress=progress)


@collector_paused()
def read_bytes(
    data: bytes,
    name: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    ocr: bool = False,
    isolate: bool = False,
    password: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """The report in `data`; `name` is what it is called in messages and in the result.

    `ocr` reads the image pages of a PDF, `isolate` parses a PDF in a child process, `password` opens one;
    `progress` is told the pages done and to do while OCR goes on.
    """
    check_size(len(data), name, limits)
    kind = sniff(data, name)
    if kind == "pdf":
        report = _pdf(data, name, limits, isolate=isolate, password=password, ocr=ocr)
        return _with_ocr(report, data, password, progress) if ocr and report.unreadable_pages else report
    reader = READERS.get(kind) or _plugin(kind)
    if reader is None:
        raise unfit(kind, name)
    return reader(data, name, limits)


def _pdf(data: bytes, path: str, limits: Limits, *, isolate: bool, password: str | None, ocr: bool) -> Report:
    from kpicheck.readers import pdf

    read = pdf.read_pdf_isolated if isolate else pdf.read_pdf
    return read(data, path, password=password, max_pages=limits.max_pages, allow_scanned=ocr)


def _with_ocr(report: Report, data: bytes, password: str | None, progress: Progress | None) -> Report:
    from kpicheck.readers.ocr import read_image_pages

    return read_image_pages(report, data, password=password, progress=progress)


def _bytes_of(source: str | Path, name: str, limits: Limits) -> bytes:
    """The content, never more than the limit; a pipe has no size to look at first."""
    try:
        if str(source) == STDIN:
            data = sys.stdin.buffer.read(limits.max_bytes + 1)
        else:
            with Path(source).open("rb") as stream:
                data = stream.read(limits.max_bytes + 1)
    except FileNotFoundError:
        raise UnfitInput(f"{name} does not exist.", hint="Check the path.") from None
    except IsADirectoryError:
        raise UnfitInput(f"{name} is a folder.", hint="Check a file, or use 'kpicheck batch' for a folder.") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise UnfitInput(f"{name} cannot be read: {reason}.", hint="Check the path and its permissions.") from None
    check_size(len(data), name, limits)
    return data


def _plugin(kind: str) -> Reader | None:
    """The reader that an installed plug-in offers for `kind`."""
    for entry in entry_points(group=PLUGIN_GROUP, name=kind):
        try:
            reader: Reader = entry.load()
        except Exception as problem:  # whatever an installed plug-in raises while it is imported
            raise KpiCheckError(
                f"The reader plug-in {entry.value!r} cannot be loaded: {problem}.", hint="Update or uninstall it."
            ) from problem
        return reader
    return None
