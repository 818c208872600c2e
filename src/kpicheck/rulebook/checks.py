"""Cross-checks: what one rule file names has to stand in another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kpicheck.rulebook.documents import Document
from kpicheck.rulebook.folder import Plain, RuleData, RuleFile, merge, resolved_entries
from kpicheck.rulebook.problems import Problem, did_you_mean

_FEWEST_CASES = 3
Place = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that a rule file may use."""

    data: RuleData
    elements: dict[str, str]
    groups: frozenset[str]
    units: frozenset[str]
    dimensions: dict[str, frozenset[str]]


def cross_problems(files: Sequence[RuleFile], below: RuleData) -> list[Problem]:
    """What `files`, each well-formed and laid over `below`, name without its being there."""
    problems = [problem for file in files if file.kind == "provisions" for problem in _repeated(files, file)]
    data = merge(files, below)
    known = _known(data)
    checks = {
        "provisions": _check_provisions,
        "edition": _check_edition,
        "evidence": _check_evidence,
        "lexicon": _check_lexicon,
        "cases": _check_cases,
    }
    for file in files:
        if file.kind in checks:
            problems += checks[file.kind](file.document, known)
    return [*problems, *_overlapping(files, data)]


def _known(data: RuleData) -> _Known:
    lexicon = data.lexicon
    return _Known(
        data=data,
        elements={element["id"]: name for name, entry in data.provisions.items() for element in entry["elements"]},
        groups=frozenset(lexicon.get("groups") or ()),
        units=frozenset(lexicon.get("units") or ()),
        dimensions={name: frozenset(members) for name, members in (lexicon.get("dimensions") or {}).items()},
    )


def _repeated(files: Sequence[RuleFile], file: RuleFile) -> Iterator[Problem]:
    """Ids that stand twice in one folder: one of the two would silently win."""
    first: dict[str, str] = {}
    for other in files:
        if other.kind != "provisions":
            continue
        for p, provision in enumerate(other.data["provisions"]):
            places: list[tuple[Place, str]] = [(("provisions", p, "id"), provision["id"])]
            places += [
                (("provisions", p, "elements", e, "id"), element["id"])
                for e, element in enumerate(provision["elements"])
            ]
            for place, name in places:
                where = f"{other.document.path}:{other.document.problem(place, '').line}"
                if name in first and other is file:
                    yield file.document.problem(place, f"id {name!r} is taken", f"it stands already at {first[name]}")
                first.setdefault(name, where)


def _check_provisions(document: Document, known: _Known) -> Iterator[Problem]:
    used = {name for edition in known.data.editions for name in _entries(known.data, edition)}
    for index, provision in enumerate(document.data["provisions"]):
        name = provision["id"]
        place: Place = ("provisions", index, "id")
        if name not in used:
            yield document.problem(place, f"no edition has provision {name!r}", "name it in a file under editions/")
        count = len(known.data.cases.get(name, ()))
        if count < _FEWEST_CASES:
            message = f"provision {name!r} has {count} test case{'' if count == 1 else 's'}"
            yield document.problem(place, message, "write a hit, a miss and an explained one under cases/")


def _check_edition(document: Document, known: _Known) -> Iterator[Problem]:
    data, content, name = known.data, document.data, document.data["edition"]
    merged = data.editions[name]
    for key in ("label", "applies"):
        if key not in merged:
            yield document.problem(["edition"], f"edition {name!r} lacks {key!r}")
    yield from _check_dates(document, content.get("applies") or {})
    if "extends" in content and content["extends"] not in data.editions:
        yield _unknown(document, ["extends"], "edition", content["extends"], data.editions)
        return
    try:
        entries = resolved_entries(data.editions, name)
    except (KeyError, ValueError) as error:
        yield document.problem(
            ["extends"], str(error) if isinstance(error, ValueError) else "extends an unknown edition"
        )
        return
    below = _entries(data, merged["extends"]) if merged.get("extends") else {}
    for index, removed in enumerate(content.get("remove") or ()):
        if removed not in below:
            yield _unknown(document, ["remove", index], "provision of the edition below", removed, below)
    for provision, entry in (content.get("provisions") or {}).items():
        yield from _check_entry(document, known, provision, entry, entries[provision])


def _check_entry(document: Document, known: _Known, name: str, entry: Plain, whole: Plain) -> Iterator[Problem]:
    if name not in known.data.provisions:
        yield _unknown(document, ["provisions", name], "provision", name, known.data.provisions, key=True)
        return
    for key in ("obligation", "elements"):
        if key not in whole:
            yield document.problem(["provisions", name], f"provision {name!r} lacks {key!r}", key=True)
    own = [element for element, provision in known.elements.items() if provision == name]
    for index, element in enumerate(entry.get("elements") or ()):
        if element not in own:
            yield _unknown(document, ["provisions", name, "elements", index], f"element of {name}", element, own)


