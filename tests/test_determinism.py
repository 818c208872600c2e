"""The same report gives the same result, byte for byte, whatever Python makes of the order of its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from small_reports import CHAPTERS, GENERAL, INDEX_TITLE, chapters, description, kpis

HASH_SEEDS = ("0", "1", "2", "3")
SAMPLES = Path(__file__).parents[1] / "seeds" / "samples"


def without_codes(lang: str) -> str:
    """A report whose general disclosures are labelled alike, some with words that fit several aspects equally."""
    lines = [INDEX_TITLE[lang]]
    for provision in kpis():
        general = provision.endswith(".GD")
        said = "Policies on the topic" if general else description(provision, lang)
        lines.append("\t".join((GENERAL[lang] if general else provision, said, CHAPTERS[lang][2])))
    return f"{chapters(lang)}\f" + "\n".join(lines)


def outputs(path: Path) -> set[bytes]:
    """What `kpicheck check` prints of one report under different seeds of Python's hashes."""
    command = [sys.executable, "-m", "kpicheck", "check", str(path), "--format", "json", "--fail-on", "never"]
    return {
        subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}).stdout
        for seed in HASH_SEEDS
    }


def test_rows_that_fit_several_aspects_are_always_read_alike(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(without_codes("en"), encoding="utf-8")
    assert len(outputs(report)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt"))[:3], ids=lambda path: path.stem)
def test_a_sample_is_always_judged_alike(sample: Path) -> None:
    assert len(outputs(sample)) == 1
