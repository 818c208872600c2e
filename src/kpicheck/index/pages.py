"""How pages stand in an answer: alone, behind a title, in front of a remark. All patterns read folded text."""

from __future__ import annotations

import re

from kpicheck.language.fold import fold

_PAGE_ITEM = r"(?:pages?|pp?|第|页)?\s*[.．]?\s*\d{1,3}(?:\s*(?:[-~至–—]|to\b)\s*(?:pp?\.?\s*)?\d{1,3})?\s*(?:页)?"
PAGES = re.compile(rf"^(?:{_PAGE_ITEM})(?:\s*[,，、;；&/]\s*(?:{_PAGE_ITEM}))*$")
PAGES_AT_END = re.compile(
    r"(?<=\S)\s+((?:pages?|pp?)\s*[.．]?\s*\d{1,3}(?:\s*[-~至–—]\s*(?:pp?\.?\s*)?\d{1,3})?"
    r"(?:\s*[,，、;；&]\s*(?:(?:pages?|pp?)\s*[.．]?\s*)?\d{1,3}(?:\s*[-~至–—]\s*\d{1,3})?)*)$"
)
BARE_PAGES_AT_END = re.compile(r"(?<=\S)\s+(\d{1,3}(?:\s*(?:[-~至,，、&]|to\b)\s*\d{1,3})*)$")
_SIGNED_PAGE = r"(?:pages?|pp?\s*\.?)\s*\d{1,3}(?:\s*[-~–—]\s*(?:pp?\.?\s*)?\d{1,3})?"
_PAGES_BEFORE = re.compile(rf"^((?:{_SIGNED_PAGE})(?:\s*[,，、;；&]\s*{_SIGNED_PAGE})*)\s+(?=[^\W\d])")
PAGES_IN_BRACKETS = re.compile(rf"(?<=\S)\s*[(]\s*({_PAGE_ITEM}(?:\s*[,，、&]\s*{_PAGE_ITEM})*)\s*[)]$")
COUNTED_PAGES_AT_END = re.compile(r"(?<=\S)\s*(第\s*\d{1,3}(?:\s*[-~至]\s*\d{1,3})?\s*页)$")


def pages_before(item: str) -> tuple[str, str]:
    """The pages with which an item begins, each with its sign, and the remark behind them."""
    found = _PAGES_BEFORE.match(fold(item))
    return (item[: found.end(1)].strip(), item[found.end() :].strip()) if found else ("", item)


def split_pages(text: str) -> list[str]:
    """The pages that `text` lists, each by itself."""
    return [part.strip() for part in re.split(r"\s*[,，、;；&]\s*", text.strip()) if part.strip()]
