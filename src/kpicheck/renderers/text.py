"""The summary for a terminal: one screen, gaps first; plain text unless a terminal asks for colour."""

from __future__ import annotations

import io
import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from kpicheck.model import Assessment
from kpicheck.renderers.build import view_of
from kpicheck.renderers.safe import shortened, visible
from kpicheck.renderers.speaker import Speaker
from kpicheck.renderers.view import FindingView, IssueView, ReadinessView, ReportView

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

WIDTH, NARROWEST, WIDEST = 100, 60, 140
READINESS = 12
# How many gaps and issues are shown: the first pair that fits the screen, the usual one where there is no screen.
USUAL = (8, 4)
SIZES = ((12, 4), USUAL, (8, 2), (6, 2), (5, 1), (4, 1), (3, 1), (3, 0))
GUTTER, MIN_ROOM = 2, 20
STYLES = {
    "missing": "bold red",
    "partial": "yellow",
    "explained": "magenta",
    "not_applicable": "bright_black",
    "unreadable": "bold",
    "disclosed": "green",
}


@dataclass(frozen=True, slots=True)
class TextRenderer:
    """Renders within `width` columns, of which Chinese characters take two, and `height` lines (0 for any)."""

    colour: bool = False
    width: int = WIDTH
    height: int = 0

    def render(self, assessment: Assessment, lang: str) -> str:
        view, speaker = view_of(assessment, lang, ""), Speaker(assessment, lang)
        lines: list[str] = []
        for size in SIZES if self.height else (USUAL,):
            lines = self._lines(view, speaker, size)
            if len(lines) < self.height:  # one line is left for the prompt
                break
        return "\n".join(lines) + "\n"

    def _lines(self, view: ReportView, speaker: Speaker, size: tuple[int, int]) -> list[str]:
        console = self._console()
        with console.capture() as captured:
            for part in _parts(view, speaker, self.width, size):
                console.print(part)
            console.print(_command(speaker), soft_wrap=True)
        # Tables pad their lines to the full width, which only makes a pipe or a log longer.
        return [line.rstrip() for line in captured.get().rstrip().split("\n")]

    def _console(self) -> Console:
        from rich.console import Console

        return Console(
            file=io.StringIO(),
            width=self.width,
            force_terminal=self.colour,
            color_system="standard" if self.colour else None,
            no_color=not self.colour,
            highlight=False,
            emoji=False,
            markup=False,
            legacy_windows=False,
        )


def renderer_for(stream: TextIO, environ: Mapping[str, str] = os.environ) -> TextRenderer:
    """The renderer for what is printed to `stream`: colours on a terminal that wants them, as large as it is."""
    if not stream.isatty():
        return TextRenderer()
    columns, lines = shutil.get_terminal_size((WIDTH, 24))
    colour = environ.get("TERM") != "dumb" and not environ.get("NO_COLOR")
    return TextRenderer(colour, min(max(columns, NARROWEST), WIDEST), lines)


def _parts(view: ReportView, speaker: Speaker, width: int, size: tuple[int, int]) -> list[RenderableType]:
    from rich.text import Text

    tally = Text("  ").join(
        Text(f"{count.label} {count.n}", STYLES[count.verdict] if count.n else "dim") for count in view.counts
    )
    parts: list[RenderableType] = [
        Text(view.issuer, "bold"),
        Text(view.subtitle, "dim"),
        Text(),
        Text(view.outcome, "bold"),
        *(Text(sentence) for sentence in view.outcome_more),
        tally,
    ]
    gaps, (most_gaps, most_issues) = view.fixes + view.optional, size
    if gaps:
        parts += [Text(), _gap_table(gaps[:most_gaps], speaker, width)]
    if len(gaps) > most_gaps:
        parts.append(Text(speaker.say("text.more", n=len(gaps) - most_gaps), "dim"))
    if view.issues and most_issues:
        parts += [Text(), Text(speaker.say("heading.issues"), "bold"), _issue_table(view.issues[:most_issues])]
        if len(view.issues) > most_issues:
            parts.append(Text(speaker.say("text.more", n=len(view.issues) - most_issues), "dim"))
    if view.readiness:
        parts += _readiness(view.readiness, speaker, width)
    remarks = (*view.guessed, *view.notes)
    if remarks:
        parts += [Text(), *(Text(remark, "dim") for remark in remarks)]
    return [*parts, Text(), Text(view.method[0], "dim")]


def _command(speaker: Speaker) -> Text:
    """The command that gives more, on one line however long, to be copied."""
    from rich.text import Text

    path = shlex.quote(visible(speaker.assessment.report.path))
    return Text(speaker.say("text.next", path=path), "dim")


def _gap_table(gaps: tuple[FindingView, ...], speaker: Speaker, width: int) -> Table:
    """Two lines for each gap: its title, and what is missing or else what to do, cut where the screen ends."""
    from rich.cells import cell_len
    from rich.text import Text

    short = ("id", "verdict_label", "obligation_label")
    taken = sum(max(cell_len(getattr(gap, name)) for gap in gaps) for name in short)
    room = max(width - taken - len(short) * GUTTER, MIN_ROOM)
    table = _table()
    for gap in gaps:
        missing = speaker.say("list.separator").join(gap.missing)
        detail = speaker.say("text.missing", missing=missing) if missing else next(iter(gap.messages), "")
        lines = [Text(gap.title), Text(detail, "dim")]
        for line in lines:
            line.truncate(room, overflow="ellipsis")
        sure = Text(f"{gap.obligation_label}\n{gap.sure_percent}", "" if gap.unsure else "dim")
        verdict = Text(gap.verdict_label, STYLES[gap.verdict])
        table.add_row(Text(gap.id, "bold"), verdict, Text("\n").join(lines), sure)
    return table


def _readiness(view: ReadinessView, speaker: Speaker, width: int) -> list[RenderableType]:
    """What next year asks for and is not there: a line for each provision, under its obligation."""
    from rich.text import Text

    parts: list[RenderableType] = [
        Text(), Text(speaker.say("readiness.title"), "bold"), Text(f"{view.about} {view.tally}")
    ]  # fmt: skip
    lacking = [row for row in view.rows if row.lacking]
    for obligation, rows in groupby(lacking[:READINESS], key=lambda row: row.obligation):
        table = _table()
        for row in rows:
            title = Text(row.title)
            title.truncate(width // 2, overflow="ellipsis")
            table.add_row(Text(row.id, "bold"), Text(row.verdict_label, STYLES[row.verdict]), title)
        parts += [Text(obligation, "dim"), table]
    if len(lacking) > READINESS:
        parts.append(Text(speaker.say("text.more", n=len(lacking) - READINESS), "dim"))
    return parts


def _issue_table(issues: tuple[IssueView, ...]) -> Table:
    from rich.text import Text

    table = _table()
    for issue in issues:
        table.add_row(Text(issue.provision or "–", "bold"), Text(shortened(issue.message, 150)))
    return table


def _table() -> Table:
    from rich.table import Table

    return Table(box=None, show_header=False, padding=(0, GUTTER, 0, 0), pad_edge=False)
