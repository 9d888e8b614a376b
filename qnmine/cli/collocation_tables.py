"""The table of `qnmine collocations`, its columns on a terminal, and what is said when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.cli.grouped import group_numbers, grouped_table
from qnmine.cli.shaping import columns_of
from qnmine.cli.terms import not_found
from qnmine.corpus.naming import shown
from qnmine.output import table_of
from qnmine.statistics.collocations import Collocation, collocations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qnmine.cli.options import CountOptions
    from qnmine.corpus.grouping import Grouping
    from qnmine.output import Table
    from qnmine.output.tables import Row
    from qnmine.statistics.collocations import CollocationCounts
    from qnmine.statistics.groups import Key

_COUNTS = ("collocate", "count", "left", "right", "docs")
_MEASURES = ("log_dice", "log_likelihood", "mi")


def collocation_table(
    counts: CollocationCounts,
    measure: str,
    counting: CountOptions,
    stopwords: Collection[str],
    grouping: Grouping,
    keys: Sequence[Key],
) -> Table:
    """Return the table of collocates, group by group where there are groups; `keys` are theirs by number."""
    columns = columns_of(Collocation)
    spellings = counts.spellings()

    def rows(group: int) -> list[Collocation]:
        return collocations(
            counts,
            group,
            measure=measure,
            min_count=counting.min_count,
            min_docs=counting.min_docs,
            stopwords=stopwords,
            spellings=spellings,
        )

    if not grouping.by:
        return table_of(rows(0), columns, Collocation)

    def grouped() -> Iterator[tuple[Key, Row, int, int | None]]:
        for number, key in group_numbers(grouping, keys):
            for row in table_of(rows(number), columns).rows:
                yield key, row, counts.documents[number], counts.words[number]

    return grouped_table(table_of((), columns, Collocation), grouping.by, grouped())


def shown_columns(table: Table, measure: str, groups: int) -> tuple[str, ...]:
    """Return the columns that a terminal of 80 cells has room for, with the measure that ranks."""
    measures = [measure, *(name for name in _MEASURES if name != measure)][: 2 if groups else 3]
    return (*table.columns[:groups], *_COUNTS, *(name for name in measures if name not in _COUNTS))


def warnings(counts: CollocationCounts, counting: CountOptions) -> list[str]:
    """Return a line about a node that was not found, or that nothing is found often enough around."""
    found = counts.nodes.total()
    if not found:
        return not_found([counts.query], ())
    most = max((joint for group in counts.nodes for _, joint, *_ in counts.counts(group)), default=0)
    if most < counting.min_count > 1:
        times = "once" if found == 1 else f"{found} times"
        rare = f"no word is around it {counting.min_count} times; lower --min-count"
        return [f"'{shown(counts.query.label, 60)}' occurs {times}, and {rare}"]
    return []
