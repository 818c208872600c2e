"""How the page stands on screens and paper, and whether everybody can read it."""

from __future__ import annotations

import os
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

AXE = Path(os.environ.get("KPICHECK_AXE") or Path(__file__).parents[2] / ".venv/axe/node_modules/axe-core/axe.min.js")
SEEN = ("english", "chinese", "hostile", "large")
A4 = (595, 842)


@pytest.mark.parametrize("sample", SEEN)
@pytest.mark.parametrize("width", [360, 600, 768, 1120, 1920])
def test_nothing_sticks_out_sideways(tab: Any, sample: str, width: int) -> None:
    tab.screen(width)
    tab.open(sample)
    assert tab.run("return innerWidth") == width
    assert tab.run("return document.documentElement.scrollWidth") <= width
    outside = tab.run(
        "return [...document.querySelectorAll('main *')].filter(e => e.offsetParent && !e.closest('.visually-hidden')"
        " && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('thead'))"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert outside == []


@pytest.mark.parametrize(("width", "height"), [(360, 800), (1440, 900)])
@pytest.mark.parametrize("sample", ["english", "chinese"])
def test_the_first_thing_to_fix_is_on_the_first_screen(tab: Any, sample: str, width: int, height: int) -> None:
    tab.screen(width, height)
    tab.open(sample)
    bottom = tab.run("return document.querySelector('.first li').getBoundingClientRect().bottom")
    assert bottom < height


def test_dark_and_light_differ(tab: Any) -> None:
    paper = "return getComputedStyle(document.body).backgroundColor"
    tab.open("english")
    light = tab.run(paper)
    tab.screen(1280, dark=True)
    assert tab.run(paper) != light


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not here: 'make test' fetches it where npm is")
@pytest.mark.parametrize("sample", SEEN)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (360, False)])
def test_axe_finds_no_serious_violation(tab: Any, sample: str, width: int, dark: bool) -> None:
    tab.screen(width, dark=dark)
    tab.open(sample)
    tab.run("document.getElementById('f-open').click()")
    tab.run(AXE.read_text(encoding="utf-8"))
    found = tab.driver.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    grave = [
        (violation["id"], violation["impact"], [node["html"][:120] for node in violation["nodes"][:3]])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert grave == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("sample", ["english", "chinese", "large"])
def test_it_prints_to_a4(tab: Any, sample: str, tmp_path: Path) -> None:
    import pypdfium2

    tab.open(sample)
    printed = tab.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
    document = pypdfium2.PdfDocument(b64decode(printed["data"]))
    pages = [page.get_textpage().get_text_bounded() for page in document]
    assert all((round(w), round(h)) == A4 for w, h in (page.get_size() for page in document))
    whole = "\n".join(pages)
    assert all(page.strip() for page in pages)
    ids = tab.run("return [...document.querySelectorAll('#provisions tbody th .id')].map(a => a.textContent)")
    assert all(name in whole for name in ids)
    assert tab.one("h1").text in whole
    assert "↕" not in whole
