"""One form for analysis (NFC, one tone-mark style) that maps every span back to the text as decoded."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Literal, Protocol

from qnmine.text.spelling import VIETNAMESE, spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterable

ToneStyle = Literal["old", "new"]

# Syllables that end in oa, oe or uy carry the tone on the first vowel in the old style (hòa, khỏe, thủy)
# and on the second in the new one (hoà, khoẻ, thuỷ). All other syllables are written alike in both.
_OLD_RHYMES = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_NEW_RHYMES = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")


def _onsets(text: str) -> frozenset[str]:
    return frozenset(("", *text.split()))


# The onsets that occur before each rhyme; q and k are missing on purpose (quý keeps its tone on the y),
# and those before oe are few enough to leave foreign names such as Noé and Boé alone.
_ONSETS = {
    "oa": _onsets("b c ch d đ g h kh l m n ng nh r s t th tr v x"),
    "oe": _onsets("ch h kh l ng nh s t th x"),
    "uy": _onsets("b ch d đ h kh l m n ng nh ph r s t th tr v x"),
}
_BARE = ("oa",) * 5 + ("oe",) * 5 + ("uy",) * 5


@dataclass(frozen=True, slots=True)
class _Style:
    """How to bring a text into one tone-mark style: the second letters of rhymes, what each rhyme becomes."""

    end_of_rhyme: re.Pattern[str]
    rewritten: dict[str, tuple[str, str]]


def _style(source: tuple[str, ...], target: tuple[str, ...]) -> _Style:
    rewritten = {
        cased(old): (cased(new), bare)
        for old, new, bare in zip(source, target, _BARE, strict=True)
        for cased in (str.lower, str.capitalize, str.upper, lambda rhyme: rhyme[0] + rhyme[1].upper())
    }
    last = "".join(sorted({rhyme[1] for rhyme in rewritten}))
    rhymes = "|".join(f"{first}[{''.join(letters)}]" for first, letters in _by_first(rewritten).items())
    # One set of characters to begin with is what `re` finds fastest. A letter or a combining mark after the
    # rhyme means that the syllable goes on (toàn, thuỷu).
    return _Style(re.compile(rf"[{last}](?<={rhymes})(?![^\W\d_]|[\u0300-\u036f])"), rewritten)


def _by_first(rhymes: Iterable[str]) -> dict[str, list[str]]:
    """Return the second letters of rhymes by the first."""
    found: dict[str, list[str]] = {}
    for rhyme in rhymes:
        found.setdefault(rhyme[0], []).append(rhyme[1])
    return found


_STYLES = {"old": _style(_NEW_RHYMES, _OLD_RHYMES), "new": _style(_OLD_RHYMES, _NEW_RHYMES)}


def tone_style(text: str, style: ToneStyle) -> str:
    """Write the tone marks of Vietnamese syllables in the old (hòa, thủy) or the new style (hoà, thuỷ).

    Only open syllables with a Vietnamese onset and oa, oe or uy change; the length never does.
    The text is expected in NFC: what is decomposed stays as it is.
    """
    rewritten = _STYLES[style].rewritten
    pieces: list[str] = []
    done = 0
    for match in _STYLES[style].end_of_rhyme.finditer(text):
        start, end = match.start() - 1, match.end()
        changed, bare = rewritten[text[start:end]]
        if _onset(text, start) in _ONSETS[bare]:
            pieces += (text[done:start], changed)
            done = end
    return "".join((*pieces, text[done:])) if pieces else text


# The Icelandic eth and the African d with stroke look like Đ and stand for it in converted texts. Icelandic
# words do not begin with the eth; in capitals it stands inside of abbreviations (HĐND).
_LOOKALIKES = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_WITH_LOOKALIKE = re.compile(r"(?<![^\W\d_])[^\W\d_]*[ÐðƉɖ][^\W\d_]*")
_LONGEST_ABBREVIATION = 6


def stroked_d(text: str) -> str:
    """Write look-alikes of Đ as Đ in Vietnamese syllables and abbreviations; the length stays.

    Foreign words keep theirs: `Guðmundsson`. The text is expected in NFC.
    """
    if text.isascii() or not any(letter in text for letter in "ÐðƉɖ"):
        return text
    return _WITH_LOOKALIKE.sub(_with_stroked_d, text)


def _with_stroked_d(run: re.Match[str]) -> str:
    word = run[0].translate(_LOOKALIKES)
    if word.isupper() and len(word) <= _LONGEST_ABBREVIATION:
        return word
    return word if spelling_of(word.lower()) == VIETNAMESE else run[0]


def analysed(text: str) -> str:
    """Return text in NFC as it is analysed: Đ for its look-alikes, the old tone-mark style; same length."""
    return tone_style(stroked_d(text), "old")


def _onset(text: str, rhyme: int) -> str:
    """Return the letters just before a rhyme in lower case; three at most, more than any onset here has."""
    start = rhyme
    while start > max(0, rhyme - 3) and (text[start - 1].isalpha() or unicodedata.combining(text[start - 1])):
        start -= 1
    return text[start:rhyme].lower()


class Normalized(Protocol):
    """A text in NFC and the old tone-mark style, with the map to the text that it was made from."""

    @property
    def text(self) -> str:
        """The normalised text."""

    @property
    def moved(self) -> bool:
        """Whether some offsets differ from those of the original."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open span of the normalised text to the span of the original that it stands for.

        Where characters were composed or reordered, the span grows to whole groups of them.
        """

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open span of the original to the span of the normalised text that stands for it."""


