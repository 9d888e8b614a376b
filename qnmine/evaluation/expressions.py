"""Annotated numbers and dates with their values: read from a gold, and found by qnmine.

A gold has one text a line, ``{"id": …, "text": …, "numbers": [{"start": …, "end": …, "kind": …, …}]}``,
where numbers may also have ``low high numerator denominator unit``; dates stand under ``"dates"`` and have a
`value`. What is left out is empty.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from qnmine.errors import DocumentError
from qnmine.evaluation.lines import numbered_lines, source_name
from qnmine.evaluation.predictions import align
from qnmine.evaluation.records import SpanRecord, ValuedSpan, checked_spans
from qnmine.evaluation.spans import id_and_text, json_span, unique_records
from qnmine.evaluation.tables import json_object
from qnmine.output.values import number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qnmine.evaluation.lines import NumberedLines, Source
    from qnmine.evaluation.records import Span

    Warn = Callable[[str], None]

Layer = Literal["numbers", "dates"]
LAYERS: tuple[Layer, ...] = ("numbers", "dates")
ASKED_FOR: Mapping[Layer, str] = {"numbers": "identifier", "dates": "vague"}
"""The kind of each layer that is scored only where it is asked for, as the commands show it."""

_FIGURES = ("value", "low", "high", "numerator", "denominator")
_WITH_UNIT = frozenset({"money", "percent", "measure"})  # of others the unit is what is counted


def read_expressions(
    source: Source, *, layer: Layer, everything: bool = False, on_warning: Warn | None = None
) -> Iterator[SpanRecord]:
    """Yield the texts of a gold with the spans of one layer, in file order.

    `source` is a path (`-`: standard input) or a binary stream, plain or compressed. Identifiers and vague
    dates are left out unless `everything` is asked for. Raises UsageError for a missing file, DocumentError
    with file and line for every defect.
    """
    name = source_name(source)
    numbered = _records(numbered_lines(source, name), name, layer, on_warning)
    for record in unique_records(numbered, name):
        kept = (span for span in record.entities if everything or span.type != ASKED_FOR[layer])
        yield replace(record, entities=tuple(kept))


def read_expression_predictions(
    source: Source,
    gold: Sequence[SpanRecord],
    *,
    layer: Layer,
    everything: bool = False,
    on_warning: Warn | None = None,
) -> dict[str, tuple[Span, ...]]:
    """Return the spans of every gold record, by id, from a file in the gold's own format."""
    records = read_expressions(source, layer=layer, everything=everything, on_warning=on_warning)
    return align(gold, records, name=source_name(source), on_warning=on_warning)


def found_expressions(
    gold: Sequence[SpanRecord], *, layer: Layer, everything: bool = False
) -> dict[str, tuple[Span, ...]]:
    """Return what `qnmine.numbers` or `qnmine.dates` finds in the text of each record, by id."""
    from qnmine.text.document import Document

    documents = [Document(record.id, record.text) for record in gold]
    found: list[list[ValuedSpan]]
    if layer == "numbers":
        from qnmine.numbers import numbers_of

        numbers = numbers_of(documents, identifiers=everything)
        found = [
            [ValuedSpan(row.start, row.end, row.kind, _number_value(row.kind, _held(row))) for row in rows]
            for rows in numbers
        ]
    else:
        from qnmine.dates import dates_of

        dates = dates_of(documents, vague=everything)
        found = [[ValuedSpan(row.start, row.end, row.kind, row.value) for row in rows] for rows in dates]
    return {record.id: tuple(spans) for record, spans in zip(gold, found, strict=True)}


def _records(
    lines: NumberedLines, name: str, layer: Layer, on_warning: Warn | None
) -> Iterator[tuple[int, SpanRecord]]:
    for number, line in lines:
        if line.strip():
            yield number, _record(line, f"{name}:{number}", layer, on_warning)


def _record(line: str, place: str, layer: Layer, on_warning: Warn | None) -> SpanRecord:
    """Read one line of a gold."""
    held = json_object(line, place)
    identifier, text = id_and_text(held, place)
    items = held.get(layer)
    if not isinstance(items, list):
        problem = "is not a list" if layer in held else "is missing"
        raise DocumentError(place, f"'{layer}' {problem}", f'write "{layer}": [] for a text without any')
    spans = [_span(item, text, f"{place}: {layer} {n}", layer) for n, item in enumerate(items, 1)]
    meta = {key: value for key, value in held.items() if key not in {"id", "text", *LAYERS}}
    return SpanRecord(identifier, text, checked_spans(spans, text, place, on_warning), meta)


def _span(item: object, text: str, place: str, layer: Layer) -> ValuedSpan:
    """Read one number or date."""
    kind = item.get("kind") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(kind, str) or not kind.strip():
        example = '{"start": 0, "end": 3, "kind": "percent", "value": 50, "unit": "%"}'
        raise DocumentError(place, "is not an object with a 'kind'", f"write it like {example}")
    span = json_span({**item, "type": kind}, text, place)
    if layer == "numbers":
        return ValuedSpan(span.start, span.end, kind, _number_value(kind, _figures(item, place)))
    value = item.get("value")
    if value is not None and not isinstance(value, str):
        raise DocumentError(place, "the value of a date is not a string", 'write it as "value": "2024-06-25"')
    return ValuedSpan(span.start, span.end, kind, value or "")


def _figures(item: Mapping[str, object], place: str) -> dict[str, object]:
    """Return the figures and the unit of a number in a gold, checked."""
    for name in _FIGURES:
        figure = item.get(name)
        if figure is not None and (isinstance(figure, bool) or not isinstance(figure, int | float)):
            raise DocumentError(
                place, f"'{name}' is not a number", 'write it as "value": 98.5, without quotes'
            )
    return {name: item.get(name) for name in (*_FIGURES, "unit")}


def _held(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in (*_FIGURES, "unit")}


def _number_value(kind: str, held: Mapping[str, object]) -> str:
    """Write what a number means on one line: `98.5 %`, `60..70`, `1/3`, `8 8/70`, `2-1` for a score.

    The value of a fraction or a ratio follows from its parts. The unit counts where it is one of money or
    measure.
    """
    value, low, high, numerator, denominator = (_figure(held[name]) for name in _FIGURES)
    parts = []
    if numerator:
        parts.append(f"{numerator}{'/' if value else '-'}{denominator}")
    if value and not (numerator and kind in ("fraction", "ratio")):
        parts.insert(0, value)
    if low or high:
        parts.append(f"{low}..{high}")
    if kind in _WITH_UNIT and held["unit"]:
        parts.append(str(held["unit"]))
    return " ".join(parts)


def _figure(value: object) -> str:
    return number_text(value) if isinstance(value, int | float) else ""
