"""Phrases over vocabulary numbers: a trie in arrays that is walked for all positions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qnmine.tagging.lookup import KeyTables, bucket_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints

TOKEN_BITS = 20
"""Bits of a vocabulary number."""


class Trie:
    """Edge i leads from state `edges[i] >> 20` by the number `edges[i] & 0xFFFFF` to `children[i]`.

    State 0 is the root; edges are distinct, and lead from a state to a later one.
    """

    def __init__(self, edges: Ints, children: npt.NDArray[np.int32], states: int) -> None:
        """Index the edges; ValueError when they do not fit each other, lead back or beyond `states`."""
        if (
            edges.ndim != 1
            or children.shape != edges.shape
            or states == 0
            or (len(children) and not 0 < children.min() <= children.max() < states)
            # A path that came back to where it was would have no end.
            or not bool(np.all(children > edges >> TOKEN_BITS))
        ):
            raise ValueError("the parts of the phrase trie do not fit each other")
        self.edges = edges
        self.children = children
        self.states = states
        self._index = KeyTables(edges)

    def walk(self, numbers: Ints) -> Iterator[tuple[int, Ints, Ints]]:
        """Yield (length, positions, states) of all prefixes in a row of vocabulary numbers.

        Lengths come in rising order; numbers that are on no edge end every phrase.
        """
        positions = np.arange(len(numbers), dtype=np.int64)
        states = np.zeros(len(numbers), np.int64)
        length = 0
        while len(positions):
            ahead = numbers[positions + length]
            found, edge = self._index.find((states << TOKEN_BITS) | ahead)
            positions, states = positions[found], self.children[edge].astype(np.int64)
            length += 1
            if len(positions):
                yield length, positions, states
            inside = positions + length < len(numbers)
            positions, states = positions[inside], states[inside]


class TrieBuilder:
    """Collects phrases and gives each a state."""

    def __init__(self) -> None:
        self._tree: dict[tuple[int, int], int] = {}

    def state_of(self, numbers: Sequence[int]) -> int:
        """The state of a phrase, made if need be."""
        state = 0
        for number in numbers:
            state = self._tree.setdefault((state, number), len(self._tree) + 1)
        return state

    def build(self) -> Trie:
        """The trie of all phrases so far."""
        edges = np.array([state << TOKEN_BITS | number for state, number in self._tree], np.int64)
        order = bucket_order(edges)
        children = np.arange(1, len(self._tree) + 1, dtype=np.int32)
        return Trie(edges[order], children[order], len(self._tree) + 1)
