"""The smallest input that shows a fault, as far as a few tries find it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.fuzz.trying import attempt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fuzz.targets import Input
    from tests.fuzz.trying import Fault

_TRIES = 400
_SECONDS = 30.0
_HANG_SECONDS = 1.0
"""What counts as a hang of a smaller input."""


def shrunk(target: str, data: Input, fault: Fault) -> Input:
    """Return an input, cut down and simplified, that has the same fault."""
    seconds = _HANG_SECONDS if fault.kind == "hang" else 5.0
    until = time.perf_counter() + _SECONDS
    tries = 0
    size = max(len(data) // 2, 1)
    while tries < _TRIES and time.perf_counter() < until:
        for smaller in _smaller(data, size):
            tries += 1
            found, _ = attempt(target, smaller, seconds=seconds)
            if found is not None and found.place == fault.place:
                data = smaller
                break
            if tries >= _TRIES or time.perf_counter() >= until:
                return data
        else:
            if size == 1:
                break
            size = max(size // 2, 1)
    return data


def _smaller(data: Input, size: int) -> Iterator[Input]:
    """Yield the input without each stretch of a size; at last, with simple characters."""
    for start in range(0, len(data), size):
        if len(data) > size or size == 1:
            yield data[:start] + data[start + size :]  # type: ignore[operator]
    if size == 1 and isinstance(data, str):
        for place, character in enumerate(data):
            if character not in " a0":
                for simple in "a0 ":
                    yield data[:place] + simple + data[place + 1 :]
