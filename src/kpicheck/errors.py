"""What can go wrong in a way that the user can put right."""

from __future__ import annotations


class KpiCheckError(Exception):
    """Something the user can put right; `hint` says how. The command line prints both and exits 2."""

    exit_code = 2

    def __init__(self, what: str, *, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments are lost by the default pickling, and batch hands errors between processes.
        return (_rebuild, (type(self), self.what, self.hint))


class UnfitInput(KpiCheckError):  # noqa: N818 - read as a sentence: raise UnfitInput("…")
    """The input cannot be checked: not readable, or not an ESG report."""


class RuleFileError(KpiCheckError):
    """A rule file is wrong; `what` carries file, line and column of every problem found."""


class UsageError(KpiCheckError):
    """Options that do not go together, or a name that does not exist."""


def _rebuild(kind: type[KpiCheckError], what: str, hint: str) -> KpiCheckError:
    return kind(what, hint=hint)
