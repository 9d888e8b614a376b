"""A query: where it occurs among the words of a document, and where it cannot."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.queries.patterns import regex_of, units
from qnmine.queries.rendering import MARKS, WORD, fold, hides_characters, render
from qnmine.queries.syntax import Name, Word, parse, spelled
from qnmine.text.normalize import analysed
from qnmine.text.syllables import syllables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qnmine.queries.syntax import Variant
    from qnmine.words.running import RunningWords

_WORD = re.compile(WORD)
_MARK = re.compile(f"[{MARKS}]")


class Match(NamedTuple):
    """One occurrence: the half-open words `first` to `last`, and its code points of the normalised text.

    `start` and `end` are the borders of these words, unless a match may begin and end inside of words.
    """

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood; made by `Query.parse`.

    `label` is its text in NFC, one tone-mark style and with single spaces, for columns that name it;
    `needs_entities` tells that the words must come with the names over them.
    """

    label: str
    needs_entities: bool
    match_case: bool
    ignore_diacritics: bool
    syllables: bool
    _anywhere: re.Pattern[str]
    _variants: tuple[re.Pattern[str], ...]
    _needed: tuple[tuple[re.Pattern[str], ...], ...]

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        match_case: bool = False,
        ignore_diacritics: bool = False,
        syllables: bool = False,
    ) -> Query:
        """Read a query (the language is described in `qnmine.queries.syntax`).

        `match_case` tells `Số` from `số`; with `ignore_diacritics` `quang ninh` finds `Quảng Ninh`; with
        `syllables` matches begin and end at any syllable, also inside of words.

        Raises:
            UsageError: the query is empty, not well-formed, too long, or has nothing but wildcards.
        """
        variants = parse(text)
        names = any(isinstance(item, Name) for variant in variants for item in variant)

        def folded(literal: str) -> str:
            return fold(literal, match_case=match_case, ignore_diacritics=ignore_diacritics)

        regexes = [regex_of(one, folded, inside_words=syllables, names=names) for one in variants]
        if not all(regexes):  # they would be found everywhere, without end
            raise UsageError(f"the query '{shown(text, 60)}': nothing of it can be seen; write a word")
        regexes = list(dict.fromkeys(regexes))
        return cls(
            label=analysed(spelled(text)),
            needs_entities=names,
            match_case=match_case,
            ignore_diacritics=ignore_diacritics,
            syllables=syllables,
            _anywhere=re.compile("|".join(regexes)),
            _variants=tuple(map(re.compile, regexes)),
            _needed=tuple(dict.fromkeys(_needed(one, folded) for one in variants)),
        )

    def could_match(self, text: str) -> bool:
        """Tell whether a normalised text may have a match, without knowing its words.

        This is cheap, and never wrongly no.
        """
        folded = self._fold(text)
        could = any(all(one.search(folded) for one in needed) for needed in self._needed)
        return could or hides_characters(text)

    def matches(self, words: RunningWords) -> list[Match]:
        """Return the matches among the words of a document, in order, disjoint, each within a sentence."""
        text = self._fold(render(words, names=self.needs_entities))
        spans = list(self._spans(text))
        if not spans:
            return []
        places = [found.start() for found in _WORD.finditer(text)]
        inside = _InsideWords(words, text, places)
        return [self._match(words, inside, *span) for span in spans]

    def _fold(self, text: str) -> str:
        return fold(text, match_case=self.match_case, ignore_diacritics=self.ignore_diacritics)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the matches in a rendered text: the leftmost, of these the longest, then what follows."""
        found = self._anywhere.search(text)
        while found is not None:
            start, end = found.span()
            if len(self._variants) > 1:
                ends = (one.match(text, start) for one in self._variants)
                end = max(one.end() for one in ends if one is not None)
            yield start, end
            found = self._anywhere.search(text, end)

    def _match(self, words: RunningWords, inside: _InsideWords, start: int, end: int) -> Match:
        first, last = inside.first(start), inside.last(end)
        if not self.syllables:
            return Match(first, last, words.starts[first], words.ends[last - 1])
        return Match(first, last, inside.start(first, start), inside.end(last - 1, end))


def _needed(variant: Variant, folded: Callable[[str], str]) -> tuple[re.Pattern[str], ...]:
    """Return expressions of what a text must hold for the items to be found in it: its stretches of units."""
    stretches: list[list[str]] = [[]]
    for item in variant:
        for part in item.parts if isinstance(item, Word) else (None,):
            if isinstance(part, str):
                stretches[-1] += units(part, folded)
            else:
                stretches.append([])
    between = r"\s*"
    return tuple(re.compile(between.join(map(re.escape, stretch))) for stretch in stretches if stretch)


class _InsideWords:
    """From places in a rendered text to words, and to code points of the normalised text."""

    def __init__(self, words: RunningWords, text: str, places: list[int]) -> None:
        self._words = words
        self._text = text
        self._places = places
        self._known: dict[int, tuple[list[int], list[int], list[int]]] = {}

    def first(self, start: int) -> int:
        """Return the word in which a match begins."""
        return bisect_left(self._places, start) - (_MARK.match(self._text, start) is None)

    def last(self, end: int) -> int:
        """Return the word after the one in which a match ends."""
        return bisect_left(self._places, end)

    def start(self, word: int, place: int) -> int:
        """Return where a match begins in the normalised text: at a word, or at one of its syllables."""
        if _MARK.match(self._text, place):
            return self._words.starts[word]
        rendered, starts, _ = self._syllables(word)
        return starts[bisect_right(rendered, place) - 1] if starts else self._words.starts[word]

    def end(self, word: int, place: int) -> int:
        """Return where a match ends in the normalised text."""
        if place == len(self._text) or _MARK.match(self._text, place - 1) or _MARK.match(self._text, place):
            return self._words.ends[word]
        rendered, _, ends = self._syllables(word)
        return ends[bisect_right(rendered, place - 1) - 1] if ends else self._words.ends[word]

    def _syllables(self, word: int) -> tuple[list[int], list[int], list[int]]:
        """Return where the syllables of a word begin in the rendering, and begin and end in the text.

        Nothing where the two cannot be laid side by side.
        """
        if word not in self._known:
            begin = self._places[word] + 1
            mark = _MARK.search(self._text, begin)
            rendered = syllables(self._text[begin : mark.start() if mark else None]).starts + begin
            offset, end = self._words.starts[word], self._words.ends[word]
            found = syllables(self._words.document.normalized.text[offset:end])
            alike = len(rendered) == len(found)
            starts, ends = (found.starts + offset, found.ends + offset) if alike else (found.starts[:0],) * 2
            self._known[word] = rendered.tolist(), starts.tolist(), ends.tolist()
        return self._known[word]
