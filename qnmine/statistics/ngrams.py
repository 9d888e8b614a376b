"""Counts of sequences of words that are kept on disk when they are many."""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from qnmine.statistics.temporary import telling_of_room, temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from tempfile import TemporaryDirectory

    import numpy.typing as npt

    from qnmine.statistics.coding import Bools, CodedWords, Ints, Vocabulary

    Hashes = npt.NDArray[np.uint64]

MEMORY_ROWS = 1_000_000
"""So many distinct sequences, of about 50 bytes each, are held in memory."""

_PARTS = 64
_BLOCK = 1 << 16
_BASE = np.uint64(0x9E3779B97F4A7C15)
_ORDER = np.uint64(0xC2B2AE3D27D4EB4F)
_GROUP = np.uint64(0xD6E8FEB86659FD93)


class Spans(NamedTuple):
    """Sequences of words of a batch: where each begins, and of how many words it is."""

    starts: Ints
    words: int


def windows(coded: CodedWords, words: int, inside: Bools, edges: Bools | None = None) -> Spans:
    """Return all sequences of so many words within sentences.

    `inside` tells which words may be part of one, `edges` which may be first or last as well (default: all of
    them).
    """
    size = len(coded.forms) - words + 1
    if size <= 0:
        return Spans(np.empty(0, np.int64), words)
    wanted = coded.sentences[:size] == coded.sentences[words - 1 :]
    for place in range(words):
        wanted &= inside[place : place + size]
    if edges is not None:
        wanted &= edges[:size] & edges[words - 1 :]
    return Spans(np.flatnonzero(wanted), words)


class NgramBlock(NamedTuple):
    """Some of the sequences that were counted, each once; one row each.

    `keys` are those of the words in the vocabulary, filled up with -1; `groups` the numbers that came with
    the documents. `counts` and `docs` are of the sequence however it was cut into words, `cut_counts` of the
    cut that is shown. `numbers` tell sequences apart, also from run to run.
    """

    groups: Ints
    keys: Ints
    counts: Ints
    docs: Ints
    cut_counts: Ints
    numbers: Ints


class InDocuments(NamedTuple):
    """How often the sequences of a batch occur in its documents: one item for each of both.

    `documents` count from 0 in the batch; `numbers` are those of `NgramBlock`.
    """

    documents: Ints
    numbers: Ints
    counts: Ints


