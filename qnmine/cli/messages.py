"""What a run says on standard error, one line a message."""

from __future__ import annotations

import sys

# A file name or an id may hold line breaks or terminal escapes; a message stays one inert line.
_INERT = {code: f"\\x{code:02x}" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))}


def say(message: str) -> None:
    """Write one line to standard error, with control characters made visible."""
    try:
        sys.stderr.write(f"qnmine: {message.translate(_INERT)}\n")
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody reads standard error: the run itself goes on
        return
