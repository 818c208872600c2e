"""Readers for further kinds come from installed plug-ins."""

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from kpicheck import readers
from kpicheck.errors import KpiCheckError, UnfitInput
from kpicheck.model import Line, Page, Report
from kpicheck.readers.limits import Limits

RTF = b"{\\rtf1 text}"


def read_rtf(data: bytes, path: str, limits: Limits) -> Report:
    return Report(path=path, sha256="0", format="rtf", pages=(Page(1, (Line(1, 1, "text"),)),))


def offer(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Pretends that a plug-in is installed that registers `value` for RTF files."""
    entries = EntryPoints([EntryPoint("rtf", value, readers.PLUGIN_GROUP)])
    monkeypatch.setattr(readers, "entry_points", lambda **wanted: entries.select(**wanted))


def test_a_plugin_reads_what_no_reader_of_ours_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, f"{__name__}:read_rtf")
    assert readers.read_bytes(RTF, "a.rtf").format == "rtf"
    with pytest.raises(UnfitInput, match="is an image"):
        readers.read_bytes(b"GIF89a\x00", "a.gif")


def test_a_broken_plugin_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "no_such_module_of_ours:read")
    with pytest.raises(KpiCheckError, match="no_such_module_of_ours"):
        readers.read_bytes(RTF, "a.rtf")


def test_every_format_has_a_reader() -> None:
    assert set(readers.READERS) == {"docx", "html", "markdown", "text"}
