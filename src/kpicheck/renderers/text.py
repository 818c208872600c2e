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

WIDTH, NARROWEST, WIDEST = 100, 60, 140
GAPS, ISSUES, READINESS = 8, 4, 12
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
    """Renders within `width` columns; Chinese characters count two."""

    colour: bool = False
    width: int = WIDTH

    def render(self, assessment: Assessment, lang: str) -> str:
        view = view_of(assessment, lang, "")
        console = self._console()
        with console.capture() as captured:
            for part in _parts(view, Speaker(assessment, lang), self.width):
                console.print(part)
        # Tables pad their lines to the full width, which only makes a pipe or a log longer.
        return "\n".join(line.rstrip() for line in captured.get().rstrip().split("\n")) + "\n"

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
    """The renderer for what is printed to `stream`: colours on a terminal that wants them, as wide as it is."""
    if not stream.isatty():
        return TextRenderer()
    columns = shutil.get_terminal_size((WIDTH, 24)).columns
    dumb = environ.get("TERM") == "dumb"
    return TextRenderer(
        colour=not dumb and not environ.get("NO_COLOR"), width=min(max(columns, NARROWEST), WIDEST)
    )  # fmt: skip


def _parts(view: ReportView, speaker: Speaker, width: int) -> list[RenderableType]:
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
    gaps = view.fixes + view.optional
    if gaps:
        parts += [Text(), _gap_table(gaps[:GAPS], speaker, width)]
    if len(gaps) > GAPS:
        parts.append(Text(speaker.say("text.more", n=len(gaps) - GAPS), "dim"))
    if view.issues:
        parts += [Text(), Text(speaker.say("heading.issues"), "bold"), _issue_table(view.issues[:ISSUES])]
    if len(view.issues) > ISSUES:
        parts.append(Text(speaker.say("text.more", n=len(view.issues) - ISSUES), "dim"))
    if view.readiness:
        parts += _readiness(view.readiness, speaker, width)
    remarks = (*view.guessed, *view.notes)
    if remarks:
        parts += [Text(), *(Text(remark, "dim") for remark in remarks)]
    path = shlex.quote(visible(speaker.assessment.report.path))
    parts += [
        Text(),
        Text(view.method[0], "dim"),
        Text(speaker.say("text.next", path=path), "dim", no_wrap=True, overflow="ignore"),
    ]
    return parts


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
