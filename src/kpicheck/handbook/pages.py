"""A page per provision and one that lists them, in Markdown, from the rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpicheck.model import Element, LocalText, Provision, Verdict
from kpicheck.renderers.templating import markdown_templates
from kpicheck.rulebook import Case, RuleBook
from kpicheck.rulebook.obligations import duties
from kpicheck.words import LANGUAGES, join, say

SPELLINGS = 14
INDEX_PAGE = "index"


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element: what it is, when it is needed, how it can be met, which editions ask for it."""

    id: str
    label: str
    required: str
    met_by: str
    editions: str


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One line of the obligation over time."""

    edition: str
    since: str
    issuers: str
    obligation: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """An example of ours with the verdict that it must get."""

    name: str
    lines: tuple[str, ...]
    verdict: str
    edition: str
    missing: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A kind of unit with the spellings that are understood."""

    kind: str
    spellings: str


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything on one provision's page."""

    id: str
    title: str
    other_titles: tuple[str, ...]
    aspect: str
    kind: str
    why: str
    fix: str
    elements: tuple[ElementRow, ...]
    obligations: tuple[ObligationRow, ...]
    units: tuple[UnitRow, ...]
    counts: tuple[CaseView, ...]
    counts_not: tuple[CaseView, ...]
    names: tuple[str, ...]
    wording: tuple[str, ...]
    source: str
    certainty: str
    origin: str
    now: str
    editions: str


def write_pages(book: RuleBook, lang: str) -> dict[str, str]:
    """The text of every page by its file name."""
    templates = markdown_templates()
    views = [_PageBuilder(book, lang).build(name) for name in provision_ids(book)]
    page = templates.get_template("handbook/provision.md.j2")
    told = {f"{view.id}.md": page.render(view=view, say=_speaker(lang)) for view in views}
    aspects = {view.aspect: [each for each in views if each.aspect == view.aspect] for view in views}
    index = templates.get_template("handbook/index.md.j2").render(aspects=aspects, say=_speaker(lang))
    return {name: tidy(text) for name, text in {f"{INDEX_PAGE}.md": index, **told}.items()}


def provision_ids(book: RuleBook) -> list[str]:
    """Every provision of any edition, in the order of the latest edition that has it."""
    found: list[str] = []
    for edition in reversed(tuple(book.editions.values())):
        before = ""
        for provision in edition.provisions:
            if provision.id not in found:
                found.insert(found.index(before) + 1 if before else 0, provision.id)
            before = provision.id
    return found


