"""Requests to end the run (Ctrl+C, SIGTERM, SIGHUP), which are remembered until it has ended.

An exception that a signal handler raises can get lost: Python drops one that is raised while an object is
being destroyed, and compiled code may clear it. So a result is put in place only after asking here.
"""

from __future__ import annotations

from typing import NoReturn

_requested: list[int] = []


def request(number: int, frame: object) -> NoReturn:  # noqa: ARG001 (a signal handler's arguments)
    """Remember the signal and end like an interrupt, so that temporary files are removed."""
    _requested.append(number)
    raise KeyboardInterrupt


def check() -> None:
    """Raise KeyboardInterrupt when one was requested, even if the exception of its handler got lost."""
    if _requested:
        raise KeyboardInterrupt
