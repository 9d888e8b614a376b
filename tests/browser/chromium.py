"""Chromium without a screen, for tests and for the pictures in the documentation."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
REASON = "needs Chromium and ChromeDriver (Debian: apt install chromium chromium-driver)"
_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1200,900",
)


class Browser:
    """A browser with what it asked of the network and complained about since it was last asked."""

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def _log(self, kind: str) -> list[Any]:
        log: list[Any] = self.driver.get_log(kind)  # type: ignore[no-untyped-call]
        return log

    def requests(self) -> list[str]:
        """Return the addresses that pages asked for, but data and blobs of their own."""
        messages = (json.loads(entry["message"])["message"] for entry in self._log("performance"))
        asked = [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]
        return [address for address in asked if not address.startswith(("data:", "blob:"))]

    def complaints(self) -> list[str]:
        """Return what the console says: errors and warnings of pages."""
        return [entry["message"] for entry in self._log("browser")]

    def run(self, script: str, *values: object) -> Any:
        """Return what a piece of JavaScript returns."""
        return self.driver.execute_script(script, *values)

    def emulate(self, **media: str) -> None:
        """Have pages believe in a colour scheme or a medium: `scheme="dark"`, `media="print"`."""
        features = [{"name": "prefers-color-scheme", "value": media["scheme"]}] if "scheme" in media else []
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media.get("media", ""), "features": features}
        )

    def resize(self, width: int, height: int) -> None:
        """Give pages this size, smaller than a window can be as well."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )


@contextmanager
def open_browser(profile: Path) -> Iterator[Browser]:
    """Open a browser that keeps its own files in the folder `profile`."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in (*_ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
