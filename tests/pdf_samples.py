"""PDFs made by code for the tests of the PDF reader."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
Draw = Callable[[Any], None]


def make_pdf(pages: Sequence[Draw], *, size: tuple[float, float] = A4, encrypt: str | None = None) -> bytes:
    """A PDF with one page for each drawing function, which gets the canvas."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, encrypt=encrypt, invariant=True)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def put(canvas: Any, x: float, top: float, text: str, size: float = 10, font: str = "Helvetica") -> None:
    """Text whose baseline is `top` points below the page's top edge."""
    canvas.setFont(font, size)
    canvas.drawString(x, canvas._pagesize[1] - top, text)


def put_lines(canvas: Any, x: float, top: float, lines: Sequence[str], step: float = 12) -> None:
    for at, line in enumerate(lines):
        put(canvas, x, top + at * step, line)


def chinese_font() -> str:
    """The name of a Chinese font that every PDF viewer brings along."""
    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    return "MSung-Light"


def scanned_page(canvas: Any) -> None:
    """A page that is one picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)


PROSE_LEFT = [
    "The Group is committed to the sound",
    "management of its environment and to",
    "the reduction of its emissions. We set",
    "targets each year and review them with",
    "the board, which is responsible for the",
    "strategy and for the reporting of the",
    "progress that has been made so far.",
]
PROSE_RIGHT = [
    "Employees are the heart of the business",
    "and are treated with fairness. Training",
    "is offered to all of them throughout the",
    "year, and the results are measured with",
    "the help of surveys that are carried out",
    "by an independent firm and presented to",
    "the management at the end of the year.",
]
