"""Columns of phrases: lexicon entries and cluster words that start, end or lie at each position."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qnmine.entities.lexical import LEXICONS, Lexical
from qnmine.entities.surfaces import LOWER
from qnmine.tagging.columns import Axis, distinct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qnmine.tagging.columns import Ints

HEADS: dict[str, tuple[str, ...]] = {
    "title": ("titles", "kinship"),
    "org_head": ("org_heads",),
    "place_head": ("place_heads",),
}
"""Phrase columns by length: `<name>_start` and `<name>_end`."""

GAZETTEERS: tuple[str, ...] = LEXICONS[4:13]
"""Lexicons of names, each a column of where in a capitalised phrase a token stands (B 1, I 2, E 3, S 4)."""

LONGEST_BUCKET = 4
"""Phrases of more syllables count as this long."""

_OPENS_PAIR, _CLOSES_PAIR = 1, 2
_BEGIN, _INSIDE, _END, _SINGLE = 1, 2, 3, 4

_Match = tuple[int, "Ints", "Ints"]


def phrase_columns(low: Ints, kind: Ints, lexical: Lexical) -> tuple[dict[str, Ints], list[Axis]]:
    """The columns of lexicon phrases, and an axis each of the cluster words that start and that end here.

    `low` and `kind` are columns over positions.
    """
    matches = list(lexical.walk(low))
    lower = (kind & LOWER) > 0
    pair = _pairs(matches, lower, lexical)
    columns = _head_columns(matches, pair, lexical) | _gazetteer_columns(matches, lower, lexical)
    return columns | {"pair": pair + 1}, _cluster_axes(matches, len(low), lexical)


def _pairs(matches: Iterable[_Match], lower: npt.NDArray[np.bool_], lexical: Lexical) -> Ints:
    """Bits for the syllables that open or close a known word of two, the other of them in lower case."""
    pair = np.zeros(len(lower), np.int64)
    for length, positions, states in matches:
        if length == 2:
            words = positions[lexical.clusters[states].any(axis=1)]
            pair[words[lower[words + 1]]] |= _OPENS_PAIR
            pair[words[lower[words]] + 1] |= _CLOSES_PAIR
    return pair


def _head_columns(matches: Iterable[_Match], pair: Ints, lexical: Lexical) -> dict[str, Ints]:
    """The length of the longest title or head that starts, and that ends, at each position."""
    masks = {name: sum(1 << LEXICONS.index(lexicon) for lexicon in HEADS[name]) for name in HEADS}
    columns = {f"{name}_{edge}": np.zeros(len(pair), np.int64) for name in HEADS for edge in ("start", "end")}
    for length, positions, states in matches:
        flags = lexical.flags[states]
        for name, mask in masks.items():
            has = positions[(flags & mask) != 0]
            columns[name + "_start"][has] = min(length, LONGEST_BUCKET)
            columns[name + "_end"][has + length - 1] = min(length, LONGEST_BUCKET)
    for name, excluding in (("org_head", _OPENS_PAIR | _CLOSES_PAIR), ("place_head", _OPENS_PAIR)):
        for edge in ("_start", "_end"):
            # `báo` in `báo chí` and `làm báo`, `xã` in `xã hội` are no heads.
            columns[name + edge][(columns[name + edge] == 1) & ((pair & excluding) > 0)] = 0
    return columns


def _gazetteer_columns(
    matches: Iterable[_Match], lower: npt.NDArray[np.bool_], lexical: Lexical
) -> dict[str, Ints]:
    """Where each position stands in the longest names of each gazetteer, written without lower case."""
    before = np.concatenate([[0], np.cumsum(lower)])
    longest = {name: np.zeros(len(lower), np.int64) for name in GAZETTEERS}
    for length, positions, states in matches:
        flags = lexical.flags[states]
        capitalised = (before[positions + length] == before[positions]) & (flags > 0)
        positions, flags = positions[capitalised], flags[capitalised]
        for name in GAZETTEERS:
            longest[name][positions[(flags >> LEXICONS.index(name) & 1) == 1]] = length
    return {name: _cover(lengths) for name, lengths in longest.items()}


def _cluster_axes(matches: Iterable[_Match], size: int, lexical: Lexical) -> list[Axis]:
    """The clusters of the longest word that starts (`s_…`) and that ends (`e_…`) at each position."""
    # The clusterings of one file share their words: they are matched together.
    families: dict[str, list[int]] = {}
    for number, name in enumerate(lexical.clusterings):
        families.setdefault(name.rsplit("_", 1)[0], []).append(number)
    axes = []
    for members in families.values():
        start, end = np.zeros(size, np.int64), np.zeros(size, np.int64)
        for length, positions, states in matches:
            word = lexical.clusters[states, members[0]] > 0
            start[positions[word]] = states[word]
            end[positions[word] + length - 1] = states[word]
        for edge, reached in (("s_", start), ("e_", end)):
            states, index = distinct(reached, lexical.trie.states)
            clusters = lexical.clusters[states].astype(np.int64)
            axes.append(Axis(index, {edge + lexical.clusterings[n]: clusters[:, n] for n in members}))
    return axes


def _cover(lengths: Ints) -> Ints:
    """Where each position stands in the phrases that begin at positions with these lengths."""
    cover = np.zeros(len(lengths), np.int64)
    starting = np.flatnonzero(lengths)
    for length in np.unique(lengths[starting]).tolist():
        at = starting[lengths[starting] == length]
        if length == 1:
            cover[at] = _SINGLE
            continue
        cover[at] = _BEGIN
        cover[at + length - 1] = _END
        for inside in range(1, length - 1):
            cover[at + inside] = _INSIDE
    return cover
