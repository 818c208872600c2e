"""The words of the batch's index page in the three languages."""

from __future__ import annotations

from collections.abc import Mapping

_ROWS = {
    "title": ("ESG gap reports", "ESG 缺漏報告", "ESG 缺漏报告"),
    "checked": ("checked", "已檢查", "已检查"),
    "of": ("of", "／", "／"),
    "report": ("Report", "報告", "报告"),
    "issuer": ("Issuer", "發行人", "发行人"),
    "period": ("Financial year", "財政年度", "财政年度"),
    "edition": ("Edition", "版本", "版本"),
    "errors": ("Gaps: mandatory", "缺漏：強制", "缺漏：强制"),
    "warnings": ("Gaps: comply or explain", "缺漏：不遵守就解釋", "缺漏：不遵守就解释"),
    "not_checked": ("Not checked:", "未能檢查：", "未能检查："),
    "disclosed": ("Disclosed", "已披露", "已披露"),
    "partial": ("Partial", "部分披露", "部分披露"),
    "explained": ("Explained", "已解釋", "已解释"),
    "not_applicable": ("Not applicable", "不適用", "不适用"),
    "missing": ("Missing", "未見披露", "未见披露"),
    "unreadable": ("Unreadable", "無法讀取", "无法读取"),
    "caution": (
        "kpicheck points to passages for a person to look up; it gives no legal advice.",
        "kpicheck 指出可供查閱的段落，並不提供法律意見。",
        "kpicheck 指出可供查阅的段落，并不提供法律意见。",
    ),
}

WORDS: Mapping[str, Mapping[str, str]] = {
    lang: {key: texts[position] for key, texts in _ROWS.items()}
    for position, lang in enumerate(("en", "zh-Hant", "zh-Hans"))
}
