"""What lies in seeds/: every sample has labels, the labels fit their reports and editions, the hashes are right."""

from __future__ import annotations

import datetime
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpicheck.evaluate import load_labels
from kpicheck.model import Claim, Verdict
from small_reports import SEEDS, SHARED, book

SAMPLES = SEEDS / "samples"
REPORTS = sorted(path for path in SAMPLES.iterdir() if path.is_file())
SAMPLE_LABELS = sorted((SAMPLES / "labels").glob("*.yaml"))
LABELS = [*sorted((SEEDS / "labels").glob("*.yaml")), *SAMPLE_LABELS]
EDITIONS = {"2016": {"e2017"}, "2020": {"e2020", "e2022"}, "2025": {"e2025"}}
BODIES = {"full", "partial", "none"}


def by_stem(path: Path) -> str:
    return path.stem


@cache
def content(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def is_range(lines: Any, last: int) -> bool:
    first, end = lines
    return 1 <= first <= end <= last


def test_every_sample_has_labels_and_every_label_file_its_sample() -> None:
    assert len(REPORTS) >= 4
    assert [path.stem for path in REPORTS] == [path.stem for path in SAMPLE_LABELS]
    for path in SAMPLE_LABELS:
        assert (SAMPLES / content(path)["report"]["source_text"]).is_file()
        assert content(path)["report"]["id"] == path.stem


@pytest.mark.parametrize("path", LABELS, ids=by_stem)
def test_labels_name_each_provision_of_the_edition(path: Path) -> None:
    labels = content(path)
    edition = book().edition_for(labels["report"]["fy_start"])
    assert edition.id in EDITIONS[labels["edition"]]
    assert set(load_labels(path).provisions) == {provision.id for provision in edition.provisions}


@pytest.mark.parametrize("path", LABELS, ids=by_stem)
def test_labels_use_the_words_they_may(path: Path) -> None:
    for name, label in content(path)["provisions"].items():
        claim, body = label["index"]["claim"], label["body"]
        assert claim in set(Claim), name
        assert label["index"]["listed"] == (claim != "none"), name
        assert {label["verdict"], *label.get("also", [])} <= set(Verdict), name
        assert isinstance(label.get("also", []), list), name
        assert body["verdict"] in BODIES, name
        assert bool(body["missing"]) == (body["verdict"] != "full"), name


@pytest.mark.parametrize("path", LABELS, ids=by_stem)
def test_verdicts_follow_from_body_and_claim(path: Path) -> None:
    for name, label in content(path)["provisions"].items():
        by_body = {"full": {"disclosed"}, "partial": {"partial"}}
        rest = {"missing", "explained", "not_applicable", "unreadable"}
        assert label["verdict"] in by_body.get(label["body"]["verdict"], rest), name
        assert label["reasoned"] is not None or label["verdict"] not in {"explained", "not_applicable"}, name


@pytest.mark.parametrize("path", SAMPLE_LABELS, ids=by_stem)
def test_passages_and_figures_stand_in_the_sample(path: Path) -> None:
    labels = content(path)
    lines = (SAMPLES / labels["report"]["source_text"]).read_text(encoding="utf-8").split("\n")
    places = [[place["start_line"], place["end_line"]] for place in labels["other_indexes"]]
    if labels["index"]["found"]:
        places.append([labels["index"]["start_line"], labels["index"]["end_line"]])
    for label in labels["provisions"].values():
        places += label["body"]["evidence"]
        assert label["body"]["evidence"] or label["body"]["verdict"] == "none"
    assert all(is_range(place, len(lines)) for place in places)
    assert all(lines[first - 1].strip() and lines[end - 1].strip() for first, end in places)
    for value in labels["values"]:
        assert f"{value['value']:,}" in lines[value["line"] - 1] or str(value["value"]) in lines[value["line"] - 1]


@pytest.mark.parametrize("path", SAMPLE_LABELS, ids=by_stem)
def test_references_and_reasons_stand_in_the_index(path: Path) -> None:
    labels = content(path)
    if not labels["index"]["found"]:
        assert not any(label["index"]["listed"] for label in labels["provisions"].values())
        return
    lines = (SAMPLES / labels["report"]["source_text"]).read_text(encoding="utf-8").split("\n")
    index = "".join("".join(lines[labels["index"]["start_line"] - 1 : labels["index"]["end_line"]]).split())
    for name, label in labels["provisions"].items():
        cited = [*label["index"]["refs"], *([label["index"]["reason"]] if label["index"]["reason"] else [])]
        assert all("".join(text.split()) in index for text in cited), name


def test_most_of_a_sample_is_disclosed_and_gaps_of_each_kind_are_among_them() -> None:
    verdicts = {
        path.stem: [label["verdict"] for label in content(path)["provisions"].values()] for path in SAMPLE_LABELS
    }
    for name, found in verdicts.items():
        assert 0.7 <= found.count("disclosed") / len(found) <= 0.9, name
    assert {verdict for found in verdicts.values() for verdict in found} == set(Verdict) - {"unreadable"}
    claims = {label["index"]["claim"] for path in SAMPLE_LABELS for label in content(path)["provisions"].values()}
    assert claims == set(Claim)


@cache
def filings() -> Any:
    return content(SEEDS / "filings.yaml")


def test_filings_are_described() -> None:
    for filing in filings()["filings"]:
        assert {"id", "issuer", "stock_code", "period", "language", "format", "file", "sha256", "labels"} <= set(filing)
        assert isinstance(filing["period"]["end"], datetime.date)
        assert len(filing["sha256"]) == 64
        assert Path(filing["labels"]).stem == filing["id"]
    ours = {Path(filing["labels"]).name for filing in filings()["filings"] if filing["labels"].startswith("seeds/")}
    assert ours == {path.name for path in (SEEDS / "labels").glob("*.yaml")}


@pytest.mark.parametrize("filing", [*filings()["filings"], *filings()["not_a_report"]], ids=lambda filing: filing["id"])
@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "filings").is_dir(), reason="../shared/filings is not beside the checkout")
def test_the_filings_beside_the_checkout_are_those_described(filing: Any) -> None:
    path = SHARED / filing["file"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == filing["sha256"]
    if "labels" in filing:
        labels = content(SEEDS.parent / filing["labels"])["report"]
        assert labels["source_text"] == path.name
        assert (labels["fy_start"], labels["fy_end"]) == (filing["period"]["start"], filing["period"]["end"])
        assert labels["language"] == filing["language"]
