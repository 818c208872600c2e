"""`kpicheck explain`: what a provision asks for, in our words."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpicheck import words
from kpicheck.cli.options import edition_option, lang_option, rules_option
from kpicheck.cli.speak import say
from kpicheck.errors import UsageError
from kpicheck.model import Edition, Provision

if TYPE_CHECKING:
    from kpicheck.rulebook import RuleBook

FIRST_CLIMATE_PARAGRAPH = 19


@click.command()
@click.argument("provision", metavar="PROVISION")
@edition_option
@lang_option
@rules_option
def explain(provision: str, edition: str | None, lang: str, rule_folders: tuple[Path, ...]) -> None:
    """Say what PROVISION (such as A1.2) asks for, in the edition in force today or in --edition.

    The code of a problem, such as dangling-reference, is explained as well.
    """
    from kpicheck.handbook.issues import entry, is_issue
    from kpicheck.rulebook import load_rulebook

    if is_issue(provision):
        issue = entry(provision, lang)
        say("\n".join([f"{issue.code}: {issue.name}", "", issue.about, issue.todo]))
        return
    rulebook = load_rulebook(extra=rule_folders)
    chosen, found = _find(rulebook, provision, edition)
    say(
        "\n".join(
            [*_text(found, chosen, lang), "", *_obligations(rulebook, found.id, lang), *_basis(found, rulebook, lang)]
        )
    )


def _find(rulebook: RuleBook, name: str, edition: str | None) -> tuple[Edition, Provision]:
    """The provision and its edition; without `edition` the one in force, or the last one that had the provision."""
    wanted = _id_of(name)
    in_force = rulebook.edition(edition) if edition else rulebook.edition_for(date.today())
    others = () if edition else tuple(reversed(tuple(rulebook.editions.values())))
    for candidate in (in_force, *others):
        found = candidate.provision(wanted)
        if found is not None:
            return candidate, found
    ids = dict.fromkeys(p.id for each in rulebook.editions.values() for p in each.provisions)
    if wanted in ids:
        having = [each.id for each in rulebook.editions.values() if each.provision(wanted)]
        raise UsageError(f"{wanted} is not in {in_force.id}.", hint=f"It is in {', '.join(having)}.")
    near = get_close_matches(wanted, ids, n=3)
    meant = f"Did you mean {' or '.join(near)}?" if near else "'kpicheck rules list' shows them all."
    raise UsageError(f"There is no provision {name}.", hint=meant)


def _id_of(name: str) -> str:
    """The id that a person means: `kpi a1.2` is A1.2, `A1` the general disclosure A1.GD, `28(a)` D28.a, `13` MDR.13."""
    plain = re.sub(r"^(?:KPI|para(?:graph)?\.?|第)\s*|\s*段$", "", name.strip(), flags=re.IGNORECASE)
    plain = re.sub(r"\.?\(\s*(\w+)\s*\)", r".\1", plain)
    head, dot, tail = plain.partition(".")
    if re.fullmatch(r"[ab]\d", head, re.IGNORECASE):
        return f"{head.upper()}.{tail.upper() or 'GD'}"
    if head.isdigit():
        return f"MDR.{plain}" if int(head) < FIRST_CLIMATE_PARAGRAPH else f"D{head}{dot}{tail.lower()}"
    return f"{head.upper()}{dot}{tail.lower()}"


def _obligations(rulebook: RuleBook, provision: str, lang: str) -> list[str]:
    """The editions that treat all issuers alike on one line, then a line for each class that is treated otherwise."""
    from kpicheck.rulebook.obligations import EVERYONE, duties

    alike, apart = [], []
    for edition in rulebook.editions.values():
        by_class: dict[str, list[str]] = {}
        for duty in duties(rulebook, edition, provision):
            told = words.say(lang, f"label.obligation.{duty.obligation}")
            dated = words.say(lang, "readiness.duty", obligation=told, year=duty.since.year)
            by_class.setdefault(duty.issuers, []).append(dated if duty.issuers != EVERYONE else told)
        for issuers, told_of in by_class.items():
            what = words.say(lang, "list.comma").join(told_of)
            if issuers == EVERYONE:
                alike.append(f"{edition.id} {what}")
            else:
                name = words.say(lang, f"issuers.{issuers}")
                apart.append(f"{edition.id} {words.say(lang, 'readiness.for', issuers=name, what=what)}")
    return [*([" · ".join(alike)] if alike else []), *apart]


def _text(provision: Provision, edition: Edition, lang: str) -> list[str]:
    obligation = words.say(lang, f"label.obligation.{provision.obligation.value}")
    lines = [
        words.say(lang, "title.with_id", id=provision.id, title=provision.title.say(lang)),
        f"{edition.id} {edition.label.say(lang)} · {obligation}",
        "",
        *(text for text in (provision.why.say(lang), provision.fix.say(lang)) if text),
        "",
    ]
    for element in provision.elements:
        needed = words.say(lang, f"label.required.{element.required.value}")
        lines.append(f"  {element.id:<28} {element.label.say(lang)} · {needed}")
    return lines


def _basis(provision: Provision, rulebook: RuleBook, lang: str) -> list[str]:
    """How certain the rule is, with its source where that is not the official text; and whose rule it is."""
    lines = [words.say(lang, f"basis.{provision.certainty}")] if provision.certainty else []
    if provision.certainty != "official" and provision.source:
        lines.append(words.say(lang, "rule.source", source=provision.source))
    if files := rulebook.packs.get(provision.id):
        lines.append(words.say(lang, "rule.origin", origin=", ".join(files)))
    return lines
