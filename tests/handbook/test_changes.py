"""What changes between two editions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kpicheck.handbook.changes import FORMATS, Comparison
from kpicheck.model import Requirement
from kpicheck.rulebook import load_rulebook
from kpicheck.rulebook.difference import ChangeKind, difference
from kpicheck.words import LANGUAGES

BOOK = load_rulebook()
CODE = Comparison.of(BOOK.edition("e2022"), BOOK.edition("e2025"))


def ids(comparison: Comparison, kind: ChangeKind) -> set[str]:
    return {change.id for change in comparison.of_kind(kind)}


def test_what_the_2025_code_changes_in_parts_a_to_c() -> None:
    assert ids(CODE, ChangeKind.REMOVED) == {"A1.2", "A4.GD", "A4.1"}
    assert ids(CODE, ChangeKind.CHANGED) == {"A1.GD"}
    assert not {name for name in ids(CODE, ChangeKind.ADDED) if not name.startswith("D")}
    (changed,) = CODE.of_kind(ChangeKind.CHANGED)
    assert [element.id for element in changed.removed] == ["A1.GD.policy.ghg"]


def test_what_the_2020_guide_added() -> None:
    guide = Comparison.of(BOOK.edition("e2017"), BOOK.edition("e2020"))
    assert ids(guide, ChangeKind.ADDED) == {"MDR.13", "MDR.14", "MDR.15", "A4.GD", "A4.1", "B5.3", "B5.4", "B7.3"}
    assert ids(guide, ChangeKind.REMOVED) == set()
    social = next(change for change in guide.changes if change.id == "B1.1")
    assert [str(each) for each in social.obligations] == ["recommended", "comply-or-explain"]
    assert not social.added


def test_the_same_edition_differs_in_nothing() -> None:
    assert difference(BOOK.edition("e2022"), BOOK.edition("e2022")) == ()
    assert difference(BOOK.edition("e2020"), BOOK.edition("e2022")) == ()


def test_backwards_what_was_added_is_removed() -> None:
    back = Comparison.of(CODE.new, CODE.old)
    assert ids(back, ChangeKind.ADDED) == ids(CODE, ChangeKind.REMOVED)
    assert ids(back, ChangeKind.REMOVED) == ids(CODE, ChangeKind.ADDED)


def test_an_element_that_is_needed_otherwise_is_a_change() -> None:
    old = BOOK.edition("e2022")
    first = old.provisions[0]
    element = replace(first.elements[0], required=Requirement.EXPECTED)
    new = replace(old, provisions=(replace(first, elements=(element, *first.elements[1:])), *old.provisions[1:]))
    (change,) = difference(old, new)
    assert [(each.element.id, each.before) for each in change.requirements] == [(element.id, Requirement.ALWAYS)]
    assert "main item → expected, not required" in FORMATS["text"](Comparison.of(old, new), "en")


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_names_every_change(fmt: str, lang: str) -> None:
    told = FORMATS[fmt](CODE, lang)
    assert all(change.id in told for change in CODE.changes)
    assert all(change.title.say(lang) in told.replace("\\", "") for change in CODE.changes)


def test_json_holds_elements_and_obligations() -> None:
    plain = json.loads(FORMATS["json"](CODE, "en"))
    assert (plain["old"], plain["new"]) == ("e2022", "e2025")
    changed = next(each for each in plain["changed"] if each["provision"] == "A1.GD")
    assert changed["elements"]["removed"][0]["id"] == "A1.GD.policy.ghg"
    assert changed["obligation"] == {"old": "comply-or-explain", "new": "comply-or-explain"}
    removed = next(each for each in plain["removed"] if each["provision"] == "A1.2")
    assert removed["obligation"] == {"old": "comply-or-explain", "new": None}
