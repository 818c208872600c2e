"""The Part D rows of a content index. Their labels are bare numbers as often as not, and so are page references:
a number opens a row only in the neighbourhood of the index, in rising order, with the words of its paragraph, a
letter or a label beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpicheck.index.climate_codes import LAST, Paragraphs, at_start
from kpicheck.index.find import Region
from kpicheck.index.rows import RawRow
from kpicheck.index.segments import Segment
from kpicheck.index.wording import Wording, tokens
from kpicheck.language.fold import fold, squash, width
from kpicheck.model import Claim, IndexRow

GAP = 40  # segments between two labels of one table
AFTER = 90  # segments after the index in which Part D may begin
HEADING_REACH = 20  # segments before the first label in which the heading of Part D stands
FEWEST = 3
DESCRIBED = 0.5
FOLLOWING = 4
LONG = 6  # tokens of a description: a chapter title in a table of contents has fewer
_DECORATION = re.compile(r"^[\s((]*(?:[ivx]{1,4}|[一二三四])?[\s))..、:：]*")


@dataclass(frozen=True, slots=True)
class _Label:
    """A place at which a row may open. `sure` when more than a bare number says so."""

    position: int
    named: Paragraphs
    provisions: tuple[str, ...]
    sure: bool
    described: bool


@dataclass(frozen=True, slots=True)
class ClimateRow:
    """A printed row with all the provisions that its label names."""

    raw: RawRow
    provisions: tuple[str, ...]


class ClimateReader:
    """Finds and cuts the Part D rows among the segments of a report."""

    def __init__(self, wording: Wording, known: Sequence[str], words: Mapping[str, Sequence[str]]) -> None:
        self._wording = wording
        self._known = tuple(sorted((pid for pid in known if pid.startswith("D")), key=_order))
        self._headings = tuple(fold(word) for word in words.get("climate_headings", ()))
        self._pillars = frozenset(squash(word) for word in words.get("climate_pillars", ()))

    def find(self, parts: Sequence[Segment], regions: Sequence[Region]) -> Region | None:
        """Where the Part D rows stand, heading included; None where there are none."""
        best: tuple[int, Region] | None = None
        for run in _runs(self._labels(parts)):
            heading = self._heading_before(parts, run[0].position)
            named = {pid for label in run for pid in label.provisions}
            if len(run) < FEWEST or len(named) < FEWEST or not self._is_index(parts, run, heading, regions):
                continue
            if heading is None and any(region.start <= run[0].position < region.last for region in regions):
                continue  # page numbers among the answers of the other rows
            start = heading if heading is not None else run[0].position
            region = Region(start, _end(parts, run[-1].position), "climate", float(len(named)))
            if best is None or len(named) > best[0]:
                best = (len(named), region)
        return best[1] if best else None

    def cut(self, parts: Sequence[Segment]) -> list[ClimateRow]:
        """The rows of the region's segments, in order."""
        told = [label for run in _runs(self._labels(parts)) for label in run]
        labels = {label.position: label for label in (*told, *self._between(parts, told))}
        rows: list[ClimateRow] = []
        for position, part in enumerate(parts):
            label = labels.get(position)
            if label is None:
                if rows and not self._is_heading(parts, position, labels):
                    rows[-1].raw.segments.append(part)
                continue
            rest = part.cut(label.named.end)
            left = rest.text.strip(" \t.:：、)）")
            kept = [Segment(left, fold(left), part.line, part.x0, part.x1)] if left else []
            rows.append(ClimateRow(RawRow(label.provisions[0], part, kept), label.provisions))
        return rows

    # ---------------------------------------------------------------- labels

    def _between(self, parts: Sequence[Segment], told: Sequence[_Label]) -> list[_Label]:
        """Bare numbers with a title of their own that begin lines among the rows and keep their order: page
        references end lines."""
        found: list[_Label] = []
        bounds = [(label.position, _first(label)) for label in told]
        last_number = 0
        for position, part in enumerate(parts):
            before = max((b for b in bounds if b[0] < position), default=None)
            after = min((b for b in bounds if b[0] > position), default=(len(parts), LAST + 1))
            named = at_start(part.folded)
            if before is None or named is None or any(position == at for at, _ in bounds):
                continue
            number = int(named.names[0][0])
            begins_line = parts[position - 1].line.number != part.line.number
            titled = bool(re.match(r"[\s.:：、)）]*[^\W\d]{2}", part.folded[named.end :]))
            if begins_line and titled and max(before[1], last_number) < number < after[1]:
                provisions = named.provisions(self._known)
                if provisions:
                    found.append(_Label(position, named, provisions, sure=False, described=False))
                    last_number = number
        return found

    def _labels(self, parts: Sequence[Segment]) -> list[_Label]:
        found: list[_Label] = []
        for position, part in enumerate(parts):
            named = at_start(part.folded)
            if named is None or _is_within_row(parts, position):
                continue
            provisions = named.provisions(self._known)
            if not provisions:
                continue
            lettered = any(len(name) > 1 for name in named.names)
            described = self._described(parts, position, named, provisions)
            if described or named.labelled or lettered:
                found.append(_Label(position, named, provisions, named.labelled or lettered, described))
        return found

    def _described(self, parts: Sequence[Segment], position: int, named: Paragraphs, provisions: Sequence[str]) -> bool:
        """Whether the words of the paragraph stand beside the number."""
        rest = parts[position].folded[named.end :]
        texts = [rest] if len(squash(rest)) > 3 else []
        for part in parts[position + 1 : position + 1 + FOLLOWING]:
            if at_start(part.folded) and len(squash(part.folded)) > 3:
                break
            texts.append(part.folded)
        return any(
            self._wording.share(text, pid) >= DESCRIBED and len(tokens(text)) >= 2
            for text in texts
            for pid in provisions
        )

    def _is_index(
        self, parts: Sequence[Segment], run: Sequence[_Label], heading: int | None, regions: Sequence[Region]
    ) -> bool:
        first = run[0].position
        beside = any(region.start <= first <= region.end + AFTER for region in regions)
        sure = sum(label.sure for label in run)
        described = sum(label.described for label in run)
        if beside:
            return described >= FEWEST or (heading is not None and sure >= FEWEST)
        return heading is not None and (sure >= FEWEST or self._long(parts, run) >= FEWEST)

    def _long(self, parts: Sequence[Segment], run: Sequence[_Label]) -> int:
        """How many labels have a description longer than the titles in a table of contents."""
        count = 0
        for label in run:
            around = [parts[label.position].folded[label.named.end :]]
            around += [part.folded for part in parts[label.position + 1 : label.position + 3]]
            count += label.described and max(len(tokens(text)) for text in around) >= LONG
        return count

    def _heading_before(self, parts: Sequence[Segment], first: int) -> int | None:
        for position in range(first - 1, max(-1, first - HEADING_REACH), -1):
            folded = parts[position].folded
            if width(folded) <= 120 and not folded.rstrip().endswith("。") and self._names_part(folded):
                return position
        return None

    def _names_part(self, folded: str) -> bool:
        return any(heading in folded for heading in self._headings)

    def _is_heading(self, parts: Sequence[Segment], position: int, labels: Mapping[int, _Label]) -> bool:
        """A pillar's or paragraph's heading between two rows, or the repeated head of the table."""
        part = parts[position]
        key = squash(_DECORATION.sub("", part.folded, count=1))
        if not key or (len(key) <= 60 and self._names_part(part.folded)):
            return True
        alone = len(part.line.cells) < 2
        opens = any(position + step in labels for step in (1, 2))
        return alone and opens and key in self._pillars


