"""Lists of topics: they name what is said elsewhere and say nothing themselves."""

from __future__ import annotations

import pytest
from judging import judged

from kpicheck.evidence.listings import is_listing, topics_below, without_lists
from kpicheck.model import Line, Verdict


def kept(*texts: str) -> list[str]:
    return [line.text for line in without_lists(Line(n, 1, text) for n, text in enumerate(texts, 1))]


@pytest.mark.parametrize(
    "text",
    [
        "17 Diversity and equal opportunity 18 Complaint handling",
        "15 勞工準則 16 社區投資 17 生態保護 18 知識產權",
        "5. Waste  15. Advertising",
        "9 供應鏈管理 社會",
        "12 Supply chain management Social",
    ],
)
def test_numbered_topics_side_by_side_go(text: str) -> None:
    assert kept(text) == []


@pytest.mark.parametrize(
    "text", ["12 Senior managers 15 General staff", "We own 3 shops and 4 vans.", "男性 12 女性 15"]
)
def test_figures_of_groups_stay(text: str) -> None:
    assert kept(text) == [text]


def test_topics_one_below_the_other_go_where_their_numbers_count_up() -> None:
    topics = ["Suppliers 4", "Charity 5", "Green offices 6", "Climate 7"]
    assert kept("What matters", *topics, "Low to high") == ["What matters", "Low to high"]
    assert kept("Accidents 4", "Lost days 9", "Drills 2") == ["Accidents 4", "Lost days 9", "Drills 2"]


def test_a_list_of_suppliers_among_topics_is_no_number_of_suppliers() -> None:
    text = "反贪污 14\n客户隐私 15\n供应商 16\n公益慈善 17\n绿色运营 18"
    assert judged(text, "B5.1").verdict is Verdict.MISSING


def test_channels_without_a_stop_are_a_listing() -> None:
    assert is_listing("staff meetings, surveys, hotline, visits")
    assert not is_listing("we hold meetings, run surveys, answer a hotline and pay visits.")


def test_topics_below_levels_of_importance_say_nothing() -> None:
    texts = [
        "高度重要 中度重要 一般重要",
        "产品质量及安全 供应链风险 水资源",
        "客户服务与投诉处理 防止童工及强制劳工",
        "结果与去年相同。",
        "防止童工",
    ]
    assert topics_below((1, text) for text in texts) == [True, True, True, False, False]
    assert topics_below([(1, "high importance low importance"), (2, "child labour")]) == [True, False]
    assert topics_below([(1, "this topic is of high importance to us")]) == [False]
