"""Pages on which tables stand beside each other, or prose in columns above a table."""

from __future__ import annotations

from typing import Any

from kpicheck.readers.pdf import read_pdf
from pdf_samples import HEIGHT, make_pdf, put, put_lines

LEFT = [("Total workforce", "842"), ("Male", "571"), ("Female", "271"), ("Full-time", "815"), ("Part-time", "27")]
RIGHT = [("Fatalities", "0"), ("Injuries", "12"), ("Lost days", "310"), ("Leavers", "96"), ("Suppliers", "146")]


def table(canvas: Any, x: float, top: float, rows: list[tuple[str, str]], wide: float) -> None:
    canvas.line(x, HEIGHT - top + 12, x + wide, HEIGHT - top + 12)
    for at, (label, figure) in enumerate(rows):
        put(canvas, x + 4, top + 18 * at, label, 9)
        put(canvas, x + wide - 30, top + 18 * at, figure, 9)
        canvas.line(x, HEIGHT - top - 18 * at - 6, x + wide, HEIGHT - top - 18 * at - 6)


def lines_of(draw: Any) -> list[str]:
    return [line.text for page in read_pdf(make_pdf([draw]), "report.pdf").pages for line in page.lines]


def test_two_ruled_tables_are_read_one_after_the_other() -> None:
    def draw(canvas: Any) -> None:
        put(canvas, 50, 60, "Social performance", 16)
        table(canvas, 50, 100, LEFT, 220)
        table(canvas, 310, 100, RIGHT, 220)

    lines = lines_of(draw)
    assert [f"{label} {figure}" for label, figure in LEFT + RIGHT] == lines[-10:]


def test_prose_in_columns_above_a_table_over_the_page() -> None:
    one = [f"the left column goes on in its line {n} of words" for n in "abcdefghijkl"]
    two = [f"and the right one tells in line {n} of other things" for n in "abcdefghijkl"]

    def draw(canvas: Any) -> None:
        put_lines(canvas, 50, 100, one[:6])
        put_lines(canvas, 50, 196, one[6:])
        put_lines(canvas, 310, 100, two[:4])
        put_lines(canvas, 310, 168, two[4:])
        for at, (label, figure) in enumerate(LEFT):
            top = 340 + 20 * at
            canvas.line(50, HEIGHT - top + 12, 540, HEIGHT - top + 12)
            for x, text in ((54, label), (310, "persons"), (480, figure)):
                put(canvas, x, top, text, 9)

    lines = lines_of(draw)
    assert lines[: len(one) + len(two)] == one + two
    assert lines[-1] == "Part-time persons 27"
