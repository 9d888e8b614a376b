"""The entries of a zip archive, in the order of a walk, with all that may be wrong with each."""

from __future__ import annotations

import io
import stat
import zipfile
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from qnmine.corpus.archives.limits import DamagedError, bomb, check_directory, is_bomb, open_member, piece_of
from qnmine.corpus.archives.members import UNPACK, Entry, damaged, tidy_path
from qnmine.corpus.readers.columnar import CountedFile, spool
from qnmine.corpus.walking import name_order

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from qnmine.corpus.sources import Source

_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_METHODS = {6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 97: "WavPack", 98: "PPMd", 99: "AES"}

_ENCRYPTED, _UTF8 = 0x1, 0x800
_DOS = 0
_LOCAL_HEADER = 30


def zip_entries(
    archive: Source, stream: io.BufferedReader, count: Callable[[int], object]
) -> Generator[Entry, None, None]:
    """Yield the entries of a zip archive: of the file on disk, or of a copy where there is only a stream.

    Raises `DamagedError` for an archive that cannot be read, or whose entries unpack to too much.
    """
    direct = archive.path is not None and not archive.once and archive.compression is None
    with CountedFile(archive.path or "", count) if direct else spool(stream) as file:
        size = file.seek(0, io.SEEK_END)
        check_directory(file)
        try:
            opened = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, LookupError, RuntimeError) as error:
            raise _unreadable(error, size) from error
        with opened:
            infos = [info for info in opened.infolist() if not _path(info).endswith("/")]
            bombs = _check_sizes(infos, size)
            infos.sort(key=lambda info: [name_order(part) for part in tidy_path(_path(info)).split("/")])
            for info in infos:
                yield _entry(opened, info, bomb() if info.header_offset in bombs else None)


def _unreadable(error: Exception, size: int) -> DamagedError:
    if not size:
        return DamagedError("is empty, and no zip archive", "fetch or pack the archive anew")
    if "not a zip file" in str(error):
        return DamagedError(
            "is no zip archive, or is cut short", "fetch it anew, or mend it: zip -FF x.zip --out y.zip"
        )
    if isinstance(error, UnicodeDecodeError):
        return DamagedError("has a name that is not UTF-8, though it says so", UNPACK)
    return damaged(error)


def _check_sizes(infos: list[zipfile.ZipInfo], size: int) -> set[int]:
    """Return the places of entries that alone unpack to too much; raises `DamagedError` for all together.

    Entries that share their data would unpack it again and again.
    """
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise DamagedError("has members that overlap, as a decompression bomb does", "do not open it")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
    bombs = {info.header_offset for info in infos if is_bomb(info.file_size, info.compress_size)}
    total = sum(info.file_size for info in infos if info.header_offset not in bombs)
    if is_bomb(total, size):
        raise bomb()
    return bombs


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, too_much: DamagedError | None) -> Entry:
    failure, remedy = _failure(info)
    if too_much is not None:
        failure, remedy = too_much.reason, too_much.remedy
    mode = info.external_attr >> 16
    special = stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFLNK}
    opener = cast("Callable[[], BinaryIO]", partial(open_member, archive, info))
    return Entry(tidy_path(_path(info)), opener, failure, remedy, special, piece_of(info))


def _failure(info: zipfile.ZipInfo) -> tuple[str, str]:
    """Return why an entry cannot be read, and what to try; two empty strings if it can."""
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted", "unpack the archive with its password, and name the folder"
    if info.compress_type not in _READABLE:
        method = _METHODS.get(info.compress_type, f"method {info.compress_type}")
        return f"is packed with {method}, which is not read here", UNPACK
    if info.create_system != _DOS and stat.S_ISLNK(info.external_attr >> 16):
        return "is a link", UNPACK
    return "", ""


def _path(info: zipfile.ZipInfo) -> str:
    """Return the path of an entry as its maker meant it.

    Names are in code page 437 unless a flag says UTF-8, but programs write UTF-8 without the flag. Some on
    Windows write backslashes.
    """
    name = info.filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        with suppress(ValueError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/") if info.create_system == _DOS else name
