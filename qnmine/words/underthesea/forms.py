"""Token forms as the models see them: a class for each combination of what a model can tell apart.

Whatever the model does not know by name falls into a few classes, so that their number is bounded by its
vocabulary, not by the corpus.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qnmine.tagging.columns import Ints

_INTEGER = re.compile(r"[+-]?[0-9]+")
_LARGEST = 2**31
_SURROGATE = re.compile("[\\ud800-\\udfff]")


def without_surrogates(form: str) -> str:
    """Write question marks for lone surrogates, which underthesea does not take at all."""
    return form if form.isprintable() else _SURROGATE.sub("?", form)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What `istitle` and `isdigit` mean: underthesea has them in Rust for words, in Python for tags."""

    is_title: Callable[[str], bool]
    is_digit: Callable[[str], bool]


def _rust_title(form: str) -> bool:
    """Tell whether upper case changes the first character of no part."""
    if " " in form:
        return all(map(_rust_title, form.split(" ")))
    first = form[:1]
    return first.upper()[:1] == first


def _rust_digit(form: str) -> bool:
    """Tell whether the form is a 32-bit integer, which is what the Rust code parses."""
    if form.isalpha() or _INTEGER.fullmatch(form) is None:
        return False
    digits = form.lstrip("+-").lstrip("0")
    if len(digits) > 10:
        return False
    value = int(digits or "0")
    return value < _LARGEST or (value == _LARGEST and form[0] == "-")


def _python_title(form: str) -> bool:
    return all(part[:1].istitle() for part in form.split(" "))


RUST = Dialect(_rust_title, _rust_digit)
PYTHON = Dialect(_python_title, str.isdigit)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns over classes of forms: numbers of the strings as they are and in lower case, two flags."""

    plain: Ints
    lower: Ints
    title: Ints
    digit: Ints


class Forms:
    """Gives each form its class; class 0 knows nothing of it, and stands around sentences as well."""

    def __init__(self, vocabulary: Sequence[str], dialect: Dialect) -> None:
        self._numbers = {string: number for number, string in enumerate(vocabulary, 1)}
        self._dialect = dialect
        self._classes: dict[tuple[int, int, bool, bool], int] = {(0, 0, False, False): 0}

    def __len__(self) -> int:
        """Return how many classes there are, class 0 included."""
        return len(self._classes)

    def number(self, form: str) -> int:
        """Return the class of a form."""
        lower = form.lower()
        plain = self._numbers.get(form, 0)
        columns = (
            plain,
            plain if lower == form else self._numbers.get(lower, 0),
            self._dialect.is_title(form),
            self._dialect.is_digit(form),
        )
        return self._classes.setdefault(columns, len(self._classes))

    def columns(self, first: int) -> Columns:
        """Return the columns of the classes from number `first` on."""
        rows = np.array(list(self._classes)[first:], np.int64).reshape(-1, 4)
        return Columns(*np.ascontiguousarray(rows.T))
