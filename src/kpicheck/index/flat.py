"""Description and answer told apart in rows whose columns are lost.

Each line of such a row is a piece of the description, a piece of the answer, or first the one and then the other.
All lines of a row are judged together: once the description has come to its full stop, what follows is an answer
even where it is said in the description's own words (a chapter that is called like the aspect).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from kpicheck.index.answers import Answers
from kpicheck.index.items import Piece
from kpicheck.index.pages import PAGES
from kpicheck.index.rows import RawRow, wording_key
from kpicheck.index.segments import Segment
from kpicheck.index.wording import Wording, tokens
from kpicheck.language.fold import fold, is_han, squash_folded

_STANDARDS = re.compile(
    r"(?<![\w-])(?:gri\s*(?:standards?\s*)?[:：]?\s*\d{1,3}[-.:]\d{1,2}|[234]\d\d-\d{1,2})"
    r"(?:\s*[,，、;；/&]\s*(?:gri\s*)?\d{1,3}-\d{1,2})*[,，、;；]?(?=\s|$)"
)
_EMPTY_CELLS = re.compile(r"(?:(?<=\d)|(?<=\bn/a))(?:\s+[-–—])+\s*$")
_STOP = re.compile(r"(?<!\be\.g)(?<!\betc)(?<!\bi\.e)(?<!\bno)[。.;；]\s*$")
_COUNTS = re.compile(r"\b(?:pp?\.?|pages?|sections?|chapters?|appendix|no\.|scope)\s*$")  # a number follows these
_FULL_STOP = re.compile(r"(?<!e\.g)(?<!i\.e)[。.]\s*$")
_BRACKETED_STOP = re.compile(r"[)）][。.]\s*$")
_KNOWN = 2.5  # what a character of a known answer weighs against one of the description
_REOPENED = 8.0  # what it costs to go on with the description after its full stop
_NEVER = 1e6
_CONJUNCTIONS = frozenset({"及", "和", "与", "或", "and", "or"})
_NUMBERED = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s+\S")  # a section by its number, which no description has
_SMALL_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
_REST = 24  # letters that the rest of a sentence has at most
_FEWEST = 12  # letters that a further sentence of a description has at least


class _State(IntEnum):
    """How far the description of a row has come."""

    AHEAD = 0
    OPEN = 1
    FINISHED = 2


@dataclass(frozen=True, slots=True)
class _Cut:
    """One way to part a line: the answer begins at `at`; `ends` when the description comes to its stop there.

    `unknown` counts its letters that the wording does not know; `small` means that an answer can only go on here.
    `known` is what it is worth besides that the whole line is a known answer, unless it stands in the middle of the
    description, `wraps` that it goes on with the answer of the line above, `closing` that a short rest ends the
    sentence of the lines before, `styled` that the line is written like a title: 'Guest Data Protection'.
    """

    at: int
    value: float
    described: int
    unknown: int
    ends: bool
    answers: bool
    small: bool
    known: float = 0.0
    wraps: float = 0.0
    closing: float = 0.0
    styled: float = 0.0


def part_flat(row: RawRow, wording: Wording, answers: Answers) -> None:
    """Tell description and answer apart in a row whose columns are lost; fills `row.pieces`."""
    parts = [_without_standards(part) for part in _without_label(row, wording)]
    masks = wording.masks([part.folded for part in parts], wording_key(row), row.also)
    ahead = [*(part.folded for part in parts[1:]), ""]
    lines = zip(parts, masks, ahead, strict=False)
    cuts = _best([_options(part, mask, below, answers) for part, mask, below in lines], _turns(parts))
    described = [n for n, cut in enumerate(cuts) if cut > 0]
    row.described = bool(described)
    last_described = described[-1] if described else -1
    open_sentence = answering = reasons = False
    told_of = ""  # the description so far
    for n, (segment, cut) in enumerate(zip(parts, cuts, strict=True)):
        cut = 0 if reasons else cut  # a claim with its reason goes on to the end of the row
        tail = _trimmed(segment.text[cut:])
        told = bool(tail) and (
            answers.holds(tail) or answers.begins(tail, ahead[n]) or (answering and answers.goes_on(tail))
        )
        told = told or (cut > 0 and (answering or _stands_out(segment.text, cut))) or reasons
        lost = n < last_described or (cut == 0 and open_sentence and _ends_sentence(segment.text, tail))
        lost = (lost and not told) or (not cut and _goes_on_small(told_of, segment.text))
        if tail and (lost or squash_folded(fold(tail)) in _CONJUNCTIONS):
            cut, tail = len(segment.text), ""  # an unfamiliar piece of the description
        told_of = segment.text[:cut] or told_of
        open_sentence = cut == len(segment.text) and not _STOP.search(segment.text) if cut else open_sentence
        answering = bool(tail)
        reasons = reasons or (not cut and not open_sentence and answers.begins_reason(segment.text))
        if tail:
            row.pieces.append(Piece(tail, segment.line.number, segment.line.page, 0, True))


def _goes_on_small(description: str, text: str) -> bool:
    """Whether `text` ends the English sentence that the description left open: 'water and land, and generation of
    hazardous and non-' / 'hazardous waste.'"""
    unfinished = bool(description.strip()) and not _FULL_STOP.search(description)
    return unfinished and text[:1].islower() and len(text) <= 2 * _REST and text.rstrip().endswith(".")


