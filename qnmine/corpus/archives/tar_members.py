"""The entries of a tar archive, read as a stream, with all that may be wrong with each."""

from __future__ import annotations

import struct
import tarfile
from functools import partial
from tarfile import HeaderError, TarFile
from typing import TYPE_CHECKING, BinaryIO, Self, cast

from qnmine.corpus.archives.limits import DamagedError
from qnmine.corpus.archives.members import UNPACK, Entry, damaged, tidy_path
from qnmine.corpus.naming import shown
from qnmine.corpus.streams import CHUNK

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Generator

_FAULTS = (tarfile.TarError, ValueError, RecursionError, OverflowError, LookupError, struct.error)

# What a header may be found to be: the kinds of `tarfile.HeaderError` that its stubs do not know.
_InvalidHeader: type[Exception] = tarfile.InvalidHeaderError  # type: ignore[attr-defined]
_EndMark: type[Exception] = tarfile.EOFHeaderError  # type: ignore[attr-defined]
_NoHeader: type[Exception] = tarfile.EmptyHeaderError  # type: ignore[attr-defined]


class _TarInfo(tarfile.TarInfo):
    """A header that leaves its failure with the archive, which would take most of them for its end."""

    @classmethod
    def fromtarfile(cls, tarfile: TarFile) -> Self:
        """Return the next header."""
        archive = cast("_Tar", tarfile)
        try:
            info = super().fromtarfile(tarfile)
        except HeaderError as error:
            archive.ended = error
            raise
        if info.size < 0:
            archive.ended = _InvalidHeader("negative size")
            raise archive.ended
        return info


class _Tar(TarFile):
    """An archive that is read once; `ended` is what the header was that ended it."""

    tarinfo = _TarInfo
    ended: Exception | None = None


def tar_entries(stream: io.BufferedReader) -> Generator[Entry, None, None]:
    """Yield the entries of a tar archive; raises `DamagedError` for one that is damaged or cut short."""
    if not stream.peek(1):
        raise DamagedError("is empty, and no tar archive", "fetch or pack the archive anew")
    blocks = _Blocks(stream)
    try:
        archive = _Tar.open(
            fileobj=cast("BinaryIO", blocks), mode="r|", encoding="utf-8", errors="surrogateescape"
        )
    except _FAULTS as error:
        raise _unreadable(error) from error
    with archive:
        while info := _next(archive):
            if not info.isdir():
                yield _entry(archive, info)
        _check_end(archive)


class _Blocks:
    """The stream, of which each block is given as far as there is one before a failure is told."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        """Read so many bytes, or fewer before the end or a failure, which is raised when read at."""
        block = bytearray()
        while len(block) < size:
            try:
                piece = self._stream.read1(size - len(block))
            except (DamagedError, OSError):
                if not block:
                    raise
                break
            if not piece:
                break
            block += piece
        return bytes(block)


def _next(archive: TarFile) -> tarfile.TarInfo | None:
    # else all of them are kept
    archive.members.clear()  # type: ignore[attr-defined]
    try:
        return archive.next()
    except _FAULTS as error:
        raise damaged(error) from error


def _unreadable(error: Exception) -> DamagedError:
    if "invalid header" in str(error) or "bad checksum" in str(error) or "truncated" in str(error):
        return DamagedError("is no tar archive, or is damaged", "fetch or pack the archive anew")
    return damaged(error)


def _check_end(archive: _Tar) -> None:
    """Read the rest of an archive; raises `DamagedError` if members may have been lost.

    Its compressed data are checked by reading them to their end.
    """
    rest = cast("io.BufferedReader", archive.fileobj)
    if not isinstance(archive.ended, _EndMark):
        rest.read(1)  # fails if that is why there was no header
    if isinstance(archive.ended, _NoHeader):
        raise DamagedError("ends without the mark of its end, so that it may be cut short", UNPACK)
    if not isinstance(archive.ended, _EndMark):
        raise DamagedError("is damaged: what follows its last member is no header", "fetch or pack it anew")
    more = False
    while piece := rest.read(CHUNK):
        more = more or piece.count(0) != len(piece)
    if more:
        raise DamagedError(
            "goes on after the mark of its end, as archives do that were joined together",
            "unpack it (tar --ignore-zeros -xf), and name the folder",
        )


def _entry(archive: TarFile, info: tarfile.TarInfo) -> Entry:
    path = tidy_path(info.name)
    opener = cast("Callable[[], BinaryIO]", partial(archive.extractfile, info))
    if info.islnk() or info.issym():
        return Entry(path, opener, f"is a link to {shown(info.linkname)}", UNPACK)
    return Entry(path, opener, special=not info.isreg())
