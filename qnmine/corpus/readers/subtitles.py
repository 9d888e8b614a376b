"""Subtitles (SRT, WebVTT): the words of the cues, joined so that sentences are whole."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qnmine.corpus.decoding import decode
from qnmine.corpus.readers.content import Content
from qnmine.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_PAUSE = 3000
"""Milliseconds without a cue after which a sentence is not taken to go on."""

_AT_ONCE = 50

_TIMES = re.compile(r"\d:\d\d[.,]\d.*-->")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.]*)?>")
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_SPACES = re.compile(r"\s+")
_DASH = re.compile(r"[-–—][ \t]*(?=[^\s\d-])")
_ENDS_SENTENCE = re.compile(r"[.!?…♪\])][\"'”’»]*$")


@dataclass(frozen=True, slots=True)
class _Cue:
    """Begin and end in milliseconds, and the lines shown between them."""

    start: int
    end: int
    lines: tuple[str, ...]


def read(name: str, data: bytes, encoding: str, format: str) -> Content:  # noqa: A002
    """Return the words of a subtitle file, a line a sentence or speaker; raises `DocumentError`.

    A cue that ends no sentence is joined with the next one unless there is a pause between them; a line that
    begins with a dash is another speaker. What rolling captions repeat is left out, as are markup, notes and
    the names of voices.
    """
    text, codec = decode(name, data, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        cues = list(_cues(text, format))
    except ValueError:  # of a time such as `:99:99.05`
        cues = []
    unrolled = list(_unrolled(cues))
    if not cues and not _is_blank(text):
        raise DocumentError(
            name, f"has no cue with its times, as {format.upper()} has", "read it as it is with --from text"
        )
    origin = codec.origin(format)
    if unrolled != cues:
        origin = replace(origin, problems=("rolling captions",))
    return Content("\n".join(_lines(unrolled)), origin)


def _is_blank(text: str) -> bool:
    head = text.lstrip("\ufeff \t\n")
    return not head or head.startswith("WEBVTT")


def _cues(text: str, format: str) -> Iterator[_Cue]:  # noqa: A002
    """Yield the cues in file order, their lines without markup."""
    import pysubs2

    subtitles = pysubs2.SSAFile.from_string(_only_cues(text), format, keep_html_tags=True)
    for event in subtitles:
        yield _Cue(event.start, event.end, tuple(filter(None, map(_plain, event.text.split(r"\N")))))


def _only_cues(text: str) -> str:
    """Return the subtitles without notes, style sheets and identifiers, which the library takes for words.

    It takes the number at the end of a cue for that of the next one, so each gets one to lose.
    """
    kept = []
    times = False
    for block in _BLANK_LINES.split(text):
        lines = block.strip("\n").split("\n")
        place = next((place for place, line in enumerate(lines[:2]) if _TIMES.search(line)), None)
        if place is not None:
            kept.append("\n".join(["0", *lines[place:]]))
            times = True
        elif times and not lines[0].startswith(("NOTE", "STYLE", "REGION")):
            kept.append("\n".join(lines))  # a blank line within a cue
    return "\n\n".join([*kept, "0"])


def _plain(line: str) -> str:
    line = _OVERRIDE.sub("", _TAG.sub("", line)).replace(r"\h", " ").replace(r"\n", " ")
    return _SPACES.sub(" ", html.unescape(line)).strip()


def _lines(cues: Iterable[_Cue]) -> Iterator[str]:
    """Yield the words, a line what one speaker says in whole sentences."""
    said: list[str] = []
    last_end = 0
    for cue in cues:
        if said and (cue.start - last_end > LONGEST_PAUSE or _ENDS_SENTENCE.search(said[-1])):
            yield " ".join(said)
            said = []
        for line in cue.lines:
            if said and _DASH.match(line):
                yield " ".join(said)
                said = []
            said.append(line)
        last_end = max(last_end, cue.end)
    if said:
        yield " ".join(said)


def _unrolled(cues: Iterable[_Cue]) -> Iterator[_Cue]:
    """Yield the cues without the lines that rolling captions show a second time.

    These stand first in the cue that follows at once, above new words, or alone for a moment; what is short
    or stands by itself may have been said twice.
    """
    before = _Cue(0, 0, ())
    for cue in cues:
        count = 0
        if cue.start - before.end <= _AT_ONCE:
            longest = min(len(before.lines), len(cue.lines) - (cue.end - cue.start > _AT_ONCE))
            count = next((n for n in range(longest, 0, -1) if before.lines[-n:] == cue.lines[:n]), 0)
        if " " not in "".join(cue.lines[:count]):
            count = 0
        yield _Cue(cue.start, cue.end, cue.lines[count:])
        before = cue if cue.lines else before
