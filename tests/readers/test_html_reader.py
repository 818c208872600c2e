"""Web pages: what a browser shows, with its structure."""

from __future__ import annotations

import pytest
from reader_samples import CHINESE_HANT, HTML

from kpicheck.errors import UnfitInput
from kpicheck.model import Report
from kpicheck.readers.html import read_html


def read(markup: str) -> Report:
    return read_html(markup.encode(), "page.html")


def texts(report: Report) -> list[str]:
    return [line.text for line in report.lines() if line.text]


def test_a_page_in_order() -> None:
    report = read(HTML)
    assert (report.format, report.paged) == ("html", False)
    assert texts(report) == [
        "Home",
        "ESG report",
        "Energy use was 1,204\u00a0MWh.",
        "Water use fell.",
        "Aspect\tKPI\tPage",
        "A1 Emissions\tA1.1\t12",
        "A1 Emissions\tA1.2\t13",
        "Harbour Lantern",
    ]
    assert [line.text for line in report.lines() if line.furniture] == ["Home", "Harbour Lantern"]
    assert [(entry.title, entry.level) for entry in report.outline] == [("ESG report", 1)]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>no</script>",
        "<style>no</style>",
        "<noscript>no</noscript>",
        "<template>no</template>",
        "<p hidden>no</p>",
        "<div aria-hidden='true'><p>no</p></div>",
        "<span style='color: red; DISPLAY : none'>no</span>",
        "<span style='visibility:hidden'>no</span>",
        "<!-- no -->",
        "<table hidden><tr><td>no</td><td>no</td></tr></table>",
        "<table><tr style='display:none'><td>no<td>no</tr><tbody hidden><tr><td>no<td>no</tr></tbody></table>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert texts(read(f"<html><body>before {hidden}<p>after</p></body></html>")) == ["before", "after"]


def test_spans_are_filled() -> None:
    rows = [line for line in read(
        "<table><tr><td rowspan=0>all</td><td colspan=2>wide</td></tr><tr><td>b</td><td rowspan=2>c</td></tr>"
        "<tr><td>d</td></tr><tr></tr></table>"
    ).lines() if line.cells]  # fmt: skip
    assert [[(cell.text, cell.x0) for cell in row.cells] for row in rows] == [
        [("all", 0), ("wide", 1)],
        [("all", 0), ("b", 1), ("c", 2)],
        [("all", 0), ("d", 1), ("c", 2)],
        [("all", 0)],
    ]


def test_a_layout_table_is_read_by_its_blocks() -> None:
    report = read(
        "<table><tr><td><h2>Left</h2><p>one</p></td><td><table><tr><td>k</td><td>v</td></tr></table></td></tr></table>"
    )
    assert texts(report) == ["Left", "one", "k\tv"]


def test_lists_preformatted_text_and_bare_text() -> None:
    assert texts(read("<body>bare <b>text</b><ul><li>one<li>two</ul><pre>a\n  b</pre>end")) == [
        "bare text", "• one", "• two", "a", "b", "end",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("big5", "Big5"), ("utf-8", "iso-8859-1x"), ("utf-16", "utf-16"), ("utf-8", "big5")],
)
def test_encodings(encoding: str, declared: str) -> None:
    markup = f"<html><head><meta charset='{declared}'></head><body><p>{CHINESE_HANT}</p></body></html>"
    assert texts(read_html(markup.encode(encoding), "a"))[0].startswith("環境、社會及管治報告")


def test_absurd_tables_are_refused_or_bounded() -> None:
    wide = "<table><tr><td colspan='99999999'>x</td><td rowspan='99999999'>y</td></tr><tr><td>z</td></tr></table>"
    assert texts(read(wide))
    tall = "<table><tr><td rowspan='0'>" + "x" * 100_000 + "</td><td>y</td></tr>" + "<tr><td>z</td></tr>" * 2_000
    with pytest.raises(UnfitInput, match="too large"):
        read(tall)


@pytest.mark.parametrize("opened", ["<div>", "<b>", "<table><tr><td>", "<ul><li>"])
def test_deep_nesting_is_refused_not_cut(opened: str) -> None:
    assert texts(read(f"<html><body>{opened * 50}deep"))[-1].endswith("deep")
    with pytest.raises(UnfitInput, match="nested too deeply"):
        read(f"<html><body>{opened * 20_000}deep")


def test_entities_are_not_expanded_without_end() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><body>&b; shown</body></html>'
    assert "shown" in texts(read(bomb))[-1]


def test_a_page_without_text_is_unfit() -> None:
    with pytest.raises(UnfitInput, match="shows no text"):
        read("<html><body><div id='app'></div><script>fill()</script></body></html>")