def keep_pages(rows: Sequence[RawRow], answers: Answers) -> None:
    """Where nearly all rows are answered by a page alone, the words before a page describe the others."""
    answered = [row for row in rows if row.pieces]
    paged = [row for row in answered if all(PAGES.match(fold(piece.text)) for piece in row.pieces)]
    if len(paged) < 0.6 * len(answered):
        return
    for row in answered:
        pages = answers.ends_with_pages(row.pieces[0].text)
        if len(row.pieces) == 1 and pages:
            row.pieces = [replace(row.pieces[0], text=pages)]


def _trimmed(text: str) -> str:
    """The answer without the punctuation around it; a mark that stands alone is an answer itself."""
    bare = text.strip(" \t。;；:：")
    if bare.endswith(".") and not re.search(r"\b[a-zA-Z]\.$", bare):
        bare = bare.rstrip(".")
    return bare.lstrip(".")


def _without_standards(segment: Segment) -> Segment:
    """`segment` with the codes of GRI blanked, which a column between description and answer prints, and with the
    dashes of empty cells behind pages."""
    folded = _STANDARDS.sub(lambda m: " " * len(m.group()), segment.folded)
    folded = _EMPTY_CELLS.sub(lambda m: " " * len(m.group()), folded)
    if folded == segment.folded:
        return segment
    text = "".join(" " if new == " " else old for old, new in zip(segment.text, folded, strict=True))
    return replace(segment, text=text, folded=folded)


def _without_label(row: RawRow, wording: Wording) -> list[Segment]:
    """The segments of a row without those that only finish a wrapped aspect label."""
    if "." in row.provision or row.provision.startswith("D"):
        return row.segments
    kept = list(row.segments)
    while kept and wording.is_part_of_name(kept[0].folded, row.provision):
        kept.pop(0)
    return kept


def _turns(parts: Sequence[Segment]) -> list[bool]:
    """For each line whether it says in Chinese again what the English line above it said."""
    texts = ["", *(part.folded for part in parts)]
    return [is_han(below[:1]) and bool(above) and not any(map(is_han, above)) for above, below in pairwise(texts)]


def _best(options: Sequence[Sequence[_Cut]], turns: Sequence[bool]) -> list[int]:
    """The cuts of all lines that together read best."""
    states: dict[tuple[_State, bool], tuple[float, list[int]]] = {(_State.AHEAD, False): (0.0, [])}
    for cuts, turn in zip(options, turns, strict=True):
        following: dict[tuple[_State, bool], tuple[float, list[int]]] = {}
        for (state, answering), (value, path) in states.items():
            for cut in cuts:
                reopens = turn and state is _State.FINISHED
                worth = value + _step(_State.OPEN if reopens else state, answering, cut)
                after = (state if not cut.at else _State.FINISHED if cut.ends else _State.OPEN, cut.answers)
                if after not in following or worth > following[after][0]:
                    following[after] = (worth, [*path, cut.at])
        states = following
    return max(states.values(), key=lambda state: state[0])[1]


def _step(state: _State, answering: bool, cut: _Cut) -> float:
    """What `cut` is worth after the lines above it."""
    if cut.small and not answering:
        return -_NEVER
    if not cut.at:
        known = cut.known if answering or state is not _State.OPEN else 0.0
        known = known or (cut.styled if state is _State.FINISHED else 0.0)
        return cut.value + (cut.wraps if answering else 0.0) + known
    if state is _State.FINISHED:
        short = cut.described if cut.described < _FEWEST else 0
        return cut.value - _REOPENED - 2 * max(short, cut.unknown)
    return cut.value + (cut.closing if state is _State.OPEN else 0.0) + (cut.wraps if answering else 0.0)


