"""Whole outputs, compared word for word; `pytest --update-golden` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from render_samples import ASSESSMENT, CHINESE, CLEAN

from kpicheck.model import Assessment
from kpicheck.renderers import RENDERERS

GOLDEN = Path(__file__).parent / "golden"
CASES = [
    ("gaps", ASSESSMENT, "en", ("text", "html", "md", "json", "sarif")),
    ("gaps-zh-Hant", CHINESE, "zh-Hant", ("text", "html", "md")),
    ("gaps-zh-Hans", ASSESSMENT, "zh-Hans", ("text", "md")),
    ("clean", CLEAN, "en", ("text", "md")),
]


@pytest.mark.parametrize(
    ("name", "assessment", "lang", "output"),
    [
        pytest.param(name, assessment, lang, output, id=f"{name}.{output}")
        for name, assessment, lang, outputs in CASES
        for output in outputs
    ],
)
def test_the_output_is_as_before(
    name: str, assessment: Assessment, lang: str, output: str, request: pytest.FixtureRequest
) -> None:
    got = RENDERERS[output].render(assessment, lang)
    if output == "html":  # style and script are files of their own, tested in a browser
        got = re.sub(r"(<style>|<script>).*?(</style>|</script>)", r"\1…\2", got, flags=re.DOTALL)
        got = re.sub(r"sha256-[\w+/=]+", "sha256-…", got)
    path = GOLDEN / f"{name}.{output}"
    if request.config.getoption("--update-golden"):
        path.write_text(got, encoding="utf-8", newline="\n")
    assert got == path.read_text(encoding="utf-8")
