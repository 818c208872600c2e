"""Job functions for worker processes, which import this module by name."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from kpicheck.batch.outcome import Outcome, Status
from kpicheck.batch.plan import Job
from kpicheck.batch.settings import Settings
from kpicheck.batch.work import FORMATS


def prepare_words(prefix: str) -> Callable[[str], str]:
    """Does what the word says: `crash`, `interrupt`, `exit`, `hang`, or a number of seconds to wait."""

    def work(word: str) -> str:
        if word == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
        if word == "exit":
            os._exit(7)
        if word == "hang":
            time.sleep(600)
        if word.replace(".", "").isdigit():
            time.sleep(float(word))
        return f"{prefix}{word}"

    return work


def prepare_pid(_: object) -> Callable[[float], int]:
    def work(seconds: float) -> int:
        time.sleep(seconds)
        return os.getpid()

    return work


def prepare_reports(settings: Settings) -> Callable[[Job], Outcome]:
    """A check that counts itself in the file `log` beside the reports and finds what the text says."""

    def work(job: Job) -> Outcome:
        with (job.source.parent / "log").open("a", encoding="utf-8") as log:
            log.write(f"{job.name}\n")
        if not job.source.exists():
            return Outcome(str(job.source), job.name, Status.NOT_CHECKED, "It does not exist.", "Check the path.")
        data = job.source.read_bytes()
        if b"crash" in data:
            os._exit(9)
        sha256 = hashlib.sha256(data).hexdigest()
        for name in FORMATS:
            content = f'{{"report": {{"sha256": "{sha256}"}}}}' if name == "json" else "<html>"
            (settings.folder / f"{job.name}.{name}").write_text(content, encoding="utf-8")
        issuer = data.decode().strip()
        return Outcome(str(job.source), job.name, Status.CHECKED, sha256=sha256, issuer=issuer, gaps={"warning": 2})

    return work


def log_of(folder: Path) -> list[str]:
    """The names of the jobs that were really done since the last call, sorted."""
    log = folder / "log"
    names = sorted(log.read_text(encoding="utf-8").split()) if log.exists() else []
    log.unlink(missing_ok=True)
    return names
