"""The HTML gap report: one closed, strict, accessible file."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from render_samples import ASSESSMENT, CHINESE, CLEAN, REPORT, hostile, large

from kpicheck.model import Assessment
from kpicheck.renderers.html import HtmlRenderer
from kpicheck.renderers.quotes import link_to, pieces
from kpicheck.renderers.view import Piece
from pace import seconds_of

VOID = {"meta", "br", "input", "link", "img", "hr", "rect"}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Outline(HTMLParser):
    """Collects what the checks below ask for, and that every tag is closed in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    def all(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page_of(assessment: Assessment, lang: str = "en") -> Outline:
    return Outline(HtmlRenderer().render(assessment, lang))


@pytest.mark.parametrize("assessment", [ASSESSMENT, CHINESE, CLEAN, hostile()])
def test_ids_are_unique_and_every_link_inside_has_a_target(assessment: Assessment) -> None:
    page = page_of(assessment)
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    inside = {href[1:] for href in page.all("href") if href.startswith("#")}
    assert inside <= set(ids)
    assert set(page.all("aria-labelledby")) | set(page.all("for")) <= set(ids)


def test_the_policy_allows_our_style_and_script_and_nothing_else() -> None:
    page = HtmlRenderer().render(ASSESSMENT, "en")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")  # type: ignore[index]
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]  # type: ignore[index]
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("assessment", [ASSESSMENT, hostile()])
def test_nothing_is_loaded_and_no_markup_is_smuggled_in(assessment: Assessment) -> None:
    page = page_of(assessment)
    assert not page.all("src")
    assert not page.all("style")
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert {tag for tag, _ in page.tags}.isdisjoint({"img", "iframe", "object", "b9", "link", "base"})


def test_hostile_text_is_shown_as_text() -> None:
    page = page_of(hostile())
    assert "<script>alert(1)</script> {{ 7*7 }}" in page.text
    assert "⟨U+202E⟩gnp.exe⟨U+202C⟩" in page.text
    assert "␛[31mred␇" in page.text
    assert all(href.startswith(("#", "file:///")) for href in page.all("href"))


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("reports/a b.pdf", "reports/a%20b.pdf"),
        ("/srv/報告.pdf", "file:///srv/%E5%A0%B1%E5%91%8A.pdf"),
        ("//evil.example/x.pdf", "file:///evil.example/x.pdf"),
        ("javascript:alert(1).pdf", "javascript%3Aalert%281%29.pdf"),
        ("a#b?c.pdf", "a%23b%3Fc.pdf"),
        ("-", ""),
    ],
)
def test_a_file_name_becomes_a_link_to_a_file(path: str, href: str) -> None:
    assert link_to(replace(REPORT, path=path)) == href


def test_pages_of_a_pdf_are_linked_and_others_are_not() -> None:
    assert "reports/lantern-2024.pdf#page=9" in page_of(ASSESSMENT).all("href")
    assert not any("#page=" in href for href in page_of(CHINESE).all("href"))
    moved = Outline(HtmlRenderer(report_href="../x.pdf").render(ASSESSMENT, "en"))
    assert "../x.pdf#page=9" in moved.all("href")


def test_marks_may_overlap_touch_or_leave_the_quote() -> None:
    assert pieces("甲乙丙丁戊己", [(1, 3), (2, 4), (5, 99), (-3, 0)]) == (
        Piece("甲"), Piece("乙丙丁", True), Piece("戊"), Piece("己", True),
    )  # fmt: skip
    assert pieces("甲乙", [(0, 1), (1, 2)]) == (Piece("甲乙", True),)
    assert pieces("abc", []) == (Piece("abc"),)
    assert pieces("", [(0, 1)]) == ()


def test_marks_are_widened_to_whole_words() -> None:
    marked = [
        piece.text for piece in pieces("The suppliers用水CO2 and 3,402t", [(4, 12), (13, 15), (15, 17)]) if piece.marked
    ]
    assert marked == ["suppliers用水CO"]


def test_a_reader_of_the_source_finds_landmarks_headings_and_languages() -> None:
    page = page_of(CHINESE, "zh-Hant")
    tags = [tag for tag, _ in page.tags]
    assert all(tags.count(tag) == 1 for tag in ("h1", "main", "nav", "table"))
    assert dict(page.tags)["html"]["lang"] == "zh-Hant"
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    quotes = [attrs.get("lang") for tag, attrs in page.tags if tag == "blockquote"]
    assert set(quotes) == {"zh-Hant"}


def test_without_script_everything_is_open_and_no_dead_control_is_shown() -> None:
    page = page_of(ASSESSMENT)
    assert all("open" in attrs for tag, attrs in page.tags if tag == "details")
    assert next(attrs for tag, attrs in page.tags if tag == "form")["hidden"] == ""


def test_a_large_report_is_small_and_quick() -> None:
    HtmlRenderer().render(ASSESSMENT, "en")  # compiles the template
    assessment = large()
    assert seconds_of(lambda: HtmlRenderer().render(assessment, "en")) < 0.3
    assert len(HtmlRenderer().render(assessment, "en").encode()) <= 600_000


def test_we_never_promise_compliance() -> None:
    assert "complian" not in page_of(CLEAN).text.lower()


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
@pytest.mark.parametrize("assessment", [ASSESSMENT, hostile()])
def test_the_script_runs_under_the_policy(assessment: Assessment, tmp_path: Path) -> None:
    page = tmp_path / "gaps.html"
    page.write_text(HtmlRenderer().render(assessment, "en"), encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command += ["--enable-logging=stderr", "--dump-dom", page.as_uri()]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)
    assert "CONSOLE" not in ran.stderr
    form = next(attrs for tag, attrs in Outline(ran.stdout).tags if tag == "form")
    assert "hidden" not in form
    assert "<details open" not in ran.stdout
