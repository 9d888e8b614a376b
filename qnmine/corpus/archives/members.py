"""The members of zip and tar archives as sources, read one by one; nothing is ever unpacked to disk."""

from __future__ import annotations

import lzma
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from qnmine.corpus.archives.limits import MOST_MEMBERS, DamagedError, Meter, too_many
from qnmine.corpus.formats import kind_of, lacking_extra
from qnmine.corpus.naming import encodable, shown
from qnmine.corpus.sources import Source, is_wanted, known_extensions
from qnmine.corpus.streams import CHUNK, Readable
from qnmine.corpus.walking import Skipped
from qnmine.errors import DocumentError

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Generator, Iterator


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its path as it would be unpacked, what opens it, or why it cannot be read.

    `special` tells that it is no file (a device), which is left out as in folders. At most `bite` bytes are
    read at once, where the library would unpack the more of them the more it is asked for.
    """

    path: str
    open: Callable[[], BinaryIO]
    failure: str = ""
    remedy: str = ""
    special: bool = False
    bite: int = CHUNK


UNPACK = "unpack the archive, and name the folder"
"""The remedy for what only a program made for archives can do."""

_LONGEST_ECHO = 120


def members(
    archive: Source,
    stream: io.BufferedReader,
    input_format: str | None,
    count: Callable[[int], object],
    skipped: Skipped,
    meter: Meter | None = None,
) -> Iterator[Source | DocumentError]:
    """Yield the members of an archive that are to be read, each to be read before the next is asked for.

    Those of a zip archive come in the order in which a folder would be walked, those of a tar archive, which
    is read once from beginning to end, as they stand there. Hidden members and those of unknown type are
    counted in `skipped`, as in a folder; `count` is told how many bytes of a zip archive on disk are read;
    `meter` watches what all of them unpack to, by default against the size of the file. Raises
    `DamagedError` for what is wrong with the archive itself.
    """
    meter = meter or Meter(lambda: archive.size or 0)
    here = Skipped(skipped.where)
    if archive.archive == "zip":
        from qnmine.corpus.archives.zip_members import zip_entries

        entries: Generator[Entry, None, None] = zip_entries(archive, stream, count)
    else:
        from qnmine.corpus.archives.tar_members import tar_entries

        entries = tar_entries(stream)
    found = False
    with closing(entries):
        for source in _sources(archive, entries, input_format, meter, here):
            found = True
            yield source
    if found:
        skipped.merge(here)
    else:
        left_out = f" ({here})" if str(here) else ""
        raise DamagedError(f"has no file to read{left_out}", known_extensions())


def _sources(
    archive: Source, entries: Iterator[Entry], input_format: str | None, meter: Meter, skipped: Skipped
) -> Iterator[Source | DocumentError]:
    seen: set[int] = set()
    for entry in entries:
        if meter.full:
            raise DamagedError("is read no further, since it unpacks to too much", "unpack it yourself")
        if len(seen) >= MOST_MEMBERS:
            raise too_many()
        parts = PurePosixPath(entry.path).parts
        name = "/".join(parts) if archive.alone else "/".join((archive.name, *parts))
        kind = kind_of(entry.path)
        if any(part.startswith(".") for part in parts):
            skipped.hidden += 1
        elif kind.archive is None and not is_wanted(entry.path, input_format):
            skipped.other(name)
        elif entry.special:
            skipped.special += 1
        elif fault := _fault(entry, kind.archive, input_format or kind.format, hash(name) in seen):
            yield DocumentError(shown(name), *fault)
        else:
            seen.add(hash(name))
            chosen = input_format or kind.format or "text"
            opened = partial(_opened, entry, meter)
            guessed = not (input_format or kind.format)
            yield Source(
                name, chosen, compression=kind.compression, guessed=guessed, member=opened, meter=meter
            )


def _fault(entry: Entry, archive: str | None, format: str | None, again: bool) -> tuple[str, str] | None:  # noqa: A002
    """Return why a member cannot be read, and what to try; None if it can."""
    if entry.failure:
        return entry.failure, entry.remedy
    if archive is not None:
        return "is an archive within an archive", UNPACK
    if (lacking := lacking_extra(format))[0]:
        return lacking
    return ("stands in the archive more than once; the first is read", UNPACK) if again else None


def tidy_path(name: str) -> str:
    """Return where a member would be unpacked: NFC, below the folder, whatever its name says.

    Like the programs that unpack archives, it drops a leading ``/`` and the steps ``.`` and ``..``.
    """
    name = unicodedata.normalize("NFC", encodable(name))
    return "/".join(part for part in name.split("/") if part not in {"", ".", ".."})


def _opened(entry: Entry, meter: Meter) -> BinaryIO:
    return cast("BinaryIO", _Member(entry, meter))


# What the libraries raise for damaged members; a zip member that cannot be read at all is a RuntimeError.
_FAULTS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,
    ValueError,
    struct.error,
)


class _Member(Readable):
    """The bytes of a member, whose many kinds of failure become `DamagedError`, at each further read too."""

    def __init__(self, entry: Entry, meter: Meter) -> None:
        self._meter = meter
        self._bite = entry.bite
        self._failed: DamagedError | None = None
        try:
            self._stream = cast("io.BufferedReader", entry.open())
        except _FAULTS as error:
            raise damaged(error) from error

    def read1(self, size: int) -> bytes:
        """Read at most so many bytes."""
        return self._next(size)

    def _next(self, size: int) -> bytes:
        if self._failed is not None:
            raise self._failed
        try:
            data = self._stream.read1(min(size, self._bite))
            self._meter.add(len(data))
        except DamagedError as error:
            self._failed = error
        except _FAULTS as error:
            self._failed = damaged(error)
        except OSError as error:
            if error.errno is not None:
                raise
            self._failed = damaged(error)
        if self._failed is not None:
            raise self._failed
        return data

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def damaged(error: Exception) -> DamagedError:
    """Return what a library found wrong with a member or an archive, in words that a user can act on."""
    text = str(error)
    if "CRC" in text:
        reason = "is damaged: its checksum is wrong"
    elif isinstance(error, EOFError) or "end of data" in text:
        reason = "is cut short"
    else:
        said = shown(text.partition("\n")[0], _LONGEST_ECHO)
        reason = f"is damaged ({said})" if said else "is damaged"
    return DamagedError(reason, "fetch or pack the archive anew")
