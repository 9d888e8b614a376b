"""What the segmenter knows about words: vocabulary, dictionary words, and how often syllables join."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.tagging.container import decode_strings, encode_strings
from qnmine.tagging.lookup import KeyTables
from qnmine.tagging.trie import TOKEN_BITS, Trie
from qnmine.words.forms import FIRST_WORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints

LEVELS = 4
"""Dictionaries nested in each other: a word of level 4 stands in the smallest too."""

_USUAL = 3

LONGEST = 5
"""Syllables of the longest dictionary word."""

SHARE_STEPS = 10
COUNT_STEPS = (1, 3, 10, 30, 100, 1000)


@dataclass(frozen=True)
class Lexical:
    """Vocabulary, dictionary and joins.

    `words[n]` is the look-up form numbered n + FIRST_WORD. `levels` (states of the trie,) is the level of the
    dictionary word that ends in a state, or 0. A pair of neighbours `pairs[i]` (first << 20 | second) was
    joined in `shares[i]` of `SHARE_STEPS` parts of its occurrences in a large corpus, which
    were so many that `np.digitize` with COUNT_STEPS gives `counts[i]`.
    """

    words: tuple[str, ...]
    trie: Trie
    levels: npt.NDArray[np.uint8]
    pairs: Ints
    shares: npt.NDArray[np.uint8]
    counts: npt.NDArray[np.uint8]
    _index: KeyTables = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if (
            self.levels.shape != (self.trie.states,)
            or not self.pairs.shape == self.shares.shape == self.counts.shape
            or len(self.words) + FIRST_WORD >= 1 << TOKEN_BITS
            or (len(self.levels) and self.levels.max() > LEVELS)
            or (len(self.pairs) and (self.shares.max() > SHARE_STEPS or self.counts.max() > len(COUNT_STEPS)))
        ):
            raise ValueError("the parts of the word lists do not fit each other")
        object.__setattr__(self, "_index", KeyTables(self.pairs))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Look-up form -> vocabulary number."""
        return {word: number for number, word in enumerate(self.words, FIRST_WORD)}

    def is_word(self, syllables: Sequence[str]) -> bool:
        """Tell whether two syllables or more, in lower case, are a word that smaller dictionaries have."""
        low = np.fromiter((self.numbers.get(one, 0) for one in syllables), np.int64, len(syllables))
        if not low.all():
            return False
        walk = self.trie.walk(low)
        whole = [(positions, states) for length, positions, states in walk if length == len(low)]
        return any((self.levels[states[positions == 0]] >= _USUAL).any() for positions, states in whole)

    def joins(self, low: Ints) -> tuple[Ints, Ints]:
        """How each position joins the one before it: (2 + share, 1 + count), or (1, 1) for pairs not known.

        `low` are vocabulary numbers, 0 where nothing can be joined.
        """
        share, count = np.ones((2, len(low)), np.int64)
        ahead = np.flatnonzero((low[1:] > 0) & (low[:-1] > 0))
        found, number = self._index.find(low[ahead] << TOKEN_BITS | low[ahead + 1])
        position = ahead[found] + 1
        share[position] = self.shares[number] + np.int64(2)
        count[position] = self.counts[number] + np.int64(1)
        return share, count

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays for a model file."""
        return {
            "words": encode_strings(self.words),
            "trie_edges": self.trie.edges,
            "trie_children": self.trie.children,
            "trie_levels": self.levels,
            "pair_keys": self.pairs,
            "pair_shares": self.shares,
            "pair_counts": self.counts,
        }

    @classmethod
    def restore(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> Lexical:
        """Read the arrays of a model file; ValueError, KeyError or TypeError when they are unsound."""
        levels = arrays["trie_levels"].astype(np.uint8, copy=False)
        edges = arrays["trie_edges"].astype(np.int64, copy=False)
        children = arrays["trie_children"].astype(np.int32, copy=False)
        return cls(
            words=decode_strings(arrays["words"]),
            trie=Trie(edges, children, len(levels)),
            levels=levels,
            pairs=arrays["pair_keys"].astype(np.int64, copy=False),
            shares=arrays["pair_shares"].astype(np.uint8, copy=False),
            counts=arrays["pair_counts"].astype(np.uint8, copy=False),
        )
