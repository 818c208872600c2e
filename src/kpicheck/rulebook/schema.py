"""The schema check: rules/schema.json applied to one file, in words that point at the YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from kpicheck.rulebook.documents import Document
from kpicheck.rulebook.folder import RuleFile
from kpicheck.rulebook.problems import Problem, did_you_mean
from kpicheck.shipped import shipped

_KINDS = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", int: "a number", type(None): "nothing"}
_WANTED = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
}
_PATTERNS = {
    "id": "an id such as A1.2, A1.GD or D28.a",
    "date": "a day such as 2025-01-01",
    "propertyNames": "a year such as 2025",
}


def schema_problems(file: RuleFile) -> list[Problem]:
    """Everything in which `file` differs from the definition of its kind."""
    document = file.document
    if document.data is None:
        hint = "a file with nothing to say holds {}" if file.kind != "provisions" else "delete it if it is not needed"
        return [document.problem((), "the file is empty", hint)]
    return [problem for error in _validator(file.kind).iter_errors(document.data) for problem in _told(document, error)]


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads((shipped("rules") / "schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{kind}"})


def _told(document: Document, error: Any) -> Iterator[Problem]:
    """One error of the schema in our words; some hold several problems, one for each key.

    `error` is a jsonschema ValidationError, whose stubs call each of its fields possibly unset.
    """
    place = list(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        wanted = _PATTERNS["propertyNames" if "then" in error.absolute_schema_path else "id"]
        yield document.problem([*place, error.instance], f"{error.instance!r} is not {wanted}", key=True)
    elif error.validator == "additionalProperties":
        yield from _unknown_keys(document, place, error)
    elif error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        first = error.message.startswith(f"'{missing[0]}'")  # the library reports each key on its own
        misspelt = {did_you_mean(key, missing) for key in error.instance if key not in error.schema["properties"]}
        missing = [key for key in missing if did_you_mean(key, [key]) not in misspelt]
        if first and missing:
            message = f"{_thing(document, place)} lacks {', '.join(repr(key) for key in missing)}"
            yield document.problem(place, message)
    else:
        yield _plain_problem(document, place, error)


def _unknown_keys(document: Document, place: list[str | int], error: Any) -> Iterator[Problem]:
    known = sorted(error.schema.get("properties", {}))
    for key in error.instance:
        if key not in known:
            near = did_you_mean(key, known)
            hint = f"{near} known keys: {', '.join(known)}".strip()
            message = f"unknown key {key!r} in {_thing(document, place)}"
            yield document.problem([*place, key], message, hint, key=True)


def _plain_problem(document: Document, place: list[str | int], error: Any) -> Problem:
    """A value that is of the wrong type, not among the allowed ones, too short …"""
    value, name = error.instance, _value_name(place)
    hint = ""
    match error.validator:
        case "type":
            wanted = error.validator_value
            kinds = " or ".join(_WANTED[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))
            message = f"{name} has to be {kinds}, not {_kind(value)}"
            if wanted == "string" and isinstance(value, (int, float, bool)):
                hint = "put it in quotes to keep it as text"
            elif wanted == "array" and isinstance(value, str):
                hint = "write it as a list, even if it has one item"
        case "enum":
            allowed = error.validator_value
            hint = f"{did_you_mean(str(value), allowed)} allowed: {', '.join(allowed)}".strip()
            message = f"{value!r} is not a value of {name}"
        case "pattern":
            is_date = str(error.validator_value).startswith("^[0-9]{4}")
            message = f"{value!r} is not {_PATTERNS['date' if is_date else 'id']}"
        case "minLength" | "minItems" | "minProperties":
            message = f"{name} is empty"
        case "uniqueItems":
            twice = next(item for index, item in enumerate(value) if item in value[:index])
            message = f"{twice!r} stands twice in {name}"
            place = [*place, len(value) - 1 - value[::-1].index(twice)]
        case _:
            message = f"{name}: {error.message}"
    return document.problem(place, message, hint)


def _kind(value: Any) -> str:
    if isinstance(value, float):
        return f"a number ({value})"
    return _KINDS.get(type(value), "something else")


def _value_name(place: Sequence[str | int]) -> str:
    """How a value is called: its key, or `item 3 of 'wording'`."""
    if not place:
        return "the file"
    if isinstance(place[-1], int):
        keys = [step for step in place if isinstance(step, str)]
        return f"item {place[-1] + 1} of {keys[-1]!r}" if keys else f"item {place[-1] + 1}"
    return repr(place[-1])


def _thing(document: Document, place: Sequence[str | int]) -> str:
    """What a mapping is: the nearest thing with an id or a name, and the way from there."""
    data, named, depth = document.data, "the file", 0
    for index, step in enumerate(place):
        data = data[step]
        name = next(
            (data[key] for key in ("id", "name") if isinstance(data, dict) and isinstance(data.get(key), str)), ""
        )
        if name:
            named, depth = name, index + 1
        elif isinstance(step, str) and index == 0 and len(place) > 1:
            named, depth = step, 1
    rest = [step for step in place[depth:] if isinstance(step, str)]
    if named == "the file" and not rest:
        return "the file"
    return " of ".join([*(repr(step) for step in reversed(rest)), named])
