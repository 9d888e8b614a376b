"""What `evaluate` scores: the systems that are run, and the tables of scores, agreement and differences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.cli.models import SHIPPED, load_recognizer
from qnmine.errors import QnmineError, UsageError
from qnmine.words import SEGMENTERS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from qnmine.evaluation import SpanRecord
    from qnmine.evaluation.scores import Predictions
    from qnmine.evaluation.system import Segmenter
    from qnmine.evaluation.tasks import Task
    from qnmine.output import Table


def add_recognizers(
    systems: dict[str, Predictions], gold: Sequence[SpanRecord], models: Sequence[str]
) -> None:
    """Add the entities that the models find; without any other system, those of the one shipped."""
    from qnmine.evaluation.system import predict

    for model in models or (() if systems else (SHIPPED,)):
        systems[name_of(model, systems)] = predict(gold, load_recognizer(model))


def add_segmenters(
    systems: dict[str, Predictions],
    gold: Sequence[SpanRecord],
    models: Sequence[str],
    segmenters: Sequence[str],
    gold_words: bool,
    *,
    tagged: bool,
) -> None:
    """Add the words that segmenters find and, where these are scored, the tags that our tagger gives them."""
    from qnmine.evaluation.system import segment

    if not (systems or models or segmenters or gold_words):
        segmenters = SEGMENTERS[:1]
    words: dict[str, Predictions] = {}
    for segmenter in segmenters:
        saved = segmenter in systems  # a file of predictions with the same bare name
        name = f"--segmenter {segmenter}" if saved else segmenter
        words[name_of(name, words)] = segment(gold, _segmenter(segmenter))
    for model in models:
        words[name_of(model, {**systems, **words})] = segment(gold, _segmenter(SEGMENTERS[0], model))
    if gold_words:
        words[name_of("gold_words", systems)] = {record.id: record.entities for record in gold}
    systems.update({name: _tagged(gold, found) for name, found in words.items()} if tagged else words)


def _segmenter(name: str, model: str | None = None) -> Segmenter:
    """Load a segmenter, that of `--model` where one is given (`qnmine`: the one shipped)."""
    from qnmine.words.segmenters import load_segmenter

    if model is None or model == SHIPPED:
        return load_segmenter(name)
    try:
        return load_segmenter(name, model=Path(model))
    except QnmineError as error:
        raise UsageError(f"--model {error}") from None


def _tagged(gold: Sequence[SpanRecord], words: Predictions) -> Predictions:
    """Return words with the universal tags that our tagger gives them."""
    from qnmine.evaluation.system import tag
    from qnmine.words.pos import tag_words

    return tag(gold, words, lambda sentences: tag_words(sentences, universal=True))


def name_of(file: str, taken: Container[str]) -> str:
    """Return the bare name of a file or system, the whole path where that is taken."""
    bare = Path(file).name.split(".")[0]
    name = bare if bare and bare not in taken else file
    if name in taken:
        raise UsageError(f"{file} is named twice; name each file and each system once")
    return name


def difference_table(gold: Sequence[SpanRecord], systems: dict[str, Predictions], task: Task) -> Table:
    """Return what gold and systems do not mark alike."""
    from qnmine.evaluation import difference_columns
    from qnmine.output import Table

    rows = (row.cells() for row in task.differences(gold, systems))
    return Table(difference_columns(list(systems)), rows)


def agreement_table(gold: Sequence[SpanRecord], systems: dict[str, Predictions], task: Task) -> Table:
    """Compare the systems with each other; a single one with the gold."""
    from qnmine.cli.run import columns_of
    from qnmine.evaluation import Agreement, agreement
    from qnmine.output import table_of

    annotated = dict(systems)
    if len(systems) == 1:
        annotated = {"gold": {record.id: record.entities for record in gold}, **systems}
    return table_of(agreement(gold, annotated, whole=task.whole), columns_of(Agreement), Agreement)


def score_table(
    gold: Sequence[SpanRecord],
    systems: dict[str, Predictions],
    task: Task,
    *,
    by: str | None,
    measure: str | None,
    interval: bool,
) -> Table:
    """Return the scores of one system, or one figure of several side by side."""
    from qnmine.cli.run import columns_of
    from qnmine.evaluation import Score, compare, side_by_side
    from qnmine.output import Table, table_of

    several = len(systems) > 1
    if several and interval:
        raise UsageError("--interval goes with one system; several stand side by side with one figure each")
    if measure and not several:
        raise UsageError("--measure chooses the figure of several systems; one system has them all")
    resamples = 1000 if interval else 0
    scores = compare(gold, systems, matches=task.matches, by=by, resamples=resamples)
    if several:
        columns, rows = side_by_side(scores, measure or "f1")
        first = 0 if by else 1  # without groups their column is left out
        return Table(columns[first:], (row[first:] for row in rows))
    unused = (set() if by else {"group"}) | (set() if interval else {"f1_low", "f1_high"})
    return table_of(scores, [name for name in columns_of(Score) if name not in unused], Score)
