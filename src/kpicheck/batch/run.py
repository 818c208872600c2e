"""Running a batch from the paths to the summary."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from kpicheck.batch.journal import Journal
from kpicheck.batch.outcome import Outcome, Status
from kpicheck.batch.plan import Job, plan
from kpicheck.batch.settings import Settings
from kpicheck.batch.summary import write_index_page, write_summary
from kpicheck.batch.work import FORMATS, prepare
from kpicheck.batch.workers import Lost, Workers
from kpicheck.files import make_folder

# Called with the number of finished reports and of all reports.
Progress = Callable[[int, int], None]


def run_batch(
    paths: Sequence[Path],
    settings: Settings,
    *,
    processes: int | None = None,
    timeout: float = 600.0,
    resume: bool = False,
    progress: Progress = lambda done, of: None,
) -> tuple[Outcome, ...]:
    """Checks every report at `paths` and writes results, summary.csv and index.html; outcomes in the order of input."""
    jobs = plan(paths, settings.folder)
    make_folder(settings.folder)
    journal = Journal(settings, resume=resume)
    outcomes = {position: known for position, job in enumerate(jobs) if (known := journal.recall(job))}
    journal.start(outcomes.values())
    # The large ones first, so that no core waits for a late annual report.
    todo = sorted(set(range(len(jobs))) - outcomes.keys(), key=lambda position: -_size(jobs[position].source))
    progress(len(outcomes), len(jobs))
    workers = Workers(prepare, settings, min(processes or cores(), max(1, len(todo))), timeout)
    for turn, result in workers.run([jobs[position] for position in todo]):
        job = jobs[todo[turn]]
        outcome = _lost(job, result) if isinstance(result, Lost) else result
        if outcome.status is not Status.CHECKED:
            _remove_results(settings.folder, job)
        outcomes[todo[turn]] = outcome
        journal.add(outcome)
        progress(len(outcomes), len(jobs))
    rows = tuple(outcomes[position] for position in range(len(jobs)))
    journal.start(rows)  # once more, in the order of the input
    write_summary(rows, settings.folder / "summary.csv")
    write_index_page(rows, settings)
    return rows


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _lost(job: Job, lost: Lost) -> Outcome:
    hint = "Check it alone with 'kpicheck check' to see more; --timeout gives slow reports longer."
    return Outcome(str(job.source), job.name, Status.NOT_CHECKED, lost.reason, hint)


def _remove_results(folder: Path, job: Job) -> None:
    """A report that fails now must not keep the results of an earlier run beside the new summary."""
    for name in FORMATS:
        (folder / f"{job.name}.{name}").unlink(missing_ok=True)
