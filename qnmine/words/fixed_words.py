"""The user's own words: those that are never cut, and places that are always cut."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from qnmine.errors import UsageError
from qnmine.text.normalize import normalize
from qnmine.text.syllables import syllables
from qnmine.words.lists import numbered_entries
from qnmine.words.segmenters import load_segmenter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from qnmine.words.running import Segmenter, Span

CUT = "|"
"""Stands where an entry is always cut: `người | dân`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of one or more tokens; `cuts` are the numbers of tokens before which it is cut."""

    tokens: tuple[str, ...]
    cuts: frozenset[int]

    @classmethod
    def parse(cls, line: str) -> Entry:
        """Read an entry: its syllables, joined by spaces or `_`, with `|` where it is cut."""
        parts = [syllables(part.replace("_", " ")).forms for part in normalize(line).text.split(CUT)]
        if not all(parts):
            raise ValueError(line)
        before, cuts = 0, set()
        for part in parts[:-1]:
            before += len(part)
            cuts.add(before)
        return cls(tuple(token for part in parts for token in part), frozenset(cuts))

    def set_borders(self, begins: list[bool], first: int) -> None:
        """Set which tokens begin a word where the entry was found at token `first`."""
        if self.cuts:
            for cut in self.cuts:
                begins[first + cut] = True
            return
        after = first + len(self.tokens)
        begins[first:after] = [True] + [False] * (len(self.tokens) - 1)
        begins[after] = True


class FixedWords:
    """A segmenter with the user's words over another one's.

    An entry without a cut is one word wherever its tokens stand side by side; with cuts, words end there and
    are as the other segmenter has them elsewhere. Entries in small letters hold for any case, others as
    they are written. The longest entry at a place counts, from left to right. No entry cuts what stands
    together without white space and is one word for the other segmenter (`Covid` in `Covid-19`).

    Without another segmenter, words that a document brings with it are revised, else those of qnmine's own
    (`revises_any`).
    """

    def __init__(self, segmenter: Segmenter | None, entries: Iterable[Entry]) -> None:
        self.revises_any = segmenter is None
        self._segmenter = segmenter
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.tokens[0].lower(), []).append(entry)
        for same in self._entries.values():
            same.sort(key=lambda entry: (-len(entry.tokens), entry.tokens))

    def segment(self, sentences: Sequence[str]) -> list[list[Span]]:
        """Return the half-open spans of the words of sentences."""
        found = (self._segmenter or load_segmenter()).segment(sentences)
        return [self.revised(text, words) for text, words in zip(sentences, found, strict=True)]

    def revised(self, text: str, words: list[Span]) -> list[Span]:
        """Return the words of a sentence with the user's over them."""
        tokens = syllables(text)
        if self._entries.keys().isdisjoint(map(str.lower, tokens.forms)):
            return words
        # The word of each token; it may hold invisible characters beyond them. Those in no word are no token.
        starts = [start for start, _ in words]
        forms, places, held = [], [], []
        for form, start, end in zip(tokens.forms, tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
            word = bisect_right(starts, start) - 1
            if word >= 0 and start < words[word][1]:
                forms.append(form)
                places.append((start, end))
                held.append(word)
        begins = [number == 0 or held[number] != held[number - 1] for number in range(len(held))]
        begins.append(True)
        number = 0
        while number < len(places):
            entry = self._entry_at(forms, number)
            after = number + 1
            if entry is not None and _is_whole(text, places, begins, number, number + len(entry.tokens)):
                after = number + len(entry.tokens)
                entry.set_borders(begins, number)
            number = after
        first = [number for number, begin in enumerate(begins) if begin]
        revised = [
            (
                words[held[start]][0] if start == 0 or held[start] != held[start - 1] else places[start][0],
                words[held[end - 1]][1]
                if end == len(held) or held[end] != held[end - 1]
                else places[end - 1][1],
            )
            for start, end in pairwise(first)
        ]
        others = set(range(len(words))).difference(held)  # of characters that are no token
        return sorted(revised + [words[number] for number in others])

    def _entry_at(self, forms: list[str], number: int) -> Entry | None:
        for entry in self._entries.get(forms[number].lower(), ()):
            here = forms[number : number + len(entry.tokens)]
            if len(here) == len(entry.tokens) and all(map(_matches, entry.tokens, here)):
                return entry
        return None


def _matches(wanted: str, form: str) -> bool:
    return wanted == form or (wanted.islower() and wanted == form.lower())


def _is_whole(text: str, places: list[Span], begins: list[bool], first: int, after: int) -> bool:
    """Tell whether both ends of a match are borders of words, or have white space beside them."""
    before = begins[first] or text[places[first][0] - 1].isspace()
    return before and (begins[after] or text[places[after - 1][1]].isspace())


def read_entries(path: Path) -> list[Entry]:
    """Read a list of words; UsageError when it cannot be read or an entry is empty on a side of a `|`."""
    entries = []
    for number, line in numbered_entries(path):
        try:
            entries.append(Entry.parse(line))
        except ValueError:
            raise UsageError(f"{path}:{number}: '{line}' needs something on both sides of {CUT}") from None
    return entries
