"""Patterns put together in trees: what may come next at each point, and which rules end there.

Patterns share what they begin with. Where one has a choice, its options lead to a point of its own after it,
so that a pattern of many choices takes room for their sum, not for their product.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.rules.patterns import Choice, Glue, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.rules.book import Rule
    from qnmine.rules.patterns import Element


@dataclass(slots=True, eq=False)
class Tree:
    """A point in patterns: what may follow, a word or a result, with or without a gap; where nothing need.

    `results` lead from (category, name), `open` to points reached without a token; `rules` end here.
    """

    words: dict[str, Tree] = field(default_factory=dict)
    glued_words: dict[str, Tree] = field(default_factory=dict)
    results: dict[tuple[str, str], Tree] = field(default_factory=dict)
    glued_results: dict[tuple[str, str], Tree] = field(default_factory=dict)
    open: list[Tree] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def reached(self) -> Iterator[Tree]:
        """Yield this point and those reached from it without a token."""
        yield self
        for tree in self.open:
            yield from tree.reached()

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