def _options(segment: Segment, mask: bytearray, ahead: str, answers: Answers) -> list[_Cut]:
    text, folded = segment.text, segment.folded
    size = len(folded)
    weights = [0] * (size + 1)
    for _, start, end in tokens(folded):
        weights[start:end] = [1 if covered else -1 for covered in mask[start:end]]
    total = sum(weights)
    share = (total + sum(map(abs, weights))) / (2 * sum(map(abs, weights)) or 1)
    turn = _turn(mask, weights)
    options, left, described = [], 0, 0
    whole = answers.holds(_trimmed(text))
    for at in range(size + 1):
        if at:
            left += weights[at - 1]
            described += (weights[at - 1] != 0) * (1 if folded[at - 1].isascii() else 2)
        begins = at in (0, size) or _boundary(text, folded, at, answers)
        after_stop = bool(_STOP.search(folded[:at])) and not _COUNTS.search(folded[:at])
        small = not begins and folded[at - 1].isspace() and (at == turn or after_stop)
        if not begins and not small:
            continue
        value = float(2 * left - total) + _worth(text, folded, at, share, total - left > 0, ahead, answers)
        ends = bool(at) and bool(_FULL_STOP.search(folded[:at]))
        letters = sum(map(abs, weights[:at]))
        rest = (letters - left) // 2
        closing = 2.0 * rest if ends and described <= _REST and not text[:1].isupper() else 0.0
        known = wraps = styled = 0.0
        if at and not whole and (ends or _stands_out(text, at)) and answers.goes_on(_trimmed(text[at:])):
            wraps = _KNOWN * len(squash_folded(folded[at:]))
        if at == 0 and (not _STOP.search(folded) or (whole and folded.rstrip().endswith((";", "；")))):
            weight = _KNOWN * len(squash_folded(folded))
            if whole:
                known = weight + 4 if share >= 0.85 else 0.0
            elif answers.goes_on(_trimmed(text)):
                wraps = weight
            styled = weight if _is_styled(text) else 0.0
        options.append(_Cut(at, value, described, rest, ends, at < size, small, known, wraps, closing, styled))
    return options


def _turn(mask: bytearray, weights: Sequence[int]) -> int:
    """The place from which on the wording knows no word of the line; -1 where no more than three letters follow."""
    last = mask.rfind(b"\x01")
    unknown = [n for n in range(last + 1, len(mask)) if weights[n]]
    return unknown[0] if last >= 0 and len(unknown) >= 4 else -1


def _worth(text: str, folded: str, at: int, share: float, covered: bool, ahead: str, answers: Answers) -> float:
    """What speaks for an answer from `at` on, besides words that are not the description's."""
    tail = _trimmed(text[at:])
    if not tail:
        return 0.0
    worth = 0.0
    size = len(squash_folded(folded[at:]))
    if at == 0:
        capital = text[:1].isascii() and (text[:1].isupper() or text[:1].isdigit())
        if share < 0.85 or capital:
            if answers.holds(tail):
                worth += _KNOWN * size + 4
            elif capital and answers.begins(tail, ahead):
                worth += _KNOWN * size
        return worth
    if covered and _BRACKETED_STOP.search(folded):
        return worth  # 'intensity (per facility).' goes on with the description
    apart = _stands_out(text, at) or bool(_STOP.search(folded[:at]))
    if answers.holds(tail) and (apart or not answers.claims(tail) or not covered):
        # In the issuer's own Chinese words the description is unknown; an English title may go on with a reason.
        worth += _KNOWN * size + 4 + (2 * len(folded) if _NUMBERED.match(folded[at:]) and not folded.isascii() else 0)
    elif answers.begins(tail, ahead) and (apart or (text[at - 1].isspace() and not covered)):
        worth += _KNOWN * size
    if _STOP.search(folded[:at]):
        worth += 3
    elif _stands_out(text, at):
        worth += 2
    return worth


def _is_styled(text: str) -> bool:
    """Whether all words of an English line but the small ones begin with a capital, as those of a title do."""
    words = [word for word in re.findall(r"[A-Za-z][\w'-]*", text) if word.lower() not in _SMALL_WORDS]
    capitals = all(word[0].isupper() and not word.isupper() for word in words)
    return capitals and len(words) > 1 and not any(map(is_han, text))


def _stands_out(text: str, at: int) -> bool:
    """Whether a capital letter follows a word in the middle of an English sentence."""
    before = text[:at].rstrip()
    return (
        bool(before)
        and at < len(text)
        and text[at].isascii()
        and text[at].isupper()
        and (before[-1].islower() or before[-1] in ",)")
    )


def _boundary(text: str, folded: str, at: int, answers: Answers) -> bool:
    """Whether an answer may begin at `at`: English ones begin with a capital, a figure or a mark."""
    before, after = folded[at - 1], folded[at]
    if after.isspace() or _COUNTS.search(folded[:at]):
        return False
    if before == "." and not before.isspace():
        return text[at].isupper() or "\u4e00" <= after <= "\u9fff"
    if not (before in "。;；:：)" or before.isspace()):
        return False
    if after.isascii() and after.isalpha() and text[at].islower():
        return answers.opens_small(folded[at:])
    return True


def _ends_sentence(text: str, tail: str) -> bool:
    """A short rest that ends the sentence which the line before left open."""
    return text.rstrip().endswith(("。", ".", "）。", "；")) and len(squash_folded(tail)) <= _REST
