"""A book of rules made ready to match: which patterns can go on at a place, looking at two words."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from qnmine.rules.beside import Besides
from qnmine.rules.kept import Kept
from qnmine.rules.neighbours import Neighbours
from qnmine.rules.patterns import Result, Word, asked_in, parse
from qnmine.rules.stretches import Patterns, Rest
from qnmine.rules.tokens import FIGURE, FIGURE_SHAPES, figure_shape, has_figure, key_of, with_shapes
from qnmine.rules.trees import Tree, plant, plant_words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from qnmine.rules.book import Rule, RuleBook
    from qnmine.rules.engine import Node
    from qnmine.rules.patterns import Element

END = "\0"
"""Stands for the second key of what is one token."""

_NONE: frozenset[str] = frozenset()

Place = tuple[str, str, bool]
"""What patterns see of a place: the key there and the next one, empty if no rule knows them, and whether the
first touches what is before it."""
_MOST_PLACES = 5_000
_LONGEST_KEPT = 60
_MOST_STRETCHES, _LONGEST_STRETCH = 20_000, 16
_MOST_OWN = 50_000
Branch = tuple[str, str, Tree]
"""A category (empty for a word), the name of its result, and where it leads."""


def _readings(key: str) -> tuple[str, ...]:
    """Return the keys that a key is in patterns: a figure is one of its shape, and any."""
    return (key, FIGURE) if key in _SHAPES else (key,)


_SHAPES = frozenset(FIGURE_SHAPES.values())


class Grammar:
    """The rules of a book made ready to match, for keys made by one function.

    Raises ValueError for a pattern that is not well-formed or asks for a category that no rule makes or that
    has shapes, and for a category that contains itself.
    """

    def __init__(self, book: RuleBook, key: Callable[[str], str] = str.lower) -> None:
        self.key = key
        self.trees: dict[str, Tree] = {rule.category: Tree() for rule in book.rules}
        self.shapes = [
            (number, rule, rule.shape) for number, rule in enumerate(book.rules) if rule.shape is not None
        ]
        # Most runs of tokens have none of the shapes, which one expression tells.
        self._any_shape = re.compile("|".join(f"(?:{shape.pattern})" for _, _, shape in self.shapes))
        self.has_shape = Kept(self._find_shape, longest=_LONGEST_KEPT)
        """Tells of what stands between white space whether a figure and something with a shape are in it."""
        self.besides = Besides((rule.beside for rule in book.rules), key)
        words: set[str] = set()
        phrases: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        asked: dict[str, dict[str, None]] = {category: {} for category in self.trees}
        for number, rule in enumerate(book.rules):
            tree = self.trees[rule.category]
            for pattern in rule.patterns:
                elements = parse(pattern, key)
                words.update(one.key for one in asked_in(elements) if isinstance(one, Word))
                asked[rule.category] |= dict.fromkeys(self._categories_in(elements, rule))
                plant(tree, elements, number, rule)
            for phrase in rule.phrases:
                keys = [word if word == FIGURE else key(word) for word in phrase]
                words.update(keys)
                plant_words(tree, keys, number, rule)
                phrases[rule.category].append(tuple(keys))
        self.words = frozenset(with_shapes(words))
        self.keys = Kept(self._key_of)
        self.first: dict[str, frozenset[str]] = {}
        for category in _inner_first(asked):
            tree = self.trees[category]
            others = (self.first[other] for other in set(tree.first_results()))
            self.first[category] = frozenset(with_shapes(tree.first_words())).union(*others)
        grammatical = {rule.category for rule in book.rules if rule.patterns}
        self._pairs: dict[tuple[str, str], frozenset[str]] = {}
        self._starting: dict[tuple[str, ...], dict[str, Kept[str, tuple[str, ...]]]] = {}
        self._own_by_settings: dict[Hashable, dict[tuple[str, str], tuple[Node, ...]]] = {}
        # One tuple, so that no thread sees the results of one thread's settings with those of another.
        self._own: tuple[Hashable, dict[tuple[str, str], tuple[Node, ...]]]
        self._own = None, self._own_by_settings.setdefault(None, {})
        self._patterns = Patterns(self.trees, self.branches, self._firsts, self._seconds, self.besides.bits)
        self._stretches = Kept(self._make_stretch, _MOST_STRETCHES)
        grammatical_trees = {category: self.trees[category] for category in grammatical}
        self.followers = Neighbours(grammatical_trees, phrases, self._firsts).followers

    def _categories_in(self, elements: tuple[Element, ...], rule: Rule) -> Iterator[str]:
        """Yield the categories that a pattern of a rule asks for, checked."""
        for one in asked_in(elements):
            if isinstance(one, Result):
                if one.category not in self.trees:
                    raise ValueError(f"rule {rule.name!r}: no rule makes {one.category!r}")
                if any(shaped.category == one.category for _, shaped, _ in self.shapes):
                    raise ValueError(
                        f"rule {rule.name!r}: {one.category!r} has shapes, so no pattern can ask for it"
                    )
                yield one.category

    def _key_of(self, form: str) -> str:
        """Return the key of a token for rules; those that no rule knows are all alike: empty."""
        key = key_of(form, self.key)
        if key == FIGURE:
            key = figure_shape(form)
        return key if key in self.words else ""

    def _find_shape(self, run: str) -> bool:
        return has_figure(run) and self._any_shape.search(f" {run}", 1) is not None

    def own_results(self, settings: Hashable) -> dict[tuple[str, str], tuple[Node, ...]]:
        """Return what is known of tokens by themselves under some settings, by category and form."""
        held, own = self._own
        if settings is not held:  # those of a document are one object
            own = self._own_by_settings.setdefault(settings, {})
            self._own = settings, own
        if len(own) > _MOST_OWN:
            own.clear()
        return own

    def branches(self, tree: Tree, place: Place) -> list[Branch]:
        """Return what can follow at a point of patterns at a place; the point keeps it."""
        known = tree.branches.get(place)
        if known is not None:
            return known
        if len(tree.branches) >= _MOST_PLACES:
            tree.branches.clear()
        branches = tree.branches[place] = list(self._find_branches(tree, place))
        return branches

    def _find_branches(self, tree: Tree, place: Place) -> Iterator[Branch]:
        key, following, touches = place
        for point in tree.points():
            yield from self._ways(point.words, point.results, key, following)
            if touches:
                yield from self._ways(point.glued_words, point.glued_results, key, following)

    def _ways(
        self, words: Mapping[str, Tree], results: Mapping[tuple[str, str], Tree], key: str, following: str
    ) -> Iterator[Branch]:
        for known in _readings(key):
            if known in words and self._accepts(words[known], following):
                yield "", "", words[known]
        for (category, name), after in results.items():
            seconds = self._seconds(category, key)
            if following in seconds or (END in seconds and self._accepts(after, following)):
                yield category, name, after

    def starting(self, categories: tuple[str, ...]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Return which of some categories can begin at a key, by that key and the next one."""
        starting = self._starting.get(categories)
        if starting is None:
            firsts = frozenset[str]().union(*(self.first[category] for category in categories))
            starting = self._starting[categories] = {
                key: Kept(partial(self._starts, categories, key)) for key in firsts
            }
        return starting

    def _starts(self, categories: tuple[str, ...], key: str, following: str) -> tuple[str, ...]:
        return tuple(category for category in categories if self._may_be(category, key, following))

    def _may_be(self, category: str, key: str, following: str) -> bool:
        seconds = self._seconds(category, key)
        return END in seconds or following in seconds

    def stretch(self, keys: Sequence[str], glued: Sequence[bool]) -> Sequence[Rest]:
        """Return what patterns match from each of some keys on; each may touch the one before."""
        # A rule needs a token before what must touch it, so it is all one how the first stands.
        known = tuple(keys), (False, *glued[1:])
        return self._stretches[known] if len(keys) <= _LONGEST_STRETCH else self._make_stretch(known)

    def _make_stretch(self, stretch: tuple[tuple[str, ...], tuple[bool, ...]]) -> Sequence[Rest]:
        keys, glued = stretch
        rests: list[Rest] = []
        following = ""
        for key, touches in zip(reversed(keys), reversed(glued), strict=True):
            rests.append(Rest((key, following, touches), rests[-1] if rests else None, self._patterns))
            following = key
        return rests[::-1]

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


def _inner_first(asked: Mapping[str, Iterable[str]]) -> list[str]:
    """Return categories, each after those that it asks for; ValueError if one contains itself.

    So the depth of a result is bounded, however long the text.
    """
    try:
        return list(TopologicalSorter(asked).static_order())
    except CycleError as error:
        circle = " > ".join(reversed(error.args[1]))
        raise ValueError(f"a category contains itself: {circle}") from None
