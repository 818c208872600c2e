"""Problems of rule files, each with its place; printed the way compilers do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

# What YAML takes for the end of a line; str.splitlines knows more and would shift the numbers.
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_SHOWN = 110


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a rule file; `line` and `column` count from 1. `hint` follows the caret."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    source: str = field(default="", compare=False, repr=False)
    width: int = field(default=1, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"

    def shown(self) -> str:
        """The problem with the line it stands on and a caret under the place."""
        if not self.source:
            return f"{self}\n    {self.hint}" if self.hint else str(self)
        number = f"{self.line:>5}"
        line, start = self.source.replace("\t", " "), self.column - 1
        if start > _SHOWN:
            line, start = "…" + line[start - 20 :], 21
        line = line[:_SHOWN]
        # Chinese characters are two columns wide on a terminal, so the caret has to move with them.
        lead = "".join("\u3000" if ord(char) > 0x2E7F else " " for char in line[:start])
        caret = "^" * max(1, min(self.width, len(line) - start))
        hint = f"   {self.hint}" if self.hint else ""
        return f"{self}\n{number} | {line}\n{' ' * len(number)} | {lead}{caret}{hint}"


def show_all(problems: Iterable[Problem]) -> str:
    """Every problem with its excerpt, in the order of files and lines."""
    return "\n".join(problem.shown() for problem in sorted(problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean 'x'?`, or nothing when no known word is near.

    >>> did_you_mean("elments", ["elements", "title"])
    "did you mean 'elements'?"
    """
    names = sorted({name for name in known if isinstance(name, str)})
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if not near:
        lowered = {name.casefold(): name for name in names}
        near = [lowered[key] for key in get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)]
    return f"did you mean {near[0]!r}?" if near else ""
