"""SHA-256 of files, of several of them, and of the models and tables that qnmine ships."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

SHORT = 12
"""So many characters of a digest are shown to people."""

_NOT_OF_RESULTS = frozenset({"__pycache__", "annotated", "README.md", "measured.json", "samples"})
_MODELS = "models"
_TABLES = "others"


@dataclass(frozen=True)
class Shipped:
    """A model, or a group of tables, that comes with qnmine; `size` is in bytes."""

    name: str
    is_model: bool
    files: int
    size: int
    sha256: str

    @property
    def short(self) -> str:
        """The first characters of the digest."""
        return self.sha256[:SHORT]


def digest_of_file(path: Path) -> str | None:
    """Return the SHA-256 of a regular file in hexadecimal; None of anything else, or if it cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def digest_of_digests(digests: Iterable[str]) -> str:
    """Return one digest for files of which each has its own, whatever their names and order.

    It is the digest of theirs, sorted, a line each: `sha256sum FILES | cut -c1-64 | sort | sha256sum`. One
    file alone keeps its own.
    """
    several = sorted(digests)
    if len(several) == 1:
        return several[0]
    return hashlib.sha256("".join(f"{one}\n" for one in several).encode("ascii")).hexdigest()


def digest_of_data() -> str:
    """Return the SHA-256 of all in `qnmine.data` that results may depend on."""
    return _digest_of_all(_files(files("qnmine.data"), ""))


@cache
def shipped() -> tuple[Shipped, ...]:
    """Return the models that qnmine ships, each by itself, then its tables by folder."""
    groups: dict[tuple[bool, str], list[tuple[str, Traversable]]] = {}
    for entry in files("qnmine.data").iterdir():
        if entry.name in _NOT_OF_RESULTS or entry.name.startswith(("_", ".")) or entry.name.endswith(".py"):
            continue
        if not entry.is_dir():
            groups.setdefault((False, _TABLES), []).append((entry.name, entry))
        elif entry.name == _MODELS:
            for file in entry.iterdir():
                if file.name.endswith(".model"):
                    groups[True, file.name.removesuffix(".model")] = [(file.name, file)]
        else:
            groups[False, entry.name] = list(_files(entry, ""))
    return tuple(
        _group(name, group, is_model=is_model)
        for (is_model, name), group in sorted(groups.items(), key=lambda item: (not item[0][0], item[0][1]))
    )


def shipped_model(name: str) -> Shipped:
    """Return what is known of a model that qnmine ships: `entities` or `words`."""
    return next(one for one in shipped() if one.is_model and one.name == name)


def _group(name: str, group: list[tuple[str, Traversable]], *, is_model: bool) -> Shipped:
    contents = [file.read_bytes() for _, file in group]
    digest = hashlib.sha256(contents[0]).hexdigest() if is_model else _digest_of_all(group)
    return Shipped(name, is_model, len(group), sum(map(len, contents)), digest)


def _digest_of_all(group: Iterable[tuple[str, Traversable]]) -> str:
    digest = hashlib.sha256()
    for name, file in sorted(group, key=lambda item: item[0]):
        content = file.read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.name in _NOT_OF_RESULTS:
            continue
        if entry.is_dir():
            yield from _files(entry, f"{name}{entry.name}/")
        else:
            yield f"{name}{entry.name}", entry
