"""What `qnmine trend` is asked for; what means nothing is refused before anything is written."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.cli.options.queries import QUERY
from qnmine.corpus.days import PERIODS
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from qnmine.cli.options import CorpusOptions, GroupOptions
    from qnmine.cli.options.terms import TermOptions


def query_first(terms: TermOptions, corpus: CorpusOptions) -> tuple[TermOptions, CorpusOptions]:
    """Return what is looked for and where: the first argument is a query, unless options tell.

    Raises UsageError when nothing is looked for, and for a query among the paths.
    """
    first = next(iter(corpus.paths), None)
    if not (terms.queries or terms.entities):
        if first is None:
            raise UsageError("trend: nothing to look for; give a QUERY before the paths, or --entity NAME")
        query = QUERY.convert(first, None, None)
        return replace(terms, queries=(query,)), replace(corpus, paths=corpus.paths[1:])
    if first is not None and not _is_input(first):
        raise UsageError(
            f"{shown(first)}: no such file; beside --query and --entity every argument is a path, so "
            "name a query with --query"
        )
    return terms, corpus


def _is_input(path: str) -> bool:
    """Tell whether a path may name an input; what a glob finds is told later."""
    is_glob = any(sign in path for sign in "*?[")
    return path == "-" or is_glob or os.path.exists(path)  # noqa: PTH110  # takes a name of any length


def check_request(groups: GroupOptions, *, plot: bool, at_terminal: bool) -> None:
    """Raise UsageError for options that do not go together; `at_terminal` that the format is `table`."""
    if groups.date_column is None:
        raise UsageError("trend needs the dates of the documents; name their column with --date-column COL")
    period = next((name for name in groups.by if name in PERIODS), None)
    if period is not None:
        raise UsageError(f"--by {period}: the periods of a trend are told by --period {period}")
    if plot and not at_terminal:
        raise UsageError("--plot is drawn in a table for the terminal; add -f table, or leave it out")
