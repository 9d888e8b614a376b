"""Where systems depart from a gold of numbers or dates, their values included."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.evaluation.differences import LIST, differences
from qnmine.evaluation.records import Span, span_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qnmine.evaluation.differences import Difference
    from qnmine.evaluation.records import SpanRecord
    from qnmine.evaluation.scores import Predictions


def expression_differences(
    gold: Sequence[SpanRecord], predictions: Mapping[str, Predictions]
) -> Iterator[Difference]:
    """Yield where the gold and the systems differ in span, kind or value (`kind` of the row: `value`)."""
    labelled = [replace(record, entities=_with_values(record.entities)) for record in gold]
    systems = {
        name: {doc: _with_values(spans) for doc, spans in held.items()} for name, held in predictions.items()
    }
    for row in differences(labelled, systems):
        yield replace(row, kind=_exact_kind(row))


def _exact_kind(row: Difference) -> str:
    """Say `value` for `type` where systems gave the gold's kind and another value."""
    ours = row.gold.partition(" ")[0]
    others = {label.partition(" ")[0] for label in row.predicted if label and label != row.gold}
    said = ["type"] if others - {ours} else []
    said += ["value"] if ours in others else []
    return row.kind.replace("type", LIST.join(said))


def _with_values(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans whose type says kind and value."""
    return tuple(Span(span.start, span.end, f"{span.type} {span_value(span)}".strip()) for span in spans)
