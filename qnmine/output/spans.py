"""The spans file: a document and its entities on one line of JSON, to train with and to evaluate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from qnmine.output.values import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable


class TextWithId(Protocol):
    """A document: its id and its text as decoded."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


class TypedSpan(Protocol):
    """A mention: code points of the document's text, and a type."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102


def spans_line(document: TextWithId, mentions: Iterable[TypedSpan]) -> str:
    """Return ``{"id", "text", "entities": [{"start", "end", "type"}]}`` as one line, without a newline."""
    entities = [{"start": mention.start, "end": mention.end, "type": mention.type} for mention in mentions]
    return json_text({"id": document.id, "text": document.text, "entities": entities})
