"""How much compressed data may unpack to: more than any text does is taken for an attack, and refused."""

from __future__ import annotations

import struct
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Callable
    from zipfile import ZipExtFile, ZipFile, ZipInfo

FREE = 100 << 20
"""Bytes that may come out of any compressed data, whatever their ratio: a machine can hold them."""

RATIO = 200
"""How many times its size a file may unpack to, beyond what is free.

Vietnamese text shrinks 4 to 8 times, tables and logs 10 to 60 times; gzip cannot do better than 1032, bzip2,
xz and Zstandard reach thousands, on the same few bytes repeated. Whoever has such a file can unpack it
himself, which the message says.
"""

LARGEST = 1 << 30
"""Bytes of the largest text that is one document, which has to be held in memory several times over."""

MOST_MEMBERS = 1_000_000
"""How many members an archive may have; the directory of a zip archive is held in memory."""

_PIECE = 1 << 16
# Python unpacks at once whatever it reads of a zip member in bzip2, 45 bytes of which can make 45 MB.
_SMALL_PIECE = 1 << 7
_MIB = 1 << 20
_DEFLATE = 1032  # the most times that deflated data can unpack to their size
_UNKNOWN_SIZE = 1 << 62

_DIRECTORY_END = b"PK\x05\x06"
_DIRECTORY_END_64 = b"PK\x06\x06"
_ENTRY = b"PK\x01\x02"
_TAIL = 22 + 0xFFFF + 76  # the end record, the longest comment, the records of ZIP64


class DamagedError(QnmineError):
    """Content is broken, cut short, not what it is called, or a danger; the reason and what to try."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason + (f"; {remedy}" if remedy else ""))
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.reason, self.remedy)


@dataclass(slots=True)
class Meter:
    """Compares what came out of compressed data with what went in, `packed()` bytes until now."""

    packed: Callable[[], int]
    plain: int = 0
    full: bool = False

    def add(self, size: int) -> None:
        """Count bytes that came out; raises `DamagedError` when it is too much."""
        self.plain += size
        if is_bomb(self.plain, self.packed()):
            self.full = True
            raise bomb()


def is_bomb(plain: int, packed: int) -> bool:
    """Tell whether so many bytes out of so many are more than any text unpacks to."""
    return plain > FREE and plain > RATIO * packed


def bomb() -> DamagedError:
    """Return the error of data that unpack to too much."""
    return DamagedError(
        f"unpacks to more than {RATIO} times its size, as a decompression bomb does",
        "unpack it yourself if you trust it",
    )


def check_unpacked(file: BinaryIO) -> None:
    """Raise `DamagedError` if a document that is a zip archive (XLSX, DOCX) unpacks to too much.

    All of it is unpacked, piece by piece, because what the archive says of its sizes may be a lie; a file so
    small that no danger can be in it is not looked into. A file that is no zip archive is let pass, since
    its reader says so better. The place in the file is kept.
    """
    import zipfile

    place = file.tell()
    try:
        size = file.seek(0, 2)
        if size * _DEFLATE <= FREE:
            return
        check_directory(file)
        try:
            with zipfile.ZipFile(file) as archive:
                _check_sizes(archive, size)
        except (zipfile.BadZipFile, RuntimeError, ValueError, struct.error):
            return  # NotImplementedError is a RuntimeError
    finally:
        file.seek(place)


def _check_sizes(archive: ZipFile, size: int) -> None:
    import lzma
    import zipfile
    import zlib

    plain = 0
    for info in archive.infolist():
        try:
            with open_member(archive, _unlimited(info)) as member:
                while piece := member.read1(piece_of(info)):
                    plain += len(piece)
                    if is_bomb(plain, size):
                        raise bomb()
                    if plain > LARGEST:
                        raise DamagedError(f"unpacks to more than {LARGEST // _MIB} MiB", "save it in parts")
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError):
            continue  # the reader will tell, if it needs the member


def open_member(archive: ZipFile, info: ZipInfo) -> ZipExtFile:
    """Return the content of a zip member, of which at most `piece_of` bytes should be read at once."""
    member = cast("ZipExtFile", archive.open(info))
    member.MIN_READ_SIZE = piece_of(info)
    return member


def piece_of(info: ZipInfo) -> int:
    """Return how many bytes of a zip member to read at once, so that memory stays bounded."""
    stored, deflated = 0, 8
    return _PIECE if info.compress_type in {stored, deflated} else _SMALL_PIECE


def _unlimited(info: ZipInfo) -> ZipInfo:
    """Return an entry that is read to the end of its data, whatever size it claims to have."""
    info = copy(info)
    info.file_size = _UNKNOWN_SIZE
    return info


def check_directory(file: BinaryIO) -> None:
    """Raise `DamagedError` if a zip archive has too many members to read its directory into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    tail = file.read(_TAIL)
    end = tail.rfind(_DIRECTORY_END)
    if end < 0 or len(tail) < end + 22:
        return
    length = struct.unpack_from("<L", tail, end + 12)[0]
    wide = tail.rfind(_DIRECTORY_END_64, 0, end)
    if length == 0xFFFFFFFF and 0 <= wide <= len(tail) - 56:
        length = struct.unpack_from("<Q", tail, wide + 40)[0]
    start = max(0, size - len(tail) + end - length - 76)
    file.seek(start)
    entries, left, kept = 0, size - start, b""
    while left > 0 and (piece := file.read(min(_MIB, left))):
        left -= len(piece)
        joined = kept + piece
        entries += joined.count(_ENTRY)
        kept = joined[-len(_ENTRY) + 1 :]
        if entries > MOST_MEMBERS:
            raise too_many()


def too_many() -> DamagedError:
    """Return the error of an archive with too many members."""
    return DamagedError(f"has more than {MOST_MEMBERS:,} members", "unpack it, and name the folder")
