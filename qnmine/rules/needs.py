"""What patterns cannot be without, so that none is tried that has no end in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.rules.tokens import FIGURE_SHAPES, with_shapes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from qnmine.rules.trees import Tree


class Needs:
    """What patterns cannot be without, as bits: no percentage without `%` or `phần`.

    One bit stands for some keys of which a sentence must have at least one; `allowed` tells for each key the
    bits of which it is one. `first` are the keys that categories begin with; those in `grammatical` have
    patterns, of others no more is asked. No category contains itself.
    """

    def __init__(
        self,
        trees: Mapping[str, Tree],
        first: Mapping[str, frozenset[str]],
        grammatical: Collection[str],
    ) -> None:
        self._trees, self._first = trees, first
        self._of_categories = {
            category: keys for category, keys in first.items() if category not in grammatical
        }
        self._of_points: dict[int, frozenset[str] | None] = {}
        self._bits: dict[frozenset[str], int] = {}
        self.allowed: dict[str, int] = {}
        for category in grammatical:
            self._of_point(trees[category])
        for category in trees:
            self._bit(self._of_category(category))
        for keys in self._of_points.values():
            self._bit(keys)

    def of(self, category: str, following: Tree) -> int:
        """Return the bits of what a result of a category (empty for a word) and what follows it need."""
        bits = self._bit(self._of_category(category)) if category else 0
        return bits | self._bit(self._of_points.get(id(following)))

    def _bit(self, keys: frozenset[str] | None) -> int:
        if keys is None:
            return 0
        bit = self._bits.get(keys)
        if bit is None:
            bit = self._bits[keys] = 1 << len(self._bits)
            for key in keys:
                self.allowed[key] = self.allowed.get(key, 0) | bit
        return bit

    def _of_category(self, category: str) -> frozenset[str]:
        """Return keys of which every result of a category has at least one: the rarest that there are."""
        if category not in self._of_categories:
            first, found = self._first[category], self._of_point(self._trees[category])
            self._of_categories[category] = first if found is None else _rarer(first, found)
        return self._of_categories[category]

    def _of_point(self, tree: Tree) -> frozenset[str] | None:
        """Return keys of which every way on from a point has at least one; None where nothing need follow."""
        if id(tree) not in self._of_points:
            keys = self._union(tree)
            self._of_points[id(tree)] = None if tree.rules else keys
        return self._of_points[id(tree)]

    def _union(self, tree: Tree) -> frozenset[str] | None:
        ways = list(self._ways(tree))  # all of them, so that every point comes to be known
        known = [keys for keys in ways if keys is not None]
        return frozenset().union(*known) if len(known) == len(ways) else None

    def _ways(self, tree: Tree) -> Iterator[frozenset[str] | None]:
        for point in tree.open:
            yield self._of_point(point)
        for word, category, following in tree.following():
            here = frozenset(with_shapes([word])) if word else self._of_category(category)
            then = self._of_point(following)
            yield here if then is None else _rarer(here, then)


def _rarer(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    return min(first, second, key=_frequency)


def _frequency(keys: frozenset[str]) -> tuple[bool, int]:
    """Return how often one of the keys is to be expected, for comparison."""
    return not keys.isdisjoint(FIGURE_SHAPES.values()), len(keys)
