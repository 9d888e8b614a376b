"""Which entities and mentions to show, and what to say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import FILE, SHOWN, NameList, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable

TYPES = ("PER", "ORG", "LOC")


class TypeList(NameList):
    """Entity types separated by commas, in any case."""

    name = "TYPE[,TYPE]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the types in capitals."""
        names = tuple(name.upper() for name in super().convert(value, param, ctx))
        for name in names:
            if name not in TYPES:
                self.fail(f"there is no type {name!r}; choose from {', '.join(TYPES)}", param, ctx)
        return names


@dataclass(frozen=True)
class EntityOptions:
    """Which entities and mentions to show, and what to say of them."""

    mentions: bool
    from_mentions: bool
    types: tuple[str, ...]
    min_mentions: int | None
    min_score: float | None
    corrections: str | None
    places: bool
    score: bool
    context: int | None
    nested: bool

    @property
    def wants_scores(self) -> bool:
        """Whether scores are shown or decide."""
        return self.score or self.min_score is not None


type_option = option(
    SHOWN,
    "--type",
    "types",
    type=TypeList(),
    default=(),
    metavar="TYPE[,TYPE]",
    help="Only these types: PER, ORG, LOC.",
)
corrections_option = option(
    SHOWN,
    "--corrections",
    type=FILE,
    metavar="FILE",
    help="Correct by a CSV file of action,text,type,name,doc; actions: add, drop, retype, rename, merge.",
)

min_score_option = option(
    SHOWN,
    "--min-score",
    type=click.FloatRange(0, 1),
    metavar="X",
    help="Only mentions of which the model is so sure, from 0 to 1.",
)

_ENTITIES = (
    option(SHOWN, "--mentions", is_flag=True, help="A row for each mention, not for each entity."),
    option(
        SHOWN,
        "--from-mentions",
        is_flag=True,
        help="PATHS are saved tables of mentions: count, correct, select and group them without the texts.",
    ),
    type_option,
    option(
        SHOWN,
        "--min-mentions",
        type=click.IntRange(min=1),
        metavar="N",
        help="Only entities with at least N mentions (in their group).",
    ),
    min_score_option,
    corrections_option,
    option(
        SHOWN,
        "--places",
        is_flag=True,
        help="Only places, with their code: administrative units before and after 1 July 2025, countries.",
    ),
    option(SHOWN, "--score", is_flag=True, help="With --mentions: how sure the model is, from 0 to 1."),
    option(
        SHOWN,
        "--context",
        type=click.IntRange(min=1),
        metavar="N",
        help="With --mentions: columns left and right, N words to each side.",
    ),
    option(
        SHOWN,
        "--nested",
        is_flag=True,
        help="With --mentions: also the names inside names, marked by 1 in the column depth.",
    ),
)


def entity_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of entities; the command gets them as `options`."""
    return gather("options", EntityOptions, _ENTITIES)(function)
