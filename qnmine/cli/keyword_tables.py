"""The table of `qnmine keywords`, and what of it a terminal shows."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from qnmine.cli.grouped import SIZES, group_numbers, grouped_table
from qnmine.cli.plotted import keyword_bars, most_of
from qnmine.cli.plotting import write_and_plot
from qnmine.cli.shaping import columns_of, terminal_columns
from qnmine.corpus.grouping import DOC
from qnmine.output import Table, table_of
from qnmine.statistics.frequency import Keyword
from qnmine.statistics.keyword_table import KEYNESS, KeyKeyword, ranked_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.options import CountOptions
    from qnmine.cli.plotting import Plot
    from qnmine.cli.run import Run
    from qnmine.corpus.grouping import Grouping
    from qnmine.output.tables import Row
    from qnmine.statistics.groups import Key
    from qnmine.statistics.reference import Reference
    from qnmine.statistics.terms import TermCounts

_SMALL = 100_000
"""Below so many words a frequency by a million is hard to take in."""

_PER_MILLION, _PER_THOUSAND = "per_million", "per_thousand"
_OF_KEYNESS_SHOWN = ("term", "count", "docs", "score", "reference_count", "log_ratio")


def write_keywords(
    run: Run,
    counts: TermCounts,
    measure: str,
    counting: CountOptions,
    grouping: Grouping,
    keys: Sequence[Key],
    reference: Reference | str | None,
    plot: Plot | None = None,
) -> None:
    """Write the terms of all groups, and draw them if a plot is asked for; `keys` are these by number."""
    row_type: type[Any] = KeyKeyword if measure in KEYNESS else Keyword
    columns = columns_of(row_type)
    form, cells = table_of((), columns, row_type), attrgetter(*columns)
    shown = dict(group_numbers(grouping, keys))
    found = ranked_terms(
        counts,
        measure,
        list(shown),
        reference=reference,
        min_count=counting.min_count,
        min_docs=counting.min_docs,
    )
    if grouping.by:
        rows = (
            (shown[group], cells(row), counts.documents[group], counts.words[group]) for group, row in found
        )
        table = grouped_table(form, grouping.by, rows)
    else:
        table = Table(form.columns, (cells(row) for _, row in found), form.types)
    by = table.columns[: len(grouping.by)]
    if measure in KEYNESS:
        names: tuple[str, ...] = (*by, *_OF_KEYNESS_SHOWN)
    else:
        names = tuple(name for name in table.columns if name not in SIZES)
        if measure == "count":
            names = tuple(name for name in names if name != "score")
        if run.format == "table" and counts.words.total() < _SMALL:
            table = _with_thousands(table)
            place = names.index(_PER_MILLION) + 1
            names = (*names[:place], _PER_THOUSAND, *names[place:])
            if by:
                names = tuple(name for name in names if name != _PER_MILLION)
    if DOC in grouping.by:  # it would be 1 in every row
        names = tuple(name for name in names if name != "docs")
    write_and_plot(
        run,
        table,
        plot,
        partial(keyword_bars, measure=measure),
        group_columns=len(by),
        most=most_of(by),
        writer=terminal_columns(run.output, names, footer=_told(reference)),
    )


def _told(reference: Reference | str | None) -> str | None:
    """Return what the terms are compared with, in words."""
    if reference is None:
        return None
    if isinstance(reference, str):
        return "reference: all other groups"
    return f"reference: {reference.name}, {reference.words} words"


def _with_thousands(table: Table) -> Table:
    """Return the table with a column per_thousand after per_million."""
    place = table.columns.index(_PER_MILLION) + 1
    types = table.types or (None,) * len(table.columns)

    def rows() -> Iterator[Row]:
        for row in table.rows:
            share = row[place - 1]
            assert isinstance(share, float)
            yield (*row[:place], share / 1000, *row[place:])

    columns = (*table.columns[:place], _PER_THOUSAND, *table.columns[place:])
    return Table(columns, rows(), (*types[:place], float, *types[place:]))
