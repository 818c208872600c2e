"""Dates and financial years in folded text, English and Chinese."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    name: n
    for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_MONTH = (
    r"(?P<{0}m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
FRONT = 12_000  # characters
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_ZH_NUMBER = "[〇零○一二三四五六七八九十]"


def _en_day(tag: str) -> str:
    month = _MONTH.format(tag)
    other = month.replace(f"<{tag}m>", f"<{tag}m2>")
    return (
        rf"(?:(?P<{tag}d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{month},?(?:\s+(?P<{tag}y>(?:19|20)\d\d))?"
        rf"|{other}\s+(?P<{tag}d2>\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+(?P<{tag}y2>(?:19|20)\d\d))?)"
    )


def _zh_day(tag: str) -> str:
    return rf"(?:(?P<{tag}y>(?:19|20)\d\d)\s?年\s?)?(?P<{tag}m>\d{{1,2}})\s?月\s?(?P<{tag}d>\d{{1,2}})\s?日"


_EN_SPAN = re.compile(rf"{_en_day('a')}\s*(?:to|until|till|through|-|and ended|and ending)\s*{_en_day('b')}")
_EN_BETWEEN = re.compile(rf"between\s+{_en_day('a')}\s+and\s+{_en_day('b')}")
_EN_ENDED = re.compile(rf"(?:year|period|months|fy)\s+(?:ended|ending)\s+(?:on\s+)?{_en_day('b')}")
_ZH_SPAN = re.compile(rf"{_zh_day('a')}\s*[(（]?[^至到\-。]{{0,4}}[至到\-]\s*{_zh_day('b')}")
_ZH_ENDED = re.compile(rf"截至\s?{_zh_day('b')}\s?止")
_AIM = re.compile(r"(?:\bby|before|until|within)\s+(?:the\s+)?(?:financial\s+|fiscal\s+)?$")  # a target's year
_AIM_REACH = 28
_SPANS = (_EN_SPAN, _EN_BETWEEN, _ZH_SPAN)
_TITLE_YEAR = re.compile(
    r"(?<!\d)(20[12]\d)(?:\s?年度?)?[^。\n]{0,60}(?:报告|report)|(?:report|报告)[^。\n]{0,8}(?<!\d)(20[12]\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A financial year: first and last day; `sure` is False when only a year was named."""

    start: date
    end: date
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """Two days that a text joins, `from … to …`, however far apart."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days


def arabic(folded: str) -> str:
    """Chinese numerals of dates in digits: '二零二四年十二月三十一日' becomes '2024年12月31日'."""
    text = re.sub(rf"{_ZH_NUMBER}{{4}}(?=\s?年)", lambda m: m.group().translate(_DIGITS), folded)
    return re.sub(rf"{_ZH_NUMBER}{{1,3}}(?=\s?[月日])", lambda m: str(_small(m.group())), text)


def _small(numeral: str) -> int:
    tens, ten, units = numeral.partition("十")
    if not ten:
        return int(numeral.translate(_DIGITS))
    return (int(tens.translate(_DIGITS)) if tens else 1) * 10 + (int(units.translate(_DIGITS)) if units else 0)


def find_period(folded: str) -> Period | None:
    """The financial year that the text names most often; failing that, the calendar year that its title names."""
    text = arabic(folded)
    spans: Counter[tuple[date, date]] = Counter()
    for pattern, weight in (*((pattern, 6) for pattern in _SPANS), (_EN_ENDED, 3), (_ZH_ENDED, 3)):
        for match in pattern.finditer(text):
            span = None if _AIM.search(text[max(0, match.start() - _AIM_REACH) : match.start()]) else _span(match)
            if span:
                # A report says early on which year it covers; single figures may be of another.
                spans[span] += weight if match.start() < FRONT else 1
    if spans:
        (start, end), _ = max(spans.items(), key=lambda item: (item[1], item[0][1]))
        return Period(start, end)
    years = Counter(int(first or second) for first, second in _TITLE_YEAR.findall(text[:20_000]))
    if not years:
        return None
    year = max(years.items(), key=lambda item: (item[1], item[0]))[0]
    return Period(date(year, 1, 1), date(year, 12, 31), sure=False)


def find_spans(folded: str) -> list[tuple[Span, int, int]]:
    """Every `from … to …` of the text with its offsets; Chinese numerals must be digits already, see `arabic`."""
    found = []
    for pattern in _SPANS:
        for match in pattern.finditer(folded):
            end = _day(match, "b")
            start = _day(match, "a", end) if end else None
            if start and end and start < end:
                found.append((Span(start, end), match.start(), match.end()))
    return found


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    """The year that a match names, if it is about twelve months long."""
    end = _day(match, "b")
    if end is None:
        return None
    start = _day(match, "a", end) if "ad" in match.re.groupindex else None
    if start is None:
        if "ad" in match.re.groupindex:
            return None
        following = end + timedelta(days=1)
        # A year that ends on 28 February of a leap year started on 1 March, there being no 29 February before it.
        start = _date(following.year - 1, following.month, following.day) or date(end.year - 1, 3, 1)
    return (start, end) if 350 <= (end - start).days <= 380 else None


def _day(match: re.Match[str], tag: str, end: date | None = None) -> date | None:
    groups = match.groupdict()
    day, month = groups.get(f"{tag}d") or groups.get(f"{tag}d2"), groups.get(f"{tag}m") or groups.get(f"{tag}m2")
    year = groups.get(f"{tag}y") or groups.get(f"{tag}y2")
    if not day or not month:
        return None
    number = int(month) if month.isdigit() else _MONTHS[month[:3]]
    if year:
        return _date(int(year), number, int(day))
    if end is not None:  # '1 January to 31 December 2024'
        return _date(end.year, number, int(day))
    start_year = groups.get("ay") or groups.get("ay2")  # '2020年1月1日至12月31日'
    return _date(int(start_year), number, int(day)) if start_year else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
