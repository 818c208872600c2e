"""Writes docs/issues.md from the word catalogue: `python -m kpicheck.handbook.issues docs/issues.md`."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from kpicheck.files import write_atomically
from kpicheck.handbook.pages import tidy
from kpicheck.renderers.templating import markdown_templates
from kpicheck.words import catalogue, catalogue_text, has, say

_ABOUT = "about.issue."


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """One code with everything that is said about it; `sentences` are the messages, gaps as `…`."""

    code: str
    name: str
    about: str
    todo: str
    sentences: tuple[str, ...]


def issue_codes() -> tuple[str, ...]:
    """Every documented code, in the order of the catalogue."""
    return tuple(key.removeprefix(_ABOUT) for key in catalogue("en") if key.startswith(_ABOUT))


def entry(code: str, lang: str) -> IssueEntry:
    """What is said about `code`; KeyError for an unknown one."""
    keys = [key for key in catalogue(lang) if key == f"issue.{code}" or key.startswith(f"issue.{code}.")]
    sentences = tuple(re.sub(r"\{\w+\}", "…", catalogue_text(lang, key)) for key in keys)
    return IssueEntry(
        code, say(lang, f"name.{code}"), say(lang, f"{_ABOUT}{code}"), say(lang, f"todo.issue.{code}"), sentences
    )


def is_issue(code: str) -> bool:
    """Whether there is such a code."""
    return has(f"{_ABOUT}{code}")


def write_page(lang: str) -> str:
    """The whole page."""
    entries = [entry(code, lang) for code in issue_codes()]
    template = markdown_templates().get_template("handbook/issues.md.j2")
    return tidy(template.render(issues=entries, say=lambda key, **values: say(lang, key, **values)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m kpicheck.handbook.issues FILE")
    write_atomically(Path(sys.argv[1]), write_page("en"))
