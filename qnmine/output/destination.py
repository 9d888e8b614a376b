"""Where results go: standard output, a device, or a file that is replaced only when it is complete."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from qnmine import interrupts
from qnmine.errors import QnmineError, UsageError
from qnmine.manifests import recording
from qnmine.output.closed_pipes import naming_closed_pipes
from qnmine.output.values import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DEFAULT_WIDTH = 80
# A reader at the other end of a pipe sees a slow row at once and fast rows in blocks.
_SECONDS_BETWEEN_FLUSHES = 0.2
_ROWS_IN_BLOCK = 64  # few, because a row may be a text of a megabyte

Row = TypeVar("Row")


class _ResultKeptElsewhereError(QnmineError):
    """The result is complete but has another name than the one asked for."""


class Destination:
    """A place to write text or bytes to; use `open_destination` to get one.

    `name` is for messages, `binary` the stream for binary formats, `is_terminal` tells whether a person
    watches, `is_live` that somebody may read while we write (a pipe, not a file that is yet to appear),
    `width` is the number of terminal cells in a line (80 where nothing is known). Set `at_once` when the
    rows come from a source that may pause at any time: each is then passed on as it is written.
    """

    def __init__(self, binary: BinaryIO, name: str, *, live: bool) -> None:
        self.binary = binary
        self.name = name
        self.is_terminal = live and binary.isatty()
        self.is_live = live
        self.at_once = False
        self._flushed = 0.0

    @property
    def width(self) -> int:
        """Cells in a line: COLUMNS, else the terminal's own width, else 80."""
        with suppress(ValueError):
            if (columns := int(os.environ.get("COLUMNS", ""))) > 0:
                return columns
        if self.is_terminal:
            with suppress(OSError, ValueError):
                return os.get_terminal_size(self.binary.fileno()).columns or DEFAULT_WIDTH
        return DEFAULT_WIDTH

    def write(self, text: str) -> int:
        """Write text as UTF-8, newlines as they are; a lone surrogate becomes U+FFFD.

        Raises BrokenPipeError when the reader is gone and QnmineError for any other fault (a full disk).
        """
        self.write_encoded(encoded(text))
        return len(text)

    def write_encoded(self, data: bytes) -> None:
        """Write text that is UTF-8 already; the same errors as `write`."""
        try:
            self.binary.write(data)
            now = time.monotonic() if self.is_live else 0.0
            if self.is_live and (self.at_once or now - self._flushed > _SECONDS_BETWEEN_FLUSHES):
                self.binary.flush()
                self._flushed = now
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._fault(error) from error

    def write_lines(self, lines: Iterable[str]) -> int:
        """Write each line with a newline after it; return how many there were."""
        count = 0
        for count, line in enumerate(lines, 1):  # noqa: B007 - the count outlives the loop
            self.write(line + "\n")
        return count

    def flush(self) -> None:
        """Pass on what is buffered; the same errors as `write`."""
        with self.naming_faults():
            self.binary.flush()

    @contextmanager
    def naming_faults(self) -> Iterator[None]:
        """Turn an operating system error into one that names this destination, but not a closed pipe."""
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._fault(error) from error

    def _fault(self, error: OSError) -> QnmineError:
        return QnmineError(f"{self.name}: cannot be written ({_reason(error)})")


@contextmanager
def open_destination(
    path: str | None, *, no_clobber: bool = False, inputs: Sequence[Path] = (), run: str | None = None
) -> Iterator[Destination]:
    """Open the place that ``-o PATH`` names; None and ``-`` are standard output.

    A regular file is replaced in one step when the block ends well: the result grows in a hidden
    temporary file beside it, links are followed, the mode is kept. When the block raises, the temporary
    file is removed and the old file is as it was. If the last step fails (the file is open in Excel) the
    result stays in ``PATH.partial`` and the error says so. Devices and named pipes are written straight
    through. `run` names a run that may have been killed and begun again: the temporary file that it left then
    is removed. Raises UsageError before anything is written: a folder, a missing folder, one of the
    `inputs`, an existing file with `no_clobber`, a place without permission to write.
    """
    _check_not_manifest(path)
    if path is None or _is_stdout(path):
        with _standard_output() as destination:
            yield destination
        return
    target = _checked_target(path, no_clobber, inputs)
    if target is None:
        with _straight_through(path) as destination:
            yield destination
        return
    with _replaced(path, target, no_clobber, run) as destination:
        yield destination
    recording.has_written(path)


