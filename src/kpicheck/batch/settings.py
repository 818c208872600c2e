"""What holds for every report of a batch."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kpicheck import __version__
from kpicheck.reading import Reading
from kpicheck.shipped import shipped

if TYPE_CHECKING:
    from kpicheck.check import Options


@dataclass(frozen=True, slots=True)
class Settings:
    """How each report is read, assessed and rendered, and where the results go."""

    folder: Path
    options: Options
    lang: str = "en"
    rules: tuple[Path, ...] = ()
    reading: Reading = field(default_factory=Reading)

    def fingerprint(self) -> str:
        """Equal for two batches whose results for the same report would be equal: version, options and rules."""
        digest = hashlib.sha256()
        digest.update(repr((__version__, self.options, self.lang, self.reading)).encode())
        for folder in (shipped("rules"), shipped("templates"), *self.rules):
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()
