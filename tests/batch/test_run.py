from __future__ import annotations

import csv
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from fake_work import log_of, prepare_reports

from kpicheck.batch import Settings, Status, run_batch
from kpicheck.batch.journal import NAME

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _fake_checking(monkeypatch):
    monkeypatch.setattr("kpicheck.batch.run.prepare", prepare_reports)


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("a", "=cmd()"), ("b", "crash"), ("c", "Harbour <b>Tea</b>")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "out", options=SimpleNamespace())


def test_bad_files_are_rows_and_the_order_is_that_of_the_input(reports, settings):
    seen = []
    paths = [reports / "c.txt", reports / "gone.txt", reports]
    rows = run_batch(paths, settings, processes=2, progress=lambda done, of: seen.append((done, of)))
    assert [row.name for row in rows] == ["c", "gone", "a", "b"]
    assert [row.status is Status.CHECKED for row in rows] == [True, False, True, False]
    assert "ended with code 9" in rows[3].reason
    assert seen == [(done, 4) for done in range(5)]


def test_summary_and_page(reports, settings):
    run_batch([reports], settings)
    with (settings.folder / "summary.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["status"], row["issuer"], row["gaps_warning"], row["html"]) for row in rows] == [
        ("checked", "'=cmd()", "2", "a.html"),
        ("not checked", "", "", ""),
        ("checked", "Harbour <b>Tea</b>", "2", "c.html"),
    ]
    page = (settings.folder / "index.html").read_text(encoding="utf-8")
    assert "<b>Tea" not in page
    assert "ended with code 9" in page
    for link in re.findall(r'href="([^"]+)"', page):
        assert (settings.folder / link).is_file()


@pytest.mark.parametrize("lang", ["zh-Hant", "zh-Hans"])
def test_the_page_speaks_chinese(reports, settings, lang):
    run_batch([reports / "a.txt"], replace(settings, lang=lang))
    assert f'lang="{lang}"' in (settings.folder / "index.html").read_text(encoding="utf-8")


def test_resume_does_only_what_is_left(reports, settings):
    run_batch([reports], settings)
    assert log_of(reports) == ["a", "b", "c"]
    rows = run_batch([reports], settings, resume=True)
    assert log_of(reports) == ["b"]
    assert [row.issuer for row in rows] == ["=cmd()", "", "Harbour <b>Tea</b>"]
    run_batch([reports], settings)
    assert log_of(reports) == ["a", "b", "c"]


@pytest.mark.parametrize("change", ["report", "json", "html", "options", "rules", "journal"])
def test_resume_checks_again_what_has_changed(reports, settings, tmp_path, change):
    (reports / "b.txt").unlink()
    run_batch([reports], settings)
    log_of(reports)
    if change == "report":
        (reports / "a.txt").write_text("other", encoding="utf-8")
    elif change == "json":
        (settings.folder / "a.json").write_text("{", encoding="utf-8")
    elif change == "html":
        (settings.folder / "a.html").unlink()
    elif change == "options":
        settings = replace(settings, lang="zh-Hant")
    elif change == "rules":
        (tmp_path / "rules").mkdir()
        (tmp_path / "rules" / "lexicon.yaml").write_text("groups: {}", encoding="utf-8")
        settings = replace(settings, rules=(tmp_path / "rules",))
    else:
        journal = settings.folder / NAME
        journal.write_text(journal.read_text(encoding="utf-8")[:-30], encoding="utf-8")
    run_batch([reports], settings, resume=True)
    everything = change in ("options", "rules")
    assert log_of(reports) in ([["a", "c"]] if everything else [["a"], ["c"]])


def test_an_interrupted_batch_keeps_what_it_had(reports, settings):
    class StopHereError(Exception):
        pass

    def stop(done, of):
        if done == 1:
            raise StopHereError

    (reports / "b.txt").unlink()
    (reports / "a.txt").write_text("the larger one comes first", encoding="utf-8")
    with pytest.raises(StopHereError):
        run_batch([reports], settings, processes=1, progress=stop)
    log_of(reports)
    run_batch([reports], settings, resume=True)
    assert log_of(reports) == ["c"]


def test_a_report_that_fails_now_keeps_no_old_results(reports, settings):
    run_batch([reports / "a.txt"], settings)
    (reports / "a.txt").write_text("crash", encoding="utf-8")
    run_batch([reports / "a.txt"], settings)
    assert not (settings.folder / "a.json").exists()
    assert not (settings.folder / "a.html").exists()
