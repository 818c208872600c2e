"""Figures in running text and in tables: values, percentages, years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,\-/])(?:(?:rmb|hk|us|aud?|hkd|usd)\s?\$?\s?)?[-(]?(\d{1,3}(?:[,，]\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(\s?[%‰])?"
)
_SECTION = re.compile(
    r"\s*\d{1,2}(?:\.\d{1,2}){1,3}\s*(?=[\u4e00-\u9fffa-z])(?!\s?(?:%|吨|万|亿|千|kg|mwh|kwh|tonne|m3|hours|days))"
)
_SPAN = re.compile(r"(20\d\d)(?:/\d\d)?\s?年?度?\s?(?:至|到|-|~|to)\s?(?:fy\s?)?(20\d\d)")
_HAN_YEAR = re.compile(r"二[零〇○]([一二三四五六七八九零〇○]{2})(?=\s*(?:年|财|/|至|、|及|和)|\s|$)")
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_SPELLED = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten)\s(?=(?:\w+\s){0,2}(?:cases?|complaints?|fatalit|deaths?|lawsuits?|incidents?|suppliers?))"
    r"|(?<![a-z])(two|three|four|five|six|seven|eight|nine|ten)(?= (?:in|from|located in|based in) [a-z])"
    r"|(?<![零〇一二两三四五六七八九十百千万亿])([一二两三四五六七八九十])(?=\s?(?:宗|起|例|件投诉|件案|名供应商|家供应商|(?:名|家|间)(?:位于|来自|在|则|于)))"
)
_WORDS = {
    w: n for n, w in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)
}
_HANZI = {w: n for n, w in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_HAN_NUMERAL = r"(?:[零〇一二两三四五六七八九十百万亿]|千(?![瓦克升]))"
# Figures written out: '二十八名', '七万八千四百二十千瓦时', '百分之九点三'; neither dates nor ordinals.
_WRITTEN = re.compile(
    rf"百分之({_HAN_NUMERAL}+(?:点[零〇一二三四五六七八九]+)?)"
    rf"|(?<![第附之数几每/零〇一二两三四五六七八九十百千万亿\d\s])({_HAN_NUMERAL}{{2,}}(?:点[零〇一二三四五六七八九]+)?)"
    r"(?=\s?(?:多|余)?\s?(?:名|人(?!民币)|人民币|家|间|个|位|次|小时|天|元|港|美元|吨|公斤|千克|克|千?瓦|兆瓦|立方|公升|升|公里|宗|件|项|场|笔|户|辆|台|度电|平方))"
)
_TENS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_NIL_CELLS = re.compile(r"(?:\s(?:-|nil|无|零|没有)){2,}\s*$|(?:无){2,}$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
# A number that names something: 'Scope 2', 'ISO 14001', 'note 3', 'COVID-19'.
_NAMES = re.compile(
    r"(?:(?<![a-z])(?:scope|scopes|iso|iec|ohsas|covid|pm|note|notes|appendix|chapter|cap\.?|article|section|phase|"
    r"tier|level|gb/?t?|grade|paragraph|form|page|pages|rule|ifrs s|sdg|category|b|a)|"
    r"(?<![a-z])(?:order|document|decree|licence|certificate|stock|lot|room|unit|item|serial|announcement|notice) no\.|"
    r"范围|范畴|注|附录|第|类别)"
    r"\s?-?(?:\(?\d\)?\s?(?:,|and|&|及|和|、)\s?)?$"
)
_COUNTED = re.compile(
    r"\s?(?:employees|staff|people|persons|tonnes?|tons|hours|kwh|mwh|gwh|kg|litres|m3|suppliers|cases|complaints|人|名|吨|公|千|小时|家|个|宗|件|元|万|立方|天|次|位|兆|升|度|台|项|条|户)"
)
_YEAR_AFTER = re.compile(r"\s?(?:年|财年|/\d\d)")
_MONTHS = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_ORDINAL = re.compile(rf"\s?(?:号|条|章|节|部分|页|版|届|期|月|\))|\s{_MONTHS}(?![a-z])")
_LISTED = re.compile(r"\s?(?:、|．|\.(?!\d))")  # at the head of a sentence: '3. Waste'
_HEADED = re.compile(r"\s+[^\W\d]{2}")
_LONGEST_HEADING = 30
_DATE = re.compile(rf"(?:月|(?<![a-z]){_MONTHS})\s?$")  # '3月31日', 'March 31'
_LARGEST_MARK = 20  # '(3) save water' counts; 'Hong Kong (35)' tells a value
_SMALL_MARK = 3
_CLOSED = re.compile(r"\)\s?(?:[,，.;；。、]|and\b|及|和|$)")
_AGE = re.compile(
    r"\s?(?:years?\b|年(?!度?(?:用|耗|排))|岁|-\s?\d+|至\s?\d+|或以上|or above|years? old|and above|to \d+)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in folded text with its offsets. `percent` when a percent sign follows."""

    value: float
    start: int
    end: int
    percent: bool


