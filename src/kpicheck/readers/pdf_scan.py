"""One page as PDFium gives it: pieces of text, side text, rules, and whether it can be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from kpicheck.model import HorizontalRule
from kpicheck.readers.pdf_marks import Drawings, read_drawings
from kpicheck.readers.pdf_pieces import Piece, make_pieces
from kpicheck.readers.pdf_problems import IMAGE_ONLY, TOO_FEW, page_problem
from kpicheck.readers.pdf_raw import calls
from kpicheck.readers.pdf_runs import Frame, Run, RunReader, page_frame, turn


@dataclass(slots=True)
class PageScan:
    """What stands on one page. `pieces` are level with the page's main direction, `turned` are the others."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    turned: list[Piece]
    rules: tuple[HorizontalRule, ...]
    problem: str
    scanned: bool


def scan_page(document: int, number: int, *, right_to_left: bool = False) -> PageScan:
    """The physical page `number` (from 1) of an open document; an unloadable page has too few glyphs."""
    pdfium = calls()
    page = pdfium.load_page(document, number - 1)
    if page is None:
        return PageScan(number, 0.0, 0.0, [], [], (), TOO_FEW, False)
    try:
        frame = page_frame(page)
        text_page = pdfium.load_text(page)
        try:
            runs = RunReader(text_page, frame, right_to_left=right_to_left).runs() if text_page else []
        finally:
            if text_page:
                pdfium.close_text(text_page)
        return _scan(number, runs, frame, read_drawings(page, frame))
    finally:
        pdfium.close_page(page)


def _scan(number: int, runs: list[Run], frame: Frame, drawings: Drawings) -> PageScan:
    visible = _visible(runs, drawings.image_share)
    problem = page_problem("\n".join(run.text for run in visible), drawings.image_share)
    angle = _main_angle(visible)
    width, height = frame.width, frame.height
    if angle in (90, 270):
        width, height = height, width
    level = [run for run in visible if run.angle == angle]
    rules = drawings.rules if angle == 0 else ()
    return PageScan(
        number,
        width,
        height,
        make_pieces(level),
        _turned(visible, angle, frame),
        rules,
        problem,
        problem == IMAGE_ONLY,
    )


def _visible(runs: list[Run], image_share: float) -> list[Run]:
    """The runs a reader can see; the hidden ones of a scan with a text layer under it."""
    shown = [run for run in runs if not run.hidden]
    if len(shown) == len(runs):
        return shown
    seen = sum(len(run.text) for run in shown)
    hidden = sum(len(run.text) for run in runs) - seen
    if seen == 0 or (image_share > 0.6 and seen < 0.1 * hidden):
        return [run for run in runs if run.size >= 1 and run.x1 > 0 and run.base > 0]
    return shown


def _main_angle(runs: list[Run]) -> int:
    """The quarter turn at which most characters run; a table set sideways is read sideways."""
    weights: Counter[int] = Counter()
    for run in runs:
        if run.angle % 90 == 0:
            weights[run.angle] += len(run.text)
    return weights.most_common(1)[0][0] if weights else 0


def _turned(runs: list[Run], angle: int, frame: Frame) -> list[Piece]:
    """Pieces of the text in other directions, placed where they stand on the page read at `angle`."""
    found: list[Piece] = []
    for other in sorted({run.angle for run in runs} - {angle}):
        pieces = make_pieces([run for run in runs if run.angle == other])
        found.extend(_placed(piece, other, angle, frame) for piece in pieces)
    return found


def _placed(piece: Piece, angle: int, main: int, frame: Frame) -> Piece:
    if angle % 90:
        return piece
    width, height = frame.width, frame.height
    if angle in (90, 270):
        width, height = height, width
    # Back to the displayed page, then on to the page as it is read.
    shown = [turn(x, piece.base, (360 - angle) % 360, width, height) for x in (piece.x0, piece.x1)]
    read = [turn(x, y, main, frame.width, frame.height) for x, y in shown]
    x0, x1 = sorted(x for x, _ in read)
    return replace(piece, x0=x0, x1=max(x1, x0 + 0.1), base=max(y for _, y in read))
