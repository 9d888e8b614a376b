"""Pipes whose reader has gone (`| head`, `| more`), which Windows tells of in its own way."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOWS = os.name == "nt"


def is_closed_pipe(error: OSError) -> bool:
    """Tell whether an error of writing to standard output means that nobody reads it any more.

    On Windows that is ERROR_NO_DATA, for which the C library has no name but EINVAL.
    """
    return isinstance(error, BrokenPipeError) or (WINDOWS and error.errno == errno.EINVAL)


def naming_closed_pipes(stream: BinaryIO) -> BinaryIO:
    """Return a stream that raises BrokenPipeError when its reader has gone, on every system."""
    return cast("BinaryIO", _Naming(stream)) if WINDOWS else stream


class _Naming:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes | memoryview) -> int:
        """Write as the stream does."""
        written: int = _named(lambda: self._stream.write(data))
        return written

    def flush(self) -> None:
        """Flush as the stream does."""
        _named(self._stream.flush)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _named(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except OSError as error:
        if is_closed_pipe(error):
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from error
        raise
