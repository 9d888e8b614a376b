"""Rules and the chart: what each rule found where, worked out once, from the longest pattern to the shortest.

As in duckling and ctparse a rule is a name, patterns and a function that makes a value of what the pattern
caught, or refuses. Rules of one category share a tree of patterns, so that what they have in common is
matched once; a category is only tried where one of its patterns can begin. Patterns do not repeat
themselves, so the work at a token is bounded, and that for a text linear in its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.rules.book import Rule, RuleBook
from qnmine.rules.patterns import Word, parse
from qnmine.rules.tokens import FIGURE, FIGURE_SHAPES, figure_shape, runs_with_figures, with_shapes
from qnmine.rules.trees import Tree, plant, what_is_needed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qnmine.rules.tokens import Tokens

__all__ = ["Chart", "Grammar", "Node", "Rule", "RuleBook", "Site"]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a pattern matched: the tokens of the sentence, the half-open span among them, the settings."""

    tokens: Tokens
    start: int
    end: int
    settings: Any = None

    def before(self, distance: int = 1) -> str:
        """Return the key of the token so far before the span, or an empty string."""
        return self.tokens.key(self.start - distance)

    def after(self, distance: int = 1) -> str:
        """Return the key of the token so far after the span, or an empty string."""
        return self.tokens.key(self.end + distance - 1)

    @property
    def text(self) -> str:
        """The span as written."""
        return self.tokens.slice(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Node:
    """A result: tokens `start` to `end` as a category with a value, the rule that made it, and of what."""

    category: str
    start: int
    end: int
    value: Any
    rule: str
    parts: tuple[Node, ...] = ()


Captured = tuple[tuple[str, Node], ...]
_Match = tuple[Rule, int, Captured]
END = "\0"
"""Stands for the second key of what is one token."""

_NONE: frozenset[str] = frozenset()

Branch = tuple[str, str, bool, Tree]
"""A category (empty for a word) and the name of its result, whether it must touch, and where it leads."""


def _readings(key: str) -> tuple[str, ...]:
    """Return the keys that a key is in patterns: a figure is one of its shape, and any."""
    return (key, FIGURE) if key in _SHAPES else (key,)


_SHAPES = frozenset(FIGURE_SHAPES.values())


class Grammar:
    """The rules of a book made ready to match, for keys made by one function."""

    def __init__(self, book: RuleBook, key: Callable[[str], str] = str.lower) -> None:
        self.key = key
        self.rank = {id(rule): number for number, rule in enumerate(book.rules)}
        self.trees: dict[str, Tree] = {}
        self.shapes = [rule for rule in book.rules if rule.shape is not None]
        for rule in book.rules:
            tree = self.trees.setdefault(rule.category, Tree())
            for pattern in rule.patterns:
                plant(tree, parse(pattern, key), rule)
            for phrase in rule.phrases:
                plant(tree, [Word(word if word == FIGURE else key(word)) for word in phrase], rule)
        self.first: dict[str, frozenset[str]] = {}
        for category in self.trees:
            self._first(category, ())
        self.needed = what_is_needed(self.trees, self.first)
        self.words = frozenset(with_shapes(key for tree in self.trees.values() for key in tree.all_words()))
        self._shaped = {rule.category for rule in self.shapes}
        self._pairs: dict[tuple[str, str], frozenset[str]] = {}

    def _first(self, category: str, above: tuple[str, ...]) -> frozenset[str]:
        """Return the keys that a category can begin with."""
        if category in above:
            raise ValueError(f"category {category!r} begins with itself: {' > '.join((*above, category))}")
        if category not in self.trees:
            raise ValueError(f"no rule makes {category!r}, which {above[-1]!r} asks for")
        if category not in self.first:
            tree = self.trees[category]
            others = (self._first(other, (*above, category)) for other in set(tree.first_results()))
            self.first[category] = frozenset(with_shapes(tree.first_words())).union(*others)
        return self.first[category]

    def branches(self, tree: Tree, key: str, following: str) -> list[Branch]:
        """Return what can follow at a point of a pattern before two keys (unknown ones: empty)."""
        branches: list[Branch] = []
        for glued, words, results in (
            ways
            for point in tree.points()
            for ways in ((False, point.words, point.results), (True, point.glued_words, point.glued_results))
        ):
            branches += [
                ("", "", glued, words[known])
                for known in _readings(key)
                if known in words and self._accepts(words[known], following)
            ]
            for (category, name), after in results.items():
                seconds = self._seconds(category, key)
                if (
                    following in seconds
                    or (END in seconds and self._accepts(after, following))
                    or category in self._shaped
                ):
                    branches.append((category, name, glued, after))
        return branches

    def may_be(self, category: str, key: str, following: str) -> bool:
        """Tell whether a category can begin before two keys, as far as they tell."""
        seconds = self._seconds(category, key)
        return END in seconds or following in seconds

    def _accepts(self, tree: Tree, key: str) -> bool:
        """Tell whether patterns can end at a point or go on with a key."""
        return bool(tree.all_ends()) or key in self._firsts(tree)

    def _firsts(self, tree: Tree) -> frozenset[str]:
        """Return the keys that can follow at a point of a pattern, with a gap or without."""
        if tree.firsts is None:
            keys: set[str] = set()
            for point in tree.points():
                keys.update(with_shapes([*point.words, *point.glued_words]))
                for category, _ in (*point.results, *point.glued_results):
                    keys |= self.first[category]
                    if category in self._shaped:
                        keys |= self.words | {""}
            tree.firsts = frozenset(keys)
        return tree.firsts

    def _seconds(self, category: str, key: str) -> frozenset[str]:
        """Return the keys of second tokens of a category beginning with a key; END if it can be one token."""
        if key not in self.first[category]:
            return _NONE
        known = self._pairs.get((category, key))
        if known is None:
            known = self._pairs[category, key] = frozenset(self._find_seconds(self.trees[category], key))
        return known

    def _find_seconds(self, tree: Tree, key: str) -> Iterator[str]:
        for point in tree.points():
            for known in _readings(key):
                if known in point.words:
                    yield from self._after(point.words[known])
            for (category, _), after in point.results.items():
                seconds = self._seconds(category, key)
                yield from seconds - {END}
                if END in seconds:
                    yield from self._after(after)

    def _after(self, tree: Tree) -> Iterator[str]:
        yield from self._firsts(tree)
        if tree.all_ends():
            yield END

    def chart(self, tokens: Tokens, settings: Any = None) -> Chart:
        """Return an empty chart over tokens; rules see the settings at their site."""
        return Chart(self, tokens, settings)


class Chart:
    """The results over the tokens of one sentence, by category and position."""

    def __init__(self, grammar: Grammar, tokens: Tokens, settings: Any = None) -> None:
        self.grammar, self.tokens, self._settings = grammar, tokens, settings
        self._known: dict[tuple[str, int], tuple[Node, ...]] = {}
        self._shaped: dict[tuple[str, int], list[tuple[Rule, int]]] = {}
        if grammar.shapes:
            self._find_shapes()
        # Keys that no rule knows are all alike, so that what may follow is worked out once.
        self._keys = [
            (figure_shape(tokens.forms[place]) if key == FIGURE else key) if key in grammar.words else ""
            for place, key in enumerate(tokens.keys)
        ]
        self._size = len(tokens.keys)
        self._possible = _Possible(frozenset(self._keys), grammar.needed)
        self._pairs = list(zip(self._keys, [*self._keys[1:], ""], strict=True))

    def _find_shapes(self) -> None:
        """Note where rules with a shape match, and up to which token."""
        tokens = self.tokens
        for first, after in runs_with_figures(tokens):
            starts = {tokens.starts[n]: n for n in range(first, after)}
            ends = {tokens.ends[n]: n + 1 for n in range(first, after)}
            for rule in self.grammar.shapes:
                assert rule.shape is not None
                for match in rule.shape.finditer(tokens.text, tokens.starts[first], tokens.ends[after - 1]):
                    start, end = starts.get(match.start()), ends.get(match.end())
                    if start is not None and end is not None and start < end:
                        self._shaped.setdefault((rule.category, start), []).append((rule, end))

    def results(self, category: str, start: int) -> tuple[Node, ...]:
        """Return what a category can be from a position on, the longest first, then by order of rules."""
        known = self._known.get((category, start))
        if known is None:
            known = self._known[category, start] = self._match(category, start)
        return known

    def all_results(self, categories: Sequence[str]) -> Iterator[Node]:
        """Yield the results of categories at every position."""
        may_be = self.grammar.may_be
        for start, (key, following) in enumerate(self._pairs):
            for category in categories:
                if (key and may_be(category, key, following)) or (category, start) in self._shaped:
                    yield from self.results(category, start)

    def _match(self, category: str, start: int) -> tuple[Node, ...]:
        matches: list[_Match] = []
        if self._possible[category]:
            self._walk(self.grammar.trees[category], start, (), matches)
        if self._shaped:
            matches += [(rule, end, ()) for rule, end in self._shaped.get((category, start), ())]
        if len(matches) > 1:
            rank = self.grammar.rank
            matches.sort(key=lambda match: (-match[1], rank[id(match[0])]))
        nodes: list[Node] = []
        for rule, end, captured in matches:
            values = {name: node.value for name, node in captured}
            if rule.sees_site:
                values["at"] = Site(self.tokens, start, end, self._settings)
            value = rule.make(**values)
            if value is None or (nodes and any(node.end == end and node.value == value for node in nodes)):
                continue
            parts = tuple([node for _, node in captured])
            nodes.append(Node(category, start, end, value, rule.name, parts))
        return tuple(nodes)

    def _walk(self, tree: Tree, position: int, captured: Captured, matches: list[_Match]) -> None:
        """Add every match from a point of patterns on."""
        for rule in tree.all_ends() if tree.ends is None else tree.ends:
            matches.append((rule, position, captured))  # noqa: PERF401 - nearly always none or one
        if position >= self._size:
            return
        keys = self._pairs[position]
        branches = tree.branches.get(keys)
        if branches is None:
            branches = tree.branches[keys] = self.grammar.branches(tree, *keys)
        for category, name, glued, following in branches:
            if glued and not self.tokens.glued[position]:
                continue
            if not category:
                self._walk(following, position + 1, captured, matches)
            elif self._possible[category] or (category, position) in self._shaped:
                place = category, position
                nodes = self._known.get(place)
                if nodes is None:
                    nodes = self._known[place] = self._match(category, position)
                for node in nodes:
                    self._walk(following, node.end, (*captured, (name, node)), matches)


class _Possible(dict[str, bool]):
    """Tells of each category whether the sentence has the words without which it cannot be."""

    def __init__(self, there: frozenset[str], needed: Mapping[str, frozenset[str]]) -> None:
        super().__init__()
        self._there, self._needed = there, needed

    def __missing__(self, category: str) -> bool:
        possible = self[category] = not self._there.isdisjoint(self._needed[category])
        return possible
