"""Patterns put together in trees: what may come next at each point, and which rules end there.

Patterns share what they begin with. Where one has a choice, its options lead to a point of its own after it,
so that a pattern of many choices takes room for their sum, not for their product.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.rules.patterns import Choice, Glue, Word
from qnmine.rules.tokens import FIGURE_SHAPES, with_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qnmine.rules.book import Rule
    from qnmine.rules.patterns import Element


@dataclass(slots=True, eq=False)
class Tree:
    """A point in patterns: what may follow, a word or a result, with or without a gap; where nothing need.

    `results` lead from (category, name), `open` to points reached without a token; `rules` end here.
    `ends`, `branches` and `firsts` keep what was found out: which rules end here or at a point reached from
    here, what is possible before two keys, and which keys can follow.
    """

    words: dict[str, Tree] = field(default_factory=dict)
    glued_words: dict[str, Tree] = field(default_factory=dict)
    results: dict[tuple[str, str], Tree] = field(default_factory=dict)
    glued_results: dict[tuple[str, str], Tree] = field(default_factory=dict)
    open: list[Tree] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    ends: list[Rule] | None = None
    branches: dict[tuple[str, str], list[tuple[str, str, bool, Tree]]] = field(default_factory=dict)
    firsts: frozenset[str] | None = None

    def reached(self) -> Iterator[Tree]:
        """Yield this point and those reached from it without a token."""
        yield self
        for tree in self.open:
            yield from tree.reached()

    def points(self) -> Iterator[Tree]:
        """Yield this point and those reached from it without a token, each once."""
        yield from {id(tree): tree for tree in self.reached()}.values()

    def all_ends(self) -> list[Rule]:
        """Return the rules that end here or at a point reached from here."""
        if self.ends is None:
            self.ends = [rule for point in self.points() for rule in point.rules]
        return self.ends

    def following(self) -> Iterator[tuple[str, str, Tree]]:
        """Yield the words and the categories that lead on from here, one of them empty, and where to."""
        for words in (self.words, self.glued_words):
            for key, tree in words.items():
                yield key, "", tree
        for results in (self.results, self.glued_results):
            for (category, _), tree in results.items():
                yield "", category, tree

    def all_words(self) -> Iterator[str]:
        """Yield the keys of all words from here to the end of the patterns."""
        seen: set[int] = set()
        trees = [self]
        while trees:
            tree = trees.pop()
            if id(tree) not in seen:
                seen.add(id(tree))
                yield from tree.words
                yield from tree.glued_words
                trees += [*tree.open, *(following for _, _, following in tree.following())]

    def first_words(self) -> Iterator[str]:
        """Yield the keys that may come next."""
        for tree in self.reached():
            yield from tree.words

    def first_results(self) -> Iterator[str]:
        """Yield the categories that may come next."""
        for tree in self.reached():
            for category, _ in tree.results:
                yield category


def plant(tree: Tree, elements: Sequence[Element], rule: Rule) -> None:
    """Add a pattern of a rule to a tree; ValueError if it matches without a token or ends in a `~`."""
    for end, glued in _follow([(tree, False)], elements):
        if glued or any(end is point for point in tree.reached()):
            raise ValueError(f"rule {rule.name!r}: a pattern needs a token at its end")
        if not any(other is rule for other in end.rules):
            end.rules.append(rule)


_Ends = list[tuple[Tree, bool]]
"""Points that patterns have come to, and whether what follows must touch what was before."""


def _follow(ends: _Ends, elements: Sequence[Element]) -> _Ends:
    for element in elements:
        if isinstance(element, Glue):
            ends = [(tree, True) for tree, _ in ends]
        elif isinstance(element, Choice):
            ends = _joined([end for option in element.options for end in _follow(ends, option)])
        else:
            ends = [(_next(tree, element, glued), False) for tree, glued in ends]
    return ends


def _next(tree: Tree, element: Element, glued: bool) -> Tree:
    if isinstance(element, Word):
        words = tree.glued_words if glued else tree.words
        return words.setdefault(element.key, Tree())
    assert not isinstance(element, Glue | Choice)
    results = tree.glued_results if glued else tree.results
    return results.setdefault((element.category, element.name), Tree())


def _joined(ends: _Ends) -> _Ends:
    """Lead all ends of the same kind to one point."""
    by_kind: defaultdict[bool, list[Tree]] = defaultdict(list)
    for tree, glued in ends:
        if not any(tree is other for other in by_kind[glued]):
            by_kind[glued].append(tree)
    joined: _Ends = []
    for glued, trees in by_kind.items():
        if len(trees) == 1:
            joined.append((trees[0], glued))
            continue
        join = Tree()
        for tree in trees:
            tree.open.append(join)
        joined.append((join, glued))
    return joined


def what_is_needed(
    trees: Mapping[str, Tree], first: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return for each category keys of which every result of it has at least one: the rarest that there are.

    `first` are the keys that categories begin with. Where a sentence has none of the keys, a category need
    not be tried: no percentage without `%` or `phần`.
    """
    needed: dict[str, frozenset[str]] = {}
    points: dict[int, frozenset[str] | None] = {}

    def of_category(category: str) -> frozenset[str]:
        if category not in needed:
            needed[category] = first[category]  # while it is worked out, should it contain itself
            needed[category] = of_point(trees[category]) or first[category]
        return needed[category]

    def of_point(tree: Tree) -> frozenset[str] | None:
        if id(tree) not in points:
            points[id(tree)] = None if tree.rules else union(tree)
        return points[id(tree)]

    def union(tree: Tree) -> frozenset[str] | None:
        ways = [of_point(point) for point in tree.open]
        for word, category, following in tree.following():
            here = frozenset(with_shapes([word])) if word else of_category(category)
            ways.append(min((here, of_point(following) or here), key=_frequency))
        known = [way for way in ways if way is not None]
        return frozenset().union(*known) if len(known) == len(ways) else None

    for category in trees:
        of_category(category)
    return needed


def _frequency(keys: frozenset[str]) -> tuple[bool, int]:
    """Return how often one of the keys is to be expected, for comparison."""
    return not keys.isdisjoint(FIGURE_SHAPES.values()), len(keys)
