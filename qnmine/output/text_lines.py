"""Segmented text: a sentence on a line, the syllables of a word joined by an underscore."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Word(Protocol):
    """A word token: the number of its sentence, its normalised form, its parts of speech (or empty)."""

    @property
    def sentence(self) -> int: ...  # noqa: D102
    @property
    def word(self) -> str: ...  # noqa: D102
    @property
    def pos(self) -> str: ...  # noqa: D102
    @property
    def upos(self) -> str: ...  # noqa: D102


def text_lines(tokens: Iterable[Word]) -> Iterator[str]:
    """Yield a line for each sentence of one document: its words, separated by a space, without a newline.

    Words stand in their normalised form; white space inside of a word becomes ``_``, so that splitting a
    line at spaces gives the words back (``Hạ_Long``). Parts of speech follow after strokes
    (``Hạ_Long/Np``, ``Hạ_Long/Np/PROPN``).
    """
    for _, words in groupby(tokens, key=attrgetter("sentence")):
        yield " ".join("/".join(filter(None, ("_".join(w.word.split()), w.pos, w.upos))) for w in words)
