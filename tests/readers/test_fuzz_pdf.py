"""Damaged PDFs: a report or one clear sentence, never a traceback, a hang or a crash of the program.

70 mutations by default; KPICHECK_FUZZ=4000 runs more (the nightly target), KPICHECK_FUZZ_SEED replays others. They run
in a process of their own, since what they may break is a native library.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROUNDS = int(os.environ.get("KPICHECK_FUZZ", "280")) // 4
SEED = os.environ.get("KPICHECK_FUZZ_SEED", "1")
SECONDS_EACH = 5

WORKER = """
import random, sys
sys.path[:0] = sys.argv[3:]
from formats import as_pdf
from kpicheck.check import assess
from kpicheck.errors import KpiCheckError
from kpicheck.readers import read_bytes
from kpicheck.rulebook import load_rulebook
from test_fuzz_readers import mutate

text = "# Environmental, Social and Governance Report 2024\\n\\n## Waste\\n\\nWe sort waste.\\n\\n"
text += "|KPI|Section|\\n|-|-|\\n|A1.3|Waste|\\n"
whole, book, chance = as_pdf(text * 3), load_rulebook(), random.Random(sys.argv[2])
for turn in range(int(sys.argv[1])):
    data = mutate(whole, chance)
    try:
        assess(read_bytes(data, f"turn-{turn}.pdf"), book)
    except KpiCheckError as error:
        assert error.what and "\\n" not in error.what
    print(turn, flush=True)
"""


def test_damaged_pdfs_are_read_or_refused() -> None:
    tests = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", WORKER, str(ROUNDS), SEED, str(tests), str(tests / "readers")],
        capture_output=True,
        text=True,
        timeout=30 + ROUNDS * SECONDS_EACH,
        check=False,
    )
    last = (done.stdout.split() or ["none"])[-1]
    assert done.returncode == 0, f"seed {SEED}, after turn {last}: {done.stderr[-2000:]}"
