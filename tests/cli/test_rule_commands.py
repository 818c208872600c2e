"""`kpicheck explain` and `kpicheck rules`, on the shipped rules."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from kpicheck.model import Verdict
from kpicheck.rulebook import load_rulebook


@pytest.mark.parametrize("name", ["A1.2", "a1.2", "KPI A1.2", "kpi a1.2"])
def test_explain_takes_the_ways_people_write_a_provision(run, name):
    code, out, _ = run("explain", name)
    assert code == 0
    assert out.startswith("A1.2 ")
    assert "A1.2.scope1" in out


@pytest.mark.parametrize("name", ["D28.a", "d28.A", "28(a)", "D28(a)", "Paragraph 28(a)", "第28(a)段"])
def test_explain_takes_the_ways_people_write_a_climate_paragraph(run, name):
    assert run("explain", name)[1].startswith("D28.a ")


def test_explain_says_whom_a_climate_paragraph_binds_and_how_certain_that_is(run):
    out = run("explain", "D19")[1]
    assert "e2025 LargeCap: Comply or explain from 2025, Mandatory from 2026" in out
    assert "e2025 GEM: Voluntary from 2025" in out
    assert "compare with the rulebook" in out
    assert "What it rests on:" in out


def test_explain_takes_an_aspect_for_its_general_disclosure(run):
    assert run("explain", "B6")[1].startswith("B6.GD ")


def test_explain_says_where_a_provision_is_when_it_is_not_here(run):
    code, _, err = run("explain", "A1.2", "--edition", "e2025")
    assert code == 2
    assert "A1.2 is not in e2025." in err
    assert "e2022" in err


def test_explain_guesses_what_was_meant(run):
    assert "Did you mean" in run("explain", "A1.22")[2]


@pytest.mark.parametrize("edition", ["e2016", "e2017", "e2020", "e2022", "e2025"])
def test_list_has_every_provision_of_the_edition(run, edition):
    code, out, _ = run("rules", "list", "--edition", edition)
    assert code == 0
    listed = [line.split()[0] for line in out.splitlines()]
    assert listed == [provision.id for provision in load_rulebook().edition(edition).provisions]


def test_validate_finds_the_shipped_rules_right(run):
    assert run("rules", "validate")[0] == 0


def test_validate_says_where_a_rule_file_is_wrong(run, tmp_path):
    folder = tmp_path / "rules" / "provisions"
    folder.mkdir(parents=True)
    (folder / "X1.yaml").write_text("aspect: X1\nprovisons: []\n", encoding="utf-8")
    code, out, _ = run("rules", "validate", tmp_path / "rules")
    assert code == 2
    assert "X1.yaml:2:1" in out
    assert "provisions" in out


def first_case_judged(monkeypatch, **wrong):
    """From now on every text is judged as its case wants it, but for `wrong`."""

    def check_text(text, provision, edition, rulebook):
        case = next(case for case in rulebook.cases[provision] if (case.text, case.edition) == (text, edition))
        missing = tuple(SimpleNamespace(id=name) for name in case.missing)
        judged = {"verdict": case.want, "reasoned": case.reasoned, "missing": missing}
        return SimpleNamespace(**judged | wrong)

    monkeypatch.setattr("kpicheck.check.check_text", check_text)


def test_cases_that_are_judged_as_they_want_pass(run, monkeypatch):
    first_case_judged(monkeypatch)
    code, out, _ = run("rules", "test")
    assert code == 0
    assert re.fullmatch(r"(\d+) of \1 cases passed.\n", out)


def test_a_case_that_is_judged_otherwise_fails_and_is_named(run, monkeypatch):
    first_case_judged(monkeypatch, verdict=Verdict.UNREADABLE)
    code, out, _ = run("rules", "test", "--provision", "A1.2")
    assert code == 1
    assert out.startswith("A1.2 [")
    assert "got unreadable" in out
    assert re.search(r"^0 of \d+ cases passed.$", out, re.MULTILINE)


def test_no_case_is_no_pass(run):
    assert run("rules", "test", "--provision", "Z9.9")[0] == 2
