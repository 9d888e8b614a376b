"""The tagger's input: integer columns over padded positions, and templates that combine them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Ints = npt.NDArray[np.int64]

MARGIN = 2
"""Padding positions before, between and after sequences: the largest offset that a template may use."""

KEY_BITS = 54
"""Bits of a packed feature value; the number of its template stands above them."""

_PART = re.compile(r"(\w+)\[(-?\d)\]")


@dataclass(frozen=True, slots=True)
class Template:
    """A feature: the values of some columns at some offsets, read together.

    Written `low[-1] low[0]`. A value of 0 in any part means that the feature does not fire.
    """

    parts: tuple[tuple[str, int], ...]

    @classmethod
    def parse(cls, text: str) -> Template:
        """Read the written form; ValueError when it is malformed or an offset is too large."""
        parts = []
        for word in text.split():
            match = _PART.fullmatch(word)
            if match is None or abs(int(match[2])) > MARGIN:
                raise ValueError(f"not a template part: {word!r}")
            parts.append((match[1], int(match[2])))
        if not parts:
            raise ValueError("an empty template")
        return cls(tuple(parts))

    def __str__(self) -> str:
        return " ".join(f"{column}[{offset}]" for column, offset in self.parts)

    def bits(self, sizes: Mapping[str, int]) -> int:
        """How many bits the packed value takes, given the number of values of each column."""
        return sum((sizes[column] - 1).bit_length() for column, _ in self.parts)

    def pack(self, columns: Mapping[str, Ints], sizes: Mapping[str, int], count: int) -> Ints:
        """The packed value at each position (0 where the feature does not fire).

        `columns` have MARGIN positions more at both ends than the `count` values that come back.
        """
        packed: Ints | None = None
        silent: npt.NDArray[np.bool_] | None = None
        for column, offset in self.parts:
            values = columns[column][MARGIN + offset : MARGIN + offset + count]
            if packed is None:
                packed = values
                if len(self.parts) > 1:
                    silent = values == 0
                continue
            packed = (packed << (sizes[column] - 1).bit_length()) | values
            silent |= values == 0
        assert packed is not None
        return packed if silent is None else np.where(silent, 0, packed)


@dataclass(frozen=True, slots=True)
class Axis:
    """Columns that are functions of one thing: a row a distinct thing, `index` the row of each position."""

    index: Ints
    columns: dict[str, Ints]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns for a batch of sequences laid one after the other, MARGIN padding positions around each.

    `columns` have a value a position. `axes` hold the columns that depend on one thing alone (the token,
    the phrase that begins here): features over them are summed once for each distinct thing. `starts` and
    `lengths` are the sequences, in positions, of which there are `size`.
    """

    size: int
    starts: Ints
    lengths: Ints
    columns: dict[str, Ints]
    axes: tuple[Axis, ...] = ()

    @property
    def count(self) -> int:
        """Positions without the outer margins."""
        return self.size - 2 * MARGIN

    def home(self) -> dict[str, int]:
        """The number of the axis of each column that has one."""
        return {name: number for number, axis in enumerate(self.axes) for name in axis.columns}

    def by_position(self, names: Iterable[str]) -> dict[str, Ints]:
        """Some columns over positions."""
        home = self.home()
        return {
            name: self.axes[home[name]].columns[name][self.axes[home[name]].index]
            if name in home
            else self.columns[name]
            for name in names
        }


def distinct(numbers: Ints, bound: int) -> tuple[Ints, Ints]:
    """The distinct among numbers from 0 to below `bound`, in rising order, and which of them each is."""
    seen = np.zeros(bound, np.bool_)
    seen[numbers] = True
    found = np.flatnonzero(seen)
    place = np.empty(bound, np.int64)
    place[found] = np.arange(len(found))
    return found, place[numbers]
