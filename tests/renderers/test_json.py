"""The JSON output keeps its contract."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from render_samples import ASSESSMENT, CHINESE, CLEAN, HOSTILE, hostile, large

from kpicheck.model import Assessment
from kpicheck.renderers.json import JsonRenderer, schema


def rendered(assessment: Assessment, lang: str = "en") -> dict[str, object]:
    plain = json.loads(JsonRenderer().render(assessment, lang))
    assert isinstance(plain, dict)
    return plain


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("assessment", [ASSESSMENT, CLEAN, CHINESE, hostile(), large()])
@pytest.mark.parametrize("lang", ["en", "zh-Hant", "zh-Hans"])
def test_what_we_write_meets_our_schema(assessment: Assessment, lang: str) -> None:
    Draft202012Validator(schema()).validate(rendered(assessment, lang))


def test_the_fields_of_the_contract_are_there() -> None:
    result = rendered(ASSESSMENT)
    assert result["report"]["period"] == {"start": "2024-01-01", "end": "2024-12-31"}  # type: ignore[index]
    assert result["report"]["unreadable_pages"] == [4]  # type: ignore[index]
    assert result["index"] == {"found": True, "pages": [12, 12], "lines": [379, 386], "level": "kpi"}
    found = {finding["provision"]: finding for finding in result["findings"]}  # type: ignore[attr-defined]
    assert found["A1.5"]["missing_elements"] == ["A1.5.target", "A1.5.steps"]
    assert found["A1.5"]["index"]["references"][0]["resolved"] is False
    assert found["MDR.13"]["index"] == {
        "listed": False, "claim": "none", "references": [], "reason": None, "line": None, "page": None, "text": "",
    }  # fmt: skip
    assert found["A1.2"]["elements"][0]["evidence"][0]["page"] == 9
    assert result["summary"] == {
        "disclosed": 1, "partial": 2, "explained": 0, "not_applicable": 2, "missing": 2, "unreadable": 1,
    }  # fmt: skip


def test_quotes_stay_as_printed_and_the_bytes_are_safe_on_a_terminal() -> None:
    output = JsonRenderer().render(hostile(), "en")
    assert not any(char in output for char in "\x1b\x07\u202e\u202c")
    assert json.loads(output)["findings"][0]["elements"][0]["evidence"][0]["quote"] == HOSTILE


def test_lone_surrogates_and_characters_beyond_the_first_plane_survive() -> None:
    odd = replace(ASSESSMENT, profile=replace(ASSESSMENT.profile, issuer="a\ud800b\U000e0041c𠮷"))
    output = JsonRenderer().render(odd, "en")
    assert output.encode("utf-8")
    assert json.loads(output)["report"]["issuer"] == "a\ud800b\U000e0041c𠮷"


def test_figures_that_are_no_numbers_are_left_out() -> None:
    odd = replace(ASSESSMENT, values=(replace(ASSESSMENT.values[0], value=float("nan")), ASSESSMENT.values[0]))
    assert [value["value"] for value in rendered(odd)["values"]] == [1204]  # type: ignore[attr-defined]


def test_messages_speak_the_language_asked_for() -> None:
    messages = rendered(ASSESSMENT, "zh-Hant")["findings"][0]["messages"]  # type: ignore[index]
    assert messages == ["只找到一部分。此項屬強制，請補充：檢討目標進度。"]
