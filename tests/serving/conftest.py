"""What the tests of the page share."""

from __future__ import annotations

import pytest

from qnmine.serving.analysis import Analyser
from tests.serving.pages import Page


@pytest.fixture(scope="session")
def page() -> Page:
    return Page(Analyser())
