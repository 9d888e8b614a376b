"""Values as bytes that hold data only: JSON, with byte strings and arrays beside it, under a checksum.

Such bytes may come from anywhere: nothing in them is executed, and objects are made of the classes in
`STORED` alone. What is packed and unpacked equals what it was; parts that were one object are one again.

Layout: 8 bytes magic, the SHA-256 of the rest, the rest compressed by zlib: a line of JSON, then the byte
strings and arrays ("blobs") in their order.
"""

from __future__ import annotations

import copyreg
import hashlib
import importlib
import json
import zlib
from functools import partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from qnmine.engines.stored import STORED
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np

_MAGIC = b"QNPART1\n"
_DIGEST_SIZE = hashlib.sha256().digest_size
_LEVEL = 1
_LARGEST = 2 * 2**30
_SCALARS = frozenset({str, int, float, bool, type(None)})
_LIST, _TUPLE, _DICT, _SET, _FROZENSET, _BYTES, _ARRAY, _TYPE, _NAME, _NEW, _CALL, _SEEN = range(12)
_PLAIN, _RECORDS, _MAP = range(12, 15)  # a list of scalars, one of tuples of them, a dict from str to them


class DamagedError(QnmineError):
    """Bytes are not what `pack` has made."""


def pack(value: object) -> bytes:
    """Return the bytes of a value; raises TypeError for one with a class that is not in `STORED`."""
    packer = _Packer()
    content = packer.value(value)
    header = {"blobs": [len(blob) for blob in packer.blobs], "names": list(packer.names), "value": content}
    line = json.dumps(header, separators=(",", ":")).encode("ascii")
    body = zlib.compress(b"".join((line, b"\n", *packer.blobs)), _LEVEL)
    return _MAGIC + hashlib.sha256(body).digest() + body


def unpack(data: bytes) -> Any:
    """Return the value of bytes; raises DamagedError if they are not of `pack`."""
    start = len(_MAGIC) + _DIGEST_SIZE
    body = memoryview(data)[start:]
    if not data.startswith(_MAGIC) or hashlib.sha256(body).digest() != data[len(_MAGIC) : start]:
        raise DamagedError("is cut off or damaged")
    try:
        content = _decompressed(body)
        end = content.index(b"\n")
        header = json.loads(content[:end])
        ends = list(_running_sums((end + 1, *header["blobs"])))
        blobs = [content[first:last] for first, last in pairwise(ends)]
        return _Unpacker(blobs, header["names"]).value(header["value"])
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise DamagedError(f"holds something else ({error})") from None
    except (ImportError, MemoryError, zlib.error) as error:
        raise DamagedError(f"cannot be read ({error})") from None


def _decompressed(body: memoryview) -> bytes:
    """Return what was compressed; ValueError if that is more than any part has, which fills the memory."""
    decompress = zlib.decompressobj()
    content = decompress.decompress(body, _LARGEST)
    if not decompress.eof:
        raise ValueError("too large, or cut off")
    return content


def _running_sums(numbers: Iterable[int]) -> Iterable[int]:
    total = 0
    for number in numbers:
        total += number
        yield total


class _Packer:
    def __init__(self) -> None:
        self.blobs: list[bytes] = []
        self.names: dict[str, int] = {}
        self._seen: dict[int, int] = {}
        self._alive: list[object] = []  # an id means something only while its object lives
        self._unchanging: dict[type, Callable[[Any], Any]] = {
            tuple: lambda value: [_TUPLE, *map(self.value, value)],
            frozenset: lambda value: [_FROZENSET, *map(self.value, sorted(value, key=repr))],
            bytes: lambda value: [_BYTES, self._blob(value)],
            type: lambda value: [_NAME, self._name(value)],
        }
        self._changing: dict[type, Callable[[Any], Any]] = {
            list: self._list,
            dict: self._dict,
            set: lambda value: [_SET, *map(self.value, sorted(value, key=repr))],
        }

    def value(self, value: Any) -> Any:
        """Return what JSON can hold for a value."""
        kind = type(value)
        if kind in _SCALARS:
            return value
        if kind in self._unchanging:
            return self._unchanging[kind](value)
        if kind.__module__ == "numpy.dtypes":
            return [_TYPE, _described(value)]
        if id(value) in self._seen:
            return [_SEEN, self._seen[id(value)]]
        self._seen[id(value)] = len(self._seen)
        self._alive.append(value)
        write = self._changing.get(kind)
        if write is None:
            write = self._array if kind.__module__ == "numpy" else self._object
        return write(value)

    def _list(self, values: list[Any]) -> Any:
        if all(type(value) in _SCALARS for value in values):
            return [_PLAIN, values]
        if all(type(value) is tuple for value in values) and all(
            type(cell) in _SCALARS for cell in chain.from_iterable(values)
        ):
            return [_RECORDS, values]
        return [_LIST, *map(self.value, values)]

    def _dict(self, mapping: dict[Any, Any]) -> Any:
        if all(type(key) is str for key in mapping) and all(
            type(value) in _SCALARS for value in mapping.values()
        ):
            return [_MAP, mapping]
        return [_DICT, *map(self.value, chain.from_iterable(mapping.items()))]

    def _array(self, array: np.ndarray[Any, Any]) -> Any:
        return [_ARRAY, self._blob(array.tobytes()), _described(array.dtype), array.shape]

    def _object(self, value: Any) -> Any:
        made = value.__reduce_ex__(4)
        if isinstance(made, str):
            raise TypeError(f"{made} cannot be packed")
        function, arguments, state, items, pairs = (*made, None, None, None)[:5]
        how = _CALL
        if function is copyreg.__newobj__:  # type: ignore[attr-defined]
            how, (function, *arguments) = _NEW, arguments
        return [
            how,
            self._name(function),
            self.value(tuple(arguments)),
            self.value(state),
            self.value(None if items is None else list(items)),
            self.value(None if pairs is None else list(pairs)),
        ]

    def _blob(self, data: bytes) -> int:
        self.blobs.append(data)
        return len(self.blobs) - 1

    def _name(self, thing: Any) -> int:
        name = f"{thing.__module__}:{thing.__qualname__}"
        if name not in STORED:
            raise TypeError(f"{name} is not among the classes that may be packed")
        return self.names.setdefault(name, len(self.names))


