"""The Jinja environments: one that escapes HTML, one for Markdown with its own filters, one for users' templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from kpicheck.shipped import shipped

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def html_templates() -> Environment:
    """Templates whose every value is escaped, whatever the template is called."""
    return _environment(escape=True)


@cache
def markdown_templates() -> Environment:
    """Templates that escape by the filters `inline` and `cell`."""
    from kpicheck.renderers.markdown import cell, inline

    environment = _environment(escape=False)
    environment.filters.update(inline=inline, cell=cell)
    return environment


def own_templates(folder: Path) -> Environment:
    """The user's templates in `folder`: they reach no file outside it and nothing but the values they are handed."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from kpicheck.renderers.markdown import cell, inline

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=escapes,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(inline=inline, cell=cell)
    return environment


def escapes(name: str | None) -> bool:
    """Whether the values of a template of this name are escaped: those of HTML and XML, `.j2` behind or not."""
    suffix = PurePath((name or "").lower().removesuffix(".j2").removesuffix(".jinja")).suffix
    return suffix in (".html", ".htm", ".xhtml", ".xml", ".svg")


def _environment(*, escape: bool) -> Environment:
    # Imported here: the command line reads the table of renderers before it knows whether it will render.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([shipped("templates"), shipped("templates") / "html"]),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
