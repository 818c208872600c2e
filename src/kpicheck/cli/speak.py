"""Results to stdout, notes and problems to stderr."""

from __future__ import annotations

import io
import os
import sys

import click


def say(result: str | bytes) -> None:
    """Prints a result, bytes as they are. A reader that has seen enough (`| head`) ends the printing, not the check."""
    try:
        click.echo(result, nl=isinstance(result, str) and not result.endswith("\n"))
    except BrokenPipeError:
        drop_stdout()


def note(sentence: str) -> None:
    """A sentence beside the result."""
    click.echo(f"kpicheck: {sentence}", err=True)


def complain(what: str, *, hint: str = "", about: str = "") -> None:
    """What went wrong and, on a line of its own, what to do; `about` names the file where `what` does not."""
    note(what if about in what or about == "-" else f"{about}: {what}")
    if hint:
        click.echo(f"  {hint}", err=True)


def drop_stdout() -> None:
    """Sends the rest of stdout nowhere, so that Python's own flush at exit does not fail as well."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stand-in without a file descriptor
        sys.stdout = io.StringIO()


def speak_utf8() -> None:
    """Reports quote Chinese: a pipe gets UTF-8 whatever the locale, and no terminal fails over a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
