"""Which words and terms are counted, and how often they must occur to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import FILE, NAMES, SHOWN, WORDS, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.cli.options.command import Decorator


@dataclass(frozen=True)
class CountOptions:
    """Which terms are counted and shown."""

    min_count: int
    min_docs: int
    stopword_files: tuple[str, ...]
    no_stopwords: bool
    fold_stopwords: bool
    pos: tuple[str, ...]
    join_entities: bool


_OF_WHAT_OCCURS = "Only what occurs at least N times (in its group, where there are groups)."

_COUNT = (
    option(
        SHOWN,
        "--min-docs",
        type=click.IntRange(min=1),
        default=1,
        metavar="N",
        help="Only what occurs in at least N documents.",
    ),
    option(
        WORDS,
        "--stopwords",
        "stopword_files",
        multiple=True,
        type=FILE,
        metavar="FILE",
        help="Leave out the words of FILE too, one a line (# begins a comment).",
    ),
    option(
        WORDS, "--no-stopwords", is_flag=True, help="Do not leave out the built-in Vietnamese stop words."
    ),
    option(
        WORDS,
        "--fold-stopwords",
        is_flag=True,
        help="Compare stop words without diacritics where the text, or all of a FILE, has none: cua is của.",
    ),
    option(
        WORDS,
        "--pos",
        type=NAMES,
        default=(),
        metavar="TAG[,TAG]",
        help="Only words of these parts of speech: N,Np,V,A … ('qnmine tokenize --pos' shows them).",
    ),
    option(
        WORDS,
        "--join-entities",
        is_flag=True,
        help="Count each entity as one word, under its name ('qnmine entities').",
    ),
)


def count_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what is counted; the command gets them as `counting`."""
    return count_options_from(1)(function)


def count_options_from(min_count: int, of_what: str = _OF_WHAT_OCCURS) -> Decorator:
    """Return a decorator that adds these options with another default, and help, of `--min-count`."""
    least = option(
        SHOWN,
        "--min-count",
        type=click.IntRange(min=1),
        default=min_count,
        show_default=min_count > 1,
        metavar="N",
        help=of_what,
    )
    return gather("counting", CountOptions, (least, *_COUNT))
