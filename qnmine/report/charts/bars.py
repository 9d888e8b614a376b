"""Bars of words: the most frequent ones, and those that are most typical."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qnmine.output.display import visible
from qnmine.report.charts.chart import STEP, Chart, labels, vega_lite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.languages import Phrases
    from qnmine.statistics.frequency import Keyword
    from qnmine.statistics.keyword_table import KeyKeyword
    from qnmine.statistics.reference import Reference


def keywords_chart(rows: Sequence[Keyword], phrases: Phrases) -> Chart:
    """Return the bars of the most frequent words."""
    description = phrases(
        "keywords.description",
        shown=len(rows),
        first=visible(rows[0].term),
        count=rows[0].count,
        last=visible(rows[-1].term),
        least=rows[-1].count,
    )
    values = [
        {
            "term": term,
            "count": row.count,
            "docs": row.docs,
            "per_million": round(row.per_million, 1),
            "told": phrases.figure(row.count),
        }
        for term, row in zip(labels([row.term for row in rows]), rows, strict=True)
    ]
    tooltip = (("term", None), ("count", ",d"), ("docs", ",d"), ("per_million", ",.1f"))
    spec = _bars(phrases, description, values, "count", phrases("keywords.axis"), tooltip)
    cells = tuple((visible(row.term), row.count, row.docs, round(row.per_million, 1)) for row in rows)
    columns = tuple(phrases(f"column.{name}") for name in ("term", "count", "docs", "per_million"))
    return Chart("keywords", phrases("keywords.title"), description, spec, columns, cells)


def keyness_chart(rows: Sequence[KeyKeyword], reference: Reference, phrases: Phrases) -> Chart:
    """Return the bars of the words that are more frequent than in a reference, the surest first."""
    from qnmine.data.frequencies import SOURCE

    shipped = reference.name == SOURCE
    description = phrases(
        "keyness.description",
        shown=len(rows),
        reference=phrases("keyness.shipped") if shipped else visible(reference.name),
        words=reference.words,
        first=visible(rows[0].term),
        count=rows[0].count,
        times=times(rows[0], phrases),
    )
    values = [
        {
            "term": term,
            "count": row.count,
            "docs": row.docs,
            "log_likelihood": round(row.log_likelihood, 2),
            "log_ratio": round(row.log_ratio, 2),
            "reference": round(row.reference_per_million, 2),
            "told": phrases("keyness.times", times=times(row, phrases)),
        }
        for term, row in zip(labels([row.term for row in rows]), rows, strict=True)
    ]
    tooltip = (
        ("term", None),
        ("count", ",d"),
        ("docs", ",d"),
        ("log_likelihood", ",.2f"),
        ("log_ratio", ",.2f"),
        ("reference", ",.2f"),
    )
    spec = _bars(phrases, description, values, "log_likelihood", phrases("keyness.axis"), tooltip)
    cells = tuple(
        (
            visible(row.term),
            row.count,
            row.docs,
            round(row.log_likelihood, 2),
            round(row.log_ratio, 2),
            round(row.reference_per_million, 2),
        )
        for row in rows
    )
    columns = tuple(phrases(f"column.{name}") for name, _ in tooltip)
    return Chart("keyness", phrases("keyness.title"), description, spec, columns, cells)


def times(row: KeyKeyword, phrases: Phrases) -> str:
    """Return how many times more often than in the reference a term is, to two or three digits.

    That is 2 to the power of the log ratio, which counts half an occurrence for none.
    """
    ratio = 2**row.log_ratio
    return phrases.figure(round(ratio)) if ratio >= 10 else phrases.figure(ratio, 1)


def _bars(
    phrases: Phrases,
    description: str,
    values: Sequence[dict[str, Any]],
    length: str,
    axis: str,
    tooltip: Sequence[tuple[str, str | None]],
) -> dict[str, Any]:
    """Return horizontal bars with the text `told` behind each."""
    told = [
        {"field": name, "title": phrases(f"column.{name}"), **({"format": form} if form else {})}
        for name, form in tooltip
    ]
    return vega_lite(
        phrases,
        description,
        height=STEP * len(values),
        data={"values": list(values)},
        encoding={
            "y": {"field": "term", "type": "nominal", "sort": None, "title": None},
            "x": {
                "field": length,
                "type": "quantitative",
                "title": axis,
                "axis": {"format": ",d", "tickCount": 5, "tickMinStep": 1},
                "scale": {"domainMin": 0},
            },
            "tooltip": told,
        },
        layer=[
            {"mark": {"type": "bar", "cornerRadiusEnd": 2, "height": {"band": 0.72}}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "baseline": "middle"},
                "encoding": {"text": {"field": "told"}},
            },
        ],
    )
