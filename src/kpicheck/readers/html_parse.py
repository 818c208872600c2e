"""Bytes of a web page to its element tree: the declared encoding, a parser that fetches and expands nothing."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from kpicheck.errors import UnfitInput
from kpicheck.readers.decode import Decoded, decode

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]{2,40})", re.IGNORECASE)
# What pages declare and browsers read as the larger encoding that contains it.
_BROWSERS_READ = {
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252", "ascii": "cp1252",
    "us-ascii": "cp1252", "utf8": "utf-8", "utf-16": "utf-8", "unicode": "utf-8",
}  # fmt: skip


def decode_html(data: bytes) -> Decoded:
    """The text in the declared encoding, unless that loses characters that the evidence does not."""
    guessed = decode(data)
    declared = _META_CHARSET.search(data[:4096]) or _XML_CHARSET.search(data[:4096])
    if declared is None or guessed.encoding in ("utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"):
        return guessed
    name = declared[1].decode("ascii").lower()
    try:
        text = data.decode(_BROWSERS_READ.get(name, name), errors="replace")
    except LookupError:
        return guessed
    lost = text.count("\ufffd") - (guessed.text.count("\ufffd") - guessed.lost)
    return guessed if lost > guessed.lost else Decoded(text, name, max(lost, 0))


def parse_html(text: str, path: str) -> Any:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml_html.document_fromstring(
            text.replace("\x00", "").encode("utf-8", errors="replace"), parser=parser, ensure_head_body=True
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as problem:
        raise UnfitInput(
            f"{path} cannot be read as a web page.", hint="Open it in a browser and print it to PDF."
        ) from problem
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        # The parser stops there without raising, and the rest of the page would be lost unseen.
        raise UnfitInput(f"{path} is nested too deeply to be read.", hint="Open it in a browser and print it to PDF.")
    return root
