"""From arguments to sources: which files will be read, in which order, as what, under which id."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from unicodedata import normalize

from qnmine.corpus.formats import ARCHIVES, EXTENSIONS, NO_TEXT, check_extras, kind_of
from qnmine.corpus.naming import document_id, id_base, shown
from qnmine.corpus.streams import HEAD, open_plain, read_head, rejoin
from qnmine.corpus.walking import Found, Skipped, expand, is_pattern, walk
from qnmine.errors import DocumentError, UsageError

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterable, Iterator, Sequence

STDIN = "-"

_LONGEST_ECHO = 120

_TWICE = "standard input cannot be both the list of files (--files-from -) and a text (-)"


@dataclass(slots=True, eq=False)
class Source:
    """One file, or standard input, to be read.

    `name` is the id of its document and the first part of its rows' ids; `path` is None for standard input;
    `size` (bytes on disk) is None where it is not known beforehand, as for pipes: such a source can be read
    once only. `failure` says why it cannot be read at all. `guessed` tells that nothing named its format, so
    that it is taken for text. `archive` is its kind where it holds members, to which the format then belongs.
    """

    name: str
    format: str
    path: str | None = None
    compression: str | None = None
    size: int | None = None
    failure: str = ""
    guessed: bool = False
    stdin: BinaryIO | None = None
    archive: str | None = None
    _opened: io.BufferedReader | None = field(default=None, repr=False)
    _spent: bool = False

    @property
    def once(self) -> bool:
        """Whether the source is a stream, which can be read only once."""
        return self.size is None

    def open(self, count: Callable[[int], object]) -> io.BufferedReader:
        """Open the decompressed bytes; raises `OSError`, `DamagedError`, `DocumentError` (spent pipe)."""
        if self.once:
            if self._spent:
                raise DocumentError(
                    shown(self.name), "is a pipe that was read to its end", "read it once only"
                )
            self._spent = True
        if self._opened is not None:
            stream, self._opened = self._opened, None
            return stream
        return open_plain(self._raw(), count, self.compression)

    def head(self, count: Callable[[int], object], enough: Callable[[bytes], bool]) -> tuple[bytes, bool]:
        """Return the first bytes, and whether they are all (`read_head`); a stream keeps them for `open`."""
        if self.once:
            stream = self._opened or open_plain(self._raw(), count, self.compression)
            head, whole = read_head(stream, HEAD, enough)
            self._opened = rejoin(head, stream)
            return head, whole
        with open_plain(self._raw(), _uncounted, self.compression) as stream:
            return read_head(stream, HEAD, enough)

    def _raw(self) -> BinaryIO:
        if self.path is None:
            return cast("BinaryIO", _Unclosed(cast("BinaryIO", self.stdin)))
        return cast("BinaryIO", open(self.path, "rb", buffering=0))  # noqa: PTH123 -- closed by its reader


def _uncounted(_: int) -> None:
    """Count nothing: what is looked at beforehand is no progress."""


class _Unclosed:
    """Standard input, which belongs to the caller and stays open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.read1 = getattr(stream, "read1", stream.read)
        self.read = stream.read

    def close(self) -> None:
        """Leave the stream open."""


def find_sources(
    paths: Sequence[str],
    files_from: str | None,
    stdin: BinaryIO | None,
    input_format: str | None,
    warn: Callable[[str], object],
) -> list[Source]:
    """Return what the arguments name, files in walking order, each real file once.

    Raises `UsageError` for a path that does not exist, a folder or pattern without a readable file, an
    optional package that is missing, standard input that is not there or wanted twice.
    """
    if files_from == STDIN and STDIN in paths:
        raise UsageError(_TWICE)
    arguments = [*_arguments(paths), *_listed(files_from, stdin)]
    if not arguments:
        if stdin is None:
            raise UsageError(
                "nothing to read: name a file, a folder or a pattern, pipe text in, or use --text"
            )
        arguments = [_Argument(STDIN)]
    base = id_base([argument.path for argument in arguments if argument.path != STDIN])
    skipped = Skipped()
    sources = _once(_expanded(arguments, base, stdin, input_format, skipped), warn)
    check_extras((source.name, source.compression, source.format) for source in sources)
    if str(skipped):
        warn(str(skipped))
    return sources


@dataclass(frozen=True, slots=True)
class _Argument:
    """One path to read; `missing` for a listed path that is not there, which only fails itself."""

    path: str
    missing: bool = False


def _arguments(paths: Iterable[str]) -> Iterator[_Argument]:
    for path in paths:
        if path == STDIN:
            yield _Argument(STDIN)
        elif existing := _existing(path):
            yield _Argument(existing)
        elif is_pattern(path) and "\0" not in path:
            matches = expand(path)
            if not matches:
                raise UsageError(_absent(path, "no file or folder matches this pattern"))
            yield from map(_Argument, matches)
        else:
            raise UsageError(_absent(path, "there is no such file or folder"))


