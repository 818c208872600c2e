"""A folder of rule files: which file is of which kind, and several folders laid over one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpicheck.rulebook.documents import Document, read_document

Plain = dict[str, Any]

# Where a file lies says what it holds; the kind is the name of its definition in rules/schema.json.
FOLDERS = {"editions": "edition", "provisions": "provisions", "evidence": "evidence", "cases": "cases"}
FILES = {"lexicon": "lexicon", "index": "index", "wording": "wording", "beside": "beside"}


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One rule file with its kind; `kind` is empty for a YAML file that lies where none is looked for."""

    kind: str
    document: Document

    @property
    def data(self) -> Any:
        return self.document.data


@dataclass(slots=True)
class RuleData:
    """What all folders together say, by id; a later folder adds or replaces. Plain data, not yet checked."""

    editions: dict[str, Plain] = field(default_factory=dict)
    aspects: dict[str, Plain] = field(default_factory=dict)
    provisions: dict[str, Plain] = field(default_factory=dict)
    evidence: dict[str, list[Plain]] = field(default_factory=dict)
    lexicon: Plain = field(default_factory=dict)
    index: Plain = field(default_factory=dict)
    generic: list[str] = field(default_factory=list)
    beside: Plain = field(default_factory=dict)
    cases: dict[str, list[Plain]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)


def kind_of(path: Path, folder: Path) -> str:
    """The kind of the rule file at `path`, empty for none."""
    parts = path.relative_to(folder).parts
    if len(parts) == 1:
        return FILES.get(path.stem, "")
    return FOLDERS.get(parts[0], "") if len(parts) == 2 else ""


def shown_name(path: Path, folder: Path) -> str:
    """How messages call the file: from the rule folder on, as in `rules/provisions/A1.yaml`."""
    return "/".join((folder.resolve().name, *path.relative_to(folder).parts))


def rule_paths(folder: Path) -> list[Path]:
    """Every YAML file under `folder`, in a stable order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())


def read_folder(folder: Path, *, cases: bool) -> list[RuleFile]:
    """The rule files of `folder`: only the cases, or all but the cases."""
    wanted = [path for path in rule_paths(folder) if (kind_of(path, folder) == "cases") is cases]
    return [RuleFile(kind_of(path, folder), read_document(path, shown_name(path, folder))) for path in wanted]


def merge(files: Iterable[RuleFile], data: RuleData | None = None) -> RuleData:
    """`files` laid over `data`, which is changed and returned."""
    data = data or RuleData()
    for file in files:
        if file.data is not None:
            _MERGERS[file.kind](data, file.data, file.document.path)
    return data


def touched_provisions(file: RuleFile, data: RuleData) -> set[str]:
    """The provisions that `file` defines or says something about, by the ids in `data`."""
    match file.kind:
        case "provisions":
            return {provision["id"] for provision in file.data["provisions"]}
        case "edition":
            return {*(file.data.get("provisions") or ()), *(file.data.get("remove") or ())}
        case "evidence":
            owners = {e["id"]: name for name, entry in data.provisions.items() for e in entry["elements"]}
            return {owners[name] for name in file.data if name in owners}
    return set()


def _merge_edition(data: RuleData, content: Plain, path: str) -> None:
    known = data.editions.setdefault(content["edition"], {"provisions": {}, "remove": []})
    provisions = _merged_entries(known["provisions"], content.get("provisions") or {})
    removed = [*known["remove"], *(content.get("remove") or ())]
    known.update(content)
    known.update(provisions=provisions, remove=removed)
    data.origins.setdefault(content["edition"], path)


def _merged_entries(below: Plain, above: Plain) -> Plain:
    """Entries of an edition, field by field: one that names only its obligation keeps its elements."""
    return {**below, **{name: {**below.get(name, {}), **entry} for name, entry in above.items()}}


def _merge_provisions(data: RuleData, content: Plain, path: str) -> None:
    aspect = content["aspect"]
    heading = {name: value for name, value in content.items() if name != "provisions"}
    data.aspects[aspect] = {**data.aspects.get(aspect, {}), **heading}
    for provision in content["provisions"]:
        data.provisions[provision["id"]] = {**provision, "aspect": aspect}
        data.origins[provision["id"]] = path


def _merge_evidence(data: RuleData, content: Plain, _: str) -> None:
    data.evidence.update(content)


def _merge_lexicon(data: RuleData, content: Plain, _: str) -> None:
    _deepen(data.lexicon, content)


def _merge_index(data: RuleData, content: Plain, _: str) -> None:
    data.index.update(content)


def _merge_beside(data: RuleData, content: Plain, _: str) -> None:
    _deepen(data.beside, content)


def _merge_wording(data: RuleData, content: Plain, _: str) -> None:
    data.generic += [fragment for fragment in content["generic"] if fragment not in data.generic]


def _merge_cases(data: RuleData, content: Plain, _: str) -> None:
    for provision, cases in content.items():
        names = {case["name"] for case in cases}
        kept = [case for case in data.cases.get(provision, []) if case["name"] not in names]
        data.cases[provision] = [*kept, *cases]


def _deepen(below: Plain, above: Plain) -> None:
    """Groups, units and dimensions are replaced one by one, so that a pack need not repeat the whole lexicon."""
    for name, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(name), dict):
            below[name] = {**below[name], **value}
        else:
            below[name] = value


_MERGERS = {
    "edition": _merge_edition,
    "provisions": _merge_provisions,
    "evidence": _merge_evidence,
    "lexicon": _merge_lexicon,
    "index": _merge_index,
    "wording": _merge_wording,
    "beside": _merge_beside,
    "cases": _merge_cases,
}


def in_order(data: RuleData) -> list[Plain]:
    """The provisions as the Code orders them: mandatory part, environment, society, climate, then other packs."""
    areas = ("mandatory", "environmental", "social", "climate")

    def rank(provision: Plain) -> int:
        area = data.aspects[provision["aspect"]].get("subject_area")
        return areas.index(area) if area in areas else len(areas)

    return sorted(data.provisions.values(), key=rank)


def resolved_entries(editions: dict[str, Plain], edition: str, above: Sequence[str] = ()) -> Plain:
    """What `edition` says of each provision: its own entries over those it extends, less what it removes.

    Raises KeyError for an unknown edition and ValueError for editions that extend one another in a circle.
    """
    if edition in above:
        raise ValueError(f"edition {edition!r} extends itself by way of {' → '.join((*above, edition))}")
    content = editions[edition]
    below: Plain = {}
    if content.get("extends"):
        below = resolved_entries(editions, content["extends"], (*above, edition))
    removed = set(content["remove"])
    return _merged_entries({name: entry for name, entry in below.items() if name not in removed}, content["provisions"])
