"""What the values of the columns mean that the models of words and of entities read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from qnmine.entities import surfaces
from qnmine.entities.lexical import FIRST_WORD, NAME_LEXICONS, PADDING
from qnmine.tagging.trie import TOKEN_BITS
from qnmine.words import forms as word_forms
from qnmine.words.lexical import COUNT_STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.lexical import Lexical
    from qnmine.tagging.columns import Ints
    from qnmine.words.lexical import Lexical as WordLexical

EDGE = "edge"
"""The value of what stands before the first and after the last token of a sentence."""

WORD_COLUMNS = frozenset(
    ("low", "run_before", "run_after", "run_first", "run_last", "after_org_word", "after_place_word")
)
GAZETTEER_PLACES = ("", "begins", "inside", "ends", "whole")
_STEPS = ("0", "1", "2", "3", "4–5", "6–8", "9+")
_AROUND = 8
_STEP_COLUMNS = frozenset(
    ("after_org", "after_place", "after_title", "to_capital", "run_since_capital", "run_since_org")
)
_COUNTS = ("0", "1", "2–3", "4+")
_ROLES = ("title", "person", "org", "place")
_NAMES = ("surnames", "given_names", "middle_names")
_EXAMPLES = 3
_MOST_STATES = 2000


class EntityValues:
    """Tells what the values of the columns of a recogniser mean, as codes, clusters by some words too."""

    def __init__(self, lexical: Lexical) -> None:
        self._lexical = lexical
        self._examples: dict[tuple[str, int], tuple[str, ...]] = {}

    def __call__(self, column: str, value: int) -> tuple[str, tuple[str, ...]]:
        """Return the code of a value, and the words that stand for it where it is a cluster."""
        clustering = self._clustering(column)
        if clustering is not None:
            return str(value), self._words_of(clustering, value)
        return self._code(column, value), ()

    def _clustering(self, column: str) -> str | None:
        for name in self._lexical.clusterings:
            if column.endswith(name) and column.removesuffix(name) in (
                "u_",
                "s_",
                "e_",
                "run_before_",
                "run_after_",
            ):
                return name
        return None

    def _code(self, column: str, value: int) -> str:
        if column in WORD_COLUMNS:
            return _word(self._lexical.words, value, FIRST_WORD, PADDING)
        if column == "shape":
            return EDGE if surfaces.SHAPES[value] == "padding" else surfaces.SHAPES[value]
        if column in ("prefix", "suffix"):
            return self._lexical.affixes[value - 1] if value else ""
        if column in ("names", "run_names"):
            return _bits(value, NAME_LEXICONS)
        if column in ("doc_roles", "run_roles"):
            return _bits(value, _ROLES)
        if column in ("doc_count", "run_count"):
            return _COUNTS[value - 1]
        if column in _STEP_COLUMNS:
            return _steps(value)
        if column == "capitals_around":
            since, until = divmod(value - 1, _AROUND)
            return f"{_steps(since)}/{_steps(until)}"
        return str(value)

    def _words_of(self, clustering: str, value: int) -> tuple[str, ...]:
        """Return the most frequent words of a cluster."""
        if not value:
            return ()
        key = clustering, value
        if key not in self._examples:
            number = self._lexical.clusterings.index(clustering)
            states = np.flatnonzero(self._lexical.clusters[:, number] == value)[:_MOST_STATES]
            self._examples[key] = _frequent(list(map(self._phrase, states.tolist())))
        return self._examples[key]

    def _phrase(self, state: int) -> str:
        """Return the phrase that leads to a state of the trie."""
        lexical, syllables = self._lexical, []
        while state:
            edge = int(self._edges_into[state])
            state, number = divmod(int(lexical.trie.edges[edge]), 1 << TOKEN_BITS)
            syllables.append(lexical.words[number - FIRST_WORD] if number >= FIRST_WORD else "?")
        return " ".join(reversed(syllables))

    @cached_property
    def _edges_into(self) -> Ints:
        """The number of the edge that leads to each state."""
        children = self._lexical.trie.children
        into = np.zeros(self._lexical.trie.states, np.int64)
        into[children] = np.arange(len(children))
        return into


class WordValues:
    """Tells what the values of the columns of a word segmenter mean, as codes."""

    def __init__(self, lexical: WordLexical) -> None:
        self._lexical = lexical

    def __call__(self, column: str, value: int) -> tuple[str, tuple[str, ...]]:
        """Return the code of a value; there are no clusters here."""
        return self._code(column, value), ()

    def _code(self, column: str, value: int) -> str:
        match column:
            case "low":
                return _word(self._lexical.words, value, word_forms.FIRST_WORD, word_forms.PADDING)
            case "shape":
                shape = word_forms.SHAPES[value]
                return EDGE if shape == "padding" else shape
            case "names":
                return _bits(value, _NAMES)
            case "pair" | "cover_level" | "cover" | "begin" | "end":
                return str(value - 1)
            case "share":  # of ten parts; 1 is a pair that was never met
                return "unknown" if value <= 1 else str((value - 2) * 10)
            case "count":
                return _count(value)
        return str(value)


def _word(words: Sequence[str], value: int, first: int, padding: int) -> str:
    if value == padding:
        return EDGE
    return words[value - first] if value >= first else ""


def _bits(value: int, names: Sequence[str]) -> str:
    """Return the names of the bits of a value that counts from 1, joined by `+`; `none` without any."""
    return "+".join(name for bit, name in enumerate(names) if (value - 1) >> bit & 1) or "none"


def _steps(value: int) -> str:
    """Return the distance behind a bucket, `none` for nothing there."""
    return _STEPS[value - 1] if value else "none"


def _count(value: int) -> str:
    """Return how often a pair was met, at least: the step below which it is not."""
    return str((0, *COUNT_STEPS)[value - 1]) if value > 1 else "unknown"


def _frequent(words: Sequence[str]) -> tuple[str, ...]:
    """Return the most frequent of some words."""
    from qnmine.data.frequencies import word_frequencies

    counts = word_frequencies().counts
    return tuple(sorted(words, key=lambda word: (-counts.get(word, 0), word))[:_EXAMPLES])
