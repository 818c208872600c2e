"""Charts of a PDF: a title, labels and bare figures that lie apart."""

from __future__ import annotations

from dataclasses import replace

from kpicheck.evidence.body import read_body
from kpicheck.evidence.elements import Matcher
from small_reports import EDITION, book, read

CHART = "僱員流失率（按性別及年齡）\n2023\n49.2%\n38.7%\n33.6%\n25.1%\n18.8%\n女性 男性 30歲或以下 31至50歲 50歲以上\n"
LAWS = "我們遵從香港的職業安全條例及中國內地的安全生產法，年內未被檢控。"


def found(text: str, element: str) -> bool:
    body = read_body(replace(read(text), format="pdf"), book())
    matcher = Matcher(body, book().lexicon.dimensions)
    provision = next(p for p in book().edition(EDITION).provisions if p.id == element.rpartition(".")[0])
    return matcher.test(next(e for e in provision.elements if e.id == element)).finding.found


def test_labels_beside_bare_figures_are_a_breakdown() -> None:
    assert found(CHART, "B1.2.gender")
    assert found(CHART, "B1.2.age")


def test_places_in_a_sentence_below_are_no_labels_of_the_chart() -> None:
    assert not found(CHART + LAWS, "B1.2.region")
