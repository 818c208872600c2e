"""Writes docs/templates.md from the JSON Schema and the view: `python -m kpicheck.handbook.templates FILE`."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from kpicheck.files import write_atomically
from kpicheck.handbook.pages import tidy
from kpicheck.renderers import view
from kpicheck.renderers.json import schema
from kpicheck.renderers.templating import markdown_templates

TOP = "At the top"
_REFERENCE = "#/$defs/"
_KINDS = {"string": "text", "integer": "number", "number": "number", "boolean": "true or false", "null": "null"}


@dataclass(frozen=True, slots=True)
class Field:
    """One name with the kind of its value and what it means."""

    name: str
    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of one object."""

    name: str
    fields: tuple[Field, ...]
    about: str = ""


def write_page() -> str:
    """The whole page."""
    template = markdown_templates().get_template("handbook/templates.md.j2")
    return tidy(template.render(values=tuple(_values()), views=tuple(_views())))


def _values() -> Iterator[Table]:
    """The objects of the JSON output: the outermost, those inside it, then those in lists."""
    whole = schema()
    yield Table(TOP, tuple(_fields(whole)))
    for name, node in whole["properties"].items():
        if "properties" in node:
            yield Table(f"`{name}`", tuple(_fields(node)))
    for name, node in whole["$defs"].items():
        if "properties" in node:
            yield Table(f"Each {name.replace('_', ' ')}", tuple(_fields(node)))


def _fields(node: Mapping[str, Any]) -> Iterator[Field]:
    for name, field in node["properties"].items():
        yield Field(name, _kind(field), field.get("description", ""))


def _kind(field: Mapping[str, Any]) -> str:
    """What a value is, in words."""
    if "$ref" in field:
        return str(field["$ref"]).removeprefix(_REFERENCE).replace("_", " ")
    if "const" in field:
        return "text"
    if "enum" in field:
        return ", ".join(f"`{choice}`" if choice else "null" for choice in field["enum"])
    if "anyOf" in field:
        return " or ".join(_kind(option) for option in field["anyOf"])
    kinds = field.get("type", "any")
    if kinds == "array":
        return f"list of {_kind(field.get('items', {}))}"
    if kinds == "object":
        inner = ", ".join(f"`{name}`" for name in field.get("properties", ()))
        return f"object ({inner})" if inner else "object"
    return " or ".join(_KINDS.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _views() -> Iterator[Table]:
    """The values of our own templates, the whole report first."""
    found = [each for each in vars(view).values() if isinstance(each, type) and is_dataclass(each)]
    for each in sorted(found, key=lambda kind: kind is not view.ReportView):
        named = tuple(Field(field.name, _annotation(str(field.type))) for field in fields(each))
        yield Table(f"`{each.__name__}`", named, " ".join((inspect.getdoc(each) or "").split()))


def _annotation(written: str) -> str:
    """A type as written, in words."""
    words = {"str": "text", "int": "number", "bool": "true or false", "None": "nothing"}
    said = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", written).replace(" | ", " or ")
    return re.sub(r"\b(str|int|bool|None)\b", lambda found: words[found[0]], said)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m kpicheck.handbook.templates FILE")
    write_atomically(Path(sys.argv[1]), write_page())
