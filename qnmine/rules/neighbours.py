"""Which two keys can stand side by side in a match: between others every match ends.

So a sentence falls into stretches that no match leads over, and what a pattern needs must be in its own.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from qnmine.rules.kept import Kept
from qnmine.rules.tokens import with_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qnmine.rules.trees import Tree


class Neighbours:
    """Pairs of keys that patterns can match one after the other, in whatever rule.

    `trees` are those of the categories with patterns, `phrases` what lexicons have, by category; `firsts`
    tells for a point of patterns the keys that can follow there. No category contains itself.
    """

    def __init__(
        self,
        trees: Mapping[str, Tree],
        phrases: Mapping[str, Sequence[tuple[str, ...]]],
        firsts: Callable[[Tree], frozenset[str]],
    ) -> None:
        self._ways = {category: list(_ways(tree)) for category, tree in trees.items()}
        self._lasts = {
            category: frozenset(with_shapes(keys[-1] for keys in all_keys))
            for category, all_keys in phrases.items()
            if category not in trees
        }
        after_words: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        after_results: set[tuple[frozenset[str], frozenset[str]]] = set()
        for word, category, following in (way for ways in self._ways.values() for way in ways):
            if keys := firsts(following):
                if category:
                    after_results.add((self._last_keys(category), keys))
                else:
                    for key in with_shapes([word]):
                        after_words[key].add(keys)
        for first, second in (
            pair for all_keys in phrases.values() for keys in all_keys for pair in pairwise(keys)
        ):
            for key in with_shapes([first]):
                after_words[key].add(frozenset(with_shapes([second])))
        self._after_words, self._after_results = after_words, after_results
        self._unions = Kept(_union)
        self.followers = Kept(self._find_followers)
        """For a key those that some pattern can match right after it."""

    def _find_followers(self, first: str) -> frozenset[str]:
        after_results = (keys for lasts, keys in self._after_results if first in lasts)
        # Most keys are followed by the same ones as others are.
        return self._unions[frozenset({*self._after_words.get(first, ()), *after_results})]

    def _last_keys(self, category: str) -> frozenset[str]:
        """Return the keys that a result of a category can end with."""
        if category not in self._lasts:
            keys: set[str] = set()
            for word, inner, following in self._ways[category]:
                if following.all_ends():
                    keys.update(with_shapes([word]) if word else self._last_keys(inner))
            self._lasts[category] = frozenset(keys)
        return self._lasts[category]


def _ways(tree: Tree) -> Iterator[tuple[str, str, Tree]]:
    """Yield what leads on from a point and all points behind it: a word or a category, and where to."""
    points, seen = [tree], {id(tree)}
    while points:
        point = points.pop()
        ways = list(point.following())
        yield from ways
        for behind in (*point.open, *(following for _, _, following in ways)):
            if id(behind) not in seen:
                seen.add(id(behind))
                points.append(behind)


def _union(sets: frozenset[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)
