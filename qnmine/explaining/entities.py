"""Why something is a name, and what kind of one: the features of the recogniser, by kind of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qnmine.entities import entities_of
from qnmine.entities.batch import parts
from qnmine.entities.phrases import GAZETTEERS
from qnmine.entities.recognizer import LESS_OUTSIDE, Recognizer, build_table
from qnmine.entities.surfaces import CAPITAL, Surfaces, kind_of
from qnmine.explaining.explanation import Entities, Evidence, ExplainedMention, NearMiss
from qnmine.explaining.values import EntityValues
from qnmine.explaining.weights import LEAD, SEQUENCE, Choice, Weighed, ordered, total
from qnmine.tagging.decoding import marginals
from qnmine.tagging.labels import OUTSIDE, allowed_transitions, decode_spans
from qnmine.tagging.model import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from qnmine.entities import Mention
    from qnmine.entities.engines import Recognizer as AnyRecognizer
    from qnmine.tagging.columns import Ints, Template
    from qnmine.text.document import Document

_LISTS = frozenset(GAZETTEERS)
_PREFIXES = (
    ("document", ("doc_", "run_roles", "run_count")),
    ("title", ("title_", "run_title", "after_title")),
    ("org_head", ("org_head_", "run_org", "after_org", "run_since_org")),
    ("place_head", ("place_head_", "run_place_head", "after_place")),
)
_OF_THE_WORD = frozenset(("low", "prefix", "suffix", "spelling", "run_first", "run_last"))


def explain_entities(
    document: Document,
    sentences: Sequence[int],
    recognizer: AnyRecognizer | None = None,
    *,
    all_features: bool = False,
) -> dict[int, Entities]:
    """Return the entities of some sentences (numbers from 1) of a document, with what decided."""
    recognizer = recognizer or Recognizer.load()
    ((_, mentions),) = entities_of([document], recognizer=recognizer, scores=True)
    own = {number: [m for m in mentions if m.sentence == number] for number in sentences}
    if not isinstance(recognizer, Recognizer):
        return {
            number: Entities(tuple(map(ExplainedMention, found)), has_features=False)
            for number, found in own.items()
        }
    readings = {reading.sentence: reading for reading in _readings(document, sentences, recognizer)}
    return {
        number: _explained(found, readings[number], all_features) if number in readings else Entities(())
        for number, found in own.items()
    }


@dataclass(frozen=True)
class _Reading:
    """A sentence as the recogniser sees it: its tokens, what features give them, the labels that were best.

    `spans` are the tokens in the text as decoded, `emissions` what all features give, less what the
    recogniser takes from "no name".
    """

    sentence: int
    text: str
    forms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    weighed: Weighed
    describe: EntityValues
    emissions: npt.NDArray[np.float64]
    labels: Ints
    probabilities: npt.NDArray[np.float32]


def _readings(document: Document, sentences: Sequence[int], recognizer: Recognizer) -> Iterator[_Reading]:
    """Yield the sentences that have a token, as they are read within their document."""
    surfaces, describe = Surfaces(recognizer.lexical), EntityValues(recognizer.lexical)
    model = recognizer.model
    text, original = document.normalized.text, document.normalized.original
    steps = np.vstack([model.transitions, np.zeros((1, len(model.labels)), np.float32)])
    steps[~allowed_transitions(model.labels)] = FORBIDDEN
    for batch in parts([document], [0], surfaces):
        table = None
        for number in sentences:
            start, end = document.sentence_spans[number - 1]
            inside = (batch.first >= start) & (batch.last <= end) & (batch.last > batch.first)
            places = np.flatnonzero(inside)
            if not len(places):
                continue
            if table is None:
                table = build_table(batch, surfaces, recognizer.lexical)
                emissions = model.emissions(table)
                emissions[:, model.labels.index(OUTSIDE)] -= LESS_OUTSIDE
                labels = model.decode(emissions, table)
                probabilities = marginals(emissions, steps, table.starts, table.lengths)
            spans = [*zip(batch.first[places].tolist(), batch.last[places].tolist(), strict=True)]
            forms = tuple(text[first:last] for first, last in spans)
            yield _Reading(
                number,
                document.text,
                forms,
                tuple(original(first, last) for first, last in spans),
                Weighed.at(model, table, int(places[0]), forms),
                describe,
                emissions[places].astype(np.float64),
                labels[places],
                probabilities[places],
            )


def _explained(mentions: Sequence[Mention], reading: _Reading, all_features: bool) -> Entities:
    """Return the mentions of a sentence and its near misses."""
    names = reading.weighed.model.labels
    first, after, types = decode_spans(reading.labels, names)
    spans = [*zip(first.tolist(), after.tolist(), types, strict=True)]
    explained = []
    for mention in mentions:
        span = next((span for span in spans if _covers(reading, span, mention)), None)
        if span is None:
            explained.append(ExplainedMention(mention))
            continue
        rival, evidence = _weigh(reading, *span, all_features)
        explained.append(ExplainedMention(mention, rival, total(evidence), evidence))
    misses = _near_misses(reading, mentions, spans, all_features)
    return Entities(tuple(explained), tuple(misses))


def _covers(reading: _Reading, span: tuple[int, int, str], mention: Mention) -> bool:
    """Tell whether a span of tokens is what became a mention."""
    first, after, type_ = span
    start, end = reading.spans[first][0], reading.spans[after - 1][1]
    return type_ == mention.type and start <= mention.start and mention.end <= end


def _weigh(
    reading: _Reading, first: int, after: int, type_: str, all_features: bool
) -> tuple[str, tuple[Evidence, ...]]:
    """Return what the tokens of a span would be else, and what speaks for their type (`O`: no name)."""
    names = reading.weighed.model.labels
    types = dict.fromkeys(name[2:] if name != OUTSIDE else OUTSIDE for name in names)
    chosen = _labels_of(type_, after - first, names)
    others = {other: _labels_of(other, after - first, names) for other in types if other != type_}
    scores = {other: _score(reading, first, labels) for other, labels in others.items()}
    rival = max(scores, key=lambda other: scores[other])
    choices = [
        Choice(token, label, other)
        for token, (label, other) in enumerate(zip(chosen, others[rival], strict=True), first)
    ]
    evidence = reading.weighed.evidence(choices, group_of, reading.describe, all_features=all_features)
    if OUTSIDE in (rival, type_):
        lead = LESS_OUTSIDE * (after - first)
        evidence.append(Evidence(LEAD, -lead if type_ == OUTSIDE else lead, 0))
    margin = _score(reading, first, chosen) - scores[rival]
    evidence.append(Evidence(SEQUENCE, margin - total(evidence), 0))
    return rival, ordered(evidence)


def _labels_of(type_: str, count: int, names: Sequence[str]) -> list[int]:
    """Return the labels of a span of so many tokens."""
    if type_ == OUTSIDE:
        return [names.index(OUTSIDE)] * count
    return [names.index(f"B-{type_}"), *[names.index(f"I-{type_}")] * (count - 1)]


def _score(reading: _Reading, first: int, labels: Sequence[int]) -> float:
    """Return what some labels from a token on come to, between the labels that stand beside them."""
    transitions = reading.weighed.model.transitions.astype(np.float64)
    whole = reading.labels.tolist()
    whole[first : first + len(labels)] = labels
    score = float(sum(reading.emissions[place, whole[place]] for place in range(first, first + len(labels))))
    for place in range(max(first, 1), min(first + len(labels) + 1, len(whole))):
        score += float(transitions[whole[place - 1], whole[place]])
    return score


def _near_misses(
    reading: _Reading,
    mentions: Sequence[Mention],
    spans: Sequence[tuple[int, int, str]],
    all_features: bool,
) -> Iterator[NearMiss]:
    """Yield the runs of capitalised tokens that are in no mention, and the mentions that a rule took away."""
    names = reading.weighed.model.labels
    taken = [
        any(start < mention.end and end > mention.start for mention in mentions)
        for start, end in reading.spans
    ]
    dropped = {first: after for first, after, _ in spans if not any(taken[first:after])}
    place = 0
    while place < len(taken):
        after = dropped.get(place, place)
        if after == place:
            while after < len(taken) and _is_capital(reading, after, taken) and after not in dropped:
                after += 1
        if after > place:
            yield _near_miss(reading, place, after, names, place in dropped, all_features)
        place = max(after, place + 1)


def _is_capital(reading: _Reading, place: int, taken: Sequence[bool]) -> bool:
    return not taken[place] and bool(kind_of(reading.forms[place]) & CAPITAL)


def _near_miss(
    reading: _Reading, first: int, after: int, names: Sequence[str], dropped: bool, all_features: bool
) -> NearMiss:
    outside = names.index(OUTSIDE)
    rival, evidence = _weigh(reading, first, after, OUTSIDE, all_features)
    start, end = reading.spans[first][0], reading.spans[after - 1][1]
    return NearMiss(
        start,
        end,
        reading.text[start:end],
        rival,
        float(1 - reading.probabilities[first:after, outside].min()),
        dropped,
        total(evidence),
        evidence,
    )


def group_of(template: Template) -> str:
    """Return the kind of evidence that a feature of the recogniser is: the most telling of its columns."""
    columns = [column for column, _ in template.parts]
    for group, prefixes in _PREFIXES:
        if any(column.startswith(prefixes) for column in columns):
            return group
    if _LISTS.intersection(columns):
        return "lists"
    if "names" in columns or "run_names" in columns:
        return "names"
    sides = {side for part in template.parts if (side := _side(*part))}
    if sides:
        return "around" if {"before", "after"} <= sides else min(sides, key=("before", "after", "word").index)
    if "bracket" in columns or "run_since_capital" in columns:
        return "brackets"
    return "segmentation" if {"word", "pair", "gap"}.intersection(columns) else "capitals"


def _side(column: str, offset: int) -> str:
    """Return on which side of its token a column reads a word, empty if it reads none."""
    if column.startswith("run_before"):
        return "before"
    if column.startswith("run_after"):
        return "after"
    if column in _OF_THE_WORD or column.startswith(("u_", "s_", "e_")):
        return "before" if offset < 0 else "after" if offset > 0 else "word"
    return ""
