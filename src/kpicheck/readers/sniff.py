"""What kind of file it is, by its content; the name only tells Markdown from text where the content leaves it open."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple

from kpicheck.errors import UnfitInput
from kpicheck.readers.decode import is_probably_text

HEAD = 65_536
_ZIP_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, RuntimeError)

# First bytes of kinds that nothing else can be mistaken for.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x7fELF", "executable"),
    (b"MZ", "executable"),
    (b"\xcf\xfa\xed\xfe", "executable"),
    (b"\xca\xfe\xba\xbe", "executable"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"SQLite format 3\x00", "binary"),
)


class Kindly(NamedTuple):
    """How an unfit kind is named to the user and what to do about it."""

    what: str
    hint: str


_AS_PDF = "Save it as PDF or DOCX and check that."

UNFIT: dict[str, Kindly] = {
    "empty": Kindly("is empty", "Check that the export or download finished."),
    "lfs-pointer": Kindly("is a Git LFS pointer, not the file itself", "Run 'git lfs pull' and check again."),
    "lock-file": Kindly("is the lock file that Word keeps beside an open document", "Check the document itself."),
    "image": Kindly("is an image", "Give the report as PDF; scanned pages can be read with 'kpicheck[ocr]' and --ocr."),
    "xlsx": Kindly("is an Excel workbook, not a report", _AS_PDF),
    "pptx": Kindly("is a PowerPoint file", "Export the slides as PDF and check that."),
    "odt": Kindly("is an OpenDocument file", _AS_PDF),
    "epub": Kindly("is an e-book", _AS_PDF),
    "doc": Kindly("is a Word document in the old .doc format", "Open it in Word and save it as DOCX or PDF."),
    "xls": Kindly("is an Excel workbook in the old .xls format, not a report", _AS_PDF),
    "ppt": Kindly("is a PowerPoint file in the old .ppt format", "Export the slides as PDF and check that."),
    "ole": Kindly("is an old Office file of an unknown kind", _AS_PDF),
    "encrypted-office": Kindly("is protected by a password", "Open it in Word and save it without a password."),
    "zip": Kindly("is a zip archive", "Unpack it and check the report inside."),
    "damaged-zip": Kindly("is a damaged Word document or zip archive", "Get the file again."),
    "archive": Kindly("is a compressed archive", "Unpack it and check the report inside."),
    "rtf": Kindly("is an RTF document", _AS_PDF),
    "mhtml": Kindly("is a saved web archive (MHTML)", "Save the page as HTML, or print it to PDF."),
    "xml": Kindly("is an XML file, not a report", "Give the report as PDF, DOCX, HTML, Markdown or text."),
    "executable": Kindly("is a program, not a report", "Give the report as PDF, DOCX, HTML, Markdown or text."),
    "binary": Kindly("is a binary file of an unknown kind", "Give the report as PDF, DOCX, HTML, Markdown or text."),
}


def sniff(data: bytes, name: str = "") -> str:
    """The kind of file: `pdf`, `docx`, `html`, `markdown`, `text`, or a key of UNFIT."""
    if PurePath(name).name.startswith("~$"):
        return "lock-file"
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        return "empty"
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"version https://git-lfs.github.com/spec/"):
        return "lfs-pointer"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature) and (kind != "executable" or not is_probably_text(head)):
            return _ole_kind(data) if kind == "ole" else kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return "image"
    return _text_kind(head, name) if is_probably_text(head) else "binary"


def unfit(kind: str, name: str) -> UnfitInput:
    """The error that names an unfit kind kindly."""
    kindly = UNFIT.get(kind, UNFIT["binary"])
    return UnfitInput(f"{name} {kindly.what}.", hint=kindly.hint)


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names and _is_small(archive) else b""
    except _ZIP_DAMAGE:
        return "damaged-zip"
    if "epub" in mimetype.decode("latin-1"):
        return "epub"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "odt"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return kind
    return "zip"


def _is_small(archive: zipfile.ZipFile) -> bool:
    return archive.getinfo("mimetype").file_size < 200


def _ole_kind(data: bytes) -> str:
    """The kind of an OLE compound file, from the stream names in its directory (they are stored as UTF-16)."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "encrypted-office"
    for stream, kind in (("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt")):
        if holds(stream):
            return kind
    return "ole"


_HTML_START = re.compile(r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_FRAGMENT = re.compile(r"<(article|div|h[1-6]|main|p|section|span|table|ul)\b[^<>]*>", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<\?[^>]*\?>)", re.DOTALL)
_ATX = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*$", re.MULTILINE)


def _text_kind(head: bytes, name: str) -> str:
    text = _quick_text(head).lstrip("\ufeff")
    start = text
    while prologue := _PROLOGUE.match(start):
        start = start[prologue.end() :]
    start = start.lstrip()
    suffix = PurePath(name).suffix.lower()
    if _HTML_START.match(start):
        return "html"
    if _HTML_FRAGMENT.match(start) and (suffix in {".html", ".htm", ".xhtml"} or start.count("</") >= 3):
        return "html"
    if text.lstrip().startswith("<?xml"):
        return "xml"
    if re.match(r"(?:(?:[\w-]+:|[ \t])[^\n]*\n){0,50}?MIME-Version:", text, re.IGNORECASE):
        return "mhtml"
    if suffix in {".md", ".markdown", ".mdown", ".mkd"}:
        return "markdown"
    return "markdown" if _reads_like_markdown(text) else "text"


def _reads_like_markdown(text: str) -> bool:
    if "\f" in text:
        return False
    headings = len(_ATX.findall(text))
    return headings >= 3 or (headings >= 1 and _PIPE_RULE.search(text) is not None)


def _quick_text(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", errors="replace")
    return head.decode("utf-8", errors="replace")
