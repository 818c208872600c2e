"""Markdown inside a line: marks stripped, words kept."""

from __future__ import annotations

import html
import re

_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(.{1,500}?)(?<!`)\1(?!`)")
_IMAGE = re.compile(r"!\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)")
_REFERENCE = re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,200}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]{0,20}(?:\s[^<>]{0,500})?/?>")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*\*|\*\*|~~)(?=\S)([^*~]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]{1,2000}?)(?<=[^\s*])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<![\w])(__|_)(?=[^\s_])([^_]{1,2000}?)(?<=[^\s_])\1(?![\w])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]{1,50}\](?!:)")
_FOOTNOTE = re.compile(r"^\s*\[\^[^\]\s]{1,50}\]:\s*")
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
_MARKS = frozenset("*_`[]<>\\~&")


def plain(text: str) -> str:
    """The line as it is read: links and emphasis by their words, HTML tags out, entities and escapes resolved."""
    text = _QUOTE.sub("", text)
    if _MARKS.isdisjoint(text):
        return text
    kept: list[str] = []

    def keep(literal: str) -> str:
        kept.append(literal)
        return f"\ue000{len(kept) - 1}\ue001"

    text = text.replace("\ue000", "").replace("\ue001", "")
    text = _CODE.sub(lambda found: keep(found[2].strip()), text)
    text = _ESCAPE.sub(lambda found: keep(found[1]), text)
    text = _FOOTNOTE_MARK.sub("", _FOOTNOTE.sub("", text))
    text = _IMAGE.sub(r"\1", text)
    text = _AUTOLINK.sub(lambda found: keep(found[1]), text)
    text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", text))
    text = _TAG.sub("", BREAK.sub(" ", text))
    text = _STRONG.sub(r"\2", _STRONG.sub(r"\2", text))
    text = _UNDERSCORE.sub(r"\2", _EMPHASIS.sub(r"\1", text))
    text = html.unescape(text).replace("\n", " ")
    return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], text)


def split_cells(row: str) -> list[str]:
    """The cells of a pipe table's row; an escaped pipe belongs to its cell."""
    inner = row.strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def without_comments(line: str, inside: bool) -> tuple[str, bool]:
    """The line without HTML comments, and whether one is still open at its end."""
    kept = ""
    while line:
        if inside:
            _, closed, line = line.partition("-->")
            inside = not closed
        else:
            text, opened, line = line.partition("<!--")
            kept += text
            inside = bool(opened)
    return kept, inside
