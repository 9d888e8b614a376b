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
from qnmine.rules.tokens import FIGURE, runs_with_figures
from qnmine.rules.trees import Tree, plant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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

    def _first(self, category: str, above: tuple[str, ...]) -> frozenset[str]:
        """Return the keys that a category can begin with."""
        if category in above:
            raise ValueError(f"category {category!r} begins with itself: {' > '.join((*above, category))}")
        if category not in self.trees:
            raise ValueError(f"no rule makes {category!r}, which {above[-1]!r} asks for")
        if category not in self.first:
            tree = self.trees[category]
            others = (self._first(other, (*above, category)) for other in set(tree.first_results()))
            self.first[category] = frozenset(tree.first_words()).union(*others)
        return self.first[category]

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
        if not self._may_begin(category, start):
            return ()
        known = self._known.get((category, start))
        if known is None:
            known = self._known[category, start] = self._match(category, start)
        return known

    def _may_begin(self, category: str, start: int) -> bool:
        key = self.tokens.keys[start]
        return key in self.grammar.first[category] or (category, start) in self._shaped

    def all_results(self, categories: Sequence[str]) -> Iterator[Node]:
        """Yield the results of categories at every position."""
        firsts = [(category, self.grammar.first[category]) for category in categories]
        for start, key in enumerate(self.tokens.keys):
            for category, first in firsts:
                if key in first or (category, start) in self._shaped:
                    yield from self.results(category, start)

    def _match(self, category: str, start: int) -> tuple[Node, ...]:
        matches = list(self._walk(self.grammar.trees[category], start, ()))
        matches += [(rule, end, ()) for rule, end in self._shaped.get((category, start), ())]
        rank = self.grammar.rank
        matches.sort(key=lambda match: (-match[1], rank[id(match[0])]))
        nodes: list[Node] = []
        for rule, end, captured in matches:
            values = {name: node.value for name, node in captured}
            if rule.sees_site:
                values["at"] = Site(self.tokens, start, end, self._settings)
            value = rule.make(**values)
            if value is not None and not any(node.end == end and node.value == value for node in nodes):
                parts = tuple(node for _, node in captured)
                nodes.append(Node(category, start, end, value, rule.name, parts))
        return tuple(nodes)

    def _walk(self, tree: Tree, position: int, captured: Captured) -> Iterator[tuple[Rule, int, Captured]]:
        for rule in tree.rules:
            yield rule, position, captured
        for following in tree.open:
            yield from self._walk(following, position, captured)
        tokens = self.tokens
        if position >= len(tokens.keys):
            return
        key, glued = tokens.keys[position], tokens.glued[position]
        word = tree.words.get(key)
        if word is not None:
            yield from self._walk(word, position + 1, captured)
        results = [tree.results]
        if glued:
            word = tree.glued_words.get(key)
            if word is not None:
                yield from self._walk(word, position + 1, captured)
            results.append(tree.glued_results)
        for branches in results:
            for (category, name), following in branches.items():
                for node in self.results(category, position):
                    yield from self._walk(following, node.end, (*captured, (name, node)))
