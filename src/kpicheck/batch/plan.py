"""Which reports a batch checks, in which order, and what their results are called."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpicheck.errors import UsageError
from kpicheck.files import free_names

# What is looked for in a folder; a file that is named itself is tried whatever it is called.
KNOWN = frozenset({".pdf", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt"})
# Names that the batch's own pages need.
_TAKEN = ("index", "summary")


@dataclass(frozen=True, slots=True)
class Job:
    """One report to check; its results are `name`.json and `name`.html."""

    source: Path
    name: str


def plan(paths: Sequence[Path], output: Path) -> tuple[Job, ...]:
    """A job for each report at `paths`, in that order, each once; folders are searched, but never `output`."""
    by_place: dict[str, Path] = {}
    for source in _sources(paths, output):
        by_place.setdefault(os.path.realpath(source), source)
    if not by_place:
        raise UsageError(
            "There is no report to check in " + ", ".join(str(path) for path in paths) + ".",
            hint=f"A folder is searched for {' '.join(sorted(KNOWN))}; the folder for the results is left out.",
        )
    sources = tuple(by_place.values())
    return tuple(Job(source, name) for source, name in zip(sources, free_names(sources, _TAKEN), strict=True))


def _sources(paths: Sequence[Path], output: Path) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from _reports_in(path, Path(os.path.realpath(output)))
        elif os.path.realpath(path.parent) == os.path.realpath(output):
            raise UsageError(f"{path} lies in the folder for the results.", hint="Give another folder with -o.")
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
