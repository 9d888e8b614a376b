"""Which words are counted after a numeral, and what follows number words that do not count."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator

WHATEVER = "*"
"""Stands in the column `next` of the traps of a number word that never counts."""


@cache
def counted_nouns() -> dict[tuple[str, ...], str]:
    """Return the counted nouns by their syllables, with their kind, `classifier` or `noun`.

    Syllables are in lower case and comparable form. The dictionary is shared: do not change it. What it
    holds, and its source, stand in the README beside the data.
    """
    return {_syllables(noun): kind for noun, _, kind in _rows("counted_nouns.tsv")}


@cache
def traps() -> dict[tuple[str, ...], str]:
    """Return the phrases that begin with a number word and hold no number, by syllables, with the reason.

    ``("năm", "nay")`` is `this year`; a number word alone, ``("không",)``, never counts. Syllables are in
    lower case and comparable form. The dictionary is shared: do not change it.
    """
    return {
        _syllables(word if following == WHATEVER else f"{word} {following}"): why
        for word, following, why in _rows("number_word_traps.tsv")
    }


def _syllables(phrase: str) -> tuple[str, ...]:
    return tuple(comparable(phrase).lower().split())


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of the rows of a table in `qnmine.data`, without comments and the header."""
    text = files("qnmine.data").joinpath(name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))
    next(rows)
    return rows
