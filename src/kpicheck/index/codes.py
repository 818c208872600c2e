"""Provision codes as content indexes print them.

A code is `A1.1` … `B8.2` (KPI), `A1` … `B8` (aspect). It stands with or without a label ('KPI', '關鍵績效指標'),
in brackets, with spaces, with a full-width stop or colon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

KPI_LABEL = (
    r"(?:关键(?:性)?(?:绩效|业绩|表现)指标|绩效指标|关键指标|指标|披露项|"
    r"key\s+performance\s+indicators?|kpis?(?:\s+no\.?)?|indicator)"
)
ASPECT_LABEL = r"(?:层面|范畴|议题|方面|主题|aspects?)"
GENERAL = r"(?:一般(?:性)?披露(?:项)?|general\s+disclosures?|\bgd\b)"
_OPEN = r"[\s((\[「]*"
_SEPARATOR = r"\s*[::：\-]?\s*"
# What indexes print behind a code: how strongly the provision binds.
_BINDS = (
    r"(?:[\s(\"'「]+(?:\"?comply\s+or\s+explain\"?|(?:recommended|mandatory|voluntary)(?:\s+disclosures?)?|"
    r"「?不遵守就解释」?|(?:建议|强制|自愿)披露)(?:条文|\s+provisions?)?[\s)\"'」]+)?"
)
_CODE = r"([ab])\s?([1-8])\s?[.．。·]\s?([1-6])(?![\d.]*\d)"

KPI_START = re.compile(
    rf"^{_OPEN}(?:{ASPECT_LABEL}?\s*[ab][1-8]\s+(?={KPI_LABEL}?\s*[ab]\s?[1-8]\s?[.．]))?"
    rf"(?:{KPI_LABEL}{_SEPARATOR})?{_CODE}\s*[)）\]」]?{_BINDS}\s*[::：.]?\s*"
)
# Further codes of the same row: 'A1.1-A1.6' means all between, 'A1.1, A1.2 and A1.4' these three.
_MORE = re.compile(
    rf"^\s*(-|~|to\b|至|到|,|，|、|/|;|；|&|及|和|与|and\b)\s*(?:and\s+|及)?(?:{KPI_LABEL}{_SEPARATOR})?{_CODE}\s*[)）\]」]?{_BINDS}\s*[::：.]?\s*"
)
_THROUGH = ("-", "~", "to", "至", "到")
BARE_LABEL_END = re.compile(rf"{KPI_LABEL}\s*$")
ASPECT_START = re.compile(
    rf"^{_OPEN}(?:{ASPECT_LABEL}\s*[:：]?\s*)?([ab])\s?([1-8])(?!\s?[.．]\s?\d)"
    # 'a2use of resources' is an aspect glued to its name, 'b2b' and 'a3%' are none.
    rf"(?![\d%/]|[a-z](?![a-z]{{2}})|\s*(?:级|类|%))\s*[)）\]」]?\s*[::：.、\-]?\s*"
)
GENERAL_START = re.compile(rf"^{_OPEN}{GENERAL}\s*[)）\]」]?{_BINDS}\s*[::：.、\-]?\s*")
GENERAL_CODED = re.compile(
    rf"^{_OPEN}(?:{GENERAL}\s*[::：\-]?\s*(?:{ASPECT_LABEL}\s*)?([ab])\s?([1-8])(?![\d.])|"
    rf"(?:{KPI_LABEL}\s*|{ASPECT_LABEL}\s*)?([ab])\s?([1-8])\s*[((:：.\-]?\s*{GENERAL})\s*[)）\]」]?{_BINDS}\s*[::：.、\-]?\s*"
)
# A code inside a sentence about it ("KPI A2.5 is not applicable") starts no row.
TALKS_ABOUT = re.compile(
    r"^\s*(?:不适用|并不适用|不相关|is\b|are\b|was\b|does\b|has\b|不涉及|,|，|and\b|&|to\b|"
    r"(?:及|和|与|至)\s*(?:关键绩效指标|kpi)?\s*[ab]\s?\d|-\s*[ab]?\d|/|、)"
)


@dataclass(frozen=True, slots=True)
class Code:
    """A code found in folded text: what it names and the offsets of the whole label."""

    kind: str  # kpi, aspect or general
    provision: str  # 'A1.1', 'A1' for an aspect, 'A1.GD' or '' for a general disclosure without a code
    start: int
    end: int
    labelled: bool = False
    also: tuple[str, ...] = ()  # further provisions of the same row


def kpi_at_start(folded: str) -> Code | None:
    """The KPI code with which `folded` begins, if it does and does not merely talk about it."""
    found = KPI_START.match(folded)
    if not found:
        return None
    provision = f"{found[1].upper()}{found[2]}.{found[3]}"
    end, also = _further(folded, found.end(), provision)
    end += len(folded[end:]) - len(folded[end:].lstrip("、 "))
    if TALKS_ABOUT.match(folded[end:]):
        return None
    labelled = bool(re.match(rf"^{_OPEN}{KPI_LABEL}", folded))
    return Code("kpi", provision, 0, end, labelled, also)


def _further(folded: str, end: int, first: str) -> tuple[int, tuple[str, ...]]:
    """The codes that follow the first one of a row, and where they end; only codes of the same aspect in order."""
    codes = [first]
    while found := _MORE.match(folded[end:]):
        aspect, number = f"{found[2].upper()}{found[3]}", int(found[4])
        last = int(codes[-1].split(".")[1])
        if aspect != first.split(".")[0] or number <= last:
            break
        start = last + 1 if found[1] in _THROUGH else number
        codes.extend(f"{aspect}.{n}" for n in range(start, number + 1))
        end += found.end()
    return end, tuple(codes[1:])


def general_at_start(folded: str) -> Code | None:
    """The general-disclosure label with which `folded` begins, with the aspect if it is coded."""
    coded = GENERAL_CODED.match(folded)
    if coded:
        area, number = (coded[1], coded[2]) if coded[1] else (coded[3], coded[4])
        return Code("general", f"{area.upper()}{number}.GD", 0, coded.end(), True)
    plain = GENERAL_START.match(folded)
    if plain:
        return Code("general", "", 0, plain.end(), True)
    return None


def aspect_at_start(folded: str) -> Code | None:
    """The aspect code with which `folded` begins."""
    found = ASPECT_START.match(folded)
    if not found:
        return None
    labelled = bool(re.match(rf"^{_OPEN}{ASPECT_LABEL}", folded))
    return Code("aspect", f"{found[1].upper()}{found[2]}", 0, found.end(), labelled)


def code_at_start(folded: str) -> Code | None:
    """The code of any kind with which `folded` begins; a KPI is tried first, an aspect last."""
    return kpi_at_start(folded) or general_at_start(folded) or aspect_at_start(folded)