def _is_within_row(parts: Sequence[Segment], position: int) -> bool:
    """Whether a cell to the left on the same line is a row's beginning: then this number is its answer."""
    part = parts[position]
    before = position - 1
    while before >= 0 and parts[before].line.number == part.line.number:
        if at_start(parts[before].folded) or len(tokens(parts[before].folded)) >= LONG:
            return True
        before -= 1
    return False


def _runs(labels: Sequence[_Label]) -> list[list[_Label]]:
    """Labels that follow one another closely and in rising order."""
    runs: list[list[_Label]] = []
    for label in labels:
        last = runs[-1][-1] if runs else None
        if last and label.position - last.position <= GAP:
            if _first(label) >= _first(last):
                runs[-1].append(label)
                continue
            if not label.sure:
                continue  # a page number among the answers
        runs.append([label])
    return runs


def _first(label: _Label) -> int:
    return int(label.named.names[0][0])


def _order(provision: str) -> tuple[int, str]:
    number, _, rest = provision.removeprefix("D").partition(".")
    return int(number), rest


def _end(parts: Sequence[Segment], last: int) -> int:
    """The end of the last row: its page's end, at most a dozen segments on."""
    page = parts[last].line.page
    end = last + 1
    while end < len(parts) and end - last <= 12 and parts[end].line.page == page:
        end += 1
    return end


def without(regions: Sequence[Region], climate: Region | None) -> list[Region]:
    """The other regions, cut off where Part D begins."""
    if climate is None:
        return list(regions)
    return [
        replace(region, end=climate.start) if region.start < climate.start < region.end else region
        for region in regions
        if not climate.start <= region.start < climate.end
    ]


_WORTH = (Claim.DISCLOSED, Claim.EXPLAINED, Claim.NOT_DISCLOSED, Claim.NOT_APPLICABLE, Claim.BLANK, Claim.NONE)


def merged(rows: Sequence[IndexRow]) -> list[IndexRow]:
    """One row for each provision: 19(a) and 19(b) both answer D19, the weightiest claim holds."""
    by_provision: dict[str, IndexRow] = {}
    for row in rows:
        before = by_provision.get(row.provision)
        if before is None:
            by_provision[row.provision] = row
            continue
        claim = min(before.claim, row.claim, key=_WORTH.index)
        references = tuple({r.text: r for r in (*before.references, *row.references)}.values())
        by_provision[row.provision] = replace(
            before,
            claim=claim,
            references=references,
            reason=before.reason or row.reason,
            text=f"{before.text} {row.text}"[:400],
        )
    return list(by_provision.values())