class _Unpacker:
    def __init__(self, blobs: list[bytes], names: list[str]) -> None:
        self._blobs = blobs
        self._things = [_thing(name) for name in names]
        self._seen: list[Any] = []
        self._read: dict[int, Callable[..., Any]] = {
            _LIST: self._list,
            _TUPLE: lambda *parts: tuple(map(self.value, parts)),
            _DICT: self._dict,
            _SET: self._set,
            _FROZENSET: lambda *parts: frozenset(map(self.value, parts)),
            _BYTES: self._blobs.__getitem__,
            _ARRAY: self._array,
            _TYPE: _dtype,
            _NAME: self._things.__getitem__,
            _NEW: partial(self._object, is_new=True),
            _CALL: partial(self._object, is_new=False),
            _SEEN: self._seen.__getitem__,
            _PLAIN: self._keep,
            _RECORDS: lambda rows: self._keep(list(map(tuple, rows))),
            _MAP: self._keep,
        }

    def value(self, content: Any) -> Any:
        """Return the value that stands in JSON."""
        if type(content) is not list:
            return content
        return self._read[content[0]](*content[1:])

    def _keep(self, value: Any) -> Any:
        self._seen.append(value)
        return value

    def _list(self, *parts: Any) -> list[Any]:
        values: list[Any] = self._keep([])
        values += map(self.value, parts)
        return values

    def _set(self, *parts: Any) -> set[Any]:
        values: set[Any] = self._keep(set())
        values.update(map(self.value, parts))
        return values

    def _dict(self, *parts: Any) -> dict[Any, Any]:
        mapping: dict[Any, Any] = self._keep({})
        values = map(self.value, parts)
        mapping.update(zip(values, values, strict=True))
        return mapping

    def _array(self, blob: int, dtype: Any, shape: list[int]) -> Any:
        import numpy as np

        array = np.frombuffer(self._blobs[blob], _dtype(dtype)).reshape(shape).copy()
        return self._keep(array if shape else array[()])

    def _object(self, name: int, arguments: Any, state: Any, items: Any, pairs: Any, *, is_new: bool) -> Any:
        place = len(self._seen)
        self._seen.append(None)
        thing, given = self._things[name], self.value(arguments)
        made = thing.__new__(thing, *given) if is_new else thing(*given)
        self._seen[place] = made
        _set_state(made, self.value(state))
        for item in self.value(items) or ():
            made.append(item)
        for key, value in self.value(pairs) or ():
            made[key] = value
        return made


def _described(dtype: np.dtype[Any]) -> Any:
    """Return a type of arrays as JSON can hold it."""
    if dtype.hasobject:
        raise TypeError(f"an array of {dtype} cannot be packed")
    return dtype.str if dtype.names is None else dtype.descr


def _dtype(described: Any) -> np.dtype[Any]:
    import numpy as np

    fields = described if isinstance(described, str) else [_field(*field) for field in described]
    dtype: np.dtype[Any] = np.dtype(fields)
    if dtype.hasobject:
        raise ValueError(f"an array of {dtype}")
    return dtype


def _field(name: str, kind: str, shape: Sequence[int] = ()) -> tuple[str, str, tuple[int, ...]]:
    return name, kind, tuple(shape)


def _thing(name: str) -> Any:
    """Return a class by its name; raises ValueError for one that is not in `STORED`."""
    if name not in STORED:
        raise ValueError(f"{name} is not allowed")
    module, _, names = name.partition(":")
    thing = importlib.import_module(module)
    for part in names.split("."):
        thing = getattr(thing, part)
    return thing


def _set_state(thing: Any, state: Any) -> None:
    """Give an object its state as copying does."""
    if state is None:
        return
    if hasattr(thing, "__setstate__"):
        thing.__setstate__(state)
        return
    attributes, slots = state if isinstance(state, tuple) else (state, None)
    if attributes:
        thing.__dict__.update(attributes)
    for name, value in (slots or {}).items():
        object.__setattr__(thing, name, value)
