"""Word styles: which paragraphs are headings, which text is hidden, which are numbered, by inheritance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kpicheck.readers.docx_text import W, attribute, switched_on

_HEADING_NAME = re.compile(r"^(?:heading|標題|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE_NAME = re.compile(r"^(?:title|標題|标题)$", re.IGNORECASE)
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Style:
    """What of a style matters here; None and empty where it says nothing itself."""

    name: str
    parent: str
    level: int | None
    hidden: bool | None
    numbering: tuple[str, int] | None


class Styles:
    """The styles of one document by id."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        for element in root.iter(W + "style") if root is not None else ():
            self._styles[attribute(element, "styleId")] = _style(element)
        self._hidden: dict[str, bool] = {}

    def hides(self, style_id: str) -> bool:
        """Whether text of this style is not shown."""
        if style_id not in self._hidden:
            stated = (style.hidden for style in self._line(style_id) if style.hidden is not None)
            self._hidden[style_id] = bool(next(stated, False))
        return self._hidden[style_id]

    def heading_level(self, paragraph: Any) -> int:
        """1 for the highest, 0 for text that is no heading."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return 0
        if (own := _outline_level(properties)) is not None:
            return own
        for style in self._line(_style_of(properties)):
            if style.level is not None:
                return style.level
        return 0

    def numbering(self, paragraph: Any) -> tuple[str, int] | None:
        """(list id, level) of a numbered paragraph."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return None
        if (own := _numbering(properties)) is not None:
            return own
        stated = (style.numbering for style in self._line(_style_of(properties)) if style.numbering is not None)
        return next(stated, None)

    def _line(self, style_id: str) -> list[Style]:
        """The style and those it is based on; damaged files make circles of them."""
        line: list[Style] = []
        while style_id in self._styles and len(line) < _DEEPEST:
            line.append(self._styles[style_id])
            style_id = line[-1].parent
        return line


def _style(element: Any) -> Style:
    name_element = element.find(W + "name")
    name = attribute(name_element, "val") if name_element is not None else ""
    parent = element.find(W + "basedOn")
    properties = element.find(W + "pPr")
    level = _outline_level(properties) if properties is not None else None
    if heading := _HEADING_NAME.match(name.strip()):
        level = int(heading[1])
    elif _TITLE_NAME.match(name.strip()):
        level = 1
    return Style(
        name=name,
        parent=attribute(parent, "val") if parent is not None else "",
        level=level,
        hidden=switched_on(element.find(W + "rPr"), "vanish"),
        numbering=_numbering(properties) if properties is not None else None,
    )


def _style_of(properties: Any) -> str:
    style = properties.find(W + "pStyle")
    return attribute(style, "val") if style is not None else ""


def _outline_level(properties: Any) -> int | None:
    """Word counts outline levels from 0; 9 is body text."""
    level = properties.find(W + "outlineLvl")
    if level is None or not attribute(level, "val").isdecimal():
        return None
    value = int(attribute(level, "val")[:4])
    return value + 1 if value < 9 else 0


def _numbering(properties: Any) -> tuple[str, int] | None:
    """Level -1 stands for "as the style says" and number 0 for "no longer numbered"."""
    numbering = properties.find(W + "numPr")
    if numbering is None:
        return None
    number, level = numbering.find(W + "numId"), numbering.find(W + "ilvl")
    value = attribute(level, "val") if level is not None else "0"
    return (attribute(number, "val") if number is not None else ""), int(value[:3]) if value.isdecimal() else 0
