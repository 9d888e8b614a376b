"""Loading a corpus in a test, with all that it reports."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qnmine.corpus import open_corpus

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from qnmine.corpus import Corpus
    from qnmine.errors import DocumentError
    from qnmine.text.document import Document


class Loaded(NamedTuple):
    corpus: Corpus
    documents: list[Document]
    errors: list[DocumentError]
    warnings: list[str]

    @property
    def ids(self) -> list[str]:
        return [document.id for document in self.documents]

    @property
    def texts(self) -> list[str]:
        return [document.text for document in self.documents]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(document.id, document.text) for document in self.documents]

    @property
    def failures(self) -> list[str]:
        return [error.name for error in self.errors]


def load(*paths: str | os.PathLike[str], stdin: bytes | None = None, **options: Any) -> Loaded:
    """Read everything; errors and warnings are collected."""
    errors: list[DocumentError] = []
    warnings: list[str] = []
    stream = None if stdin is None else io.BytesIO(stdin)
    corpus = open_corpus(paths, stdin=stream, on_error=errors.append, on_warning=warnings.append, **options)
    return Loaded(corpus, list(corpus), errors, warnings)


def load_bytes(data: bytes, format: str, **options: Any) -> Loaded:  # noqa: A002
    """Read standard input in a format."""
    return load(stdin=data, format=format, **options)


def write(folder: str | os.PathLike[str], files: dict[str, str | bytes]) -> Sequence[str]:
    """Write files below a folder, making their folders."""
    for name, content in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(files)
