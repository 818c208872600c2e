"""Part D: who must say what for which year, by an own table and by the reference files beside the checkout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpicheck.check import check_text
from kpicheck.model import Edition, Obligation, Severity, Verdict
from kpicheck.rulebook import load_rulebook

BOOK = load_rulebook()
SHEET = Path(__file__).parents[3] / "shared" / "reference" / "part-d.yaml"
YEARS = range(2016, 2029)
# The classes of the reference files, with the board and LargeCap status that make an issuer one.
CLASSES = {"LargeCap": ("main", True), "MainBoardOther": ("main", False), "GEM": ("gem", False)}
MANDATORY, COMPLY = Obligation.MANDATORY, Obligation.COMPLY_OR_EXPLAIN
VOLUNTARY, ENCOURAGED = Obligation.VOLUNTARY, Obligation.ENCOURAGED
SCOPE_1_2 = ("D28.a", "D28.b", "D29.a", "D29.b", "D29.c")
PART_D = [p.id for p in BOOK.edition("e2025").provisions if p.kind == "climate_paragraph"]


def edition(issuer: str, year: int) -> Edition:
    board, large_cap = CLASSES[issuer]
    return BOOK.edition_for(date(year, 1, 1), board=board, large_cap=large_cap)


def wanted(provision: str, issuer: str, year: int) -> Obligation | None:
    """The phase-in as it is told in part-d.md, in our own code."""
    if year < 2025:
        return None
    if provision in SCOPE_1_2:
        return MANDATORY
    if provision == "D36":
        return ENCOURAGED
    if issuer == "GEM":
        return VOLUNTARY
    return MANDATORY if issuer == "LargeCap" and year >= 2026 else COMPLY


def obligation(provision: str, issuer: str, year: int) -> Obligation | None:
    found = edition(issuer, year).provision(provision)
    return found.obligation if found else None


@pytest.mark.parametrize(("issuer", "year"), list(product(CLASSES, YEARS)))
def test_every_paragraph_binds_every_class_in_every_year_as_the_phase_in_says(issuer: str, year: int) -> None:
    assert len(PART_D) == 29
    for provision in PART_D:
        assert obligation(provision, issuer, year) is wanted(provision, issuer, year), provision


def test_a_financial_year_that_starts_late_in_2025_still_counts_as_2025() -> None:
    found = BOOK.edition_for(date(2025, 12, 31), large_cap=True).provision("D19")
    assert found is not None
    assert found.obligation is COMPLY
    late = BOOK.edition_for(date(2024, 12, 31), large_cap=True)
    assert late.provision("D28.a") is None


@pytest.mark.parametrize("year", YEARS)
def test_parts_b_and_c_bind_every_class_alike(year: int) -> None:
    told = [{p.id: p.obligation for p in edition(issuer, year).provisions if p.id not in PART_D} for issuer in CLASSES]
    assert told[0] == told[1] == told[2]


@pytest.fixture(scope="module")
def sheet() -> Mapping[str, Any]:
    if not SHEET.is_file():
        pytest.skip(f"the reference file {SHEET} is not beside this checkout")
    content: Mapping[str, Any] = yaml.safe_load(SHEET.read_text(encoding="utf-8"))
    return content


def told_by(sheet: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Mapping[int, str]]]]:
    """Each element of the reference with the obligations by class and year that it carries."""
    groups = sheet["obligation_groups"]
    for paragraph in sheet["paragraphs"]:
        for element in paragraph["elements"]:
            group = element.get("obligation_group")
            yield element["id"], groups[group] if group else paragraph["obligation"]


def provision_of(element: str) -> str:
    """The provision that holds an element: the longest id that is a beginning of its name."""
    return max((pid for pid in PART_D if element == pid or element.startswith(f"{pid}.")), key=len)


@pytest.mark.shared
@pytest.mark.parametrize(("issuer", "year"), list(product(CLASSES, YEARS)))
def test_obligations_are_those_of_the_reference_file(issuer: str, year: int, sheet: Mapping[str, Any]) -> None:
    seen = set()
    for element, levels in told_by(sheet):
        provision = provision_of(element)
        if element == "D41.industry":  # half of a paragraph: here an element that is expected, never a gap
            continue
        seen.add(provision)
        level = levels[issuer][year].replace("_", "-") if year >= 2025 else None
        assert obligation(provision, issuer, year) == level, element
    assert seen == set(PART_D)


@pytest.mark.shared
def test_every_element_of_the_reference_file_has_one_here(sheet: Mapping[str, Any]) -> None:
    ours = {e.id: p for p in BOOK.edition("e2025").provisions if p.id in PART_D for e in p.elements}
    # A statement of absence is not an element of its own but a way in which the element can stand in a report.
    absent = {"D22.a.iii.none", "D34.none", "D35.none"}
    for element, _ in told_by(sheet):
        if element not in absent:
            assert any(name == element or name.startswith(f"{element}.") for name in ours) or any(
                p.id == element or element.startswith(f"{p.id}.") for p in ours.values()
            ), element


@pytest.mark.shared
def test_pillars_and_certainty_are_those_of_the_reference_file(sheet: Mapping[str, Any]) -> None:
    pillars = {p["paragraph"]: p["pillar"] for p in sheet["paragraphs"]}
    for provision in BOOK.edition("e2025").provisions:
        if provision.id in PART_D:
            number = provision.id.removeprefix("D").split(".")[0]
            assert provision.aspect == f"D-{pillars[number]}"
            assert provision.certainty in ("secondary", "memory")  # the official text has not been read


REASON = "Because the records of two subsidiaries were lost, we are unable to disclose {what} this year."


@pytest.mark.parametrize(("provision", "what"), [("D28.a", "Scope 1 emissions"), ("D28.b", "Scope 2 emissions")])
def test_a_reason_is_quoted_but_does_not_replace_what_is_mandatory(provision: str, what: str) -> None:
    finding = check_text(REASON.format(what=what), provision, "e2025", BOOK)
    assert finding.verdict is Verdict.MISSING
    assert finding.severity is Severity.ERROR
    assert finding.reason is not None
    assert "records of two subsidiaries" in finding.reason
    assert finding.messages[0].key == "verdict.missing.mandatory_reason"


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("D22.a.iii", "The Group does not have a climate-related transition plan."),
        ("D34", "本集團沒有在決策中應用內部碳定價。"),
        ("D35", "气候相关考虑因素并未纳入本公司的薪酬政策。"),
    ],
)
def test_a_statement_of_absence_is_a_disclosure(provision: str, text: str) -> None:
    assert check_text(text, provision, "e2025", BOOK).verdict is Verdict.DISCLOSED
