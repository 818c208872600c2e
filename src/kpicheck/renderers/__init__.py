"""What an assessment looks like: one file per output. Renderers open no file that the user names and print nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from kpicheck.model import Assessment
from kpicheck.renderers.json import JsonRenderer


class Renderer(Protocol):
    """Turns an assessment into the text of one output format, in `lang` (`en`, `zh-Hant`, `zh-Hans`)."""

    def render(self, assessment: Assessment, lang: str) -> str: ...


RENDERERS: Mapping[str, Renderer] = {"json": JsonRenderer()}
