"""Reader of CRFsuite model files: labels, attributes, state weights and transitions as arrays.

The layout (little-endian) is that of CRFsuite 0.12, `lib/crf/src/crf1d_model.c` and `lib/cqdb/src/cqdb.c`
(https://github.com/chokkan/crfsuite):

- header, 48 bytes: `lCRF`, file size, `FOMC`, version 100, numbers of features (0 there: FEAT has it),
  labels and attributes, offsets of FEAT, of the labels, of the attributes and of the two reference tables;
- `FEAT`, chunk size, number of features, then for each feature: type (0 state, 1 transition), source
  (attribute or label), target (label) as uint32 and the weight as a double;
- labels and attributes, each a constant database: `CQDB`, chunk size, flag, byte order mark, number and
  offset of the backward links (offsets count from the chunk, 0 is no string), 256 hash tables; a string
  lies at its offset as its number, its size with the closing NUL, its UTF-8 bytes and NUL;
- `LFRF` and `AFRF` list the features of each label and attribute; FEAT says the same, so they are not read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]

_HEADER = struct.Struct("<4sI4s9I")
_FEATURES = struct.Struct("<4sII")
_STRINGS = struct.Struct("<4s5I")
_STRING = struct.Struct("<II")
_FEATURE = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_BYTE_ORDER = 0x62445371
_VERSION = 100
_MOST_LABELS = 1000
_STATE, _TRANSITION = 0, 1


@dataclass(frozen=True, slots=True)
class CrfsuiteModel:
    """A first-order CRF over string attributes.

    `state` (attributes, labels) holds the weight of a label where an attribute is, `transitions` (labels,
    labels) that of a label (column) after another (row); what the file does not name weighs 0.
    """

    labels: tuple[str, ...]
    attributes: tuple[str, ...]
    state: Doubles
    transitions: Doubles


def read_crfsuite(content: bytes) -> CrfsuiteModel:
    """Read the bytes of a model file; ValueError when it is damaged, cut short or of another kind."""
    if len(content) < _HEADER.size:
        raise ValueError("the CRFsuite model is cut short")
    magic, size, kind, version, _, labels, attributes, at_features, at_labels, at_attributes, _, _ = (
        _HEADER.unpack_from(content)
    )
    if (magic, kind, version) != (b"lCRF", b"FOMC", _VERSION):
        raise ValueError("not a CRFsuite model of a known version")
    if size != len(content):
        raise ValueError(f"the CRFsuite model has {len(content)} bytes, its header says {size}")
    if labels > _MOST_LABELS:
        raise ValueError(f"the CRFsuite model has {labels} labels, more than a tag set has")
    label_names = _strings(content, at_labels, labels)
    attribute_names = _strings(content, at_attributes, attributes)
    features = _features(content, at_features)
    return CrfsuiteModel(
        label_names,
        attribute_names,
        _weights(features, _STATE, attributes, labels),
        _weights(features, _TRANSITION, labels, labels),
    )


def _chunk(content: bytes, offset: int, layout: struct.Struct, name: bytes) -> tuple[int, ...]:
    """Return the numbers in the head of a chunk that lies inside the file."""
    if offset + layout.size > len(content):
        raise ValueError(f"{name.decode()} lies outside the CRFsuite model")
    magic, size, *rest = layout.unpack_from(content, offset)
    if magic != name or offset + size > len(content) or size < layout.size:
        raise ValueError(f"{name.decode()} of the CRFsuite model is damaged")
    return size, *rest


def _features(content: bytes, offset: int) -> npt.NDArray[np.void]:
    size, count = _chunk(content, offset, _FEATURES, b"FEAT")
    if size != _FEATURES.size + count * _FEATURE.itemsize:
        raise ValueError("FEAT of the CRFsuite model has a wrong length")
    features = np.frombuffer(content, _FEATURE, count, offset + _FEATURES.size)
    if not np.isin(features["type"], (_STATE, _TRANSITION)).all():
        raise ValueError("a feature of the CRFsuite model is neither state nor transition")
    return features


def _weights(features: npt.NDArray[np.void], kind: int, sources: int, labels: int) -> Doubles:
    """Add up the weights of one kind of feature, (sources, labels)."""
    chosen = features[features["type"] == kind]
    source, target = chosen["source"].astype(np.int64), chosen["target"].astype(np.int64)
    weight = chosen["weight"].astype(np.float64)
    if (source >= sources).any() or (target >= labels).any():
        raise ValueError("a feature of the CRFsuite model names no attribute or label")
    if not np.isfinite(weight).all():
        raise ValueError("a weight of the CRFsuite model is not a number")
    weights = np.zeros((sources, labels))
    np.add.at(weights, (source, target), weight)
    return weights


def _strings(content: bytes, offset: int, count: int) -> tuple[str, ...]:
    """Read the strings of a constant database by their numbers, of which there must be `count`."""
    size, _, order, links, at_links = _chunk(content, offset, _STRINGS, b"CQDB")
    if order != _BYTE_ORDER or at_links + 4 * links > size or links < count:
        raise ValueError("CQDB of the CRFsuite model is damaged")
    chunk = content[offset : offset + size]
    strings = []
    for number, at in enumerate(np.frombuffer(chunk, "<u4", count, at_links).tolist()):
        if not 0 < at <= size - _STRING.size:
            raise ValueError(f"string {number} of the CRFsuite model is missing")
        found, length = _STRING.unpack_from(chunk, at)
        start = at + _STRING.size
        if found != number or not 0 < length <= size - start:
            raise ValueError(f"string {number} of the CRFsuite model is damaged")
        strings.append(chunk[start : start + length - 1].decode("utf-8"))
    return tuple(strings)
