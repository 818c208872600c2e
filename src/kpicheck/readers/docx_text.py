"""The text of a Word paragraph as its reader sees it: changes accepted, fields by their result, hidden text out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFF = frozenset({"0", "false", "off"})
_GONE = frozenset({W + "del", W + "moveFrom", W + "rPr", W + "pPr", W + "rt", MC + "Fallback"})
_CHARACTERS = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip


@dataclass(slots=True)
class ParagraphText:
    """What one paragraph holds: its text, the notes it refers to, and its text boxes, to be read after it."""

    parts: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def attribute(element: Any, name: str) -> str:
    """The value of a `w:` attribute, empty when there is none."""
    return str(element.get(W + name, ""))


def switched_on(properties: Any, name: str) -> bool | None:
    """Whether an on/off property is on; None when it is not stated (then the style decides)."""
    if properties is None or (flag := properties.find(W + name)) is None:
        return None
    return attribute(flag, "val").casefold() not in _OFF


class TextReader:
    """Reads paragraphs in document order: a field may begin in one paragraph and end in another."""

    def __init__(self, hides: Callable[[str], bool]) -> None:
        self._hides = hides
        # One entry per open field: whether we are still in its instruction, which is not shown.
        self._fields: list[bool] = []

    def read(self, paragraph: Any) -> ParagraphText:
        """The text of a `w:p` element."""
        found = ParagraphText()
        # An instruction never goes on into the next paragraph; in a damaged file it must not hide the whole rest.
        self._fields = [False] * len(self._fields)
        properties = paragraph.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        hidden = style is not None and self._hides(attribute(style, "val"))
        self._walk(paragraph, found, hidden)
        return found

    def _walk(self, element: Any, found: ParagraphText, hidden: bool) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _GONE:
                continue
            if tag == W + "r":
                self._walk(child, found, self._run_hidden(child, hidden))
            elif tag == W + "fldChar":
                self._field(attribute(child, "fldCharType"))
            elif tag == W + "txbxContent":
                found.boxes.append(child)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                found.notes.append((tag.rpartition("}")[2].removesuffix("Reference"), attribute(child, "id")))
            elif (text := self._characters(child, tag)) is not None:
                if not hidden and not any(self._fields):
                    found.parts.append(text)
            else:
                self._walk(child, found, hidden)

    def _characters(self, element: Any, tag: str) -> str | None:
        """The characters an element stands for, None when it is a container."""
        if tag in (W + "t", M + "t"):
            return element.text or ""
        if tag == W + "br":
            # Page and column breaks say nothing in a draft.
            return "\n" if attribute(element, "type") in ("", "textWrapping") else ""
        if tag == W + "sym":
            return _symbol(attribute(element, "char"))
        return _CHARACTERS.get(tag)

    def _run_hidden(self, run: Any, hidden: bool) -> bool:
        properties = run.find(W + "rPr")
        stated = switched_on(properties, "vanish")
        if stated is not None:
            return stated
        style = properties.find(W + "rStyle") if properties is not None else None
        return hidden or (style is not None and self._hides(attribute(style, "val")))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


def paragraph_mark_deleted(paragraph: Any) -> bool:
    """Whether a tracked change joins the paragraph to the next one."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)


def blocks(container: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body, cell, note or text box, in order, whatever wraps them."""
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag != W + "sectPr":
            yield from blocks(child)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
