"""One YAML file as plain data that remembers where each value stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import Reader

from kpicheck.rulebook.problems import LINE_BREAK, Problem

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # pragma: no cover - PyYAML built without libyaml: slower, the same otherwise
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

_STR, _INT, _FLOAT, _BOOL, _NULL = (f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null"))
_MAP, _SEQ = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
_DEEPEST = 40


class _Loader(_Base):
    """YAML 1.2 in spirit: `no`, `NO` and 2025-01-01 are text, since nitrogen monoxide is a word in a rule."""


_RESOLVERS: tuple[tuple[str, str, str], ...] = (
    (_NULL, r"^(?:~|null|Null|NULL|)$", "~nN"),
    (_BOOL, r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    (_INT, r"^[-+]?[0-9]+$", "-+0123456789"),
    (_FLOAT, r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
)
_Loader.yaml_implicit_resolvers = {}
for _tag, _form, _first in _RESOLVERS:
    _Loader.add_implicit_resolver(_tag, re.compile(_form), [*_first, *([""] if _tag == _NULL else [])])


@dataclass(frozen=True, slots=True)
class Document:
    """A rule file: its plain `data`, and the nodes it was made from."""

    path: str
    text: str
    data: Any
    root: yaml.Node | None
    problems: tuple[Problem, ...] = ()

    def problem(self, place: Sequence[str | int], message: str, hint: str = "", *, key: bool = False) -> Problem:
        """A problem at `place` (keys and indices from the top); `key` points at the key instead of the value."""
        node = _at(self.root, place, key=key)
        if node is None:
            return _problem(self.path, self.text, 0, message, hint)
        end = node.end_mark.column if node.end_mark.line == node.start_mark.line else node.start_mark.column + 1
        width = end - node.start_mark.column
        return _at_mark(self.path, self.text, node.start_mark.line, node.start_mark.column, message, hint, width)


def read_document(path: Path, shown: str) -> Document:
    """The file at `path`, called `shown` in problems; whatever is wrong with it stands in `problems`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Document(shown, "", None, None, (Problem(shown, 1, 1, f"cannot be read: {error.strerror}"),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        problem = _problem(shown, before, len(before), "is not UTF-8", "save the file as UTF-8")
        return Document(shown, before, None, None, (problem,))
    return parse_document(text, shown)


def parse_document(text: str, shown: str) -> Document:
    """`text` as plain data; YAML faults, repeated keys, tags and aliases become problems."""
    text = text.removeprefix("\ufeff")
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        return Document(shown, text, None, None, (_syntax_problem(shown, text, error),))
    except yaml.YAMLError:
        return Document(shown, text, None, None, (_reader_problem(shown, text),))
    except RecursionError:
        return Document(shown, text, None, None, (_problem(shown, text, 0, "is nested too deeply"),))
    found: list[Problem] = []
    data = None if root is None else _Plain(shown, text, found).convert(root)
    return Document(shown, text, data, root, tuple(found))


class _Plain:
    """Turns nodes into dicts, lists and scalars and collects what a rule file may not hold."""

    def __init__(self, shown: str, text: str, found: list[Problem]) -> None:
        self.shown = shown
        self.text = text
        self.found = found
        self.seen: set[int] = set()

    def convert(self, node: yaml.Node, depth: int = 0) -> Any:
        if id(node) in self.seen:  # an alias is the very node that its anchor marks
            return self.refuse(node, "anchors and aliases are not used in rule files", "write the value out")
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if depth > _DEEPEST:
            return self.refuse(node, "is nested too deeply")
        if isinstance(node, yaml.SequenceNode) and node.tag == _SEQ:
            return [self.convert(item, depth + 1) for item in node.value]
        if isinstance(node, yaml.MappingNode) and node.tag == _MAP:
            return self.mapping(node, depth)
        return self.refuse(node, f"tag {node.tag!r} is not used in rule files")

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse(key_node, "a key has to be text")
                continue
            key = key_node.value
            if key in data:
                self.refuse(key_node, f"key {key!r} stands twice in one mapping", "YAML would silently keep the last")
            data[key] = self.convert(value_node, depth + 1)
        return data

    def scalar(self, node: yaml.ScalarNode) -> Any:
        tag, value = node.tag, node.value
        if tag == _STR:
            return value
        try:
            if tag == _INT:
                return int(value)
            if tag == _FLOAT:
                return float(value)
        except ValueError:
            return self.refuse(node, f"{value!r} is not a number")
        if tag == _BOOL:
            return value.casefold() == "true"
        if tag == _NULL:
            return None
        return self.refuse(node, f"tag {tag!r} is not used in rule files")

    def refuse(self, node: yaml.Node, message: str, hint: str = "") -> None:
        mark = node.start_mark
        same_line = node.end_mark.line == mark.line
        width = node.end_mark.column - mark.column if same_line else 1
        self.found.append(_at_mark(self.shown, self.text, mark.line, mark.column, message, hint, width))


def _at(root: yaml.Node | None, place: Sequence[str | int], *, key: bool) -> yaml.Node | None:
    """The node at `place`, or the nearest one above it."""
    node = root
    for depth, step in enumerate(place):
        last = depth == len(place) - 1
        if isinstance(node, yaml.MappingNode):
            pairs = [pair for pair in node.value if pair[0].value == step]
            if not pairs:
                return node
            node = pairs[-1][0] if key and last else pairs[-1][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return node
    return node


def _syntax_problem(shown: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = ", ".join(part for part in (error.context, error.problem) if part) or "is not YAML"
    if mark is None:
        return _problem(shown, text, 0, what)
    return _at_mark(shown, text, mark.line, mark.column, what, "")


def _reader_problem(shown: str, text: str) -> Problem:
    """A character that YAML does not allow: the reader's own error has no mark."""
    match = Reader.NON_PRINTABLE.search(text)
    if match is None:
        return _problem(shown, text, 0, "holds a character that YAML does not allow")
    char = f"U+{ord(match.group()):04X}"
    return _problem(shown, text, match.start(), f"control character {char} is not allowed", "delete it")


def _problem(shown: str, text: str, offset: int, message: str, hint: str = "") -> Problem:
    """A problem at a character offset of `text`."""
    starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
    line = bisect_right(starts, offset) - 1
    return _at_mark(shown, text, line, offset - starts[line], message, hint)


def _at_mark(shown: str, text: str, line: int, column: int, message: str, hint: str, width: int = 1) -> Problem:
    lines = LINE_BREAK.split(text)
    if not lines[-1] and len(lines) > 1:
        lines.pop()
    if line >= len(lines):  # at the very end the mark stands after the last line
        line, column = len(lines) - 1, len(lines[-1])
    return Problem(shown, line + 1, column + 1, message, hint, lines[line], width)
