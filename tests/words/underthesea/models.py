"""Small models for tests: CRFsuite files written by hand, random models, and scores the naive way."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from qnmine.words.underthesea.crfsuite import CrfsuiteModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qnmine.words.underthesea.crfsuite import Doubles
    from qnmine.words.underthesea.templates import Template


def crfsuite_bytes(
    labels: Sequence[str], attributes: Sequence[str], features: Sequence[tuple[int, int, int, float]]
) -> bytes:
    """A model file; `features` are (type, source, target, weight)."""
    body = b"".join(struct.pack("<IIId", *feature) for feature in features)
    chunks = [
        struct.pack("<4sII", b"FEAT", 12 + len(body), len(features)) + body,
        _strings(labels),
        _strings(attributes),
        b"LFRF",
        b"AFRF",
    ]
    offsets, position = [], 48
    for chunk in chunks:
        offsets.append(position)
        position += len(chunk)
    header = struct.pack(
        "<4sI4s9I", b"lCRF", position, b"FOMC", 100, 0, len(labels), len(attributes), *offsets
    )
    return header + b"".join(chunks)


def _strings(strings: Sequence[str]) -> bytes:
    content, links = bytearray(24), []
    for number, string in enumerate(strings):
        encoded = string.encode() + b"\0"
        links.append(len(content))
        content += struct.pack("<II", number, len(encoded)) + encoded
    at_links = len(content)
    content += struct.pack(f"<{len(links)}I", *links)
    content[:24] = struct.pack("<4s5I", b"CQDB", len(content), 0, 0x62445371, len(links), at_links)
    return bytes(content)


def random_model(labels: int, attributes: Sequence[str], seed: int) -> CrfsuiteModel:
    random = np.random.default_rng(seed)
    names = tuple(f"L{number}" for number in range(labels))
    state = random.normal(size=(len(attributes), labels))
    return CrfsuiteModel(names, tuple(attributes), state, random.normal(size=(labels, labels)))


Functions = dict[str, "Callable[[str], str]"]


def attributes_of(
    words: Sequence[str],
    position: int,
    templates: Sequence[Template],
    functions: Functions,
    constants: Mapping[int, str],
) -> list[str]:
    """The string attributes of one token, as underthesea makes them."""
    attributes = []
    for template in templates:
        first, last = position + template.first, position + template.last
        if first < 0:
            value = "BOS"
        elif last >= len(words):
            value = "EOS"
        else:
            column = [constants[template.column]] * len(words) if template.column else words
            value = functions[template.function](" ".join(column[first : last + 1]))
        attributes.append(f"{template.text}={value}")
    return attributes


def naive_scores(
    model: CrfsuiteModel,
    words: Sequence[str],
    templates: Sequence[Template],
    functions: Functions,
    constants: Mapping[int, str],
) -> Doubles:
    """The scores (tokens, labels) of one sentence, attribute by attribute."""
    rows = {attribute: row for row, attribute in enumerate(model.attributes)}
    scores = np.zeros((len(words), len(model.labels)))
    for position in range(len(words)):
        for attribute in attributes_of(words, position, templates, functions, constants):
            if attribute in rows:
                scores[position] += model.state[rows[attribute]]
    return scores
