"""The columns that the segmenter's features read, over the padded positions of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qnmine.tagging.columns import MARGIN, Axis, Table
from qnmine.words.forms import FIGURES, FIRST_WORD, JOINABLE, SCALE, SHAPES
from qnmine.words.lexical import COUNT_STEPS, LEVELS, LONGEST, SHARE_STEPS

if TYPE_CHECKING:
    import numpy.typing as npt

    from qnmine.tagging.columns import Ints
    from qnmine.words.lexical import Lexical

    Flags = npt.NDArray[np.bool_]

FREE, APART, JOINED = 0, 1, 2
"""What the rules say of a token and the one before it."""

# Values of the columns `cover` and `cover_level`, which count from 1 for none.
_LONG, _SMALLER = 4, 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the tokens of sentences stand in a table: `target` (tokens,) and the sequences."""

    size: int
    target: Ints
    starts: Ints
    lengths: Ints

    @classmethod
    def of(cls, lengths: Ints) -> Layout:
        """Lay out sentences of these lengths, none of them 0."""
        ends = MARGIN + np.cumsum(lengths + MARGIN)
        starts = ends - lengths - MARGIN
        count = int(lengths.sum())
        target = np.arange(count) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
        return cls(int(ends[-1]) if len(ends) else 2 * MARGIN, target, starts, lengths)

    def place(self, values: Ints, padding: int = 0) -> Ints:
        """Values of tokens as a column over positions."""
        column = np.full(self.size, padding, np.int64)
        column[self.target] = values
        return column


def column_sizes(lexical: Lexical) -> dict[str, int]:
    """How many values each column takes."""
    length = LONGEST + 2
    return {
        "low": len(lexical.words) + FIRST_WORD,
        "shape": len(SHAPES),
        "spelling": 5,
        "names": 10,
        "pair": LEVELS + 2,
        "cover": length,
        "cover_level": LEVELS + 2,
        "begin": length,
        "end": length,
        "share": SHARE_STEPS + 3,
        "count": len(COUNT_STEPS) + 2,
    }


def build_table(
    forms: Ints, layout: Layout, by_form: dict[str, Ints], lexical: Lexical
) -> tuple[Table, Ints]:
    """The table of a batch and what the rules say (FREE, APART, JOINED) at each of its positions.

    `forms` (tokens,) are the numbers of forms, `by_form` their columns.
    """
    forms = layout.place(forms)
    distinct, index = np.unique(forms, return_inverse=True)
    rows = {name: values[distinct] for name, values in by_form.items()}
    part = rows["part"][index]
    low = np.where((part & JOINABLE) > 0, rows["low"][index], 0)
    share, count = lexical.joins(low)
    columns = dictionary_columns(low, lexical) | {"share": share, "count": count}
    axis = Axis(index, {name: rows[name] for name in rows if name != "part"})
    ruling = _ruling(part, columns)
    return Table(layout.size, layout.starts, layout.lengths, columns, (axis,)), ruling


def dictionary_columns(low: Ints, lexical: Lexical) -> dict[str, Ints]:
    """The dictionary words of two syllables and more around each position (1 is none).

    `pair` is the level of the word that the position makes with the one before it; `cover` the length of the
    longest word across the border between them and `cover_level` the level of it; `begin` and `end` the
    length of the longest word that begins and that ends here.
    """
    size = len(low)
    pair, begin, end, cover = np.zeros((4, size), np.int64)
    for length, positions, states in lexical.trie.walk(low):
        level = lexical.levels[states]
        at, level = positions[level > 0], level[level > 0].astype(np.int64)
        if length < 2 or length > LONGEST:
            continue
        if length == 2:
            pair[at + 1] = level
        begin[at] = length
        end[at + length - 1] = length
        covering = length * (LEVELS + 1) + level
        for inside in range(1, length):
            borders = at + inside
            cover[borders] = np.maximum(cover[borders], covering)
    return {
        "pair": pair + 1,
        "begin": begin + 1,
        "end": end + 1,
        "cover": cover // (LEVELS + 1) + 1,
        "cover_level": cover % (LEVELS + 1) + 1,
    }


def _ruling(part: Ints, columns: dict[str, Ints]) -> Ints:
    """Signs, figures and codes stand alone; figures take the words of scale after them (`2,8 tỷ`).

    Words of four syllables and more in the smaller dictionaries, which hold few, are one word: `bách khoa
    toàn thư`, `khúc kha khúc khích`.
    """
    joinable = (part & JOINABLE) > 0
    ruling = np.full(len(part), APART, np.int64)
    ruling[1:][joinable[1:] & joinable[:-1]] = FREE
    ruling[(columns["cover"] > _LONG) & (columns["cover_level"] > _SMALLER)] = JOINED
    # `2 tỷ phú` is two billionaires.
    scale = ((part & SCALE) > 0) & ~np.append(columns["pair"][1:] > 1, False)
    numeral = (part & FIGURES) > 0
    for _ in range(2):  # 28 nghìn tỷ
        follows = np.append(False, numeral[:-1]) & scale
        ruling[follows] = JOINED
        numeral = follows
    return ruling
