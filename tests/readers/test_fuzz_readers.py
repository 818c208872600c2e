"""Mutated samples: whatever the bytes, a Report or a KpiCheckError, and soon.

200 mutations by default; KPICHECK_FUZZ=4000 runs more (the nightly target), KPICHECK_FUZZ_SEED replays others.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile

import pytest
from reader_samples import CHINESE_HANS, CHINESE_HANT, HTML, ISSUER, MARKDOWN, PAGES, docx_bytes, new_docx

from kpicheck.errors import KpiCheckError
from kpicheck.model import Report
from kpicheck.readers import read_bytes

ROUNDS = int(os.environ.get("KPICHECK_FUZZ", "200"))
SEED = int(os.environ.get("KPICHECK_FUZZ_SEED", "20240917"))
SHARES = 4
SECONDS = 10.0

# What mutations insert: the characters and words that mean something to one of the formats.
TOKENS = [
    *(
        b"\x00",
        b"\xff",
        b"\xef\xbf\xbd",
        b"\f",
        b"\r",
        b"\n ",
        b"\t",
        b"|",
        b"---\n",
        b"===\n",
        b"```",
        b"<!--",
        b"-->",
    ),
    *(b"<table>", b"<tr><td rowspan=99999 colspan=99999>", b"</table>", b"<div>" * 50, b"<!DOCTYPE html>", b"&#0;"),
    *(b"<w:p>", b"</w:p>", b"<w:tbl>", b'w:val="99999999"', b"w:vMerge", b"]]>", b"\xe4\xb8\xad", b"9" * 40, b"[" * 60),
    *(b"*_" * 60, b"P. 47-52 ", b"</html>", b"<script>", b"\x02", b"\xc2\xad"),
]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, moved, lost or added."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        place = chance.randrange(len(changed) + 1)
        kind = chance.randrange(6)
        if kind == 0 and changed:
            changed[min(place, len(changed) - 1)] = chance.randrange(256)
        elif kind == 1:
            del changed[place : place + chance.choice((1, 3, 30, 400))]
        elif kind == 2:
            changed[place:place] = chance.choice(TOKENS)
        elif kind == 3:
            piece = changed[place : place + chance.choice((5, 80, 900))]
            changed[place:place] = piece * chance.choice((1, 3, 40))
        elif kind == 4:
            del changed[place:]
        else:
            other = chance.randrange(len(changed) + 1)
            changed[place:place] = changed[other : other + 50]
    return bytes(changed)


def mutate_docx(data: bytes, chance: random.Random) -> bytes:
    """Mutated inside one part, so that the archive itself opens; now and then as a whole."""
    if chance.random() < 0.25:
        return mutate(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    weighted = ["word/document.xml"] * 6 + ["word/styles.xml", "word/numbering.xml", "_rels/.rels", *parts]
    name = chance.choice([name for name in weighted if name in parts])
    parts[name] = mutate(parts[name], chance) if chance.random() < 0.5 else mutate_markup(parts[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return stream.getvalue()


def mutate_markup(data: bytes, chance: random.Random) -> bytes:
    """Elements lost, doubled or swapped whole, so that the XML often stays well-formed and the reader sees it."""
    pieces = data.split(b"<")
    for _ in range(chance.choice((1, 2, 5))):
        place = chance.randrange(len(pieces))
        kind = chance.randrange(4)
        if kind == 0:
            del pieces[place]
        elif kind == 1:
            pieces.insert(place, pieces[chance.randrange(len(pieces))])
        elif kind == 2:
            pieces[place] = pieces[place].replace(b'"1"', b'"-7"').replace(b'"0"', b'"99999999999"')
        else:
            other = chance.randrange(len(pieces))
            pieces[place], pieces[other] = pieces[other], pieces[place]
        if not pieces:
            return b""
    return b"<".join(pieces)


def samples() -> dict[str, tuple[str, bytes]]:
    spaced = "\n".join(" " + page.rstrip() for page in PAGES)
    glued = "".join(f"{page.rstrip()}{number} {ISSUER.upper()}\n" for number, page in enumerate(PAGES, 2))
    return {
        "docx": ("a.docx", docx_bytes(new_docx())),
        "html": ("a.html", HTML.encode() * 2),
        "markdown": ("a.md", (MARKDOWN + HTML).encode()),
        "form feeds": ("a.txt", "\f".join(PAGES).encode()),
        "spaces": ("a.txt", spaced.encode()),
        "glued": ("a.txt", glued.encode()),
        "gb18030": ("-", (CHINESE_HANS * 9).encode("gb18030")),
        "utf-16": ("-", (CHINESE_HANT * 9).encode("utf-16")),
    }


@pytest.mark.parametrize("share", range(SHARES))
def test_any_bytes_give_a_report_or_a_clear_error(share: int) -> None:
    chance = random.Random(SEED + share)
    everything = samples()
    names = list(everything)
    for turn in range(ROUNDS // SHARES):
        kind = names[turn % len(names)] if chance.random() < 0.6 else chance.choice(["docx", "html", "markdown"])
        name, data = everything[kind]
        mutated = mutate_docx(data, chance) if kind == "docx" else mutate(data, chance)
        if kind in ("html", "markdown") and chance.random() < 0.4:
            mutated = mutate_markup(mutated, chance)
        start = time.perf_counter()
        outcome = read_or_refuse(mutated, name)
        if isinstance(outcome, KpiCheckError):
            assert outcome.what, (share, turn, kind)
            assert outcome.hint, (share, turn, kind)
        else:
            check_report(outcome, (share, turn, kind))
        assert time.perf_counter() - start < SECONDS, (share, turn, kind)


def read_or_refuse(data: bytes, name: str) -> Report | KpiCheckError:
    try:
        return read_bytes(data, name)
    except KpiCheckError as problem:
        return problem


def check_report(report: Report, where: tuple[int, int, str]) -> None:
    """What holds for every report, however broken its file was."""
    lines = list(report.lines())
    numbers = [line.number for line in lines]
    assert numbers == sorted(numbers), where
    assert [page.number for page in report.pages] == list(range(1, len(report.pages) + 1)), where
    assert any(line.text for line in lines), where
    assert all(line.page == page.number for page in report.pages for line in page.lines), where
    assert not any(character in line.text for line in lines for character in "\n\r\x00\ufffd"), where
    known = {line.number for line in lines}
    assert all(entry.line in known and entry.title for entry in report.outline), where
