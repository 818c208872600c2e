"""Inputs that are no ESG report are refused; reports without an index are not."""

from __future__ import annotations

import pytest

from kpicheck.errors import UnfitInput
from small_reports import LANGUAGES, chapters, check

REPORT = {
    "en": "This sustainability report speaks of greenhouse gas, waste, water consumption, climate change, recruitment, "
    "occupational health, training, child labour, suppliers, complaints, corruption and donations of our hotels. ",
    "zh-Hant": "本環境、社會及管治報告講述溫室氣體、廢棄物、用水、氣候變化、招聘、培訓、童工、供應商、投訴及公益。",
    "zh-Hans": "本环境、社会及管治报告讲述温室气体、废弃物、用水、气候变化、招聘、培训、童工、供应商、投诉及公益。",
}
RECIPE = (
    "Peel two kilograms of apples, cut them, and boil them with sugar and water until the kitchen smells of autumn. "
)
NOVEL = {
    "en": RECIPE,
    "zh-Hant": "從前有一位園丁，他在海港旁邊種花，每天清晨給花澆水，晚上給客人說故事。",
    "zh-Hans": "从前有一位园丁，他在海港旁边种花，每天清晨给花浇水，晚上给客人说故事。",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_without_an_index_is_fine(lang: str) -> None:
    assert not check(REPORT[lang] * 8).index.found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_story_is_no_report(lang: str) -> None:
    with pytest.raises(UnfitInput) as raised:
        check(NOVEL[lang] * 20)
    assert raised.value.hint


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_name_alone_makes_no_report(lang: str) -> None:
    name = {
        "en": "Read our ESG report. ",
        "zh-Hant": "請閱讀環境、社會及管治報告。",
        "zh-Hans": "请阅读环境、社会及管治报告。",
    }
    with pytest.raises(UnfitInput):
        check(name[lang] + NOVEL[lang] * 20)


def test_topics_without_the_name_make_no_report() -> None:
    with pytest.raises(UnfitInput):
        check(REPORT["en"].replace("sustainability report", "letter") * 8)


@pytest.mark.parametrize("text", ["ESG report\n", "環境、社會及管治報告"])
def test_hardly_any_text_is_refused(text: str) -> None:
    with pytest.raises(UnfitInput):
        check(text)


def test_chapters_without_any_topic_are_refused() -> None:
    with pytest.raises(UnfitInput):
        check(chapters())