class NgramCounts:
    """Counts of sequences of up to `longest` words; counts of parts add up to those of the whole.

    Sequences are told apart by what they say: however a phrase was cut into words, it counts as one, and is
    shown as the cut of the fewest words. They are compared by numbers of 64 bits (of 10 million sequences any
    two are taken for one with a probability of 3 in a million). More than `memory_rows` are kept in temporary
    files; use it as a context, or call `close`.
    """

    def __init__(self, vocabulary: Vocabulary, longest: int, *, memory_rows: int = MEMORY_ROWS) -> None:
        self.vocabulary = vocabulary
        self.longest = longest
        self._memory_rows = memory_rows
        self._type = np.dtype(
            [
                ("hash", np.uint64),
                ("cut", np.uint64),
                ("count", np.int64),
                ("cut_count", np.int64),
                ("docs", np.int32),
                ("group", np.int32),
                ("keys", np.int32, (longest,)),
            ]
        )
        self._rows = np.empty(0, self._type)
        self._pending: list[npt.NDArray[np.void]] = []
        self._waiting = 0
        self._folder: TemporaryDirectory[str] | None = None
        self._hashes = np.empty(0, np.uint64)
        self._factors = np.empty(0, np.uint64)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getstate__(self) -> dict[str, Any]:
        """Return all that was counted, without files."""
        nothing = np.empty(0, np.uint64)
        rows = np.concatenate([np.empty(0, self._type), *self._parts()])
        own = {"_rows": rows, "_pending": [], "_waiting": 0, "_folder": None}
        return {**self.__dict__, **own, "_hashes": nothing, "_factors": nothing}

    def close(self) -> None:
        """Remove the temporary files."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def add(self, coded: CodedWords, spans: list[Spans], groups: Ints | None = None) -> InDocuments:
        """Count sequences of a batch; `groups` holds the number of the group of each document.

        All sequences of a batch must come at once: documents are counted where they first hold one. Returns
        the counts of each document.
        """
        spans = [found for found in spans if len(found.starts)]
        if not spans:
            nothing = np.empty(0, np.int64)
            return InDocuments(nothing, nothing, nothing)
        rows = np.concatenate([self._coded(coded, found) for found in spans])
        documents = np.concatenate([coded.documents[found.starts] for found in spans])
        if groups is not None:
            rows["group"] = groups[documents]
            rows["hash"] ^= groups[documents].astype(np.uint64) * _GROUP
        order = np.lexsort((documents, rows["hash"]))
        rows, documents = rows[order], documents[order]
        rows["docs"][1:] = (rows["hash"][1:] != rows["hash"][:-1]) | (documents[1:] != documents[:-1])
        rows["docs"][0] = 1
        firsts = np.flatnonzero(rows["docs"])
        counts = np.diff(firsts, append=len(rows))
        inside = InDocuments(documents[firsts], rows["hash"][firsts].view(np.int64), counts)
        self._keep(_reduced(rows, is_sorted=True))
        return inside

    def merge(self, other: NgramCounts) -> None:
        """Add the counts of another part of the corpus."""
        numbers = np.append(self.vocabulary.keys_from(other.vocabulary), -1).astype(np.int32)
        for part in other._parts():
            rows = part.copy()
            rows["keys"] = numbers[rows["keys"]]
            self._keep(rows)

    def blocks(self, *, min_count: int = 1, min_docs: int = 1) -> Iterator[NgramBlock]:
        """Yield the sequences that occur so often and in so many documents, in no particular order."""
        for part in self._parts():
            for first in range(0, len(part), _BLOCK):
                rows = part[first : first + _BLOCK]
                chosen = rows[(rows["count"] >= min_count) & (rows["docs"] >= min_docs)]
                yield NgramBlock(
                    chosen["group"].astype(np.int64),
                    chosen["keys"].astype(np.int64),
                    chosen["count"],
                    chosen["docs"].astype(np.int64),
                    chosen["cut_count"],
                    chosen["hash"].view(np.int64),
                )

    def _coded(self, coded: CodedWords, spans: Spans) -> npt.NDArray[np.void]:
        """Return a row for each sequence."""
        keys = self.vocabulary.key_of[coded.forms]
        self._know_keys()
        rows = np.zeros(len(spans.starts), self._type)
        rows["count"] = rows["cut_count"] = 1
        rows["keys"] = -1
        cut = np.zeros(len(rows), np.uint64)
        for place in range(spans.words):
            word = keys[spans.starts + place]
            rows["keys"][:, place] = word
            rows["hash"] *= self._factors[word]
            rows["hash"] += self._hashes[word]
            cut = cut * _ORDER + self._hashes[word]
        rows["cut"] = (np.uint64(spans.words) << np.uint64(56)) | (cut >> np.uint64(8))
        return rows

    def _know_keys(self) -> None:
        """Make the numbers of keys that are new: polynomials over their syllables, so that they join."""
        new = self.vocabulary.keys[len(self._hashes) :]
        if not new:
            return
        hashes, factors = [], []
        for key in new:
            number, factor = 0, 1
            for syllable in key.split(" "):
                digest = blake2b(syllable.encode("utf-8", "surrogatepass"), digest_size=8).digest()
                number = (number * int(_BASE) + int.from_bytes(digest, "little")) & 0xFFFFFFFFFFFFFFFF
                factor = factor * int(_BASE) & 0xFFFFFFFFFFFFFFFF
            hashes.append(number)
            factors.append(factor)
        self._hashes = np.concatenate((self._hashes, np.array(hashes, np.uint64)))
        self._factors = np.concatenate((self._factors, np.array(factors, np.uint64)))

    def _keep(self, rows: npt.NDArray[np.void]) -> None:
        """Take rows up; what is too much for the memory goes to files."""
        self._pending.append(rows)
        self._waiting += len(rows)
        if self._waiting > max(len(self._rows), self._memory_rows // 4):
            self._add_up()
            if len(self._rows) > self._memory_rows:
                self._spill()

    def _add_up(self) -> None:
        if self._pending:
            self._rows = _reduced(np.concatenate([self._rows, *self._pending]))
            self._pending, self._waiting = [], 0

    def _spill(self) -> None:
        """Append the rows to the files of their parts."""
        if self._folder is None:
            self._folder = temporary_folder()
        bounds = np.searchsorted(_part(self._rows["hash"]), np.arange(_PARTS + 1))
        with telling_of_room():
            for part, (first, last) in enumerate(pairwise(bounds)):
                with self._file(part).open("ab") as file:
                    file.write(self._rows[first:last].tobytes())
        self._rows = np.empty(0, self._type)

    def _parts(self) -> Iterator[npt.NDArray[np.void]]:
        """Yield all rows, each sequence once."""
        self._add_up()
        if self._folder is None:
            yield self._rows
            return
        self._spill()
        for part in range(_PARTS):
            with telling_of_room():
                rows = np.fromfile(self._file(part), self._type)
            yield _reduced(rows)

    def _file(self, part: int) -> Path:
        assert self._folder is not None
        return Path(self._folder.name) / str(part)


def _part(hashes: Hashes) -> Ints:
    return (hashes >> np.uint64(58)).astype(np.int64)


def _reduced(rows: npt.NDArray[np.void], *, is_sorted: bool = False) -> npt.NDArray[np.void]:
    """Return each sequence once, in the order of their numbers, with the sums of its counts."""
    if not len(rows):
        return rows
    if not is_sorted:
        rows = rows[np.argsort(rows["hash"], kind="stable")]
    first = np.concatenate(([True], rows["hash"][1:] != rows["hash"][:-1]))
    firsts = np.flatnonzero(first)
    if len(firsts) == len(rows):
        return rows
    shown = rows["cut"] == np.repeat(
        np.minimum.reduceat(rows["cut"], firsts), np.diff(firsts, append=len(rows))
    )
    places = np.flatnonzero(shown)
    reduced = rows[places[np.searchsorted(places, firsts)]]
    reduced["count"] = np.add.reduceat(rows["count"], firsts)
    reduced["cut_count"] = np.add.reduceat(np.where(shown, rows["cut_count"], 0), firsts)
    reduced["docs"] = np.add.reduceat(rows["docs"], firsts)
    return reduced
