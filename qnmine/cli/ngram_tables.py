"""The table of `qnmine ngrams`, and its columns on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.cli.grouped import SIZES, group_numbers, grouped_table
from qnmine.cli.shaping import columns_of
from qnmine.output import table_of
from qnmine.statistics.ngram_table import Ngram

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.cli.options import CountOptions
    from qnmine.corpus.grouping import Grouping
    from qnmine.output import Table
    from qnmine.output.tables import Row
    from qnmine.statistics.groups import Key
    from qnmine.statistics.ngram_table import Ngrams


def ngram_table(
    counts: Ngrams, measure: str, counting: CountOptions, grouping: Grouping, keys: list[Key]
) -> Table:
    """Return the table of n-grams, group by group where there are groups; `keys` are theirs by number."""
    columns = [name for name in columns_of(Ngram) if name != "score" or measure != "count"]
    shown = dict(group_numbers(grouping, keys))
    found = counts.rows(
        list(shown), measure=measure, min_count=counting.min_count, min_docs=counting.min_docs
    )
    if not grouping.by:
        return table_of((row for _, row in found), columns, Ngram)

    def rows() -> Iterator[tuple[Key, Row, int, int | None]]:
        for group, row in found:
            (cells,) = table_of([row], columns).rows
            yield shown[group], cells, counts.documents[group], counts.words[group]

    return grouped_table(table_of((), columns, Ngram), grouping.by, rows())


def shown_columns(table: Table, lengths: tuple[int, ...]) -> list[str]:
    """Return the columns for a terminal: no sizes of groups, and no `words` where these are all alike."""
    unused = SIZES if len(lengths) > 1 else ("words", *SIZES)
    return [name for name in table.columns if name not in unused]
