"""The data-only file format of models: a JSON header and plain arrays under one checksum.

Layout (little-endian): 8 bytes magic, uint32 format version, uint32 header length, the header in UTF-8
JSON, each array in the order of the header starting at a multiple of 8 bytes, then the SHA-256 of
everything before. Nothing in it is executed, and no length is believed before it is checked.

A file that nobody writes into, only replaces, can be mapped: its arrays take no memory of their own, and
processes that read the same file share it.
"""

from __future__ import annotations

import hashlib
import json
import math
import mmap
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    import numpy.typing as npt

MAGIC = b"QNMODEL\x00"
VERSION = 1
_PREFIX = struct.Struct("<8sII")
_DIGEST_SIZE = hashlib.sha256().digest_size
_DTYPES = frozenset({"|u1", "|i1", "<u2", "<u4", "<i4", "<i8", "<f2", "<f4"})
_LARGEST_FILE = 512 * 2**20
_LARGEST_HEADER = 16 * 2**20  # JSON takes many times its size in memory
_LARGEST_RANK = 3
_MOST_STRINGS = 2**21

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Container:
    """What a model file holds: the `header` (plain JSON values) and read-only `arrays` by name."""

    header: dict[str, Any]
    arrays: dict[str, Array]
    sha256: str


def pack_container(header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """The bytes of a model file; the same content always gives the same bytes."""
    little = {name: np.ascontiguousarray(a, a.dtype.newbyteorder("<")) for name, a in arrays.items()}
    described = [{"name": n, "dtype": a.dtype.str, "shape": list(a.shape)} for n, a in little.items()]
    text = json.dumps({**header, "arrays": described}, ensure_ascii=False, sort_keys=True)
    encoded = text.encode("utf-8")
    content = bytearray(_PREFIX.pack(MAGIC, VERSION, len(encoded)) + encoded)
    for array in little.values():
        content += bytes(-len(content) % 8)
        content += array.tobytes()
    content += hashlib.sha256(content).digest()
    return bytes(content)


def read_container(path: Path, *, mapped: bool = False) -> Container:
    """Read and check a model file, by default into memory.

    With `mapped` it is mapped where the system can do so: only for files of the package, as a mapped file
    that is overwritten in place changes the arrays or, cut short, ends the process. Raises QnmineError with
    one line when the file is missing, is no model, has another version, is cut short or was changed.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise _damaged(path, "is larger than any model")
        with path.open("rb") as file:
            content = _mapped(file) if mapped else memoryview(file.read())
    except OSError as error:
        raise QnmineError(f"{path}: cannot read the model ({error.strerror or error})") from None
    if content[: len(MAGIC)] != MAGIC:
        raise QnmineError(f"{path}: not a qnmine model; make one with `qnmine train`")
    if len(content) < _PREFIX.size + _DIGEST_SIZE:
        raise _damaged(path, "is cut short")
    _, version, header_size = _PREFIX.unpack_from(content)
    if version != VERSION:
        raise QnmineError(f"{path}: model format {version}, this qnmine reads {VERSION}; train it again")
    body = content[:-_DIGEST_SIZE]
    digest = hashlib.sha256(body)
    if digest.digest() != content[-_DIGEST_SIZE:]:
        raise _damaged(path, "fails its checksum")
    if header_size > _LARGEST_HEADER:
        raise _damaged(path, "has a wrong header")
    try:
        header = json.loads(bytes(body[_PREFIX.size : _PREFIX.size + header_size]).decode("utf-8"))
        arrays = _arrays(body, _PREFIX.size + header_size, header.pop("arrays"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _damaged(path, "has a wrong header") from None
    return Container(header, arrays, digest.hexdigest())


def _mapped(file: BinaryIO) -> memoryview:
    """The content of an open file, mapped to be read only; read where it cannot be mapped."""
    try:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # a file system without mapping; an empty file, a pipe
        return memoryview(file.read())


def encode_strings(strings: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Strings without line breaks as an array for a model file."""
    return np.frombuffer("\n".join(strings).encode("utf-8", "surrogatepass"), np.uint8)


def decode_strings(array: Array) -> tuple[str, ...]:
    """The strings in an array of a model file; ValueError when it is no UTF-8, or they are too many."""
    encoded = array.astype(np.uint8).tobytes()
    if encoded.count(b"\n") >= _MOST_STRINGS:
        raise ValueError("too many strings")
    text = encoded.decode("utf-8", "surrogatepass")
    return tuple(text.split("\n")) if text else ()


def _arrays(body: memoryview, position: int, described: list[dict[str, Any]]) -> dict[str, Array]:
    """Cut the arrays out of the body; every one lies inside it and nothing is left over."""
    arrays: dict[str, Array] = {}
    for entry in described:
        name, dtype, shape = entry["name"], entry["dtype"], entry["shape"]
        if not isinstance(name, str) or name in arrays or dtype not in _DTYPES:
            raise ValueError(name)
        if len(shape) > _LARGEST_RANK or not all(type(n) is int and 0 <= n <= _LARGEST_FILE for n in shape):
            raise ValueError(shape)
        position += -position % 8
        count = math.prod(shape)
        end = position + count * np.dtype(dtype).itemsize
        if end > len(body):
            raise ValueError(name)
        arrays[name] = np.frombuffer(body[position:end], dtype=dtype).reshape(shape)
        position = end
    if position != len(body):
        raise ValueError(position)
    return arrays


def _damaged(path: Path, what: str) -> QnmineError:
    return QnmineError(f"{path}: the model file {what}; install or train it again")
