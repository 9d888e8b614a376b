"""The model file: round trip, reproducible bytes, and clear refusal of anything damaged."""

from __future__ import annotations

import hashlib
import json
import mmap
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qnmine.errors import QnmineError
from qnmine.tagging.container import MAGIC, VERSION, Array, pack_container, read_container

if TYPE_CHECKING:
    from pathlib import Path

ARRAYS: dict[str, Array] = {
    "bytes": np.arange(5, dtype=np.uint8),
    "table": np.arange(6, dtype=np.int64).reshape(2, 3),
    "none": np.zeros((0, 4), np.float16),
    "weights": np.array([0.5, -1.25], np.float32),
}


def _file(path: Path) -> bytes:
    path.write_bytes(pack_container({"kind": "test", "tên": "Quảng Ninh"}, ARRAYS))
    return path.read_bytes()


def _sealed(header: Any, body: bytes = b"", *, size: int | None = None) -> bytes:
    """A file with a right checksum around any header."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    head = MAGIC + VERSION.to_bytes(4, "little") + (len(text) if size is None else size).to_bytes(4, "little")
    content = head + text + body
    return content + hashlib.sha256(content).digest()


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "a.model"
    content = _file(path)
    container = read_container(path)
    assert container.header == {"kind": "test", "tên": "Quảng Ninh"}
    assert container.sha256 == content[-32:].hex()
    for name, array in ARRAYS.items():
        assert container.arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(container.arrays[name], array)
    assert _file(tmp_path / "b.model") == content


def _no_mapping(*_: object, **__: object) -> None:
    raise OSError("no mapping here")


def held_by(array: Array) -> object:
    """What has the memory of an array."""
    held: Any = array
    while isinstance(held, np.ndarray):
        held = held.base
    assert isinstance(held, memoryview)
    return held.obj


@pytest.mark.parametrize("can_map", [True, False])
@pytest.mark.parametrize("mapped", [True, False])
def test_arrays_are_views_of_the_file_that_nothing_writes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapped: bool, can_map: bool
) -> None:
    path = tmp_path / "a.model"
    content = _file(path)
    with monkeypatch.context() as patch:
        if not can_map:
            patch.setattr(mmap, "mmap", _no_mapping)
        arrays = read_container(path, mapped=mapped).arrays
    assert isinstance(held_by(arrays["weights"]), mmap.mmap if mapped and can_map else bytes)
    with pytest.raises(ValueError, match="read-only"):
        arrays["weights"][0] = 1
    np.testing.assert_array_equal(arrays["weights"], ARRAYS["weights"])
    assert path.read_bytes() == content


@pytest.mark.parametrize("mapped", [True, False])
def test_who_has_a_file_keeps_it_when_it_is_replaced(tmp_path: Path, mapped: bool) -> None:
    path = tmp_path / "a.model"
    _file(path)
    arrays = read_container(path, mapped=mapped).arrays
    other = tmp_path / "b.model"
    other.write_bytes(pack_container({}, {"bytes": np.zeros(5, np.uint8)}))
    other.replace(path)
    assert arrays["bytes"].tolist() == [0, 1, 2, 3, 4]
    assert read_container(path).arrays["bytes"].tolist() == [0] * 5


def test_a_file_of_a_user_may_be_overwritten_while_it_is_in_use(tmp_path: Path) -> None:
    path = tmp_path / "a.model"
    content = _file(path)
    arrays = read_container(path).arrays
    with path.open("r+b") as file:
        file.write(bytes(len(content)))
    assert arrays["bytes"].tolist() == [0, 1, 2, 3, 4]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10_000), value=st.integers(1, 255))
def test_any_changed_byte_is_noticed(tmp_path: Path, place: int, value: int) -> None:
    path = tmp_path / "a.model"
    content = bytearray(_file(path))
    content[place % len(content)] ^= value
    path.write_bytes(content)
    with pytest.raises(QnmineError) as caught:
        read_container(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(0, 10_000))
def test_a_file_cut_short_is_noticed(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.model"
    content = _file(path)
    path.write_bytes(content[: length % len(content)])
    with pytest.raises(QnmineError):
        read_container(path)


def _entry(**changed: Any) -> dict[str, Any]:
    return {"arrays": [{"name": "a", "dtype": "|u1", "shape": [4], **changed}]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 a zip file",
        _sealed(b"[1]"),
        _sealed(b"{"),
        _sealed(b"\xff\xff"),
        _sealed(b"[" * 100_000),
        _sealed({}),
        _sealed({"arrays": 3}),
        _sealed({"arrays": [3]}),
        _sealed({"arrays": []}, size=2**32 - 1),
        _sealed(_entry(dtype="|O"), b"\0" * 64),
        _sealed(_entry(dtype="<m8"), b"\0" * 64),
        _sealed(_entry(dtype=["|u1"]), b"\0" * 64),
        _sealed(_entry(shape=[2**60]), b"\0" * 64),
        _sealed(_entry(shape=[2**29, 2**29, 2**29]), b"\0" * 64),
        _sealed(_entry(shape=[-4]), b"\0" * 64),
        _sealed(_entry(shape=[4.0]), b"\0" * 64),
        _sealed(_entry(shape=[True]), b"\0" * 64),
        _sealed(_entry(shape=[1, 1, 1, 4]), b"\0" * 64),
        _sealed(_entry(shape=4), b"\0" * 64),
        _sealed(_entry(name=None), b"\0" * 64),
        _sealed(_entry(), b"\0" * 64),  # bytes left over
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.model"
    path.write_bytes(content)
    with pytest.raises(QnmineError):
        read_container(path)


def test_another_version_names_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.model"
    content = bytearray(_file(path))
    content[8] = 99
    path.write_bytes(content)
    with pytest.raises(QnmineError, match=r"model format 99.*train it again"):
        read_container(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.model", tmp_path):
        with pytest.raises(QnmineError, match="cannot read the model"):
            read_container(path)
