"""Bytes that hold data only: what comes back, and what is let in."""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.cli.collected import Cells, WrittenRows
from qnmine.engines.packing import DamagedError, _thing, pack, unpack
from qnmine.engines.stored import STORED
from qnmine.engines.work import Part
from qnmine.errors import DocumentError
from qnmine.statistics.coding import Vocabulary
from qnmine.statistics.concordance import ConcordanceLine
from qnmine.statistics.occurrences import Occurrences

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=()))  # lone surrogates as well
    | st.binary()
)
KEYS = SCALARS | st.tuples(SCALARS, SCALARS)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(KEYS, inner)
        | st.sets(KEYS)
        | st.frozensets(KEYS)
        | st.dictionaries(KEYS, st.integers()).map(Counter)
    ),
)


def typed(value: Any) -> Any:
    """What distinguishes 1 from True and 1.0, which are equal."""
    if isinstance(value, dict):
        return type(value), [(typed(key), typed(one)) for key, one in value.items()]
    if isinstance(value, list | tuple):
        return type(value), [typed(one) for one in value]
    if isinstance(value, set | frozenset):
        return type(value), value
    return type(value), value


@given(VALUES)
def test_values_come_back(value: Any) -> None:
    assert typed(unpack(pack(value))) == typed(value)


def test_numbers_that_are_none() -> None:
    infinite, none = unpack(pack([math.inf, math.nan]))
    assert infinite == math.inf
    assert math.isnan(none)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6, dtype=np.int32).reshape(2, 3),
        np.array([], np.float64),
        np.array([True, False]),
        np.array([("a", 1, [1, 2])], [("x", "<U3"), ("y", np.int64), ("z", np.int32, (2,))]),
        np.int64(7),
        np.float32(0.5),
        np.array([1, 2], ">i4"),
    ],
    ids=str,
)
def test_arrays_come_back(array: Any) -> None:
    back = unpack(pack([array]))[0]
    assert type(back) is type(array)
    assert back.dtype == array.dtype
    assert np.array_equal(back, array)


def test_types_of_arrays_come_back() -> None:
    dtype = np.dtype([("hash", np.uint64), ("keys", np.int32, (3,))])
    assert unpack(pack(dtype)) == dtype


def test_objects_come_back() -> None:
    vocabulary = Vocabulary()
    vocabulary.code(["Hà", "Nội", "hà"])
    lines = [ConcordanceLine("d", 1, 0, 2, "", "Hà", " Nội")]
    groups: dict[int, Occurrences] = defaultdict(Occurrences)
    part: Part[Any] = Part(
        [lines, vocabulary, groups], {3: DocumentError("d", "odd", "mend it")}, ({"a"}, True)
    )
    back: Part[Any] = unpack(pack(part))
    assert (list(back.failures), back.notes, back.kept[0]) == ([3], ({"a"}, True), lines)
    assert (back.failures[3].name, str(back.failures[3])) == ("d", "d: odd; mend it")
    assert back.kept[1].forms == ["Hà", "Nội", "hà"]
    assert back.kept[1].key_of.tolist() == vocabulary.key_of.tolist()
    assert isinstance(back.kept[2][5], Occurrences), "a key that is not there makes its own"


def test_one_object_stays_one() -> None:
    words = ["a"]
    array = np.arange(3)
    first, second, third, fourth = unpack(pack([words, words, array, [array]]))
    first.append("b")
    assert second == ["a", "b"]
    assert fourth[0] is third


def test_an_object_may_hold_itself() -> None:
    value: list[Any] = ["a"]
    value.append(value)
    back = unpack(pack(value))
    assert back[1] is back


def test_what_collects_rows_leaves_its_makers_behind() -> None:
    rows = WrittenRows(None, "csv", ("a",), 2, [b"a\n", "số\n".encode()])
    assert unpack(pack(rows)) == WrittenRows(None, "csv", None, 2, [b"a\n", "số\n".encode()])
    assert unpack(pack(Cells(None, [[("a", 1)], [("b", None)]]))).rows == [[("a", 1)], [("b", None)]]


@dataclass
class Stranger:
    value: int = 0


@pytest.mark.parametrize(
    "value",
    [Stranger(), Stranger, print, np.array([print]), lambda: 0, np.dtype(object)],
    ids=lambda one: type(one).__name__,
)
def test_other_things_are_not_packed(value: Any) -> None:
    with pytest.raises(TypeError):
        pack([value])


def crafted(**header: Any) -> bytes:
    body = zlib.compress(json.dumps({"blobs": [], "names": [], **header}).encode() + b"\n")
    return b"QNPART1\n" + hashlib.sha256(body).digest() + body


@pytest.mark.parametrize(
    "header",
    [
        {"names": ["os:system"], "value": [9, 0, [1, "true"], None, None, None]},
        {"names": ["builtins:eval"], "value": [8, 0]},
        {"names": ["qnmine.engines.work:Part.__init__"], "value": 0},
        {"value": [6, 0, "O", []]},
        {"value": [7, [["a", "O"]]]},
        {"value": [6, 0, "<i8", [5]]},
        {"value": [99]},
        {"value": [[1]]},
        {"value": [11, 5]},
        {"blobs": ["x"], "value": 0},
        {"blobs": [-5], "value": [5, 0, 1]},
        {"names": 5, "value": 0},
        {"names": ["qnmine.engines.work:Part"], "value": [10, 0, [1, 1, 2, 3, 4, 5], None, None, None]},
    ],
    ids=str,
)
def test_what_pack_would_not_write_is_not_read(header: dict[str, Any]) -> None:
    with pytest.raises(DamagedError):
        unpack(crafted(**header))


def test_deep_nesting_is_damage() -> None:
    nested = "[0," * 100_000 + "]" * 100_000
    body = zlib.compress(b'{"blobs": [], "names": [], "value": ' + nested.encode() + b"}\n")
    with pytest.raises(DamagedError):
        unpack(b"QNPART1\n" + hashlib.sha256(body).digest() + body)


@given(st.binary(max_size=100))
def test_anything_else_is_damage(data: bytes) -> None:
    with pytest.raises(DamagedError):
        unpack(b"QNPART1\n" + hashlib.sha256(data).digest() + data)


def test_each_changed_or_missing_byte_is_seen() -> None:
    whole = pack({"số": [1, 2, 3]})
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        for damaged in (bytes(changed), whole[:place]):
            with pytest.raises(DamagedError):
                unpack(damaged)


@pytest.mark.parametrize("name", sorted(STORED))
def test_what_may_be_made_is_there(name: str) -> None:
    assert isinstance(_thing(name), type)
