"""Every word of ours, in three languages: a common file per language in `templates/words/`, and one per room below it.

A catalogue maps a key to a sentence with `{gaps}`, or to `{one: …, other: …}` where the number `n` changes the
wording. The keys and gaps are the same in all languages (tests/renderers/test_words.py sees to that).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kpicheck.shipped import shipped

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
ELLIPSIS = "…"

Entry = str | Mapping[str, str]


def say(lang: str, key: str, **values: object) -> str:
    """The words for `key` in `lang`, gaps filled. KeyError for a key or a gap that we forgot."""
    return _wording(catalogue(lang)[key], values).format_map(values)


def has(key: str) -> bool:
    """Whether the catalogue knows `key`."""
    return key in catalogue("en")


def tell(lang: str, key: str, values: Mapping[str, str]) -> str:
    """The sentence of a message that another part of the house composed.

    Unlike `say` it never fails: whoever reads the report shall not lose it over a sentence that is not worded yet.
    """
    entry = catalogue(lang).get(key)
    if entry is None:
        told = ", ".join(f"{name}: {value}" for name, value in values.items())
        return f"{key} ({told})" if told else key
    return _wording(entry, values).format_map(_Lenient(values))


def join(lang: str, items: Iterable[str]) -> str:
    """The items as one enumeration; semicolons, because labels carry commas."""
    return catalogue_text(lang, "list.separator").join(items)


def language(lang: str) -> str:
    """The language we answer in when asked for `lang`."""
    return lang if lang in LANGUAGES else "en"


@cache
def catalogue(lang: str) -> Mapping[str, Entry]:
    """All words in one language, by key."""
    import yaml  # reading YAML is only needed once something is to be printed

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: dict[str, Entry] = {}
    for path in word_files(lang):
        entries |= yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return entries


def word_files(lang: str) -> tuple[Path, ...]:
    """The files that hold the words of one language: the common one, then those of single rooms."""
    folder, name = shipped("templates") / "words", f"{language(lang)}.yaml"
    return (folder / name, *sorted(folder.glob(f"*/{name}")))


def catalogue_text(lang: str, key: str) -> str:
    """An entry that has one wording only."""
    entry = catalogue(lang)[key]
    if not isinstance(entry, str):
        raise TypeError(f"{key} changes with a number")
    return entry


def _wording(entry: Entry, values: Mapping[str, object]) -> str:
    if isinstance(entry, str):
        return entry
    return entry["one"] if str(values.get("n")) == "1" else entry["other"]


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ELLIPSIS
