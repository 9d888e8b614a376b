"""The systems that `evaluate` runs: recognisers, segmenters, rules, each under a name of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.cli.models import SHIPPED, load_recognizer
from qnmine.errors import QnmineError, UsageError
from qnmine.words import SEGMENTERS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from qnmine.cli.evaluation_requests import EvaluationRequest
    from qnmine.evaluation import SpanRecord
    from qnmine.evaluation.scores import Predictions
    from qnmine.evaluation.system import Segmenter


def add_systems(
    systems: dict[str, Predictions], gold: Sequence[SpanRecord], request: EvaluationRequest
) -> None:
    """Add what the systems find that a request names, or the one shipped if there is no other."""
    if request.task == "entities":
        add_recognizers(systems, gold, request.models, request.engines, download=request.download)
    elif request.task in ("words", "pos"):
        tagged = request.task == "pos"
        add_segmenters(systems, gold, request.models, request.segmenters, request.gold_words, tagged=tagged)
    elif not systems:
        from qnmine.evaluation.expressions import LAYERS, found_expressions

        layer = next(layer for layer in LAYERS if layer == request.task)
        everything = request.identifiers or request.vague
        systems[SHIPPED] = found_expressions(gold, layer=layer, everything=everything)


def add_recognizers(
    systems: dict[str, Predictions],
    gold: Sequence[SpanRecord],
    models: Sequence[str],
    engines: Sequence[str],
    *,
    download: bool,
) -> None:
    """Add the entities that recognisers find; without any other system, those of the one shipped."""
    from qnmine.evaluation.system import predict

    for engine, model in recognizers(models, engines) or ([] if systems else [(SHIPPED, None)]):
        name = name_of(model or engine, systems)
        systems[name] = predict(gold, load_recognizer(model, engine, download=download))


def recognizers(models: Sequence[str], engines: Sequence[str]) -> list[tuple[str, str | None]]:
    """Return the engine and the model of each recogniser that is asked for.

    Engines are written `NAME` or `NAME=MODEL`. Models are those of the one engine, by default `qnmine`;
    UsageError when it is not clear whose they are.
    """
    named = [engine.partition("=") for engine in engines]
    if models and (len(named) > 1 or any(equals for _, equals, _ in named)):
        raise UsageError("--model goes with one --engine; with several write --engine NAME=MODEL")
    if models or not named:
        engine = named[0][0] if named else SHIPPED
        return [(engine, model) for model in models]
    return [(engine, model or None) for engine, _, model in named]


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
