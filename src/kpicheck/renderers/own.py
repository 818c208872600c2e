"""A gap report by the user's own template: sandboxed, over the values that docs/templates.md describes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpicheck.errors import UsageError
from kpicheck.model import Assessment
from kpicheck.renderers.build import view_of
from kpicheck.renderers.html import content_policy, page_asset
from kpicheck.renderers.json import result
from kpicheck.renderers.markdown import tidied
from kpicheck.renderers.safe import visible
from kpicheck.renderers.speaker import Speaker
from kpicheck.renderers.templating import own_templates

if TYPE_CHECKING:
    from jinja2 import Template

HINT = "docs/templates.md lists what a template can use; 'kpicheck template init' writes ours to start from."
# What a mistake in a template can raise besides Jinja's own errors.
_MISTAKES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class OwnTemplateRenderer:
    """Renders with the template at `path`; `report_href` is the link to the report file as seen from the output."""

    path: Path
    report_href: str | None = None

    def render(self, assessment: Assessment, lang: str) -> str:
        from jinja2 import TemplateError

        try:
            text = self._template().render(_values(assessment, lang, self.report_href, self.path.parent))
        except TemplateError as problem:
            raise self._wrong(problem) from problem
        except _MISTAKES as problem:
            raise self._wrong(problem) from problem
        return tidied(text) if self.path.name.removesuffix(".j2").endswith(".md") else text

    def check(self) -> None:
        """UsageError if there is no such template, or none that can be read; said before any report is."""
        from jinja2 import TemplateError

        try:
            self._template()
        except TemplateError as problem:
            raise self._wrong(problem) from problem
        except (OSError, UnicodeDecodeError) as problem:
            raise UsageError(
                f"{self.path} cannot be read: {problem}.", hint="Name a template with --template."
            ) from None

    def _template(self) -> Template:
        return own_templates(self.path.parent).get_template(self.path.name)

    def _wrong(self, problem: Exception) -> UsageError:
        from jinja2 import TemplateNotFound

        if isinstance(problem, TemplateNotFound):
            return UsageError(f"The template {problem.name} is not in {self.path.parent}.", hint=HINT)
        what = visible(str(problem)) or type(problem).__name__
        return UsageError(f"{self.path}{_line(problem, self.path.parent)}: {what}", hint=HINT)


def _line(problem: Exception, folder: Path) -> str:
    """`:12` for the line at which the template fails; Jinja puts its templates into the traceback."""
    line = getattr(problem, "lineno", None)
    trace = problem.__traceback__
    while trace:
        if Path(trace.tb_frame.f_code.co_filename).parent == folder:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f":{line}" if line else ""


def _values(assessment: Assessment, lang: str, href: str | None, folder: Path) -> dict[str, Any]:
    """The JSON output by its names, then what our own templates are handed."""
    from markupsafe import Markup

    style, script = page_asset("style.css", folder), page_asset("script.js", folder)
    return result(assessment, lang) | {
        "view": view_of(assessment, lang, href),
        "say": _sayer(Speaker(assessment, lang)),
        "style": Markup(style),
        "script": Markup(script),
        "policy": content_policy(style, script),
    }


def _sayer(speaker: Speaker) -> Callable[..., str]:
    """A plain function: a bound method would lead a template from its words to our objects."""

    def say(key: str, **values: object) -> str:
        return speaker.say(key, **values)

    return say
