"""What of a web page is shown, and which elements start a new line."""

from __future__ import annotations

import re
from typing import Any

SKIPPED = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "math", "canvas", "audio",
    "video", "iframe", "object", "embed", "select", "option", "datalist", "button", "input", "textarea", "dialog",
    "ix:header", "ix:hidden", "rp", "rt",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip
# Blocks after which a reader sees a gap.
PARTED = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "pre", "blockquote", "section", "article",
    "figure",
})  # fmt: skip
FURNITURE = frozenset({"nav", "footer"})

_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_BREAK = "\u2028"
_SPACES = re.compile(r"[ \t\r\n\f]+")


def is_shown(element: Any) -> bool:
    """Whether a browser would show the element, as far as it says so itself."""
    if not isinstance(element.tag, str):
        return False
    if element.tag in SKIPPED or element.get("hidden") is not None:
        return False
    if str(element.get("aria-hidden", "")).strip().casefold() == "true":
        return False
    return _HIDING_STYLE.search(str(element.get("style", ""))) is None


def collapse(text: str) -> str:
    """White space as HTML reads it."""
    return _SPACES.sub(" ", text)


def inline_text(element: Any) -> str:
    """All shown text of an element, as a table cell needs it: its paragraphs one on each line."""
    parts: list[str] = []
    _collect(element, parts)
    lines = (line.strip() for line in collapse("".join(parts)).split(_BREAK))
    return "\n".join(line for line in lines if line)


def _collect(element: Any, parts: list[str]) -> None:
    # A walk over start and end events, because the depth of a page is the page's own choice.
    from lxml import etree

    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start":
            if not is_shown(node):
                walk.skip_subtree()
                continue
            if node.tag in BLOCKS or node.tag == "br":
                parts.append(_BREAK)
            parts.append(node.text or "")
            continue
        if event == "end" and isinstance(node.tag, str) and node.tag in BLOCKS:
            parts.append(_BREAK)
        if node is not element:
            parts.append(node.tail or "")
