"""The concordance: every place where a query occurs, in its context (KWIC, key word in context)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from qnmine.engines.serial import batches
from qnmine.errors import UsageError
from qnmine.queries import Query
from qnmine.text.document import Document
from qnmine.text.normalize import joins_the_one_before
from qnmine.words.running import running_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.entities.engines import Recognizer
    from qnmine.queries import Match
    from qnmine.words.running import RunningWords, Segmenter

WIDTH = 40
"""Characters to each side, unless asked for otherwise."""

Key = str | int
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_NEIGHBOUR = re.compile(r"([LR])([1-9])")


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One occurrence of a query.

    `start` and `end` are code points of the text as decoded, whose slice is `text`; `left` and `right` are
    what stands before and after it, so that the three together are one slice too; `sentence` counts from 1.
    """

    doc: str
    sentence: int
    start: int
    end: int
    left: str
    text: str
    right: str


class Found(NamedTuple):
    """A line of a concordance with what it is sorted by: a word, or 0 for its document, for each key."""

    line: ConcordanceLine
    keys: tuple[Key, ...]


def concordance(
    query: Query | str,
    documents: Document | str | Iterable[Document],
    *,
    width: int = WIDTH,
    order: Sequence[str] = (),
    segmenter: Segmenter | None = None,
    recognizer: Recognizer | None = None,
) -> Iterator[ConcordanceLine]:
    """Yield the occurrences of a query, in document order or sorted by the words beside them.

    `query` is one that `Query.parse` made, or its text. `width` is how many characters stand to each side,
    cut where words end if possible. `order` sorts by keys, first to last: `L1` to `L9` and `R1` to `R9` (so
    many words to the left or right), `match`, `doc` (document order, which is also the last key); words are
    compared by code point in lower case. `recognizer` finds the names of queries such as `<PER>`.

    Raises:
        UsageError: the query or a key cannot be understood.
    """
    asked = Query.parse(query) if isinstance(query, str) else query
    keys = sort_keys(order)
    if isinstance(documents, str):
        documents = Document("text", documents)
    several = [documents] if isinstance(documents, Document) else documents

    def results() -> Iterator[tuple[Document, list[Found]]]:
        for batch in batches(several):
            found = find(asked, batch, segmenter, recognizer, width=width, order=keys)
            yield from zip(batch, found, strict=True)

    return (line for _, lines in (in_order(results()) if keys else results()) for line, _ in lines)


def sort_keys(order: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of `concordance` in their usual spelling; UsageError for one that is none."""
    keys = []
    for name in order:
        key = name.lower() if name.lower() in ("match", "doc") else name.upper()
        if key not in ("match", "doc") and _NEIGHBOUR.fullmatch(key) is None:
            raise UsageError(
                f"there is no key {name!r} to sort by; choose from L1 to L9, R1 to R9, match, doc"
            )
        keys.append(key)
    return tuple(keys)


def find(
    query: Query,
    documents: Sequence[Document],
    segmenter: Segmenter | None = None,
    recognizer: Recognizer | None = None,
    *,
    width: int = WIDTH,
    order: Sequence[str] = (),
) -> list[list[Found]]:
    """Return the occurrences in each document, in their order there; many documents at once are faster.

    The options are those of `concordance`. Only what could hold a match is segmented.
    """
    found: list[list[Found]] = [[] for _ in documents]
    places = [n for n, document in enumerate(documents) if query.could_match(document.normalized.text)]
    needs_all = any(map(_NEIGHBOUR.fullmatch, order))
    where = None if needs_all else query.could_match
    rows = running_words([documents[place] for place in places], segmenter, where=where)
    if query.needs_entities:
        rows = _with_names(rows, recognizer)
    for place, words in zip(places, rows, strict=True):
        found[place] = _lines(words, query.matches(words), width, order)
    return found


def _with_names(rows: Sequence[RunningWords], recognizer: Recognizer | None) -> list[RunningWords]:
    """Return the words of each document with the names over them."""
    from qnmine.entities import entities_of
    from qnmine.entities.over_words import with_names

    mentions = entities_of([row.document for row in rows], recognizer=recognizer)
    return [with_names(row, names) for row, (_, names) in zip(rows, mentions, strict=True)]


def in_order(
    results: Iterable[tuple[Document, Sequence[Found]]],
) -> Iterator[tuple[Document, list[Found]]]:
    """Yield each occurrence with its document, sorted by its keys; all of them are gathered first.

    Only ids and metadata of the documents are kept, not their texts.
    """
    gathered: list[tuple[tuple[Key, ...], Document, Found]] = []
    for number, (document, lines) in enumerate(results):
        light = Document(document.id, "", document.meta) if lines else document
        for one in lines:
            keys = tuple(number if key == 0 else key for key in one.keys)
            gathered.append((keys, light, one))
    gathered.sort(key=lambda entry: entry[0])
    for _, document, one in gathered:
        yield document, [one]


def _lines(words: RunningWords, matches: Sequence[Match], width: int, order: Sequence[str]) -> list[Found]:
    """Return the lines of the matches in a document."""
    if not matches:
        return []
    document, sentences = words.document, list(accumulate(words.sentences))
    text, original = document.normalized.text, document.normalized.original
    decoded = document.text
    found = []
    for match in matches:
        start, end = original(match.start, match.end)
        begin, stop = beside(text, match.start, match.end, width)
        left = decoded[original(begin, match.start)[0] if begin < match.start else start : start]
        right = decoded[end : original(match.end, stop)[1] if stop > match.end else end]
        sentence = bisect_right(sentences, match.first) + 1
        line = ConcordanceLine(document.id, sentence, start, end, left, decoded[start:end], right)
        found.append(Found(line, tuple(_key(words, match, key) for key in order)))
    return found


def _key(words: RunningWords, match: Match, key: str) -> Key:
    """Return what a match is sorted by; an empty word where the text has none so far away."""
    if key == "doc":
        return 0
    if key == "match":
        return words.document.normalized.text[match.start : match.end].lower()
    steps = int(key[1])
    forms, place, step = (words.forms, match.first - 1, -1) if key[0] == "L" else (words.forms, match.last, 1)
    while 0 <= place < len(forms):
        if _LETTER_OR_DIGIT.search(forms[place]):
            steps -= 1
            if not steps:
                return forms[place].lower()
        place += step
    return ""


def beside(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Return where what stands beside a span begins and stops: at most `width` characters to each side.

    It is cut where words end, within a word only if that leaves nothing, and never before a mark that belongs
    to the character before it.
    """
    begin, stop = max(0, start - width), min(len(text), end + width)
    if begin and not text[begin - 1].isspace():
        whole = next((n for n in range(begin, start) if text[n].isspace()), start)
        begin = _cut_before(text, begin, whole, start)
    if stop < len(text) and not text[stop].isspace():
        whole = next((n for n in range(stop, end, -1) if text[n - 1].isspace()), end)
        stop = _cut_after(text, stop, whole, end)
    while begin < start and text[begin].isspace() and begin:
        begin += 1
    while stop > end and text[stop - 1].isspace() and stop < len(text):
        stop -= 1
    return begin, stop


def _cut_before(text: str, begin: int, whole: int, start: int) -> int:
    """Return where the left side begins: at the first whole word, or inside a word that is all there is."""
    if text[whole:start].strip():
        return whole
    while begin < start and joins_the_one_before(text[begin]):
        begin += 1
    return begin


def _cut_after(text: str, stop: int, whole: int, end: int) -> int:
    """Return where the right side stops, in the same way."""
    if text[end:whole].strip():
        return whole
    while stop > end and joins_the_one_before(text[stop]):
        stop -= 1
    return stop
