"""Annotated numbers and dates with their values: read from a gold, saved as rows, and found by qnmine.

A gold has one text a line, ``{"id": …, "text": …, "numbers": [{"start": …, "end": …, "kind": …, …}]}``,
where numbers may also have ``value low high numerator denominator unit``; dates stand under ``"dates"`` and
have a `value`. What is left out is empty.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, get_args

from qnmine.errors import DocumentError, UsageError
from qnmine.evaluation.lines import source_name
from qnmine.evaluation.predictions import align, gathered, mention_span
from qnmine.evaluation.records import SpanRecord, ValuedSpan, checked_spans, shown
from qnmine.evaluation.spans import id_and_text, json_span, open_format, unique_records
from qnmine.evaluation.tables import TABLE_FORMATS, json_object, table_rows
from qnmine.output.values import number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qnmine.evaluation.lines import NumberedLines, Source
    from qnmine.evaluation.records import Span

    Warn = Callable[[str], None]

Layer = Literal["numbers", "dates"]
LAYERS: tuple[Layer, ...] = ("numbers", "dates")
ASKED_FOR: Mapping[Layer, str] = {"numbers": "identifier", "dates": "vague"}
"""The kind of each layer that is scored only where it is asked for, as the commands show it."""

_FIGURES = ("value", "low", "high", "numerator", "denominator")
_OF_PARTS: Mapping[str, str] = {"fraction": "/", "ratio": ":"}  # with what stands between the parts
_WITH_UNIT = frozenset({"money", "percent", "measure"})  # of others the unit is what is counted


def read_expressions(
    source: Source, *, layer: Layer, everything: bool = False, on_warning: Warn | None = None
) -> Iterator[SpanRecord]:
    """Yield the texts of a gold with the spans of one layer, in file order.

    `source` is a path (`-`: standard input) or a binary stream, plain or compressed. Identifiers and vague
    dates are left out unless `everything` is asked for. Raises UsageError for a missing file, a table and a
    kind that the layer has not, DocumentError with file and line for every defect.
    """
    name = source_name(source)
    found, lines = open_format(source, name, None)
    if found in TABLE_FORMATS:
        raise UsageError(
            f"{name}: a table of {layer} has no texts; write one text a line with its {layer}, "
            f'{{"id": …, "text": …, "{layer}": […]}}'
        )
    yield from _annotated_texts(lines, name, layer, everything, on_warning)


def read_expression_predictions(
    source: Source,
    gold: Sequence[SpanRecord],
    *,
    layer: Layer,
    everything: bool = False,
    on_warning: Warn | None = None,
) -> dict[str, tuple[Span, ...]]:
    """Return the spans of every gold record, by id.

    `source` is a file in the gold's own format, or a table (CSV, TSV, JSON lines) of the rows that `qnmine
    numbers` and `qnmine dates` write: `doc start end kind`, and what applies of `text`, which is checked, and
    of what tells the value. Raises as `read_expressions` and `align` do.
    """
    name = source_name(source)
    found, lines = open_format(source, name, None)
    if found not in TABLE_FORMATS:
        records = _annotated_texts(lines, name, layer, everything, on_warning)
        return align(gold, records, name=name, on_warning=on_warning)
    rows = table_rows(lines, found, name, partial(_check_columns, layer))
    spans = gathered(gold, rows, partial(_row_span, layer), name=name, on_warning=on_warning)
    return {doc: _asked_for(held, layer, everything) for doc, held in spans.items()}


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


def _annotated_texts(
    lines: NumberedLines, name: str, layer: Layer, everything: bool, on_warning: Warn | None
) -> Iterator[SpanRecord]:
    for record in unique_records(_records(lines, name, layer, on_warning), name):
        yield replace(record, entities=_asked_for(record.entities, layer, everything))


def _asked_for(spans: Sequence[Span], layer: Layer, everything: bool) -> tuple[Span, ...]:
    return tuple(span for span in spans if everything or span.type != ASKED_FOR[layer])


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
    return _valued(span, item, layer, place)


def _row_span(layer: Layer, row: Mapping[str, object], text: str, place: str) -> ValuedSpan:
    """Read one row of a table, whose cells may be text or numbers."""
    span = mention_span({**row, "type": str(row["kind"])}, text, place)
    if layer == "numbers":
        row = {**row, **{name: _as_figure(row.get(name)) for name in _FIGURES}}
    return _valued(span, row, layer, place)


def _as_figure(cell: object) -> object:
    """Return the number in a cell of text, None if it is empty; anything else as it is."""
    try:
        return (float(cell) if cell else None) if isinstance(cell, str) else cell
    except ValueError:
        return cell


def _valued(span: Span, item: Mapping[str, object], layer: Layer, place: str) -> ValuedSpan:
    """Return a span with the value that an item of a layer has, its kind and value checked."""
    kinds = _kinds(layer)
    if span.type not in kinds:
        raise UsageError(
            f"{place}: there is no kind '{shown(span.type)}' of {layer}; the kinds are {', '.join(kinds)}"
        )
    value = item.get("value")
    if layer == "numbers":
        value = _number_value(span.type, _figures(item, place))
    elif value is not None and not isinstance(value, str):
        raise DocumentError(place, "the value of a date is not a string", 'write it as "value": "2024-06-25"')
    return ValuedSpan(span.start, span.end, span.type, value or "")


@cache
def _kinds(layer: Layer) -> tuple[str, ...]:
    """Return the kinds that rows of a layer can have."""
    if layer == "numbers":
        from qnmine.numbers.quantity import NumberKind

        return get_args(NumberKind)
    from qnmine.dates.value import TimeKind

    return tuple(kind for kind in get_args(TimeKind) if kind != "impossible")  # which gives no row


def _check_columns(layer: Layer, columns: Iterable[str], place: str) -> None:
    """Raise UsageError unless a table has the columns that every row of a layer needs."""
    held = list(columns)
    missing = [column for column in ("doc", "start", "end", "kind") if column not in held]
    if missing:
        has = ", ".join(map(shown, held[:20])) or "none"
        raise UsageError(
            f"{place}: no column {', '.join(missing)} (there are: {has}); "
            f"a table of {layer} has doc, start, end and kind, as 'qnmine {layer}' writes it"
        )


def _figures(item: Mapping[str, object], place: str) -> dict[str, object]:
    """Return the figures and the unit of a number, checked."""
    for name in _FIGURES:
        figure = item.get(name)
        if figure is not None and not _is_figure(figure):
            raise DocumentError(
                place, f"'{name}' is not a number", 'write it as "value": 98.5, without quotes'
            )
    return {name: item.get(name) for name in (*_FIGURES, "unit")}


def _is_figure(value: object) -> bool:
    """Tell whether a value is a finite number that a float can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max


def _held(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in (*_FIGURES, "unit")}


def _number_value(kind: str, held: Mapping[str, object]) -> str:
    """Write what a number means on one line: `98.5 %`, `60..70`, `1/3`, `2:1`, `8 8/70`.

    The value of a fraction or a ratio follows from its parts, so that these alone count where there are any.
    The unit counts where it is one of money or measure.
    """
    value, low, high, numerator, denominator = (_figure(held[name]) for name in _FIGURES)
    if kind in _OF_PARTS and numerator:
        return f"{numerator}{_OF_PARTS[kind]}{denominator}"
    parts = [value] if value else []
    if numerator:
        parts.append(f"{numerator}/{denominator}")
    if low or high:
        parts.append(f"{low}..{high}")
    if kind in _WITH_UNIT and held["unit"]:
        parts.append(str(held["unit"]))
    return " ".join(parts)


def _figure(value: object) -> str:
    return number_text(value) if isinstance(value, int | float) else ""
