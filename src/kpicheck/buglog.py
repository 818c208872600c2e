"""The log that a bug leaves behind."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from kpicheck import __version__


def write_bug_log(bug: BaseException, arguments: list[str]) -> Path:
    """Where the traceback of `bug` was written, with versions and the command line."""
    now = datetime.now(UTC)
    text = "\n".join(
        (
            f"kpicheck {__version__}, Python {platform.python_version()}, {platform.platform()}, {now.isoformat()}",
            f"arguments: {_without_password(arguments)!r}",
            "",
            "".join(traceback.format_exception(bug)),
        )
    )
    for folder in (_state_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f"bug-{now:%Y%m%d-%H%M%S}-", suffix=".log", dir=folder, text=True)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
                log.write(text)
        except OSError:
            continue
        return Path(name)
    return Path(os.devnull)


def _state_folder() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(state) if state else Path.home() / ".local" / "state") / "kpicheck"


def _without_password(arguments: list[str]) -> list[str]:
    """The arguments as they may be passed on."""
    before = ["", *arguments]
    return [
        "…" if last == "--password" else "--password=…" if argument.startswith("--password=") else argument
        for last, argument in zip(before, arguments, strict=False)
    ]
