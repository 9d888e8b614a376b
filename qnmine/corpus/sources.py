"""From arguments to sources: which files will be read, in which order, as what, under which id."""

from __future__ import annotations

import os
import stat
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from unicodedata import normalize

from qnmine.corpus.archives.limits import DamagedError, Meter
from qnmine.corpus.files import open_path, refusal
from qnmine.corpus.formats import (
    ARCHIVE_HEAD,
    ARCHIVES,
    EXTENSIONS,
    NO_TEXT,
    archive_of,
    kind_of,
    lacking_extra,
    not_read,
)
from qnmine.corpus.naming import document_id, id_base, is_folder, shown
from qnmine.corpus.streams import HEAD, open_plain, read_head, rejoin
from qnmine.corpus.walking import Found, Skipped, expand, is_pattern, walk
from qnmine.errors import DocumentError, UsageError
from qnmine.manifests import recording

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterable, Iterator, Sequence

STDIN = "-"

_LONGEST_ECHO = 120

_TWICE = "standard input cannot be both the list of files (--files-from -) and a text (-)"


@dataclass(slots=True, eq=False)
class Source:
    """One file, or standard input, or a member of an archive, to be read.

    `name` is the id of its document and the first part of its rows' ids; `path` is None for standard input
    and for members; `size` (bytes on disk) is None where it is not known beforehand, as for pipes: such a
    source can be read once only. `failure` says why it cannot be read at all, `remedy` what to try. `guessed`
    tells that nothing named its format, so that it is taken for text. `archive` is its kind where it holds
    members, to which the format then belongs; `alone` tells that it was named alone, so that it is to its
    members what a folder is to its files. `member` opens a member, and `meter` watches what it unpacks to.
    `changed` is set when the file was found changed after reading.
    """

    name: str
    format: str
    path: str | None = None
    compression: str | None = None
    size: int | None = None
    failure: str = ""
    remedy: str = ""
    guessed: bool = False
    stdin: BinaryIO | None = None
    archive: str | None = None
    alone: bool = False
    member: Callable[[], BinaryIO] | None = None
    meter: Meter | None = None
    changed: bool = False
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
        # The bytes of a member are part of an archive, which is counted itself.
        stream = open_plain(
            self._raw(), count if self.member is None else _uncounted, self.compression, self._meter()
        )
        unknown = self.guessed and self.archive is None and self.member is None
        return self._seen_through(stream) if unknown else stream

    def _seen_through(self, stream: io.BufferedReader) -> io.BufferedReader:
        """Find out whether what nothing calls text is an archive, by its signature."""
        try:
            head, _ = read_head(stream, ARCHIVE_HEAD, lambda _: False)
        except BaseException:
            stream.close()
            raise
        self.archive = archive_of(head)
        return rejoin(head, stream)

    def head(self, count: Callable[[int], object], enough: Callable[[bytes], bool]) -> tuple[bytes, bool]:
        """Return the first bytes, and whether they are all (`read_head`); a stream keeps them for `open`."""
        if self.once:
            stream = self._opened or open_plain(self._raw(), count, self.compression, self._meter())
            head, whole = read_head(stream, HEAD, enough)
            self._opened = rejoin(head, stream)
            return head, whole
        with open_plain(self._raw(), _uncounted, self.compression, self._meter()) as stream:
            return read_head(stream, HEAD, enough)

    def _raw(self) -> BinaryIO:
        if self.member is not None:
            return self.member()
        if self.path is None:
            stdin = cast("BinaryIO", _Unclosed(cast("BinaryIO", self.stdin)))
            return recording.reads_through(stdin, recording.STANDARD)
        try:
            raw = open_path(self.path, self._note_change)
        except DamagedError as error:  # nobody is to wait for the same pipe again
            self.failure, self.remedy = error.reason, error.remedy
            raise
        if self.once:
            return recording.reads_through(raw, self.path)
        recording.reads(self.path)
        return raw

    def _meter(self) -> Meter | None:
        size = self.size
        return self.meter if size is None else Meter(lambda: size)

    def _note_change(self) -> None:
        self.changed = True


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
    skipped = Skipped("folders")
    sources = _once(_expanded(arguments, base, stdin, input_format, skipped), warn)
    _check_extras(sources)
    if str(skipped):
        warn(str(skipped))
    return sources


