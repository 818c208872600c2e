"""What a worker does with one report."""

from __future__ import annotations

from collections.abc import Callable

from kpicheck.batch.outcome import Outcome, Status, checked
from kpicheck.batch.plan import Job
from kpicheck.batch.settings import Settings
from kpicheck.errors import KpiCheckError
from kpicheck.files import link_between, write_atomically

FORMATS = ("json", "html")


def prepare(settings: Settings) -> Callable[[Job], Outcome]:
    """The function that checks one report, with the rules loaded once."""
    from kpicheck.rulebook import load_rulebook

    rulebook = load_rulebook(extra=settings.rules)

    def work(job: Job) -> Outcome:
        try:
            return _check(job)
        except KpiCheckError as problem:
            status, reason, hint = Status.NOT_CHECKED, problem.what, problem.hint
        except Exception as bug:  # the boundary of one report: the others go on
            from kpicheck.buglog import write_bug_log

            log = write_bug_log(bug, [str(job.source)])
            status, reason = Status.BUG, f"A bug in kpicheck stopped it ({type(bug).__name__})."
            hint = f"The log is in {log}; please report it."
        return Outcome(str(job.source), job.name, status, reason, hint)

    def _check(job: Job) -> Outcome:
        from kpicheck.check import assess
        from kpicheck.config import settled
        from kpicheck.renderers.html import HtmlRenderer
        from kpicheck.renderers.json import JsonRenderer

        report = settings.reading.read(job.source)
        assessment = assess(report, rulebook, settled(settings.options, job.source))
        page, data = (settings.folder / f"{job.name}.{name}" for name in ("html", "json"))
        write_atomically(page, HtmlRenderer(link_between(page, job.source)).render(assessment, settings.lang))
        write_atomically(data, JsonRenderer().render(assessment, settings.lang))
        return checked(str(job.source), job.name, assessment)

    return work