def tidy(text: str) -> str:
    """Markdown without runs of blank lines."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def latest(book: RuleBook, provision: str) -> Provision:
    """The provision as the latest edition that has it asks for it."""
    return next(p for e in reversed(tuple(book.editions.values())) if (p := e.provision(provision)))


def printed_names(provision: Provision) -> tuple[str, ...]:
    """How content indexes print the code."""
    aspect, _, rest = provision.id.partition(".")
    if provision.kind == "general_disclosure":
        return (aspect, f"{aspect} General Disclosure", f"層面{aspect} 一般披露", f"层面{aspect} 一般披露")
    if provision.kind == "kpi":
        return (provision.id, f"KPI {provision.id}", f"關鍵績效指標{provision.id}", f"关键绩效指标{provision.id}")
    if provision.kind == "climate_paragraph":
        number = aspect.removeprefix("D") + "".join(f"({part})" for part in rest.split(".") if part)
        return (number, f"D{number}", f"Paragraph {number}", f"第{number}段")
    if provision.kind == "mandatory_paragraph":
        return (rest, f"Paragraph {rest}", f"第{rest}段")
    return (provision.id,)


@dataclass(frozen=True, slots=True)
class _PageBuilder:
    book: RuleBook
    lang: str

    def build(self, name: str) -> PageView:
        provision = latest(self.book, name)
        # A case stands for several editions; its page shows it once, with the latest of them.
        cases = {case.name: case for case in self.book.cases.get(name, ())}.values()
        labels = {e.id: self._say_local(e.label) for e, _ in self._elements(name)}
        views = [(case.want, self._case(case, labels)) for case in cases]
        obligations = tuple(self._obligations(name))
        return PageView(
            id=name,
            title=self._say_local(provision.title),
            other_titles=tuple(provision.title.say(lang) for lang in LANGUAGES if lang != self.lang),
            aspect=self._aspect(provision),
            kind=self._say(f"kind.{provision.kind}"),
            why=self._say_local(provision.why),
            fix=self._say_local(provision.fix),
            elements=tuple(self._element(element, editions) for element, editions in self._elements(name)),
            obligations=obligations,
            units=tuple(self._units(name)),
            counts=tuple(view for want, view in views if want is Verdict.DISCLOSED),
            counts_not=tuple(view for want, view in views if want is not Verdict.DISCLOSED),
            names=printed_names(provision),
            wording=provision.wording,
            source=provision.source,
            certainty=self._say(f"basis.{provision.certainty}") if provision.certainty else "",
            origin=self.book.origins.get(name, ""),
            now=f"{obligations[-1].obligation} ({obligations[-1].edition})" if obligations else "",
            editions=", ".join(e.id for e in self.book.editions.values() if e.provision(name)),
        )

    def _say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    def _say_local(self, text: LocalText) -> str:
        return text.say(self.lang)

    def _aspect(self, provision: Provision) -> str:
        titles = {name: title for edition in self.book.editions.values() for name, title in edition.aspects}
        title = titles.get(provision.aspect)
        return f"{provision.aspect} {self._say_local(title)}" if title else provision.aspect

    def _elements(self, name: str) -> list[tuple[Element, list[str]]]:
        """Every element that any edition asks for, with those editions."""
        found: dict[str, tuple[Element, list[str]]] = {}
        for edition in self.book.editions.values():
            provision = edition.provision(name)
            for element in provision.elements if provision else ():
                found.setdefault(element.id, (element, []))[1].append(edition.id)
        return list(found.values())

    def _element(self, element: Element, editions: list[str]) -> ElementRow:
        told = ", ".join(editions)
        required = self._say(f"label.required.{element.required}")
        return ElementRow(element.id, self._say_local(element.label), required, self._met_by(element), told)

    def _met_by(self, element: Element) -> str:
        """What the matchers look for beside the words, so far as it can be said in a phrase."""
        parts: dict[str, None] = {}
        for match in element.matches:
            if match.dimension:
                members = self.book.lexicon.dimensions.get(match.dimension, {})
                named = ", ".join(str(member) for member in members)
                parts[self._say("met.breakdown", least=match.least, members=named)] = None
            elif match.years:
                parts[self._say("met.years", n=match.years)] = None
            elif match.unit:
                parts[
                    self._say("met.any_number" if match.unit in ("any", "amount") else "met.number", unit=match.unit)
                ] = None
            if match.nil:
                parts[self._say("met.nil")] = None
        return join(self.lang, parts) if parts else self._say("met.words")

    def _obligations(self, name: str) -> Iterator[ObligationRow]:
        for edition in self.book.editions.values():
            for duty in duties(self.book, edition, name):
                yield ObligationRow(
                    f"{edition.id} {self._say_local(edition.label)}",
                    duty.since.isoformat(),
                    self._say(f"issuers.{duty.issuers}"),
                    self._say(f"label.obligation.{duty.obligation}"),
                )

    def _units(self, name: str) -> Iterator[UnitRow]:
        kinds = dict.fromkeys(m.unit for element, _ in self._elements(name) for m in element.matches if m.unit)
        for kind in kinds:
            spellings = self.book.lexicon.units.get(kind, ())
            if spellings:
                more = " …" if len(spellings) > SPELLINGS else ""
                yield UnitRow(kind, ", ".join(spellings[:SPELLINGS]) + more)

    def _case(self, case: Case, labels: dict[str, str]) -> CaseView:
        verdict = self._say(f"label.verdict.{case.want}")
        if case.reasoned is not None:
            told = self._say("label.reasoned" if case.reasoned else "label.unreasoned")
            verdict = f"{verdict} ({told})"
        missing = join(self.lang, (labels.get(name, name) for name in case.missing))
        lines = tuple(line for line in case.text.strip().split("\n") if line.strip())
        return CaseView(case.name, lines, verdict, case.edition, missing)


def _speaker(lang: str) -> object:
    return lambda key, **values: say(lang, key, **values)
