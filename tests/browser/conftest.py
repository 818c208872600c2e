"""A real headless Chromium with a recorder of what pages print to the console and ask from the network."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "renderers"))  # render_samples
from render_samples import ASSESSMENT, CHINESE, hostile, large

from kpicheck.model import Assessment
from kpicheck.renderers.html import HtmlRenderer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
)
SAMPLES: dict[str, tuple[Callable[[], Assessment], str]] = {
    "english": (lambda: ASSESSMENT, "en"),
    "chinese": (lambda: CHINESE, "zh-Hant"),
    "hostile": (hostile, "en"),
    "large": (lambda: large(60), "en"),
    "huge": (lambda: large(300), "en"),
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    if not CHROMIUM or not DRIVER:
        pytest.skip("chromium and chromedriver are not here (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


class Tab:
    """A page under test: opens files, counts what went wrong."""

    def __init__(self, driver: Any, folder: Path) -> None:
        self.driver, self._folder = driver, folder

    def open(self, sample: str, fragment: str = "") -> None:
        """Shows a gap report; what was logged before is forgotten."""
        make, lang = SAMPLES[sample]
        page = self._folder / f"{sample}.html"
        if not page.exists():
            page.write_text(HtmlRenderer().render(make(), lang), encoding="utf-8")
        self.driver.get("about:blank")
        self.console()
        self.requests()
        self.driver.get(page.as_uri() + fragment)

    def run(self, script: str, *args: object) -> Any:
        return self.driver.execute_script(script, *args)

    def settle(self) -> None:
        """Lets the page do what it has put off."""
        self.run("return new Promise(done => setTimeout(done, 100))")

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        return self.driver.find_elements("css selector", selector)

    def console(self) -> list[str]:
        """What the page printed since it was last asked, errors and breaches of the policy included."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses asked for since it was last asked, but for those that the page's policy stopped."""
        told = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        stopped = {
            each["params"]["requestId"]
            for each in told
            if each["method"] == "Network.loadingFailed" and each["params"].get("blockedReason") == "csp"
        }
        sent = [each["params"] for each in told if each["method"] == "Network.requestWillBeSent"]
        return [each["request"]["url"] for each in sent if each["requestId"] not in stopped]

    def screen(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        scheme = {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme)

    def shown_ids(self) -> list[str]:
        """The provisions in the table, as a reader sees them."""
        return self.run(
            "return [...document.querySelectorAll('#provisions tbody tr')].filter(r => r.offsetParent).map(r => r.id)"
        )


@pytest.fixture
def tab(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    made = Tab(chromium, tmp_path_factory.mktemp("pages"))
    made.screen(1280)
    yield made
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
