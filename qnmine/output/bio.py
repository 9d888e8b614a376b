"""BIO: a syllable token and its tag on a line, a blank line after each sentence (Ramshaw and Marcus 1995)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.output.conllu import SentenceSpan
    from qnmine.output.spans import TextWithId, TypedSpan

Span = tuple[int, int]

# A token with one of these would break the two columns or the lines.
_BREAKING = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_BREAKING_ID = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def bio_lines(
    document: TextWithId,
    sentences: Iterable[SentenceSpan],
    tokens: Iterable[Span],
    mentions: Iterable[TypedSpan],
) -> Iterator[str]:
    """Yield the lines of one document, without newlines: ``# doc = ID``, then ``token<TAB>tag``.

    `tokens` are half-open spans of the document's text, `mentions` flat spans; like the sentences, all in
    order. A token that shares a character with a mention gets its tag: ``B-`` the first in a sentence,
    ``I-`` the rest, ``O`` outside. An empty line ends each sentence; one without tokens is left out.
    """
    yield f"# doc = {_BREAKING_ID.sub(' ', document.id)}"
    spans = list(tokens)
    touching = _touching(spans, list(mentions))
    at = 0
    for sentence in sentences:
        while at < len(spans) and spans[at][0] < sentence.start:
            at += 1
        first, before = at, None
        while at < len(spans) and spans[at][0] < sentence.end:
            mention = touching[at]
            tag = "O" if mention is None else f"{'I' if mention is before else 'B'}-{mention.type}"
            yield f"{_BREAKING.sub(_REPLACEMENT, document.text[slice(*spans[at])])}\t{tag}"
            at, before = at + 1, mention
        if at > first:
            yield ""


def _touching(tokens: Sequence[Span], mentions: Sequence[TypedSpan]) -> list[TypedSpan | None]:
    """For each token the first mention that shares a character with it."""
    found: list[TypedSpan | None] = []
    at = 0
    for start, end in tokens:
        while at < len(mentions) and mentions[at].end <= start:
            at += 1
        found.append(mentions[at] if at < len(mentions) and mentions[at].start < end else None)
    return found
