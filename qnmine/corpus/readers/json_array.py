"""TODO: one JSON array of objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from qnmine.corpus.rows import Columns, RowDocuments
    from qnmine.errors import DocumentError
    from qnmine.text.document import Document


def read_json(
    rows: RowDocuments, stream: io.BufferedReader, columns: Columns, encoding: str
) -> Iterator[Document | DocumentError]:
    """Yield a document, or an error, for each object."""
    raise NotImplementedError


def keys_of_array(name: str, head: bytes, encoding: str, *, whole: bool) -> list[str] | None:
    """Return the keys of the objects at the beginning of an array; None if there is no object to be read."""
    raise NotImplementedError
