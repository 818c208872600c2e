"""The rules: YAML files that say what each provision asks for and in which edition it binds."""

from pathlib import Path

from kpicheck.rulebook.book import Editions, Lexicon, RuleBook
from kpicheck.rulebook.build import Case
from kpicheck.rulebook.load import load_rulebook
from kpicheck.rulebook.problems import Problem, show_all

__all__ = ["Case", "Editions", "Lexicon", "Problem", "RuleBook", "load_rulebook", "show_all", "validate_rules"]


def validate_rules(folder: Path) -> list[Problem]:
    """Every problem of the rule files in `folder`; none when they are fit for use."""
    from kpicheck.rulebook.validate import validate_rules as validate  # jsonschema takes a tenth of a second to import

    return validate(folder)
