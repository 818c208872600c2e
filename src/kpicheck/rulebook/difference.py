"""What changes from one edition to another: provisions and elements added, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kpicheck.model import Edition, Element, LocalText, Obligation, Provision, Requirement


class ChangeKind(StrEnum):
    """What happens to a provision."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """An element that both editions ask for, but not under the same condition."""

    element: Element
    before: Requirement


@dataclass(frozen=True, slots=True)
class Change:
    """One provision that differs. `before` is None where it is added, `after` where it is removed."""

    kind: ChangeKind
    before: Provision | None
    after: Provision | None
    added: tuple[Element, ...] = ()
    removed: tuple[Element, ...] = ()
    requirements: tuple[RequirementChange, ...] = ()

    @property
    def id(self) -> str:
        return self._either.id

    @property
    def title(self) -> LocalText:
        return self._either.title

    @property
    def obligations(self) -> tuple[Obligation | None, Obligation | None]:
        """The obligation before and after; None where the provision is not there."""
        return (self.before.obligation if self.before else None, self.after.obligation if self.after else None)

    @property
    def _either(self) -> Provision:
        provision = self.after or self.before
        assert provision is not None
        return provision


def difference(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Every provision that differs, in the order of `new`, then what is removed in the order of `old`."""
    changes = [_change(old.provision(provision.id), provision) for provision in new.provisions]
    removed = [
        Change(ChangeKind.REMOVED, provision, None, removed=provision.elements)
        for provision in old.provisions
        if new.provision(provision.id) is None
    ]
    return (*(change for change in changes if change is not None), *removed)


def _change(before: Provision | None, after: Provision) -> Change | None:
    if before is None:
        return Change(ChangeKind.ADDED, None, after, added=after.elements)
    asked = {element.id: element for element in before.elements}
    asks = {element.id: element for element in after.elements}
    added = tuple(element for name, element in asks.items() if name not in asked)
    removed = tuple(element for name, element in asked.items() if name not in asks)
    requirements = tuple(
        RequirementChange(element, asked[name].required)
        for name, element in asks.items()
        if name in asked and asked[name].required is not element.required
    )
    if before.obligation is after.obligation and not (added or removed or requirements):
        return None
    return Change(ChangeKind.CHANGED, before, after, added, removed, requirements)
