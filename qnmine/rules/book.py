"""Rules by name and category, and the lexicons they build on."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qnmine.rules.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qnmine.rules.beside import Beside
    from qnmine.rules.engine import Site

_ASKED = ("at", "form", "settings")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A named rule: `make` gets the values that `patterns` caught by name, and returns one or None.

    It may ask for more: either `at`, the site, or `form`, the span as written, and `settings`, those of the
    reading. What it returns without the site is the same wherever the same is written.

    A rule with a `shape` has no patterns: its regular expression is looked for in what is written without
    a gap around a figure. A rule of a lexicon has `phrases`, and for each the values by its spellings. One
    with `beside` is only asked where that holds, one with `only` at sites for which it holds, before its
    parts are worked out.
    """

    name: str
    category: str
    patterns: tuple[str, ...]
    make: Callable[..., Any]
    asks: tuple[str, ...] = ()
    shape: re.Pattern[str] | None = None
    phrases: Sequence[tuple[str, ...]] = ()
    beside: Beside | None = None
    only: Callable[[Site], bool] | None = None
    sees_site: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sees_site", "at" in self.asks or self.only is not None)


class RuleBook:
    """Collects rules and lexicons by category."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rule(
        self,
        category: str,
        name: str,
        *patterns: str,
        beside: Beside | None = None,
        only: Callable[[Site], bool] | None = None,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register a function as a rule: it gets what the pattern caught as keywords, and what it asks for.

        It returns the value, or None where the rule does not hold after all; it is not asked where `beside`
        or `only` does not hold (see `Rule`).
        """
        return self._registering(category, name, patterns, beside=beside, only=only)

    def shape(
        self, category: str, name: str, expression: str
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Register a function for what a regular expression matches in a run of tokens that holds a figure.

        For codes that are no language (`57-NQ/TW`, addresses): the match must begin and end with tokens, and
        no pattern can ask for the category. What is before it can only forbid it, not be asked for.
        """
        return self._registering(category, name, (), re.compile(expression))

    def _registering(
        self,
        category: str,
        name: str,
        patterns: tuple[str, ...],
        shape: re.Pattern[str] | None = None,
        beside: Beside | None = None,
        only: Callable[[Site], bool] | None = None,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def register(make: Callable[..., Any]) -> Callable[..., Any]:
            asks = tuple(name for name in _ASKED if name in inspect.signature(make).parameters)
            self.rules.append(Rule(name, category, patterns, make, asks, shape, beside=beside, only=only))
            return make

        return register

    def lexicon(self, category: str, name: str, entries: Mapping[str, Any], *, exact: bool = False) -> None:
        """Register phrases with their values, in any case; with `exact` only as written."""
        by_keys: dict[tuple[str, ...], dict[str, Any]] = {}
        for phrase, value in entries.items():
            by_keys.setdefault(tuple(words_of(phrase)), {})[phrase] = value
        for keys, values in by_keys.items():
            make = _Exact(values) if exact else _Constant(next(iter(values.values())))
            asks = ("form",) if exact else ()
            self.rules.append(Rule(name, category, (), make, asks, phrases=(keys,)))

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

    def __call__(self, form: str) -> Any:
        return self.values.get(form)
