"""A real browser for pages as a person meets them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import CHROMIUM, DRIVER, REASON, open_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.chromium import Browser


@pytest.fixture(scope="session")
def one_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None or DRIVER is None:
        if os.environ.get("QNMINE_BROWSER_TESTS") == "required":
            pytest.fail(REASON)
        pytest.skip(REASON)
    with open_browser(tmp_path_factory.mktemp("browser")) as browser:
        yield browser


@pytest.fixture
def browser(one_browser: Browser) -> Iterator[Browser]:
    """The browser, with nothing left over from the test before."""
    one_browser.driver.get("about:blank")
    one_browser.emulate()
    one_browser.resize(1200, 900)
    one_browser.requests()
    one_browser.complaints()
    yield one_browser
    one_browser.driver.delete_all_cookies()
