"""What a run reads and writes, noted while it does so; where no manifest is asked for, nothing is noted.

The functions of this module stand where files are opened. They cost a comparison unless a recording is on.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.errors import DocumentError

STANDARD = "-"
"""The path of standard input and output."""


class Counted(Protocol):
    """What counts the documents and rows of a run."""

    documents_done: int
    rows: int
    complete: bool


@dataclass(frozen=True)
class SeenFile:
    """A file, and what it was like when it was first noted (None where it could not be looked at)."""

    state: tuple[int, int] | None


class Passing:
    """Bytes on their way from or to a stream, hashed as they pass.

    `ended` tells that all of a source was read; `broken` that the reader of an output has gone.
    """

    def __init__(self) -> None:
        self.size = 0
        self.ended = False
        self.broken = False
        self._digest = hashlib.sha256()

    def add(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        self.size += len(data)
        self._digest.update(data)

    def sha256(self) -> str:
        """Return the digest of all bytes so far, in hexadecimal."""
        return self._digest.hexdigest()


@dataclass
class Recording:
    """What is noted of a run, in the order in which it came up; `manifest` is the file that will tell it."""

    manifest: str
    inputs: dict[str, SeenFile | Passing] = field(default_factory=dict)
    outputs: dict[str, Passing | None] = field(default_factory=dict)
    run: Counted | None = None
    failures: Sequence[DocumentError] = ()
    rows: int | None = None


_current: list[Recording] = []


@contextmanager
def recorded(manifest: str) -> Iterator[Recording]:
    """Note what is read and written until the block ends."""
    recording = Recording(manifest)
    _current.append(recording)
    try:
        yield recording
    finally:
        _current.remove(recording)


def will_be_manifest() -> str | None:
    """Return the file that the manifest of this run will be, None if there will be none."""
    return _current[-1].manifest if _current else None


def reads(path: str | os.PathLike[str]) -> None:
    """Note that a file is read; raises UsageError if it is to be the manifest."""
    if not _current:
        return
    recording, name = _current[-1], os.fspath(path)
    if name in recording.inputs:
        return
    check_not_manifest(name, recording.manifest)
    state = state_of(name)
    if state is not None:
        recording.inputs[name] = SeenFile(state)


def reads_all(paths: Iterable[Path]) -> None:
    """Note that files are read, or will be."""
    if _current:
        for path in paths:
            reads(path)


def reads_through(raw: BinaryIO, name: str) -> BinaryIO:
    """Return a stream that can be read only once, hashed as it is read."""
    if not _current:
        return raw
    passing = Passing()
    _current[-1].inputs[name] = passing
    return cast("BinaryIO", _HashedReader(raw, passing))


def has_read(data: bytes, name: str) -> None:
    """Note what was read at once of something that can be read only once."""
    if _current:
        passing = Passing()
        passing.add(data)
        passing.ended = True
        _current[-1].inputs[name] = passing


def writes_through(stream: BinaryIO, name: str) -> BinaryIO:
    """Return a stream that is written straight to, hashed as it is written; a terminal is left as it is."""
    if not _current or stream.isatty():
        return stream
    passing = Passing()
    _current[-1].outputs[name] = passing
    return cast("BinaryIO", _HashedWriter(stream, passing))


def has_written(path: str) -> None:
    """Note that a file is in its place."""
    if _current:
        _current[-1].outputs[path] = None


def counts_with(run: Counted, failures: Sequence[DocumentError]) -> None:
    """Note what counts the documents of a run."""
    if _current:
        _current[-1].run, _current[-1].failures = run, failures


def has_rows(number: int) -> None:
    """Note the number of rows of a result that is of no run over documents."""
    if _current:
        _current[-1].rows = number


def check_not_manifest(path: str, manifest: str) -> None:
    """Raise UsageError if an input is the file that is to be the manifest."""
    try:
        same = Path(path).samefile(manifest)
    except (OSError, ValueError):
        return
    if same and Path(path).is_file():
        raise UsageError(f"--manifest {manifest}: is also an input; choose another name for the manifest")


def state_of(path: str) -> tuple[int, int] | None:
    """Return size and time of a regular file, None for anything else."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return (status.st_size, status.st_mtime_ns) if stat.S_ISREG(status.st_mode) else None


class _HashedReader:
    def __init__(self, raw: BinaryIO, passing: Passing) -> None:
        self._raw, self._passing = raw, passing
        self._read = getattr(raw, "read1", raw.read)

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._read(size) or b""
        self._passing.add(data)
        if not data and size:
            self._passing.ended = True
        return data

    def close(self) -> None:
        self._raw.close()


class _HashedWriter:
    def __init__(self, stream: BinaryIO, passing: Passing) -> None:
        self._stream, self._passing = stream, passing

    def write(self, data: bytes | memoryview) -> int:
        self._passing.add(data)
        written: int = self._broken_or(lambda: self._stream.write(data))
        return written

    def flush(self) -> None:
        self._broken_or(self._stream.flush)

    def _broken_or(self, act: Any) -> Any:
        try:
            return act()
        except BrokenPipeError:
            self._passing.broken = True
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
