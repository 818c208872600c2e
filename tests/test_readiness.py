"""What the next financial year asks for that a report does not have."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from kpicheck.check import Options
from kpicheck.model import Assessment, Profile, Readiness
from kpicheck.readiness import possible_issuers, year_after
from kpicheck.renderers import RENDERERS
from kpicheck.renderers.json import schema
from kpicheck.words import LANGUAGES
from small_reports import CHAPTERS, PROSE, book, check, index_page, kpis, tabbed

PERIOD = "The reporting period is from 1 January {year} to 31 December {year}."


def paper(year: int) -> str:
    body = [f"{title}\n{PROSE['en']}" for title in CHAPTERS["en"]]
    rows = index_page(tabbed([(p, CHAPTERS["en"][0]) for p in kpis()]))
    return "\f".join([f"Harbour Hotels Limited\n{PERIOD.format(year=year)}", *body, rows])


def ready(year: int, **options: object) -> Readiness | None:
    return check(paper(year), Options(**options)).readiness  # type: ignore[arg-type]


def test_nothing_is_said_of_next_year_unless_it_is_asked_for() -> None:
    assert ready(2024) is None
    assert ready(2024, edition="e2022") is None


@pytest.mark.parametrize("options", [{"ahead": True}, {"edition": "e2025"}, {"edition": "e2025", "ahead": True}])
def test_the_year_before_the_code(options: dict[str, object]) -> None:
    found = ready(2024, **options)
    assert found is not None
    assert (found.old.id, found.new.id, found.first) == ("e2022", "e2025", date(2025, 1, 1))
    assert {item.provision.id for item in found.items if item.change == "removed"} == {"A1.2", "A4.GD", "A4.1"}
    changed = next(item for item in found.items if item.provision.id == "A1.GD")
    assert [element.id for element in changed.removed] == ["A1.GD.policy.ghg"]
    assert changed.lacking


def test_findings_stay_those_of_the_year_that_was_reported() -> None:
    assessment = check(paper(2024), Options(ahead=True))
    assert assessment.edition.id == "e2022"
    assert assessment.findings == check(paper(2024)).findings


def test_a_year_that_asks_for_the_same() -> None:
    found = ready(2022, ahead=True)
    assert found is not None
    assert (found.new.id, found.first, found.items) == ("e2022", date(2023, 1, 1), ())


def test_the_step_to_the_2020_guide() -> None:
    found = ready(2020, ahead=True)
    assert found is not None
    assert (found.old.id, found.new.id) == ("e2017", "e2020")
    board = next(item for item in found.items if item.provision.id == "MDR.13")
    assert [(duty.issuers, duty.obligation.value) for duty in board.duties] == [("all", "mandatory")]
    social = next(item for item in found.items if item.provision.id == "B1.1")
    assert (social.before, social.change) == ("recommended", "changed")


@pytest.mark.parametrize(
    ("profile", "classes"),
    [
        (Profile(board="gem"), ("gem",)),
        (Profile(board="main", large_cap=True), ("large_cap",)),
        (Profile(board="main", large_cap=False), ("main",)),
        (Profile(board="main"), ("large_cap", "main")),
        (Profile(board="main", guessed=("board",)), ("large_cap", "main", "gem")),
        (Profile(board="main", large_cap=False, guessed=("board",)), ("main", "gem")),
    ],
)
def test_who_the_issuer_may_be(profile: Profile, classes: tuple[str, ...]) -> None:
    assert possible_issuers(profile) == classes


def test_a_leap_day_has_a_year_after() -> None:
    assert year_after(date(2024, 2, 29)) == date(2025, 3, 1)
    assert year_after(date(2024, 7, 1)) == date(2025, 7, 1)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return check(paper(2024), Options(ahead=True))


def test_the_json_is_valid_and_complete(assessment: Assessment) -> None:
    plain = json.loads(RENDERERS["json"].render(assessment, "en"))
    Draft202012Validator(schema()).validate(plain)
    told = plain["readiness"]
    assert told["new"] == "e2025"
    assert {item["provision"] for item in told["items"]} >= {"A1.GD", "A1.2"}
    assert told["lacking"] == sum(item["lacking"] for item in told["items"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fmt", ["text", "md", "html"])
def test_every_output_has_the_section(assessment: Assessment, fmt: str, lang: str) -> None:
    titles = {"en": "What next year asks for", "zh-Hant": "下一年度的要求", "zh-Hans": "下一年度的要求"}
    told = RENDERERS[fmt].render(assessment, lang)
    assert titles[lang] in told
    assert titles[lang] not in RENDERERS[fmt].render(check(paper(2024)), lang)


def test_an_edition_without_changes_is_one_sentence() -> None:
    told = RENDERERS["md"].render(check(paper(2022), Options(ahead=True)), "en")
    assert "It asks for the same as the" in told
    assert book().edition("e2022").label.en in told
