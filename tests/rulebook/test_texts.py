"""What the rules say to people: in three languages, in each language's own script, recognisable in an index."""

from __future__ import annotations

import re

import pytest

from kpicheck.language.fold import fold
from kpicheck.model import LocalText, Obligation, Provision, Verdict
from kpicheck.rulebook import load_rulebook

BOOK = load_rulebook()
PROVISIONS = {provision.id: provision for edition in BOOK.editions.values() for provision in edition.provisions}
HAN = re.compile(r"[\u4e00-\u9fff]")
# How a published index describes a few provisions, cut short: enough to see that the fragments find their row.
DESCRIPTIONS = [
    ("A1.1", "The types of emissions and respective emissions data."),
    ("A1.6", "減低產生量的措施及所得成果"),
    ("A2.2", "總耗水量及密度（如適用）。"),
    ("B1.1", "按性別、雇傭類型、年齡組別及地區劃分的雇員總數"),
    ("B2.1", "因工作關係而死亡的人數及比率。"),
    ("B2.2", "Lost days due to work injury."),
    ("B5.1", "按地區劃分的供貨商數目。"),
    ("B7.GD", "有关防止贿赂、勒索、欺诈及洗黑钱的政策"),
]


def _local_texts(provision: Provision) -> list[LocalText]:
    return [provision.title, provision.why, provision.fix, *(element.label for element in provision.elements)]


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda provision: provision.id)
def test_every_text_is_in_the_language_it_is_said_to_be(provision: Provision) -> None:
    for text in _local_texts(provision):
        assert not HAN.search(text.en), text.en
        assert HAN.search(text.zh_hant), text.zh_hant
        assert HAN.search(text.zh_hans), text.zh_hans
        characters = HAN.findall(text.zh_hans.replace("显著", ""))  # folding takes 著 for 着, which is wrong just here
        assert HAN.findall(fold("".join(characters))) == characters, text.zh_hans


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda provision: provision.id)
def test_why_and_fix_are_one_sentence_each(provision: Provision) -> None:
    for text in (provision.why, provision.fix):
        assert re.search(r"[.]$", text.en), text.en
        assert not re.search(r"[.!?] [A-Z]", text.en), text.en
        for chinese in (text.zh_hant, text.zh_hans):
            assert chinese.endswith("。"), chinese
            assert chinese.count("。") == 1, chinese


@pytest.mark.parametrize("provision", PROVISIONS.values(), ids=lambda provision: provision.id)
def test_wording_is_short_and_in_both_scripts(provision: Provision) -> None:
    assert any(HAN.search(fragment) for fragment in provision.wording)
    assert any(not HAN.search(fragment) for fragment in provision.wording)
    for fragment in provision.wording:
        assert len(HAN.findall(fragment)) <= 16, fragment
        assert len(re.findall(r"[A-Za-z']+", fragment)) <= 8, fragment


@pytest.mark.parametrize(("provision", "description"), DESCRIPTIONS)
def test_wording_covers_what_an_index_prints(provision: str, description: str) -> None:
    assert _covered(description, (*PROVISIONS[provision].wording, *BOOK.generic_wording)) >= 0.85


def _covered(description: str, fragments: tuple[str, ...]) -> float:
    text = re.sub(r"[\W_]+", "", fold(description))
    marks = bytearray(len(text))
    for fragment in fragments:
        bare = re.sub(r"[\W_]+", "", fold(fragment))
        for match in re.finditer(re.escape(bare), text):
            marks[match.start() : match.end()] = b"\x01" * len(bare)
    return sum(marks) / len(text)


@pytest.mark.parametrize("edition", BOOK.editions)
def test_every_provision_has_a_hit_a_miss_and_an_explained_case(edition: str) -> None:
    for provision in BOOK.edition(edition).provisions:
        wanted = [case.want for case in BOOK.cases[provision.id] if case.edition == edition]
        assert Verdict.DISCLOSED in wanted, provision.id
        assert Verdict.MISSING in wanted, provision.id
        explained = [want for want in wanted if want in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE)]
        if provision.obligation is Obligation.MANDATORY:  # a reason does not help, so that case is a second miss
            assert not explained, provision.id
            assert wanted.count(Verdict.MISSING) >= 2, provision.id
        else:
            assert explained, provision.id


def test_cases_know_their_edition() -> None:
    editions = {case.edition for cases in BOOK.cases.values() for case in cases}
    assert editions == set(BOOK.editions)
    for name, cases in BOOK.cases.items():
        for case in cases:
            provision = BOOK.edition(case.edition).provision(name)
            assert provision is not None
            assert set(case.missing) <= {element.id for element in provision.elements}, case.name


def test_cases_come_in_three_scripts() -> None:
    texts = [case.text for cases in BOOK.cases.values() for case in cases]
    english = [text for text in texts if not HAN.search(text)]
    simplified = [text for text in texts if HAN.search(text) and HAN.findall(fold(text)) == HAN.findall(text)]
    traditional = len(texts) - len(english) - len(simplified)
    assert len(english) > 40
    assert len(simplified) > 40
    assert traditional > 40
