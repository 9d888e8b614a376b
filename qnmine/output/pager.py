"""A pager for what is longer than the screen, as git and man have it."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.output.destination import Destination

VARIABLES = ("QNMINE_PAGER", "PAGER")
"""The environment variables that name a pager, the first one set counts; empty or `cat`: no pager."""

_DEFAULT = "less"
_LESS = "FRX"  # end by itself what fits on the screen, pass colours on, leave the text there
_LINES = 24


@contextmanager
def paged(destination: Destination) -> Iterator[None]:
    """Show what is written in the block by the user's pager if it is longer than the screen of a terminal.

    Lines are held back until there are more than the screen has; then the pager starts, and gets them as
    they come. The block ends when the user has left it. Messages on standard error wait for that. Where there
    is no pager, all is written as without this. Raises BrokenPipeError when the user leaves before the end.
    """
    command = pager_command()
    if command is None or not destination.is_terminal:
        yield
        return
    terminal = destination.binary
    screen = _Screen(terminal, command, _screen_lines(terminal))
    messages = sys.stderr
    held = io.StringIO()
    destination.binary = cast("BinaryIO", screen)
    sys.stderr = held
    try:
        yield
        screen.finish()
    finally:
        try:
            screen.leave()
        finally:
            sys.stderr = messages
            destination.binary = terminal
            if messages is not None:
                with suppress(OSError, ValueError):
                    messages.write(held.getvalue())


def pager_command() -> list[str] | None:
    """Return the command of the pager, None for no pager: where none is wanted, or there is none."""
    if os.environ.get("TERM") in ("dumb", "", None) and os.name != "nt":
        return None
    named = next((os.environ[name] for name in VARIABLES if name in os.environ), _DEFAULT)
    try:
        command = shlex.split(named, posix=os.name != "nt")
    except ValueError:  # a quotation mark that does not end
        return None
    if not command or command == ["cat"] or shutil.which(command[0]) is None:
        return None
    own = os.environ.get("LESS")
    if Path(command[0]).stem == "less" and own is not None and "r" not in own.lower():
        command.insert(1, "-R")  # else colours are shown as codes
    return command


def _screen_lines(terminal: BinaryIO) -> int:
    """Return the lines of a terminal: LINES, else its own, else 24."""
    with suppress(ValueError):
        if (lines := int(os.environ.get("LINES", ""))) > 0:
            return lines
    with suppress(OSError, ValueError):
        return os.get_terminal_size(terminal.fileno()).lines or _LINES
    return _LINES


class _Screen:
    """Takes what is written to a terminal, and passes it on to a pager once the screen is full."""

    def __init__(self, terminal: BinaryIO, command: list[str], lines: int) -> None:
        self._terminal, self._command = terminal, command
        self._lines = lines - 1  # the last one is for the prompt
        self._held: list[bytes] = []
        self._stream: BinaryIO | None = None
        self._pager: subprocess.Popen[bytes] | None = None

    def write(self, data: bytes) -> int:
        """Hold data back, or pass it on."""
        if self._stream is not None:
            return self._stream.write(data)
        self._held.append(data)
        self._lines -= data.count(b"\n")
        if self._lines < 0:
            self._begin()
        return len(data)

    def fileno(self) -> int:
        """Return the descriptor of the terminal, whose width counts."""
        return self._terminal.fileno()

    def flush(self) -> None:
        """Pass on what the pager may see."""
        if self._stream is not None:
            self._stream.flush()

    def finish(self) -> None:
        """Write what is held back; raises BrokenPipeError if the user has left already."""
        if self._stream is None:
            self._to_terminal()
        self.flush()

    def leave(self) -> None:
        """Wait until the user leaves the pager; without one, write what is held back after a failure."""
        if self._pager is None:
            with suppress(OSError):
                self._to_terminal()
            return
        assert self._pager.stdin is not None
        with suppress(OSError):
            self._pager.stdin.close()
        try:
            with _uninterrupted():
                self._pager.wait()
        except KeyboardInterrupt:  # the system wants us to end: so does the pager, which has the terminal
            self._pager.terminate()
            self._pager.wait()
            raise

    def _begin(self) -> None:
        """Start the pager and give it what is held back."""
        environment = {**os.environ}
        environment.setdefault("LESS", _LESS)
        environment.setdefault("LV", "-c")
        try:
            self._pager = subprocess.Popen(self._command, stdin=subprocess.PIPE, env=environment)
        except OSError:
            self._to_terminal()
            return
        self._stream = cast("BinaryIO", self._pager.stdin)
        self._pass_held()

    def _to_terminal(self) -> None:
        self._stream = self._terminal
        self._pass_held()

    def _pass_held(self) -> None:
        assert self._stream is not None
        held, self._held = self._held, []
        self._stream.write(b"".join(held))
        self._stream.flush()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Leave Ctrl-C to the pager, which has uses for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: Any = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
