"""Templates of the user's own: sandboxed, escaped by their names, wrong ones named with their line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from render_samples import ASSESSMENT, hostile

from kpicheck.cli.main import main
from kpicheck.errors import UsageError
from kpicheck.renderers import RENDERERS
from kpicheck.renderers.json import result
from kpicheck.renderers.own import OwnTemplateRenderer
from kpicheck.renderers.templating import escapes


def rendered(tmp_path: Path, template: str, name: str = "own.txt.j2", assessment=ASSESSMENT) -> str:
    path = tmp_path / name
    path.write_text(template, encoding="utf-8")
    return OwnTemplateRenderer(path).render(assessment, "en")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates") / "mine"
    assert main(["template", "init", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
@pytest.mark.parametrize("output", ["html", "md"])
def test_our_templates_written_out_give_our_output(ours: Path, output: str, lang: str) -> None:
    own = OwnTemplateRenderer(ours / f"report.{output}.j2")
    assert own.render(ASSESSMENT, lang) == RENDERERS[output].render(ASSESSMENT, lang)


def test_a_style_of_ones_own_is_allowed_by_the_policy(ours: Path, tmp_path: Path) -> None:
    for file in ours.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "style.css").write_text("body { color: teal; }", encoding="utf-8")
    page = OwnTemplateRenderer(tmp_path / "report.html.j2").render(ASSESSMENT, "en")
    assert "color: teal" in page
    assert page.count("sha256-") == 2
    assert page != RENDERERS["html"].render(ASSESSMENT, "en")


def test_the_table_of_gaps_is_csv_without_formulas(ours: Path) -> None:
    for assessment in (ASSESSMENT, hostile()):
        text = OwnTemplateRenderer(ours / "gaps.csv.j2").render(assessment, "en")
        rows = list(csv.reader(io.StringIO(text)))
        assert {len(row) for row in rows} == {7}
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
        assert len(rows) == 1 + len(assessment.gaps)


def test_the_values_are_those_of_the_json_output(tmp_path: Path) -> None:
    names = result(ASSESSMENT, "en")
    for name in names:
        rendered(tmp_path, f"{{{{ {name} }}}}")
    assert rendered(tmp_path, "{{ report.issuer }} {{ summary.missing }}") == "Lantern Property Services Limited 2"


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        ("a.html", True), ("a.html.j2", True), ("a.HTM", True), ("a.xml.jinja", True), ("a.svg", True),
        ("a.md.j2", False), ("a.txt", False), ("html", False), (None, False),
    ],
)  # fmt: skip
def test_the_name_says_whether_values_are_escaped(name: str | None, escaped: bool) -> None:
    assert escapes(name) is escaped


def test_report_text_is_escaped_in_html(tmp_path: Path) -> None:
    page = rendered(tmp_path, "{{ report.issuer }}", "own.html.j2", hostile())
    assert page.startswith("&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ say.__globals__ }}",
        "{{ view.__class__ }}",
        "{{ findings.append(1) }}",
        "{{ '{0.__class__}'.format(view) }}",
        "{{ cycler.__init__.__globals__.os.system('id') }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../../../../etc/passwd' %}",
        "{% for n in range(10000000) %}x{% endfor %}",
    ],
)
def test_a_template_reaches_nothing_but_its_values(tmp_path: Path, attack: str) -> None:
    with pytest.raises(UsageError):
        rendered(tmp_path, attack)


@pytest.mark.parametrize(
    "mistake", ["{{ reprot.issuer }}", "{{ report.nothing }}", "{% if %}", "{{ 1 / 0 }}", "{{ findings | round }}"]
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, mistake: str) -> None:
    with pytest.raises(UsageError, match=r"own\.txt\.j2:3: .") as wrong:
        rendered(tmp_path, f"one\ntwo\n{mistake}\n")
    assert "docs/templates.md" in wrong.value.hint