@dataclass(frozen=True, slots=True)
class _Unmoved:
    """A text that was in NFC already: offsets are the same on both sides."""

    text: str

    @property
    def moved(self) -> bool:
        return False

    def original(self, start: int, end: int) -> tuple[int, int]:
        return start, end

    def place(self, start: int, end: int) -> tuple[int, int]:
        return start, end


@dataclass(frozen=True, slots=True)
class _Composed:
    """A text with groups of characters that NFC changed; between them it is the same, only shifted.

    The four lists hold the half-open spans of these groups, in order, on the normalised and the
    original side.
    """

    text: str
    starts: list[int]
    ends: list[int]
    original_starts: list[int]
    original_ends: list[int]

    @property
    def moved(self) -> bool:
        return True

    def original(self, start: int, end: int) -> tuple[int, int]:
        here, there = (self.starts, self.ends), (self.original_starts, self.original_ends)
        return _across(start, end, here, there)

    def place(self, start: int, end: int) -> tuple[int, int]:
        here, there = (self.original_starts, self.original_ends), (self.starts, self.ends)
        return _across(start, end, here, there)


def _across(
    start: int, end: int, here: tuple[list[int], list[int]], there: tuple[list[int], list[int]]
) -> tuple[int, int]:
    """Map a span from one side to the other; the sides are the starts and the ends of the groups."""
    group = bisect_right(here[0], start) - 1
    first = start
    if group >= 0:
        inside = start < here[1][group]
        first = there[0][group] if inside else there[1][group] + start - here[1][group]
    if end <= start:
        return first, first
    group = bisect_left(here[0], end) - 1
    if group < 0:
        return first, end
    inside = end <= here[1][group]
    return first, there[1][group] if inside else there[1][group] + end - here[1][group]


def normalize(text: str) -> Normalized:
    """Bring a text into NFC and the old tone-mark style, with Đ for its look-alikes, and the map back to it.

    Takes any string, lone surrogates included, in linear time.
    """
    if unicodedata.is_normalized("NFC", text):
        return _Unmoved(analysed(text))
    known: dict[str, str] = {}
    pieces: list[str] = []
    starts, ends, original_starts, original_ends = [], [], [], []
    done = length = 0
    for match in _groups(text).finditer(text):
        group = match.group()
        composed = known.get(group)
        if composed is None:
            composed = known[group] = unicode_form(group, "NFC")
        if composed == group:
            continue
        same = _shared(group, composed)  # `0` before two signs that become one is no part of it
        start = match.start() + same
        pieces += (text[done:start], composed[same:])
        length += start - done
        starts.append(length)
        length += len(composed) - same
        ends.append(length)
        original_starts.append(start)
        done = match.end()
        original_ends.append(done)
    pieces.append(text[done:])
    return _Composed(analysed("".join(pieces)), starts, ends, original_starts, original_ends)


@lru_cache(maxsize=1 << 14)
def comparable(text: str) -> str:
    """Return a name as it is compared with others: NFC, one tone-mark style, white space squeezed."""
    return " ".join(normalize(text).text.split())


def _shared(first: str, second: str) -> int:
    """Count the characters at the beginning of two strings that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _groups(text: str) -> re.Pattern[str]:
    """Return the pattern of the groups of characters in this text that NFC may change, each on its own."""
    following, alone = [], []
    for character in set(text):
        if joins_the_one_before(character):
            following.append(re.escape(character))
        elif not unicodedata.is_normalized("NFC", character):
            alone.append(re.escape(character))
    choices = []
    if following:
        joined = "".join(following)
        choices = [f"[^{joined}][{joined}]+", f"[{joined}]+"]
    if alone:
        choices.append(f"[{''.join(alone)}]")
    return re.compile("|".join(choices), re.DOTALL)


def joins_the_one_before(character: str) -> bool:
    """Tell whether a character may compose with, or be reordered around, what stands before it.

    These are the marks, and the few letters that are second in a composition: the Hangul vowels and
    final consonants, and the vowel signs of Kirat Rai. A mark that never composes does no harm here.
    """
    return (
        unicodedata.combining(character) != 0
        or unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or "\U00016d63" <= character <= "\U00016d6a"
    )


# CPython orders a run of combining marks by insertion, which is quadratic; long ones are sorted first.
_LONG_RUN = 64
UnicodeForm = Literal["NFC", "NFD", "NFKC", "NFKD"]


def unicode_form(text: str, form: UnicodeForm) -> str:
    """Return the text in a Unicode normalisation form, in linear time also for endless runs of marks."""
    if len(text) > _LONG_RUN and _has_long_run(text):
        text = _ordered(text, "NFKD" if "K" in form else "NFD")
    return unicodedata.normalize(form, text)


def _has_long_run(text: str) -> bool:
    """Tell whether the text has a run of marks too long to be ordered by insertion."""
    marks = "".join({character for character in set(text) if unicodedata.combining(character)})
    if not marks:
        return False
    return re.search(f"[{re.escape(marks)}]{{{_LONG_RUN // 4},}}", text) is not None


def _ordered(text: str, form: Literal["NFD", "NFKD"]) -> str:
    """Decompose a text and sort each run of marks by combining class, which is stable and canonical."""
    known = {character: unicodedata.normalize(form, character) for character in set(text)}
    decomposed = "".join(map(known.__getitem__, text))
    pieces: list[str] = []
    for is_mark, group in groupby(decomposed, key=lambda character: unicodedata.combining(character) > 0):
        run = list(group)
        pieces += sorted(run, key=unicodedata.combining) if is_mark else run
    return "".join(pieces)
