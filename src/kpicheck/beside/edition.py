"""The edition that the report works with, where it is not the one that binds."""

from __future__ import annotations

from collections.abc import Iterator

from kpicheck.beside.scene import Scene, day, holds
from kpicheck.language.fold import fold
from kpicheck.model import IndexRow, Issue, Message, Severity

CODE = "edition-mismatch"


def edition_issues(scene: Scene) -> Iterator[Issue]:
    """An old template in the index; a Guide cited in a year of the Code.

    The number of the appendix alone says nothing: it follows the day of publication, not the financial year.
    """
    words = scene.words["edition"]
    old = _old_rows(scene)
    if old:
        values = (("provisions", ", ".join(row.provision for row in old)), ("edition", scene.edition.id))
        message = Message(f"issue.{CODE}.template", values)
        yield Issue(CODE, Severity.WARNING, message, page=old[0].page, line=old[0].line)
    if scene.edition.first >= day(words["renamed"]) and scene.profile.cited.startswith(words["guide"]):
        values = (("cited", scene.profile.cited), ("edition", scene.edition.id))
        yield Issue(CODE, Severity.WARNING, Message(f"issue.{CODE}", values))


def _old_rows(scene: Scene) -> tuple[IndexRow, ...]:
    """The rows that print what an edition before the binding one asked for; none unless there are several."""
    template = scene.words["edition"]["template"]
    if scene.edition.first < day(template["since"]):
        return ()
    rows = [(row, fold(row.text)) for row in scene.index.rows if row.provision in template["rows"]]
    old = [row for row, text in rows if holds(text, template["old"]) and not holds(text, template["new"])]
    return tuple(old) if len(old) >= template["least"] else ()
