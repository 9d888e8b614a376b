"""Model files that nobody trained: header, arrays and bytes of small ones changed, under a right checksum."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from contextlib import redirect_stderr
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.cli.main import run
from qnmine.tagging.container import MAGIC, VERSION, pack_container, read_container
from tests.fuzz import files

if TYPE_CHECKING:
    from random import Random

    from qnmine.tagging.container import Container

_SPANS = (
    ("Ông Phạm Văn Thể thăm Hạ Long.", ((4, 16, "PER"), (22, 29, "LOC"))),
    ("UBND tỉnh Quảng Ninh họp.", ((0, 20, "ORG"),)),
)
_WORDS = "Ông Phạm_Văn_Thể thăm Hạ_Long .\nNgười dân Quảng_Ninh vui_mừng .\n"
_NUMBERS = (0, -1, 1, 2, 127, 255, 256, 2**31 - 1, 2**31, 2**62, -(2**63))
_FLOATS = (0.0, -0.0, 1e30, float("nan"), float("inf"), float("-inf"))
_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    2**70,
    1.5,
    float("nan"),
    "",
    "x" * 1000,
    [],
    {},
    [[]],
    "\ud800",
    "../../etc/passwd",
)


@cache
def small(task: str) -> bytes:
    """Return the file of a model trained on two sentences, for the task `entities` or `words`."""
    with tempfile.TemporaryDirectory() as name, redirect_stderr(io.StringIO()):
        model, spans, words = (Path(name) / one for one in ("small.model", "a.jsonl", "a.txt"))
        words.write_text(_WORDS, encoding="utf-8")
        with spans.open("w", encoding="utf-8") as stream:
            for number, (text, found) in enumerate(_SPANS):
                entities = [{"start": start, "end": end, "type": kind} for start, end, kind in found]
                stream.write(json.dumps({"id": str(number), "text": text, "entities": entities}) + "\n")
        source = spans if task == "entities" else words
        code = run(["train", "--task", task, str(source), "-o", str(model), "-q"])
        assert code == 0
        return model.read_bytes()


@cache
def _opened(task: str) -> Container:
    with tempfile.NamedTemporaryFile() as file:
        file.write(small(task))
        file.flush()
        return read_container(Path(file.name))


def model_file(random: Random, task: str) -> bytes:
    """Return the bytes of a model file that is damaged, hostile, or neither."""
    if random.random() < 0.15:
        return files.mutated(random, small(task))
    header = json.loads(json.dumps(_opened(task).header))
    arrays = dict(_opened(task).arrays)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if random.random() < 0.4:
            _change_json(random, header)
        else:
            name = random.choice(sorted(arrays))
            arrays[name] = _changed_array(random, arrays[name])
    try:
        data = pack_container(header, arrays)
    except (ValueError, UnicodeEncodeError):
        return small(task)
    return _with_changed_description(random, data) if random.random() < 0.3 else data


def sealed(header: bytes, body: bytes) -> bytes:
    """Return a model file of these parts with a right checksum."""
    content = MAGIC + VERSION.to_bytes(4, "little") + len(header).to_bytes(4, "little") + header + body
    return content + hashlib.sha256(content).digest()


def _change_json(random: Random, value: Any) -> None:
    """Change one value somewhere inside of an object or array."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = random.choice(keys)
        if not isinstance(value[key], (dict, list)) or random.random() < 0.25:
            break
        value = value[key]
    match random.randrange(4):
        case 0:
            del value[key]
        case 1 if isinstance(value[key], int):
            value[key] = random.choice(_NUMBERS)
        case 2 if isinstance(value, list):
            value[key:key] = value[: key + 1] * random.choice((1, 100))
        case _:
            value[key] = random.choice(_VALUES)


def _changed_array(random: Random, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    changed: np.ndarray[Any, Any] = array.copy()
    flat = changed.reshape(-1)
    place = random.randrange(len(flat)) if len(flat) else 0
    match random.randrange(6):
        case 0 if len(flat):
            extremes = _FLOATS if flat.dtype.kind == "f" else _NUMBERS
            with np.errstate(all="ignore"):
                flat[place : place + random.choice((1, 1, 8, len(flat)))] = np.array(
                    random.choice(extremes)
                ).astype(flat.dtype)
        case 1:
            changed = flat[:place].copy()
        case 2:
            changed = np.concatenate([flat, flat[:1000]])
        case 3:
            changed = flat[::-1].reshape(array.shape).copy()
        case 4:
            with np.errstate(all="ignore"):
                changed = changed.astype(
                    random.choice(("u1", "i1", "<u2", "<u4", "<i4", "<i8", "<f4")), copy=False
                )
        case _:
            changed = changed.reshape(*changed.shape, 1)
    return changed


def _with_changed_description(random: Random, data: bytes) -> bytes:
    """Return a file whose header tells something else of the arrays than what follows."""
    size = int.from_bytes(data[12:16], "little")
    header, body = json.loads(data[16 : 16 + size]), data[16 + size : -32]
    _change_json(random, header["arrays"] if random.random() < 0.8 else header)
    text = json.dumps(header).encode("utf-8", "replace")
    return sealed(b"[" * 5000 + text if random.random() < 0.02 else text, body)
