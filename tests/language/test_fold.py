"""Folding: one form for what a reader calls the same text, offsets kept."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpicheck.language.fold import close_up, fold, is_han, squash, width

TRICKY = st.text(alphabet="Aa1①１Ａ産產説說㎡ﬁß\u0301\u212b\u1e9e\ufb01“—／，。 \u3000\u200b棄弃Ⅳ㈱豈ⅳ\u2f00\u3007")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("生產", "生産"),
        ("生產", "生产"),
        ("廢棄物", "废弃物"),
        ("足夠", "足够"),
        ("說明", "説明"),
        ("不適用", "不适用"),
        ("僱員", "雇員"),
        ("ＫＰＩ Ａ１．２", "kpi a1.2"),
        ("Ⅳ", "ⅳ"),
        ("①", "1"),
        ("Scope–1", "scope-1"),
        ("the issuer’s", "the issuer's"),
        ("及╱或", "及/或"),
        ("【附註】", "(附注)"),
        ("里程", "裡程"),
    ],
)
def test_what_reads_the_same_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("已披露", "未披露"), ("A1.2", "A1.3"), ("，", ","), ("：", ":"), ("女", "安")]
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text() | TRICKY)
@example("ß\u0301")
@example("\u1e9e")
@example("ﬁ㎡")
@example("İstanbul")
def test_folding_keeps_the_length_and_twice_is_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text() | TRICKY)
def test_squashing_and_closing_up_twice_is_once(text: str) -> None:
    assert close_up(close_up(text)) == close_up(text)
    assert squash(squash(text)) == squash(text)


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("資 源 使 用", "資源使用"),
        ("用電 12 kWh", "用電 12 kWh"),
        ("政策 ， 及", "政策，及"),
        ("green office policy", "green office policy"),
        ("排放\t目標\u3000二", "排放目標二"),
    ],
)
def test_spaces_between_hanzi_are_layout(spaced: str, closed: str) -> None:
    assert close_up(spaced) == closed


def test_squash_compares_titles_without_case_width_and_punctuation() -> None:
    assert squash("《環境、社會及管治報告》") == squash("环境 社会及管治报告")
    assert squash("Health & Safety – 2024") == squash("HEALTH   SAFETY 2024")
    assert squash("，。、") == ""


def test_width_and_han() -> None:
    assert width("環境 A1") == 7
    assert is_han("環")
    assert not any(map(is_han, "aA1，。 "))
