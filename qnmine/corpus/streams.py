"""Bytes of a source: opened, counted for progress, decompressed by signature, read once or many times."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from qnmine.corpus.archives.limits import LARGEST, DamagedError, Meter
from qnmine.corpus.formats import compression_of, lacking_extra, may_be_compressed

if TYPE_CHECKING:
    from collections.abc import Callable

CHUNK = 1 << 16
HEAD = 1 << 20
"""How many bytes of a table are looked at to see its columns."""
_BLOCK = 1 << 20
_SIGNATURE = 10  # bytes in the longest
_LARGEST_WINDOW = 1 << 31
_ANEW = "fetch or pack it anew"
# Four bytes of Zstandard can make 128 KiB, which come all at once: 32 MiB for so many bytes.
_ZSTD_BITE = 1 << 10


def open_plain(
    raw: BinaryIO, count: Callable[[int], object], promised: str | None = None, meter: Meter | None = None
) -> io.BufferedReader:
    """Return the decompressed content of a binary stream.

    `count` is told the number of raw bytes at each read. The compression is found by its signature;
    `promised` is the one that the file name announces. `meter` watches what comes out of compressed content,
    by default against the raw bytes. Raises `DamagedError` when a non-empty content does not keep its promise
    or needs a package that is missing; reading raises it for damaged content and for what unpacks to too
    much, and `OSError` when the system fails. Closing the result closes `raw`.
    """
    counted = _Counted(raw, count)
    try:
        return _plain(counted, promised, meter)
    except BaseException:
        counted.close()
        raise


def _plain(counted: _Counted, promised: str | None, meter: Meter | None) -> io.BufferedReader:
    head = _signature(counted)
    plain = _buffered(_Joined(head, counted))
    compression = compression_of(head)
    if compression is None:
        if promised and head:
            raise DamagedError(f"does not hold {promised} data", "give it the extension of what it holds")
        return plain
    reason, remedy = lacking_extra(compression)
    if reason:
        raise DamagedError(reason, remedy)
    meter = meter or Meter(lambda: counted.taken)
    return _buffered(_Guarded(_decompressor(compression, plain), plain, meter))


def read_whole(stream: io.BufferedReader) -> bytes:
    """Return all of a stream that is one text; raises `DamagedError` if that is too large to be held."""
    pieces, size = [], 0
    while piece := stream.read(_BLOCK):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise DamagedError(
                f"is larger than {LARGEST >> 20} MiB, too large for one text",
                "split it, or read it line by line (--from lines)",
            )
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def rejoin(head: bytes, rest: io.BufferedReader) -> io.BufferedReader:
    """Return a stream of `head` followed by what is left in `rest`."""
    return _buffered(_Joined(head, rest))


def read_head(stream: io.BufferedReader, limit: int, enough: Callable[[bytes], bool]) -> tuple[bytes, bool]:
    """Return the first bytes, and whether they are all there is.

    Reads until there is `enough`, or `limit` bytes, or the end: of a slow pipe no more than needed.
    """
    head = b""
    while len(head) < limit:
        chunk = stream.read1(limit - len(head))
        if not chunk:
            return head, True
        head += chunk
        if enough(head):
            break
    return head, False


def _buffered(raw: io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(raw, CHUNK)


def _signature(raw: io.RawIOBase) -> bytes:
    """Return the first bytes, as many as it takes to tell the compression."""
    head = b""
    while may_be_compressed(head) and (more := raw.read(_SIGNATURE - len(head))):
        head += more
    return head


def _decompressor(compression: str, plain: io.BufferedReader) -> BinaryIO:
    if compression == "gzip":
        return cast("BinaryIO", gzip.GzipFile(fileobj=plain))
    if compression == "bzip2":
        return cast("BinaryIO", bz2.BZ2File(plain))
    if compression == "xz":
        return cast("BinaryIO", lzma.LZMAFile(plain))
    return cast("BinaryIO", _buffered(_Zstd(plain)))


class Readable(io.RawIOBase):
    """A raw stream made of a function that returns at most so many bytes."""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read into a buffer."""
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        """Read all there is."""
        # the inherited one reads 8 KiB at a time
        return b"".join(iter(lambda: self._next(_BLOCK), b""))

    def _next(self, size: int) -> bytes:
        raise NotImplementedError


class _Counted(Readable):
    """The raw stream, telling how many bytes were taken from it (`taken`, in all)."""

    def __init__(self, raw: BinaryIO, count: Callable[[int], object]) -> None:
        self.taken = 0
        self._raw = raw
        self._count = count
        # read1 returns what is there instead of waiting for a full buffer on a slow pipe
        self._read = cast("Callable[[int], bytes]", getattr(raw, "read1", raw.read))

    def _next(self, size: int) -> bytes:
        data = self._read(size) or b""
        self.taken += len(data)
        self._count(len(data))
        return data

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


class _Joined(Readable):
    """Bytes already read, then the rest of the stream that they came from."""

    def __init__(self, head: bytes, rest: io.RawIOBase | io.BufferedReader) -> None:
        self._head = head
        self._rest = rest
        self._read = cast("Callable[[int], bytes]", getattr(rest, "read1", rest.read))

    def _next(self, size: int) -> bytes:
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._read(size) or b""

    def close(self) -> None:
        if not self.closed:
            self._rest.close()
        super().close()


class _Guarded(Readable):
    """A decompressing stream whose many kinds of failure become `DamagedError`, at each further read too.

    Some decompressors go on after a failure, with whatever they have.
    """

    def __init__(self, stream: BinaryIO, source: io.BufferedReader, meter: Meter) -> None:
        self._stream = cast("io.BufferedReader", stream)
        self._source = source
        self._meter = meter
        self._failed: DamagedError | None = None

    def _next(self, size: int) -> bytes:
        if self._failed is not None:
            raise self._failed
        try:
            data = self._stream.read1(size)
            self._meter.add(len(data))
        except DamagedError as error:
            self._failed = error
        except EOFError:
            self._failed = DamagedError("is cut short: the compressed data end too early", _ANEW)
        except MemoryError:
            self._failed = DamagedError(
                "needs more memory to be unpacked than there is", "unpack it yourself"
            )
        except (zlib.error, lzma.LZMAError):
            self._failed = DamagedError("is damaged: the compressed data are broken", _ANEW)
        except OSError as error:
            if error.errno is not None:
                raise
            self._failed = DamagedError("is damaged: the compressed data are broken", _ANEW)
        if self._failed is not None:
            raise self._failed
        return data

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._source.close()
        super().close()


class _Zstd(Readable):
    """Zstandard frames, one after the other; raises EOFError where a frame is cut short.

    The package's own stream reader ends a truncated frame without a word.
    """

    def __init__(self, source: io.BufferedReader) -> None:
        import zstandard

        self._source = source
        self._error = zstandard.ZstdError
        self._context = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
        self._frame = self._context.decompressobj()
        self._within = False
        self._ready = io.BytesIO()

    def _next(self, size: int) -> bytes:
        while not (ready := self._ready.read(size)):
            data = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame, self._within = self._context.decompressobj(), False
            if not data:
                self._source.peek(1)  # fills the buffer, as far as a slow pipe has something
                data = self._source.read1(_ZSTD_BITE)
            if not data:
                if self._within:
                    raise EOFError
                return b""
            self._within = True
            try:
                self._ready = io.BytesIO(self._frame.decompress(data))
            except self._error as error:
                raise zlib.error(str(error)) from error
        return ready
