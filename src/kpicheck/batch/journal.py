"""What an earlier run has already done, so that `--resume` need not do it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from kpicheck.batch.outcome import Outcome, Status
from kpicheck.batch.plan import Job
from kpicheck.batch.settings import Settings
from kpicheck.batch.work import FORMATS
from kpicheck.files import write_atomically

NAME = ".kpicheck-batch.jsonl"


class Journal:
    """One line per finished report, written as soon as it is finished: an interrupted batch loses nothing."""

    def __init__(self, settings: Settings, *, resume: bool) -> None:
        self._folder = settings.folder
        self._path = settings.folder / NAME
        self._fingerprint = settings.fingerprint()
        self._known = self._read() if resume else {}

    def recall(self, job: Job) -> Outcome | None:
        """The outcome of `job`, if this very file was checked with these very settings and the results are there."""
        known = self._known.get(job.name)
        if known is None or known.status is not Status.CHECKED or known.sha256 != _sha256(job.source):
            return None
        if not all((self._folder / f"{job.name}.{name}").is_file() for name in FORMATS):
            return None
        if not _is_result_of(self._folder / f"{job.name}.json", known.sha256):
            return None
        return replace(known, source=str(job.source))

    def start(self, kept: Iterable[Outcome]) -> None:
        """The journal holds the outcomes `kept` from here on, and what `add` adds."""
        write_atomically(self._path, "".join(self._line(outcome) for outcome in kept))

    def add(self, outcome: Outcome) -> None:
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(self._line(outcome))

    def _line(self, outcome: Outcome) -> str:
        row = {"settings": self._fingerprint, "outcome": outcome.as_json()}
        return json.dumps(row, sort_keys=True) + "\n"

    def _read(self) -> dict[str, Outcome]:
        known: dict[str, Outcome] = {}
        lines: list[str] = []
        with suppress(OSError):
            lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
        for line in lines:
            with suppress(ValueError, TypeError, KeyError, AttributeError):  # a line cut short by an interruption
                row = json.loads(line)
                if row["settings"] == self._fingerprint:
                    outcome = Outcome.from_json(row["outcome"])
                    known[outcome.name] = outcome
        return known


def _sha256(path: Path) -> str:
    with suppress(OSError), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""


def _is_result_of(path: Path, sha256: str) -> bool:
    with suppress(OSError, ValueError, KeyError, TypeError):
        result: Any = json.loads(path.read_text(encoding="utf-8"))
        return bool(result["report"]["sha256"] == sha256)
    return False