def check_destination(path: str, *, no_clobber: bool = False) -> None:
    """Raise the UsageError that `open_destination` would raise; nothing is opened, nothing changes."""
    if _is_stdout(path):
        return
    target = _checked_target(path, no_clobber, ())
    if target is not None and not os.access(target.parent, os.W_OK | os.X_OK):
        reason = f"nothing can be written in the folder {Path(path).parent} (permission denied)"
        raise UsageError(f"{path}: {reason}; choose another place")


def _check_not_manifest(path: str | None) -> None:
    """Raise UsageError if a result is to go where the manifest of the run goes."""
    manifest = recording.will_be_manifest()
    if manifest is None or not same_target(path or "-", manifest):
        return
    if _is_stdout(manifest):
        raise UsageError(f"--manifest {manifest}: the results go there; give them a file with -o FILE")
    raise UsageError(f"{path or 'standard output'}: is the file of --manifest as well; give each its own")


def same_target(first: str, second: str) -> bool:
    """Tell whether two values of options such as ``-o`` lead to one and the same file.

    Links and relative parts are followed, ``-`` is the file, pipe or terminal behind standard output. The
    files need not exist. Two names of one device are not the same target: nothing is lost there.
    """
    one, two = _status_of(first), _status_of(second)
    if one is not None and two is not None:
        to_device = stat.S_ISCHR(one.st_mode) and not (_is_stdout(first) and _is_stdout(second))
        return os.path.samestat(one, two) and not to_device
    if _is_stdout(first) or _is_stdout(second):
        return _is_stdout(first) and _is_stdout(second)
    try:
        return os.path.normcase(os.path.realpath(first)) == os.path.normcase(os.path.realpath(second))
    except (OSError, ValueError):
        return False


def stands_for_device(path: str) -> bool:
    """Tell whether a name stands for a device, a pipe or an open file of the process (/dev/fd/3)."""
    if _stands_for_open_file(path):
        return True
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def in_blocks(rows: Iterable[Row], destination: Destination) -> Iterator[list[Row]]:
    """Yield rows in small blocks, which are cheaper to write; for a live reader none waits while others come.

    A slow row to a live reader is a block of its own.
    """
    block: list[Row] = []
    passed_on = 0.0
    try:
        for row in rows:
            block.append(row)
            late = destination.is_live and time.monotonic() - passed_on > _SECONDS_BETWEEN_FLUSHES
            if late or (destination.is_live and destination.at_once) or len(block) == _ROWS_IN_BLOCK:
                yield block
                block, passed_on = [], time.monotonic()
    except Exception:
        yield block  # the rows before the fault are still good
        raise
    if block:
        yield block


