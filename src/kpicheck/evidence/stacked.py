"""Table rows that extraction stacked: the label, its unit and its figures each on a line of its own.

Such cells are put back into one row, which stands on the line of its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from kpicheck.language.fold import fold, width
from kpicheck.model import Line

MOST_FIGURES = 4
LABEL = 60  # columns
APART = 3  # line numbers between the cells of one row
OVERLEAF = 12  # the same where a page ends between two figures, with what stands at its foot and the next one's head
_FIGURE = re.compile(
    r"[-–—/]|n/?a|nil|不适用|(?:rmb|hk\$|us\$)?\s?[\d,]+(?:\.\d+)?\s?[%‰]?(?:\s?\(\d{1,2}\))?", re.IGNORECASE
)
_UNIT = re.compile(r"[%‰]|[$\u4e00-\u9fffa-z0-9%²³/()'. -]{1,24}")
_CUT_UNIT = re.compile(r"CO[2₂]\s*$")
_REST_OF_UNIT = re.compile(r"\s*-?e(?=[/)\s,-])")
_UNIT_FIRST = re.compile(r"\s*[(（][^()（）]{1,40}[)）]\s*-?[\d.,]+(?:\s|$)")
_CUT = re.compile(r"[a-z ]{2,24}|[\u4e00-\u9fff]{1,8}")
_ENDS = re.compile(r"[。.；;：:，,！!？?]$")


def unstack(lines: Iterable[Line], units: frozenset[str]) -> Iterator[Line]:
    """`lines` with stacked rows joined; `units` are the folded spellings of units."""
    waiting = _rejoined(lines)
    position, columns = 0, 0
    while position < len(waiting):
        taken = _row_at(waiting, position, units)
        if taken == 1:
            taken, columns = _row_without_unit(waiting, position, columns)
        if taken > 1:
            cells = waiting[position : position + taken]
            yield replace(cells[0], text=" ".join(cell.text.strip() for cell in cells))
            position += taken
        else:
            yield waiting[position]
            position += 1


def _rejoined(lines: Iterable[Line]) -> list[Line]:
    """`lines` with 'CO2' and its 'e' together again, and a label with the unit and figures that stand below it."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        plain = last is not None and len(last.cells) <= 1 and len(line.cells) <= 1 and last.page == line.page
        if last and plain and _CUT_UNIT.search(last.text) and _REST_OF_UNIT.match(line.text):
            joined[-1] = replace(last, text=f"{last.text.rstrip()}{line.text.lstrip()}")
            last, line = (joined[-2] if len(joined) > 1 else None), joined[-1]
            if (
                last
                and last.page == line.page
                and len(last.cells) <= 1
                and _is_label(last)
                and _UNIT_FIRST.match(line.text)
            ):
                joined[-2:] = [replace(last, text=f"{last.text.rstrip()} {line.text.lstrip()}")]
        elif last and plain and _is_label(last) and _UNIT_FIRST.match(line.text):
            joined[-1] = replace(last, text=f"{last.text.rstrip()} {line.text.lstrip()}")
        else:
            joined.append(line)
    return joined


def _row_at(lines: Sequence[Line], start: int, units: frozenset[str]) -> int:
    """How many lines from `start` make one stacked row: a label, a unit, one figure or more; 1 if they do not."""
    label = lines[start]
    if not _is_label(label):
        return 1
    unit = _following(lines, start)
    if unit is None or not _is_unit(unit, units):
        return 1
    figures = _figures_below(lines, start + 1)
    if figures:
        return 2 + figures
    rest = _following(lines, start + 1)  # 'MWh/HK$ million' above 'of revenue'
    cut = rest is not None and "/" in unit.text and _CUT.fullmatch(fold(rest.text.strip()))
    figures = _figures_below(lines, start + 2) if cut else 0
    return 3 + figures if figures else 1


def _figures_below(lines: Sequence[Line], position: int) -> int:
    """How many lines below `position` are figures alone."""
    found = 0
    while found < MOST_FIGURES:
        cell = _following(lines, position + found)
        if cell is None or not _FIGURE.fullmatch(fold(cell.text.strip())):
            break
        found += 1
    return found


def _row_without_unit(lines: Sequence[Line], start: int, columns: int) -> tuple[int, int]:
    """The lines that make a row of a label and two figures or more, and how many figures; the row before or the
    row behind must have as many (`columns` are those of the row before). 'By gender' may head the row behind.
    """
    if not _is_label(lines[start]):
        return 1, 0 if _ENDS.search(lines[start].text.strip()) else columns
    figures = _figures_below(lines, start)
    if figures < 2:
        return 1, columns
    behind = range(start + figures + 1, min(start + figures + 3, len(lines)))
    alike = any(_is_label(lines[at]) and _figures_below(lines, at) == figures for at in behind)
    return (1 + figures, figures) if alike or columns == figures else (1, 0)


def _following(lines: Sequence[Line], position: int) -> Line | None:
    if position + 1 >= len(lines):
        return None
    here, following = lines[position], lines[position + 1]
    close = following.page == here.page and following.number - here.number <= APART
    if following.page == here.page + 1 and following.number - here.number <= OVERLEAF:
        close = all(_FIGURE.fullmatch(fold(line.text.strip())) for line in (here, following))
    return following if close and len(following.cells) <= 1 else None


def _is_label(line: Line) -> bool:
    text = line.text.strip()
    return (
        bool(text)
        and len(line.cells) <= 1
        and width(text) <= LABEL
        and not _ENDS.search(text)
        and not _FIGURE.fullmatch(fold(text))
    )


def _is_unit(line: Line, units: frozenset[str]) -> bool:
    return len(line.text) <= LABEL and _names_unit(fold(line.text.strip()), units)


@lru_cache(maxsize=4096)
def _names_unit(folded: str, units: frozenset[str]) -> bool:
    if not _UNIT.fullmatch(folded):
        return False
    first = re.split(r"[/(\s]", folded)[0]
    # '吨二氧化碳当量' is one unit after the other
    joint = any(first.startswith(unit) and first[len(unit) :] in units for unit in units)
    return folded in units or first in units or joint
