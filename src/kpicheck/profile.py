"""Who reports, for which year, on which board, citing what: read off the report, overridden by the user."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from kpicheck.language.dates import Period, find_period
from kpicheck.language.fold import close_up, fold
from kpicheck.model import Profile, Report

HEAD = 24_000  # characters of the front of a report in which the issuer names itself
_COMPANY_ZH = re.compile(
    r"[\u4e00-\u9fff()（）]{2,24}?(?:集[團团]|控股|股份|科技|投[資资]|[實实][業业]|[國国][際际])*有限公司"
)
_COMPANY_EN = re.compile(
    r"(?<!of )\b(?:(?:[A-Z][A-Za-z&.'’\-]*|&)[ \t]+){1,7}(?:\(?[A-Z][A-Za-z]*\)?[ \t]+)?"
    r"(?:Co\.,?\s+Ltd\.?|Company Limited|Limited|LIMITED|Ltd\.?|plc|PLC|Inc\.|Corporation)"
)
_NOT_ISSUERS = re.compile(
    r"交易所|結算|结算|律師|证券及期货|會計|会计|Stock Exchange|"
    r"Exchanges and Clearing|Securities Clearing|Registrar|Clearing|Certified Public"
)
_PLACES = frozenset({"Hong Kong Limited", "Kong Limited", "China Limited"})
_LEAD = re.compile(
    r"^(?:[^\s]{0,6}(?:報告|报告)|由|这是|這是|是|"
    r"(?:Corporate|Company|Group) Profile |About (?:This Report|the Report|Us|the (?:Group|Company)) |"
    r"及|與|与|和|覆蓋|覆盖|涵蓋|涵盖|為|为|於|于|指|在|有關|the |The |of )+"
)
_STOCK_CODE = re.compile(
    r"(?:股份代[号碼码]|股票代[码号]|stock\s+code|stock\s+codes?)\s*[:：.]?\s*[((]?\s*"
    r"(?:hkex|sehk|香港联交所|联交所|港交所|hk)?\s*[:：]?\s*0*(\d{1,5})(?!\d)"
)
_EXCHANGE_CODE = re.compile(r"(?:hkex|sehk|联交所|港交所)\s*[:：]\s*0*(\d{1,5})(?!\d)|(?<!\d)0*(\d{3,5})\.hk")
_CITED = (
    (
        "ESG Reporting Code",
        re.compile(r"esg\s*报告守则|社会及管治报告守则|esg reporting code|governance reporting code"),
    ),
    ("ESG Reporting Guide (Appendix C2)", re.compile(r"附录\s?c2|appendix c2")),
    ("ESG Reporting Guide (Appendix 27)", re.compile(r"附录二十七|附录\s?27|appendix 27")),
    ("ESG Reporting Guide (GEM Appendix 20)", re.compile(r"附录二十(?!七)|附录\s?20(?!\d)|appendix 20(?!\d)")),
    (
        "ESG Reporting Guide",
        re.compile(r"社会及管治报告指引|esg\s*报告指引|esg reporting guide|governance reporting guide|esg guide"),
    ),
)
_GEM = re.compile(
    r"gem\s*(?:证券)?上市规则|gem listing rules|listing of securities on gem|附录二十(?!七)|appendix 20(?!\d)"
)
_MAIN = re.compile(r"附录二十七|附录\s?27|appendix 27|main board listing|主板上市规则")


@dataclass(frozen=True, slots=True)
class ProfileOptions:
    """What the user says about the issuer; None leaves it to the report."""

    fy_start: date | None = None
    board: str | None = None
    large_cap: bool | None = None


def read_profile(report: Report, options: ProfileOptions) -> Profile:
    """The profile of the issuer. What was neither read nor given is listed in `guessed`."""
    text = "\n".join(line.text for line in report.lines() if line.text.strip())
    folded = fold(close_up(text))
    period = _given_year(options.fy_start) if options.fy_start else find_period(folded)
    board = options.board or _board(folded)
    guessed = []
    if period is None or not period.sure:
        guessed.append("period")
    if not board:
        guessed.append("board")
    if options.large_cap is None:
        guessed.append("large_cap")
    return Profile(
        issuer=_issuer(text[:HEAD], report.language) or _issuer(text, report.language),
        stock_code=_stock_code(folded),
        start=period.start if period else None,
        end=period.end if period else None,
        cited=next((name for name, pattern in _CITED if pattern.search(folded)), ""),
        board=board or "main",
        large_cap=options.large_cap,
        guessed=tuple(guessed),
    )


def _board(folded: str) -> str:
    """`gem` or `main` by the rules that the report cites, empty when it cites neither."""
    gem, main = len(_GEM.findall(folded)), len(_MAIN.findall(folded))
    if gem > main:
        return "gem"
    return "main" if main else ""


def _given_year(start: date) -> Period:
    try:
        following = start.replace(year=start.year + 1)
    except ValueError:  # 29 February
        following = start.replace(year=start.year + 1, month=3, day=1)
    return Period(start, following - timedelta(days=1))


def _issuer(text: str, language: str) -> str:
    """The company that the front of the report names most often."""
    found: Counter[str] = Counter()
    for pattern in (_COMPANY_EN, _COMPANY_ZH) if language == "en" else (_COMPANY_ZH, _COMPANY_EN):
        for match in pattern.finditer(text):
            name = " ".join(_LEAD.sub("", match.group()).split())
            if len(name) > 5 and name not in _PLACES and not _NOT_ISSUERS.search(name):
                found[name] += 1
        if found:
            break
    return max(found.items(), key=lambda item: (item[1], len(item[0])))[0] if found else ""


def _stock_code(folded: str) -> str:
    codes = Counter(match[1] for match in _STOCK_CODE.finditer(folded))
    if not codes:
        codes = Counter(match[1] or match[2] for match in _EXCHANGE_CODE.finditer(folded))
    return codes.most_common(1)[0][0] if codes else ""
