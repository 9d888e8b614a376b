"""Combinations of columns: what their values give to positions, looked up once wherever it is read.

Templates that read the same columns at the same distances, such as `low[-1] low[0]` and `low[0] low[1]`,
have the same values one position apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qnmine.tagging.columns import KEY_BITS, MARGIN
from qnmine.tagging.lookup import KeyTables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qnmine.tagging.columns import Ints, Template

    Part = tuple[str, int]
    Reader = Callable[[str, int], Ints]
    Gains = tuple[int, npt.NDArray[Any]]

_DENSE_BITS = 17


@dataclass(frozen=True, slots=True)
class Combination:
    """Columns read together, `parts` at offsets from some place, and what their values give to positions.

    `widths` are the bits of the values. `index` leads from a packed value to its row, None where the value
    itself is the row. `gains` are pairs (offset of the place from the position that gains, the weight of each
    row or the number of its weights).
    """

    parts: tuple[Part, ...]
    widths: tuple[int, ...]
    index: KeyTables | None
    gains: tuple[Gains, ...]

    def centred(self) -> Combination:
        """Return it as seen from the middle of its parts."""
        return self.moved(-(max(offset for _, offset in self.parts) // 2), self.gains)

    def found(self, read: Reader) -> tuple[Ints | None, npt.NDArray[np.integer[Any]]]:
        """Return the places whose values are known (None for all) and the rows of these.

        `read` gives the values of a column, at an offset from each place.
        """
        values = packed(self.parts, self.widths, read)
        if self.index is None:
            return None, values
        rows = self.index.rows(values)
        where = rows.nonzero()[0]
        return where, rows.take(where)

    def moved(self, anchor: int, gains: Iterable[Gains]) -> Combination:
        """Return it with some of its gains, as seen from a place so far before its own."""
        parts = tuple((column, offset + anchor) for column, offset in self.parts)
        return Combination(
            parts, self.widths, self.index, tuple((shift - anchor, held) for shift, held in gains)
        )


def packed(parts: Sequence[Part], widths: Sequence[int], read: Reader) -> Ints:
    """Return one number for the values of all parts at each place."""
    values = read(*parts[0])
    for part, width in zip(parts[1:], widths[1:], strict=True):
        values = values << width
        values |= read(*part)
    return values


def reader(columns: Mapping[str, Ints], size: int) -> Reader:
    """Return what reads columns around each of `size` positions; they have MARGIN more at both ends."""
    return lambda column, offset: columns[column][MARGIN + offset : MARGIN + offset + size]


def reader_at(columns: Mapping[str, Ints], places: Ints) -> Reader:
    """Return what reads columns around some positions; they have MARGIN more at both ends."""
    read: dict[Part, Ints] = {}

    def values(column: str, offset: int) -> Ints:
        if (column, offset) not in read:
            read[column, offset] = columns[column].take(places + (MARGIN + offset))
        return read[column, offset]

    return values


def combinations(
    templates: Sequence[Template], sizes: Mapping[str, int], keys: Ints, content: npt.NDArray[Any]
) -> Iterator[Combination]:
    """Put the features of templates that read the same combination together.

    `content` (features + 1,) is what feature i holds in row i + 1. ValueError when a value is out of range.
    """
    numbers = (keys >> KEY_BITS).astype(np.uint16)  # sorted by radix
    order = np.argsort(numbers, kind="stable")
    bounds = np.searchsorted(numbers[order], np.arange(len(templates) + 1))
    ordered = keys[order] & ((1 << KEY_BITS) - 1)
    alike: dict[tuple[Part, ...], list[tuple[int, Ints, npt.NDArray[Any]]]] = {}
    for number, template in enumerate(templates):
        shift = min(offset for _, offset in template.parts)
        members = slice(bounds[number], bounds[number + 1])
        values, filled = ordered[members], content[order[members] + 1]
        if len(values) and values.max() >> template.bits(sizes):
            raise ValueError("a feature value is out of range")
        parts = tuple((column, offset - shift) for column, offset in template.parts)
        alike.setdefault(parts, []).append((shift, values, filled))
    for parts, features in alike.items():
        widths = tuple((sizes[column] - 1).bit_length() for column, _ in parts)
        index, count = None, 1 << sum(widths)
        if sum(widths) > _DENSE_BITS:
            distinct = _distinct([values for _, values, _ in features])
            index, count = KeyTables(distinct), len(distinct) + 1
        gains = []
        for shift, values, filled in features:
            held = np.zeros(count, content.dtype)
            held[values if index is None else index.rows(values)] = filled
            gains.append((shift, held))
        yield Combination(parts, widths, index, tuple(gains))


def _distinct(parts: Sequence[Ints]) -> Ints:
    """All values, each part without repetition, without those that several parts have."""
    if len(parts) == 1:
        return parts[0]
    values = np.sort(np.concatenate(parts))
    return values[np.append(True, values[1:] != values[:-1])] if len(values) else values
