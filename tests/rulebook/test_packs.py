"""Folders of the user's own rules, laid over the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import rule_pack as pack

from kpicheck.errors import RuleFileError
from kpicheck.model import Match, Obligation
from kpicheck.rulebook import load_rulebook, validate_rules


def test_a_pack_adds_a_provision_with_its_evidence_and_cases(tmp_path: Path) -> None:
    folder = pack.write_pack(tmp_path)
    assert validate_rules(folder) == []
    book = load_rulebook([folder])
    provision = book.edition("e2022").provision("X1.1")
    assert provision is not None
    assert provision.obligation is Obligation.VOLUNTARY
    assert provision.elements[0].matches == (Match(about=("green loan", "$loans"), unit="money"),)
    assert book.edition("e2022").provisions[-1].id == "X1.1"
    assert len(book.edition("e2022").provisions) == 52
    assert len(book.edition("e2020").provisions) == 51
    assert [case.name for case in book.cases["X1.1"] if case.edition == "e2022"] == ["hit", "miss", "explained"]
    assert book.origins["X1.1"] == "pack/provisions/X1.yaml"
    assert book.origins["A1.1"] == "rules/provisions/A1.yaml"


def test_a_pack_leaves_the_rest_of_lexicon_and_edition_alone(tmp_path: Path) -> None:
    shipped, book = load_rulebook(), load_rulebook([pack.write_pack(tmp_path)])
    assert book.lexicon.groups["loans"] == ("loan", "貸款")
    assert book.lexicon.groups.keys() == {*shipped.lexicon.groups, "loans"}
    assert book.edition("e2022").label == shipped.edition("e2022").label
    assert book.edition("e2025").provision("X1.1") is not None, "a later edition goes on from the one it extends"


def test_a_pack_replaces_a_provision_but_keeps_its_obligation(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    (folder / "provisions").mkdir(parents=True)
    text = pack.PROVISIONS.replace("X1.1.sum", "A1.1.types").replace("id: X1.1", "id: A1.1").replace("X1", "A1")
    second = text.partition("    elements:\n")[2].replace("A1.1.types", "A1.1.data")
    (folder / "provisions" / "mine.yaml").write_text(text + second, encoding="utf-8")
    book = load_rulebook([folder])
    provision = book.edition("e2022").provision("A1.1")
    assert provision is not None
    assert provision.title.en == "Loans"
    assert provision.obligation is Obligation.COMPLY_OR_EXPLAIN


def test_later_packs_win_over_earlier_ones(tmp_path: Path) -> None:
    first = pack.write_pack(tmp_path / "one")
    second = pack.write_pack(tmp_path / "two", provisions=pack.PROVISIONS.replace("Loans", "Lending"))
    provision = load_rulebook([first, second]).edition("e2022").provision("X1.1")
    assert provision is not None
    assert provision.title.en == "Lending"


def test_a_faulty_pack_is_refused_with_every_problem(tmp_path: Path) -> None:
    evidence = pack.EVIDENCE.replace("about", "abuot").replace("unit: money", "unit: 3")
    folder = pack.write_pack(tmp_path, evidence=evidence, cases=pack.CASES.replace("missing}", "mising}"))
    with pytest.raises(RuleFileError) as caught:
        load_rulebook([folder])
    assert "3 problems in the rule files" in caught.value.what
    assert "pack/cases/X1.yaml:3:40: 'mising' is not a value of 'want'" in caught.value.what
    assert "pack/evidence/X1.yaml:2:5: unknown key 'abuot' in X1.1.sum" in caught.value.what
    assert "did you mean 'about'?" in caught.value.what


@pytest.mark.parametrize("make", [False, True])
def test_a_folder_that_is_not_there_or_empty_is_refused(tmp_path: Path, make: bool) -> None:
    folder = tmp_path / "nowhere"
    if make:
        folder.mkdir()
    with pytest.raises(RuleFileError, match="nowhere"):
        load_rulebook([folder])
