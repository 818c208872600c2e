"""Where the content index stands: the place where the codes of the Guide stand close together with its wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpicheck.index.codes import Code, code_at_start
from kpicheck.index.lookalikes import coded, is_lookalike
from kpicheck.index.segments import Segment
from kpicheck.index.wording import Wording
from kpicheck.language.fold import close_up, fold, squash, width

GAP = 45  # segments between two codes of one index; a provision's wording and references never take more
_REST_OF_TITLE = 16  # columns
LOOK_BACK = 60  # segments before the first code in which the title and the mandatory part may stand
SUPPORTED = 0.4
FEWEST_KPIS = 6
FEWEST_ASPECTS = 5
RESTART = 3  # codes in a row that must go back for a table to begin anew
_PAGE_AT_END = re.compile(r"[\s.…·]\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Region:
    """A run of segments, `start` to `end` (exclusive), that is a content index or a part of it.

    `last` is the segment with its last code: what follows belongs to the last row only as far as it answers it.
    """

    start: int
    end: int
    level: str
    score: float
    last: int = -1


@dataclass(frozen=True, slots=True)
class _Anchor:
    position: int
    code: Code
    supported: bool

    @property
    def provisions(self) -> tuple[str, ...]:
        return (self.code.provision, *self.code.also)

    @property
    def place(self) -> tuple[int, int, str]:
        provision = self.code.provision
        return self.position, self.code.end, provision if "." in provision else f"{provision}.GD"

    @property
    def rank(self) -> tuple[str, int]:
        aspect, _, number = self.code.provision.partition(".")
        return aspect, int(number) if number.isdigit() else 0


def find_regions(
    parts: Sequence[Segment], wording: Wording, known: frozenset[str], words: Mapping[str, Sequence[str]]
) -> list[Region]:
    """The regions of the HKEX index in reading order; empty when the report has none."""
    clusters = _clusters(_anchors(parts, wording, known), _titled_places(parts, words))
    scored = [region for cluster in clusters if (region := _region(cluster, parts, wording, words))]
    if not scored:
        return []
    best = max(scored, key=lambda region: region.score)
    taken = _codes_in(best, parts)
    chosen = [best]
    for region in sorted(scored, key=lambda region: -region.score):
        codes = _codes_in(region, parts)
        if region is not best and region.level == best.level and codes and not codes & taken:
            chosen.append(region)
            taken |= codes
    return sorted(chosen, key=lambda region: region.start)


def _anchors(parts: Sequence[Segment], wording: Wording, known: frozenset[str]) -> list[_Anchor]:
    anchors = []
    for position, part in enumerate(parts):
        code = code_at_start(part.folded)
        if code is None or (code.kind == "kpi" and code.provision not in known):
            continue
        if code.kind == "general" and not code.provision:
            continue
        provision = code.provision if "." in code.provision else f"{code.provision}.GD"
        if provision not in known:
            continue
        anchors.append(_Anchor(position, code, _is_supported(parts, position, code, provision, wording)))
    return [anchor for anchor in anchors if anchor.code.kind != "aspect" or anchor.supported]


def _is_supported(parts: Sequence[Segment], position: int, code: Code, provision: str, wording: Wording) -> bool:
    rest = parts[position].folded[code.end :]
    if code.kind == "aspect":
        name = rest if len(squash(rest)) >= 2 or position + 1 >= len(parts) else parts[position + 1].folded
        return wording.names_aspect(name, code.provision)
    texts = [rest] if len(squash(rest)) > 3 else []
    for part in parts[position + 1 : position + 5]:
        if code_at_start(part.folded):
            break
        texts.append(part.folded)
    joined = " ".join(texts)
    return any(wording.share(text, provision) >= 0.6 for text in texts) or wording.share(joined, provision) >= SUPPORTED


def _clusters(anchors: list[_Anchor], titled: Sequence[int]) -> list[list[_Anchor]]:
    """Anchors that stand close together; where the codes begin anew, another table or chapter begins. `titled` are
    the segments that title an index."""
    clusters: list[list[_Anchor]] = []
    for number, anchor in enumerate(anchors):
        far = not clusters or anchor.position - clusters[-1][-1].position > GAP
        if far or _begins_anew(clusters[-1], anchors[number : number + RESTART], titled):
            clusters.append([anchor])
        else:
            clusters[-1].append(anchor)
    return clusters


def _begins_anew(cluster: Sequence[_Anchor], following: Sequence[_Anchor], titled: Sequence[int]) -> bool:
    """Whether the next codes, and not one that a sentence mentions, go back and were all there already, or stand
    below a title of their own."""
    last = cluster[-1]
    if len(following) < RESTART or any(anchor.rank >= last.rank for anchor in following):
        return False
    if any(last.position < place < following[0].position for place in titled):
        return True
    seen = {anchor.code.provision for anchor in cluster}
    return len(seen) >= FEWEST_ASPECTS and all(anchor.code.provision in seen for anchor in following)


def _region(
    cluster: list[_Anchor], parts: Sequence[Segment], wording: Wording, words: Mapping[str, Sequence[str]]
) -> Region | None:
    first, last = cluster[0].position, cluster[-1].position
    kpis = {pid for anchor in cluster if anchor.code.kind == "kpi" for pid in anchor.provisions}
    supported = {
        pid for anchor in cluster if anchor.code.kind == "kpi" and anchor.supported for pid in anchor.provisions
    }
    aspects = {anchor.code.provision[:2] for anchor in cluster}
    titled = _title_before(parts, first, words)
    level = "kpi" if len(kpis) >= FEWEST_KPIS else "aspect"
    score = len(supported) + 0.3 * len(kpis - supported) + (8 if titled is not None else 0) + 0.2 * len(aspects)
    if level == "kpi":
        # Data tables and chapter boxes carry codes too, but neither the wording nor a title.
        if len(supported) < max(4, 0.4 * len(kpis)) and titled is None:
            return None
        if titled is None and is_lookalike(coded(parts, [anchor.place for anchor in cluster]), wording):
            return None
    elif titled is None or len(aspects) < FEWEST_ASPECTS:
        return None
    if titled is not None and _names_only_others(parts[titled].folded, words):
        score -= 20
        if len(supported) < 0.5 * len(kpis) or level == "aspect":
            return None
    start = titled if titled is not None else max(0, first - 8)
    return Region(start, _end(parts, last), level, score, last)


def _title_before(parts: Sequence[Segment], first: int, words: Mapping[str, Sequence[str]]) -> int | None:
    """The nearest segment before `first` that titles an index; the mandatory part may stand between."""
    terms = [fold(term) for term in words.get("titles", ())]
    before = range(first - 1, max(-1, first - LOOK_BACK), -1)
    return next((position for position in before if _is_title(parts, position, terms)), None)


def _titled_places(parts: Sequence[Segment], words: Mapping[str, Sequence[str]]) -> list[int]:
    terms = [fold(term) for term in words.get("titles", ())]
    return [position for position in range(len(parts)) if _is_title(parts, position, terms)]


def _is_title(parts: Sequence[Segment], position: int, terms: Sequence[str]) -> bool:
    text = parts[position].folded
    following = parts[position + 1].folded if position + 1 < len(parts) else ""
    whole = close_up(f"{text} {following}") if width(following) <= _REST_OF_TITLE else text  # a title that wraps
    named = any(term in text or (term in whole and term not in following) for term in terms)
    if width(text) > 120 or text.rstrip().endswith("。") or not named:
        return False
    return not (_PAGE_AT_END.search(text) and _PAGE_AT_END.search(following))  # an entry of a table of contents


def _names_only_others(folded: str, words: Mapping[str, Sequence[str]]) -> bool:
    other = any(fold(term) in folded for term in words.get("other_standards", ()))
    own = any(fold(term) in folded for term in words.get("own_standard", ()))
    return other and not own


def _end(parts: Sequence[Segment], last: int) -> int:
    """The end of the last row: its page's end, at most a dozen segments on."""
    page = parts[last].line.page
    end = last + 1
    while end < len(parts) and end - last <= 12 and parts[end].line.page == page:
        end += 1
    return end


def _codes_in(region: Region, parts: Sequence[Segment]) -> set[str]:
    codes: set[str] = set()
    for part in parts[region.start : region.end]:
        code = code_at_start(part.folded)
        if code and code.provision:
            codes.update((code.provision, *code.also))
    return codes
