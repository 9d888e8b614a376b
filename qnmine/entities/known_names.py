"""Names that a recogniser finds again and again in a large text: evidence for the same name elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from qnmine.engines.serial import batches
from qnmine.entities.lexical import NAME_KINDS, NAME_STEPS
from qnmine.entities.surfaces import lower_of
from qnmine.text.syllables import syllables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from qnmine.entities.lexical import NamePhrase
    from qnmine.entities.recognizer import Recognizer, Span
    from qnmine.text.document import Document

TYPES = ("PER", "ORG", "LOC")
_LEAST_MENTIONS = 3
_LEAST_DOCUMENTS = 2
_LONGEST = 8
_NEARLY_ALWAYS, _MOSTLY = 0.95, 0.8
_PAIRS = ((0, 1), (0, 2), (1, 2))

_COUNTS = (6, 20, 100)
"""Numbers of mentions at which the steps of how often a name was found begin, after the first one."""
assert len(_COUNTS) + 1 == NAME_STEPS
assert 2 * len(TYPES) + len(_PAIRS) == NAME_KINDS


def squeezed_sentences(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the sentences of documents without white space, to find the same sentence elsewhere."""
    for document in documents:
        text = document.normalized.text
        for start, end in document.sentence_spans:
            yield "".join(text[start:end].split())


def known_names(
    documents: Iterable[Document], recognizer: Recognizer, without: Collection[str]
) -> list[NamePhrase]:
    """Return the names found in documents, each with its class from 0, in lower-case syllables.

    Only names written in capitals throughout count, of at most eight syllables, with three mentions or more
    in two documents or more. A mention weighs its probability. `without` are sentences (without white space)
    whose names do not count: what is learnt from must not tell the answer. A class is a kind and a step of
    how often: `kind * NAME_STEPS + step`.
    """
    weights: dict[tuple[str, ...], list[float]] = {}
    mentions: Counter[tuple[str, ...]] = Counter()
    in_documents: Counter[tuple[str, ...]] = Counter()
    keys: dict[str, tuple[str, ...] | None] = {}
    for batch in batches(documents):
        for document, spans in zip(batch, recognizer.spans(batch, scores=True), strict=True):
            here = set()
            for form, span in _counted(document, spans, without):
                if form not in keys:
                    keys[form] = _key(form)
                key = keys[form]
                if key is not None:
                    weights.setdefault(key, [0.0] * len(TYPES))[TYPES.index(span.type)] += span.score or 0.0
                    mentions[key] += 1
                    here.add(key)
            in_documents.update(here)
    return sorted(
        (key, _class_of(weights[key], count))
        for key, count in mentions.items()
        if count >= _LEAST_MENTIONS and in_documents[key] >= _LEAST_DOCUMENTS
    )


def _counted(
    document: Document, spans: Iterable[Span], without: Collection[str]
) -> Iterator[tuple[str, Span]]:
    """Yield the names of the sentences of a document that count, and their spans."""
    text = document.normalized.text
    sentences = iter(document.sentence_spans)
    start, end, counts = 0, 0, False
    for span in spans:
        while span.start >= end:
            start, end = next(sentences)
            counts = "".join(text[start:end].split()) not in without
        if counts:
            yield text[span.start : span.end], span


def _key(form: str) -> tuple[str, ...] | None:
    """Return the lower-case syllables of a name, None for one that does not count."""
    forms = syllables(form).forms
    letters = [one for one in forms if one[0].isalpha()]
    if not letters or len(forms) > _LONGEST or any(one[0].islower() for one in letters):
        return None
    return tuple(map(lower_of, forms))


def _class_of(weights: list[float], count: int) -> int:
    """Return the class of a name from the weights of its types and its number of mentions."""
    order = sorted(range(len(TYPES)), key=lambda number: -weights[number])
    share = weights[order[0]] / sum(weights)
    if share > _MOSTLY:
        kind = 2 * order[0] + (share <= _NEARLY_ALWAYS)
    else:
        kind = 2 * len(TYPES) + _PAIRS.index((min(order[:2]), max(order[:2])))
    step = bisect_right(_COUNTS, count)
    return kind * NAME_STEPS + step
