"""The recogniser: documents in, spans of people, organisations and places out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qnmine.data.lexicons import load
from qnmine.entities.batch import Batch, parts
from qnmine.entities.columns import build_columns, type_columns
from qnmine.entities.lexical import Lexical
from qnmine.entities.repair import is_bracketed_term, is_no_name, quoted_titles, trim_span, without_predicate
from qnmine.entities.surfaces import Surfaces
from qnmine.entities.templates import contexts, sizes
from qnmine.errors import QnmineError
from qnmine.tagging.columns import Table, distinct
from qnmine.tagging.container import pack_container, read_container
from qnmine.tagging.labels import OUTSIDE, bio_labels, decode_spans
from qnmine.tagging.model import LinearModel
from qnmine.words.segmenter import WordSegmenter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.text.document import Document

MODEL_KIND = "entities"
_LABELS = bio_labels(("PER", "ORG", "LOC"))
# On text of another kind than it was trained on a model finds too little: nine of ten spans that it finds
# are right, of those that are there it finds three of four. This much is taken from the score of "no name".
LESS_OUTSIDE = 0.25
SHIPPED_MODEL = Path(__file__).parent.parent / "data" / "models" / "entities.model"


@dataclass(frozen=True, slots=True)
class Span:
    """A recognised span: half-open code points of the normalised text, and `PER`, `ORG` or `LOC`.

    `score` is the probability of span and type, None if it was not asked for.
    """

    start: int
    end: int
    type: str
    score: float | None = None


class Recognizer:
    """A trained model with what it knows about words; safe to share, not to call from several threads."""

    def __init__(self, model: LinearModel, lexical: Lexical, info: dict[str, Any] | None = None) -> None:
        self.model = model
        self.lexical = lexical
        self.info = info or {}
        self._surfaces = Surfaces(lexical)
        self._no_names = load("not_organisations")
        WordSegmenter.load()  # for the column of words; read here, not within the first text

    @classmethod
    def load(cls, path: Path | None = None) -> Recognizer:
        """The recogniser of a model file, by default the shipped one (read once a process).

        Raises QnmineError when the file cannot be read or is no sound entity model.
        """
        return _shipped() if path is None else _read(path)

    def serialized(self) -> bytes:
        """The bytes of a model file that holds everything the recogniser needs."""
        header = {
            "kind": MODEL_KIND,
            "info": self.info,
            "model": self.model.header(),
            "lexical": self.lexical.header(),
        }
        return pack_container(header, self.model.arrays() | self.lexical.arrays())

    def spans(
        self, documents: Sequence[Document], *, groups: Sequence[int] | None = None, scores: bool = False
    ) -> list[list[Span]]:
        """The spans of each document, in order.

        Documents with the same number in `groups` (lines of one article, say) share document evidence;
        by default each stands alone. With `scores` spans have their probability.
        """
        numbers = range(len(documents)) if groups is None else groups
        result: list[list[Span]] = [[] for _ in documents]
        for batch in parts(documents, numbers, self._surfaces):
            self._collect(batch, documents, result, scores)
        self._surfaces.trim()
        return [_outside_titles(*found) for found in zip(documents, result, strict=True)]

    def _collect(
        self, batch: Batch, documents: Sequence[Document], result: list[list[Span]], scores: bool
    ) -> None:
        """Tag a batch and append its spans to those of their documents."""
        table = build_table(batch, self._surfaces, self.lexical)
        emissions = self.model.emissions(table)
        emissions[:, self.model.labels.index(OUTSIDE)] -= LESS_OUTSIDE
        # Padding is labelled outside, so no span crosses a sentence.
        first, after, types = decode_spans(self.model.decode(emissions, table), self.model.labels)
        probabilities: list[float] | list[None] = [None] * len(types)
        if scores:
            probabilities = self.model.span_probabilities(emissions, table, first, after, types).tolist()
        starts, ends = batch.first[first].tolist(), batch.last[after - 1].tolist()
        owners = batch.document[first].tolist()
        for number, start, end, type_, score in zip(owners, starts, ends, types, probabilities, strict=True):
            text = documents[number].normalized.text
            trimmed = trim_span(text, start, end)
            if trimmed is None:
                continue
            start, end = trimmed
            if type_ != "PER" and is_no_name(text, start, end):
                continue
            if type_ == "ORG":
                if is_bracketed_term(text, start, end, self._no_names):
                    continue
                end = without_predicate(text, start, end)
            result[number].append(Span(start, end, type_, score))


def _outside_titles(document: Document, spans: list[Span]) -> list[Span]:
    """The spans that are no part of the title of a work."""
    titles = quoted_titles(document.normalized.text) if spans else []
    if not titles:
        return spans
    begins = [start for start, _ in titles]

    def is_part(span: Span) -> bool:
        start, end = titles[max(0, bisect_right(begins, span.start) - 1)]
        return start <= span.start and span.end <= end and (start, end) != (span.start, span.end)

    return [span for span in spans if not is_part(span)]


def build_table(batch: Batch, surfaces: Surfaces, lexical: Lexical) -> Table:
    """All columns of a batch; the same at training and at run time."""
    columns = surfaces.columns()
    numbers, types = distinct(batch.types, len(columns["kind"]))
    rows = type_columns({name: values[numbers] for name, values in columns.items()}, lexical)
    columns, axes = build_columns(replace(batch, types=types), rows, lexical)
    return Table(len(batch.types), batch.starts, batch.lengths, columns, tuple(axes))


def _read(path: Path, *, mapped: bool = False) -> Recognizer:
    container = read_container(path, mapped=mapped)
    header = container.header
    if header.get("kind") != MODEL_KIND:
        raise QnmineError(
            f"{path}: a model for {header.get('kind')!r}, not for entities; train one with `qnmine train`"
        )
    try:
        lexical = Lexical.restore(header["lexical"], container.arrays)
        model = LinearModel.restore(header["model"], container.arrays, contexts(lexical))
        _check_columns(model, lexical)
        info = {**header.get("info", {}), "sha256": container.sha256}
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, MemoryError):
        raise QnmineError(f"{path}: the parts of the model do not fit this qnmine; train it again") from None
    return Recognizer(model, lexical, info)


def _check_columns(model: LinearModel, lexical: Lexical) -> None:
    """ValueError or KeyError unless labels and columns of the model are those that the recogniser makes."""
    known = sizes(lexical)
    if model.labels != _LABELS:
        raise ValueError("other labels")
    if any(known[column] != size for column, size in model.sizes.items()):
        raise ValueError("a column has another size")


@lru_cache(maxsize=1)
def _shipped() -> Recognizer:
    return _read(SHIPPED_MODEL, mapped=True)
