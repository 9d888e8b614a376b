"""Segmented texts of other programs brought into line with a gold, by their letters."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from qnmine.errors import DocumentError
from qnmine.evaluation.letters import Letters, letter_key
from qnmine.evaluation.lines import source_name
from qnmine.evaluation.predictions import complete
from qnmine.evaluation.records import shown
from qnmine.evaluation.segmented import open_segmented, segmentations, word_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qnmine.evaluation.lines import Source
    from qnmine.evaluation.records import Span, SpanRecord
    from qnmine.evaluation.segmented import Segmentation, Word

    Warn = Callable[[str], None]

_REMEDY = "segment the sentences of the gold, in its order"
_SHOWN = 20
_BEFORE = 5


def read_word_predictions(
    source: Source,
    gold: Sequence[SpanRecord],
    *,
    name: str | None = None,
    tags: bool = False,
    on_warning: Warn | None = None,
) -> dict[str, tuple[Span, ...]]:
    """Return the predicted words of every gold record, by id, with offsets into the gold's text.

    `source` is what `read_words` takes, or a table of words (CSV, TSV, JSON lines with the column `text`
    or `word`, and `upos` or `pos` where `tags` are asked for). Only letters, digits and signs are compared
    with the gold: white space and what segmenters rewrite (see `letter_key`) are left aside.

    Where the file has the very letters of the gold, its sentences may be cut in other places; a word over
    the end of a gold sentence is cut there. Otherwise its sentences are matched by id, or by their order
    where no id is shared and there are as many as in the gold: one whose letters differ counts as having
    no word, with a warning. Raises DocumentError where most of them differ, and for a damaged file.
    """
    called = source_name(source, name)
    found, lines = open_segmented(source, called)
    sentences = list(segmentations(lines, found, called, tags=tags))
    texts = [Letters(record.text) for record in gold]
    parts = _as_one_stream(texts, sentences)
    if parts is None:
        return _by_sentence(gold, texts, sentences, tags, called, on_warning)
    return {
        record.id: _spans(record, text, words, tags)
        for record, text, words in zip(gold, texts, parts, strict=True)
    }


def _as_one_stream(texts: Sequence[Letters], sentences: Sequence[Segmentation]) -> list[list[Word]] | None:
    """Return the words of each text, None unless the letters of all texts and sentences are the same."""
    if _stream([text.letters for text in texts]) != _stream([one.letters for one in sentences]):
        return None
    parts: list[list[Word]] = [[] for _ in texts]
    number = begin = done = 0  # the text at hand and its first letter; the letters of the sentences before
    for one in sentences:
        for first, behind, tag in one.words:
            start = done + first
            while start < done + behind:
                while start >= begin + len(texts[number]):
                    begin += len(texts[number])
                    number += 1
                end = min(done + behind, begin + len(texts[number]))
                parts[number].append((start - begin, end - begin, tag))
                start = end
        done += len(one.letters)
    return parts


def _by_sentence(
    gold: Sequence[SpanRecord],
    texts: Sequence[Letters],
    sentences: Sequence[Segmentation],
    tags: bool,
    name: str,
    on_warning: Warn | None,
) -> dict[str, tuple[Span, ...]]:
    """Match the sentences one by one, by id or in order; those with other letters have no words."""
    named = _named(sentences, name)
    numbers = {record.id: number for number, record in enumerate(gold)}
    matched_by_id = bool(numbers.keys() & named.keys())
    if matched_by_id:
        pairs = [(numbers[identifier], one) for identifier, one in named.items() if identifier in numbers]
    elif len(sentences) == len(gold):
        pairs = list(enumerate(sentences))
    else:
        raise _other_text(gold, texts, sentences, name)
    differing = [(number, one) for number, one in pairs if not _same(texts[number], one)]
    if 2 * len(differing) > len(pairs):
        raise _other_text([gold[differing[0][0]]], [texts[differing[0][0]]], [differing[0][1]], name)
    if differing and on_warning is not None:
        number, one = differing[0]
        first = f"'{shown(gold[number].id)}': {_parting(texts[number].letters, one.letters)}"
        on_warning(
            f"{name}: {len(differing)} of {len(gold)} sentences have other letters than the gold "
            f"and count as having no word; the first is {first}"
        )
    wordless = {number for number, _ in differing}
    spans = {
        gold[number].id: _spans(gold[number], texts[number], () if number in wordless else one.words, tags)
        for number, one in pairs
    }
    unknown = [identifier for identifier in named if identifier not in numbers] if matched_by_id else []
    return complete(gold, spans, unknown, name, on_warning)


def _named(sentences: Sequence[Segmentation], name: str) -> dict[str, Segmentation]:
    """Return the sentences that have an id, by it."""
    named: dict[str, Segmentation] = {}
    for one in sentences:
        identifier, line = one.sentence.id, one.sentence.line
        if identifier is None:
            continue
        if identifier in named:
            raise DocumentError(
                f"{name}:{line}", f"the id '{shown(identifier)}' comes twice", "give each sentence its own"
            )
        named[identifier] = one
    return named


def _spans(record: SpanRecord, text: Letters, words: Sequence[Word], tags: bool) -> tuple[Span, ...]:
    return word_spans(
        record.text, text, words if tags else [(first, behind, "") for first, behind, _ in words]
    )


def _same(text: Letters, one: Segmentation) -> bool:
    return letter_key(text.letters) == letter_key(one.letters)


def _stream(parts: Sequence[str]) -> str:
    return letter_key("".join(parts))


def _other_text(
    gold: Sequence[SpanRecord], texts: Sequence[Letters], sentences: Sequence[Segmentation], name: str
) -> DocumentError:
    """Return the error that names the first sentence of the gold whose letters the file has not."""
    ours, theirs = "".join(text.letters for text in texts), "".join(one.letters for one in sentences)
    at = _first_difference(ours, theirs)
    number = 0
    while number + 1 < len(texts) and at >= len(texts[number]):
        at -= len(texts[number])
        number += 1
    return DocumentError(
        name,
        f"its words are not those of the gold from '{shown(gold[number].id)}' on: {_parting(ours, theirs)}",
        _REMEDY,
    )


def _parting(ours: str, theirs: str) -> str:
    """Say what stands where the letters of a file part from the gold's."""
    at = _first_difference(ours, theirs)
    has, due = theirs[at : at + _SHOWN], ours[at : at + _SHOWN]
    if not has or not due:
        return f"it goes on with '{shown(has)}'" if has else f"it lacks '{shown(due)}'"
    before = shown(ours[max(0, at - _BEFORE) : at])
    return f"it has '{before}{shown(has)}' for '{before}{shown(due)}'"


def _first_difference(ours: str, theirs: str) -> int:
    pairs = zip_longest(letter_key(ours), letter_key(theirs))
    return next((at for at, (one, other) in enumerate(pairs) if one != other), len(ours))
