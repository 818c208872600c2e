"""`kpicheck rules docs`."""

from __future__ import annotations

from pathlib import Path

import click

from kpicheck.cli.options import lang_option, rules_option
from kpicheck.cli.speak import note


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs/rules"),
    show_default=True,
    help="Folder for the pages.",
)
@lang_option
@rules_option
def docs(output: Path, lang: str, rule_folders: tuple[Path, ...]) -> None:
    """Write a page per provision: what it asks, obligation over time, units, examples, source and certainty."""
    from kpicheck.files import make_folder, write_atomically
    from kpicheck.handbook.pages import write_pages
    from kpicheck.rulebook import load_rulebook

    pages = write_pages(load_rulebook(extra=rule_folders), lang)
    make_folder(output)
    for name, text in pages.items():
        write_atomically(output / name, text)
    note(f"wrote {len(pages)} pages into {output}")
