"""YAML as rule files mean it, and what any text at all leads to."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import rule_pack as pack
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpicheck.errors import RuleFileError
from kpicheck.rulebook import load_rulebook
from kpicheck.rulebook.documents import parse_document
from kpicheck.rulebook.problems import LINE_BREAK, did_you_mean


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("NO", "NO"),  # nitrogen monoxide
        ("no", "no"),
        ("2025-01-01", "2025-01-01"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        ("<<", "<<"),
        ("=", "="),
        ("12", 12),
        ("1.10", 1.1),
        ("true", True),
        ("~", None),
        ("", None),
        ("'1.10'", "1.10"),
        ("[a, {b: c}]", ["a", {"b": "c"}]),
        ("\ufeffa: b", {"a": "b"}),
    ],
)
def test_plain_scalars(text: str, data: object) -> None:
    document = parse_document(text, "x.yaml")
    assert document.data == data
    assert document.problems == ()


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: 1\na: 2\n", (2, 1), "key 'a' stands twice"),
        ("a:\n  - b\n - c\n", (3, 2), "did not find expected"),
        ("a: [b\n", (1, 6), "did not find expected ',' or ']'"),
        ("a: 'b\n", (1, 7), "found unexpected end of stream"),
        ("a: b\n---\nc: d\n", (2, 1), "found another document"),
        ("? [a]\n: b\n", (1, 3), "a key has to be text"),
        ("a: \x00\n", (1, 4), "control character U+0000"),
        ("甲: !!set {}\n", (1, 4), "tag 'tag:yaml.org,2002:set'"),
        ("a: !!int x\n", (1, 4), "'x' is not a number"),
        ("[" * 60 + "]" * 60, (1, 42), "is nested too deeply"),
    ],
)
def test_faults_of_yaml_have_a_place(text: str, place: tuple[int, int], message: str) -> None:
    (problem, *_) = parse_document(text, "x.yaml").problems
    assert message in problem.message
    assert problem.line == place[0]
    assert abs(problem.column - place[1]) <= 1, "libyaml and PyYAML differ by a column at the end of a line"


def test_did_you_mean() -> None:
    assert did_you_mean("Elments", ["elements", "title"]) == "did you mean 'elements'?"
    assert did_you_mean("qqq", ["elements", "title"]) == ""


def _yaml_like() -> st.SearchStrategy[str]:
    """Texts near to rule files: their own lines, shuffled, cut and spoilt, and texts of any kind."""
    lines = sorted({line for text in pack.FILES.values() for line in text.splitlines()})
    signs = st.text(alphabet="abX1. :-[]{}'\"|>&*!%@#,\n\t\r\x85\u2028甲：\x07", max_size=12)
    return st.one_of(
        st.text(max_size=60),
        st.lists(st.one_of(st.sampled_from(lines), signs), max_size=12).map("\n".join),
        st.tuples(st.sampled_from(sorted(pack.FILES.values())), st.integers(0, 400), signs).map(
            lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] :]
        ),
    )


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(["provisions", "editions", "evidence", "cases", "lexicon"]), text=_yaml_like())
@example(kind="lexicon", text="")
@example(kind="lexicon", text="\n\n# nothing\n")
@example(kind="provisions", text="aspect: A1\r\nx: \x85\u2028[")
@example(kind="evidence", text="? {}\n: 1")
@example(kind="editions", text="edition: e2022\nextends: e2022\n")
@example(kind="cases", text="- &a [*a]")
def test_any_text_loads_or_is_refused_with_a_line_inside_the_file(kind: str, text: str) -> None:
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    with TemporaryDirectory() as folder:
        rules = pack.write_pack(Path(folder), **{kind: text})
        # Written as bytes: the text must reach the loader with the line ends it has.
        name = next(name for name in pack.FILES if name.startswith(kind))
        (rules / name).write_bytes(text.encode())
        lengths = {file: len(LINE_BREAK.split(body)) for file, body in {**pack.FILES, name: text}.items()}
        for file, line, column in _places_told(rules):
            assert 1 <= line <= lengths[file]
            assert column >= 1


def _places_told(rules: Path) -> list[tuple[str, int, int]]:
    """Where the rules are said to be wrong; none when they load, at least one when they do not."""
    try:
        book = load_rulebook([rules])
        assert [edition.id for edition in book.editions.values()]
        assert book.cases
        return []
    except RuleFileError as error:
        told = re.findall(r"^pack/([\w./]+):(\d+):(\d+): ", error.what, re.MULTILINE)
        return [(file, int(line), int(column)) for file, line, column in told] or [(error.what, 0, 0)]
