"""Every word of ours is there in every language, with the same gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter

import pytest

from kpicheck import words
from kpicheck.shipped import shipped

MESSAGES = {
    "verdict.disclosed": {"where"},
    "verdict.partial": {"missing"},
    "verdict.missing.nothing": set(),
    "verdict.missing.claimed": {"references"},
    "verdict.missing.mandatory_reason": {"reason"},
    "verdict.explained.reasoned": {"reason"},
    "verdict.explained.bare": set(),
    "verdict.not_applicable.reasoned": {"reason"},
    "verdict.not_applicable.bare": set(),
    "verdict.unreadable": {"pages"},
    "hint.unsure": {"score"},
    "issue.dangling-reference": {"reference"},
    "issue.evidence-elsewhere": {"reference", "where"},
    "issue.index-row-missing": {"provision"},
    "issue.wrong-code": {"printed", "provision"},
    "issue.bare-not-applicable": set(),
    "issue.index-contradicts-body": {"claim", "where"},
    "issue.no-index": set(),
    "issue.unreadable-pages": {"pages"},
    "issue.edition-mismatch": {"cited", "edition"},
    "issue.withdrawn-row": {"provision"},
    "issue.period": set(),
    "note.edition_guessed": {"edition"},
    "note.period_guessed": set(),
    "note.board_guessed": set(),
    "note.report_section": {"first", "last"},
}


def written(lang: str) -> str:
    """All word files of a language as they are written."""
    return "\n".join(path.read_text(encoding="utf-8") for path in words.word_files(lang))


def gaps(entry: words.Entry) -> set[str]:
    wordings = entry.values() if isinstance(entry, Mapping) else (entry,)
    return {name for wording in wordings for _, name, _, _ in Formatter().parse(wording) if name}


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_every_language_has_the_same_keys_and_gaps(lang: str) -> None:
    here, english = words.catalogue(lang), words.catalogue("en")
    assert set(here) == set(english)
    wrong = [key for key in english if gaps(here[key]) - {"n"} != gaps(english[key]) - {"n"}]
    assert not wrong


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_no_key_stands_twice_and_no_wording_is_empty(lang: str) -> None:
    keys = re.findall(r"^([\w.-]+):", written(lang), re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(words.catalogue(lang))
    for key, entry in words.catalogue(lang).items():
        wordings = list(entry.values()) if isinstance(entry, Mapping) else [entry]
        assert all(isinstance(wording, str) and wording for wording in wordings), key


@pytest.mark.parametrize("key", MESSAGES)
def test_every_message_of_the_verdicts_is_worded(key: str) -> None:
    assert gaps(words.catalogue("en")[key]) == MESSAGES[key]


def test_every_key_that_the_templates_use_is_worded() -> None:
    for template in shipped("templates").rglob("*.j2"):
        for key in re.findall(r"""say\(\s*["']([\w.-]+)["']""", template.read_text(encoding="utf-8")):
            family = key.endswith(".") and any(each.startswith(key) for each in words.catalogue("en"))
            assert family or words.has(key), f"{template.name}: {key}"


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_we_never_promise_compliance(lang: str) -> None:
    said = " ".join(str(entry) for entry in words.catalogue(lang).values())
    assert not re.search(r"complian|complies|complied|合規|合规", said)


def test_the_simplified_words_hold_no_traditional_characters() -> None:
    hant, hans = written("zh-Hant"), written("zh-Hans")
    assert not set("報條項個據無說關頁時讀應還請補沒檢閱範圍標題數與實為") & set(hans)
    assert not set("报条项个据无说关页时读应还请补没检阅范围标题数与实为") & set(hant)


def test_numbers_change_the_wording() -> None:
    assert words.say("en", "outcome.one_kind", what="1 mandatory", n=1) == "1 mandatory item needs attention."
    assert words.say("en", "outcome.one_kind", what="2 mandatory", n=2) == "2 mandatory items need attention."


def test_a_sentence_that_is_not_worded_yet_is_told_all_the_same() -> None:
    assert words.tell("en", "verdict.new", {"where": "page 3"}) == "verdict.new (where: page 3)"
    assert words.tell("en", "verdict.partial", {}).endswith("left out: ….")


def test_an_unknown_language_is_answered_in_english() -> None:
    assert words.say("fr", "answer.yes") == "yes"


def test_braces_in_report_text_are_text() -> None:
    assert "{lang.__class__}" in words.tell("en", "verdict.partial", {"missing": "{lang.__class__}"})
