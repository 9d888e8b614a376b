"""What a worker of Dask does for `qnmine.engines.dask`: the tasks of a run, and telling what it is."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
import sys
import threading
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import qnmine
from qnmine.engines.work import do_chunk
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qnmine.engines.work import Chunk, Work

_MOST_WORKS = 2
"""How many runs a worker keeps the models of."""


class Setting(NamedTuple):
    """What the results depend on besides the documents and the work; it must be the same everywhere.

    `files` are digests of files that options name, None for one that is not there.
    """

    qnmine: str
    python: str
    models: str
    files: Mapping[str, str | None]

    def difference(self, other: Setting) -> str:
        """Say how another process differs; empty if it does not matter."""
        if self.qnmine != other.qnmine:
            return f"it has qnmine {other.qnmine}, and this is qnmine {self.qnmine}"
        if self.python != other.python:
            return f"it has Python {other.python}, and this is Python {self.python}"
        if self.models != other.models:
            return "its qnmine has other models than this one"
        for file, own in self.files.items():
            if other.files.get(file) is not None and other.files[file] != own:
                return f"its file {file} is another one than here"
        return ""


class Job(NamedTuple):
    """What a worker is told of a run: the pickled work, where file names start, what must be equal."""

    work: bytes
    folder: str
    setting: Setting


def setting(folder: str, files: tuple[str, ...] = ()) -> Setting:
    """Return the setting of this process, with files whose names are relative to a folder."""
    models = Path(qnmine.__file__).parent / "data" / "models"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    digests = {file: _digest(Path(folder, file)) for file in files}
    return Setting(qnmine.__version__, version, _digest_of_all(models), digests)


def do_task(job: bytes, digest: str, chunk: bytes, *, careful: bool) -> bytes:
    """Return the pickled part of a pickled chunk; `digest` is that of the job, which is unpickled once.

    Chunks of a process are done one after another, whatever its number of threads: analyzers are not made
    for several at once, which would wait for each other anyhow.
    """
    with _LOCK:
        work = _work(job, digest)
        documents: Chunk = pickle.loads(chunk)
        return pickle.dumps(do_chunk(work, documents, careful=careful), pickle.HIGHEST_PROTOCOL)


def survives(job: bytes, digest: str, chunk: bytes) -> bool:
    """Analyse a chunk and return True if the process is still there."""
    do_task(job, digest, chunk, careful=True)
    return True


_LOCK = threading.RLock()
_WORKS: OrderedDict[str, Work[Any]] = OrderedDict()


def _work(job: bytes, digest: str) -> Work[Any]:
    if digest in _WORKS:
        _WORKS.move_to_end(digest)
        return _WORKS[digest]
    pickled, folder, expected = Job(*pickle.loads(job))
    if why := expected.difference(setting(folder, tuple(expected.files))):
        raise QnmineError(f"a worker that joined late cannot be used: {why}; install the same everywhere")
    while len(_WORKS) >= _MOST_WORKS:
        _WORKS.popitem(last=False)
    try:
        with _in_folder(folder):
            _WORKS[digest] = pickle.loads(pickled)
    except QnmineError as error:
        raise QnmineError(f"on a worker: {error}; it needs the files of options at the same path") from None
    return _WORKS[digest]


@contextlib.contextmanager
def _in_folder(folder: str) -> Iterator[None]:
    """Make relative names of files mean what they meant to the user, where there is such a folder."""
    if not Path(folder).is_dir():
        yield
    else:
        with contextlib.chdir(folder):
            yield


@cache
def _digest_of_all(folder: Path) -> str:
    """Return a digest of the files of models in a folder."""
    digests = [f"{file.name} {_digest(file)}\n" for file in sorted(folder.glob("*.model"))]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _digest(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
