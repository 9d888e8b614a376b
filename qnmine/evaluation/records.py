"""Annotated texts: the span, the record, and what makes a set of spans sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


_SHOWN = 40  # characters of a text in a message


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A labelled stretch of a text: half-open code-point offsets and any type name."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True, order=True)
class ValuedSpan(Span):
    """A number or date: `type` is its kind, `value` what it means, which equality leaves aside."""

    value: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """One annotated text: flat spans in text order, none overlapping another.

    `meta` holds the further keys of the file (`source`, …). `joined` says that the text was put together
    from tokens, so that its white space is not that of the original.
    """

    id: str
    text: str
    entities: tuple[Span, ...]
    meta: Mapping[str, object] = field(default_factory=dict, repr=False, hash=False)
    joined: bool = False


def span_value(span: Span) -> str:
    """Return the value of a span, empty if it has none."""
    return span.value if isinstance(span, ValuedSpan) else ""


def checked_spans(
    spans: Iterable[Span], text: str, place: str, on_warning: Callable[[str], None] | None = None
) -> tuple[Span, ...]:
    """Return the spans in text order after checking that they are flat and lie inside the text.

    A span that begins or ends with white space is kept and warned about: annotators leave such slips, and
    dropping the span would change the score silently. `place` is the file and line for messages.
    Raises DocumentError for an empty, reversed, out-of-range or overlapping span.
    """
    ordered = tuple(sorted(spans))
    previous: Span | None = None
    for span in ordered:
        check_range(span, text, place)
        if previous is not None and span.start < previous.end:
            raise DocumentError(
                place,
                f"{describe(span, text)} overlaps {describe(previous, text)}",
                "keep only the outermost of overlapping spans",
            )
        if on_warning is not None and (text[span.start].isspace() or text[span.end - 1].isspace()):
            on_warning(f"{place}: {describe(span, text)} begins or ends with white space; kept as it is")
        previous = span
    return ordered


def describe(span: Span, text: str) -> str:
    """Name a span for a message: its type, its offsets and the beginning of its text."""
    return f"{shown(span.type)} {span.start}-{span.end} '{shown(text[span.start : span.end])}'"


def shown(text: object) -> str:
    """Return text from a file as a message can show it: short, on one line, without control characters."""
    words = " ".join(str(text)[:200].split())
    short = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    return "".join(letter if letter.isprintable() else "·" for letter in short)


def check_range(span: Span, text: str, place: str) -> None:
    """Raise DocumentError unless the span is non-empty and inside the text."""
    name = f"{shown(span.type)} {span.start}-{span.end}"
    if span.start < 0 or span.end > len(text):
        raise DocumentError(
            place,
            f"the span {name} lies outside the text of {len(text)} characters",
            "count offsets from 0 in Unicode code points, not in bytes",
        )
    if span.start >= span.end:
        raise DocumentError(
            place,
            f"the span {name} is empty",
            "a span ends after its last character, so end must be greater than start",
        )
