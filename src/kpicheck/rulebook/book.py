"""The rule book: everything the rule files say, ready to use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kpicheck.errors import UsageError
from kpicheck.model import Edition
from kpicheck.rulebook.build import Case, Who
from kpicheck.rulebook.problems import did_you_mean


class Editions(Mapping[str, Edition]):
    """The editions by id, oldest first, each built when it is first asked for: a check needs one of five."""

    def __init__(self, names: tuple[str, ...], make: Callable[[str, Who], Edition]) -> None:
        self._names = names
        self._make = make
        self._made: dict[tuple[str, Who], Edition] = {}

    def __getitem__(self, name: str) -> Edition:
        if name not in self._names:
            raise KeyError(name)
        return self.made_for(name, Who())

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def made_for(self, name: str, who: Who) -> Edition:
        """The edition with the obligations of an issuer like `who`."""
        key = (name, who)
        if key not in self._made:
            self._made[key] = self._make(name, who)
        return self._made[key]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Groups of terms, the spellings of each kind of unit, the members of each breakdown with their terms.

    `extra` is what else the lexicon file holds, as it stands there.
    """

    groups: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    dimensions: Mapping[str, Mapping[str, tuple[str, ...]]]
    extra: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """What all rule files say; equal only to itself, so that what is derived from it can be kept beside it.

    `index_words` is rules/index.yaml, `beside` rules/beside.yaml; `origins` names the file that a provision comes
    from, `packs` the files of the user's folders that add it or change what it asks for.
    """

    editions: Editions
    lexicon: Lexicon
    index_words: Mapping[str, Any]
    generic_wording: tuple[str, ...]
    origins: Mapping[str, str]
    read_cases: Callable[[], Mapping[str, tuple[Case, ...]]] = field(repr=False)
    packs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    beside: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cases(self) -> Mapping[str, tuple[Case, ...]]:
        """The cases by provision id; read when first asked for, a check never needs them."""
        return self.read_cases()

    def edition(
        self, name: str, *, board: str = "main", large_cap: bool | None = None, year: int | None = None
    ) -> Edition:
        """The edition called `name`, with the obligations of that issuer in a financial year that starts in `year`."""
        if name not in self.editions:
            near = did_you_mean(name, self.editions)
            hint = f"{near} known editions: {', '.join(self.editions)}".strip()
            raise UsageError(f"there is no edition {name!r}", hint=hint)
        return self.editions.made_for(name, Who(board, large_cap, year))

    def edition_for(self, first_day: date, *, board: str = "main", large_cap: bool | None = None) -> Edition:
        """The edition that binds a financial year starting on `first_day`."""
        for edition in self.editions.values():
            if edition.first <= first_day and (edition.before is None or first_day < edition.before):
                return self.edition(edition.id, board=board, large_cap=large_cap, year=first_day.year)
        earliest = min(edition.first for edition in self.editions.values())
        raise UsageError(
            f"no edition of the rules covers a financial year that starts on {first_day.isoformat()}",
            hint=f"the earliest one starts on {earliest.isoformat()}; --edition checks against one of your choice",
        )
