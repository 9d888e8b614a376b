"""What finds the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import FILE, WORDS, gather, option
from qnmine.words import SEGMENTERS

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class WordOptions:
    """What finds the words (see `qnmine.words.segmenters`)."""

    segmenter: str | None
    word_model: str | None
    word_lists: tuple[str, ...]

    def files(self) -> tuple[str | None, ...]:
        """The files that are read."""
        return (self.word_model, *self.word_lists)


_WORDS = (
    option(
        WORDS,
        "--segmenter",
        type=click.Choice(SEGMENTERS),
        help="What finds the words; underthesea: exactly its own words. Default: qnmine; CoNLL-U keeps the "
        "words that it has.",
    ),
    option(
        WORDS,
        "--word-model",
        type=FILE,
        metavar="FILE",
        help="Use a model made by 'qnmine train --task words'.",
    ),
    option(
        WORDS,
        "--words",
        "word_lists",
        multiple=True,
        type=FILE,
        metavar="FILE",
        help="Words of your own, one a line, that are never cut; with a | inside, always cut there.",
    ),
)


def word_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what finds the words; the command gets them as `words`."""
    return gather("words", WordOptions, _WORDS)(function)
