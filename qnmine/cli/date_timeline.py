"""The table of `qnmine dates --timeline`, with bars for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.cli.shaping import columns_of
from qnmine.dates.timeline import PeriodCount, Timeline
from qnmine.output import Table, table_of
from qnmine.output.plots import bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.dates.timeline import PeriodName
    from qnmine.engines.work import Analysed

_GAPS = 6  # cells between four columns
_SLACK = 8  # cells that the columns of a table of more rows than are measured may take more
_MANY = 500
_SHORTEST = 10


class DatesInTime:
    """The timeline of the dates of documents, as a run gathers it."""

    def __init__(self, period: PeriodName) -> None:
        self.timeline = Timeline(period)

    def add(self, batch: Sequence[Analysed]) -> None:
        """Count the dates of the next documents."""
        for one in batch:
            self.timeline.add_document(one.rows)

    def merge(self, other: DatesInTime) -> None:
        """Add what was counted in others."""
        self.timeline.merge(other.timeline)


def timeline_table(rows: Sequence[PeriodCount], room: int | None = None) -> Table:
    """Return the periods as a table; with `room` cells in a line a column `bar` takes what is left of it."""
    columns = columns_of(PeriodCount)
    if room is None:
        return table_of(rows, columns, PeriodCount)
    most = max((row.count for row in rows), default=0)
    widths = (max([len(name), *(len(str(getattr(row, name))) for row in rows)]) for name in columns)
    width = max(room - sum(widths) - _GAPS - (_SLACK if len(rows) >= _MANY else 0), _SHORTEST)
    cells = ((row.period, row.count, row.docs, bar(row.count, most, width)) for row in rows)
    return Table((*columns, "bar"), cells, (str, int, int, str))
