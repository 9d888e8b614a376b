"""What the recogniser knows about words: vocabulary, word clusters and lexicon phrases, in arrays.

All phrases (lexicon entries and cluster words of one or more syllables) stand in one trie over
vocabulary numbers, which is walked for all positions of a batch at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qnmine.tagging.lookup import KeyIndex, bucket_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qnmine.tagging.columns import Ints

UNKNOWN, PADDING, FIRST_WORD = 0, 1, 2
_TOKEN_BITS = 20

LEXICONS: tuple[str, ...] = (
    "titles", "kinship", "org_heads", "place_heads", "organisations", "not_organisations",
    "provinces", "districts", "communes", "countries", "countries_short", "world_places", "vietnam_places",
    "surnames", "surnames_foreign", "given_names", "middle_names", "foreign_given_names",
)  # fmt: skip
"""The lexicons of `qnmine.data` that the recogniser uses; the order numbers their bits."""

NAME_LEXICONS: tuple[str, ...] = LEXICONS[-5:]


@dataclass(frozen=True)
class Lexical:
    """Vocabulary, affixes and the phrase trie.

    `words[n]` is the lower-case form numbered n + FIRST_WORD. Trie edge i leads from state
    `edges[i] >> 20` by the word `edges[i] & 0xFFFFF` to state `children[i]`; state 0 is the root. Per
    state, `flags` has a bit for each lexicon with the phrase that ends there, and `clusters` (states,
    clusterings) the cluster number + 1 of that phrase, or 0.
    """

    words: tuple[str, ...]
    affixes: tuple[str, ...]
    clusterings: tuple[str, ...]
    edges: Ints
    children: npt.NDArray[np.int32]
    flags: npt.NDArray[np.int32]
    clusters: npt.NDArray[np.uint16]
    _index: KeyIndex = field(init=False, repr=False)

    def __post_init__(self) -> None:
        states = len(self.flags)
        if (
            len(self.children) != len(self.edges)
            or self.clusters.shape != (states, len(self.clusterings))
            or states == 0
            or (len(self.children) and not 0 < self.children.min() <= self.children.max() < states)
            or len(self.words) + FIRST_WORD >= 1 << _TOKEN_BITS
        ):
            raise ValueError("the parts of the phrase trie do not fit each other")
        object.__setattr__(self, "_index", KeyIndex(self.edges))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Lower-case form -> vocabulary number."""
        return {word: number for number, word in enumerate(self.words, FIRST_WORD)}

    @cached_property
    def affix_numbers(self) -> dict[str, int]:
        """Affix -> number from 1."""
        return {affix: number for number, affix in enumerate(self.affixes, 1)}

    @cached_property
    def word_states(self) -> Ints:
        """The trie state of each vocabulary number as a phrase of its own (0 when it is none)."""
        states = np.zeros(len(self.words) + FIRST_WORD, np.int64)
        found, edge = self._index.find(np.arange(len(states), dtype=np.int64))
        states[found] = self.children[edge]
        return states

    def cluster_size(self, number: int) -> int:
        """How many values clustering `number` takes, with 0 for none."""
        return int(self.clusters[:, number].max()) + 1

    def walk(self, words: Ints) -> Iterator[tuple[int, Ints, Ints]]:
        """Yield (syllables, positions, states) of all trie prefixes in a row of vocabulary numbers.

        Lengths come in rising order; numbers that are no words end every phrase.
        """
        positions = np.arange(len(words), dtype=np.int64)
        states = np.zeros(len(words), np.int64)
        length = 0
        while len(positions):
            ahead = words[positions + length]
            found, edge = self._index.find((states << _TOKEN_BITS) | ahead)
            positions, states = positions[found], self.children[edge].astype(np.int64)
            length += 1
            if len(positions):
                yield length, positions, states
            inside = positions + length < len(words)
            positions, states = positions[inside], states[inside]

    def header(self) -> dict[str, Any]:
        """The part that goes into the header of a model file."""
        return {"clusterings": list(self.clusterings), "lexicons": list(LEXICONS)}

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The part that goes into a model file as arrays."""
        return {
            "words": _encode(self.words),
            "affixes": _encode(self.affixes),
            "trie_edges": self.edges,
            "trie_children": self.children,
            "trie_flags": self.flags,
            "trie_clusters": self.clusters,
        }

    @classmethod
    def restore(cls, header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> Lexical:
        """Read the parts of a model file; ValueError, KeyError or TypeError when they are unsound."""
        if tuple(header["lexicons"]) != LEXICONS:
            raise ValueError("other lexicons")
        return cls(
            words=_decode(arrays["words"]),
            affixes=_decode(arrays["affixes"]),
            clusterings=tuple(map(str, header["clusterings"])),
            edges=arrays["trie_edges"].astype(np.int64),
            children=arrays["trie_children"].astype(np.int32),
            flags=arrays["trie_flags"].astype(np.int32),
            clusters=arrays["trie_clusters"].astype(np.uint16),
        )


def compile_lexical(
    words: Iterable[str],
    affixes: Iterable[str],
    clusterings: Sequence[str],
    cluster_phrases: Iterable[tuple[Sequence[str], Mapping[int, int]]],
    lexicon_phrases: Iterable[tuple[Sequence[str], str]],
) -> Lexical:
    """Build the arrays.

    `words` are lower-case forms. `cluster_phrases` are (syllables, clustering number -> cluster),
    `lexicon_phrases` are (syllables, name of the lexicon); their syllables join the vocabulary.
    """
    numbers: dict[str, int] = {word: n for n, word in enumerate(sorted(set(words)), FIRST_WORD)}
    tree: dict[tuple[int, int], int] = {}
    flags: dict[int, int] = {}
    clusters: dict[int, Mapping[int, int]] = {}

    def state_of(syllables: Sequence[str]) -> int:
        state = 0
        for syllable in syllables:
            number = numbers.setdefault(syllable, len(numbers) + FIRST_WORD)
            state = tree.setdefault((state, number), len(tree) + 1)
        return state

    for syllables, values in cluster_phrases:
        state = state_of(syllables)
        clusters[state] = {**values, **clusters.get(state, {})}
    for syllables, lexicon in lexicon_phrases:
        state = state_of(syllables)
        flags[state] = flags.get(state, 0) | 1 << LEXICONS.index(lexicon)
    edges = np.array([state << _TOKEN_BITS | number for state, number in tree], np.int64)
    order = bucket_order(edges)
    table = np.zeros((len(tree) + 1, len(clusterings)), np.uint16)
    for state, values in clusters.items():
        for clustering, cluster in values.items():
            table[state, clustering] = cluster + 1
    return Lexical(
        words=tuple(numbers),
        affixes=tuple(sorted(set(affixes))),
        clusterings=tuple(clusterings),
        edges=edges[order],
        children=np.arange(1, len(tree) + 1, dtype=np.int32)[order],
        flags=np.array([flags.get(state, 0) for state in range(len(tree) + 1)], np.int32),
        clusters=table,
    )


def _encode(strings: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(strings).encode("utf-8", "surrogatepass"), np.uint8)


def _decode(array: npt.NDArray[Any]) -> tuple[str, ...]:
    text = array.astype(np.uint8).tobytes().decode("utf-8", "surrogatepass")
    return tuple(text.split("\n")) if text else ()
