"""What an assessment looks like: one file per output. Renderers open no file that the user names and print nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from kpicheck.model import Assessment
from kpicheck.renderers.html import HtmlRenderer
from kpicheck.renderers.json import JsonRenderer
from kpicheck.renderers.markdown import MarkdownRenderer
from kpicheck.renderers.sarif import SarifRenderer
from kpicheck.renderers.text import TextRenderer
from kpicheck.renderers.xlsx import XlsxRenderer


class Renderer(Protocol):
    """Turns an assessment into the text of one output format, in `lang` (`en`, `zh-Hant`, `zh-Hans`)."""

    def render(self, assessment: Assessment, lang: str) -> str: ...


class BinaryRenderer(Protocol):
    """The same for a format that is no text."""

    def render(self, assessment: Assessment, lang: str) -> bytes: ...


RENDERERS: Mapping[str, Renderer] = {
    "text": TextRenderer(),
    "html": HtmlRenderer(),
    "md": MarkdownRenderer(),
    "json": JsonRenderer(),
    "sarif": SarifRenderer(),
}
BINARY_RENDERERS: Mapping[str, BinaryRenderer] = {"xlsx": XlsxRenderer()}
FORMATS = (*RENDERERS, *BINARY_RENDERERS)
