from __future__ import annotations

from pathlib import Path

import pytest

from kpicheck.batch.plan import plan
from kpicheck.errors import UsageError


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def sources(jobs, folder: Path) -> list[str]:
    return [job.source.relative_to(folder).as_posix() for job in jobs]


def test_a_folder_gives_its_reports_in_order(tmp_path):
    touch(
        *(
            tmp_path / name
            for name in ("b.PDF", "a.txt", "c/d.docx", "c/notes.xlsx", ".hidden.md", "~$a.docx", ".git/x.md")
        )
    )
    assert sources(plan([tmp_path], tmp_path / "out"), tmp_path) == ["a.txt", "b.PDF", "c/d.docx"]


def test_named_files_keep_their_order_and_come_once(tmp_path):
    touch(tmp_path / "b.txt", tmp_path / "a.odd", tmp_path / "c.txt")
    paths = [tmp_path / "b.txt", tmp_path / "a.odd", tmp_path / "gone.txt", tmp_path]
    assert sources(plan(paths, tmp_path / "out"), tmp_path) == ["b.txt", "a.odd", "gone.txt", "c.txt"]


def test_results_of_an_earlier_run_are_no_reports(tmp_path):
    touch(tmp_path / "a.txt", tmp_path / "out" / "a.html")
    assert sources(plan([tmp_path], tmp_path / "out"), tmp_path) == ["a.txt"]


def test_names_are_safe_and_never_meet(tmp_path):
    touch(*(tmp_path / name for name in ("x/report.pdf", "y/Report.txt", "y/report.txt", "index.md", "可持續 #1?.txt")))
    names = [job.name for job in plan([tmp_path], tmp_path / "out")]
    assert len({name.casefold() for name in names}) == len(names) == 5
    assert "index" not in names
    assert "可持續 _1_" in names


def test_no_result_can_overwrite_a_report(tmp_path):
    touch(tmp_path / "a.html")
    with pytest.raises(UsageError, match="lies in the folder for the results"):
        plan([tmp_path / "a.html"], tmp_path)


def test_nothing_to_check_is_an_error(tmp_path):
    with pytest.raises(UsageError, match="no report to check"):
        plan([tmp_path], tmp_path / "out")
