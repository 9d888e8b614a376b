r"""The text of an annotated document, put together from its sentences, with its words in their places.

What stands between words is told, in this order, by ``SpacesAfter`` (``\s\n``: escapes as those of UDPipe),
by the ``# text`` of the sentence, and by ``SpaceAfter=No``; between sentences stands a space, and an empty
line before a paragraph (``# newpar``).
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import is_normalized

from qnmine.corpus.conllu import key_and_value
from qnmine.text.annotation import Annotation
from qnmine.text.joined import with_spaces
from qnmine.text.normalize import joins_the_one_before
from qnmine.words.marks import is_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.corpus.conllu import Block, WordLine

PARAGRAPH = "\n\n"

_ESCAPED = re.compile(r"\\([strnp\\])")
_MEANING = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}
_BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*")
_SPACES = re.compile(r"\s*")
_EMPTY = "_"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word as it stands in the text, with the spaces beside it if the file tells of them."""

    form: str
    surface: str
    upos: str
    pos: str
    glued: bool
    before: str | None = None
    after: str | None = None


class AnnotatedText:
    """A text that grows by sentences, with the places of their words."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._starts, self._ends, self._sentences = array("q"), array("q"), array("q")
        self._upos: list[str] = []
        self._pos: list[str] = []
        self._last: _Unit | None = None

    def add(self, block: Block, text: str | None, *, paragraph: bool) -> bool:
        """Add a sentence; tell whether its text, if it has one, holds the words of the block."""
        units = list(_units(block))
        gaps = None if text is None else _gaps([unit.form for unit in units], text)
        before = len(self._starts)
        for number, unit in enumerate(units):
            gap = self._gap(unit, paragraph=paragraph and not number)
            if number and gaps is not None and (self._last is None or self._last.after is None):
                gap = gaps[number]
            if not gap and self._last is not None and _joins(self._last.surface, unit.surface):
                gap = " "
            self._append(gap, unit)
        if len(self._starts) > before:
            self._sentences.append(len(self._starts) - before)
        return text is None or gaps is not None

    def _gap(self, unit: _Unit, *, paragraph: bool) -> str:
        """Return what stands before a word, as far as the words beside it tell."""
        last = self._last
        if last is None:
            return unit.before or ""
        if last.after is not None:
            return last.after
        if paragraph:
            return PARAGRAPH
        return "" if last.glued else " "

    def _append(self, gap: str, unit: _Unit) -> None:
        self._pieces += (gap, unit.surface)
        start = self._length + len(gap)
        self._length = start + len(unit.surface)
        self._last = unit
        if is_invisible(unit.surface):  # it is no word
            return
        self._starts.append(start)
        self._ends.append(self._length)
        self._upos.append(unit.upos)
        self._pos.append(unit.pos)

    def finished(self) -> tuple[str, Annotation]:
        """Return the text with its words."""
        end = self._last.after or "" if self._last is not None else ""
        tags = [tags if any(tags) else [] for tags in (self._pos, self._upos)]
        return "".join((*self._pieces, end)), Annotation(self._starts, self._ends, self._sentences, *tags)


def _joins(before: str, form: str) -> bool:
    """Tell whether a word begins with a mark that would become one character with the word before it."""
    return joins_the_one_before(form[0]) and not is_normalized("NFC", before + form)


def _units(block: Block) -> Iterator[_Unit]:
    """Yield what stands in the text: words, and tokens of several words in place of these."""
    tokens = {token.first: token for token in block.tokens}
    after = 0
    for word in block.words:
        token = tokens.get(word.first)
        if token is not None:
            after = token.last
            held = block.words[token.first - 1 : token.last]
            upos, pos = (one.upos for one in held), (one.pos for one in held)
            yield _unit(replace(token, upos=_joined_tags(upos), pos=_joined_tags(pos)))
        elif word.first > after:
            yield _unit(word)


def _unit(word: WordLine) -> _Unit:
    upos, pos = _tag(word.upos), _tag(word.pos)
    form = with_spaces(word.form)
    if "Spaces" not in word.misc:
        return _Unit(form, form, upos, pos, word.glued)
    told = dict(feature.partition("=")[::2] for feature in word.misc.split("|"))
    inside = _unescaped(told.get("SpacesInToken"))
    # White space around a word is no part of it, whatever a file says.
    surface = inside.strip() if inside is not None and inside.split() == form.split() else form
    before, after = _blank(told.get("SpacesBefore")), _blank(told.get("SpacesAfter"))
    return _Unit(form, surface, upos, pos, word.glued, before, after)


def _joined_tags(tags: Iterable[str]) -> str:
    return "+".join(filter(None, map(_tag, tags)))


def _tag(tag: str) -> str:
    return "" if tag == _EMPTY else tag


def _blank(escaped: str | None) -> str | None:
    """Return the white space that a feature stands for; None if there is anything else in it."""
    spaces = _unescaped(escaped)
    return spaces if spaces is not None and _BLANKS.fullmatch(spaces) else None


def _unescaped(escaped: str | None) -> str | None:
    return None if escaped is None else _ESCAPED.sub(lambda sign: _MEANING[sign[1]], escaped)


def text_of(comments: Sequence[tuple[int, str]]) -> str | None:
    """Return the `# text` among the comments of a sentence."""
    said = (key_and_value(comment) for _, comment in comments)
    return next((found[1] for found in said if found and found[0] == "text"), None)


def _gaps(forms: Sequence[str], text: str) -> list[str] | None:
    """Return what stands before each form in a text; None if the text is not these words."""
    found: list[str] = []
    place = 0
    for form in forms:
        for blanks in (_SPACES, _BLANKS):
            gap = blanks.match(text, place)
            assert gap is not None  # it may be empty
            if text.startswith(form, gap.end()):
                break
        else:
            return None
        found.append(gap[0])
        place = gap.end() + len(form)
    return found if _BLANKS.fullmatch(text, place) else None
