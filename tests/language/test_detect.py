"""The language of a report."""

from __future__ import annotations

import pytest

from kpicheck.language.detect import detect_language
from small_reports import LANGUAGES, PROSE


@pytest.mark.parametrize("lang", LANGUAGES)
def test_prose_is_recognised(lang: str) -> None:
    assert detect_language(PROSE[lang]) == lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("", "en"),
        ("12,345 67% — 2024", "en"),
        ("本集團採用 kWh, MWh, ISO 14001 及 Greenhouse Gas Protocol 等標準計算能源消耗與溫室氣體。", "zh-Hant"),
        ("本集团采用 ISO 9001 与 Greenhouse Gas Protocol 计算能源消耗与温室气体排放总量。", "zh-Hans"),
        ("Harbour Lights Hotels Limited (海港燈飾酒店有限公司) publishes this report about its three hotels.", "en"),
        ("本集團全年並無收到投訴，該欄填寫「不适用」，員工總數維持穩定，詳見數據摘要。", "zh-Hant"),
    ],
)
def test_mixed_texts_go_by_their_bulk(text: str, lang: str) -> None:
    assert detect_language(text) == lang
