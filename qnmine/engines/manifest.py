"""What a run is that keeps its parts in a folder: the same request over the same input may go on there."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

import qnmine
from qnmine.corpus.naming import shown
from qnmine.engines.parts import write_at_once
from qnmine.errors import UsageError
from qnmine.manifests.digests import digest_of_data, digest_of_file
from qnmine.manifests.environment import version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_NAME = "manifest.json"
_LOCK = "lock"
_LIBRARIES = ("numpy", "underthesea", "lunar-vn")
_REMEDY = "name another folder with --resume, or delete this one to begin anew"


@dataclass(frozen=True)
class Manifest:
    """A request, and all that its results depend on, as plain JSON values.

    `options` are by their names on the command line, `versions` by package, `data` is the SHA-256 of the
    models and lists of qnmine, `files` those of files that the options name, `inputs` the sizes of the files
    of the corpus in bytes, but pipes.
    """

    command: str
    options: dict[str, Any]
    versions: dict[str, str]
    data: str
    files: dict[str, str | None]
    inputs: dict[str, int]

    @classmethod
    def of(
        cls, command: str, options: Mapping[str, Any], named: Iterable[Path], inputs: Iterable[Path]
    ) -> Manifest:
        """Return the manifest of a request that is made now."""
        return cls(
            command,
            json.loads(json.dumps(options, default=str)),
            {"python": "{}.{}".format(*sys.version_info), "qnmine": qnmine.__version__, **_versions()},
            digest_of_data(),
            {str(path): digest_of_file(path) for path in named},
            {str(path): path.stat().st_size for path in inputs if path.is_file()},
        )

    def difference(self, earlier: Manifest) -> str | None:
        """Return the first thing in which an earlier one differs, in words; None if there is nothing."""
        if self.command != earlier.command:
            return f"it was begun by 'qnmine {earlier.command}'"
        for name, value, before in _changes(self.options, earlier.options):
            return f"{name} was {_said(before)} when it was begun, and is {_said(value)} now"
        for name, value, before in _changes(self.versions, earlier.versions):
            return f"it was begun with {name} {before}, and this is {name} {value}"
        if self.data != earlier.data:
            return "the models or lists of qnmine have changed since it was begun"
        for name, _, _ in _changes(self.files, earlier.files):
            return f"{shown(name)} has changed since it was begun"
        for name, value, before in _changes(self.inputs, earlier.inputs):
            if before is _NOTHING:
                return f"{shown(name)} was not there when it was begun"
            return f"{shown(name)} {'has gone' if value is _NOTHING else 'has changed'} since it was begun"
        return None


class _Nothing:
    """Stands where there is no value."""


_NOTHING = _Nothing()


class PartsFolder:
    """A folder for the parts of a run, which is this run's own; made by `own_folder`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self, manifest: Manifest) -> None:
        """Note what the run is, or check that it is the one that was begun here.

        Raises UsageError if the folder belongs to another request or cannot be written.
        """
        name = shown(str(self.path))
        with _named(name):
            if (self.path / _NAME).exists():
                _check(self.path, manifest, name)
            else:
                write_at_once(self.path / _NAME, json.dumps(asdict(manifest), indent=1).encode("ascii"))


@contextmanager
def own_folder(path: Path) -> Iterator[PartsFolder]:
    """Make a folder this run's own until the block ends; if nothing comes of it, it is as it was before.

    Raises UsageError if it holds other things, another run is at work in it, or it cannot be used.
    """
    name = shown(str(path))
    with _named(name):
        is_new = not path.exists()
        path.mkdir(parents=True, exist_ok=True)
        if not (path / _NAME).exists() and any(one.name != _LOCK for one in path.iterdir()):
            raise UsageError(f"--resume {name}: holds other things; name an empty or a new folder")
        lock = FileLock(path / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise UsageError(f"--resume {name}: another run is at work in it; wait for its end") from None
    was_begun = (path / _NAME).exists()
    try:
        yield PartsFolder(path)
    finally:
        if not was_begun and not any(one.is_dir() for one in path.iterdir()):
            (path / _NAME).unlink(missing_ok=True)
            (path / _LOCK).unlink(missing_ok=True)
            with suppress(OSError):
                if is_new:
                    path.rmdir()
        lock.release()


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Turn an operating system error into one that names the folder."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"--resume {name}: cannot be used ({reason}); name another folder") from None


def _check(folder: Path, manifest: Manifest, name: str) -> None:
    try:
        earlier = Manifest(**json.loads((folder / _NAME).read_text(encoding="utf-8")))
        difference = manifest.difference(earlier)
    except (AttributeError, OSError, TypeError, ValueError, RecursionError):
        raise UsageError(f"--resume {name}: its {_NAME} cannot be read; {_REMEDY}") from None
    if difference is not None:
        raise UsageError(f"--resume {name}: {difference}; {_REMEDY}")


def _changes(now: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in (*now, *(name for name in before if name not in now)):
        pair = now.get(name, _NOTHING), before.get(name, _NOTHING)
        if pair[0] != pair[1]:
            yield name, *pair


def _said(value: object) -> str:
    if value is _NOTHING or value is None or value == [] or value is False:
        return "not given"
    if value is True:
        return "given"
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value)


def _versions() -> dict[str, str]:
    return {name: version_of(name) or "none" for name in _LIBRARIES}
