"""The Jinja environments: one that escapes HTML, one for Markdown with its own filters."""

from __future__ import annotations

from functools import cache
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


def _environment(*, escape: bool) -> Environment:
    # Imported here: the command line reads the table of renderers before it knows whether it will render.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(shipped("templates")),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
