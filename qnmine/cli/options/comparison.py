"""What is compared with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.cli.options.command import FILE, GROUPS, INPUT, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class SideOptions:
    """The other side of a comparison, or the groups that are its sides."""

    others: tuple[str, ...]
    by: str | None
    groups: tuple[str, ...]
    date_column: str | None


_SIDES = (
    option(
        INPUT,
        "--with",
        "others",
        multiple=True,
        type=FILE,
        metavar="PATH",
        help="Corpus B: a file, folder or pattern; then all PATHS are A. May be repeated.",
    ),
    option(
        GROUPS,
        "--by",
        metavar="COL",
        help="Compare two groups of one corpus: by a column of the input, doc, or day, month, quarter, year "
        "of --date-column.",
    ),
    option(
        GROUPS,
        "--groups",
        multiple=True,
        metavar="X,Y",
        help="The groups that are A and B (default: the only two). Names with commas: --groups X --groups Y.",
    ),
    option(GROUPS, "--date-column", metavar="COL", help="Column with the document's date."),
)


def side_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what is compared; the command gets them as `asked`."""
    return gather("asked", SideOptions, _SIDES)(function)
