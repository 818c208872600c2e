"""What is said about faulty rule files: where, what, and what was probably meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rule_pack as pack
from jsonschema import Draft202012Validator

from kpicheck.rulebook import show_all, validate_rules
from kpicheck.shipped import shipped

# File, what to replace, by what, then the place and the sentence; each stands for a mistake that people make.
MISTAKES = [
    ("provisions", "    kind: kpi\n", "", "5:5", "X1.1 lacks 'kind'"),
    ("provisions", "    elements:", "    elments:", "14:5", "unknown key 'elments' in X1.1"),
    ("provisions", "    kind: kpi", "    kind: kpis", "6:11", "'kpis' is not a value of 'kind'"),
    ("provisions", "zh_hans: 贷款}", "zh_hnas: 贷款}", "7:37", "unknown key 'zh_hnas' in 'title' of X1.1"),
    (
        "provisions",
        "      - green loans",
        "      - 1.10",
        "13:9",
        "item 1 of 'wording' has to be text, not a number (1.1)",
    ),
    (
        "provisions",
        "    wording:\n      - green loans",
        "    wording: green loans",
        "12:14",
        "has to be a list, not text",
    ),
    ("provisions", "    source: the bank's own list", "    source:", "11:12", "'source' has to be text, not nothing"),
    ("provisions", "required: always", "required: allways", "17:19", "'allways' is not a value of 'required'"),
    ("provisions", "- id: X1.1\n", "- id: X1 1\n", "5:9", "'X1 1' is not an id"),
    ("provisions", "    certainty: official", "    kind: kpi", "10:5", "key 'kind' stands twice in one mapping"),
    ("provisions", "    kind: kpi", "    kind: !!python/name:os.system kpi", "6:11", "tag 'tag:yaml.org,2002:python/"),
    ("provisions", "aspect: X1", "aspect: &x X1\nspare: *x", "1:9", "anchors and aliases are not used"),
    ("provisions", "title: {en: Bank,", "title: {en: Bank: x,", "3:17", "did not find expected ',' or '}'"),
    ("provisions", "Loans", "Lo\x07ans", "7:19", "control character U+0007 is not allowed"),
    ("edition", "obligation: voluntary", "obligation: comply_or_explain", "4:17", "'comply_or_explain' is not a value"),
    ("edition", "    obligation: voluntary\n", "", "3:3", "provision 'X1.1' lacks 'obligation'"),
    ("edition", "      - X1.1.sum", "      - X1.1.sums", "6:9", "there is no element of X1.1 'X1.1.sums'"),
    ("edition", "  X1.1:", "  X1.2:", "3:3", "there is no provision 'X1.2'"),
    ("edition", "edition: e2022", "edition: e2022\nextends: e2021", "2:10", "there is no edition 'e2021'"),
    ("edition", "edition: e2022", "edition: e2022\nextends: e2025", "2:10", "extends itself by way of e2022 → e2025"),
    ("edition", "edition: e2022", "edition: e2030", "1:10", "edition 'e2030' lacks 'label'"),
    (
        "edition",
        "edition: e2022",
        "edition: e2022\napplies: {first: '2022-02-30', before: null}",
        "2:18",
        "there is no day '2022-02-30'",
    ),
    (
        "edition",
        "edition: e2022",
        "edition: e2022\nremove: [A9.1]",
        "2:10",
        "there is no provision of the edition below 'A9.1'",
    ),
    ("evidence", "X1.1.sum:", "X1.1.some:", "1:1", "there is no element 'X1.1.some'"),
    ("evidence", "$loans", "$loan", "2:25", "there is no group of the lexicon 'loan'"),
    ("evidence", "unit: money", "unit: mony", "3:11", "there is no kind of unit 'mony'"),
    ("evidence", "unit: money", "dimension: gendre", "3:16", "there is no dimension 'gendre'"),
    ("evidence", "unit: money", "nil: no", "3:10", "'nil' has to be true or false, not text"),
    ("lexicon", "[loan, 貸款]", "['re:(loan', 貸款]", "2:11", "the pattern does not compile"),
    ("lexicon", "[loan, 貸款]", "[loan, $lones]", "2:17", "there is no group of the lexicon 'lones'"),
    ("cases", "name: miss", "name: hit", "3:12", "there are two cases 'hit'"),
    ("cases", "X1.1:", "X1.3:", "1:1", "there is no provision 'X1.3'"),
    (
        "cases",
        "want: missing}",
        "want: missing, missing: [X1.1.sun]}",
        "3:59",
        "there is no element of X1.1 'X1.1.sun'",
    ),
    ("cases", "want: missing}", "want: missing, edition: e2017}", "3:58", "edition 'e2017' has no provision 'X1.1'"),
]
KINDS = {"edition": "editions"}


@pytest.mark.parametrize(("kind", "right", "wrong", "place", "sentence"), MISTAKES)
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, kind: str, right: str, wrong: str, place: str, sentence: str
) -> None:
    name = next(name for name in pack.FILES if name.startswith(kind))
    assert right in pack.FILES[name]
    folder = pack.write_pack(tmp_path, **{KINDS.get(kind, kind): pack.FILES[name].replace(right, wrong, 1)})
    told = [str(problem) for problem in validate_rules(folder)]
    assert any(line.startswith(f"pack/{name}:{place}: ") and sentence in line for line in told), told


def test_the_excerpt_has_a_caret_and_the_near_word(tmp_path: Path) -> None:
    folder = pack.write_pack(tmp_path, provisions=pack.PROVISIONS.replace("    certainty:", "    certianty:"))
    lines = show_all(validate_rules(folder)).splitlines()
    at = next(number for number, line in enumerate(lines) if "unknown key" in line)
    assert lines[at : at + 3] == [
        "pack/provisions/X1.yaml:10:5: unknown key 'certianty' in X1.1",
        "   10 |     certianty: official",
        "      |     ^^^^^^^^^   did you mean 'certainty'? known keys: certainty, elements, fix, id, kind, source, "
        "title, why, wording",
    ]


def test_every_file_is_looked_at_and_problems_are_in_order(tmp_path: Path) -> None:
    folder = pack.write_pack(
        tmp_path,
        provisions=pack.PROVISIONS.replace("kpi", "kip").replace("green loans", "1"),
        cases="X1.1: [",
        lexicon="groups: no\n",
    )
    places = [(problem.path, problem.line) for problem in validate_rules(folder)]
    assert places == sorted(places)
    assert {path for path, _ in places} == {"pack/cases/X1.yaml", "pack/lexicon.yaml", "pack/provisions/X1.yaml"}


def test_a_provision_needs_an_edition_and_three_cases(tmp_path: Path) -> None:
    folder = pack.write_pack(tmp_path, editions="edition: e2022\n", cases="{}\n")
    told = [problem.message for problem in validate_rules(folder)]
    assert told == ["no edition has provision 'X1.1'", "provision 'X1.1' has 0 test cases"]


def test_ids_are_not_given_twice(tmp_path: Path) -> None:
    folder = pack.write_pack(tmp_path)
    (folder / "provisions" / "X2.yaml").write_text(pack.PROVISIONS, encoding="utf-8")
    problems = validate_rules(folder)
    assert [problem.message for problem in problems] == ["id 'X1.1' is taken", "id 'X1.1.sum' is taken"]
    assert problems[0].hint == "it stands already at pack/provisions/X1.yaml:5"


@pytest.mark.parametrize("name", ["provision/X1.yaml", "lexikon.yaml", "provisions/deep/X1.yaml"])
def test_a_file_in_the_wrong_place_is_told(tmp_path: Path, name: str) -> None:
    folder = pack.write_pack(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("{}\n", encoding="utf-8")
    problems = validate_rules(folder)
    assert [problem.message for problem in problems] == ["no rule file is looked for here"]


def test_bytes_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    folder = pack.write_pack(tmp_path)
    (folder / "lexicon.yaml").write_bytes("groups:\n  law: [法".encode() + b"\xff]\n")
    (problem,) = [problem for problem in validate_rules(folder) if problem.path.endswith("lexicon.yaml")]
    assert (problem.line, problem.column, problem.message) == (2, 10, "is not UTF-8")


def test_the_shipped_rules_are_without_problems() -> None:
    assert show_all(validate_rules(shipped("rules"))) == ""


def test_the_published_schema_is_one() -> None:
    schema = json.loads((shipped("rules") / "schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert {"edition", "provisions", "evidence", "lexicon", "index", "wording", "cases"} <= schema["$defs"].keys()
