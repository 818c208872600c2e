"""Takes the pictures in docs/images from our own sample reports: `make screenshots`."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from selenium import webdriver

from kpicheck.check import assess
from kpicheck.readers import read_report
from kpicheck.renderers.html import HtmlRenderer
from kpicheck.rulebook import load_rulebook

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
COLOURS = 128  # a page has few; the files stay small


class Picture(NamedTuple):
    """One picture: of which sample, in which language, how large, of which part."""

    name: str
    sample: str
    lang: str
    width: int
    height: int
    part: str = ""
    dark: bool = False


PICTURES = (
    Picture("gaps", "tidewell-esg-2022-en.txt", "en", 1280, 860),
    Picture("gaps-card", "tidewell-esg-2022-en.txt", "en", 1280, 700, "#fix"),
    Picture("gaps-table", "tidewell-esg-2022-en.txt", "en", 1280, 700, "#all", dark=True),
    Picture("gaps-zh-Hant", "heji-foods-esg-2024-zh-hant.txt", "zh-Hant", 1280, 860),
    Picture("gaps-phone", "heji-foods-esg-2024-zh-hant.txt", "zh-Hant", 390, 800),
)


def main() -> int:
    """Writes every picture."""
    IMAGES.mkdir(exist_ok=True)
    rulebook = load_rulebook()
    with tempfile.TemporaryDirectory() as folder, browser() as driver:
        for picture in PICTURES:
            page = Path(folder) / f"{picture.name}.html"
            report = read_report(ROOT / "seeds" / "samples" / picture.sample)
            page.write_text(HtmlRenderer("").render(assess(report, rulebook), picture.lang), encoding="utf-8")
            target = IMAGES / f"{picture.name}.png"
            target.write_bytes(small(shot(driver, page, picture)))
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes", file=sys.stderr)
    return 0


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    binary, service = shutil.which("chromium"), shutil.which("chromedriver")
    if not binary or not service:
        raise SystemExit("chromium and chromedriver are needed (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(service))
    try:
        yield driver
    finally:
        driver.quit()


def shot(driver: Any, page: Path, picture: Picture) -> bytes:
    """What a screen of that size shows."""
    metrics = {"width": picture.width, "height": picture.height, "deviceScaleFactor": 1, "mobile": picture.width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if picture.dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    driver.get(page.as_uri() + picture.part)
    taken: bytes = driver.get_screenshot_as_png()
    return taken


def small(png: bytes) -> bytes:
    """The picture with few colours."""
    stream = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    sys.exit(main())
