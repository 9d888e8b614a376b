from __future__ import annotations

import struct

import numpy as np
import pytest

from qnmine.words.underthesea.crfsuite import read_crfsuite
from tests.words.underthesea.models import crfsuite_bytes

LABELS = ("B-W", "I-W")
ATTRIBUTES = ("T[0]=đi", "T[0].istitle=True", "T[-1]=BOS")
FEATURES = [(0, 0, 0, 1.5), (0, 0, 1, -1.5), (0, 2, 1, 0.25), (1, 0, 1, 2.0), (1, 1, 1, -3.0)]
CONTENT = crfsuite_bytes(LABELS, ATTRIBUTES, FEATURES)


def test_labels_attributes_and_weights() -> None:
    model = read_crfsuite(CONTENT)
    assert (model.labels, model.attributes) == (LABELS, ATTRIBUTES)
    assert model.state.tolist() == [[1.5, -1.5], [0, 0], [0, 0.25]]
    assert model.transitions.tolist() == [[0, 2], [0, -3]]


def test_weights_of_one_feature_named_twice_add_up() -> None:
    model = read_crfsuite(crfsuite_bytes(LABELS, ATTRIBUTES, [(0, 1, 0, 1.0), (0, 1, 0, 2.0)]))
    assert model.state[1].tolist() == [3, 0]


def test_a_model_without_features() -> None:
    model = read_crfsuite(crfsuite_bytes(LABELS, (), []))
    assert model.state.shape == (0, 2)
    assert np.array_equal(model.transitions, np.zeros((2, 2)))


def changed(offset: int, value: int) -> bytes:
    content = bytearray(CONTENT)
    struct.pack_into("<I", content, offset, value)
    return bytes(content)


AT_FEATURES = 48
AT_LABELS = AT_FEATURES + 12 + 20 * len(FEATURES)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "cut short"),
        (b"QNMODEL\0" + bytes(100), "not a CRFsuite model"),
        (CONTENT[:-1], "header says"),
        (CONTENT + b"\0", "header says"),
        (changed(12, 101), "known version"),
        (changed(20, 2**31), "labels"),
        (changed(20, 3), "CQDB"),
        (changed(24, 9), "CQDB"),
        (changed(28, 2**32 - 1), "FEAT lies outside"),
        (changed(28, 52), "FEAT .* damaged"),
        (changed(32, 44), "CQDB .* damaged"),
        (changed(AT_FEATURES + 4, 13), "wrong length"),
        (changed(AT_FEATURES + 8, 2**31), "wrong length"),
        (changed(AT_FEATURES + 12, 7), "neither state nor transition"),
        (changed(AT_FEATURES + 16, 3), "names no attribute"),
        (changed(AT_FEATURES + 20, 2), "names no attribute"),
        (changed(AT_FEATURES + 28, 0x7FF00000), "not a number"),
        (changed(AT_LABELS + 12, 0), "CQDB .* damaged"),
        (changed(AT_LABELS + 20, 2**31), "CQDB .* damaged"),
        (changed(AT_LABELS + 24, 1), "string 0 .* damaged"),
        (changed(AT_LABELS + 28, 2**31), "string 0 .* damaged"),
        (changed(AT_LABELS + 28, 0), "string 0 .* damaged"),
    ],
)
def test_a_damaged_or_foreign_file_is_a_value_error(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_crfsuite(content)


def test_no_cut_and_no_changed_byte_raises_anything_else() -> None:
    for end in range(len(CONTENT)):
        with pytest.raises(ValueError, match="CRFsuite"):
            read_crfsuite(CONTENT[:end])
    for offset in range(len(CONTENT)):
        content = bytearray(CONTENT)
        content[offset] ^= 0xFF
        try:
            read_crfsuite(bytes(content))
        except ValueError:
            continue
