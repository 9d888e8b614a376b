"""Rules and the chart: what each rule found where, worked out once, from the longest pattern to the shortest.

As in duckling and ctparse a rule is a name, patterns and a function that makes a value of what the pattern
caught, or refuses. Rules of one category share a tree of patterns, so that what they have in common is
matched once; a category is only tried where one of its patterns can begin. Patterns do not repeat
themselves, so the work at a token is bounded, and that for a text linear in its length.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qnmine.rules.patterns import Glue, Result, Word, expand, parse
from qnmine.rules.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qnmine.rules.tokens import Tokens


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


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: `make` gets the values that `patterns` caught by name, and returns one or None."""

    name: str
    category: str
    patterns: tuple[str, ...]
    make: Callable[..., Any]
    sees_site: bool


Captured = tuple[tuple[str, Node], ...]


@dataclass(slots=True, eq=False)
class _Tree:
    """A tree of patterns: what may come next, and which rules end here."""

    words: dict[tuple[str, bool], _Tree] = field(default_factory=dict)
    results: dict[tuple[str, str, bool], _Tree] = field(default_factory=dict)
    rules: list[Rule] = field(default_factory=list)


class RuleBook:
    """Collects rules and lexicons by category."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rule(
        self, category: str, name: str, *patterns: str
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register a function as a rule: it gets what the pattern caught as keywords, and `at` if it asks.

        It returns the value, or None where the rule does not hold after all.
        """

        def register(make: Callable[..., Any]) -> Callable[..., Any]:
            sees_site = "at" in inspect.signature(make).parameters
            self.rules.append(Rule(name, category, patterns, make, sees_site))
            return make

        return register

    def lexicon(self, category: str, name: str, entries: Mapping[str, Any], *, exact: bool = False) -> None:
        """Register phrases with their values, in any case; with `exact` only as written."""
        by_keys: dict[tuple[str, ...], dict[str, Any]] = {}
        for phrase, value in entries.items():
            by_keys.setdefault(tuple(words_of(phrase)), {})[phrase] = value
        for keys, values in by_keys.items():
            pattern = " ".join(f"'{key}'" for key in keys)
            make = _Exact(values) if exact else _Constant(next(iter(values.values())))
            self.rules.append(Rule(name, category, (pattern,), make, exact))

    def __add__(self, other: RuleBook) -> RuleBook:
        """Return a book with the rules of both."""
        book = RuleBook()
        book.rules = [*self.rules, *other.rules]
        return book


@dataclass(frozen=True, slots=True)
class _Constant:
    value: Any

    def __call__(self) -> Any:
        return self.value


@dataclass(frozen=True, slots=True)
class _Exact:
    values: Mapping[str, Any]

    def __call__(self, at: Site) -> Any:
        return self.values.get(at.text)


class Grammar:
    """The rules of a book made ready to match, for keys made by one function."""

    def __init__(self, book: RuleBook, key: Callable[[str], str] = str.lower) -> None:
        self.key = key
        self.rank = {id(rule): number for number, rule in enumerate(book.rules)}
        self.trees: dict[str, _Tree] = {}
        for rule in book.rules:
            tree = self.trees.setdefault(rule.category, _Tree())
            for pattern in rule.patterns:
                for sequence in expand(parse(pattern, key)):
                    _plant(tree, sequence, rule)
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
            keys = {key for key, _ in tree.words}
            for other, _, _ in tree.results:
                keys |= self._first(other, (*above, category))
            self.first[category] = frozenset(keys)
        return self.first[category]

    def chart(self, tokens: Tokens, settings: Any = None) -> Chart:
        """Return an empty chart over tokens; rules see the settings at their site."""
        return Chart(self, tokens, settings)


def _plant(tree: _Tree, sequence: Iterable[Word | Result | Glue], rule: Rule) -> None:
    glued = False
    for element in sequence:
        if isinstance(element, Glue):
            glued = True
            continue
        if isinstance(element, Word):
            tree = tree.words.setdefault((element.key, glued), _Tree())
        else:
            tree = tree.results.setdefault((element.category, element.name, glued), _Tree())
        glued = False
    if rule not in tree.rules:
        tree.rules.append(rule)


class Chart:
    """The results over the tokens of one sentence, by category and position."""

    def __init__(self, grammar: Grammar, tokens: Tokens, settings: Any = None) -> None:
        self.grammar, self.tokens, self._settings = grammar, tokens, settings
        self._known: dict[tuple[str, int], tuple[Node, ...]] = {}

    def results(self, category: str, start: int) -> tuple[Node, ...]:
        """Return what a category can be from a position on, the longest first, then by order of rules."""
        if self.tokens.keys[start] not in self.grammar.first[category]:
            return ()
        known = self._known.get((category, start))
        if known is None:
            known = self._known[category, start] = self._match(category, start)
        return known

    def all_results(self, categories: Sequence[str]) -> Iterator[Node]:
        """Yield the results of categories at every position."""
        firsts = [(category, self.grammar.first[category]) for category in categories]
        for start, key in enumerate(self.tokens.keys):
            for category, first in firsts:
                if key in first:
                    yield from self.results(category, start)

    def _match(self, category: str, start: int) -> tuple[Node, ...]:
        matches = list(self._walk(self.grammar.trees[category], start, ()))
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

    def _walk(self, tree: _Tree, position: int, captured: Captured) -> Iterator[tuple[Rule, int, Captured]]:
        for rule in tree.rules:
            yield rule, position, captured
        if position >= len(self.tokens.keys):
            return
        key = self.tokens.keys[position]
        for glued in (False, True) if self.tokens.glued[position] else (False,):
            following = tree.words.get((key, glued))
            if following is not None:
                yield from self._walk(following, position + 1, captured)
        for (category, name, glued), following in tree.results.items():
            if glued and not self.tokens.glued[position]:
                continue
            for node in self.results(category, position):
                yield from self._walk(following, node.end, (*captured, (name, node)))
