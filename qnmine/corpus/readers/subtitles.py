"""TODO."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qnmine.corpus.readers.content import Content


def read(name: str, data: bytes, encoding: str, format: str) -> Content:  # noqa: A002
    """Return the content of a file; raises `DocumentError`."""
    raise NotImplementedError
