"""Opening what a path leads to: files that may change meanwhile, pipes without a writer, endless devices."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from qnmine.corpus.archives.limits import LARGEST, DamagedError

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 5.0
"""Seconds to wait for somebody to open a named pipe for writing; then it may write as slowly as it likes."""


def refusal(status: os.stat_result) -> tuple[str, str]:
    """Return why something that a path leads to is never opened, and what to try; two empty strings if it is.

    Most devices give bytes without end, or do something when they are opened. Terminals are read, and so is
    what gives nothing at all.
    """
    if stat.S_ISSOCK(status.st_mode):
        return "is a socket, not a file", "name a file, or pipe the text in"
    if stat.S_ISBLK(status.st_mode) or (stat.S_ISCHR(status.st_mode) and status.st_rdev not in _harmless()):
        return "is a device, not a file", "name a file, or pipe in what it gives (head -c 1000 … | qnmine …)"
    return "", ""


def _harmless() -> set[int]:
    """Return the numbers of the devices that can be read: the empty one and terminals."""
    numbers = set()
    for path in (os.devnull, "/dev/tty"):
        try:
            numbers.add(Path(path).stat().st_rdev)
        except OSError:
            continue
    for descriptor in range(3):
        try:
            if os.isatty(descriptor):
                numbers.add(os.fstat(descriptor).st_rdev)
        except OSError:
            continue
    return numbers


def open_path(path: str, on_change: Callable[[], object]) -> BinaryIO:
    """Return the raw bytes of a file or pipe, unbuffered.

    A regular file is read up to the size that it has now, so that reading ends even while somebody appends
    to it. `on_change` is called when it is closed after it was changed or replaced meanwhile. Raises
    `OSError` and, when nobody writes to a named pipe or the file has gone, `DamagedError`; so does reading
    when the file is cut short.
    """
    try:
        status = Path(path).stat()
        if stat.S_ISFIFO(status.st_mode) and hasattr(os, "O_NONBLOCK"):  # Windows has other pipes
            return cast("BinaryIO", _written_pipe(path))
        file = io.FileIO(path)
    except FileNotFoundError as error:
        raise DamagedError("has gone since the run began", "let nothing move it while it is read") from error
    opened = os.fstat(file.fileno())
    if not stat.S_ISREG(opened.st_mode):
        return cast("BinaryIO", file)
    return cast("BinaryIO", _RegularFile(path, file, opened, on_change))


class _RegularFile:
    """A file on disk, up to the size that it had when it was opened."""

    def __init__(
        self, path: str, file: io.FileIO, opened: os.stat_result, on_change: Callable[[], object]
    ) -> None:
        self._path = path
        self._file = file
        self._opened = opened
        # What the system makes up as it is read (/proc) has no size.
        self._left = opened.st_size or LARGEST
        self._on_change = on_change

    def read(self, size: int) -> bytes:
        """Read at most so many bytes."""
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        # Files of a kernel may claim to be larger than they are: only one that has become smaller is cut.
        if not data and self._left and os.fstat(self._file.fileno()).st_size < self._opened.st_size:
            raise DamagedError("was cut short while it was read", "read it again when nothing writes to it")
        if not self._left and not self._opened.st_size:
            raise DamagedError("has no size and no end", "save what it gives as a file")
        return data

    def close(self) -> None:
        """Close the file, and tell if it has changed."""
        if self._file.closed:
            return
        now = os.fstat(self._file.fileno())
        self._file.close()
        try:
            there = Path(self._path).stat()
        except OSError:  # taken away: what was read of it was whole
            there = now
        if _version(now) != _version(self._opened) or _version(there) != _version(now):
            self._on_change()


def _version(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _written_pipe(path: str) -> io.RawIOBase:
    """Open a pipe to which somebody writes, or has written; raises `DamagedError` if nobody comes.

    A pipe that is opened in the usual way keeps the opener waiting for a writer for ever.
    """
    import select

    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    pipe = io.FileIO(descriptor)
    try:
        waiting = select.poll()
        waiting.register(descriptor, select.POLLIN)
        come = waiting.poll(PATIENCE * 1000)  # something to read, or a writer who has come and gone
        head = b"" if come else pipe.read(1)
        os.set_blocking(descriptor, True)
    except BaseException:
        pipe.close()
        raise
    if not come and head == b"":  # None: somebody holds it open, and has not written yet
        pipe.close()
        raise DamagedError(
            "is a named pipe that nobody writes to", "start its writer first, or pipe the text in"
        )
    return _Begun(head, pipe) if head else pipe


class _Begun(io.RawIOBase):
    """A pipe of which the first byte was read already."""

    def __init__(self, head: bytes, pipe: io.FileIO) -> None:
        self._head = head
        self._pipe = pipe

    def read(self, size: int = -1) -> bytes:
        """Read as a pipe does, the first byte by itself."""
        head, self._head = self._head, b""
        return head or self._pipe.read(size)

    def close(self) -> None:
        """Close the pipe."""
        self._pipe.close()
        super().close()
