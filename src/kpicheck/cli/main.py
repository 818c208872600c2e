"""The boundary: whatever happens inside becomes a sentence on stderr and an exit code, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from kpicheck.cli.app import kpicheck
from kpicheck.cli.exits import ExitCode
from kpicheck.cli.speak import complain, drop_stdout, speak_utf8
from kpicheck.errors import KpiCheckError


def main(args: Sequence[str] | None = None) -> int:
    """Runs the command line `args` (default: the process's own) and returns the exit code."""
    arguments = list(sys.argv[1:] if args is None else args)
    speak_utf8()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_stdout()
        return ExitCode.CLEAN
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted.")
        return ExitCode.INTERRUPTED
    except Exception as bug:  # the one boundary: what no one expected is ours to mend
        return _report_bug(bug, arguments)
    return code


def _run(arguments: list[str]) -> int:
    # Not click's own main(): it exits 1 for wrong usage, for interrupts and for a closed pipe, and 1 means gaps here.
    try:
        with kpicheck.make_context("kpicheck", arguments) as context:
            code = kpicheck.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as no_arguments:
        click.echo(no_arguments.format_message(), err=True)
        return ExitCode.NOT_CHECKED
    except click.UsageError as wrong:
        where = wrong.ctx.command_path if wrong.ctx else "kpicheck"
        complain(wrong.format_message(), hint=f"See '{where} --help'.")
        return ExitCode.NOT_CHECKED
    except click.ClickException as wrong:
        complain(wrong.format_message())
        return ExitCode.NOT_CHECKED
    except KpiCheckError as problem:
        complain(problem.what, hint=problem.hint)
        return problem.exit_code
    return code if isinstance(code, int) else ExitCode.CLEAN


def _report_bug(bug: Exception, arguments: list[str]) -> int:
    from kpicheck.buglog import write_bug_log

    log = write_bug_log(bug, arguments)
    what = " ".join(f"{type(bug).__name__}: {bug}".split())[:200]
    complain(f"a bug in kpicheck stopped it ({what}).", hint=f"The log is in {log}; please report it with the log.")
    return ExitCode.BUG


if __name__ == "__main__":
    sys.exit(main())
