"""What the user says once about an issuer: `kpicheck.toml`, or `[tool.kpicheck]` in `pyproject.toml`.

The file beside the report is looked for first, then the one in the working directory; options given on the command
line come before both. It may hold `board = "main"` or `"gem"`, and `large-cap = true` or `false`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpicheck.errors import UsageError

if TYPE_CHECKING:
    from kpicheck.check import Options

NAMES = ("kpicheck.toml", "pyproject.toml")
BOARDS = ("main", "gem")
KEYS = ("board", "large-cap")


def settled(options: Options, report: str | Path) -> Options:
    """`options` with what the configuration file for `report` adds to them; UsageError when the file is wrong."""
    found = _first([Path(report).parent, Path()])
    if found is None:
        return options
    path, table = found
    unknown = sorted(set(table) - set(KEYS))
    if unknown:
        raise UsageError(f"{path} has an unknown key {unknown[0]!r}", hint=f"known keys: {', '.join(KEYS)}")
    board, large_cap = table.get("board"), table.get("large-cap")
    if board not in (None, *BOARDS):
        raise UsageError(f"board is {board!r} in {path}", hint='write board = "main" or board = "gem"')
    if large_cap is not None and not isinstance(large_cap, bool):
        raise UsageError(f"large-cap is {large_cap!r} in {path}", hint="write large-cap = true or large-cap = false")
    return replace(
        options,
        board=options.board or board,
        large_cap=large_cap if options.large_cap is None else options.large_cap,
    )


def _first(folders: list[Path]) -> tuple[Path, Mapping[str, Any]] | None:
    """The first file that has something to say, with its table."""
    for folder in folders:
        for name in NAMES:
            path = folder / name
            table = _table(path) if path.is_file() else None
            if table is not None:
                return path, table
    return None


def _table(path: Path) -> Mapping[str, Any] | None:
    """What the file says; None for a pyproject.toml that says nothing of kpicheck or is not ours to judge."""
    ours = path.name == NAMES[0]
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if ours:
            raise UsageError(f"{path} cannot be read: {error}", hint="it has to be a TOML file in UTF-8") from error
        return None
    table = content if ours else content.get("tool", {}).get("kpicheck")
    return table if isinstance(table, dict) else None
