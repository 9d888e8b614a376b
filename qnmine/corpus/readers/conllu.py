"""TODO: CoNLL-U, a pre-tokenised corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

    from qnmine.errors import DocumentError
    from qnmine.text.document import Document


def read_conllu(
    name: str, stream: io.BufferedReader, encoding: str, kept: Sequence[str]
) -> Iterator[Document | DocumentError]:
    """Yield the documents of a file."""
    raise NotImplementedError
