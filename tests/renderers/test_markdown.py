"""Markdown that shows the report's words and does nothing with them."""

from __future__ import annotations

import re

import pytest
from render_samples import HOSTILE, hostile

from kpicheck.renderers.markdown import MarkdownRenderer, cell, inline
from kpicheck.renderers.safe import visible


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a | b", "a \\| b"),
        ("line\nbreak", "line break"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("`code` *x* _y_ ~z~", "\\`code\\` \\*x\\* \\_y\\_ \\~z\\~"),
        ("[a](http://x.example)", "\\[a\\](http\\://x.example)"),
        ("www.x.example", "www\\.x.example"),
        ("HK$1 and HK$2", "HK\\$1 and HK\\$2"),
        ("@team #12", "@\u2060team #\u206012"),
        ("# head", "\\# head"),
        ("1. one", "1\\. one"),
        ("1.5 tonnes", "1\\.5 tonnes"),
        ("- item", "\\- item"),
        ("A1.5: 100,000", "A1.5: 100,000"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_text_shows_itself(text: str, safe: str) -> None:
    assert inline(text) == safe


def test_an_empty_cell_is_a_dash() -> None:
    assert cell("") == "–"


def test_hostile_text_stays_in_its_place() -> None:
    rendered = MarkdownRenderer().render(hostile(), "en")
    assert "<script" not in rendered
    assert not re.search(r"(?<!\\)\]\(", rendered)
    assert "http://" not in rendered
    rows = [line for line in rendered.split("\n") if line.startswith("| A1.5")]
    assert [row.replace("\\|", "").count("|") for row in rows] == [7]
    assert inline(visible(HOSTILE)) in rendered
