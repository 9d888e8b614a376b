"""Tables of counts group by group: the values of the group before each row, its sizes after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.output import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.corpus.grouping import Grouping
    from qnmine.output.tables import Row
    from qnmine.statistics.groups import Key

SIZES = ("group_docs", "group_words")


def grouped_table(form: Table, by: Sequence[str], rows: Iterable[tuple[Key, Row, int, int | None]]) -> Table:
    """Return a table of rows that come with the values, the documents and the words of their group.

    `form` has the columns and types of the rows alone; `by` names the groups, and a name that is taken
    becomes `meta_NAME`.
    """
    names = [f"meta_{name}" if name in (*form.columns, *SIZES) else name for name in by]
    types = (*(str,) * len(names), *(form.types or (None,) * len(form.columns)), int, int)
    cells = ((*key, *row, docs, words) for key, row, docs, words in rows)
    return Table((*names, *form.columns, *SIZES), cells, types)


def group_numbers(grouping: Grouping, keys: Sequence[Key]) -> Iterator[tuple[int, Key]]:
    """Yield the groups in the order in which a table shows them, each with its place among `keys`."""
    places = {key: place for place, key in enumerate(keys)}
    for key in grouping.order(list(keys)):
        yield places[key], key
