"""From bytes to text: byte-order marks, encodings, lines, and what to say when they do not fit."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError, UsageError
from qnmine.text.origin import Origin

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDTHS = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_BY_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}

_NOT_TEXT = (
    (b"%PDF-", "a PDF file", "extract its text first"),
    (b"PK\x03\x04", "a ZIP or Office file", "save it as text or CSV (for a workbook: --from xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as text or CSV"),
    (b"PAR1", "a Parquet file", "use --from parquet"),
    (b"\x89PNG", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
)


@dataclass(frozen=True, slots=True)
class Codec:
    """An encoding settled for one stream: its codec, bytes of a code unit, length of its byte-order mark.

    `certainty` (0 to 1) is given where the encoding was found out (`auto`), not named.
    """

    name: str
    width: int
    mark: int
    head: bytes
    certainty: float | None = None

    def origin(self, format: str) -> Origin:  # noqa: A002 -- the name of the option
        """Return where texts of such a stream in such a format come from."""
        return Origin(format, self.name, self.certainty)

    def fault(self, name: str, error: UnicodeDecodeError, offset: int = 0) -> DocumentError:
        """Describe a decoding failure of the document `name`; `offset` is where the decoded bytes began."""
        for signature, what, remedy in _NOT_TEXT:
            if self.head.startswith(signature):
                return DocumentError(name, f"is not text but {what}", remedy)
        byte, place = error.object[error.start], offset + error.start
        reason = f"is not valid {self.name.upper()} (byte 0x{byte:02x} at offset {place})"
        if self.name != "utf-8":
            remedy = "try another --encoding"
        elif self.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            remedy = "try --encoding utf-16"
        else:
            remedy = "try --encoding cp1258 (Vietnamese Windows) or the encoding it was written in"
        return DocumentError(name, reason, remedy)


def check_encoding(name: str) -> str:
    """Return the canonical name of a text encoding (or `auto`); raises `UsageError` for any other name."""
    if name.lower() == "auto":
        return "auto"
    try:
        canonical = codecs.lookup(name).name
        b"a".decode(canonical, "ignore")
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"--encoding {name!r}: there is no such text encoding; usual ones are utf-8, utf-16, cp1258, auto"
        ) from error
    return "utf-8" if canonical == "utf-8-sig" else canonical


def settle(encoding: str, head: bytes) -> Codec:
    """Settle the encoding of a stream that begins with `head` (at least four bytes if it has them).

    `auto` is what the byte-order mark says, else UTF-8; UTF-16 and UTF-32 without a mark are little-endian.
    The mark belongs to the encoding, not to the text.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if head.startswith(mark)), (b"", "utf-8"))
    if encoding == "auto":
        name = marked
    elif encoding in _BY_MARK:
        name = marked if marked.startswith(encoding) else _BY_MARK[encoding]
        # The mark of UTF-32-LE, read as UTF-16: a mark and a NUL.
        mark = mark if marked.startswith(encoding) else next((m for m, n in _MARKS if n == name), b"")
    else:
        name = encoding
        mark = next((mark for mark, marks in _MARKS if marks == name), b"")
    return Codec(name, _WIDTHS.get(name, 1), len(mark) if mark and head.startswith(mark) else 0, head[:16])


def whole_lines(head: bytes, encoding: str) -> bytes:
    """Return the beginning of a stream up to the end of its last line that is complete."""
    codec = settle(encoding, head)
    end = "\n".encode(codec.name)
    return head[: head.rfind(end) + len(end)] if end in head else b""


def decode(name: str, data: bytes, encoding: str) -> tuple[str, Codec]:
    """Return the text of a whole document without its mark, and the codec; raises `DocumentError`."""
    codec = settle(encoding, data)
    try:
        return _decoded(data[codec.mark :] if codec.mark else data, codec.name), codec
    except UnicodeDecodeError as error:
        raise codec.fault(name, error, codec.mark) from error


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise
    except UnicodeError as error:  # some codecs give no place
        raise UnicodeDecodeError(codec, data, 0, 1, str(error)) from error


class Lines:
    """The decoded lines of a stream, line ends kept, with the failures that were met.

    Iterating yields one string a line (ends: LF; a lone CR is kept inside). A line that cannot be decoded is
    yielded with U+FFFD in place of what is wrong, so that quotes and separators keep their places, and its
    error waits in `fault` until the reader takes it (`take_fault`). `codec` is settled with the first line.
    """

    def __init__(self, name: str, stream: io.BufferedReader, encoding: str) -> None:
        self.name = name
        self.codec: Codec | None = None
        self._stream = stream
        self._encoding = encoding
        self._fault: tuple[Codec, UnicodeDecodeError, int] | None = None

    def take_fault(self, row: str) -> DocumentError | None:
        """Return the error met since the last call, as that of the row so named; None if all went well."""
        if self._fault is None:
            return None
        (codec, error, offset), self._fault = self._fault, None
        return codec.fault(row, error, offset)

    def __iter__(self) -> Iterator[str]:
        first = self._stream.readline()
        codec = self.codec = settle(self._encoding, first)
        offset = 0
        for line in _narrow(first, self._stream) if codec.width == 1 else _wide(first, self._stream, codec):
            skip = codec.mark if not offset else 0
            data = line[skip:] if skip else line
            try:
                yield _decoded(data, codec.name)
            except UnicodeDecodeError as error:
                self._fault = self._fault or (codec, error, offset + skip)
                yield data.decode(codec.name, "replace")
            offset += len(line)


def _narrow(first: bytes, stream: io.BufferedReader) -> Iterator[bytes]:
    if first:
        yield first
    yield from stream


def _wide(first: bytes, stream: io.BufferedReader, codec: Codec) -> Iterator[bytes]:
    """Yield the lines of UTF-16 or UTF-32: the byte LF ends one only as a whole, aligned code unit."""
    width = codec.width
    end = "\n".encode(codec.name)
    line = bytearray()
    piece = first
    while piece:
        line += piece
        if line[-1] == 0x0A and (missing := -len(line) % width):
            line += stream.read(missing)
        if len(line) % width == 0 and line.endswith(end):
            yield bytes(line)
            line.clear()
        piece = stream.readline()
    if line:
        yield bytes(line)
