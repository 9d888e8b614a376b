"""TODO: the members of zip and tar archives as sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from qnmine.corpus.sources import Source
    from qnmine.errors import DocumentError


def members(
    source: Source, stream: io.BufferedReader, input_format: str | None, warn: Callable[[str], object]
) -> Iterator[Source | DocumentError]:
    """Yield the members of an archive, each to be read before the next is asked for."""
    raise NotImplementedError