def figures(folded: str) -> list[Figure]:
    """The figures of `folded` in their order: no years, no ordinals, no age limits, no section numbers.

    >>> [f.value for f in figures("在2024年，共 1,234.5 吨，30岁以下 12%")]
    [1234.5, 12.0]
    """
    found = []
    begin = _SECTION.match(folded)
    for match in _NUMBER.finditer(folded, begin.end() if begin else 0):
        after = folded[match.end() : match.end() + 12]
        digits = match[1].replace(",", "").replace("，", "").replace(" ", "")
        percent = bool(match[2])
        if not percent and (_is_year(digits, after) or _is_mark(folded, match, after) or _AGE.match(after)):
            continue
        if (
            not percent
            and re.match(r"[a-z]{3,}", after)
            and not after.startswith(("mwh", "kwh", "tco2", "gwh", "tonne", "kilo", "hour", "day"))
        ):
            continue
        if not percent and _NAMES.search(folded[max(0, match.start() - 16) : match.start()]):
            continue
        found.append(Figure(float(digits), match.start(1), match.end(), percent))
    for match in _SPELLED.finditer(folded):
        word = match[1] or match[2]
        value = _WORDS[word] if word else _HANZI[match[3]]
        found.append(Figure(float(value), match.start(), match.end(), False))
    found.extend(_written(folded))
    return sorted(found, key=lambda figure: figure.start)


def _written(folded: str) -> Iterator[Figure]:
    for match in _WRITTEN.finditer(folded):
        numeral = match[1] or match[2]
        value = _han_value(numeral)
        if value is not None:
            yield Figure(value, match.start(), match.end(), bool(match[1]))


def _han_value(numeral: str) -> float | None:
    """The value of a Chinese numeral; None for a run of digits such as a year.

    >>> _han_value("七万八千四百二十")
    78420.0
    """
    whole, _, decimals = numeral.partition("点")
    if len(whole) > 1 and not set(whole) & {*_TENS, *_MYRIADS}:
        return None
    total = section = digit = 0
    for char in whole:
        if char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif char in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[char]
            section = digit = 0
        else:
            digit = 2 if char == "两" else _HAN_DIGITS[char]
    fraction = float("0." + "".join(str(_HAN_DIGITS[c]) for c in decimals)) if decimals else 0.0
    return float(total + section + digit) + fraction


def _is_mark(folded: str, match: re.Match[str], after: str) -> bool:
    """Whether the number counts sections or days rather than things."""
    if after.startswith(")") and match.group().startswith("("):
        value = float(re.sub(r"[,，\s]", "", match[1]))
        if value > _LARGEST_MARK or (value > _SMALL_MARK and _CLOSED.match(after)):
            return False
    if _DATE.search(folded[max(0, match.start() - 10) : match.start()]):
        return True
    if _numbers_heading(folded, match, after):
        return True
    return bool(_ORDINAL.match(after)) or (not folded[: match.start()].strip(" (") and bool(_LISTED.match(after)))


def _numbers_heading(folded: str, match: re.Match[str], after: str) -> bool:
    """Whether the number stands in front of a short heading: '4 重要议题', '12 Community'."""
    first = not folded[: match.start()].strip()
    short = len(folded) <= _LONGEST_HEADING and not re.search(r"\d", folded[match.end() :])
    return first and short and len(match[1]) <= 2 and bool(_HEADED.match(after)) and not _COUNTED.match(after)


def _is_year(digits: str, after: str) -> bool:
    return bool(_YEAR.fullmatch(digits)) and (bool(_YEAR_AFTER.match(after)) or not _COUNTED.match(after))


def nil_cells(folded: str) -> int:
    """How many cells at the end of a row say that there is none.

    >>> nil_cells("因工死亡人数 - - -")
    3
    """
    found = _NIL_CELLS.search(folded)
    if not found:
        return 0
    return len(found.group().split()) if found.group()[0].isspace() else len(found.group())


def years(folded: str) -> list[int]:
    """The years that are named, in order: '2024年度 2023年度' gives 2024, 2023."""
    folded = _HAN_YEAR.sub(lambda m: "20" + "".join(str(_HAN_DIGITS[c]) for c in m[1]), folded)
    found = [int(m.group()) for m in re.finditer(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)", folded)]
    for first, last in _SPAN.findall(folded):
        if 0 < int(last) - int(first) <= 5:
            found.extend(range(int(first) + 1, int(last)))
    return found
