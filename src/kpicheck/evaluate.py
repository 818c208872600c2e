"""How far a result agrees with hand-made labels of the same report.

Each measure is a count of agreements, so that several reports pool by adding up. Labels are YAML files as
seeds/README.md describes them; results are what `kpicheck check --format json` writes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpicheck.errors import KpiCheckError
from kpicheck.model import Verdict

Plain = Mapping[str, Any]

# A passage counts as found a few lines beside the labelled ones: headings and tables shift by that much.
NEARBY_LINES = 3
_ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two sets share: found and labelled (`right`), only found (`wrong`), only labelled (`missed`)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Overlap) -> Overlap:
        return Overlap(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return Share(self.right, self.right + self.wrong).value

    @property
    def recall(self) -> float:
        return Share(self.right, self.right + self.missed).value

    @property
    def f1(self) -> float:
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """The measures for one report, or for several added up.

    index    provisions whose row was read right: listed, claim and references
    claim    provisions whose row is listed and claims as labelled
    refs     references, compared without spaces and punctuation
    verdict  provisions with the labelled verdict, or a second reader's
    gap      provisions that are a gap
    place    disclosed provisions with an element's best passage where the labels have it
    values   labelled figures found for their provision
    always_disclosed  the verdicts that a program gets right which says 'disclosed' to everything
    """

    index: Share = Share()
    claim: Share = Share()
    refs: Overlap = Overlap()
    verdict: Share = Share()
    gap: Overlap = Overlap()
    place: Share = Share()
    values: Share = Share()
    always_disclosed: Share = Share()
    confusion: Mapping[tuple[str, str], int] = field(default_factory=dict)
    differences: tuple[str, ...] = ()

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            index=self.index + other.index,
            claim=self.claim + other.claim,
            refs=self.refs + other.refs,
            verdict=self.verdict + other.verdict,
            gap=self.gap + other.gap,
            place=self.place + other.place,
            values=self.values + other.values,
            always_disclosed=self.always_disclosed + other.always_disclosed,
            confusion=Counter(self.confusion) + Counter(other.confusion),
            differences=self.differences + other.differences,
        )


@dataclass(frozen=True, slots=True)
class Labels:
    """The hand-made labels of one report: `provisions` by our ids, `values` the labelled figures.

    A label without `index` says nothing about the content index (a reviewer who judged the verdict only).
    """

    name: str
    source: str
    provisions: Mapping[str, Plain]
    values: tuple[Plain, ...] = ()


def load_labels(path: Path) -> Labels:
    """The labels at `path`; KpiCheckError says what is wrong with the file."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        provisions = {_our_id(name): label for name, label in content["provisions"].items()}
        for label in provisions.values():
            _ = label["verdict"], label["index"]["listed"], label["index"]["claim"], label["body"]
        values = tuple(value for value in content.get("values") or () if isinstance(value.get("value"), int | float))
        return Labels(path.stem, str(content["report"]["source_text"]), provisions, values)
    except OSError as problem:
        raise KpiCheckError(f"{path} cannot be read: {problem.strerror}.", hint="Name a file of labels.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise KpiCheckError(f"{path} is no YAML file: {problem}", hint="Name a file of labels.") from None
    except (KeyError, TypeError, AttributeError) as problem:
        hint = "seeds/README.md shows what labels look like."
        raise KpiCheckError(f"{path} holds no labels as expected (at {problem}).", hint=hint) from None


def agreement(labels: Labels, result: Plain) -> Agreement:
    """How far `result`, the JSON of a check, agrees with `labels`."""
    findings = {finding["provision"]: finding for finding in result["findings"]}
    total = _values(labels.values, result.get("values") or ())
    for provision, label in labels.provisions.items():
        finding = findings.get(provision)
        total += _without_finding(provision, label) if finding is None else _provision(provision, label, finding)
    return total


def pooled(agreements: Iterable[Agreement]) -> Agreement:
    """Several reports counted as one."""
    return sum(agreements, Agreement())


def _our_id(name: str) -> str:
    """Labels may write an aspect's general disclosure as the aspect alone."""
    return f"{name}.GD" if re.fullmatch(r"[AB]\d", name) else name


def _without_finding(provision: str, label: Plain) -> Agreement:
    wanted = label.get("index")
    return Agreement(
        index=Share(0, int(wanted is not None)),
        claim=Share(0, int(wanted is not None)),
        refs=Overlap(missed=len((wanted or {}).get("refs") or ())),
        verdict=Share(0, 1),
        gap=Overlap(missed=int(_is_gap(label))),
        always_disclosed=_baseline(label),
        confusion={(label["verdict"], _ABSENT): 1},
        differences=(f"{provision}: labelled {label['verdict']}, but the result has no finding",),
    )


def _provision(provision: str, label: Plain, finding: Plain) -> Agreement:
    row = _row(label["index"], finding.get("index") or {}) if "index" in label else Agreement()
    accepted = {label["verdict"], *label.get("also", ())}
    same_verdict = finding["verdict"] in accepted
    same_row = row.index.right == row.index.of
    return row + Agreement(
        verdict=Share(int(same_verdict), 1),
        # Where the two readers differ, either is right about the gap too.
        gap=Overlap() if same_verdict and len(accepted) > 1 else _gap(label, finding),
        place=_place(label, finding),
        always_disclosed=_baseline(label),
        confusion={} if same_verdict else {(label["verdict"], finding["verdict"]): 1},
        differences=() if same_row and same_verdict else (_difference(provision, label, finding),),
    )


def _row(wanted: Plain, read: Plain) -> Agreement:
    """How far the index row was read as labelled."""
    wanted_refs = {_squash(reference) for reference in wanted.get("refs") or ()}
    read_refs = {_squash(_reference_text(reference)) for reference in read.get("references") or ()}
    same_claim = bool(read.get("listed")) == bool(wanted["listed"]) and (read.get("claim") or "none") == wanted["claim"]
    return Agreement(
        index=Share(int(same_claim and read_refs == wanted_refs), 1),
        claim=Share(int(same_claim), 1),
        refs=Overlap(len(wanted_refs & read_refs), len(read_refs - wanted_refs), len(wanted_refs - read_refs)),
    )


def _baseline(label: Plain) -> Share:
    return Share(int(label["verdict"] == Verdict.DISCLOSED), 1)


def _is_gap(judged: Plain) -> bool:
    """The rule of `Finding.is_gap`, for labels and JSON."""
    if judged["verdict"] in (Verdict.MISSING, Verdict.PARTIAL):
        return True
    return judged["verdict"] in (Verdict.EXPLAINED, Verdict.NOT_APPLICABLE) and not judged.get("reasoned")


def _gap(label: Plain, finding: Plain) -> Overlap:
    labelled, found = _is_gap(label), _is_gap(finding)
    return Overlap(int(labelled and found), int(found and not labelled), int(labelled and not found))


def _place(label: Plain, finding: Plain) -> Share:
    body = label["body"]
    lines, pages = body.get("evidence") or (), body.get("pages") or ()
    if not (label["verdict"] == finding["verdict"] == Verdict.DISCLOSED and (lines or pages)):
        return Share()
    best = [evidence for element in finding.get("elements") or () for evidence in (element.get("evidence") or ())[:1]]
    if pages:
        hit = any(evidence.get("page") in pages for evidence in best)
    else:
        hit = any(_is_near(evidence.get("line"), first, last) for evidence in best for first, last in lines)
    return Share(int(hit), 1)


def _is_near(line: int | None, first: int, last: int) -> bool:
    return line is not None and first - NEARBY_LINES <= line <= last + NEARBY_LINES


def _values(labelled: Sequence[Plain], found: Sequence[Plain]) -> Agreement:
    numbers: dict[str, list[float]] = {}
    for value in found:
        if isinstance(value["value"], int | float):
            numbers.setdefault(value["provision"], []).append(value["value"])
    missed = [
        value for value in labelled if not _is_among(value["value"], numbers.get(_our_id(value["provision"]), ()))
    ]
    differences = tuple(
        f"{value['provision']}: no figure {value['value']:g} {value.get('unit') or ''}" for value in missed
    )
    return Agreement(values=Share(len(labelled) - len(missed), len(labelled)), differences=differences)


def _is_among(number: float, numbers: Iterable[float]) -> bool:
    return any(abs(other - number) <= 1e-9 + 1e-6 * abs(number) for other in numbers)


def _difference(provision: str, label: Plain, finding: Plain) -> str:
    read = finding.get("index") or {}
    references = [_reference_text(reference) for reference in read.get("references") or ()]
    if "index" not in label:
        return f"{provision}: labelled {label['verdict']}; found {finding['verdict']}"
    return (
        f"{provision}: labelled {label['verdict']}, row {label['index']['claim']} {label['index'].get('refs') or []}; "
        f"found {finding['verdict']}, row {read.get('claim')} {references}"
    )


def _reference_text(reference: Any) -> str:
    return str(reference["text"] if isinstance(reference, Mapping) else reference)


def _squash(text: object) -> str:
    """The text without case, width, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", str(text)).casefold())
