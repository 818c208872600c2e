"""Content indexes in formats that know their cells: Markdown and HTML tables."""

from __future__ import annotations

import pytest

from kpicheck.model import Claim, ContentIndex
from small_reports import (
    CHAPTERS,
    GENERAL,
    HEADER,
    INDEX_TITLE,
    NOT_APPLICABLE,
    aspect_name,
    description,
    index_of,
    kpis,
    refs,
)

ANSWERS = {"A2.2": 1, "B1.1": 2, "B8.2": 3}


def cells(lang: str) -> list[tuple[str, str, str]]:
    rows = [HEADER[lang]]
    for provision in kpis():
        aspect, _, tail = provision.partition(".")
        if tail == "GD":
            rows.append((f"{aspect} {aspect_name(aspect, lang)}", "", ""))
        answer = CHAPTERS[lang][ANSWERS.get(provision, 9)]
        answer = {"A2.5": NOT_APPLICABLE[lang], "B4.1": "", "B4.2": "-"}.get(provision, answer)
        rows.append((GENERAL[lang] if tail == "GD" else provision, description(provision, lang), answer))
    return rows


def markdown(lang: str) -> str:
    head, *rows = cells(lang)
    table = [f"| {' | '.join(head)} |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    body = [f"## {title}\n\nThe garden is open. 花園開放。\n" for title in CHAPTERS[lang]]
    return "\n".join([*body, f"## {INDEX_TITLE[lang]}", "", *table, ""])


def html(lang: str) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells(lang))
    body = "".join(f"<h2>{title}</h2><p>The garden is open. 花園開放。</p>" for title in CHAPTERS[lang])
    return f"<html><body>{body}<h2>{INDEX_TITLE[lang]}</h2><table>{rows}</table></body></html>"


def assert_read(index: ContentIndex, lang: str) -> None:
    assert [row.provision for row in index.rows] == kpis()
    said = {row.provision: (row.claim, refs(row)) for row in index.rows}
    for provision, number in ANSWERS.items():
        assert said[provision] == (Claim.DISCLOSED, [CHAPTERS[lang][number]])
    assert said["A2.5"] == (Claim.NOT_APPLICABLE, [])
    assert said["B4.1"] == said["B4.2"] == (Claim.BLANK, []), "where every cell is known an empty one is no merged one"
    assert all(reference.resolved for row in index.rows for reference in row.references)


@pytest.mark.parametrize("lang", CHAPTERS)
def test_a_markdown_table(lang: str) -> None:
    assert_read(index_of(markdown(lang), "sample.md"), lang)


@pytest.mark.parametrize("lang", CHAPTERS)
def test_an_html_table(lang: str) -> None:
    assert_read(index_of(html(lang), "sample.html"), lang)


def test_a_cell_that_spans_rows_answers_each_of_them() -> None:
    text = html("en")
    first = f"<td>{description('B6.1', 'en')}</td><td>"
    second = f"<td>{description('B6.2', 'en')}</td><td>{CHAPTERS['en'][9]}</td>"
    assert first in text
    assert second in text
    text = text.replace(first, first.replace("<td>", "<td>", 1)[: -len("<td>")] + '<td rowspan="2">')
    text = text.replace(second, f"<td>{description('B6.2', 'en')}</td>")
    index = index_of(text, "sample.html")
    assert refs(index.row("B6.1")) == refs(index.row("B6.2")) == [CHAPTERS["en"][9]]
    assert refs(index.row("B6.3")) == [CHAPTERS["en"][9]]


def test_references_on_lines_of_their_own_inside_a_cell() -> None:
    first, second = CHAPTERS["en"][1], CHAPTERS["en"][2]
    lines = markdown("en").replace(f"| {CHAPTERS['en'][ANSWERS['B1.1']]} |", f"| {first}<br>{second} |")
    assert refs(index_of(lines, "sample.md").row("B1.1")) == [first, second]
    page = html("en").replace(f"<td>{CHAPTERS['en'][ANSWERS['B1.1']]}</td>", f"<td><p>{first}</p><p>{second}</p></td>")
    assert refs(index_of(page, "sample.html").row("B1.1")) == [first, second]


def test_mandatory_rows_of_label_and_answer_alone() -> None:
    first, second = CHAPTERS["en"][1], CHAPTERS["en"][2]
    table = ["| Mandatory disclosure | Chapter |", "|---|---|", f"| Governance Structure | {first}<br>{second} |"]
    table += [f"| Reporting Principles | {first} |", f"| Reporting Boundary | {second} |", ""]
    title = f"## {INDEX_TITLE['en']}\n"
    text = markdown("en").replace(title, title + "\n" + "\n".join(table))
    index = index_of(text, "sample.md")
    assert [refs(index.row(f"MDR.{n}")) for n in (13, 14, 15)] == [[first, second], [first], [second]]
