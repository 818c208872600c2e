"""What the exit codes mean, and how gaps become one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from kpicheck.model import GRAVITY, Severity

NEVER = "never"
FAIL_ON = (*(severity.value for severity in Severity), NEVER)


class ExitCode(IntEnum):
    """The exit codes of every command; of several outcomes the highest wins."""

    CLEAN = 0
    GAPS = 1
    NOT_CHECKED = 2
    BUG = 3
    INTERRUPTED = 130


def gap_code(severities: Iterable[Severity | None], fail_on: str) -> ExitCode:
    """GAPS when one of the gaps' `severities` is at or above `fail_on`; `never` asks for none."""
    if fail_on == NEVER:
        return ExitCode.CLEAN
    threshold = GRAVITY[Severity(fail_on)]
    grave = any(severity is not None and GRAVITY[severity] >= threshold for severity in severities)
    return ExitCode.GAPS if grave else ExitCode.CLEAN
