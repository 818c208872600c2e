"""The rules: YAML files that say what each provision asks for and in which edition it binds."""

from kpicheck.rulebook.book import Editions, RuleBook
from kpicheck.rulebook.build import Case
from kpicheck.rulebook.load import load_rulebook
from kpicheck.rulebook.problems import Problem

__all__ = ["Case", "Editions", "Problem", "RuleBook", "load_rulebook"]
