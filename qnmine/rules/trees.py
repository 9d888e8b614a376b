"""Patterns put together in trees: what may come next at each point, and which rules end there.

Patterns share what they begin with. Where one has a choice, its options lead to a point of its own after it,
so that a pattern of many choices takes room for their sum, not for their product.
"""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from qnmine.rules.patterns import Choice, Glue, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qnmine.rules.book import Rule
    from qnmine.rules.patterns import Element


_NONE: Mapping[Any, Any] = MappingProxyType({})
"""What most points have of most: there are many, and few lead on in more than one way."""


class Tree:
    """A point in patterns: what may follow, a word or a result, with or without a gap; where nothing need.

    `results` lead from (category, name), `open` to points reached without a token; `rules` end here, with
    their numbers. `ends`, `branches` and `firsts` keep what was found out: which rules end here or at a point
    reached from here, what is possible before two keys, and which keys can follow.
    """

    __slots__ = (
        "branches", "ends", "firsts", "glued_results", "glued_words", "open", "results", "rules", "words",
    )  # fmt: skip

    def __init__(self) -> None:
        self.words: Mapping[str, Tree] = _NONE
        self.glued_words: Mapping[str, Tree] = _NONE
        self.results: Mapping[tuple[str, str], Tree] = _NONE
        self.glued_results: Mapping[tuple[str, str], Tree] = _NONE
        self.open: Sequence[Tree] = ()
        self.rules: Sequence[tuple[int, Rule]] = ()
        self.ends: Sequence[tuple[int, Rule]] | None = None
        self.branches: dict[tuple[str, str, bool], list[tuple[str, str, Tree]]] = {}
        self.firsts: frozenset[str] | None = None

    def reached(self) -> Iterator[Tree]:
        """Yield this point and those reached from it without a token."""
        yield self
        for tree in self.open:
            yield from tree.reached()

    def points(self) -> Iterable[Tree]:
        """Return this point and those reached from it without a token, each once."""
        if not self.open:
            return (self,)
        return {id(tree): tree for tree in self.reached()}.values()

    def all_ends(self) -> Sequence[tuple[int, Rule]]:
        """Return the rules that end here or at a point reached from here, with their numbers."""
        if self.ends is None:
            self.ends = [rule for point in self.points() for rule in point.rules] if self.open else self.rules
        return self.ends

    def following(self) -> Iterator[tuple[str, str, Tree]]:
        """Yield the words and the categories that lead on from here, one of them empty, and where to."""
        for words in (self.words, self.glued_words):
            for key, tree in words.items():
                yield key, "", tree
        for results in (self.results, self.glued_results):
            for (category, _), tree in results.items():
                yield "", category, tree

    def first_words(self) -> Iterator[str]:
        """Yield the keys that may come next."""
        for tree in self.reached():
            yield from tree.words

    def first_results(self) -> Iterator[str]:
        """Yield the categories that may come next."""
        for tree in self.reached():
            for category, _ in tree.results:
                yield category


def plant(tree: Tree, elements: Sequence[Element], number: int, rule: Rule) -> None:
    """Add a pattern of a rule, which has a number, to a tree.

    Raises ValueError if it matches without a token, or can begin or end with a `~`.
    """
    for end, glued in _follow([(tree, False)], elements):
        if glued or any(end is point for point in tree.reached()):
            raise ValueError(f"rule {rule.name!r}: a pattern needs a token at its end")
        if not any(other is rule for _, other in end.rules):
            end.rules = (*end.rules, (number, rule))
    if any(point.glued_words or point.glued_results for point in tree.reached()):
        raise ValueError(f"rule {rule.name!r}: a pattern needs a token before a '~'")


def plant_words(tree: Tree, keys: Iterable[str], number: int, rule: Rule) -> None:
    """Add the words of a phrase of a rule, which has a number, to a tree: as `plant`, only quicker."""
    for key in keys:
        words = _open(tree, "words")
        tree = words.get(key) or words.setdefault(key, Tree())
    tree.rules = (*tree.rules, (number, rule))


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
    kind: _Kind
    if isinstance(element, Word):
        kind = "glued_words" if glued else "words"
        return _open(tree, kind).setdefault(element.key, Tree())
    assert not isinstance(element, Glue | Choice)
    kind = "glued_results" if glued else "results"
    return _open(tree, kind).setdefault((element.category, element.name), Tree())


_Kind = Literal["words", "glued_words", "results", "glued_results"]


def _open(tree: Tree, kind: _Kind) -> dict[Any, Tree]:
    """Return what leads on from a point in one of the ways, for more to be added."""
    ways = getattr(tree, kind)
    if ways is _NONE:
        ways = {}
        setattr(tree, kind, ways)
    return ways  # type: ignore[no-any-return]


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
            tree.open = (*tree.open, join)
        joined.append((join, glued))
    return joined