def _absent(path: str, reason: str) -> str:
    hint = "; to analyse the words themselves, use --text" if any(map(str.isspace, path)) else ""
    return f"{shown(path, _LONGEST_ECHO) or '(empty path)'}: {reason}{hint}"


def _existing(path: str) -> str | None:
    """Return the path as it exists: as typed, or with its letters composed or decomposed; else None."""
    for form in dict.fromkeys((path, normalize("NFC", path), normalize("NFD", path))):
        try:
            if form and os.path.lexists(form):
                return form
        except ValueError:  # a NUL character, or letters that the file system cannot encode
            continue
    return None


def _listed(files_from: str | None, stdin: BinaryIO | None) -> list[_Argument]:
    """Return the paths in a list, which are separated by NUL, if there is one, else by line ends."""
    if files_from is None:
        return []
    if files_from == STDIN:
        if stdin is None:
            raise UsageError("--files-from -: there is no list on standard input")
        data = stdin.read()
    else:
        try:
            data = Path(files_from).read_bytes()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no such file"
            raise UsageError(
                f"--files-from {shown(files_from)}: the list cannot be read ({reason})"
            ) from error
    data = data.removeprefix(b"\xef\xbb\xbf")
    names = data.split(b"\0") if b"\0" in data else [line.rstrip(b"\r") for line in data.split(b"\n")]
    paths = [os.fsdecode(name) for name in names if name.strip()]
    if files_from == STDIN and STDIN in paths:
        raise UsageError(_TWICE)
    if not paths:
        raise UsageError(f"--files-from {shown(files_from)}: the list names no file")
    found = [(path, STDIN if path == STDIN else _existing(path)) for path in paths]
    if not any(existing for _, existing in found):
        raise UsageError(
            f"--files-from {shown(files_from)}: none of its {len(found)} paths exists ({shown(paths[0])} …)"
        )
    return [_Argument(existing or path, missing=existing is None) for path, existing in found]


def _expanded(
    arguments: Sequence[_Argument],
    base: str,
    stdin: BinaryIO | None,
    input_format: str | None,
    skipped: Skipped,
) -> Iterator[tuple[str, Source]]:
    """Yield real path and source of each file, in order, repetitions included."""

    def source(path: str, size: int | None, failure: str = "") -> Source:
        kind = kind_of(path)
        known = input_format or kind.format
        name, chosen = document_id(path, base), known or "text"
        guessed = known is None
        return Source(name, chosen, path, kind.compression, size, failure, guessed, archive=kind.archive)

    for argument in arguments:
        path = argument.path
        if path == STDIN:
            if stdin is None:
                raise UsageError("-: there is no standard input to read; pipe text in or use --text")
            guessed = input_format is None
            yield STDIN, Source(STDIN, input_format or "text", guessed=guessed, stdin=stdin)
        elif argument.missing:
            yield path, source(path, 0, "does not exist")
        elif not Path(path).is_dir():
            yield os.path.realpath(path), _file(path, source)
        else:
            yield from _folder(path, source, input_format, skipped)


def _file(path: str, source: Callable[..., Source]) -> Source:
    try:
        status = Path(path).stat()
    except OSError as error:
        return source(path, 0, f"cannot be read ({error.strerror})")
    return source(path, status.st_size if stat.S_ISREG(status.st_mode) else None)


def _folder(
    path: str, source: Callable[..., Source], input_format: str | None, skipped: Skipped
) -> Iterator[tuple[str, Source]]:
    def wanted(name: str) -> bool:
        named = kind_of(name)
        kind = named.format
        if named.archive is not None:
            return True
        if input_format is None or kind is None:
            return kind is not None
        return kind == input_format or not NO_TEXT & {kind, input_format}

    found: Found | None = None
    here = Skipped()
    for found in walk(path, wanted, here):
        yield found.real, source(found.path, found.size, found.failure)
    skipped.merge(here)
    if found is None:
        left_out = f" ({here})" if str(here) else ""
        known = " ".join([*EXTENSIONS, *ARCHIVES])
        raise UsageError(
            f"{shown(path)}: this folder has no file to read{left_out}; known extensions are {known}"
        )


def _once(sources: Iterable[tuple[str, Source]], warn: Callable[[str], object]) -> list[Source]:
    """Return the sources, each real path once, with one warning about the others."""
    distinct: dict[str, Source] = {}
    repeated: list[str] = []
    for real, source in sources:
        if real in distinct:
            repeated.append(source.name)
        else:
            distinct[real] = source
    if repeated:
        what = "1 file was" if len(repeated) == 1 else f"{len(repeated)} files were"
        warn(f"{what} named more than once and read once, for example {shown(repeated[0])}")
    return list(distinct.values())
