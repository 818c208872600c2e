"""docs/templates.md is the generated page, leaves nothing out, and its example works."""

from __future__ import annotations

import re
from pathlib import Path

from render_samples import ASSESSMENT

from kpicheck.handbook.templates import TOP, _values, write_page
from kpicheck.renderers.json import result
from kpicheck.renderers.own import OwnTemplateRenderer

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"


def test_the_committed_page_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_page(), "run 'make docs'"


def test_every_value_of_the_output_is_described() -> None:
    tables = {table.name: table.fields for table in _values()}
    assert set(result(ASSESSMENT, "en")) == {field.name for field in tables[TOP]}
    assert [(name, field.name) for name, fields in tables.items() for field in fields if not field.about] == []
    finding = result(ASSESSMENT, "en")["findings"][0]
    assert set(finding) <= {field.name for field in tables["Each finding"]}


def test_the_example_on_the_page_works(tmp_path: Path) -> None:
    example = re.search(r"```jinja\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    path = tmp_path / "short.md.j2"
    path.write_text(example[1], encoding="utf-8")
    shown = OwnTemplateRenderer(path).render(ASSESSMENT, "en")
    assert shown.startswith("# Lantern Property Services Limited, 2024-12-31")
    assert "- **A1.5** Emission targets and steps (missing)" in shown
    assert "1 of 8 provisions are disclosed." in shown
