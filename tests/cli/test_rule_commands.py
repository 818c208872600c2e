"""`kpicheck explain` and `kpicheck rules`, on the shipped rules."""

from __future__ import annotations

import pytest

from kpicheck.rulebook import load_rulebook


@pytest.mark.parametrize("name", ["A1.2", "a1.2", "KPI A1.2", "kpi a1.2"])
def test_explain_takes_the_ways_people_write_a_provision(run, name):
    code, out, _ = run("explain", name)
    assert code == 0
    assert out.startswith("A1.2 ")
    assert "A1.2.scope1" in out


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


def test_the_shipped_cases_pass(run):
    code, out, _ = run("rules", "test")
    assert (code, out.count("\n")) == (0, 1), out


def test_no_case_is_no_pass(run):
    assert run("rules", "test", "--provision", "Z9.9")[0] == 2
