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
        raise no_room(error.strerror or error) from error


def no_room(reason: object) -> QnmineError:
    """Return the error that tells why a temporary file cannot be used, and what to do."""
    try:
        place = tempfile.gettempdir()
    except OSError:
        place = "temporary files"
    return QnmineError(f"{place}: {reason}; name a folder with room in the variable TMPDIR")
