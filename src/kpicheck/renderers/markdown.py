"""The Markdown gap report, for a pull request or an e-mail; report text can neither format nor link nor mention."""

from __future__ import annotations

import re

from kpicheck.model import Assessment
from kpicheck.renderers.build import view_of
from kpicheck.renderers.speaker import Speaker
from kpicheck.renderers.templating import markdown_templates

_WORD_JOINER = "\u2060"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# `$` opens a formula on GitHub, `~` strikes out, `|` ends a table cell.
_SYNTAX = re.compile(r"[\\`*_\[\]|~$]")
_SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|javascript|data):")
_WEB = re.compile(r"(?i)\bwww\.")
# An invisible joiner keeps @name and #12 from becoming a mention or a link to an issue.
_MENTION = re.compile(r"([@#])(?=\w)")
_BLOCK = re.compile(r"^(\s*)([-+=#:]|\d+(?=[.)]))")


class MarkdownRenderer:
    """Gaps first, then problems of the index, then a table of all provisions."""

    def render(self, assessment: Assessment, lang: str) -> str:
        template = markdown_templates().get_template("report.md.j2")
        return tidied(template.render(view=view_of(assessment, lang, ""), say=Speaker(assessment, lang).say))


def tidied(text: str) -> str:
    """`text` with no more than one blank line in a row."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def inline(text: object) -> str:
    """`text` as Markdown that shows exactly `text`, on one line."""
    safe = _SYNTAX.sub(lambda found: "\\" + found[0], " ".join(str(text).split()))
    safe = re.sub("[&<>]", lambda found: _ENTITIES[found[0]], safe)
    safe = _SCHEME.sub(r"\1\\:", safe)
    safe = _WEB.sub(r"www\\.", safe)
    safe = _MENTION.sub(rf"\1{_WORD_JOINER}", safe)
    return _BLOCK.sub(_escape_block, safe)


def cell(text: object) -> str:
    """`text` for a table cell, where an empty one is a dash."""
    return inline(text) or "–"


def _escape_block(found: re.Match[str]) -> str:
    """A list, heading or rule at the start of a line: a number keeps its digits and gets its dot escaped."""
    blank, sign = found.groups()
    return f"{blank}{sign}\\" if sign.isdigit() else f"{blank}\\{sign}"
