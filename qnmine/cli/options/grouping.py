"""By what a table of counts is grouped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.cli.options.command import GROUPS, NAMES, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class GroupOptions:
    """By what to group (see `qnmine.corpus.grouping`)."""

    by: tuple[str, ...]
    date_column: str | None


_GROUPS = (
    option(
        GROUPS,
        "--by",
        type=NAMES,
        default=(),
        metavar="A[,B]",
        help="A table for each group: by columns of the input, doc, or day, month, quarter, year of "
        "--date-column.",
    ),
    option(
        GROUPS,
        "--date-column",
        metavar="COL",
        help="Column with the document's date: 2024-06-25, 25/6/2024, 25-6-2024, 20240625, with or without "
        "a time.",
    ),
)


def group_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of grouping; the command gets them as `groups`."""
    return gather("groups", GroupOptions, _GROUPS)(function)
