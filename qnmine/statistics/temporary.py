"""Temporary files of what does not fit into memory, and what is told when there is no room for them."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Iterator


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder that is removed with `cleanup`, or at exit. Raises QnmineError if none can be made."""
    with telling_of_room():
        return tempfile.TemporaryDirectory(prefix="qnmine-")


@contextmanager
def telling_of_room() -> Iterator[None]:
    """Turn an error of the system while temporary files are written or read into one that names a remedy."""
    try:
        yield
    except OSError as error:
        try:
            place = tempfile.gettempdir()
        except OSError:  # no folder at all can be written to
            place = "temporary files"
        reason = (error.strerror or str(error)).lower()
        message = f"{place}: {reason}; name a folder with room in the variable TMPDIR"
        raise QnmineError(message) from error
