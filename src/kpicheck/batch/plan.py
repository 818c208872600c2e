"""Which reports a batch checks, in which order, and what their results are called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpicheck.errors import UsageError

# What is looked for in a folder; a file that is named itself is tried whatever it is called.
KNOWN = frozenset({".pdf", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt"})
# Names that the batch's own pages need.
_TAKEN = ("index", "summary")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Job:
    """One report to check; its results are `name`.json and `name`.html."""

    source: Path
    name: str


def plan(paths: Sequence[Path], output: Path) -> tuple[Job, ...]:
    """A job for each report at `paths`, in that order, each once; folders are searched, but never `output`."""
    seen: set[str] = set()
    taken = set(_TAKEN)
    jobs = []
    for source in _sources(paths, output):
        place = os.path.realpath(source)
        if place not in seen:
            seen.add(place)
            jobs.append(Job(source, _free_name(source, taken)))
    if not jobs:
        raise UsageError(
            "There is no report to check in " + ", ".join(str(path) for path in paths) + ".",
            hint=f"A folder is searched for {' '.join(sorted(KNOWN))}.",
        )
    return tuple(jobs)


def _sources(paths: Sequence[Path], output: Path) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from _reports_in(path, Path(os.path.realpath(output)))
        else:
            yield path


def _reports_in(folder: Path, output: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and Path(os.path.realpath(here / name)) != output
        )
        if Path(os.path.realpath(here)) == output:
            continue  # the user checks a folder and writes into it: what is there may be results
        yield from (here / name for name in sorted(files) if _looks_like_report(name))


def _looks_like_report(name: str) -> bool:
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in KNOWN


def _free_name(source: Path, taken: set[str]) -> str:
    """The file's stem, made safe for every file system, with a number where it is taken."""
    stem = re.sub(r'[\x00-\x1f<>:"/\\|?*%#]+', "_", source.stem).strip(". ")[:_LONGEST_NAME] or "report"
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