def quiet_stdout() -> None:
    """Let nothing more reach a closed or full standard output, so that Python says nothing of it at exit."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, sys.stdout.fileno())
        finally:
            os.close(nowhere)


@contextmanager
def _standard_output() -> Iterator[Destination]:
    if not hasattr(sys.stdout, "buffer"):  # None after the shell's >&-; some notebooks take text only
        raise UsageError("standard output is closed; write to a file with -o FILE")
    stream: BinaryIO = sys.stdout.buffer
    raw = stream if isinstance(stream, io.RawIOBase) else None
    if raw is not None:  # python -u: a raw stream may take only a part of a write
        stream = cast("BinaryIO", io.BufferedWriter(raw))
    binary = recording.writes_through(naming_closed_pipes(stream), recording.STANDARD)
    destination = Destination(binary, "standard output", live=True)
    try:
        with destination.naming_faults():
            sys.stdout.flush()
        yield destination
        destination.flush()
        interrupts.check()
    finally:
        _pass_on_or_drop(stream)
        if raw is not None:
            with suppress(OSError, ValueError):
                cast("io.BufferedWriter", stream).detach()


def _pass_on_or_drop(stream: BinaryIO) -> None:
    """Write the rows so far, also after an error; drop those that cannot be written.

    What stays in the buffer Python would try to write once more at exit, and complain.
    """
    try:
        stream.flush()
    except (OSError, ValueError):
        quiet_stdout()


@contextmanager
def _straight_through(path: str) -> Iterator[Destination]:
    try:
        # Appending, because /dev/fd/N may stand for a file that the shell opened with >>.
        stream = open(path, "ab")  # noqa: SIM115, PTH123 - closed below, where its errors are named
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({_reason(error)})") from error
    destination = Destination(recording.writes_through(stream, path), path, live=True)
    try:
        yield destination
    except BaseException:
        with suppress(OSError):
            stream.close()
        raise
    with destination.naming_faults():
        stream.close()


@contextmanager
def _replaced(path: str, target: Path, no_clobber: bool, run: str | None) -> Iterator[Destination]:
    temporary = target.with_name(f".qnmine-{_unique(target, run)}.tmp")
    stream: BinaryIO | None = None
    try:
        if run is not None:
            with suppress(OSError):
                temporary.unlink()
        stream = _open_temporary(path, target, temporary)
        destination = Destination(stream, path, live=False)
        yield destination
        interrupts.check()
        with destination.naming_faults():
            stream.close()
        _put_in_place(path, target, temporary, no_clobber)
    except _ResultKeptElsewhereError:
        raise
    except BaseException:
        with suppress(OSError):
            if stream is not None:
                stream.close()
        with suppress(OSError):
            temporary.unlink()
        raise


def _unique(target: Path, run: str | None) -> str:
    """Return what no other run has in the names of its temporary files, but the same run begun again has."""
    if run is None:
        return os.urandom(6).hex()
    return hashlib.blake2b(f"{run}\0{target}".encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()


def _checked_target(path: str, no_clobber: bool, inputs: Sequence[Path]) -> Path | None:
    """The regular file to replace, links followed; None for a device or pipe."""
    if not path or "\0" in path:
        raise UsageError("-o needs the name of a file")
    try:
        target = Path(os.path.realpath(path))
        status = target.stat() if os.path.lexists(target) else None
        parent_is_folder = target.parent.is_dir()
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({_reason(error)})") from error
    if (status is not None and stat.S_ISDIR(status.st_mode)) or path.endswith(("/", os.sep)):
        raise UsageError(f"{path}: is a folder; name a file in it")
    if _stands_for_open_file(path) or (status is not None and not stat.S_ISREG(status.st_mode)):
        return None
    if not parent_is_folder:
        raise UsageError(f"{path}: the folder {Path(path).parent} does not exist; create it first")
    if status is not None and any(_same(target, source) for source in inputs):
        raise UsageError(f"{path}: is also an input; choose another name for the output")
    if no_clobber and os.path.lexists(path):
        raise UsageError(f"{path}: exists already; choose another name or leave out --no-clobber")
    if status is not None and not os.access(target, os.W_OK):
        raise UsageError(f"{path}: is read-only; choose another name or change its permissions")
    return target


def _stands_for_open_file(path: str) -> bool:
    """Tell whether the name is one of the process's own open files (/dev/stderr, /dev/fd/3)."""
    place = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow the link that is asked about
    return place == "/dev/stderr" or place.startswith(("/dev/fd/", "/proc/self/fd/"))


def _is_stdout(path: str) -> bool:
    return path in ("-", "/dev/stdout")


def _status_of(path: str) -> os.stat_result | None:
    """What is known of an existing file, or of what standard output leads to.

    Nothing of the other open files: where they lead (``2>&1``) is a choice that the user made in the shell.
    """
    if _stands_for_open_file(path):
        return None
    try:
        return os.fstat(sys.stdout.fileno()) if _is_stdout(path) else Path(path).stat()
    except (OSError, ValueError, AttributeError):
        return None


def _same(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except (OSError, ValueError):
        return False


def _open_temporary(path: str, target: Path, temporary: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        old = target.stat() if target.exists() else None
        # The umask applies to a new file; a private file's successor is never readable by others.
        descriptor = os.open(temporary, flags, 0o666 if old is None else stat.S_IMODE(old.st_mode))
        if old is not None:
            with suppress(OSError, AttributeError):  # only root may give files away
                os.chown(temporary, old.st_uid, old.st_gid)
            with suppress(OSError):
                temporary.chmod(stat.S_IMODE(old.st_mode))
    except OSError as error:
        folder = Path(path).parent
        raise UsageError(
            f"{path}: nothing can be written in the folder {folder} ({_reason(error)}); choose another place"
        ) from error
    return open(descriptor, "wb")  # noqa: PTH123 - a descriptor, not a path


def _put_in_place(path: str, target: Path, temporary: Path, no_clobber: bool) -> None:
    try:
        if no_clobber and os.path.lexists(target):
            raise FileExistsError(0, "it has come into being meanwhile")
        temporary.replace(target)
    except OSError as error:
        if not temporary.exists():  # with its folder, most likely
            message = f"{path}: could not be written ({_reason(error)}); the result is lost, run again"
            raise QnmineError(message) from error
        kept, name = target.with_name(target.name + ".partial"), f"{path}.partial"
        try:
            temporary.replace(kept)
        except OSError:
            name = str(temporary)
        message = f"{path}: could not be replaced ({_reason(error)}); the result is in {name}"
        raise _ResultKeptElsewhereError(message) from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
