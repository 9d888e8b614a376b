"""Which terms `qnmine keywords` counts, and what ranks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import SHOWN, gather, option
from qnmine.cli.options.lengths import Lengths

if TYPE_CHECKING:
    from collections.abc import Callable

MEASURES = (
    "count",
    "tfidf",
    "rank",
    "keyness",
    "log_likelihood",
    "chi_square",
    "log_ratio",
    "percent_diff",
    "odds_ratio",
)
OF_KEYNESS = MEASURES[3:]
LONGEST = 5


@dataclass(frozen=True)
class KeywordOptions:
    """Which terms are counted, and what ranks them."""

    measure: str
    terms: str | None
    lengths: tuple[int, ...] | None
    reference: str | None


_KEYWORDS = (
    option(
        SHOWN,
        "--measure",
        type=click.Choice(MEASURES),
        default=MEASURES[0],
        show_default=True,
        help="What terms are ranked by; rank: how well they tell what the texts are about; keyness "
        "(log_likelihood) and the four after it: how much more often they occur than in the reference.",
    ),
    option(
        SHOWN,
        "--terms",
        type=click.Choice(["words", "phrases"]),
        help="Count words or phrases (names, nouns with what belongs to them). Default: phrases for rank and "
        "keyness, else words.",
    ),
    option(
        SHOWN,
        "--ngrams",
        "--n",
        "lengths",
        type=Lengths(LONGEST),
        metavar="N[-M]",
        help="Count sequences of so many words, for example 1-3.",
    ),
    option(
        SHOWN,
        "--reference",
        metavar="PATH",
        help="Compare with another corpus, or a table with the columns term and count; 'rest': each group "
        "with all others. Default: general Vietnamese (Wikipedia).",
    ),
)


def keyword_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of terms and measures; the command gets them as `options`."""
    return gather("options", KeywordOptions, _KEYWORDS)(function)
