"""Annotation files as numbered lines: any of the usual compressions, UTF-8, one clear error."""

from __future__ import annotations

import io
import os
import sys
import zlib
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from qnmine.errors import DocumentError, UsageError
from qnmine.manifests import recording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Source = str | os.PathLike[str] | BinaryIO
    NumberedLines = Iterator[tuple[int, str]]

STDIN = "-"

_BOM = b"\xef\xbb\xbf"
_SAVE_AS_TEXT = "save it as CSV or JSON lines"
# First bytes of what is often named by mistake: what it is, and what to do with it.
_NO_LINES = (
    (b"QNMODEL\x00", "is a qnmine model, not annotations", "to score it, use --model FILE"),
    (b"PAR1\x15", "is a Parquet file", _SAVE_AS_TEXT),
    (b"PK\x03\x04", "is a workbook (XLSX) or another ZIP file", _SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0", "is an old or encrypted Office file", _SAVE_AS_TEXT),
    (b"\x28\xb5\x2f\xfd", "is compressed with zstd", "decompress it first: zstd -d"),
)


def source_name(source: Source, name: str | None = None) -> str:
    """Return what messages call a source: the given name, the path, or `-` for a nameless stream."""
    if name is not None:
        return name
    if not isinstance(source, str | os.PathLike):
        stream_name = getattr(source, "name", None)
        return stream_name if isinstance(stream_name, str) and stream_name != "<stdin>" else "-"
    return Path(source).as_posix()


def numbered_lines(source: Source, name: str) -> NumberedLines:
    """Yield (number from 1, line with its end) of a file or binary stream, decompressed and decoded.

    The path `-` is standard input. gzip, bzip2 and xz are known by their first bytes, so that a pipe works
    like a file. A stream is left open. Raises UsageError for a missing file, a terminal as standard input
    and what is no text file (a workbook, Parquet, a model), DocumentError where it cannot be read or decoded.
    """
    if _is_stdin(source):
        source = _standard_input()
    if not isinstance(source, str | os.PathLike):
        yield from _decoded(_decompressed(_peekable(source)), name)
        return
    with _opened(Path(source), name) as opened:
        yield from _decoded(_decompressed(opened), name)


def with_first_line(lines: NumberedLines) -> tuple[str, NumberedLines]:
    """Return the first line that is not blank (empty if there is none) and all lines again, unread."""
    read: list[tuple[int, str]] = []
    for number, line in lines:
        read.append((number, line))
        if line.strip():
            return line.strip(), chain(read, lines)
    return "", iter(read)


def _is_stdin(source: Source) -> bool:
    return isinstance(source, str | os.PathLike) and os.fspath(source) == STDIN


def _standard_input() -> BinaryIO:
    """Return the binary standard input; nobody waits for a terminal in silence."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("-: there is no standard input to read; pipe the annotations in or name their file")
    if recording.will_be_manifest() is None:
        return sys.stdin.buffer
    data = sys.stdin.buffer.read()
    recording.has_read(data, STDIN)
    return io.BytesIO(data)


def _opened(path: Path, name: str) -> io.BufferedReader:
    """Open a file, with an error in our own words."""
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise UsageError(f"{name}: there is no such file") from None
    except IsADirectoryError:
        raise UsageError(f"{name}: is a folder; name the annotation file in it") from None
    except (OSError, ValueError) as error:
        raise DocumentError(
            name, f"cannot be opened ({_cause(error)})", "check its name and permissions"
        ) from None


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    """Return the stream with a `peek`; standard input has one already."""
    if hasattr(stream, "peek"):
        return cast("io.BufferedReader", stream)
    return io.BufferedReader(cast("io.RawIOBase", stream))


def _decompressed(stream: io.BufferedReader) -> Iterable[bytes]:
    """Return the lines of the stream, decompressed if its first bytes say that it is compressed."""
    try:
        head = stream.peek(6)
    except OSError:
        head = b""  # the same error comes back, with its place, when the lines are read
    if head.startswith(b"\x1f\x8b"):
        import gzip

        return gzip.GzipFile(fileobj=stream)
    if head.startswith(b"BZh"):
        import bz2

        return bz2.BZ2File(stream)
    if head.startswith(b"\xfd7zXZ\x00"):
        return _unpacked_xz(stream)
    return stream


def _unpacked_xz(stream: io.BufferedReader) -> Iterator[bytes]:
    """Yield the lines of an xz file; its own kind of error becomes that of the other compressions."""
    import lzma

    try:
        with lzma.LZMAFile(stream) as unpacked:
            yield from unpacked
    except lzma.LZMAError as error:
        raise OSError(str(error)) from None


def _decoded(lines: Iterable[bytes], name: str) -> NumberedLines:
    """Yield the lines as text; bytes are split at the line feed only, so that U+2028 stays inside a line."""
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            if number == 1:
                _check_signature(line, name)
            yield number, _decode(line.removeprefix(_BOM) if number == 1 else line, f"{name}:{number}")
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError(
            f"{name}:{number + 1}",
            f"the file cannot be read further ({_cause(error)})",
            "check that it is complete",
        ) from None


def _check_signature(head: bytes, name: str) -> None:
    """Raise UsageError if a file begins like one that has no lines of text."""
    for signature, what, remedy in _NO_LINES:
        if head.startswith(signature):
            raise UsageError(f"{name}: {what}; {remedy}")


def _decode(line: bytes, place: str) -> str:
    """Decode one line of UTF-8, naming the byte that does not fit."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(
            place,
            f"is not valid UTF-8 (byte 0x{line[error.start]:02x} at byte {error.start} of the line)",
            "save the file as UTF-8",
        ) from None


def _cause(error: Exception) -> str:
    """Return the system's words for an error, without the path, which the message has already."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
