"""Word drafts: what is shown, in which order, with which structure; and files that would hurt."""

from __future__ import annotations

import pytest
from docx.enum.style import WD_STYLE_TYPE
from reader_samples import docx_bytes, new_docx, rezip, with_body

from kpicheck.errors import UnfitInput
from kpicheck.model import Report
from kpicheck.readers import read_bytes
from kpicheck.readers.limits import Limits


def read(data: bytes, limits: Limits | None = None) -> Report:
    return read_bytes(data, "draft.docx", limits=limits or Limits())


def texts(report: Report) -> list[str]:
    return [line.text for line in report.lines() if line.text]


def body(inner: str) -> list[str]:
    return texts(read(with_body(inner)))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_draft_in_order() -> None:
    report = read(docx_bytes(new_docx()))
    assert (report.format, report.paged, len(report.pages)) == ("docx", False, 1)
    assert texts(report) == [
        "Harbour Lantern Holdings Limited",
        "ESG report",
        "Environment",
        "Energy use was 1,204 MWh.",
        "• cut power by 5 %",
        "r0 c0\tr0 c1\tr0 c2",
        "r1 c0\tr1 c1\tr1 c2",
        "r1 c0\tr2 c1\tr2 c2",
    ]
    assert next(report.lines()).furniture
    assert [(entry.title, entry.level) for entry in report.outline] == [("ESG report", 1), ("Environment", 1)]
    by_number = {line.number: line for line in report.lines()}
    assert [by_number[entry.line].text for entry in report.outline] == ["ESG report", "Environment"]
    assert [line.number for line in report.lines()] == list(range(1, len(by_number) + 1))


def test_columns_of_spans() -> None:
    table = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>" + run("wide") + "</w:p></w:tc>"
        "<w:tc><w:p>" + run("c") + "</w:p><w:p>" + run("more") + "</w:p></w:tc></w:tr>"
        "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:p>" + run("x") + "</w:p></w:tc>"
        "<w:tc><w:p>" + run("y") + "</w:p></w:tc></w:tr></w:tbl>"
    )
    rows = [line for line in read(with_body(table)).lines() if line.cells]
    assert [[(cell.text, cell.x0, cell.x1) for cell in row.cells] for row in rows] == [
        [("wide", 0, 2), ("c more", 2, 3)],
        [("", 0, 1), ("x", 1, 2), ("y", 2, 3)],
    ]


def test_tracked_changes_are_accepted() -> None:
    moved = f"<w:moveFrom>{run('from')}</w:moveFrom><w:moveTo>{run('to')}</w:moveTo>"
    deleted = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    assert body(f"<w:p>{run('We ')}{deleted}<w:ins>{run('new ')}</w:ins>{moved}</w:p>") == ["We new to"]


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('one ')}</w:p>"
    assert body(f"{first}<w:p>{run('two')}</w:p>") == ["one two"]


def test_fields_show_their_result() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>REF _1</w:instrText></w:r>"
    nested = mark("begin") + code + mark("begin") + code + mark("separate") + run("no") + mark("end")
    field = nested + mark("separate") + run("page 12") + mark("end")
    assert body(f"<w:p>{run('see ')}{field}{run('.')}</w:p><w:p><w:fldSimple>{run('kept')}</w:fldSimple></w:p>") == [
        "see page 12.",
        "kept",
    ]


def test_an_unclosed_field_does_not_hide_the_rest() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert body(f"<w:p>{begin}</w:p><w:p>{run('still here')}</w:p>") == ["still here"]


def test_hidden_text_is_out() -> None:
    document = new_docx()
    style = document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
    style.font.hidden = True
    paragraph = document.add_paragraph("shown")
    paragraph.add_run(" by style", style="Secret")
    paragraph.add_run(" by run").font.hidden = True
    assert texts(read(docx_bytes(document)))[-1] == "shown"


def test_headings_by_level_and_by_chinese_style_name() -> None:
    document = new_docx()
    document.styles.add_style("标题 2", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("排放物", style="标题 2")
    based = document.styles.add_style("Our heading", WD_STYLE_TYPE.PARAGRAPH)
    based.base_style = document.styles["Heading 3"]
    document.add_paragraph("Waste", style="Our heading")
    outline = read(docx_bytes(document)).outline
    assert [(entry.title, entry.level) for entry in outline[2:]] == [("排放物", 2), ("Waste", 3)]
    assert [entry.title for entry in read(with_body(
        f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("By level")}</w:p><w:p>{run("x")}</w:p>'
    )).outline] == ["By level"]  # fmt: skip


