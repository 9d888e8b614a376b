"""Where Vietnamese sentences end: one pass over full stops and line breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.text.full_stops import BREAKS, NEXT, ends_sentence, is_small
from qnmine.text.normalize import joins_the_one_before
from qnmine.text.sentence_words import AFTER_A_NAME, BEFORE_A_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator


# The letters of Vietnamese, and of Western Europe.
_LETTERS = [chr(code) for codes in ((0x41, 0x7B), (0xC0, 0x100), (0x1EA0, 0x1EFA)) for code in range(*codes)]
_LETTERS += "ĂăĐđĨĩŨũƠơƯư"
_CAPITALS = "".join(filter(str.isupper, _LETTERS))
_SMALL_LETTERS = "".join(filter(str.islower, _LETTERS))


def _endings(length: int) -> str:
    """Return a pattern of the last letters of the words whose full stop may not end a sentence."""
    parts = {word.rpartition(".")[2] for word in BEFORE_A_NAME | AFTER_A_NAME}
    endings = {part[-length:] for part in parts if len(part) == length or len(part) > length > 2}
    return "|".join(f"[{ending[0]}{ending[0].upper()}]{ending[1:]}" for ending in sorted(endings))


_SMALL_LETTER = f"[{_SMALL_LETTERS}]"
_MARKED_LETTER = f"[{''.join(letter for letter in _SMALL_LETTERS if letter > 'z' and letter != 'đ')}]"
# What most sentences end with: a word that ends in small letters, a bracket or a quote, a year, a percentage
# (a letter before the sign may be a list marker), a name such as Mỹ, or a sign that is no full stop.
_ORDINARY_END = (
    rf"(?:(?<=[^\W\d_]{_SMALL_LETTER}{_SMALL_LETTER}\.)(?<!(?:{_endings(3)})\.)"
    rf"|(?<=\w {_SMALL_LETTER}{_SMALL_LETTER}\.)(?<!(?:{_endings(2)})\.)"
    rf"|(?<=[)\]\"”’»]\.)|(?<=\d%\.)|(?<=\d\d\d\d\.)|(?<=[{_CAPITALS}]{_MARKED_LETTER}\.)|(?<=[!?…]))"
)
# What a wrapped line does not go on with, and no mark that belongs to the character before it.
_FRESH = rf"[{_CAPITALS}\d!-/:-@\[-`{{-~–—“”«]"
_FOOTNOTE = r"\[[0-9a-z]{1,3}\]"
# What the rules would decide of these is certain, so that they need not be asked about most candidates.
_CERTAIN = (
    rf"{_ORDINARY_END} (?=[{_CAPITALS}])"
    rf"|(?<=[.!?…])(?P<stop_at_end>[\r\n]{{1,4}})(?={_FRESH})"
    rf"|(?<=[\r\n])(?P<break_for_certain>[\r\n]{{0,3}})(?={_FRESH})"
)
_DOUBTFUL = (
    rf"(?<=[.!?…])(?![{_SMALL_LETTERS}\d])(?:[ \t\u00a0]?[.!?…])*(?P<closers>(?:[\"'”’»)\]}}]|{_FOOTNOTE})*)"
    rf"|(?<=[。！？])(?P<wide>[」』”’»)]*)"
    rf"|(?P<line>(?<=\r)\n|(?<=[{BREAKS}]))"
)
# The first character stands before all choices, so that `re` runs from one to the next.
_FIRST = f"[.!?…。！？{BREAKS}]"
_CANDIDATE = re.compile(f"{_FIRST}(?:{_CERTAIN}|{_DOUBTFUL})")
# Shorter lines were not wrapped: before a small letter they are items of a list.
_SHORTEST_WRAPPED_LINE = 40


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of the sentences of a normalised text, in order and disjoint.

    Spans are trimmed and never empty; what is in none is white space and zero-width space. A line break
    ends a sentence unless the line was only wrapped. The time is linear in the text, whatever it holds.
    """
    start = _after_blanks(text, 0)
    line = 0
    for match in _CANDIDATE.finditer(text):
        kind = match.lastgroup
        if kind is None or kind == "stop_at_end":
            yield start, match.start() + 1
            start = match.end()
            if kind is not None:
                line = start
            continue
        end, this_line = match.end(), line
        if kind == "break_for_certain" or kind == "line":
            line = end
        if end <= start:
            continue
        if kind == "break_for_certain":
            yield start, _before_blanks(text, match.start())
            start = end
        elif _ends(text, start, this_line, match):
            yield start, _before_blanks(text, end)
            start = _after_blanks(text, end)
    if start < len(text):
        yield start, _before_blanks(text, len(text))


def _ends(text: str, start: int, line: int, match: re.Match[str]) -> bool:
    """Decide on a candidate, given where its sentence and its line begin."""
    kind, end = match.lastgroup, match.end()
    if kind == "line":
        ends = match.start() - line < _SHORTEST_WRAPPED_LINE or not _is_wrapped(text, start, match)
    else:
        ends = kind == "wide" or ends_sentence(text, start, match)
    # A mark after the stop belongs to it, so that both stay in one sentence.
    return ends and not joins_the_one_before(text[end : end + 1] or " ")


def _before_blanks(text: str, end: int) -> int:
    """Return where the text up to `end`, which is not all blank, ends without the white space."""
    while _is_blank(text[end - 1]):
        end -= 1
    return end


def _after_blanks(text: str, start: int) -> int:
    """Return where the next sentence begins; found once, so that no later step looks for it again."""
    while start < len(text) and _is_blank(text[start]):
        start += 1
    return start


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\u180e\u200b\u2060\ufeff"


def _is_wrapped(text: str, start: int, line_break: re.Match[str]) -> bool:
    """Tell whether a line goes on in the next one: no final punctuation, then a small letter."""
    after = NEXT.match(text, line_break.end())
    if after is None or after["line"] is not None or not is_small(after["word"]) or after["openers"].strip():
        return False
    last = line_break.start()
    while last > start and _is_blank(text[last - 1]):
        last -= 1
    return last > start and (text[last - 1].isalnum() or text[last - 1] in ',)"”’»%-–/&')
