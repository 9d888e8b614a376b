"""Rules by name and category, and the lexicons they build on."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.rules.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qnmine.rules.engine import Site


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: `make` gets the values that `patterns` caught by name, and returns one or None.

    A rule with a `shape` has no patterns: its regular expression is looked for in what is written without
    a gap around a figure. A rule of a lexicon has `phrases`, and for each the values by its spellings.
    """

    name: str
    category: str
    patterns: tuple[str, ...]
    make: Callable[..., Any]
    sees_site: bool
    shape: re.Pattern[str] | None = None
    phrases: Sequence[tuple[str, ...]] = ()


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
        return self._registering(category, name, patterns)

    def shape(
        self, category: str, name: str, expression: str
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register a function for what a regular expression matches in a run of tokens that holds a figure.

        For codes that are no language (`57-NQ/TW`, addresses): the match must begin and end with tokens, and
        no pattern can ask for the category.
        """
        return self._registering(category, name, (), re.compile(expression))

    def _registering(
        self, category: str, name: str, patterns: tuple[str, ...], shape: re.Pattern[str] | None = None
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def register(make: Callable[..., Any]) -> Callable[..., Any]:
            sees_site = "at" in inspect.signature(make).parameters
            self.rules.append(Rule(name, category, patterns, make, sees_site, shape))
            return make

        return register

    def lexicon(self, category: str, name: str, entries: Mapping[str, Any], *, exact: bool = False) -> None:
        """Register phrases with their values, in any case; with `exact` only as written."""
        by_keys: dict[tuple[str, ...], dict[str, Any]] = {}
        for phrase, value in entries.items():
            by_keys.setdefault(tuple(words_of(phrase)), {})[phrase] = value
        for keys, values in by_keys.items():
            make = _Exact(values) if exact else _Constant(next(iter(values.values())))
            self.rules.append(Rule(name, category, (), make, exact, phrases=(keys,)))

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