def test_numbers_that_word_counts() -> None:
    def change(parts: dict[str, bytes]) -> None:
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (start, kind, text) in enumerate(
                [
                    (7, "decimal", "%1."),
                    (1, "decimal", "%1.%2"),
                    (1, "lowerLetter", "(%3)"),
                    (3, "chineseCounting", "第%4章"),
                ]
            )
        )
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        parts["word/numbering.xml"] = (
            f'<w:numbering xmlns:w="{space}"><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
            '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
        ).encode()

    def numbered(depth: int, text: str) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="5"/></w:numPr></w:pPr>{run(text)}</w:p>'

    inner = "".join(numbered(depth, f"t{place}") for place, depth in enumerate((0, 1, 1, 2, 3, 0, 1)))
    got = texts(read(rezip(with_body(inner), change)))
    assert got == ["7. t0", "7.1 t1", "7.2 t2", "(a) t3", "第三章 t4", "8. t5", "8.1 t6"]


def test_notes_follow_their_paragraph() -> None:
    def change(parts: dict[str, bytes]) -> None:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        parts["word/footnotes.xml"] = (
            f'<w:footnotes xmlns:w="{space}">'
            f'<w:footnote w:type="separator" w:id="-1"><w:p>{run("---")}</w:p></w:footnote>'
            f'<w:footnote w:id="2"><w:p>{run("Scope 2 is by location.")}</w:p></w:footnote></w:footnotes>'
        ).encode()
        relations = parts["word/_rels/document.xml.rels"].decode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        parts["word/_rels/document.xml.rels"] = relations.replace(
            "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
        ).encode()

    inner = f'<w:p>{run("4,195 tonnes")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:p>{run("Next")}</w:p>'
    assert texts(read(rezip(with_body(inner), change))) == ["4,195 tonnes", "Scope 2 is by location.", "Next"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('boxed')}</w:p></w:txbxContent>"
    inner = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{run('around')}</w:p>"
    )
    assert body(inner) == ["around", "boxed"]


def test_a_frame_of_one_column_is_no_table() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('one')}</w:p><w:p>{run('two')}</w:p></w:tc></w:tr></w:tbl>"
    assert body(inner) == ["one", "two"]


def test_a_table_within_a_table_follows_it() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    def para(text: str) -> str:
        return f"<w:p>{run(text)}</w:p>"

    inner = f"<w:tbl>{row(para('x'), para('y'))}</w:tbl>"
    assert body(f"<w:tbl>{row(para('a'), inner + para('b'))}</w:tbl>") == ["a\tb", "x\ty"]


def test_strict_open_xml_is_read() -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    assert texts(read(rezip(with_body(f"<w:p>{run('strict')}</w:p>"), change))) == ["strict"]


def bomb(parts: dict[str, bytes]) -> None:
    parts["word/media/zeros.bin"] = bytes(60_000_000)


def entities(parts: dict[str, bytes]) -> None:
    definitions = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + step)} "{f"&{chr(97 + step)};" * 10}">' for step in range(9)
    )
    parts["word/document.xml"] = f"{definitions}]><d>&j;</d>".encode()


@pytest.mark.parametrize(
    ("change", "limits", "hint"),
    [
        (bomb, Limits(), "--max-zip-ratio"),
        (bomb, Limits(max_zip_bytes=1_000_000), "--max-zip-bytes"),
        (lambda parts: None, Limits(max_zip_entries=3), "--max-zip-entries"),
        (lambda parts: None, Limits(max_xml_bytes=300), "--max-xml-bytes"),
        (entities, Limits(), "Word"),
        (lambda parts: parts.pop("word/document.xml"), Limits(), "Word"),
        (lambda parts: parts.update({"word/document.xml": b"<w:document"}), Limits(), "Word"),
        (lambda parts: parts.update({"_rels/.rels": b"<<"}), Limits(), "Word"),
    ],
)
def test_hurtful_and_damaged_files_are_refused(change, limits, hint) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnfitInput) as caught:
        read(rezip(docx_bytes(new_docx()), change), limits)
    assert hint in caught.value.hint


def test_deep_nesting_is_refused() -> None:
    depth = 5_000
    inner = "<w:tbl><w:tr><w:tc>" * depth + f"<w:p>{run('x')}</w:p>" + "</w:tc></w:tr></w:tbl>" * depth
    with pytest.raises(UnfitInput):
        body(inner)


def test_a_draft_without_text_is_unfit() -> None:
    with pytest.raises(UnfitInput, match="holds no text"):
        body("<w:p/>")
