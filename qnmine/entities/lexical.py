"""What the recogniser knows about words: vocabulary, word clusters and lexicon phrases, in arrays.

All phrases (lexicon entries and cluster words of one or more syllables) stand in one trie over
vocabulary numbers, which is walked for all positions of a batch at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qnmine.tagging.container import decode_strings, encode_strings
from qnmine.tagging.trie import TOKEN_BITS, Trie, TrieBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qnmine.tagging.columns import Ints

UNKNOWN, PADDING, FIRST_WORD = 0, 1, 2

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

    `words[n]` is the lower-case form numbered n + FIRST_WORD. For each state of the `trie`, `flags` has a
    bit for each lexicon with the phrase that ends there, and `clusters` (states, clusterings) the cluster
    number + 1 of that phrase, or 0.
    """

    words: tuple[str, ...]
    affixes: tuple[str, ...]
    clusterings: tuple[str, ...]
    trie: Trie
    flags: npt.NDArray[np.int32]
    clusters: npt.NDArray[np.uint16]

    def __post_init__(self) -> None:
        states = self.trie.states
        if (
            self.flags.shape != (states,)
            or self.clusters.shape != (states, len(self.clusterings))
            or len(self.words) + FIRST_WORD >= 1 << TOKEN_BITS
        ):
            raise ValueError("the parts of the phrase trie do not fit each other")

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
        numbers = np.arange(len(self.words) + FIRST_WORD, dtype=np.int64)
        states = np.zeros(len(numbers), np.int64)
        for length, positions, reached in self.trie.walk(numbers):
            if length == 1:
                states[positions] = reached
                break
        return states

    def cluster_size(self, number: int) -> int:
        """How many values clustering `number` takes, with 0 for none."""
        return int(self.clusters[:, number].max()) + 1

    def walk(self, words: Ints) -> Iterator[tuple[int, Ints, Ints]]:
        """Yield (syllables, positions, states) of all trie prefixes in a row of vocabulary numbers."""
        return self.trie.walk(words)

    def header(self) -> dict[str, Any]:
        """The part that goes into the header of a model file."""
        return {"clusterings": list(self.clusterings), "lexicons": list(LEXICONS)}

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """The part that goes into a model file as arrays."""
        return {
            "words": encode_strings(self.words),
            "affixes": encode_strings(self.affixes),
            "trie_edges": self.trie.edges,
            "trie_children": self.trie.children,
            "trie_flags": self.flags,
            "trie_clusters": self.clusters,
        }

    @classmethod
    def restore(cls, header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> Lexical:
        """Read the parts of a model file; ValueError, KeyError or TypeError when they are unsound."""
        if tuple(header["lexicons"]) != LEXICONS:
            raise ValueError("other lexicons")
        return cls(
            words=decode_strings(arrays["words"]),
            affixes=decode_strings(arrays["affixes"]),
            clusterings=tuple(map(str, header["clusterings"])),
            trie=Trie(
                arrays["trie_edges"].astype(np.int64, copy=False),
                arrays["trie_children"].astype(np.int32, copy=False),
                len(arrays["trie_flags"]),
            ),
            flags=arrays["trie_flags"].astype(np.int32, copy=False),
            clusters=arrays["trie_clusters"].astype(np.uint16, copy=False),
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
    tree = TrieBuilder()
    flags: dict[int, int] = {}
    clusters: dict[int, Mapping[int, int]] = {}

    def state_of(syllables: Sequence[str]) -> int:
        return tree.state_of([numbers.setdefault(s, len(numbers) + FIRST_WORD) for s in syllables])

    for syllables, values in cluster_phrases:
        state = state_of(syllables)
        clusters[state] = {**values, **clusters.get(state, {})}
    for syllables, lexicon in lexicon_phrases:
        state = state_of(syllables)
        flags[state] = flags.get(state, 0) | 1 << LEXICONS.index(lexicon)
    trie = tree.build()
    table = np.zeros((trie.states, len(clusterings)), np.uint16)
    for state, values in clusters.items():
        for clustering, cluster in values.items():
            table[state, clustering] = cluster + 1
    return Lexical(
        words=tuple(numbers),
        affixes=tuple(sorted(set(affixes))),
        clusterings=tuple(clusterings),
        trie=trie,
        flags=np.array([flags.get(state, 0) for state in range(trie.states)], np.int32),
        clusters=table,
    )
