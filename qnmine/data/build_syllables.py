"""Write how often syllables with a letter beyond ASCII occur, `encodings/syllables.tsv`.

Run from the top of a source checkout; it is made of `frequencies/words.tsv.gz`::

    python -m qnmine.data.build_syllables

Counting them anew would take a tenth of a second of every run that has to tell an encoding.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qnmine.data.frequencies import word_frequencies
from qnmine.encodings.model import syllable_key
from qnmine.text.spelling import VIETNAMESE, spelling_of

TABLE = Path(__file__).parent / "encodings" / "syllables.tsv"

_RAREST = 3
_HEADER = (
    "# Syllables with a letter beyond ASCII, decomposed, the tone mark last, with how often they occur.",
    "# Source: frequencies/words.tsv.gz (Vietnamese Wikipedia of 2017), by build_syllables.py",
    "# Licence: CC BY-SA",
    "syllable\tcount",
)


def main() -> None:
    """Write the table."""
    TABLE.write_text(table(), encoding="utf-8")


def table() -> str:
    """Return the table, its rows by code point."""
    rows = (f"{key}\t{count}" for key, count in sorted(counted().items()))
    return "\n".join((*_HEADER, *rows, ""))


def counted() -> Counter[str]:
    """Return how often each occurs in words; those that are no syllables of Vietnamese are left out."""
    counts: Counter[str] = Counter()
    for word, count in word_frequencies().counts.items():
        if not word.isascii():
            for syllable in word.split(" "):
                counts[syllable] += count
    keys: Counter[str] = Counter()
    for syllable, count in counts.items():
        if count >= _RAREST and not syllable.isascii() and spelling_of(syllable) == VIETNAMESE:
            keys[syllable_key(syllable)] += count
    return keys


if __name__ == "__main__":
    main()
