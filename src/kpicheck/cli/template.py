"""`kpicheck template`: templates of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from kpicheck.cli.lazy import LazyGroup
from kpicheck.cli.options import FOLDER
from kpicheck.cli.speak import note
from kpicheck.errors import UsageError
from kpicheck.files import make_folder, write_atomically
from kpicheck.shipped import shipped

OURS = ("html/report.html.j2", "html/parts.html.j2", "html/style.css", "html/script.js", "report.md.j2", "gaps.csv.j2")


@click.group(cls=LazyGroup, lazy={"init": ("kpicheck.cli.template:init", "Write our templates out to start from.")})
def template() -> None:
    """Templates of one's own for 'kpicheck check --template'."""


@click.command()
@click.argument("folder", type=FOLDER, default=Path("kpicheck-templates"))
@click.option("--force", is_flag=True, help="Overwrite templates that are there already.")
def init(folder: Path, force: bool) -> None:
    """Write our templates into FOLDER (default: kpicheck-templates), to start from.

    Then: kpicheck check REPORT --template FOLDER/report.html.j2 -o gaps.html
    """
    targets = {folder / Path(name).name: shipped("templates") / name for name in OURS}
    there = sorted(target.name for target in targets if target.exists())
    if there and not force:
        raise UsageError(
            f"{folder} holds {', '.join(there)} already.", hint="Name another folder, or give --force to overwrite."
        )
    make_folder(folder)
    for target, source in targets.items():
        write_atomically(target, source.read_bytes())
        note(f"wrote {target}")
