"""Matrix Market: a sparse matrix as text, for scipy, R, MATLAB, Julia.

https://math.nist.gov/MatrixMarket/formats.html (the coordinate format)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BLOCK = 1 << 16


def matrix_market(
    rows: int,
    columns: int,
    entries: int,
    blocks: Iterable[tuple[Sequence[int], Sequence[int], Sequence[int]]],
    *,
    comment: str = "",
) -> Iterator[str]:
    """Yield a matrix of integers as text, in pieces of many lines.

    `blocks` hold the `entries` that are not 0, as rows, columns and values; rows and columns count from 0
    there, and from 1 in the text, as the format wants it. `comment` is one line.
    """
    yield "%%MatrixMarket matrix coordinate integer general\n"
    if comment:
        yield f"% {comment}\n"
    yield f"{rows} {columns} {entries}\n"
    for block in blocks:
        for first in range(0, len(block[0]), _BLOCK):
            part = zip(*(numbers[first : first + _BLOCK] for numbers in block), strict=True)
            yield "".join([f"{row + 1} {column + 1} {value}\n" for row, column, value in part])
