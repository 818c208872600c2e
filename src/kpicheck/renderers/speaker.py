"""The model's values in words: messages, places, pages, dates and certainty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from kpicheck.model import Assessment, ElementFinding, Evidence, Finding, Issue, LocalText, Message
from kpicheck.renderers.order import FAIRLY_SURE, SURE
from kpicheck.renderers.proposals import proposal_for
from kpicheck.renderers.safe import shortened, visible
from kpicheck.words import has, join, language, say, tell

QUOTED_LIMIT = 160
_PAGE_LIST = re.compile(r"\d+(\s*[,;–-]\s*\d+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLACES = ("where", "pages")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says in one language what one assessment holds; every word of the report comes out harmless."""

    assessment: Assessment
    lang: str
    _printed: dict[int, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lang", language(self.lang))
        printed = {page.number: page.printed for page in self.assessment.report.pages}
        object.__setattr__(self, "_printed", printed)

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    def local(self, text: LocalText) -> str:
        return visible(text.say(self.lang))

    # -------------------------------------------------------------- messages

    def message(self, message: Message, finding: Finding | None = None) -> str:
        """The sentence of `message`; what the finding knows better (labels, places) replaces what the message says."""
        values = {name: self._value(name, value) for name, value in message.values}
        if finding is not None and finding.missing:
            values["missing"] = self.missing(finding)
        if finding is not None and (where := self.where(finding)):
            values["where"] = where
        if finding is not None and has(variant := f"{message.key}.{finding.provision.obligation}"):
            return tell(self.lang, variant, values)
        return tell(self.lang, message.key, values)

    def issue(self, issue: Issue) -> str:
        """The sentence of `issue`; where a disclosure stands is told as exactly and in the same words as elsewhere."""
        finding = next((f for f in self.assessment.findings if f.provision.id == issue.provision), None)
        values = {name: self._value(name, value) for name, value in issue.message.values}
        passages = [evidence for element in finding.elements for evidence in element.evidence] if finding else []
        proposed = proposal_for(issue, self.assessment)
        if "where" in values and proposed:
            values["where"] = self.place(proposed.page, proposed.line, proposed.printed_page) or values["where"]
        elif "where" in values and passages:
            best = max(passages, key=lambda evidence: evidence.score)
            values["where"] = self.place(best.page, best.line, best.printed_page) or values["where"]
        return tell(self.lang, issue.message.key, values)

    def _value(self, name: str, value: str) -> str:
        if name in _PLACES and _PAGE_LIST.fullmatch(value.strip()):
            return self.pages_listed(value)
        if name == "claim" and has(f"label.claim.{value}"):
            return self.say(f"label.claim.{value}")
        if name == "relief" and has(f"relief.{value}"):
            return self.say(f"relief.{value}")
        if name == "edition" and value == self.assessment.edition.id:
            return self.local(self.assessment.edition.label)
        if name == "score" and re.fullmatch(r"[01](\.\d+)?", value):
            return self.percent(float(value))
        if _DAY.fullmatch(value):
            return self.day(date.fromisoformat(value))
        return shortened(visible(value), QUOTED_LIMIT).rstrip("。. " if name == "reason" else " ")

    def messages(self, finding: Finding) -> tuple[str, ...]:
        told = tuple(self.message(message, finding) for message in finding.messages)
        return (*told, self.outcomes(finding)) if finding.outcomes else told

    def outcomes(self, finding: Finding) -> str:
        """What the provision comes to for each class that the issuer may belong to."""
        each = (
            self.say(
                "applicability.one",
                issuer=self.say(f"issuer.{outcome.issuer}"),
                obligation=self.say(f"label.obligation.{outcome.obligation}"),
                verdict=self.say(f"label.verdict.{outcome.verdict}"),
            )
            for outcome in finding.outcomes
        )
        return self.say("applicability.confirm", outcomes=self.say("list.separator").join(each))

    def missing(self, finding: Finding) -> str:
        """The labels of the missing elements in one enumeration."""
        return join(self.lang, (self.local(element.label) for element in finding.missing))

    # -------------------------------------------------------------- places

    def place(self, page: int | None, line: int | None, printed: str = "") -> str:
        """Where something stands, as exactly as the format allows: page, or page and line, or line."""
        report = self.assessment.report
        if report.format in ("pdf", "docx", "html") and report.paged and page:
            printed = visible(printed or self._printed.get(page, ""))
            if printed and printed != str(page):
                return self.say("place.printed", page=page, printed=printed)
            return self.say("place.page", page=page)
        if report.paged and page and line and len(report.pages) > 1:
            return self.say("place.page_line", page=page, line=line)
        if line:
            return self.say("place.line", line=line)
        return self.say("place.page", page=page) if page and report.paged else ""

    def short_place(self, page: int, line: int) -> str:
        """The place for a table cell: the page, or the line where pages mean nothing."""
        report = self.assessment.report
        if report.paged and page and (len(report.pages) > 1 or not line):
            return self.say("place.short", page=page)
        return self.say("place.short_line", line=line) if line else ""

    def where(self, finding: Finding) -> str:
        """The places of the best passage of each element that was found, at most three."""
        best = (evidence for element in finding.elements for evidence in best_passages(element))
        places = dict.fromkeys(self.place(e.page, e.line, e.printed_page) for e in best)
        return self.say("list.comma").join([place for place in places if place][:3])

    def pages_listed(self, value: str) -> str:
        """Page numbers given as `3, 5-7` in words."""
        numbers = re.sub(r"\s*[,;]\s*", self.say("list.comma"), re.sub(r"\s*[–-]\s*", "–", value.strip()))
        if numbers.isdigit():
            return self.say("place.page", page=numbers)
        return self.say("place.pages", pages=numbers)

    def pages(self, numbers: Sequence[int]) -> str:
        """`pages 3–5, 9` for 3, 4, 5 and 9."""
        return self.pages_listed(",".join(runs(numbers))) if numbers else ""

    # -------------------------------------------------------------- other values

    def day(self, day: date | None) -> str:
        if day is None:
            return self.say("fact.unknown")
        month = self.say("months").split()[day.month - 1]
        return self.say("date", day=day.day, month=month, year=day.year)

    def percent(self, score: float) -> str:
        return self.say("sure.percent", percent=percent(score))

    def sure(self, score: float) -> str:
        """How sure a score is, in words."""
        level = "high" if score >= SURE else "medium" if score >= FAIRLY_SURE else "low"
        return self.say(f"sure.{level}")


def best_passages(element: ElementFinding) -> tuple[Evidence, ...]:
    """The best passage of an element that was found, or none."""
    return element.evidence[:1] if element.found else ()


def percent(score: float) -> int:
    """`score` in percent, kept within 0 and 100."""
    return round(100 * min(max(score, 0.0), 1.0))


def runs(numbers: Iterable[int]) -> list[str]:
    """Neighbouring numbers joined: `3–5`, `9`."""
    ordered = sorted(set(numbers))
    if not ordered:
        return []
    breaks = [i + 1 for i, (a, b) in enumerate(pairwise(ordered)) if b != a + 1]
    groups = [ordered[i:j] for i, j in zip([0, *breaks], [*breaks, len(ordered)], strict=True)]
    return [str(group[0]) if len(group) == 1 else f"{group[0]}–{group[-1]}" for group in groups]
