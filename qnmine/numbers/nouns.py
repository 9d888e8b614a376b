"""Which words are counted after a numeral, and what follows number words that do not count."""

from __future__ import annotations

from functools import cache

from qnmine.data.tables import read_table
from qnmine.text.normalize import comparable

WHATEVER = "*"
"""Stands in the column `next` of the traps of a number word that never counts."""


@cache
def counted_nouns() -> dict[tuple[str, ...], str]:
    """Return the counted nouns by their syllables, with their kind, `classifier` or `noun`.

    Syllables are in lower case and comparable form. The dictionary is shared: do not change it. What it
    holds, and its source, stand in the README beside the data.
    """
    return {_syllables(row["noun"]): row["kind"] for row in read_table("counted_nouns.tsv")}


@cache
def traps() -> dict[tuple[str, ...], str]:
    """Return the phrases that begin with a number word and hold no number, by syllables, with the reason.

    ``("năm", "nay")`` is `this year`; a number word alone, ``("không",)``, never counts. Syllables are in
    lower case and comparable form. The dictionary is shared: do not change it.
    """
    return {
        _syllables(row["word"] if row["next"] == WHATEVER else f"{row['word']} {row['next']}"): row["why"]
        for row in read_table("number_word_traps.tsv")
    }


def _syllables(phrase: str) -> tuple[str, ...]:
    return tuple(comparable(phrase).lower().split())
