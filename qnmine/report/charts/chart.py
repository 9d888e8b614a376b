"""What a chart is, and what all charts have in common: type, colours, figures, labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.output.display import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.languages import Phrases

LONGEST_LABEL = 34
STEP = 23
"""Pixels from one bar or strip to the next."""

_FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"
COLOURS = {
    "PER": "var(--PER-line)",
    "ORG": "var(--ORG-line)",
    "LOC": "var(--LOC-line)",
    "word": "var(--accent)",
}
"""The colours of a page, light or dark: the browser looks up what the variables stand for."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a report; `spec` is a specification of Vega or Vega-Lite with its data.

    `title` and `description`, which tells in words what there is to see, are in the language of the report.
    `columns` and `rows` are the same data as a table.
    """

    id: str
    title: str
    description: str
    spec: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def label(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return a text as one short line without characters that would reorder or hide others."""
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= longest else f"{shown[: longest - 1].rstrip()}…"


def labels(texts: Sequence[str]) -> list[str]:
    """Return short lines for texts that differ, which differ as well: equal ones get a number."""
    found: list[str] = []
    for text in texts:
        short, number = label(text), 1
        while short in found:
            number += 1
            short = f"{label(text, LONGEST_LABEL - 4)} ({number})"
        found.append(short)
    return found


def vega_lite(phrases: Phrases, description: str, **parts: Any) -> dict[str, Any]:
    """Return a specification of Vega-Lite that is as wide as the page lets it."""
    return {
        "description": description,
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "padding": 4,
        "config": _CONFIG,
        "usermeta": embedding(phrases),
        **parts,
    }


def embedding(phrases: Phrases) -> dict[str, Any]:
    """Return how figures are written in the language, where Vega-Embed looks for it."""
    decimal, thousands = (",", ".") if phrases.language == "vi" else (".", ",")
    figures = {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}
    return {"embedOptions": {"formatLocale": figures}}


_NARROW = "containerSize()[0] < 480"
_AXIS = {
    "labelColor": "var(--ink)",
    "titleColor": "var(--faint)",
    "gridColor": "var(--line)",
    "domainColor": "var(--line)",
    "tickColor": "var(--line)",
    "labelFont": _FONT,
    "titleFont": _FONT,
    "labelFontSize": 13,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "titlePadding": 8,
}
LEGEND = {
    "labelColor": "var(--ink)",
    "titleColor": "var(--faint)",
    "labelFont": _FONT,
    "titleFont": _FONT,
    "labelFontSize": 13,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "orient": "top",
}
_CONFIG = {
    "view": {"stroke": None},
    "axis": _AXIS,
    "axisY": {
        "domain": False,
        "ticks": False,
        "labelLimit": {"expr": f"{_NARROW} ? 118 : 200"},
        "labelPadding": 6,
    },
    "legend": {**LEGEND, "columns": {"expr": f"{_NARROW} ? 2 : 4"}},
    "text": {"font": _FONT, "fontSize": 12, "fill": "var(--ink)"},
    "bar": {"color": "var(--accent)"},
}
FONT = _FONT
