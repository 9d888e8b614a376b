"""From bytes to text: byte-order marks, encodings, lines, and what to say when they do not fit."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown
from qnmine.encodings.advice import cannot_be_told, remedy_for, title_of
from qnmine.encodings.capitals import restore_capitals
from qnmine.encodings.detection import MARKS, SAMPLE, detect_encoding
from qnmine.errors import DocumentError, UsageError
from qnmine.text.origin import Origin

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

_WIDTHS = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_BY_MARK = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}

_IMAGE = "read the text in it with OCR (tesseract FILE OUT -l vie)"
_NOT_TEXT = (
    (b"%PDF-", "a PDF file", "use --from pdf"),
    (b"PK\x03\x04", "a ZIP or Office file", "use --from docx for a document, --from xlsx for a workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as text or CSV"),
    (b"PAR1", "a Parquet file", "use --from parquet"),
    (b"\x89PNG", "a PNG image", _IMAGE),
    (b"\xff\xd8\xff", "a JPEG image", _IMAGE),
)


@dataclass(frozen=True, slots=True)
class Codec:
    """An encoding settled for one stream: its codec, bytes of a code unit, length of its byte-order mark.

    `head` is what was seen of the stream. `certainty` (0 to 1) is given where the encoding was found out
    (`auto`), not named; `told` is false where that failed, and no more than ASCII can be read.
    """

    name: str
    width: int
    mark: int
    head: bytes
    certainty: float | None = None
    told: bool = True

    def origin(self, format: str) -> Origin:  # noqa: A002 -- the name of the option
        """Return where texts of such a stream in such a format come from."""
        return Origin(format, self.name, self.certainty)

    def fault(self, name: str, error: UnicodeDecodeError, offset: int = 0) -> DocumentError:
        """Describe a decoding failure of the document `name`; `offset` is where the decoded bytes began."""
        byte, place = error.object[error.start], offset + error.start
        reason = f"is not valid {title_of(self.name)} (byte 0x{byte:02x} at offset {place})"
        remedy = remedy_for(self.name, self.head, error.object, error.start)
        return self._not_text(name) or DocumentError(name, reason, remedy)

    def untold(self, name: str) -> DocumentError:
        """Describe the failure to find out the encoding of the document `name`."""
        return self._not_text(name) or DocumentError(name, *cannot_be_told(self.head))

    def _not_text(self, name: str) -> DocumentError | None:
        for signature, what, remedy in _NOT_TEXT:
            if self.head.startswith(signature):
                return DocumentError(name, f"is not text but {what}", remedy)
        return None


def check_encoding(name: str) -> str:
    """Return the canonical name of a text encoding (or `auto`); raises `UsageError` for any other name."""
    if name.lower() == "auto":
        return "auto"
    try:
        canonical = codecs.lookup(name).name
        b"a".decode(canonical, "ignore")
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"--encoding {name!r}: there is no such text encoding; "
            "usual ones are utf-8, utf-16, tcvn3, vni, viscii, cp1258, auto"
        ) from error
    return "utf-8" if canonical == "utf-8-sig" else canonical


def settle(encoding: str, head: bytes) -> Codec:
    """Settle the encoding of a stream that begins with `head` (at least four bytes if it has them).

    `auto` is found out (`detect_encoding`); UTF-16 and UTF-32 without a mark are little-endian. The mark
    belongs to the encoding, not to the text.
    """
    mark, marked = next(((mark, name) for mark, name in MARKS if head.startswith(mark)), (b"", "utf-8"))
    certainty, told = None, True
    if encoding == "auto" and mark:
        name = marked
    elif encoding == "auto":
        name, certainty, told = _found_out(head)
    elif encoding in _BY_MARK:
        name = marked if marked.startswith(encoding) else _BY_MARK[encoding]
        # The mark of UTF-32-LE, read as UTF-16: a mark and a NUL.
        mark = mark if marked.startswith(encoding) else next((m for m, n in MARKS if n == name), b"")
    else:
        name = encoding
        mark = next((mark for mark, marks in MARKS if marks == name), b"")
    length = len(mark) if mark and head.startswith(mark) else 0
    return Codec(name, _WIDTHS.get(name, 1), length, head[:SAMPLE], certainty, told)


def _found_out(head: bytes) -> tuple[str, float | None, bool]:
    """Return the encoding of a stream that begins so, without mark, how sure it is, whether it was told."""
    if head.isascii() and b"\0" not in head:
        return "utf-8", None, True
    found = detect_encoding(head)
    if found.encoding is None:
        return "utf-8", None, False
    sure = found.encoding == "utf-8" and found.certainty == 1
    return found.encoding, None if sure else found.certainty, True


def whole_lines(head: bytes, encoding: str) -> bytes:
    """Return the beginning of a stream up to the end of its last line that is complete."""
    codec = settle(encoding, head)
    end = "\n".encode(codec.name)
    return head[: head.rfind(end) + len(end)] if end in head else b""


def decode(name: str, data: bytes, encoding: str) -> tuple[str, Codec]:
    """Return the text of a whole document without its mark, and the codec; raises `DocumentError`."""
    codec = settle(encoding, data)
    if not codec.told:
        raise codec.untold(name)
    try:
        return _decoded(data[codec.mark :] if codec.mark else data, codec.name), codec
    except UnicodeDecodeError as error:
        raise codec.fault(name, error, codec.mark) from error


def _decoded(data: bytes, codec: str) -> str:
    try:
        return restore_capitals(data.decode(codec)) if codec == "tcvn3" else data.decode(codec)
    except UnicodeDecodeError:
        raise
    except UnicodeError as error:  # some codecs give no place
        raise UnicodeDecodeError(codec, data, 0, 1, str(error)) from error


class Lines:
    """The decoded lines of a stream, line ends kept, with the failures that were met.

    Iterating yields one string a line (ends: LF; a lone CR is kept inside). A line that cannot be decoded is
    yielded with U+FFFD in place of what is wrong, so that quotes and separators keep their places, and its
    error waits in `fault` until the reader takes it (`take_fault`). `codec` is settled with the first line;
    `auto` settles it anew with the first line that is more than ASCII, and raises `DocumentError` where that
    fails.
    """

    def __init__(self, name: str, stream: io.BufferedReader, encoding: str) -> None:
        self.name = name
        self.codec: Codec | None = None
        self._stream = stream
        self._encoding = encoding
        self._origin: Origin | None = None
        self._fault: tuple[Codec, UnicodeDecodeError, int] | None = None

    def take_fault(self, row: str) -> DocumentError | None:
        """Return the error met since the last call, as that of the row so named; None if all went well."""
        if self._fault is None:
            return None
        (codec, error, offset), self._fault = self._fault, None
        return codec.fault(row, error, offset)

    def __iter__(self) -> Iterator[str]:
        ahead = self._stream.peek(1)
        first = self._stream.readline()
        begun = [first]
        codec = self._settle(begun, ahead)
        narrow = self._watched if self._encoding == "auto" else self._narrow
        offset = 0
        for line in narrow(begun) if codec.width == 1 else _wide(b"".join(begun), self._stream, codec):
            codec = self.codec or codec
            skip = codec.mark if not offset else 0
            data = line[skip:] if skip else line
            try:
                yield _decoded(data, codec.name)
            except UnicodeDecodeError as error:
                self._fault = self._fault or (codec, error, offset + skip)
                yield data.decode(codec.name, "replace")
            offset += len(line)

    def origin(self, format: str) -> Origin | None:  # noqa: A002 -- the name of the option
        """Return where the texts of the lines read so far come from."""
        if self._origin is None and self.codec is not None:
            self._origin = self.codec.origin(format)
        return self._origin

    def _narrow(self, begun: list[bytes]) -> Iterator[bytes]:
        yield from filter(None, begun)
        yield from self._stream

    def _watched(self, begun: list[bytes]) -> Iterator[bytes]:
        """Yield the lines; the first one that is more than ASCII settles the encoding anew.

        No line waits for those after it if it, and what has come with it, tell the encoding.
        """
        held = begun
        ahead = line = begun[-1]
        while line and line.isascii():
            yield from held
            ahead, line = self._stream.peek(1), self._stream.readline()
            held = [line]
        if self.codec is None or self.codec.certainty is None:
            self._settle(held, ahead)
        yield from self._narrow(held)

    def _settle(self, lines: list[bytes], ahead: bytes) -> Codec:
        """Settle the encoding by lines that were read, and bytes that begin with them and are there already.

        If these do not tell it, further lines are read and added.
        """
        head = max(b"".join(lines), ahead, key=len)
        codec = settle(self._encoding, head)
        line = head
        while not codec.told and len(head) < SAMPLE and line:
            line = self._stream.readline()
            lines.append(line)
            if not line or sum(map(len, lines)) > 2 * len(head):
                head = max(b"".join(lines), head, key=len)
                codec = settle(self._encoding, head)
        if not codec.told:
            raise codec.untold(shown(self.name))
        self.codec, self._origin = codec, None
        return codec


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
