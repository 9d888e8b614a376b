"""Numbers of words on the command line: `2`, `1-3`."""

from __future__ import annotations

import re

import click


class Lengths(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """Numbers of words: one (`2`) or a range (`2-3`), up to `longest`."""

    name = "N[-M]"

    def __init__(self, longest: int) -> None:
        self._longest = longest

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Return the numbers."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d)(?:-(\d))?", str(value), re.ASCII)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last <= self._longest:
            reason = f"'{value}' is no number of words from 1 to {self._longest}, such as 2 or 2-3"
            self.fail(reason, param, ctx)
        return tuple(range(first, last + 1))
