"""Tables kept under the user's cache directory, so that a model is parsed once and not at every start.

A file is named by the SHA-256 of what the tables were made of and holds data only, under a checksum. What
cannot be read or written is passed over in silence: the cache is a matter of speed alone.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.errors import QnmineError
from qnmine.tagging.container import pack_container, read_container
from qnmine.words.underthesea.tables import OUTCOMES, Keyed, Rows, Tables, Window
from qnmine.words.underthesea.templates import Template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from qnmine.words.underthesea.crfsuite import Doubles

FORMAT = 2
"""Goes up whenever the tables made of the same model change."""

DIRECTORY_VARIABLE = "QNMINE_CACHE_DIR"

Arrays = dict[str, "npt.NDArray[Any]"]
_KEYED = ("plain", "lower")
_GAINS = ("title", "digit", "dictionary")


def cache_directory() -> Path | None:
    """Return the directory for what can be made again: $QNMINE_CACHE_DIR, or the platform's own.

    None where there is no home directory.
    """
    chosen = os.environ.get(DIRECTORY_VARIABLE)
    if chosen:
        return Path(chosen)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "qnmine" / "cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "qnmine"
    xdg = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (xdg if xdg.is_absolute() else home / ".cache") / "qnmine"


def cached_tables(name: str, digest: str, make: Callable[[], Tables]) -> Tables:
    """Return the tables kept under a name and the digest of their sources, or make and keep them."""
    directory = cache_directory()
    if directory is None:
        return make()
    path = directory / f"{name}-{FORMAT}-{digest}.tables"
    tables = _read(path)
    if tables is None:
        tables = make()
        _write(path, tables)
    return tables


def _read(path: Path) -> Tables | None:
    try:
        container = read_container(path)
        return restore_tables(container.header, container.arrays)
    except (QnmineError, OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _write(path: Path, tables: Tables) -> None:
    """Write a file that is either whole or not there."""
    import tempfile

    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            temporary = Path(file.name)
            file.write(pack_container(*stored_tables(tables)))
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def stored_tables(tables: Tables) -> tuple[dict[str, Any], Arrays]:
    """Return tables as a plain header and arrays."""
    header = {
        "labels": list(tables.labels),
        "reach": tables.reach,
        "strings": len(tables.vocabulary),
        # The column is stored apart: tables may read another one than the text names.
        "templates": [[template.text, template.column] for template in tables.templates],
        "windows": [{"size": window.size, "offsets": list(window.offsets)} for window in tables.windows],
    }
    vocabulary = "\0".join(tables.vocabulary).encode("utf-8", "surrogatepass")
    arrays: Arrays = {"vocabulary": np.frombuffer(vocabulary, np.uint8), "outcomes": tables.outcomes}
    for name in ("state", "edges", "transitions"):
        arrays[name] = getattr(tables, name).view(np.int64)
    for window in tables.windows:
        for name in _KEYED:
            keyed: Keyed = getattr(window, name)
            arrays[f"{name}{window.size}.keys"] = keyed.keys
            arrays[f"{name}{window.size}.attributes"] = keyed.attributes
            arrays[f"{name}{window.size}.listed"] = keyed.listed
        for name in _GAINS:
            arrays[f"{name}{window.size}"] = getattr(window, name).view(np.int64)
    return header, arrays


def restore_tables(header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> Tables:
    """Return the tables of a header and arrays; ValueError, KeyError or TypeError when they do not fit."""
    text = bytes(arrays["vocabulary"]).decode("utf-8", "surrogatepass")
    tables = Tables(
        labels=tuple(map(str, header["labels"])),
        vocabulary=tuple(text.split("\0")) if text else (),
        reach=int(header["reach"]),
        state=_doubles(arrays["state"]),
        edges=_doubles(arrays["edges"]),
        transitions=_doubles(arrays["transitions"]),
        windows=tuple(
            _window(int(window["size"]), tuple(map(int, window["offsets"])), arrays)
            for window in header["windows"]
        ),
        templates=tuple(
            replace(Template.parse(text), column=int(column)) for text, column in header["templates"]
        ),
        outcomes=arrays["outcomes"].astype(np.int32),
    )
    if len(tables.vocabulary) != header["strings"]:
        raise ValueError("the strings do not have the number that they should have")
    _check(tables)
    return tables


def _window(size: int, offsets: tuple[int, ...], arrays: Mapping[str, npt.NDArray[Any]]) -> Window:
    plain, lower = (
        Keyed(
            keys=arrays[f"{name}{size}.keys"].astype(np.int64),
            attributes=arrays[f"{name}{size}.attributes"].astype(np.int32),
            listed=arrays[f"{name}{size}.listed"].astype(np.uint8),
        )
        for name in _KEYED
    )
    title, digit, dictionary = (_doubles(arrays[f"{name}{size}"]) for name in _GAINS)
    return Window(size, offsets, plain, lower, title, digit, dictionary)


def _doubles(stored: npt.NDArray[Any]) -> Doubles:
    if stored.dtype != np.int64:
        raise ValueError("weights are not stored as they should be")
    return stored.view(np.float64)


def _check(tables: Tables) -> None:
    """ValueError unless all shapes fit together."""
    _check_rows(tables.outcomes, len(tables.state))
    labels, others = len(tables.labels), len(tables.labels) - 1
    shapes = [
        (tables.state.shape[1:], (labels,)),
        (tables.outcomes.shape, (len(tables.templates), len(OUTCOMES))),
        (tables.edges.shape, (tables.reach + 1, tables.reach + 1, others)),
        (tables.transitions.shape, (labels, labels)),
    ]
    for window in tables.windows:
        offsets = len(window.offsets)
        for keyed in (window.plain, window.lower):
            shapes += [
                (keyed.attributes.shape, (len(keyed.keys), offsets)),
                (keyed.listed.shape, keyed.keys.shape),
            ]
            _check_rows(keyed.attributes, len(tables.state))
        shapes += [
            (gains.shape, (offsets, others)) for gains in (window.title, window.digit, window.dictionary)
        ]
    if any(found != expected for found, expected in shapes):
        raise ValueError("the arrays do not fit together")


def _check_rows(rows: Rows, count: int) -> None:
    if rows.size and not 0 <= rows.min() <= rows.max() < count:
        raise ValueError("an attribute has no weights")
