"""PDFs that cannot be read, wholly or in part."""

from __future__ import annotations

import random
from typing import Any

import pytest

from kpicheck.errors import UnfitInput
from kpicheck.readers import pdf_isolated
from kpicheck.readers.pdf import read_pdf, read_pdf_isolated
from kpicheck.readers.pdf_problems import page_problem
from pdf_samples import PROSE_LEFT, chinese_font, make_pdf, put, put_lines, scanned_page


def prose(canvas: Any) -> None:
    put_lines(canvas, 60, 100, PROSE_LEFT)


def cover(canvas: Any) -> None:
    scanned_page(canvas)
    put(canvas, 60, 100, "Annual Report", 30)


def test_a_scanned_report_says_how_to_get_one_that_can_be_read() -> None:
    with pytest.raises(UnfitInput, match="scanned: 3 of its 3 pages") as caught:
        read_pdf(make_pdf([scanned_page] * 3), "scan.pdf")
    assert "kpicheck[ocr]" in caught.value.hint
    report = read_pdf(make_pdf([scanned_page] * 3), "scan.pdf", allow_scanned=True)
    assert [page.problem for page in report.pages] == ["image-only"] * 3


def test_one_scanned_page_is_listed_and_photo_and_blank_pages_are_not() -> None:
    report = read_pdf(make_pdf([cover, prose, scanned_page, lambda canvas: None]), "report.pdf")
    assert [page.problem for page in report.pages] == ["", "", "image-only", ""]
    assert report.unreadable_pages == (3,)
    assert report.notes == ("1 of 4 pages hold only images: 3.",)


def test_a_file_without_text_is_unfit() -> None:
    with pytest.raises(UnfitInput, match="no text"):
        read_pdf(make_pdf([lambda canvas: None]), "blank.pdf")


def test_a_protected_file_needs_its_password() -> None:
    data = make_pdf([prose], encrypt="secret")
    with pytest.raises(UnfitInput, match="protected by a password"):
        read_pdf(data, "closed.pdf")
    with pytest.raises(UnfitInput, match="cannot be opened with this password"):
        read_pdf(data, "closed.pdf", password="wrong")
    assert read_pdf(data, "closed.pdf", password="secret").pages[0].lines[0].text == PROSE_LEFT[0]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no pdf at all", make_pdf([prose])[:300]])
def test_damaged_files_are_unfit(data: bytes) -> None:
    with pytest.raises(UnfitInput):
        read_pdf(data, "damaged.pdf")


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(UnfitInput, match="3 pages, more than the limit of 2"):
        read_pdf(make_pdf([prose] * 3), "long.pdf", max_pages=2)


def test_nonsense_is_told_from_text() -> None:
    chooser = random.Random(1)
    english = " ".join(PROSE_LEFT) * 3
    shifted = "".join(chr((ord(mark) - 97 + 9) % 26 + 97) if mark.islower() else mark for mark in english)
    hanzi = "本集團致力於可持續發展，並為員工提供安全的工作環境，年內沒有發生違反有關法律及規例的事件。" * 4
    rare = "".join(chr(chooser.randrange(0x6000, 0x9000)) for _ in range(200))
    assert page_problem(english, 0) == ""
    assert page_problem(hanzi, 0) == ""
    assert page_problem("12,345 67.8% 2024 2023 " * 10, 0) == ""
    assert page_problem(shifted, 0) == "nonsense"
    assert page_problem(rare, 0) == "nonsense"
    assert page_problem("(cid:12)(cid:7)(cid:99)" * 10, 0) == "nonsense"
    assert page_problem("\ue001\ue002\ue0a3\ue111" * 20, 0) == "nonsense"


def test_a_child_process_reads_the_same() -> None:
    font = chinese_font()
    data = make_pdf([prose, lambda canvas: put(canvas, 60, 100, "環境政策", 12, font)])
    assert read_pdf_isolated(data, "report.pdf") == read_pdf(data, "report.pdf")
    with pytest.raises(UnfitInput, match="no text"):
        read_pdf_isolated(make_pdf([lambda canvas: None]), "blank.pdf")


_CRASH = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
_HANG = "import time; time.sleep(60)"


@pytest.mark.parametrize(("child", "words"), [(_CRASH, "crash"), (_HANG, "within 1 seconds")])
def test_a_child_that_crashes_or_hangs_is_one_sentence(monkeypatch: pytest.MonkeyPatch, child: str, words: str) -> None:
    monkeypatch.setattr(pdf_isolated, "_CHILD", child)
    big = make_pdf([prose]) + b"\0" * 5_000_000  # more than a pipe holds
    with pytest.raises(UnfitInput, match=words):
        read_pdf_isolated(big, "report.pdf", timeout=1 if child is _HANG else 60)


def test_a_child_out_of_memory_is_one_sentence() -> None:
    with pytest.raises(UnfitInput, match="20 MB of memory"):
        read_pdf_isolated(make_pdf([prose]), "report.pdf", memory_mb=20)


def test_mutated_files_are_read_or_refused() -> None:
    chooser = random.Random(7)
    data = make_pdf([prose, cover])
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chooser.randint(1, 30)):
            broken[chooser.randrange(len(broken))] = chooser.randrange(256)
        try:
            read_pdf(bytes(broken[: chooser.randint(len(broken) // 2, len(broken))]), "broken.pdf")
        except UnfitInput:
            continue
