"""What can be scored: how each task reads its files, what counts as right, how differences are shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from qnmine.evaluation.differences import differences
from qnmine.evaluation.expression_differences import expression_differences
from qnmine.evaluation.expressions import LAYERS, read_expression_predictions, read_expressions
from qnmine.evaluation.matches import (
    ALL,
    ENTITY_MATCHES,
    EXPRESSION_MATCHES,
    MICRO,
    TAG_MATCHES,
    WORD_MATCHES,
)
from qnmine.evaluation.predictions import read_predictions
from qnmine.evaluation.segmented import read_words
from qnmine.evaluation.spans import read_records
from qnmine.evaluation.word_differences import word_differences
from qnmine.evaluation.word_predictions import read_word_predictions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qnmine.evaluation.differences import Difference
    from qnmine.evaluation.lines import Source
    from qnmine.evaluation.matches import Match
    from qnmine.evaluation.records import SpanRecord
    from qnmine.evaluation.scores import Predictions

    Warn = Callable[[str], None]


class _ReadGold(Protocol):
    def __call__(self, source: Source, *, on_warning: Warn | None) -> Iterable[SpanRecord]: ...


class _ReadPredictions(Protocol):
    def __call__(
        self, source: Source, gold: Sequence[SpanRecord], *, on_warning: Warn | None
    ) -> Predictions: ...


@dataclass(frozen=True, slots=True)
class Task:
    """How one kind of annotation is evaluated; `whole` is the type of the row for all spans together."""

    read_gold: _ReadGold
    read_predictions: _ReadPredictions
    matches: Mapping[str, Match]
    whole: str
    differences: Callable[[Sequence[SpanRecord], Mapping[str, Predictions]], Iterator[Difference]]


TASKS: Mapping[str, Task] = {
    "entities": Task(read_records, read_predictions, ENTITY_MATCHES, MICRO, differences),
    "words": Task(read_words, read_word_predictions, WORD_MATCHES, ALL, word_differences),
    "pos": Task(
        partial(read_words, tags=True),
        partial(read_word_predictions, tags=True),
        TAG_MATCHES,
        MICRO,
        differences,
    ),
}


def task_of(name: str, *, everything: bool = False) -> Task:
    """Return a task by its name: one of TASKS, or `numbers` or `dates`.

    Of these two `everything` counts the identifiers and the vague dates as well.
    """
    layer = next((layer for layer in LAYERS if layer == name), None)
    if layer is None:
        return TASKS[name]
    return Task(
        partial(read_expressions, layer=layer, everything=everything),
        partial(read_expression_predictions, layer=layer, everything=everything),
        EXPRESSION_MATCHES,
        MICRO,
        expression_differences,
    )
