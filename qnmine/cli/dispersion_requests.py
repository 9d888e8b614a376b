"""What `qnmine dispersion` can be asked for; what means nothing is refused before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from qnmine.cli.options import CountOptions, QueryOptions

DOCUMENTS = "doc"


class Parts(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """`doc`, or a number of slices."""

    name = "doc|N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """Return the number of slices, or `doc`."""
        text = str(value).strip().lower()
        if text == DOCUMENTS:
            return DOCUMENTS
        if not text.isdecimal() or int(text) < 2:
            self.fail(f"{value}: expected doc, or a number of slices, which is at least 2", param, ctx)
        return int(text)


def check_request(
    counting: CountOptions, comparing: QueryOptions, *, asked: bool, plot: bool, chosen: str
) -> None:
    """Raise UsageError for options that do not go together.

    `asked` tells that terms are asked for by name, `chosen` is the format to be written.
    """
    if plot and chosen != "table":
        raise UsageError("--plot is drawn in a table for the terminal; add -f table, or leave it out")
    of_words = {
        "--min-count": counting.min_count > 1,
        "--min-docs": counting.min_docs > 1,
        "--pos": bool(counting.pos),
    }
    of_queries = {
        "--match-case": comparing.match_case,
        "--ignore-diacritics": comparing.ignore_diacritics,
        "--syllables": comparing.syllables,
    }
    for name, given in (of_words if asked else of_queries).items():
        if given and asked:
            raise UsageError(f"{name} selects among all words; leave it out beside --query and --entity")
        if given:
            raise UsageError(f"{name} is of queries; add --query, or leave it out")
