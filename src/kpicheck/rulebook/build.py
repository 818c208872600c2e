"""From plain rule data to the frozen values of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpicheck.model import Edition, Element, LocalText, Match, Obligation, Provision, Requirement, Verdict
from kpicheck.rulebook.folder import Plain, RuleData, in_order, resolved_entries

_LANGUAGES = {"en", "zh_hant", "zh_hans"}
_MATCH = {"about", "needs", "without", "unit", "dimension", "least", "nil", "within", "years", "under", "negative"}
_ELEMENT = {"id", "type", "required", "label", "spared_by"}
_PROVISION = {"id", "aspect", "kind", "title", "why", "fix", "certainty", "source", "wording", "elements"}
_CASE = {"name", "text", "want", "missing", "edition", "reasoned"}


@dataclass(frozen=True, slots=True)
class Case:
    """A short text and the verdict that its provision's rule must reach on it."""

    provision: str
    name: str
    text: str
    want: Verdict
    missing: tuple[str, ...] = ()
    edition: str = ""
    reasoned: bool | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """What an obligation may depend on besides the edition (Part D): board, index membership, year."""

    board: str = "main"
    large_cap: bool | None = None
    year: int | None = None

    @property
    def issuer_class(self) -> str:
        if self.board == "gem":
            return "gem"
        return "large_cap" if self.large_cap else "main"


class UnfitDataError(ValueError):
    """Rule data that cannot be built; the walk over the nodes then says where and why."""


def build_elements(data: RuleData) -> dict[str, Element]:
    """Every element of every edition, with the ways in which it can stand in a report."""
    return {
        entry["id"]: _element(entry, data.evidence.get(entry["id"], ()))
        for provision in data.provisions.values()
        for entry in provision["elements"]
    }


def build_edition(data: RuleData, edition: str, elements: Mapping[str, Element], who: Who) -> Edition:
    """The whole edition as it binds an issuer like `who`, provisions in the order of the Code."""
    content = data.editions[edition]
    entries = resolved_entries(data.editions, edition)
    unknown = entries.keys() - data.provisions.keys()
    if unknown:
        raise UnfitDataError(f"edition {edition} names unknown provisions: {', '.join(sorted(unknown))}")
    start = date.fromisoformat(content["applies"]["first"])
    who = Who(who.board, who.large_cap, who.year or start.year)
    provisions = tuple(
        _provision(entry, entries[entry["id"]], elements, who) for entry in in_order(data) if entry["id"] in entries
    )
    used = dict.fromkeys(provision.aspect for provision in provisions)
    before = content["applies"]["before"]
    return Edition(
        id=edition,
        label=local(content["label"]),
        first=start,
        before=date.fromisoformat(before) if before else None,
        provisions=provisions,
        aspects=tuple((name, local(data.aspects[name]["title"])) for name in used),
    )


def build_cases(
    data: RuleData, default_edition: Mapping[str, str], editions: dict[str, Plain]
) -> dict[str, tuple[Case, ...]]:
    """The cases of each provision, each for every edition that asks for the same elements as the one it means.

    Without an edition of its own a case means `default_edition`.
    """
    asked = {edition: resolved_entries(editions, edition) for edition in editions}
    built: dict[str, tuple[Case, ...]] = {}
    for provision, entries in data.cases.items():
        elements = {edition: said[provision]["elements"] for edition, said in asked.items() if provision in said}
        cases = [_case(provision, entry, default_edition.get(provision, "")) for entry in entries]
        built[provision] = tuple(
            replace(case, edition=edition) for case in cases for edition in _alike(elements, case.edition)
        )
    return built


def _alike(elements: Mapping[str, Sequence[str]], edition: str) -> list[str]:
    """`edition` and those that ask for the same elements, in their order."""
    wanted = elements.get(edition)
    return [name for name, asked in elements.items() if asked == wanted] if wanted else [edition]


def obligation_for(stated: object, who: Who) -> Obligation:
    """The obligation that an edition file states: one word, or one per issuer class, each by year if need be."""
    if isinstance(stated, dict):
        stated = stated[who.issuer_class]
    if isinstance(stated, dict):
        years = sorted(int(year) for year in stated)
        past = [year for year in years if who.year is not None and year <= who.year]
        stated = {int(year): word for year, word in stated.items()}[past[-1] if past else years[0]]
    return Obligation(str(stated))


def local(entry: Plain) -> LocalText:
    _known(entry, _LANGUAGES)
    return LocalText(entry["en"], entry["zh_hant"], entry["zh_hans"])


def words(entry: object) -> tuple[str, ...]:
    """A list of texts as a tuple; a bare text would otherwise pass for a list of its letters."""
    if not isinstance(entry, list) or not all(isinstance(word, str) for word in entry):
        raise UnfitDataError("a list of texts is expected")
    return tuple(entry)


def _provision(entry: Plain, stated: Plain, elements: Mapping[str, Element], who: Who) -> Provision:
    _known(entry, _PROVISION)
    return Provision(
        id=entry["id"],
        aspect=entry["aspect"],
        kind=entry["kind"],
        obligation=obligation_for(stated["obligation"], who),
        title=local(entry["title"]),
        elements=tuple(elements[name] for name in words(stated["elements"])),
        wording=words(entry["wording"]),
        why=local(entry["why"]),
        fix=local(entry["fix"]),
        certainty=entry["certainty"],
        source=entry["source"],
    )


def _element(entry: Plain, matches: Iterable[Plain]) -> Element:
    _known(entry, _ELEMENT)
    return Element(
        id=entry["id"],
        type=entry["type"],
        required=Requirement(entry["required"]),
        label=local(entry["label"]),
        matches=tuple(_match(match) for match in matches),
        spared_by=entry.get("spared_by", ""),
    )


def _match(entry: Plain) -> Match:
    _known(entry, _MATCH)
    return Match(
        about=words(entry.get("about", [])),
        needs=tuple(words(group) for group in entry.get("needs", ())),
        without=words(entry.get("without", [])),
        unit=entry.get("unit", ""),
        dimension=entry.get("dimension", ""),
        least=entry.get("least", 2),
        nil=entry.get("nil", False),
        within=entry.get("within", 0),
        years=entry.get("years", 0),
        under=words(entry.get("under", [])),
        negative=entry.get("negative", False),
    )


def _case(provision: str, entry: Plain, default_edition: str) -> Case:
    _known(entry, _CASE)
    return Case(
        provision=provision,
        name=entry["name"],
        text=entry["text"],
        want=Verdict(entry["want"]),
        missing=words(entry.get("missing", [])),
        edition=entry.get("edition", default_edition),
        reasoned=entry.get("reasoned"),
    )


def _known(entry: Plain, names: set[str]) -> None:
    if not entry.keys() <= names:
        raise UnfitDataError(f"unknown key {sorted(entry.keys() - names)[0]!r}")
