"""A terminal without a person: a program runs in it, keys are sent to it, its cells are looked at."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple, Self

import pytest

from tests.contract.harness import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pyte.screens

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("needs pseudo-terminals", allow_module_level=True)

import fcntl
import pty
import struct
import termios

_OWN = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "PAGER", "LESS", "QNMINE_PAGER")
_LONGEST = 65_536


class Place(NamedTuple):
    """A cell of the screen: line and column, from 0."""

    line: int
    column: int


class Screen:
    """A program in a terminal of its own, which is its controlling one; use it in a `with` block.

    Variables of the caller's that would change what is shown are left out; `env` sets others. Standard input,
    standard output and standard error are all the terminal, as where a person types.
    """

    def __init__(
        self,
        *command: str | Path,
        columns: int = 80,
        lines: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        emulator = pytest.importorskip("pyte")
        self.columns, self.lines = columns, lines
        self.raw = b""
        self._screen: pyte.screens.Screen = emulator.Screen(columns, lines)
        self._stream = emulator.ByteStream(self._screen)
        self._terminal, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        inherited = {name: value for name, value in environment().items() if name not in _OWN}
        self._process = subprocess.Popen(
            [*map(str, command)],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            cwd=cwd,
            env={**inherited, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(env or {})},
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._terminal)

    def wait(self, timeout: float = 60) -> int:
        """Return the exit code of the program, after all that it writes."""
        self._read_until(lambda: False, timeout)
        return self._process.wait(timeout)

    def wait_for(self, text: str, timeout: float = 60) -> None:
        """Return when this text stands on the screen; fail if it never does."""
        if not self._read_until(lambda: text in "\n".join(self.display), timeout):
            raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(self.display))

    def settle(self, seconds: float = 0.3) -> None:
        """Read what is written until nothing comes for so long."""
        while self._read_once(seconds):
            pass

    def send(self, keys: str) -> None:
        """Type keys."""
        os.write(self._terminal, keys.encode())

    def signal(self, number: int) -> None:
        """Send a signal to the program alone."""
        self._process.send_signal(number)

    @property
    def running(self) -> bool:
        """Whether the program has not ended."""
        return self._process.poll() is None

    @property
    def display(self) -> list[str]:
        """The lines of the screen, without spaces at their ends."""
        return [line.rstrip() for line in self._screen.display]

    def cell(self, place: Place) -> pyte.screens.Char:
        """Return a cell: its `data`, `fg`, `bg`, `bold`, `italics`, `underscore`, `reverse`."""
        cell: pyte.screens.Char = self._screen.buffer[place.line][place.column]
        return cell

    def cells_of(self, text: str) -> list[pyte.screens.Char]:
        """Return the cells of the first place where a text stands in one line; fail if it does not."""
        for line, shown in enumerate(self._screen.display):
            column = shown.find(text)
            if column >= 0:
                return [self.cell(Place(line, column + place)) for place in range(len(text))]
        raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(self.display))

    def cells(self) -> Iterator[pyte.screens.Char]:
        """Yield all cells."""
        for line in range(self.lines):
            for column in range(self.columns):
                yield self.cell(Place(line, column))

    def _read_until(self, done: Callable[[], bool], timeout: float) -> bool:
        """Read until something is so, or the program has closed the terminal; tell which."""
        end = time.monotonic() + timeout
        while not done():
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError("it takes too long; on the screen:\n" + "\n".join(self.display))
            if not self._read_once(min(left, 0.1)) and not self.running:
                self.settle(0.05)
                return done()
        return True

    def _read_once(self, seconds: float) -> bool:
        """Read what is there within so many seconds; tell whether anything was."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._terminal, _LONGEST)
        except OSError:  # Linux: the program has ended
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)


def _take_terminal() -> None:
    """Make standard input the controlling terminal, so that keys make signals and pagers find it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def qnmine_on_screen(
    *arguments: str | Path,
    columns: int = 80,
    lines: int = 24,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Screen:
    """Return a screen on which qnmine runs."""
    command = (sys.executable, "-m", "qnmine", *arguments)
    return Screen(*command, columns=columns, lines=lines, env=env, cwd=cwd)


def written(cells: Iterable[pyte.screens.Char]) -> str:
    """Return the text of cells."""
    return "".join(cell.data for cell in cells)
