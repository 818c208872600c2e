"""What must stand beside the provisions: the period, the statement, assurance that is described, the right edition."""

from __future__ import annotations

from kpicheck.beside.assurance import assurance_issues
from kpicheck.beside.edition import edition_issues
from kpicheck.beside.period import period_issues
from kpicheck.beside.scene import Scene
from kpicheck.beside.statement import statement_issues
from kpicheck.model import Issue

__all__ = ["Scene", "find_beside"]


def find_beside(scene: Scene) -> tuple[Issue, ...]:
    """The problems of the report as a whole, in the order in which a reader would meet them."""
    return (
        *period_issues(scene),
        *statement_issues(scene),
        *edition_issues(scene),
        *assurance_issues(scene),
    )
