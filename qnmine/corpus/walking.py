"""Folders and glob patterns: which files they hold, in a stable order, each real folder once."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from qnmine.corpus.formats import conversion_of
from qnmine.corpus.naming import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_EXAMPLES = 3
_MEND = "delete it, or lead it to a file"


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a folder: path, real path, size in bytes; if so, why it cannot be read, and what to do."""

    path: str
    real: str
    size: int
    failure: str = ""
    remedy: str = ""


@dataclass(slots=True)
class Skipped:
    """The entries of `where` (folders, archives) that were left out, counted by reason."""

    where: str
    hidden: int = 0
    special: int = 0
    extensions: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def other(self, path: str) -> None:
        """Count a file whose extension is unknown."""
        self.extensions[PurePath(path).suffix.lower() or "no extension"] += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(shown(path))

    def merge(self, other: Skipped) -> None:
        """Add the counts of another folder."""
        self.hidden += other.hidden
        self.special += other.special
        self.extensions.update(other.extensions)
        self.examples = (self.examples + other.examples)[:_EXAMPLES]

    def __str__(self) -> str:
        """Describe all that was skipped, on one line; empty when nothing was."""
        parts = []
        if total := self.extensions.total():
            kinds = ", ".join(name for name, _ in self.extensions.most_common(5))
            parts.append(f"{total} of unknown type ({kinds}; for example {', '.join(self.examples)})")
        if self.hidden:
            parts.append(f"{self.hidden} hidden")
        if self.special:
            parts.append(f"{self.special} not a regular file (pipe, socket, device)")
        return f"skipped in {self.where}: {', '.join(parts)}{self._conversions()}" if parts else ""

    def _conversions(self) -> str:
        """Tell by which commands documents of other programs among them can be made readable."""
        commands: dict[str, list[str]] = {}
        for extension in sorted(self.extensions):
            if command := conversion_of(extension):
                commands.setdefault(command, []).append(extension)
        told = ", ".join(f"{' '.join(ends)} by {command}" for command, ends in commands.items())
        return f"; convert {told}" if told else ""


def walk(folder: str, wanted: Callable[[str], bool], skipped: Skipped) -> Iterator[Found]:
    """Yield the wanted files below a folder, sorted at each level by the code points of the NFC name.

    `wanted` judges a file name. Links are followed, but each real folder is entered once, so that loops
    end. Pipes, sockets and devices are counted and never opened. A folder that cannot be listed and a
    link that leads nowhere are yielded with a `failure`.
    """
    visited: set[str] = set()
    pending: list[tuple[os.DirEntry[str] | str, str]] = [(folder, os.path.realpath(folder))]
    while pending:
        entry, real = pending.pop()
        if isinstance(entry, str) or _is_folder(entry):
            path = os.fspath(entry)
            real = real if isinstance(entry, str) or not entry.is_symlink() else os.path.realpath(path)
            if real in visited:
                continue
            visited.add(real)
            try:
                children = _children(path, skipped)
            except OSError as error:
                yield Found(path, real, 0, f"cannot be listed ({error.strerror})")
                continue
            pending.extend((child, f"{real}{os.sep}{child.name}") for child in reversed(children))
        elif not wanted(entry.name):
            skipped.other(entry.path)
        elif found := _found(entry, real):
            yield found
        else:
            skipped.special += 1


def _children(path: str, skipped: Skipped) -> list[os.DirEntry[str]]:
    with os.scandir(path) as entries:
        children = list(entries)
    seen = [entry for entry in children if not entry.name.startswith(".")]
    skipped.hidden += len(children) - len(seen)
    return sorted(seen, key=lambda entry: name_order(entry.name))


def name_order(name: str) -> tuple[str, str]:
    """Return what the names of a folder are sorted by."""
    return unicodedata.normalize("NFC", name), name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _found(entry: os.DirEntry[str], real: str) -> Found | None:
    """Return the file, with a failure if it cannot be examined; None for what is no regular file."""
    try:
        if not entry.is_file():
            dangling = entry.is_symlink() and not Path(entry.path).exists()
            return Found(entry.path, real, 0, "is a link that leads nowhere", _MEND) if dangling else None
        real = os.path.realpath(entry.path) if entry.is_symlink() else real
        return Found(entry.path, real, entry.stat().st_size)
    except OSError as error:
        return Found(entry.path, real, 0, f"cannot be read ({error.strerror})")


def is_pattern(path: str) -> bool:
    """Tell whether a path holds glob characters (``*``, ``?``, ``[``)."""
    return any(character in path for character in "*?[")


def expand(pattern: str) -> list[str]:
    """Return the files and folders that a glob pattern names, in walking order, each once.

    ``**`` stands for any number of folders; a trailing ``**`` for the folder itself. Names that begin with a
    full stop match only a pattern that does. Folders that cannot be listed match nothing.
    """
    parts = PurePath(pattern).parts
    anchor = PurePath(pattern).anchor
    bases = [anchor]
    steps = parts[1:] if anchor else parts
    for part in steps[:-1] if steps[-1] == "**" else steps:
        bases = [path for base in bases for path in _matches(base, part)]
    return list(dict.fromkeys(base or "." for base in bases))


def _matches(base: str, part: str) -> Iterator[str]:
    if part == "**":
        yield from _folders(base)
    elif not is_pattern(part):
        path = os.path.join(base, part)  # noqa: PTH118 -- keeps the path as it was typed
        if os.path.lexists(path):
            yield path
    else:
        part = unicodedata.normalize("NFC", part)
        for entry in _listed(base):
            name = unicodedata.normalize("NFC", entry.name)
            if fnmatch(name, part) and not (name.startswith(".") and not part.startswith(".")):
                yield os.path.join(base, entry.name)  # noqa: PTH118


def _folders(base: str) -> Iterator[str]:
    """Yield a folder and all folders below it, each real folder once."""
    visited: set[str] = set()
    pending = [base]
    while pending:
        path = pending.pop()
        real = os.path.realpath(path or ".")
        if real in visited or not Path(path or ".").is_dir():
            continue
        visited.add(real)
        yield path
        pending.extend(
            os.path.join(path, entry.name)  # noqa: PTH118
            for entry in reversed(_listed(path))
            if not entry.name.startswith(".") and _is_folder(entry)
        )


def _listed(base: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(base or ".") as entries:
            return sorted(entries, key=lambda entry: name_order(entry.name))
    except OSError:
        return []
