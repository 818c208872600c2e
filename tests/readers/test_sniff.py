"""The kind of a file is told by its content, and what is unfit is named kindly."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reader_samples import HTML, MARKDOWN, PAGES, docx_bytes, new_docx

from kpicheck.errors import UnfitInput
from kpicheck.readers import read_bytes, read_report
from kpicheck.readers.limits import Limits
from kpicheck.readers.sniff import UNFIT, sniff


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


KINDS: list[tuple[str, bytes]] = [
    ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ("pdf", b"\n\n%PDF-1.4\n"),
    ("docx", docx_bytes(new_docx())),
    ("html", HTML.encode()),
    ("html", b"\xef\xbb\xbf<?xml version='1.0'?><!-- made by hand --><html><body>x</body></html>"),
    ("html", HTML.encode("utf-16")),
    ("markdown", b"# One\n\ntext\n\n## Two\n\n### Three\n"),
    ("text", PAGES[0].encode()),
    ("text", b"MZ and GIF are the initials of this text.\n"),
    ("text", b"---\ntitle: 'x'\n---\n<div>\n<p>Article</p></div>"),
    ("empty", b""),
    ("empty", b"\xef\xbb\xbf \n"),
    ("lfs-pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"),
    ("image", b"\x89PNG\r\n\x1a\n\x00\x00"),
    ("image", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    ("image", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
    ("xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")),
    ("pptx", zipped("[Content_Types].xml", "ppt/presentation.xml")),
    ("zip", zipped("report.pdf")),
    ("damaged-zip", b"PK\x03\x04 cut off"),
    ("damaged-zip", docx_bytes(new_docx())[:9000]),
    ("doc", ole("WordDocument")),
    ("xls", ole("Workbook")),
    ("ppt", ole("PowerPoint Document")),
    ("encrypted-office", ole("EncryptedPackage")),
    ("ole", ole("Something")),
    ("rtf", b"{\\rtf1\\ansi text}"),
    ("mhtml", b"From: <saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n"),
    ("xml", b"<?xml version='1.0'?><feed></feed>"),
    ("executable", b"\x7fELF\x02\x01\x01" + bytes(200)),
    ("executable", b"MZ\x90\x00\x03" + bytes(200)),
    ("archive", b"\x1f\x8b\x08\x00"),
    ("binary", bytes(range(256)) * 8),
]


@pytest.mark.parametrize(("kind", "data"), KINDS, ids=[f"{kind}-{place}" for place, (kind, _) in enumerate(KINDS)])
def test_kinds_by_content(kind: str, data: bytes) -> None:
    assert sniff(data, "report.bin") == kind


def test_every_unfit_kind_says_what_to_do() -> None:
    for kind, data in KINDS:
        if kind not in UNFIT:
            continue
        with pytest.raises(UnfitInput) as caught:
            read_bytes(data, "a.pdf")
        assert caught.value.what.startswith("a.pdf is ")
        assert caught.value.what.endswith(".")
        assert caught.value.hint.endswith(".")


def test_the_name_decides_only_what_the_content_leaves_open() -> None:
    assert sniff(b"plain words\n", "a.md") == "markdown"
    assert sniff(b"plain words\n", "a.pdf") == "text"
    assert sniff(HTML.encode(), "a.md") == "html"
    assert sniff(MARKDOWN.encode(), "-") == "markdown"
    assert sniff(docx_bytes(new_docx()), "~$report.docx") == "lock-file"


def test_size_limit_names_its_option() -> None:
    with pytest.raises(UnfitInput) as caught:
        read_bytes(b"x" * 101, "a.txt", limits=Limits(max_bytes=100))
    assert "--max-bytes" in caught.value.hint


def test_line_limit_names_its_option() -> None:
    with pytest.raises(UnfitInput) as caught:
        read_bytes(b"x\n" * 101, "a.txt", limits=Limits(max_lines=100))
    assert "--max-lines" in caught.value.hint


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pdf", tmp_path, "bad\0name"):
        with pytest.raises(UnfitInput) as caught:
            read_report(path)
        assert caught.value.hint


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(PAGES[0].encode())

    monkeypatch.setattr("sys.stdin", Piped())
    report = read_report("-")
    assert (report.path, report.format) == ("standard input", "text")


def test_a_file_by_path(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(PAGES[0])
    report = read_report(path)
    assert report.path == str(path)
    assert len(report.sha256) == 64
