"""How the user wants reports to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kpicheck.model import Report
from kpicheck.readers import DEFAULT_LIMITS, Limits, read_report


@dataclass(frozen=True, slots=True)
class Reading:
    """The same for each report of a run. `password` opens protected PDFs and is never shown."""

    limits: Limits = DEFAULT_LIMITS
    ocr: bool = False
    password: str | None = field(default=None, repr=False)

    def read(self, source: str | Path) -> Report:
        """The report in a file, or on standard input where `source` is "-"."""
        return read_report(source, limits=self.limits, ocr=self.ocr, password=self.password)
