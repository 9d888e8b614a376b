"""CoNLL-U of words: the format of Universal Dependencies (https://universaldependencies.org/format.html)."""

from __future__ import annotations

import re
from itertools import chain, groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol
from unicodedata import is_normalized, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.output.spans import TextWithId


class SentenceSpan(Protocol):
    """A sentence: its number in the document and its code points of the text."""

    @property
    def sentence(self) -> int: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


class TokenSpan(Protocol):
    """A word token: the number of its sentence, its slice of the document's text, its parts of speech."""

    @property
    def sentence(self) -> int: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def pos(self) -> str: ...  # noqa: D102
    @property
    def upos(self) -> str: ...  # noqa: D102


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EMPTY_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*[\r\n]")
_ESCAPES = {" ": r"\s", "\t": r"\t", "\r": r"\r", "\n": r"\n", "|": r"\p", "\\": r"\\"}
_NOT_IN_SENT_ID = re.compile(r"[\s\x00-\x1f\x7f-\x9f/%]")


def conllu_lines(
    document: TextWithId, sentences: Iterable[SentenceSpan], tokens: Iterable[TokenSpan]
) -> Iterator[str]:
    r"""Yield the CoNLL-U lines of one document, without newlines; each sentence ends with an empty line.

    FORM is the word as written, in NFC as the format asks, with one space where it holds white space;
    MISC has ``Start`` and ``End``, the code points of the text as decoded, and ``SpaceAfter=No``. Where other
    white space than one space stands between words, or inside one, MISC tells it as UDPipe does
    (``SpacesAfter=\n``, ``SpacesBefore``, ``SpacesInToken``), so that the text can be read back, in NFC and
    without control characters. The ``# text`` is the forms put together by ``SpaceAfter``. ``# newpar`` marks
    a sentence after an empty line. UPOS and XPOS are the parts of speech, if known; the other columns are
    ``_``. `sentences` and `tokens` are those of the document, in order; a sentence without tokens, which the
    format cannot hold, is left out.
    """
    yield f"# newdoc id = {_CONTROL.sub(_percent, document.id)}"
    text = document.text
    sent_id = _NOT_IN_SENT_ID.sub(_percent, document.id)
    spans = {sentence.sentence: sentence for sentence in sentences}
    before = 0
    groups = (list(group) for _, group in groupby(tokens, key=attrgetter("sentence")))
    for held, following in pairwise(chain(groups, [[]])):
        number = held[0].sentence
        if before and _EMPTY_LINE.search(text, before, spans[number].start):
            yield "# newpar"
        begin = 0 if not before else held[0].start
        after = following[0].start if following else len(text)
        yield from _sentence_lines(text, f"{sent_id}:{number}", held, begin, after)
        yield ""
        before = spans[number].end


def _sentence_lines(
    text: str, sent_id: str, tokens: Sequence[TokenSpan], begin: int, after: int
) -> Iterator[str]:
    """Yield the lines of a sentence; `begin` is where what stands before it begins, if it is the first.

    `after` is where the next sentence, or the end of the text, is.
    """
    forms = [_form(token.text) for token in tokens]
    ends = [*(token.start for token in tokens[1:]), after]
    spaces = [_space_follows(text, token.end) for token in tokens]
    yield f"# sent_id = {sent_id}"
    yield "# text = " + "".join(
        form + " " * space for form, space in zip(forms, [*spaces[:-1], False], strict=True)
    )
    for number, (token, form, space, end) in enumerate(zip(tokens, forms, spaces, ends, strict=True), 1):
        misc = [f"Start={token.start}", f"End={token.end}", *(() if space else ("SpaceAfter=No",))]
        before, gap = text[begin : token.start] if number == 1 else "", text[token.end : end]
        if before:
            misc.append(f"SpacesBefore={_escaped(before)}")
        if gap not in ("", " "):
            misc.append(f"SpacesAfter={_escaped(gap)}")
        elif gap == " " and end == len(text):
            misc.append("SpacesAfter=\\s")  # else nothing follows
        if token.text.split() != token.text.split(" "):
            misc.append(f"SpacesInToken={_escaped(normalize('NFC', token.text))}")
        yield f"{number}\t{form}\t_\t{token.upos or '_'}\t{token.pos or '_'}\t_\t_\t_\t_\t{'|'.join(misc)}"


def _space_follows(text: str, end: int) -> bool:
    """Tell whether white space, or the end of the text, follows."""
    return end >= len(text) or text[end].isspace()


def _escaped(text: str) -> str:
    """Return white space as MISC has it; what no line may hold becomes a space."""
    return _CONTROL.sub(r"\\s", "".join(_ESCAPES.get(character, character) for character in text))


def _form(text: str) -> str:
    form = " ".join(text.split())
    if not is_normalized("NFC", form):
        form = normalize("NFC", form)
    return _CONTROL.sub("\ufffd", form) or "\ufffd"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
