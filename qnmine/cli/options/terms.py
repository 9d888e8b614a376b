"""Which words, phrases and entities are followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.cli.options.command import SHOWN, gather, option
from qnmine.cli.options.queries import QUERY

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class TermOptions:
    """What is looked for in the texts: queries, and entities by their name."""

    queries: tuple[str, ...]
    entities: tuple[str, ...]


_TERMS = (
    option(
        SHOWN,
        "--query",
        "queries",
        multiple=True,
        type=QUERY,
        metavar="QUERY",
        help="A word or phrase, as in 'qnmine concordance': * ? (a|b) <PER>. May be repeated.",
    ),
    option(
        SHOWN,
        "--entity",
        "entities",
        multiple=True,
        type=QUERY,
        metavar="NAME",
        help="The entity of this name ('qnmine entities'), however it is written. May be repeated.",
    ),
)


def term_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what is looked for; the command gets them as `terms`."""
    return gather("terms", TermOptions, _TERMS)(function)
