"""A DOCX as the zip archive of XML parts that it is, opened with care: size, ratio, entities, depth."""

from __future__ import annotations

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from types import TracebackType
from typing import Any

from lxml import etree

from kpicheck.errors import UnfitInput
from kpicheck.readers.limits import MEGABYTE, RATIO_MATTERS_FROM, Limits

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Word's "Strict Open XML" differs in the names of its namespaces only.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError, KeyError)


class Package:
    """The parts of an Office Open XML file by name, each parsed when asked for."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            entries = self._archive.infolist()
        except _DAMAGE as problem:
            raise self.damaged() from problem
        self._check_expansion(entries, len(data))
        # Word compares part names without regard to case.
        self._names = {entry.filename.lstrip("/").casefold(): entry for entry in entries}

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def damaged(self) -> UnfitInput:
        """The error for a part that is missing or cannot be unpacked or parsed."""
        return UnfitInput(
            f"{self.name} is a damaged Word document.",
            hint="Open it in Word and save it again, or get the file again.",
        )

    def part(self, part_name: str) -> Any | None:
        """The root element of a part, None when there is no such part."""
        entry = self._names.get(part_name.lstrip("/").casefold())
        if entry is None:
            return None
        if entry.file_size > self._limits.max_xml_bytes:
            raise self._too_large(self._limits.max_xml_bytes, "--max-xml-bytes")
        if entry.flag_bits & 1:
            raise UnfitInput(
                f"{self.name} is protected by a password.", hint="Open it in Word and save it without a password."
            )
        try:
            content = self._archive.read(entry)
        except _DAMAGE as problem:
            raise self.damaged() from problem
        return self._parse(content)

    def related(self, source: str) -> Iterator[tuple[str, str]]:
        """(kind, part name) of everything the part `source` relates to inside the package ("" for the package)."""
        folder, base = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", base + ".rels"))
        if root is None:
            return
        for relation in root.iter(_RELATIONSHIPS):
            if relation.get("TargetMode") == "External":
                continue
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            target = str(relation.get("Target", ""))
            if target:
                yield kind, posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")

    def _parse(self, content: bytes) -> Any:
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise self.damaged() from problem
        if root.getroottree().docinfo.doctype:
            # Word never writes one; it is where entity bombs are defined.
            raise UnfitInput(
                f"{self.name} defines its own XML entities, which no Word document does.",
                hint="Open it in Word and save it again.",
            )
        return root

    def _check_expansion(self, entries: list[zipfile.ZipInfo], packed: int) -> None:
        if len(entries) > self._limits.max_zip_entries:
            raise UnfitInput(
                f"{self.name} holds more than {self._limits.max_zip_entries:,} files inside.",
                hint="If it really is a report, raise the limit with --max-zip-entries.",
            )
        expanded = sum(entry.file_size for entry in entries)
        if expanded > self._limits.max_zip_bytes:
            raise self._too_large(self._limits.max_zip_bytes, "--max-zip-bytes")
        if expanded > RATIO_MATTERS_FROM and expanded > packed * self._limits.max_zip_ratio:
            raise UnfitInput(
                f"{self.name} expands to more than {self._limits.max_zip_ratio} times its size.",
                hint="If it really is a report, raise the limit with --max-zip-ratio.",
            )

    def _too_large(self, limit: int, option: str) -> UnfitInput:
        return UnfitInput(
            f"{self.name} expands to more than {limit / MEGABYTE:g} MB.",
            hint=f"If it really is a report, raise the limit with {option}.",
        )
