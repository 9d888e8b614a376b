"""Settings of all tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# Machines are shared and slow at times; a deadline for one example would fail for no fault of the code.
settings.register_profile("qnmine", deadline=None)
settings.load_profile("qnmine")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what is remembered between runs in a folder of the tests' own, not the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "QNMINE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield
