"""Small reports of a fictional issuer, made by code: every sentence is our own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document

ISSUER = "Harbour Lantern Holdings Limited"

TITLES = (
    "About this report",
    "The board's statement",
    "What matters most",
    "Air and light",
    "Power and water",
    "People at the quay",
    "Those who supply us",
    "Our neighbours",
)

PAGES = tuple(
    "\n".join(
        [
            TITLES[page - 1],
            "",
            *(f"Sentence {number} of chapter {page} tells of lanterns and harbours." for number in range(1, 25)),
            f"So much on {TITLES[page - 1].lower()}",
            "",
        ]
    )
    for page in range(1, 9)
)

CHINESE_HANT = (
    "環境、社會及管治報告\n本集團的溫室氣體排放總量為一百噸，員工人數為二十人。\n我們與供應商及客戶一同管理風險。\n"
)
CHINESE_HANS = (
    "环境、社会及管治报告\n本集团的温室气体排放总量为一百吨，员工人数为二十人。\n我们与供应商及客户一同管理风险。\n"
)

MARKDOWN = """---
title: draft
---
# ESG report of Harbour Lantern

Energy use was **1,204 MWh** in [2024](https://example.org/a).

| KPI | Disclosure | Page |
| --- | --- | --- |
| A1.1 | Disclosed | 12 |
| A1.2 | Not applicable \\| see note | |

Targets
=======

- cut power by 5 %
"""

HTML = """<!doctype html>
<html><head><meta charset="utf-8"><title>Lantern</title><script>var hidden = 1</script></head>
<body><nav>Home</nav><h1>ESG <em>report</em></h1>
<p>Energy use was 1,204&nbsp;MWh.<br>Water use fell.</p>
<p style="display:none">never shown</p>
<table><tr><th>Aspect</th><th>KPI</th><th>Page</th></tr>
<tr><td rowspan="2">A1 Emissions</td><td>A1.1</td><td>12</td></tr>
<tr><td>A1.2</td><td>13</td></tr></table>
<footer>Harbour Lantern</footer></body></html>
"""


def new_docx() -> Document:
    """A short Word report with headings, a list, a table with merged cells, a header."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = ISSUER
    document.add_heading("ESG report", 0)
    document.add_heading("Environment", 1)
    document.add_paragraph("Energy use was 1,204 MWh.")
    document.add_paragraph("cut power by 5 %", style="List Bullet")
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"r{row} c{column}"
    table.cell(2, 0).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    return document


def docx_bytes(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rezip(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The archive with its parts changed by `change`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_body(inner: str) -> bytes:
    """A DOCX whose body is the given WordprocessingML."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'

    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = xml.encode()

    return rezip(docx_bytes(docx.Document()), change)
