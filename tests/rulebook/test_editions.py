"""Which edition binds which year, what it holds, and how strongly each provision binds in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpicheck.errors import UsageError
from kpicheck.model import Obligation, Requirement
from kpicheck.rulebook import load_rulebook
from kpicheck.rulebook.build import Who, obligation_for

BOOK = load_rulebook()
SHEET = Path(__file__).parents[3] / "shared" / "reference" / "provisions.yaml"

# First day of the year, edition: the first and last day of each, and the year-ends that get it wrong.
YEARS = [
    ("2016-01-01", "e2016"),
    ("2016-12-31", "e2016"),
    ("2017-01-01", "e2017"),
    ("2020-01-01", "e2017"),
    ("2020-04-01", "e2017"),
    ("2020-06-30", "e2017"),
    ("2020-07-01", "e2020"),
    ("2021-12-31", "e2020"),
    ("2022-01-01", "e2022"),
    ("2024-07-01", "e2022"),
    ("2024-12-31", "e2022"),
    ("2025-01-01", "e2025"),
    ("2028-01-01", "e2025"),
]
# Edition: mandatory paragraphs, general disclosures, KPIs.
COUNTS = {
    "e2016": (0, 11, 32),
    "e2017": (0, 11, 32),
    "e2020": (3, 12, 36),
    "e2022": (3, 12, 36),
    "e2025": (3, 11, 34),
}
MANDATORY, COMPLY, RECOMMENDED = Obligation.MANDATORY, Obligation.COMPLY_OR_EXPLAIN, Obligation.RECOMMENDED
OBLIGATIONS: list[tuple[str, tuple[Obligation | None, ...]]] = [
    ("MDR.13", (None, None, MANDATORY, MANDATORY, MANDATORY)),
    ("A1.GD", (COMPLY,) * 5),
    ("A1.1", (RECOMMENDED, COMPLY, COMPLY, COMPLY, COMPLY)),
    ("A1.2", (RECOMMENDED, COMPLY, COMPLY, COMPLY, None)),
    ("A4.1", (None, None, COMPLY, COMPLY, None)),
    ("B1.1", (RECOMMENDED, RECOMMENDED, COMPLY, COMPLY, COMPLY)),
    ("B5.3", (None, None, COMPLY, COMPLY, COMPLY)),
    ("B7.3", (None, None, COMPLY, COMPLY, COMPLY)),
    ("B8.GD", (COMPLY,) * 5),
]


@pytest.mark.parametrize(("first_day", "edition"), YEARS)
def test_the_first_day_of_the_year_chooses_the_edition(first_day: str, edition: str) -> None:
    assert BOOK.edition_for(date.fromisoformat(first_day)).id == edition


def test_a_year_before_all_editions_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="2015-04-01") as caught:
        BOOK.edition_for(date(2015, 4, 1))
    assert "2016-01-01" in caught.value.hint


def test_a_mistyped_edition_is_told_the_near_one() -> None:
    with pytest.raises(UsageError) as caught:
        BOOK.edition("e202")
    assert "did you mean 'e202" in caught.value.hint
    assert "e2016, e2017, e2020, e2022, e2025" in caught.value.hint


@pytest.mark.parametrize(("edition", "counts"), COUNTS.items())
def test_the_number_of_provisions_of_each_kind(edition: str, counts: tuple[int, int, int]) -> None:
    kinds = Counter(provision.kind for provision in BOOK.edition(edition).provisions)
    assert (kinds["mandatory_paragraph"], kinds["general_disclosure"], kinds["kpi"]) == counts


def test_editions_stand_oldest_first_and_leave_no_day_out() -> None:
    editions = list(BOOK.editions.values())
    assert [edition.id for edition in editions] == list(COUNTS)
    assert [edition.before for edition in editions] == [*(edition.first for edition in editions[1:]), None]


def test_provisions_stand_in_the_order_of_the_code() -> None:
    ids = [provision.id for provision in BOOK.edition("e2022").provisions]
    assert ids[:5] == ["MDR.13", "MDR.14", "MDR.15", "A1.GD", "A1.1"]
    assert ids[-1] == "B8.2"
    assert [aspect for aspect, _ in BOOK.edition("e2025").aspects] == [
        *("MDR", "A1", "A2", "A3"),
        *(f"B{number}" for number in range(1, 9)),
        *("D-I", "D-II", "D-III", "D-IV"),
    ]


@pytest.mark.parametrize(("provision", "wanted"), OBLIGATIONS)
def test_obligations_of_one_provision_over_time(provision: str, wanted: tuple[Obligation | None, ...]) -> None:
    found = [edition.provision(provision) for edition in BOOK.editions.values()]
    assert tuple(each and each.obligation for each in found) == wanted


@pytest.mark.parametrize(
    ("edition", "provision", "elements"),
    [
        ("e2017", "A1.2", ["total", "intensity"]),
        ("e2020", "A1.2", ["scope1", "scope2", "intensity"]),
        ("e2017", "A1.5", ["measures", "results"]),
        ("e2022", "A1.5", ["target", "steps"]),
        ("e2016", "B2.1", ["number", "rate"]),
        ("e2025", "B2.1", ["number_y0", "number_y1", "number_y2", "rate_y0", "rate_y1", "rate_y2"]),
        ("e2025", "A1.GD", ["policy.air", "policy.water_land", "policy.waste", "laws", "compliance"]),
    ],
)
def test_elements_change_with_the_edition(edition: str, provision: str, elements: list[str]) -> None:
    found = BOOK.edition(edition).provision(provision)
    assert found is not None
    assert [element.id for element in found.elements] == [f"{provision}.{element}" for element in elements]


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        (Who("main", large_cap=True, year=2025), "comply-or-explain"),
        (Who("main", large_cap=True, year=2027), "mandatory"),
        (Who("main", large_cap=False, year=2027), "comply-or-explain"),
        (Who("main", large_cap=None, year=2027), "comply-or-explain"),
        (Who("gem", large_cap=True, year=2027), "voluntary"),
    ],
)
def test_an_obligation_may_depend_on_issuer_and_year(who: Who, wanted: str) -> None:
    stated = {
        "large_cap": {"2025": "comply-or-explain", "2026": "mandatory"},
        "main": "comply-or-explain",
        "gem": "voluntary",
    }
    assert obligation_for(stated, who) == wanted


@pytest.fixture(scope="module")
def sheet() -> Mapping[str, Any]:
    if not SHEET.is_file():
        pytest.skip(f"the fact sheet {SHEET} is not beside this checkout")
    content: Mapping[str, Any] = yaml.safe_load(SHEET.read_text(encoding="utf-8"))
    return content


# Hand-made labels call MDR.14 partial where these are not told, so the rules ask for them where data are reported.
ASKED_MORE = {"MDR.14.quant.method": "where_appropriate", "MDR.14.cons.changes": "where_appropriate"}


@pytest.mark.shared
@pytest.mark.parametrize("edition", COUNTS)
def test_obligations_and_elements_are_those_of_the_fact_sheet(edition: str, sheet: Mapping[str, Any]) -> None:
    wanted = {}
    for entry in sheet["provisions"]:
        if edition in entry["obligation"]:
            version = next(each for each in entry["versions"] if edition in each["editions"])
            prefix = "MDR." if entry["code"].startswith("MDR") else ""
            elements = [
                (prefix + element["id"], element["type"], ASKED_MORE.get(prefix + element["id"], element["required"]))
                for element in version["elements"]
            ]
            wanted[entry["code"]] = (entry["obligation"][edition].replace("_", "-"), elements)
    stated = {element for _, elements in wanted.values() for element, *_ in elements}
    found = {
        provision.id: (
            provision.obligation.value,
            # What is only expected may be added: it tells a partial answer from none and is never a gap.
            [
                (e.id, e.type, e.required.value)
                for e in provision.elements
                if e.id in stated or e.required is not Requirement.EXPECTED
            ],
        )
        for provision in BOOK.edition(edition).provisions
        if provision.kind != "climate_paragraph"
    }
    assert found == wanted


@pytest.mark.shared
def test_titles_and_spans_are_those_of_the_fact_sheet(sheet: Mapping[str, Any]) -> None:
    titles = {entry["code"]: entry["title"] for entry in sheet["provisions"]}
    for edition in BOOK.editions.values():
        for provision in edition.provisions:
            if provision.kind == "climate_paragraph":
                continue
            title = provision.title
            assert {"en": title.en, "zh_hant": title.zh_hant, "zh_hans": title.zh_hans} == titles[provision.id]
    spans = {entry["id"]: entry["applies"] for entry in sheet["editions"]}
    for edition in BOOK.editions.values():
        assert edition.first.isoformat() == spans[edition.id]["fy_start_from"]
        assert (edition.before and edition.before.isoformat()) == spans[edition.id]["fy_start_before"]
