"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# Machines are shared and slow at times; a deadline for one example would fail for no fault of the code.
settings.register_profile("qnmine", deadline=None)
settings.load_profile("qnmine")
