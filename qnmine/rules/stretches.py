"""What patterns match in keys that stand together, whatever the rules make of it: found out once for all.

Keys are words that rules know and shapes of figures, and few of them decide what can match from one on, so
that in a corpus the same comes again and again: `ngày 25/6` is one with `ngày 12/7`. What is left to do at a
place in a text is to ask the rules.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from qnmine.rules.book import Rule
    from qnmine.rules.grammar import Branch, Place
    from qnmine.rules.trees import Tree

    Begun = tuple[tuple[str, ...], tuple[str, ...]]


class Part(NamedTuple):
    """A result that a pattern asks for: its name there, where it begins in the match, its size in tokens.

    `matches` are those of its category there.
    """

    name: str
    offset: int
    size: int
    matches: Matches


class Match(NamedTuple):
    """A match of a pattern: how many tokens, the number of its rule, the rule and the results that it takes.

    `condition` is the bit of what must stand beside it, 0 without.
    """

    size: int
    number: int
    rule: Rule
    parts: tuple[Part, ...] = ()
    condition: int = 0


class Matches:
    """The matches of a category from a position on, the longest first, then by order of rules.

    `sizes` are theirs, each once, `reach` the largest of them, 0 if there is none; `is_own` tells that what
    they make depends on the one token that they are alone. `depth` is how many places decide all this.
    """

    __slots__ = ("_conditions", "_open", "all", "category", "depth", "is_own", "reach", "sizes")

    def __init__(self, category: str, matches: Iterable[Match], depth: int = 1) -> None:
        self.category, self.depth = category, depth
        self.all = tuple(sorted(matches, key=_longest_first))
        self.sizes = tuple(dict.fromkeys(match.size for match in self.all))
        self.reach = self.sizes[0] if self.sizes else 0
        self._conditions = reduce(or_, (match.condition for match in self.all), 0)
        self._open: dict[int, tuple[Match, ...]] = {}
        self.is_own = self.reach <= 1 and not self._conditions and all(map(_is_own, self.all))

    def open(self, held: int) -> tuple[Match, ...]:
        """Return the matches that are left where these bits of conditions hold."""
        held &= self._conditions
        matches = self._open.get(held)
        if matches is None:
            matches = tuple(one for one in self.all if not one.condition or one.condition & held)
            self._open[held] = matches
        return matches


def _longest_first(match: Match) -> tuple[int, int]:
    return -match.size, match.number


def _is_own(match: Match) -> bool:
    return not match.rule.sees_site and all(part.matches.is_own for part in match.parts)


class Patterns:
    """The patterns of rules: their trees by category, and the bits of conditions by the numbers of rules.

    `branches` tells what can follow at a point of a tree at a place, `firsts` which keys can at all,
    `seconds` which can be second in a category after a first one. What matches where some places follow each
    other is found out once: few of them decide it, however long the stretch.
    """

    def __init__(
        self,
        trees: Mapping[str, Tree],
        branches: Callable[[Tree, Place], list[Branch]],
        firsts: Callable[[Tree], frozenset[str]],
        seconds: Callable[[str, str], frozenset[str]],
        conditions: Mapping[int, int],
    ) -> None:
        self._trees, self._branches, self._conditions = trees, branches, conditions
        self._firsts, self._seconds = firsts, seconds
        self._decided: dict[str, _Decided] = {category: {} for category in trees}
        self._count = 0

    def matches(self, category: str, begin: Rest) -> Matches:
        """Return the matches of a category from a position on."""
        key, following, _ = begin.place
        if following and following not in self._seconds(category, key):
            begin = Rest((key, "", False), None, self)  # of one token at most, whatever follows
        decided: _Decided | Matches | None = self._decided[category]
        rest: Rest | None = begin
        while isinstance(decided, dict) and rest is not None:
            decided = decided.get(rest.place)
            rest = rest.following
        return decided if isinstance(decided, Matches) else self._find(category, begin)

    def _find(self, category: str, begin: Rest) -> Matches:
        found: dict[Match, None] = {}
        depth = 1
        if begin.place[0] in self._firsts(self._trees[category]):
            depth = self._walk(self._trees[category], begin, 0, (), found)
        matches = Matches(category, found, depth)
        self._keep(matches, begin)
        return matches

    def _keep(self, matches: Matches, begin: Rest) -> None:
        if self._count >= _MOST_DECIDED:
            self._count = 0
            for known in self._decided.values():
                known.clear()
        self._count += 1
        decided, rest = self._decided[matches.category], begin
        for _ in range(matches.depth - 1):
            following = decided.setdefault(rest.place, {})
            assert isinstance(following, dict)
            assert rest.following is not None
            decided, rest = following, rest.following
        decided[rest.place] = matches

    def _walk(
        self, tree: Tree, rest: Rest, offset: int, parts: tuple[Part, ...], found: dict[Match, None]
    ) -> int:
        """Note every match that goes on from a point of patterns, `offset` tokens after its beginning.

        Return how many places from the beginning were looked at.
        """
        depth = offset + 1
        for category, name, point in self._branches(tree, rest.place):
            if category:
                matches = rest.matches(category)
                depth = max(depth, offset + matches.depth)
                ways = [(size, (*parts, Part(name, offset, size, matches))) for size in matches.sizes]
            else:
                ways = [(1, parts)]
            for size, taken in ways:
                end = offset + size
                for number, rule in point.all_ends():
                    found[Match(end, number, rule, taken, self._conditions.get(number, 0))] = None
                last = rest.after(size - 1)
                if last.following is not None and last.place[1] in self._firsts(point):
                    depth = max(depth, self._walk(point, last.following, end, taken, found))
        return depth


_Decided = dict["Place", "Matches | _Decided"]
"""Matches by the places that decide them, one after the other."""
_MOST_DECIDED = 100_000


class Rest:
    """A stretch of keys that matches may lead over, from one of them on, and what patterns match from there.

    `place` is what they see of its first key; `following` is the rest after it.
    """

    __slots__ = ("_apart", "_begun", "_matches", "_patterns", "following", "place")

    def __init__(self, place: Place, following: Rest | None, patterns: Patterns) -> None:
        self.place, self.following, self._patterns = place, following, patterns
        self._matches: dict[str, Matches] = {}
        self._begun: dict[tuple[str, ...], Begun] = {}
        self._apart: dict[tuple[tuple[str, ...], int], bool] = {}

    def after(self, count: int) -> Rest:
        """Return the rest after so many keys, of which there are more."""
        rest = self
        for _ in range(count):
            assert rest.following is not None
            rest = rest.following
        return rest

    def matches(self, category: str) -> Matches:
        """Return the matches of a category from here on."""
        known = self._matches.get(category)
        if known is None:
            known = self._matches[category] = self._patterns.matches(category, self)
        return known

    def begun(self, categories: tuple[str, ...]) -> Begun:
        """Return which of some categories can begin here: those longer than a token, and the others."""
        known = self._begun.get(categories)
        if known is None:
            reaches = [(category, self.matches(category).reach) for category in categories]
            long = tuple([category for category, reach in reaches if reach > 1])
            known = self._begun[categories] = long, tuple([one for one, reach in reaches if reach == 1])
        return known

    def stands_apart(self, categories: tuple[str, ...], size: int) -> bool:
        """Tell whether nothing of some categories that begins in so many tokens can end behind them."""
        known = self._apart.get((categories, size))
        if known is None:
            known = self._apart[categories, size] = all(
                rest.matches(category).reach <= size - offset
                for offset, rest in zip(range(size), self._rests(), strict=False)
                for category in categories
            )
        return known

    def _rests(self) -> Iterator[Rest]:
        rest: Rest | None = self
        while rest is not None:
            yield rest
            rest = rest.following
