"""Content indexes drawn on the pages of a PDF: columns side by side, shaded aspects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from kpicheck.index.read import read_index
from kpicheck.model import ContentIndex
from kpicheck.readers.pdf import read_pdf
from pdf_samples import HEIGHT, make_pdf, put, put_lines
from small_reports import CHAPTERS, aspect_name, book, description, kpis, refs

LINE = 11
USUAL, OTHER = CHAPTERS["en"][9], CHAPTERS["en"][1]


def wrapped(text: str, wide: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= wide:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def body(canvas: Any) -> None:
    top = 60
    for title in dict.fromkeys(CHAPTERS["en"]):
        put(canvas, 60, top, title, 14)
        put_lines(
            canvas, 60, top + 20, ["We look after what is entrusted to us and tell how.", "More is said elsewhere."]
        )
        top += 60


def index_of(pages: Sequence[Callable[[Any], None]]) -> ContentIndex:
    report = read_pdf(make_pdf([body, *pages]), "report.pdf")
    return read_index(report, book()).index


def draw_rows(canvas: Any, rows: Sequence[tuple[str, str, str]], x: float, top: float, wide: int, size: float) -> None:
    """Rows of code, description and section; every cell of a row begins at the same height."""
    for code, text, answer in rows:
        cells = ([code], wrapped(text, wide), wrapped(answer, 24))
        for lines, dx in zip(cells, (0, 28, 28 + 4.6 * wide), strict=True):
            for at, line in enumerate(lines):
                put(canvas, x + dx, top + LINE * at, line, size)
        top += LINE * max(map(len, cells)) + 6


def rows_of(provisions: Sequence[str]) -> list[tuple[str, str, str]]:
    return [(p, description(p, "en"), OTHER if p.startswith("B") else USUAL) for p in provisions]


def test_two_sets_of_columns_side_by_side() -> None:
    coded = [p for p in kpis() if not p.endswith("GD")]
    left, right = rows_of(coded[:13]), rows_of(coded[13:26])

    def draw(canvas: Any) -> None:
        put(canvas, 30, 30, "HKEX ESG Reporting Guide Content Index", 14)
        draw_rows(canvas, left, 30, 60, 24, 7)
        draw_rows(canvas, right, 310, 67, 24, 7)

    index = index_of([draw])
    assert [row.provision for row in index.rows] == coded[:26]
    assert {row.provision[0]: refs(row) for row in index.rows} == {"A": [USUAL], "B": [OTHER]}


def draw_ruled(canvas: Any, rows: Sequence[tuple[str, str, str]], x: float, top: float) -> None:
    """Rows between rules, the code and the section in the middle of their cells."""
    for code, text, answer in rows:
        lines = wrapped(text, 24)
        height = LINE * len(lines) + 6
        canvas.line(x - 4, HEIGHT - top + 10, x + 240, HEIGHT - top + 10)
        for at, line in enumerate(lines):
            put(canvas, x + 28, top + LINE * at, line, 7)
        middle = top + LINE * (len(lines) - 1) / 2
        put(canvas, x, middle, code, 7)
        put(canvas, x + 140, middle, answer, 7)
        top += height
    canvas.line(x - 4, HEIGHT - top + 10, x + 240, HEIGHT - top + 10)


def test_two_ruled_sets_of_columns_keep_their_cells_apart() -> None:
    coded = [p for p in kpis() if not p.endswith("GD")]
    left, right = rows_of(coded[:13]), rows_of(coded[13:26])

    def draw(canvas: Any) -> None:
        put(canvas, 30, 30, "HKEX ESG Reporting Guide Content Index", 14)
        draw_ruled(canvas, left, 30, 60)
        draw_ruled(canvas, right, 310, 75)

    index = index_of([draw])
    assert [row.provision for row in index.rows] == coded[:26]
    assert {row.provision: refs(row) for row in index.rows} == {p: [answer] for p, _, answer in [*left, *right]}


def test_rules_around_the_shade_of_aspects_do_not_merge_their_rows() -> None:
    coded = [p for p in kpis() if not p.endswith("GD") and p[:2] in ("A1", "A2", "A4", "B1", "B2")]

    def draw(canvas: Any) -> None:
        put(canvas, 60, 30, "HKEX ESG Reporting Guide Content Index", 14)
        top = 60.0
        for aspect, provisions in groupby(coded, key=lambda p: p[:2]):
            canvas.setFillGray(0.9)
            canvas.rect(55, HEIGHT - top - 14, 480, 14, fill=1, stroke=0)
            canvas.setFillGray(0)
            put(canvas, 60, top + 10, f"Aspect {aspect}: {aspect_name(aspect, 'en')}", 9)
            top += 26
            for provision in provisions:
                row = (provision, description(provision, "en"), OTHER if provision.endswith("1") else USUAL)
                draw_rows(canvas, [row], 60, top, 50, 8)
                top += LINE * len(wrapped(row[1], 50)) + 6

    index = index_of([draw])
    assert {row.provision: refs(row) for row in index.rows if "." in row.provision and "GD" not in row.provision} == {
        p: [OTHER if p.endswith("1") else USUAL] for p in coded
    }


def test_a_merged_cell_named_like_its_aspect_answers_all_rows_that_it_spans() -> None:
    shown = [p for p in kpis() if p[:2] in ("A3", "B2", "B4")]

    def draw(canvas: Any) -> None:
        put(canvas, 60, 30, "HKEX ESG Reporting Guide Content Index", 14)
        for x, head in ((60, "KPI"), (120, "Description"), (330, "Section"), (460, "Page")):
            put(canvas, x, 56, head, 9)
        top = 62.0
        for aspect, group in groupby(shown, key=lambda p: p[:2]):
            begun = top
            provisions = list(group)
            for p in provisions:
                canvas.line(55, HEIGHT - top, 325, HEIGHT - top)
                label = "General Disclosure" if p.endswith("GD") else f"KPI {p}"
                for at, line in enumerate(wrapped(label, 11)):
                    put(canvas, 60, top + 12 + LINE * at, line, 8)
                text = wrapped(description(p, "en"), 44)
                for at, line in enumerate(text):
                    put(canvas, 120, top + 12 + LINE * at, line, 8)
                top += LINE * max(len(text), 2) + 8
            for edge in (begun, top):
                canvas.line(55, HEIGHT - edge, 540, HEIGHT - edge)
            put(canvas, 330, (begun + top) / 2, f"{aspect}. {aspect_name(aspect, 'en')}"[:28], 8)
            put(canvas, 460, (begun + top) / 2, str(len(provisions)), 8)

    index = index_of([draw])
    pages = {row.provision: refs(row)[-1] for row in index.rows}
    counts = {p: str(sum(1 for other in shown if other[:2] == p[:2])) for p in shown}
    assert pages == counts
    assert all(refs(row)[0].startswith(f"{row.provision[:2]}. ") for row in index.rows)