def _check_dates(document: Document, applies: Plain) -> Iterator[Problem]:
    days = []
    for key, value in applies.items():
        try:
            days += [date.fromisoformat(value)] if value else []
        except ValueError:
            yield document.problem(["applies", key], f"there is no day {value!r}")
    if len(days) == 2 and not days[0] < days[1]:
        yield document.problem(["applies"], "the edition ends before it starts")


def _overlapping(files: Sequence[RuleFile], data: RuleData) -> Iterator[Problem]:
    """Editions that bind the same day: which one is chosen would depend on their order."""
    spans = [
        (entry["applies"]["first"], entry["applies"]["before"] or "9999-12-31", name)
        for name, entry in data.editions.items()
        if "applies" in entry
    ]
    for file in files:
        if file.kind != "edition" or "applies" not in file.data:
            continue
        first, before = file.data["applies"]["first"], file.data["applies"]["before"] or "9999-12-31"
        for other_first, other_before, name in spans:
            if name != file.data["edition"] and other_first <= first < other_before and first < before:
                yield file.document.problem(["applies", "first"], f"edition {name!r} binds this day as well")


def _check_evidence(document: Document, known: _Known) -> Iterator[Problem]:
    for element, matches in document.data.items():
        if element not in known.elements:
            yield _unknown(document, [element], "element", element, known.elements, key=True)
        for index, match in enumerate(matches):
            yield from _check_match(document, known, [element, index], match)


def _check_match(document: Document, known: _Known, place: Place, match: Plain) -> Iterator[Problem]:
    for key in ("about", "without"):
        yield from _check_terms(document, known, [*place, key], match.get(key) or ())
    for index, group in enumerate(match.get("needs") or ()):
        yield from _check_terms(document, known, [*place, "needs", index], group)
    unit = match.get("unit")
    if unit and unit not in ("any", "amount") and unit not in known.units:
        yield _unknown(document, [*place, "unit"], "kind of unit", unit, known.units)
    dimension = match.get("dimension")
    if dimension and dimension not in known.dimensions:
        yield _unknown(document, [*place, "dimension"], "dimension", dimension, known.dimensions)


def _check_lexicon(document: Document, known: _Known) -> Iterator[Problem]:
    for kind in ("groups", "units"):
        for name, terms in (document.data.get(kind) or {}).items():
            yield from _check_terms(document, known, [kind, name], terms)
    for name, members in (document.data.get("dimensions") or {}).items():
        for member, terms in members.items():
            yield from _check_terms(document, known, ["dimensions", name, member], terms)


def _check_terms(document: Document, known: _Known, place: Place, terms: Iterable[str]) -> Iterator[Problem]:
    for index, term in enumerate(terms):
        if term.startswith("$") and term[1:] not in known.groups:
            yield _unknown(document, [*place, index], "group of the lexicon", term[1:], known.groups)
        elif term.startswith("re:"):
            try:
                re.compile(term[3:])
            except re.error as error:
                yield document.problem([*place, index], f"the pattern does not compile: {error}")


def _check_cases(document: Document, known: _Known) -> Iterator[Problem]:
    for name, cases in document.data.items():
        if name not in known.data.provisions:
            yield _unknown(document, [name], "provision", name, known.data.provisions, key=True)
            continue
        own = [element["id"] for element in known.data.provisions[name]["elements"]]
        for index, case in enumerate(cases):
            place: Place = [name, index]
            edition = case.get("edition")
            if edition and edition not in known.data.editions:
                yield _unknown(document, [*place, "edition"], "edition", edition, known.data.editions)
            elif edition and name not in _entries(known.data, edition):
                yield document.problem([*place, "edition"], f"edition {edition!r} has no provision {name!r}")
            for at, element in enumerate(case.get("missing") or ()):
                if element not in own:
                    yield _unknown(document, [*place, "missing", at], f"element of {name}", element, own)
            if any(other["name"] == case["name"] for other in cases[:index]):
                yield document.problem([*place, "name"], f"there are two cases {case['name']!r}")


def _entries(data: RuleData, edition: str) -> Plain:
    """What the edition says of each provision, nothing when it cannot be told (which is reported elsewhere)."""
    try:
        return resolved_entries(data.editions, edition)
    except (KeyError, ValueError):
        return {}


def _unknown(
    document: Document, place: Place, what: str, name: str, known: Iterable[str], *, key: bool = False
) -> Problem:
    return document.problem(place, f"there is no {what} {name!r}", did_you_mean(name, known), key=key)
