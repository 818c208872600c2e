"""The HTML gap report: one file that needs no network, no fonts and no script to be read."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from kpicheck.model import Assessment
from kpicheck.renderers.build import view_of
from kpicheck.renderers.speaker import Speaker
from kpicheck.renderers.templating import html_templates
from kpicheck.shipped import shipped


@dataclass(frozen=True, slots=True)
class HtmlRenderer:
    """`report_href` is the link to the report file as seen from where the page will lie; None takes its path."""

    report_href: str | None = None

    def render(self, assessment: Assessment, lang: str) -> str:
        from markupsafe import Markup

        style, script = page_asset("style.css"), page_asset("script.js")
        return html_templates().get_template("html/report.html.j2").render(
            view=view_of(assessment, lang, self.report_href),
            say=Speaker(assessment, lang).say,
            style=Markup(style),
            script=Markup(script),
            policy=content_policy(style, script),
        )  # fmt: skip


def content_policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows this style, this script and nothing else."""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def page_asset(name: str, folder: Path | None = None) -> str:
    """A file that goes between two tags, of `folder` if it is there, else ours.

    The newlines around it belong to what the browser hashes.
    """
    own = folder / name if folder else None
    path = own if own and own.is_file() else shipped("templates") / "html" / name
    return "\n" + path.read_text(encoding="utf-8").strip() + "\n"
