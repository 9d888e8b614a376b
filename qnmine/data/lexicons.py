"""The shipped word lists: lexicons of names and head words, and the stop words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def parse_entries(text: str) -> list[str]:
    """Return the entries of a word list in file order: one a line, `#` lines and empty lines left out."""
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if line and not line.startswith("#")]


@cache
def load(name: str) -> frozenset[str]:
    """Return the entries of the lexicon `name` (`provinces`, `surnames`, …) in their written case.

    Entries are NFC with the old tone-mark style (hòa, thủy), as normalised text is. What each
    lexicon holds, its source and licence stand in the README beside it.
    Raises FileNotFoundError when there is no such lexicon.
    """
    return _read(f"lexicons/{name}.txt")


@cache
def stopwords() -> frozenset[str]:
    """Return the Vietnamese stop words: function words in lower case, some of several syllables."""
    return _read("stopwords/vi.txt")


def names() -> tuple[str, ...]:
    """Return the names that `load` accepts, sorted."""
    entries = (entry.name for entry in files("qnmine.data").joinpath("lexicons").iterdir())
    return tuple(sorted(name.removesuffix(".txt") for name in entries if name.endswith(".txt")))


def _read(path: str) -> frozenset[str]:
    resource = files("qnmine.data")
    for part in path.split("/"):
        resource = resource.joinpath(part)
    return frozenset(parse_entries(resource.read_text(encoding="utf-8")))
