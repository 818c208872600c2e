"""The pages of the handbook: generated, committed, and saying what the rules say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kpicheck.handbook.pages import printed_names, provision_ids, write_pages
from kpicheck.rulebook import RuleBook, load_rulebook
from kpicheck.rulebook.obligations import duties
from kpicheck.words import LANGUAGES

PAGES = Path(__file__).parents[2] / "docs" / "rules"


@cache
def book() -> RuleBook:
    return load_rulebook()


@cache
def pages(lang: str = "en") -> dict[str, str]:
    return write_pages(book(), lang)


def test_the_committed_pages_are_the_generated_ones() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert sorted(committed) == sorted(pages()), "run 'make docs'"
    assert [name for name in committed if committed[name] != pages()[name]] == [], "run 'make docs'"


def test_every_provision_of_every_edition_has_a_page_that_the_list_links_to() -> None:
    every = {p.id for edition in book().editions.values() for p in edition.provisions}
    assert set(provision_ids(book())) == every
    assert all(f"]({name}.md)" in pages()["index.md"] for name in every)


@pytest.mark.parametrize("name", ["A1.2", "B1.1", "MDR.13", "A2.5"])
def test_a_page_says_what_is_asked_when_and_on_what_ground(name: str) -> None:
    page = pages()[f"{name}.md"]
    provision = book().edition("e2022").provision(name)
    assert provision is not None
    assert all(element.id in page for element in provision.elements)
    assert all(heading in page for heading in ("## Obligation", "## What counts", "## What does not count"))
    assert "compare with the rulebook" in page or provision.certainty == "official"
    assert f"rules/provisions/{provision.aspect}.yaml" in page


def test_obligation_over_time_is_told_once_where_all_issuers_are_treated_alike() -> None:
    told = [
        (edition.id, str(duty.since), duty.issuers, str(duty.obligation))
        for edition in book().editions.values()
        for duty in duties(book(), edition, "B1.1")
    ]
    assert told == [
        ("e2016", "2016-01-01", "all", "recommended"),
        ("e2017", "2017-01-01", "all", "recommended"),
        ("e2020", "2020-07-01", "all", "comply-or-explain"),
        ("e2022", "2022-01-01", "all", "comply-or-explain"),
        ("e2025", "2025-01-01", "all", "comply-or-explain"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_in_every_language(lang: str) -> None:
    provision = book().edition("e2022").provision("A1.1")
    assert provision is not None
    assert pages(lang)["A1.1.md"].startswith(f"# A1.1 {provision.title.say(lang)}")


def test_codes_as_indexes_print_them() -> None:
    of = {p.id: printed_names(p) for p in book().edition("e2022").provisions}
    assert "KPI A1.2" in of["A1.2"]
    assert "A1 General Disclosure" in of["A1.GD"]
    assert "第13段" in of["MDR.13"]
