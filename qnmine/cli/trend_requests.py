"""What `qnmine trend` is asked for; what means nothing is refused before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.cli.arguments import check_query_first, may_be_input
from qnmine.cli.options.queries import QUERY
from qnmine.corpus.days import PERIODS
from qnmine.corpus.naming import shown
from qnmine.errors import QnmineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.options import CorpusOptions, GroupOptions
    from qnmine.cli.options.terms import TermOptions

MOST_PERIODS = 100_000


def query_first(terms: TermOptions, corpus: CorpusOptions) -> tuple[TermOptions, CorpusOptions]:
    """Return what is looked for and where: the first argument is a query, unless options tell.

    Raises UsageError when nothing is looked for, for a query among the paths, and a path that stands first.
    """
    first = next(iter(corpus.paths), None)
    if not (terms.queries or terms.entities):
        if first is None:
            raise UsageError("trend: nothing to look for; give a QUERY before the paths, or --entity NAME")
        query = QUERY.convert(first, None, None)
        inputs = replace(corpus, paths=corpus.paths[1:])
        check_query_first(query, inputs)
        return replace(terms, queries=(query,)), inputs
    if first is not None and not may_be_input(first):
        raise UsageError(
            f"{shown(first)}: no such file; beside --query and --entity every argument is a path, so "
            "name a query with --query"
        )
    return terms, corpus


def check_request(groups: GroupOptions, *, plot: bool, at_terminal: bool) -> None:
    """Raise UsageError for options that do not go together; `at_terminal` that the format is `table`."""
    if groups.date_column is None:
        raise UsageError("trend needs the dates of the documents; name their column with --date-column COL")
    period = next((name for name in groups.by if name in PERIODS), None)
    if period is not None:
        raise UsageError(f"--by {period}: the periods of a trend are told by --period {period}")
    if plot and not at_terminal:
        raise UsageError("--plot is drawn in a table for the terminal; add -f table, or leave it out")


def check_periods(periods: Sequence[str]) -> None:
    """Raise QnmineError when there are too many periods from the first to the last of those of documents."""
    from qnmine.statistics.trend import count_periods

    if not periods:
        return
    first, last = min(periods), max(periods)
    number = count_periods(first, last)
    if number > MOST_PERIODS:
        raise QnmineError(
            f"from {first} to {last} there are {number:,} periods, more than {MOST_PERIODS:,}; choose a "
            "coarser --period, or mend the dates"
        )
