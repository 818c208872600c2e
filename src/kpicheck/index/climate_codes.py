"""Paragraphs of Part D as reports name them: `28(a)`, `第28(a)段`, `Paragraph 28`, `para. 28(a)(i)`, `D28`, `20-26`.

A bare number means a paragraph only where the surroundings say so; `labelled` tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FIRST, LAST = 19, 41
_LABEL = r"(?:第|段落|条文|paragraphs?|paras?\.?|provisions?|part\s?d|d部分|d部|\bd)[\s.:：\-]*第?\s*"
_ONE = re.compile(
    rf"(?P<label>{_LABEL})?(?<!\d)(?<!\d\.)(?P<n>1[6-9]|[23]\d|4[01])(?P<sub>(?:\s?\(\s?[a-z]{{1,4}}\s?\)|\.[a-z]{{1,4}}(?![a-z]))*)"
    r"(?![\d%]|[.,]\d)"
)
_REACH = re.compile(
    r"\s?(?P<join>-|~|至|到|to|through)\s?(?:第|paragraphs?|paras?\.?|d)?\s?"
    r"(?:(?P<n>1[6-9]|[23]\d|4[01])(?![\d%]|[.,]\d))?(?P<sub>(?:\s?\(\s?[a-z]{1,4}\s?\))*)"
)
_ALSO = re.compile(
    r"\s?(?:,|，|、|及|和|与|and|&)\s?(?:第|paragraphs?|paras?\.?|d)?\s?(?=(?:1[6-9]|[23]\d|4[01])(?!\d))"
)
_ALSO_SUB = re.compile(r"\s?(?:,|，|、|及|和|与|and|&)\s?(?P<sub>(?:\(\s?[a-z]{1,4}\s?\))+)")
_LETTER = re.compile(r"[a-z]+")
_END = re.compile(r"\s?段(?:落)?")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs named at one place of folded text: the parts of each (`('28', 'a')`) and where the name ends."""

    names: tuple[tuple[str, ...], ...]
    start: int
    end: int
    labelled: bool

    def provisions(self, known: Iterable[str]) -> tuple[str, ...]:
        """Those of the `known` ids (`D19`, `D28.a`) that are named, in their order."""
        ids = tuple(known)
        named = {pid for name in self.names for pid in _named(name, ids)}
        return tuple(pid for pid in ids if pid in named)


def at_start(folded: str) -> Paragraphs | None:
    """The paragraphs with which `folded` begins, if it does."""
    lead = re.match(r"[\s((\[「]*(?=第|\d|\bd|段|条|para|prov|part)", folded)
    return _read(folded, lead.end()) if lead else None


def mentions(folded: str) -> Iterator[Paragraphs]:
    """The paragraphs that `folded` names with a label, such as `第28(c)段` or `paragraph 22`."""
    position = 0
    while found := _ONE.search(folded, position):
        named = _read(folded, found.start())
        position = max(found.end(), named.end if named else 0)
        if named and (named.labelled or folded[named.end - 1 : named.end] == "段" or _has_letter(found["sub"])):
            yield named


def _read(folded: str, start: int) -> Paragraphs | None:
    first = _ONE.match(folded, start)
    if not first or not _in_part_d(first["n"]):
        return None
    names = [_name(first["n"], first["sub"])]
    end = first.end()
    while True:
        reach = _REACH.match(folded, end)
        if reach and (reach["n"] or reach["sub"]):
            names.extend(_between(names[-1], reach["n"], reach["sub"]))
            end = reach.end()
            continue
        another = _ALSO_SUB.match(folded, end)
        if another and len(names[-1]) > 1:
            names.append(_name(names[-1][0], another["sub"]))
            end = another.end()
            continue
        also = _ALSO.match(folded, end)
        following = _ONE.match(folded, also.end()) if also else None
        if not following or not _in_part_d(following["n"]):
            break
        names.append(_name(following["n"], following["sub"]))
        end = following.end()
    closed = _END.match(folded, end)
    end = closed.end() if closed else end
    labelled = bool(first["label"]) or bool(closed)
    return Paragraphs(tuple(names), start, end, labelled)


def _in_part_d(number: str) -> bool:
    return FIRST <= int(number) <= LAST


def _has_letter(sub: str) -> bool:
    return bool(_LETTER.search(sub))


def _name(number: str, sub: str) -> tuple[str, ...]:
    return (number, *_LETTER.findall(sub))


def _between(first: tuple[str, ...], number: str | None, sub: str) -> Iterator[tuple[str, ...]]:
    """What a range adds to its first name: `20-26` five paragraphs, `28(a)-(c)` two letters."""
    letters = tuple(_LETTER.findall(sub))
    if number:
        for between in range(int(first[0]) + 1, int(number)):
            yield (str(between),)
        yield (number, *letters)
    elif len(first) > 1 and letters and len(first[1]) == len(letters[0]) == 1:
        for code in range(ord(first[1]) + 1, ord(letters[0]) + 1):
            yield (first[0], chr(code))


def _named(name: tuple[str, ...], known: Iterable[str]) -> list[str]:
    """The provisions that one name stands for: those inside it (28: D28.a, D28.b …), else the narrowest around it
    (28(a)(i): D28.a; 22(a)(i): D22)."""
    parts = {pid: tuple(pid.removeprefix("D").split(".")) for pid in known}
    if name in parts.values():
        around = []
    else:
        around = sorted((pid for pid, own in parts.items() if name[: len(own)] == own), key=lambda pid: len(parts[pid]))
    return [*around[-1:], *(pid for pid, own in parts.items() if own[: len(name)] == name)]
