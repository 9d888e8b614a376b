"""Values taken out of a stream of JSON one after the other, of which only the one at hand is in memory."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.corpus.decoding import settle
from qnmine.corpus.streams import CHUNK
from qnmine.encodings.capitals import restore_capitals
from qnmine.encodings.detection import SAMPLE
from qnmine.errors import DocumentError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from qnmine.corpus.decoding import Codec

_BLANKS = re.compile(r"[\ufeff \t\r\n]*")
_TOKEN = re.compile(r'[^"{}\[\],]+|"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],]', re.DOTALL)
_UNDECODED = re.compile("[\udc80-\udcff]")
# What a value that is cut off is complained about lies at most so far before the cut, but for open strings.
_MARGIN = 64


def no_value(_: str) -> None:
    """Read NaN and the infinities, which are no JSON but are written by some programs, as null."""


DECODER = json.JSONDecoder(parse_constant=no_value)


TOO_DEEP = "is nested too deeply"
TOO_LONG_NUMBER = "holds a number of too many digits"
NO_OBJECT = "is not a JSON object"
_REMEDIES = {
    TOO_DEEP: "leave out what is nested in it",
    TOO_LONG_NUMBER: "put the number in quotes",
    NO_OBJECT: 'write it as an object, such as {"text": "…"}',
}


def remedy_of(reason: str) -> str:
    """Return what to do about a value that is broken for this reason."""
    return _REMEDIES.get(reason, "mend it, or leave it out")


@dataclass(frozen=True, slots=True)
class Broken:
    """A value that cannot be read: the reason, and whether all that follows is lost with it."""

    reason: str
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Undecoded:
    """A value with bytes that do not fit the encoding: the first of them, and its place in the stream."""

    byte: int
    offset: int


class JsonText:
    """The text of a JSON stream, decoded piece by piece; `name` is shown in errors.

    `lost` tells that a value was so broken that nothing after it can be read. Bytes that do not fit the
    encoding are kept as lone surrogates until the value that holds them is taken.
    """

    def __init__(self, name: str, stream: io.BufferedReader, encoding: str) -> None:
        self.name = name
        self._stream = stream
        first, enough = b"", SAMPLE if encoding == "auto" else 4
        while len(first) < enough and (more := stream.read1(CHUNK)):
            first += more
        self.codec: Codec = settle(encoding, first)
        if not self.codec.told:
            raise self.codec.untold(name)
        # the codecs of wider units cannot keep what does not fit
        self._errors = "surrogateescape" if self.codec.width == 1 else "strict"
        self._decoder = codecs.getincrementaldecoder(self.codec.name)(self._errors)
        self.lost = False
        self._ended = not first
        self._text = ""
        self._place = 0
        self._offset = self.codec.mark
        self._clean = True
        self._read = len(first)
        self._add(first[self.codec.mark :])

    def peek(self) -> str:
        """Return the next character that is not blank, which stays to be read; empty at the end."""
        while True:
            self._place = _end(_BLANKS, self._text, self._place)
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                return ""

    def take(self) -> None:
        """Pass over the character that `peek` has shown."""
        self._place += 1

    def value(self, opened: str = "") -> object:
        """Return the value that comes next, or `Broken` or `Undecoded`.

        A broken one is passed over if it can be seen where it ends: where its brackets and quotes are closed,
        and, within an array (`opened`), a comma or the end of the array follows.
        """
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _MARGIN
                if cut and self._more():
                    continue
                place = error.pos - self._place + 1
                return self._pass_over(f"is not valid JSON ({error.msg} at character {place} of it)", opened)
            except RecursionError:
                return self._pass_over(TOO_DEEP, opened)
            except ValueError:
                return self._pass_over(TOO_LONG_NUMBER, opened)
            if not isinstance(value, dict | list | str) and end > len(self._text) - _MARGIN and self._more():
                continue  # a number may go on
            start, self._place = self._place, end
            return self._undecoded(start, end) or value

    def elements(self) -> Iterator[object]:
        """Yield the elements of the array that comes next; a `Broken` that loses the rest is the last.

        A comma that is missing before an object, or too many at the end, is let pass.
        """
        self.take()
        while (after := self.peek()) != "]":
            if not after:
                yield self._give_up("is missing: the file ends within its array")
                return
            value = self.value("[")
            yield value
            after = self.peek()
            if self.lost:
                return
            if after == ",":
                self.take()
            elif after and after not in "]{":
                yield self._give_up(f"begins with {after!r}, where a comma was due")
                return
        self.take()

    def values(self) -> Iterator[object]:
        """Yield the values that follow one another, with nothing but blanks between them."""
        while self.peek():
            value = self.value()
            yield value
            if self.lost:
                return

    def fault(self, row: str, found: Undecoded) -> DocumentError:
        """Return the error of a row whose bytes do not fit the encoding."""
        error = UnicodeDecodeError(self.codec.name, bytes([found.byte]), 0, 1, "")
        return self.codec.fault(row, error, found.offset)

    def no_json(self) -> DocumentError:
        """Return the error of a stream that begins as no JSON does."""
        if found := self._undecoded(0, len(self._text)):
            return self.fault(self.name, found)
        return DocumentError(self.name, "is not JSON: no object and no array", "name its format with --from")

    def _pass_over(self, reason: str, opened: str) -> Broken:
        """Go behind the broken value at hand, to the comma or bracket that follows it, or give up."""
        place, depth = self._place, 0
        while True:
            match = _TOKEN.match(self._text, place)
            if match is None or match.end() == len(self._text):
                # cut off, or maybe
                behind = place - self._place
                if self._more():
                    place = self._place + behind
                    continue
                if match is None:
                    return self._give_up(reason)
            token = match.group() if match else ""
            if depth == 0 and place > self._place and (token == "," or (token == "]" and opened)):
                self._place = place
                return Broken(reason)
            place = match.end() if match else place
            depth += (token in {"{", "["}) - (token in {"}", "]"})
            if depth < 0:
                return self._give_up(reason)
            if depth == 0 and token in {"}", "]"} and not opened:
                self._place = place
                return Broken(reason)

    def _give_up(self, reason: str) -> Broken:
        self.lost = True
        return Broken(reason, rest=True)

    def _undecoded(self, start: int, end: int) -> Undecoded | None:
        if self._clean or (match := _UNDECODED.search(self._text, start, end)) is None:
            return None
        return Undecoded(ord(match.group()) - 0xDC00, self._offset + self._size(match.start()))

    def _size(self, end: int) -> int:
        """Return how many bytes the text at hand up to a place was."""
        if self.codec.name == "tcvn3":  # a byte a letter, and no bytes for the capitals that were restored
            return end
        return len(self._text[:end].encode(self.codec.name, self._errors))

    def _more(self) -> bool:
        """Read on, at least as much as is held already; false at the end."""
        if self._ended:
            return False
        held = self._text[self._place :]
        self._offset += self._size(self._place)
        self._clean = self._clean or _UNDECODED.search(held) is None
        self._text, self._place = held, 0
        pieces, size = [], 0
        while size < max(CHUNK, len(held)):
            piece = self._stream.read1(CHUNK)
            if not piece:
                self._ended = True
                break
            pieces.append(piece)
            size += len(piece)
        self._add(b"".join(pieces))
        return True

    def _add(self, data: bytes) -> None:
        try:
            text = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise self.codec.fault(self.name, error, self._read - len(data)) from error
        self._read += len(data)
        if self.codec.name == "tcvn3":
            text = restore_capitals(text)
        try:
            text.encode()
        except UnicodeEncodeError:
            self._clean = False
        self._text += text


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place
