"""Writes what the README's first command prints into it: `python docs/update_readme.py`, part of `make docs`."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

from kpicheck.check import assess
from kpicheck.readers import read_report
from kpicheck.renderers.text import TextRenderer
from kpicheck.rulebook import load_rulebook

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SAMPLE = ROOT / "seeds/samples/amber-quay-esg-2024-en.md"
BLOCK = re.compile(r"(?<=the gravest first:\n\n)(?: {4}.*\n|\n)+(?=\n)")
GAP_LINES = 4


def excerpt(printed: str) -> str:
    """The outcome, the verdicts and the first two gaps of a terminal summary, indented."""
    lines = printed.splitlines()
    outcome = next(number for number, line in enumerate(lines) if line.endswith("attention."))
    verdicts = next(number for number, line in enumerate(lines) if line.startswith("Missing ") and number > outcome)
    gaps = list(takewhile(bool, lines[verdicts + 2 :]))[:GAP_LINES]
    shown = [lines[outcome], lines[verdicts], "", *gaps]
    return "".join(f"    {line}\n" if line else "\n" for line in shown)


def main() -> None:
    printed = TextRenderer().render(assess(read_report(SAMPLE), load_rulebook()), "en")
    text, count = BLOCK.subn(lambda _: excerpt(printed), README.read_text(encoding="utf-8"))
    if count != 1:
        raise SystemExit("the README has no example to write anew")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