def _check_extras(sources: Sequence[Source]) -> None:
    """Fail the sources that need an optional package; raises `UsageError` if no other can be read."""
    reasons: dict[tuple[str | None, str | None], tuple[str, str]] = {}
    lacking: list[Source] = []
    for source in sources:
        needs = source.compression, None if source.archive else source.format
        if needs not in reasons:
            reasons[needs] = lacking_extra(*needs)
        if reasons[needs][0] and not source.failure:
            source.failure, source.remedy = reasons[needs]
            lacking.append(source)
    if lacking and all(source.failure for source in sources):
        first = lacking[0]
        raise UsageError(f"{shown(first.name)}: {first.failure}; {first.remedy}")


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
    recording.has_read(data, files_from)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # as Windows PowerShell writes what goes through >
        data = data.decode("utf-16", "replace").encode("utf-8")
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
    alone = len({argument.path for argument in arguments}) == 1

    def source(path: str, size: int | None, failure: str = "", remedy: str = "") -> Source:
        kind = kind_of(path)
        known = input_format or kind.format
        name, chosen = document_id(path, base), known or "text"
        guessed = known is None
        if guessed and not failure:
            failure, remedy = not_read(path)
        return Source(
            name, chosen, path, kind.compression, size, failure, remedy, guessed, archive=kind.archive
        )

    for argument in arguments:
        path = argument.path
        if path == STDIN:
            if stdin is None:
                raise UsageError("-: there is no standard input to read; pipe text in or use --text")
            guessed = input_format is None
            yield STDIN, Source(STDIN, input_format or "text", guessed=guessed, stdin=stdin, alone=alone)
        elif argument.missing:
            yield (
                path,
                source(path, 0, "does not exist", "mend the list; its paths begin at the working folder"),
            )
        elif not is_folder(path):
            file = _file(path, source)
            file.alone = alone
            yield os.path.realpath(path), file
        else:
            yield from _folder(path, source, input_format, skipped)


def _file(path: str, source: Callable[..., Source]) -> Source:
    try:
        status = Path(path).stat()
    except OSError as error:
        return source(path, 0, f"cannot be read ({error.strerror})")
    failure, remedy = refusal(status)
    if failure:
        return source(path, 0, failure, remedy)
    return source(path, status.st_size if stat.S_ISREG(status.st_mode) else None)


def _folder(
    path: str, source: Callable[..., Source], input_format: str | None, skipped: Skipped
) -> Iterator[tuple[str, Source]]:
    def wanted(name: str) -> bool:
        return kind_of(name).archive is not None or is_wanted(name, input_format)

    found: Found | None = None
    here = Skipped("folders")
    for found in walk(path, wanted, here):
        yield found.real, source(found.path, found.size, found.failure, found.remedy)
    skipped.merge(here)
    if found is None:
        left_out = f" ({here})" if str(here) else ""
        read_as = f" as {input_format}" if input_format else ""
        remedy = "leave out --from to read files by their extension" if input_format else known_extensions()
        raise UsageError(f"{shown(path)}: this folder has no file to read{read_as}{left_out}; {remedy}")


def is_wanted(name: str, input_format: str | None) -> bool:
    """Tell whether a file of a folder or archive is read, by its name, where a format was named or none."""
    kind = kind_of(name).format
    if input_format is None or kind is None:
        return kind is not None
    return kind == input_format or not NO_TEXT & {kind, input_format}


def known_extensions() -> str:
    """Return the remedy where no file has one."""
    return f"known extensions are {' '.join([*EXTENSIONS, *ARCHIVES])}"


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
