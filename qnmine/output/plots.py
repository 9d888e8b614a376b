"""Small plots made of characters: a bar, a sparkline, and a strip that shows where something occurs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_NOTHING = "·"
_BORDER = "│"
_FEWEST_CELLS = 6  # of a part of a strip, so that its borders do not hide what they enclose


def bar(value: float, most: float, width: int) -> str:
    """Return a bar of at most `width` cells for a value, which is as long as that for `most`.

    Its end is drawn to an eighth of a cell, and no value that is not 0 is without a trace.
    """
    eighths = max(round(8 * width * value / most), 1) if value else 0
    return (_WIDTHS[8] * (eighths // 8) + _WIDTHS[eighths % 8]).rstrip()


def sparkline(values: Sequence[float | None]) -> str:
    """Return a cell for each value, as high as its share of the largest; `·` is 0, a space is None."""
    most = max((value for value in values if value is not None), default=0)
    return "".join(" " if value is None else _height(value, most) for value in values)


def _height(value: float, most: float) -> str:
    """Return a block of a height between 1/8 and 8/8, or the sign for 0."""
    return _HEIGHTS[max(ceil(8 * value / most), 1) - 1] if value else _NOTHING


@dataclass(frozen=True, eq=False, slots=True)
class Strip:
    """Where something occurs in a row of parts, each of so many places: what `draw` makes a picture of."""

    places: Sequence[int]
    sizes: Sequence[int]

    def draw(self, width: int) -> str:
        """Return the row as `width` cells, each as high as its share of the occurrences in the fullest.

        Where there is room the parts are divided by lines and drawn in proportion to their size, otherwise
        they follow each other.
        """
        sizes = [size for size in self.sizes if size]
        if not sizes or width < 1:
            return ""
        if len(sizes) * (_FEWEST_CELLS + 1) - 1 > width:
            sizes = [sum(sizes)]
        shares = _shares(sizes, width - len(sizes) + 1)
        counts = [[0] * share for share in shares]
        part = before = 0
        for place in sorted(self.places):
            while place >= before + sizes[part]:
                before += sizes[part]
                part += 1
            counts[part][(place - before) * shares[part] // sizes[part]] += 1
        drawn = iter(sparkline([count for cells in counts for count in cells]))
        return _BORDER.join("".join(islice(drawn, share)) for share in shares)


def _shares(sizes: Sequence[int], cells: int) -> list[int]:
    """Share cells in proportion to sizes, at least one each; the largest remainders get what is left."""
    total, spare = sum(sizes), cells - len(sizes)
    shares = [1 + spare * size // total for size in sizes]
    largest = sorted(range(len(sizes)), key=lambda part: (-(spare * sizes[part] % total), part))
    for part in largest[: cells - sum(shares)]:
        shares[part] += 1
    return shares
