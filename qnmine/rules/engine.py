"""Rules and the chart: what each rule found where, worked out once, from the longest pattern to the shortest.

As in duckling and ctparse a rule is a name, patterns and a function that makes a value of what the pattern
caught, or refuses. Rules of one category share a tree of patterns, so that what they have in common is
matched once; a category is only tried where one of its patterns can begin. Patterns do not repeat
themselves, so the work at a token is bounded, and that for a text linear in its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from qnmine.rules.book import Rule, RuleBook
from qnmine.rules.grammar import Grammar
from qnmine.rules.stretches import Match, Matches
from qnmine.rules.tokens import runs_that

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qnmine.rules.stretches import Begun, Part, Rest
    from qnmine.rules.tokens import Tokens

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
    """A result: tokens `start` to `end` as a category with a value, the rule that made it, and of what.

    A part stands with how many tokens after the start of the result it begins, and counts from there itself.
    """

    category: str
    start: int
    end: int
    value: Any
    rule: str
    parts: tuple[tuple[int, Node], ...] = ()


_Taken = Sequence[tuple[str, int, Node]]
_NOTHING: tuple[_Taken, ...] = ((),)
"""The one choice of results where none is to be taken."""


class Chart:
    """The results over the tokens of one sentence, by category and position."""

    __slots__ = (
        "_found", "_held", "_keys", "_own", "_rests", "_settings", "_shaped", "_sites", "grammar", "tokens",
    )  # fmt: skip

    def __init__(self, grammar: Grammar, tokens: Tokens, settings: Any = None) -> None:
        self.grammar, self.tokens, self._settings = grammar, tokens, settings
        self._found: dict[tuple[str, int], Sequence[Node]] = {}  # as if they began at 0
        self._sites: dict[tuple[int, int], Site] = {}
        self._rests: dict[int, Rest] = {}
        self._held: dict[int, int] = {}
        self._shaped: dict[int, list[Match]] = {}
        self._keys = [*map(grammar.keys.__getitem__, tokens.forms), ""]
        self._own = grammar.own_results(settings)
        if grammar.shapes:
            self._find_shapes()

    def _find_shapes(self) -> None:
        """Note what rules with a shape match, by its first token."""
        tokens, has_shape = self.tokens, self.grammar.has_shape.__getitem__
        if not (tokens.has_digits() and any(map(has_shape, tokens.runs))):
            return
        for first, after in runs_that(has_shape, tokens):
            span = tokens.starts[first], tokens.ends[after - 1]
            starts = {tokens.starts[n]: n for n in range(first, after)}
            ends = {tokens.ends[n]: n + 1 for n in range(first, after)}
            for number, rule, shape in self.grammar.shapes:
                for match in shape.finditer(tokens.text, *span):
                    start, end = starts.get(match.start()), ends.get(match.end())
                    if start is not None and end is not None and start < end:
                        self._shaped.setdefault(start, []).append(Match(end - start, number, rule))

    def starts(self, categories: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the positions where one of some categories can begin, in order, with those that can."""
        categories = tuple(categories)
        starting, keys, shaped = self.grammar.starting(categories), self._keys, self._shaped
        if not shaped and starting.keys().isdisjoint(keys):
            return
        found = [start for start, key in enumerate(keys) if key in starting]
        for start in sorted({*found, *shaped}) if shaped else found:
            begun: Sequence[str] = starting[keys[start]][keys[start + 1]] if keys[start] in starting else ()
            if start in shaped:
                begun = [*begun, *(category for category in categories if category not in begun)]
            if begun:
                yield start, begun

    def begun(self, categories: tuple[str, ...], start: int) -> Begun:
        """Return which of some categories can begin at a position: longer than a token, and no longer."""
        long, short = (self._rests.get(start) or self._rest(start)).begun(categories)
        if start in self._shaped:
            return (*long, *(category for category in categories if category not in long)), ()
        return long, short

    def stands_apart(self, categories: tuple[str, ...], start: int, end: int) -> bool:
        """Tell whether nothing of some categories that begins in the span of a result can end behind it."""
        if self._shaped and not self._shaped.keys().isdisjoint(range(start, end)):
            return False
        return (self._rests.get(start) or self._rest(start)).stands_apart(categories, end - start)

    def results(self, category: str, start: int) -> list[Node]:
        """Return what a category can be from a position on, the longest first, then by order of rules."""
        matches = (self._rests.get(start) or self._rest(start)).matches(category)
        if start in self._shaped:
            shaped = [match for match in self._shaped[start] if match.rule.category == category]
            if shaped:
                matches = Matches(category, (*matches.all, *shaped))
        return [
            Node(category, start, start + size, value, rule, parts)
            for _, _, size, value, rule, parts in self._find(matches, start)
        ]

    def _find(self, matches: Matches, start: int) -> Sequence[Node]:
        """Return what rules make of their matches at a position, worked out once, as if it began at 0."""
        place = matches.category, start
        found = self._found.get(place)
        if found is not None:
            return found
        if not matches.all:
            found = ()
        elif matches.is_own:  # as they were found where the token stood before
            own = matches.category, self.tokens.forms[start]
            found = self._own.get(own)
            if found is None:
                found = self._own[own] = tuple(self._make(matches.category, start, matches.all))
        else:
            held = self._held.get(start)
            if held is None:
                held = self._held[start] = self.grammar.besides.begin(self.tokens.forms, start)
            found = self._make(matches.category, start, matches.open(held))
        self._found[place] = found
        return found

    def _make(self, category: str, start: int, matches: Sequence[Match]) -> list[Node]:
        """Return what the rules make of their matches at a position, each value once."""
        nodes: list[Node] = []
        for size, _, rule, parts, condition in matches:
            if condition and not condition & self.grammar.besides.end(self.tokens.forms, start + size):
                continue
            if rule.only is not None and not rule.only(self._site(start, start + size)):
                continue
            for taken in self._taken(parts, start):
                values = self._answers(rule, start, start + size) if rule.asks else {}
                for name, _, node in taken:
                    values[name] = node.value
                value = rule.make(**values)
                if value is None:
                    continue
                for node in nodes:
                    if node.end == size and node.value == value:
                        break
                else:
                    made_of = tuple([(offset, node) for _, offset, node in taken])
                    nodes.append(Node(category, 0, size, value, rule.name, made_of))
        return nodes

    def _taken(self, parts: Sequence[Part], start: int) -> Iterable[_Taken]:
        """Return each choice of results for the parts of a match, with their names and offsets."""
        if not parts:
            return _NOTHING
        choices: list[_Taken] = []
        for name, offset, size, matches in parts:
            nodes = self._find(matches, start + offset)
            choice = [(name, offset, node) for node in nodes if node.end == size]
            if not choice:
                return ()
            choices.append(choice)
        if len(choices) == 1:
            return [(one,) for one in choices[0]]
        return product(*choices)

    def _site(self, start: int, end: int) -> Site:
        site = self._sites.get((start, end))
        if site is None:
            site = self._sites[start, end] = Site(self.tokens, start, end, self._settings)
        return site

    def _answers(self, rule: Rule, start: int, end: int) -> dict[str, Any]:
        """Return what a rule asks for besides its parts."""
        answers: dict[str, Any] = {}
        for asked in rule.asks:
            if asked == "at":
                answers[asked] = self._site(start, end)
            else:
                answers[asked] = self._settings if asked == "settings" else self._site(start, end).text
        return answers

    def _rest(self, start: int) -> Rest:
        """Return what patterns match from a position up to where no match leads over."""
        keys, followers = self._keys, self.grammar.followers
        end = start + 1
        while keys[end] and keys[end] in followers[keys[end - 1]]:
            end += 1
        rests = self.grammar.stretch(keys[start:end], self.tokens.glued[start:end])
        self._rests.update(zip(range(start, end), rests, strict=True))
        return rests[0]
