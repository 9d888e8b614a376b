"""When the dates that texts speak of are: bars by year, quarter or month, by how exact they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qnmine.dates.timeline import Timeline
from qnmine.report.charts.chart import Chart, vega_lite
from qnmine.statistics.trend import every_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qnmine.dates import Date
    from qnmine.dates.timeline import PeriodCount, PeriodName
    from qnmine.languages import Phrases

PERIODS: tuple[PeriodName, ...] = ("year", "quarter", "month")
GRAINS = ("day", "month", "year", "interval")
_GRAIN_OF = {
    "date": "day",
    "time": "day",
    "month": "month",
    "quarter": "month",
    "half": "month",
    "interval": "interval",
}
_SHARE_OUTSIDE = 0.05  # of the dates may lie so far off that they would press the others together
_MOST_YEARS, _YEARS_OF_QUARTERS, _YEARS_OF_MONTHS = 60, 8, 3
_EXACT = 0.9  # of the dates must be as exact as quarters or months, where these are drawn
_HEIGHT = 240


class DatesByGrain:
    """Timelines of all dates and of those of each grain, by year, quarter and month."""

    def __init__(self) -> None:
        self.all = {period: Timeline(period) for period in PERIODS}
        self.by_grain = {(period, grain): Timeline(period) for period in PERIODS for grain in GRAINS}

    def add_document(self, dates: Iterable[Date]) -> None:
        """Count the dates of one document."""
        dates = list(dates)
        grains = {
            grain: [date for date in dates if _GRAIN_OF.get(date.kind, "year") == grain] for grain in GRAINS
        }
        for period in PERIODS:
            self.all[period].add_document(dates)
            for grain in GRAINS:
                self.by_grain[period, grain].add_document(grains[grain])

    def period(self) -> PeriodName:
        """Return what dates are best shown by: the finest periods that are few and lose few dates."""
        years = [int(row.period) for row in _drawn(self.all["year"].rows())]
        span = years[-1] - years[0] + 1 if years else 0
        for period, most in (("month", _YEARS_OF_MONTHS), ("quarter", _YEARS_OF_QUARTERS)):
            counts = self.all[period]  # type: ignore[index]
            if span <= most and counts.dated >= _EXACT * (counts.dated + counts.coarse):
                return period  # type: ignore[return-value]
        return "year"


def timeline_chart(dates: DatesByGrain, phrases: Phrases) -> Chart | None:
    """Return the bars of the dates, None if none has a year."""
    period = dates.period()
    timeline = dates.all[period]
    rows = timeline.rows()
    if not rows:
        return None
    drawn = _drawn(rows)
    description = _description(timeline, rows, drawn, period, phrases)
    axis = list(every_period(row.period for row in drawn))
    spec = vega_lite(
        phrases,
        description,
        height=_HEIGHT,
        data={"values": _values(dates, period, set(axis), phrases)},
        mark={"type": "bar", "width": {"band": 0.8}},
        encoding=_encoding(dates, period, axis, phrases),
    )
    columns = tuple(phrases(f"column.{name}") for name in ("period", "dates", "docs"))
    cells = tuple((_name(row.period, phrases), row.count, row.docs) for row in rows)
    return Chart("timeline", phrases("timeline.title"), description, spec, columns, cells)


def _drawn(rows: Sequence[PeriodCount]) -> Sequence[PeriodCount]:
    """Return the rows without the few that are so far off that they would press the others together.

    Years before our era are never drawn.
    """
    rows = [row for row in rows if not row.period.startswith("-")]
    spare = _SHARE_OUTSIDE * sum(row.count for row in rows)
    first, last = 0, len(rows)
    while last - first > 1 and _year(rows[last - 1]) - _year(rows[first]) >= _MOST_YEARS:
        gap_before = _year(rows[first + 1]) - _year(rows[first])
        gap_behind = _year(rows[last - 1]) - _year(rows[last - 2])
        off = rows[first] if gap_before >= gap_behind else rows[last - 1]
        spare -= off.count
        if spare < 0 and max(gap_before, gap_behind) < _MOST_YEARS:
            break
        first, last = (first + 1, last) if gap_before >= gap_behind else (first, last - 1)
    return rows[first:last]


def _year(row: PeriodCount) -> int:
    return int(row.period[:4])


def _description(
    timeline: Timeline,
    rows: Sequence[PeriodCount],
    drawn: Sequence[PeriodCount],
    period: PeriodName,
    phrases: Phrases,
) -> str:
    peak = max(drawn or rows, key=lambda row: row.count)
    told = [
        phrases.count(
            "timeline.description",
            timeline.dated,
            period=phrases(f"period.{period}"),
            first=_name((drawn or rows)[0].period, phrases),
            last=_name((drawn or rows)[-1].period, phrases),
            peak=_name(peak.period, phrases),
            most=peak.count,
        )
    ]
    outside = [row for row in rows if row not in drawn]
    if outside:
        count = sum(row.count for row in outside)
        first, last = (_name(outside[place].period, phrases) for place in (0, -1))
        told.append(
            phrases("timeline.outside", count=count, periods=first if first == last else f"{first} – {last}")
        )
    if timeline.undated:
        told.append(phrases("timeline.undated", count=timeline.undated))
    if timeline.coarse:
        told.append(phrases("timeline.coarse", count=timeline.coarse, period=phrases(f"period.{period}")))
    return " ".join(told)


def _values(
    dates: DatesByGrain, period: PeriodName, axis: set[str], phrases: Phrases
) -> list[dict[str, object]]:
    return [
        {
            "period": row.period,
            "name": _name(row.period, phrases),
            "count": row.count,
            "docs": row.docs,
            "grain": phrases(f"grain.{grain}"),
            "order": number,
        }
        for number, grain in enumerate(GRAINS)
        for row in dates.by_grain[period, grain].rows()
        if row.period in axis
    ]


def _encoding(
    dates: DatesByGrain, period: PeriodName, axis: Sequence[str], phrases: Phrases
) -> dict[str, Any]:
    there = [grain for grain in GRAINS if dates.by_grain[period, grain].dated]
    colours = dict(zip(GRAINS, ("--date-line", "--PER-line", "--accent", "--ORG-line"), strict=True))
    return {
        "x": {
            "field": "period",
            "type": "ordinal",
            "title": None,
            "scale": {"domain": list(axis)},
            "axis": {"labelAngle": 0, "labelOverlap": "greedy", "labelSeparation": 8, "ticks": False},
        },
        "y": {
            "field": "count",
            "type": "quantitative",
            "title": phrases("timeline.axis"),
            "axis": {"format": ",d", "tickMinStep": 1, "tickCount": 6},
        },
        "color": {
            "field": "grain",
            "type": "nominal",
            "title": None,
            "scale": {
                "domain": [phrases(f"grain.{grain}") for grain in there],
                "range": [f"var({colours[grain]})" for grain in there],
            },
        },
        "order": {"field": "order", "type": "quantitative"},
        "tooltip": [
            {"field": "name", "title": phrases("column.period")},
            {"field": "grain", "title": phrases("column.grain")},
            {"field": "count", "title": phrases("column.dates"), "format": ",d"},
            {"field": "docs", "title": phrases("column.docs"), "format": ",d"},
        ],
    }


def _name(period: str, phrases: Phrases) -> str:
    """Return a period as people write it: 2024, quarter 2/2024, 6/2024."""
    year, _, rest = period.rpartition("-") if not period.startswith("-") else ("", "", period)
    if not year:
        return period
    if rest.startswith("Q"):
        return phrases("timeline.quarter", number=rest[1:], year=year)
    return phrases("timeline.month", number=rest, year=year)
