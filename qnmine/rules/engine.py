"""Rules and the chart: what each rule found where, worked out once, from the longest pattern to the shortest.

As in duckling and ctparse a rule is a name, patterns and a function that makes a value of what the pattern
caught, or refuses. Rules of one category share a tree of patterns, so that what they have in common is
matched once; a category is only tried where one of its patterns can begin. Patterns do not repeat
themselves, so the work at a token is bounded, and that for a text linear in its length.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from qnmine.rules.book import Rule, RuleBook
from qnmine.rules.grammar import Grammar
from qnmine.rules.tokens import FIGURE, runs_with_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.rules.grammar import Branch, Place
    from qnmine.rules.tokens import Tokens
    from qnmine.rules.trees import Tree

__all__ = ["Chart", "Grammar", "Node", "Rule", "RuleBook", "Site"]


class Site(NamedTuple):
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
        tokens = self.tokens
        return tokens.forms[self.start] if self.end - self.start == 1 else tokens.slice(self.start, self.end)


class Node(NamedTuple):
    """A result: tokens `start` to `end` as a category with a value, the rule that made it, and of what."""

    category: str
    start: int
    end: int
    value: Any
    rule: str
    parts: tuple[Node, ...] = ()


Captured = tuple[tuple[str, Node], ...]
_Match = tuple[int, int, Rule, Captured]
"""Where a match ends, negative; the number of its rule, the rule, and what it caught."""
_LONGEST_FIRST = itemgetter(0, 1)
_WORD: tuple[Node | None, ...] = (None,)
"""Stands for the results where a branch is a word."""


class Chart:
    """The results over the tokens of one sentence, by category and position."""

    def __init__(self, grammar: Grammar, tokens: Tokens, settings: Any = None) -> None:
        self.grammar, self.tokens, self._settings = grammar, tokens, settings
        self._known: dict[tuple[str, int], tuple[Node, ...]] = {}
        self._shaped: dict[int, list[_Match]] = {}
        self._keys = list(map(grammar.keys.__getitem__, tokens.forms))
        self._places: list[Place] = [
            *zip(self._keys, [*self._keys[1:], ""], tokens.glued, strict=True),
            ("", "", False),  # the end
        ]
        self._possible: list[int] = []
        if grammar.shapes and FIGURE in tokens.keys:
            self._find_shapes()

    def _find_possible(self) -> None:
        """Find for each position the bits of the needs that words there or after it meet.

        No pattern leads over a word that no rule knows.
        """
        allowed = self.grammar.allowed
        possible, bits = [0], 0
        for key in reversed(self._keys):
            bits = bits | allowed.get(key, 0) if key else 0
            possible.append(bits)
        possible.reverse()
        self._possible = possible

    def _find_shapes(self) -> None:
        """Note what rules with a shape match, by its first token."""
        tokens, grammar = self.tokens, self.grammar
        for first, after in runs_with_figures(tokens):
            span = tokens.starts[first], tokens.ends[after - 1]
            if grammar.any_shape.search(tokens.text, *span) is None:
                continue
            starts = {tokens.starts[n]: n for n in range(first, after)}
            ends = {tokens.ends[n]: n + 1 for n in range(first, after)}
            for number, rule, shape in grammar.shapes:
                for match in shape.finditer(tokens.text, *span):
                    start, end = starts.get(match.start()), ends.get(match.end())
                    if start is not None and end is not None and start < end:
                        self._shaped.setdefault(start, []).append((-end, number, rule, ()))

    def results(self, category: str, start: int) -> tuple[Node, ...]:
        """Return what a category can be from a position on, the longest first, then by order of rules."""
        known = self._known.get((category, start))
        if known is None:
            known = self._known[category, start] = self._match(category, start)
        return known

    def all_results(self, categories: Sequence[str]) -> Iterator[Node]:
        """Yield the results of categories at every position."""
        categories = tuple(categories)
        starting = self.grammar.starting(categories)
        for start, begun in enumerate(map(starting.__getitem__, self._places)):
            for category in begun:
                yield from self.results(category, start)
            if start in self._shaped:
                for category in categories:
                    if category not in begun:
                        yield from self.results(category, start)

    def _match(self, category: str, start: int) -> tuple[Node, ...]:
        matches: list[_Match] = []
        branches = self._branches(self.grammar.trees[category], start)
        if branches:
            self._walk(branches, start, (), matches)
        if start in self._shaped:
            matches += [match for match in self._shaped[start] if match[2].category == category]
        if not matches:
            return ()
        if len(matches) > 1:
            matches.sort(key=_LONGEST_FIRST)
        return tuple(self._made(category, start, matches))

    def _made(self, category: str, start: int, matches: list[_Match]) -> list[Node]:
        """Return what the rules make of their matches, each value once."""
        nodes: list[Node] = []
        at = None
        for negative, _, rule, captured in matches:
            end = -negative
            values = {name: node.value for name, node in captured} if captured else {}
            if rule.sees_site:
                if at is None or at.end != end:
                    at = Site(self.tokens, start, end, self._settings)
                values["at"] = at
            value = rule.make(**values)
            if value is None:
                continue
            for node in nodes:
                if node.end == end and node.value == value:
                    break
            else:
                parts = tuple([node for _, node in captured]) if captured else ()
                nodes.append(Node(category, start, end, value, rule.name, parts))
        return nodes

    def _branches(self, tree: Tree, position: int) -> list[Branch]:
        """Return what can follow at a point of patterns before a position."""
        place = self._places[position]
        branches = tree.branches.get(place)
        return self.grammar.branches(tree, place) if branches is None else branches

    def _walk(self, branches: list[Branch], position: int, captured: Captured, matches: list[_Match]) -> None:
        """Add every match that goes on by some branches at a position."""
        if not self._possible:
            self._find_possible()
        possible = self._possible[position]
        for category, name, needs, following in branches:
            if needs & possible != needs:
                continue
            nodes = self._known.get((category, position)) if category else _WORD
            if nodes is None:
                nodes = self._known[category, position] = self._match(category, position)
            for node in nodes:
                end, caught = (
                    (position + 1, captured) if node is None else (node.end, (*captured, (name, node)))
                )
                for number, rule in following.all_ends() if following.ends is None else following.ends:
                    matches.append((-end, number, rule, caught))
                # As `_branches`, for speed here.
                after = following.branches.get(self._places[end])
                if after is None:
                    after = self._branches(following, end)
                if after:
                    self._walk(after, end, caught, matches)
