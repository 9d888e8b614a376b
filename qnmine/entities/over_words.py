"""Names over the row of words of a document: which words each covers, and names as single words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from qnmine.words.running import EntitySpan, RunningWords, counting_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.mentions import Mention


def with_names(words: RunningWords, mentions: Sequence[Mention]) -> RunningWords:
    """Return the words with the names over them; a word that a name begins or ends inside of is cut there.

    `mentions` are those of the document, disjoint, in order.
    """
    words = _cut(words, {border for mention in mentions for border in (mention.start, mention.end)})
    original = words.document.normalized.original
    starts = [original(start, end)[0] for start, end in zip(words.starts, words.ends, strict=True)]
    spans = []
    for mention in mentions:
        first, last = bisect_right(starts, mention.start - 1), bisect_right(starts, mention.end - 1)
        if first < last:
            spans.append(EntitySpan(first, last, mention.type, mention.name))
    return replace(words, entities=spans)


def joined(words: RunningWords) -> RunningWords:
    """Return the words with each name as one word, whose form is the name and whose tag is `Np`."""
    lead = {span.first: span for span in words.entities}
    kept: list[tuple[str, int, int, str, str]] = []
    places: list[int] = []  # of each old word in the new row
    end = 0
    for place, form in enumerate(words.forms):
        span = lead.get(place)
        if span is not None:
            end = span.last
            kept.append((span.name, words.starts[place], words.ends[end - 1], "Np", "PROPN"))
        elif place >= end:
            tag = words.tags[place] if words.tags else ""
            universal = words.universal[place] if words.universal else ""
            kept.append((form, words.starts[place], words.ends[place], tag, universal))
        places.append(len(kept) - 1)
    sentences, before = [], 0
    for last in accumulate(words.sentences):
        count = places[last - 1] + 1 if last else 0
        sentences.append(count - before)
        before = count
    return RunningWords(
        words.document,
        [form for form, *_ in kept],
        [first for _, first, *_ in kept],
        [last for _, _, last, *_ in kept],
        sentences,
        [tag for *_, tag, _ in kept] if words.tags else [],
        [span._replace(first=places[span.first], last=places[span.last - 1] + 1) for span in words.entities],
        words.count(),
        [universal for *_, universal in kept] if words.universal else [],
    )


def _cut(words: RunningWords, borders: set[int]) -> RunningWords:
    """Return the words with those cut that a border, a place in the text as decoded, is inside of."""
    inside = _places_inside(words, borders)
    if not inside:
        return words
    text = words.document.normalized.text
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tags: list[str] = []
    universal: list[str] = []
    sentences: list[int] = []
    place = 0
    for length in words.sentences:
        before = len(forms)
        for number in range(place, place + length):
            edges = [words.starts[number], *inside.get(number, ()), words.ends[number]]
            for start, end in pairwise(edges):
                piece = text[start:end]
                first, last = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
                if first >= last:
                    continue
                whole = len(edges) == 2
                forms.append(words.forms[number] if whole else counting_form(text[first:last]))
                starts.append(first)
                ends.append(last)
                tags += words.tags[number : number + 1]
                universal += words.universal[number : number + 1]
        sentences.append(len(forms) - before)
        place += length
    return RunningWords(words.document, forms, starts, ends, sentences, tags, [], words.count(), universal)


def _places_inside(words: RunningWords, borders: set[int]) -> dict[int, list[int]]:
    """Return for each word that is to be cut where, in code points of the normalised text."""
    original = words.document.normalized.original
    found: dict[int, list[int]] = {}
    starts = [original(start, end)[0] for start, end in zip(words.starts, words.ends, strict=True)]
    for border in sorted(borders):
        word = bisect_right(starts, border) - 1
        if word < 0:
            continue
        first, last = words.starts[word], words.ends[word]
        cut = next((place for place in range(first + 1, last) if original(place, last)[0] >= border), None)
        if cut is not None and starts[word] < border:
            found.setdefault(word, []).append(cut)
    return found
