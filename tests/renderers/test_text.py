"""The terminal summary: one screen, right widths, colours only where they are wanted."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from render_samples import ASSESSMENT, CHINESE, hostile, large
from rich.cells import cell_len

from kpicheck.renderers.text import WIDTH, TextRenderer, renderer_for


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_line_is_wider_than_the_screen() -> None:
    for assessment, lang in ((ASSESSMENT, "en"), (CHINESE, "zh-Hant"), (large(), "en")):
        for width in (60, 80, 120):
            lines = TextRenderer(width=width).render(assessment, lang).split("\n")
            # the last line is a command to copy
            assert all(cell_len(line) <= width for line in lines[:-2])
            assert lines[-2].endswith("-o gaps.html")


def test_columns_line_up_under_chinese_labels() -> None:
    lines = TextRenderer().render(CHINESE, "zh-Hant").split("\n")
    rows = [line for line in lines if line.startswith(("MDR.13", "B6.2", "A1.5"))]
    titles = ("董事會", "投訴", "排放目標")
    assert len({cell_len(row[: row.index(title)]) for row, title in zip(rows, titles, strict=True)}) == 1


def test_many_gaps_fit_on_one_screen_and_the_rest_is_counted() -> None:
    rendered = TextRenderer().render(large(), "en")
    assert rendered.count("\n") <= 45
    assert "and 37 more" in rendered


@pytest.mark.parametrize("height", [24, 30, 40, 60])
def test_a_terminal_gets_what_fits_on_its_screen(height: int) -> None:
    rendered = TextRenderer(width=100, height=height).render(ASSESSMENT, "en")
    shown = rendered.count("\n")
    assert shown < max(height, 30)
    assert "MDR.13" in rendered
    many = TextRenderer(width=100, height=height).render(large(), "en")
    assert many.count("\n") < height
    assert many.count("missing: ") >= 3


def test_colour_only_when_asked_for() -> None:
    assert "\x1b[" not in TextRenderer().render(ASSESSMENT, "en")
    assert "\x1b[" in TextRenderer(colour=True).render(ASSESSMENT, "en")


@pytest.mark.parametrize(
    ("stream", "environ", "colour"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_a_terminal_gets_colours_unless_it_declines(stream: io.StringIO, environ: dict[str, str], colour: bool) -> None:
    assert renderer_for(stream, environ).colour is colour


def test_a_pipe_gets_the_usual_width() -> None:
    assert renderer_for(io.StringIO(), {}).width == WIDTH


def test_hostile_text_cannot_steer_the_terminal() -> None:
    plain = TextRenderer().render(hostile(), "en")
    coloured = TextRenderer(colour=True).render(hostile(), "en")
    assert "\x1b" not in plain
    assert "\x1b[31mred" not in coloured
    assert "\x07" not in coloured


def test_the_command_to_copy_quotes_the_path() -> None:
    odd = replace(ASSESSMENT, report=replace(ASSESSMENT.report, path="a; rm -rf b.pdf"))
    assert "kpicheck check 'a; rm -rf b.pdf' --format html" in TextRenderer().render(odd, "en")
