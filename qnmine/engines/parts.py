"""The parts of a run in a folder: each written when its chunk is done, each in one step."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from qnmine.corpus.naming import shown
from qnmine.engines.packing import DamagedError, pack, unpack
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from pathlib import Path

    from qnmine.engines.work import Chunk, Part

_IN_FOLDER = 1000


class ChangedError(QnmineError):
    """A chunk is not the one that its part was made of."""


class Parts:
    """The saved parts of one pass over documents, by the numbers of their chunks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.saved = {int(path.stem) for path in folder.glob("*/*.part") if path.stem.isdecimal()}

    def load(self, chunk: Chunk) -> Part[Any] | None:
        """Return the part of a chunk, None if there is none or it is damaged.

        Raises ChangedError if it was made of other documents.
        """
        if chunk.number not in self.saved:
            return None
        try:
            fingerprint, part = unpack(self._path(chunk.number).read_bytes())
        except (DamagedError, OSError):
            return None
        if fingerprint != fingerprint_of(chunk):
            names = [shown(document.id) for document in (chunk.documents[0], chunk.documents[-1])]
            raise ChangedError(f"something in {' … '.join(dict.fromkeys(names))} has changed")
        loaded: Part[Any] = part
        return loaded

    def save(self, chunk: Chunk, part: Part[Any]) -> None:
        """Write the part of a chunk; raises QnmineError where the disk does not take it."""
        path = self._path(chunk.number)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_at_once(path, pack((fingerprint_of(chunk), part)))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise QnmineError(
                f"{path}: cannot be written ({reason}); make room, then give the same command again"
            ) from None
        self.saved.add(chunk.number)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number // _IN_FOLDER:06d}" / f"{number:09d}.part"


def fingerprint_of(chunk: Chunk) -> str:
    """Return a digest of the documents of a chunk, with all that is known of them."""
    digest = hashlib.blake2b(digest_size=16)
    for document, label in zip(chunk.documents, chunk.labels, strict=True):
        about = json.dumps([document.id, len(document.text), dict(document.meta), label], default=str)
        digest.update(about.encode("ascii"))
        digest.update(document.text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def write_at_once(path: Path, data: bytes) -> None:
    """Write a file that is there either whole or not at all, whatever happens meanwhile."""
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
