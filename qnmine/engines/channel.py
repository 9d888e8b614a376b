"""Messages between a process and one that it started: pickles, each after its length."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

_LENGTH = struct.Struct("<Q")
_MOST_AT_ONCE = 1 << 20  # some systems refuse to write gigabytes at once


class Closed(Exception):  # noqa: N818 (an event, not an error)
    """The other side has gone."""


class Channel:
    """A pair of streams to another process of this program, which trust each other."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming, self._outgoing = incoming, outgoing

    def send(self, *message: Any) -> None:
        """Send a message; raises Closed."""
        self.send_pickled(pickled(message))

    def send_pickled(self, data: bytes) -> None:
        """Send a message that is pickled already; raises Closed."""
        view = memoryview(data)
        try:
            self._outgoing.write(_LENGTH.pack(len(view)))
            for first in range(0, len(view), _MOST_AT_ONCE):
                self._outgoing.write(view[first : first + _MOST_AT_ONCE])
            self._outgoing.flush()
        except (OSError, ValueError):
            raise Closed from None

    def receive(self) -> Any:
        """Wait for the next message and return it; raises Closed."""
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size))
        return pickle.loads(self._read(length))

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        view, done = memoryview(data), 0
        while done < size:
            try:
                count = self._incoming.readinto(view[done:])  # type: ignore[attr-defined]
            except (OSError, ValueError):
                count = 0
            if not count:
                raise Closed
            done += count
        return data


def pickled(message: tuple[Any, ...]) -> bytes:
    """Return a message as it is sent."""
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
