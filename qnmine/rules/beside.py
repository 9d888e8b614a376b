"""What must stand beside a span for a rule to be asked at all: a look at three words, kept as bits.

Most rules of a figure hold only after some words or before some signs (`[5]`, `quận 5`), and a text is full
of figures. What a word allows is found out once; at a place three numbers tell which rules are asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from qnmine.rules.kept import Kept
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import folded, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Words: TypeAlias = "Phrases[Any] | frozenset[str] | Callable[[str], bool]"
"""Words that fit: what phrases end (before a span) or begin with, keys, or what holds for a token as
written."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What must stand right before a span and right after it, and what the span must begin with.

    Of each one of several kinds of words must fit; without any all do. Beside the end of a sentence stands
    the empty string. It is a look ahead only: a rule is not asked where it would refuse.
    """

    before: Sequence[Words] = ()
    after: Sequence[Words] = ()
    first: Sequence[Words] = ()


class Besides:
    """The conditions of rules as bits, for keys made by one function: a bit for each that has one."""

    def __init__(self, conditions: Iterable[Beside | None], key: Callable[[str], str]) -> None:
        conditional = [(number, one) for number, one in enumerate(conditions) if one is not None]
        self.bits = {number: 1 << place for place, (number, _) in enumerate(conditional)}
        found = [one for _, one in conditional]
        self._before = Kept(partial(_allowed, [one.before for one in found], key, before=True))
        self._after = Kept(partial(_allowed, [one.after for one in found], key, before=False))
        self._first = Kept(partial(_allowed, [one.first for one in found], key, before=False))

    def begin(self, forms: Sequence[str], start: int) -> int:
        """Return the bits of the rules that can hold from a position on, as far as the words there tell."""
        return self._before[forms[start - 1] if start else ""] & self._first[forms[start]]

    def end(self, forms: Sequence[str], end: int) -> int:
        """Return the bits of the rules that can hold up to a position, as far as the word there tells."""
        return self._after[forms[end] if end < len(forms) else ""]


def _allowed(
    conditions: Sequence[Sequence[Words]], key: Callable[[str], str], form: str, *, before: bool
) -> int:
    """Return the bits of the conditions that a token meets."""
    bits = 0
    for place, choices in enumerate(conditions):
        if not choices or any(_fits(words, form, key, before) for words in choices):
            bits |= 1 << place
    return bits


def _fits(words: Words, form: str, key: Callable[[str], str], before: bool) -> bool:
    if isinstance(words, Phrases):
        known = key_of(form, key)
        return words.may_end(known, key is folded) if before else words.may_begin(known, key is folded)
    if isinstance(words, frozenset):
        return key_of(form, key) in words
    return words(form)
