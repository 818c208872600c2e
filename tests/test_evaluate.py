"""The measures of agreement, on labels and results small enough to count by hand."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpicheck.cli.main import main
from kpicheck.errors import KpiCheckError
from kpicheck.evaluate import Agreement, Overlap, Share, agreement, load_labels, pooled

SHARED = Path(__file__).resolve().parents[2] / "shared"

LABELS = """
report: {source_text: tea.txt}
provisions:
  A1:
    index: {listed: true, claim: disclosed, refs: ["Our air, our water", "P. 3"], reason: null}
    body: {verdict: full, evidence: [[10, 20]]}
    verdict: disclosed
    reasoned: null
  A1.1:
    index: {listed: true, claim: disclosed, refs: ["P. 4"], reason: null}
    body: {verdict: partial, pages: [4]}
    verdict: partial
    also: [disclosed]
    reasoned: null
  B8.2:
    index: {listed: true, claim: not_applicable, refs: [], reason: null}
    body: {verdict: none}
    verdict: not_applicable
    reasoned: false
  B8.1:
    index: {listed: false, claim: none, refs: [], reason: null}
    body: {verdict: full, pages: [7, 8]}
    verdict: disclosed
    reasoned: null
values:
  - {provision: A1.1, metric: NOx, value: 12.5, unit: kg, period: "2024"}
  - {provision: A1, metric: fines, value: 0, unit: "", period: "2024"}
  - {provision: A1.1, metric: SOx, value: none given, unit: kg, period: "2024"}
"""

RESULT = {
    "findings": [
        {
            "provision": "A1.GD",
            "verdict": "disclosed",
            "index": {
                "listed": True,
                "claim": "disclosed",
                "references": [{"text": "our air our water"}, {"text": "P3"}],
            },
            "elements": [{"evidence": [{"line": 23, "page": 1}]}, {"evidence": []}],
        },
        {
            "provision": "A1.1",
            "verdict": "disclosed",
            "index": {"listed": True, "claim": "disclosed", "references": ["P. 5"]},
            "elements": [],
        },
        {"provision": "B8.2", "verdict": "missing", "index": None, "elements": None},
    ],
    "values": [{"provision": "A1.1", "metric": "NOx", "value": 12.5}, {"provision": "A1.GD", "value": 1}],
}


@pytest.fixture
def labels(tmp_path):
    path = tmp_path / "tea.yaml"
    path.write_text(LABELS, encoding="utf-8")
    return path


def test_every_measure(labels):
    measured = agreement(load_labels(labels), RESULT)
    assert measured.index == Share(1, 4)
    assert measured.claim == Share(2, 4)
    assert measured.refs == Overlap(right=2, wrong=1, missed=1)
    assert measured.verdict == Share(2, 4)
    assert measured.gap == Overlap(right=1)
    assert measured.place == Share(1, 1)
    assert measured.values == Share(1, 2)
    assert measured.always_disclosed == Share(2, 4)
    assert measured.confusion == {("not_applicable", "missing"): 1, ("disclosed", "absent"): 1}
    assert len(measured.differences) == 4


def test_figures():
    assert (Share().value, Share(1, 4).value) == (1.0, 0.25)
    overlap = Overlap(right=2, wrong=2, missed=6)
    assert (overlap.precision, overlap.recall) == (0.5, 0.25)
    assert overlap.f1 == pytest.approx(1 / 3)
    assert Overlap(0, 1, 1).f1 == 0.0


def test_reports_pool_by_adding_up(labels):
    one = agreement(load_labels(labels), RESULT)
    both = pooled([one, one])
    assert both.verdict == Share(4, 8)
    assert both.confusion[("not_applicable", "missing")] == 2
    assert pooled([]) == Agreement()


@pytest.mark.parametrize("text", ["a: [", "[]", "provisions: {A1: {}}", "report: {}\nprovisions: {}"])
def test_what_are_no_labels_is_said(tmp_path, text):
    path = tmp_path / "labels.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KpiCheckError) as said:
        load_labels(path)
    assert str(path) in said.value.what
    assert said.value.hint


def test_the_command_compares_results(labels, tmp_path, capsys):
    result = tmp_path / "tea.json"
    result.write_text(json.dumps(RESULT), encoding="utf-8")
    assert main(["evaluate", str(labels), "--result", str(result), "--details"]) == 0
    out = capsys.readouterr().out
    assert "2/4 0.500" in out
    assert "B8.2: labelled not_applicable" in out
    assert main(["evaluate", str(labels), "--result", str(result), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["all"]["verdict"] == {"right": 2, "of": 4, "share": 0.5}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "tea.txt is not there"),
        (["--result", "a.json", "--result", "b.json"], "2 results for 1"),
        (["--result", "/no/such.json"], "cannot be read"),
        (["--result", __file__], "no result of kpicheck"),
    ],
)
def test_the_command_says_what_it_lacks(labels, capsys, arguments, said):
    assert main(["evaluate", str(labels), *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
@pytest.mark.parametrize("path", sorted((SHARED / "gold").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_measures_are_those_of_the_shared_script(path, tmp_path):
    labels = load_labels(path)
    result = tmp_path / "result.json"
    result.write_text(json.dumps(_disturbed(labels)), encoding="utf-8")
    script = [sys.executable, str(SHARED / "tools" / "score.py"), str(path), str(result)]
    printed = subprocess.run(script, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    measured = agreement(labels, json.loads(result.read_text(encoding="utf-8")))
    for name in ("index", "claim", "verdict", "place", "values"):
        share = getattr(measured, name)
        if share.of:
            assert f"{name:<8}{share.right}/{share.of} = {share.value:.3f}" in printed
    for name in ("refs", "gap"):
        overlap = getattr(measured, name)
        figures = f"P {overlap.precision:.3f} R {overlap.recall:.3f} F1 {overlap.f1:.3f}"
        assert f"{name:<8}{figures}" in printed
    assert f"(always 'disclosed': {measured.always_disclosed.value:.3f})" in printed


def _disturbed(labels):
    """A result made from the labels, with every few provisions wrong in another way."""
    findings = []
    for turn, (provision, label) in enumerate(labels.provisions.items()):
        label = copy.deepcopy(dict(label))
        references = [{"text": text} for text in label["index"].get("refs") or []]
        lines, pages = label["body"].get("evidence"), label["body"].get("pages")
        evidence = (
            [{"line": lines[0][0] - 2 * (turn % 3), "page": 1}] if lines else [{"page": (pages or [1])[0], "line": 1}]
        )
        finding = {
            "provision": provision,
            "verdict": ("partial" if turn % 7 == 3 else label["verdict"]) if turn % 11 else "missing",
            "reasoned": label["reasoned"],
            "index": {**label["index"], "references": references[turn % 5 == 4 :]},
            "elements": [{"evidence": evidence if turn % 4 else []}],
        }
        if turn % 13 != 6:
            findings.append(finding)
    values = [dict(value) for turn, value in enumerate(labels.values) if turn % 3]
    return {"findings": findings, "values": values}
