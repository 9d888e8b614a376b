"""Tokens of many sentences at once: each distinct stretch between white space is looked at only once."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Sized

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints

_Item = TypeVar("_Item")
_Part = TypeVar("_Part", bound="Sized")

AT_END = "\n"
"""Ends the key of a stretch that is read otherwise because its sentence ends with it."""

_MOST_CHARACTERS = 250_000


class Reader(Protocol):
    """What finds the tokens in a stretch without white space, and numbers their forms."""

    def pieces(self, sentence: str) -> list[str]:
        """Cut a sentence at white space into the keys of its stretches (themselves, or with AT_END)."""

    def read(self, key: str) -> Sequence[tuple[int, int, int]]:
        """Return (number of the form, start, end) of the tokens of a stretch, in order."""

    def forget(self) -> None:
        """Forget all forms; numbers given out before become void."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of sentences, one after the other.

    `forms` are the numbers of their forms, `starts` and `ends` their offsets in their sentence; `lengths`
    are the numbers of tokens of the sentences, which may be 0.
    """

    forms: Ints
    starts: Ints
    ends: Ints
    lengths: Ints

    def words(self, begins: npt.NDArray[np.bool_]) -> tuple[Ints, Ints, list[int]]:
        """The first and the last token of each word, and how many words each sentence has.

        `begins` tells which tokens begin a word; those that begin a sentence do in any case.
        """
        bounds = np.append(0, np.cumsum(self.lengths))
        begins = np.append(begins, True)  # behind the last
        begins[bounds] = True
        first = np.flatnonzero(begins)
        before: Ints = np.cumsum(begins) - begins
        return first[:-1], first[1:] - 1, np.diff(before[bounds]).tolist()


def cut(items: Iterable[_Item], counts: Iterable[int]) -> list[list[_Item]]:
    """Cut items into lists of so many each."""
    items = iter(items)
    return [list(islice(items, count)) for count in counts]


def batches(sentences: Sequence[_Part], largest: int) -> Iterator[Sequence[_Part]]:
    """Cut a list of sentences wherever it holds more than so much, so that the arrays fit the cache."""
    first = size = 0
    for number, sentence in enumerate(sentences, 1):
        size += len(sentence)
        if size > largest:
            yield sentences[first:number]
            first, size = number, 0
    if first < len(sentences):
        yield sentences[first:]


class Chunks:
    """Makes the tokens of sentences and remembers the stretches that it met; for one thread at a time."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known = _Known(reader)

    def tokens(self, sentences: Sequence[str]) -> Tokens:
        """Return the tokens of sentences."""
        try:
            return self._make(sentences)
        except BaseException:  # an interrupt may have left numbers without their rows
            self.forget()
            raise

    def trim(self) -> None:
        """Forget all when the stretches have become too many."""
        if self._known.characters > _MOST_CHARACTERS:
            self.forget()

    def forget(self) -> None:
        """Forget the stretches, and with them all numbers of forms."""
        self._reader.forget()
        self._known = _Known(self._reader)

    def _make(self, sentences: Sequence[str]) -> Tokens:
        pieces = [self._reader.pieces(sentence) for sentence in sentences]
        counts = np.fromiter(map(len, pieces), np.int64, len(pieces))
        known = self._known
        found = map(known.__getitem__, chain.from_iterable(pieces))
        chunks = np.fromiter(found, np.int64, int(counts.sum()))
        known.settle()
        starts = _starts(sentences, pieces, counts, known.lengths[chunks])
        return _tokens(known, chunks, starts, counts)


def _starts(sentences: Sequence[str], pieces: list[list[str]], counts: Ints, lengths: Ints) -> Ints:
    """Return where each stretch starts in its sentence."""
    first = np.cumsum(counts) - counts
    offsets = np.append(0, np.cumsum(lengths + 1))
    starts: Ints = offsets[:-1] - np.repeat(offsets[first], counts)
    # Where single spaces do not account for the length there is other white space: look the stretches up.
    spaced = offsets[first + counts] - offsets[first] - 1
    whole = np.fromiter(map(len, sentences), np.int64, len(sentences))
    for number in np.flatnonzero((spaced != whole) & (counts > 0)).tolist():
        start = int(first[number])
        starts[start : start + len(pieces[number])] = _found(sentences[number], pieces[number])
    return starts


def _found(sentence: str, pieces: list[str]) -> list[int]:
    starts, position = [], 0
    for piece in pieces:
        piece = piece.removesuffix(AT_END)
        position = sentence.index(piece, position)
        starts.append(position)
        position += len(piece)
    return starts


def _tokens(known: _Known, chunks: Ints, starts: Ints, counts: Ints) -> Tokens:
    held = known.counts[chunks]
    behind = np.cumsum(held)
    total = int(behind[-1]) if len(behind) else 0
    numbers = np.repeat(known.firsts[chunks] - behind + held, held) + np.arange(total)
    offsets = np.repeat(starts, held)
    bounds = np.append(0, behind)[np.append(0, np.cumsum(counts))]
    return Tokens(
        forms=known.forms[numbers],
        starts=known.starts[numbers] + offsets,
        ends=known.ends[numbers] + offsets,
        lengths=np.diff(bounds),
    )


class _Known(dict[str, int]):
    """Numbers the stretches met so far and holds their tokens; a new stretch is read when asked for.

    After `settle`, `lengths`, `counts` and `firsts` tell for each stretch its length and which tokens are
    its own; `forms`, `starts` and `ends` describe the tokens.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.characters = 0
        self._reader = reader
        self._token_count = 0
        # Arrays, not lists of tuples, which the garbage collector would look through again and again.
        self._new_chunks = array("q")
        self._new_tokens = array("q")
        self._chunks = _Growing(3)
        self._tokens = _Growing(3)

    def __missing__(self, key: str) -> int:
        length = len(key.removesuffix(AT_END))
        tokens = self._reader.read(key)
        self._new_chunks.extend((length, len(tokens), self._token_count))
        self._token_count += len(tokens)
        for token in tokens:
            self._new_tokens.extend(token)
        self.characters += length
        number = len(self)
        self[key] = number
        return number

    def settle(self) -> None:
        """Make the arrays hold the stretches met since."""
        self._chunks.take_in(self._new_chunks)
        self._tokens.take_in(self._new_tokens)
        del self._new_chunks[:], self._new_tokens[:]
        self.lengths, self.counts, self.firsts = self._chunks.columns()
        self.forms, self.starts, self.ends = self._tokens.columns()


class _Growing:
    """Columns of integers with room for more."""

    def __init__(self, width: int) -> None:
        self._values = np.zeros((width, 1024), np.int64)
        self._count = 0

    def take_in(self, values: array[int]) -> None:
        """Append rows, whose values stand one after the other."""
        rows = np.array(values, np.int64).reshape(-1, len(self._values))
        end = self._count + len(rows)
        if end > self._values.shape[1]:
            larger = np.zeros((len(self._values), 2 * end), np.int64)
            larger[:, : self._count] = self._values[:, : self._count]
            self._values = larger
        self._values[:, self._count : end] = rows.T
        self._count = end

    def columns(self) -> tuple[Ints, Ints, Ints]:
        """Return the columns so far."""
        first, second, third = self._values[:, : self._count]
        return first, second, third
