"""Real reports with hand-made labels: they lie beside the checkout, and without them these tests are skipped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kpicheck.check import assess
from kpicheck.errors import UnfitInput
from kpicheck.evaluate import Agreement, agreement, load_labels, pooled
from kpicheck.language.fold import close_up, squash
from kpicheck.model import Assessment
from kpicheck.readers import read_report
from kpicheck.renderers.json import result
from pace import seconds_of
from small_reports import SEEDS, SHARED, book

INDEX, REFERENCES, VERDICTS = 0.97, 0.97, 0.85
SLOWEST = 1.0
# The year of jinke-2020 begins on 1 January 2020, before the 2020 Guide binds.
EDITIONS = {"jinke-2024": "e2022", "jinke-2020": "e2017", "kingsoft-cloud-2024": "e2022", "huiju-2023": "e2022"}
FILINGS = ("prudential-2019-en", "yuhua-2019-en", "fullshare-2019-en", "fullshare-2019-tc")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="../shared/seeds is not beside the checkout"),
]


@cache
def label_files() -> dict[str, Path]:
    folders = (SEEDS / "labels", SHARED / "gold")
    return {path.stem: path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.yaml"))}


@cache
def assessed(name: str) -> Assessment:
    source = load_labels(label_files()[name]).source
    path = next(folder / source for folder in (SHARED / "seeds", SHARED / "filings") if (folder / source).is_file())
    return assess(read_report(path), book())


@cache
def measured(name: str) -> Agreement:
    return agreement(load_labels(label_files()[name]), result(assessed(name), "en"))


@pytest.mark.parametrize("name", EDITIONS)
def test_the_index_is_read_as_labelled(name: str) -> None:
    found = measured(name)
    assert found.index.value >= INDEX, found.differences
    assert found.refs.f1 >= REFERENCES, found.differences


@pytest.mark.parametrize("name", EDITIONS)
def test_the_verdicts_agree_with_the_labels(name: str) -> None:
    found = measured(name)
    assert found.verdict.value >= VERDICTS, found.confusion
    assert found.verdict.value > found.always_disclosed.value, "no better than always saying 'disclosed'"


def test_the_four_reports_together() -> None:
    total = pooled(measured(name) for name in EDITIONS)
    assert total.index.value >= INDEX
    assert total.refs.f1 >= REFERENCES
    assert total.verdict.value >= VERDICTS


@pytest.mark.parametrize("name", FILINGS)
def test_the_verdicts_on_other_filings_agree_with_the_labels(name: str) -> None:
    assert measured(name).verdict.value >= VERDICTS, measured(name).confusion


@pytest.mark.parametrize("name", FILINGS)
def test_the_index_of_other_filings_is_read_as_labelled(name: str) -> None:
    assert measured(name).index.value >= INDEX, measured(name).differences
    assert measured(name).refs.f1 >= REFERENCES, measured(name).differences


@pytest.mark.parametrize("name", FILINGS)
def test_the_year_of_other_filings(name: str) -> None:
    import yaml

    label = yaml.safe_load(label_files()[name].read_text(encoding="utf-8"))["report"]
    found = assessed(name).profile
    assert (found.start, found.end) == (label["fy_start"], label["fy_end"])


@pytest.mark.parametrize("name", EDITIONS)
def test_edition_issuer_and_year(name: str) -> None:
    found = assessed(name)
    assert found.edition.id == EDITIONS[name]
    assert found.profile.start is not None
    assert str(found.profile.start.year) in name
    assert found.profile.board == "main"
    assert found.profile.issuer.endswith(("有限公司", "Limited"))


@pytest.mark.parametrize("name", EDITIONS)
def test_the_index_stands_where_it_is_labelled(name: str) -> None:
    import yaml

    label = yaml.safe_load(label_files()[name].read_text(encoding="utf-8"))["index"]
    found = assessed(name).index
    assert found.found
    assert label["start_line"] <= found.first_line <= found.last_line <= label["end_line"]


@pytest.mark.parametrize("name", EDITIONS)
def test_each_quote_stands_on_its_page_and_line(name: str) -> None:
    report = assessed(name).report
    pages = {page.number: squash(close_up("".join(line.text for line in page.lines))) for page in report.pages}
    lines = {line.number: line.page for line in report.lines()}
    for found in assessed(name).findings:
        for evidence in (e for element in found.elements for e in element.evidence):
            start = squash(evidence.quote)[:12]
            assert start in pages[evidence.page] + pages.get(evidence.page + 1, "")
            assert lines[evidence.line] in (evidence.page, evidence.page + 1)
            assert 0.0 <= evidence.score <= 1.0
            assert len(evidence.quote) <= 300


@pytest.mark.parametrize("name", EDITIONS)
def test_every_provision_is_judged_once(name: str) -> None:
    found = assessed(name)
    assert [f.provision.id for f in found.findings] == [p.id for p in found.edition.provisions]


@pytest.mark.parametrize("name", EDITIONS)
def test_a_report_takes_less_than_a_second(name: str) -> None:
    source = SHARED / "seeds" / load_labels(label_files()[name]).source
    assessed(name)  # the rules are read and their terms prepared only once
    assert seconds_of(lambda: assess(read_report(source), book())) < SLOWEST


def test_a_news_page_is_no_report() -> None:
    with pytest.raises(UnfitInput):
        assess(read_report(SHARED / "seeds" / "004_006edef6979e6794.txt"), book())
