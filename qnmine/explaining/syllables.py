"""The parts of a Vietnamese syllable: initial, rhyme and tone, as they are taught at school."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from qnmine.explaining.explanation import Syllable
from qnmine.words.typed import Kind, typed_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qnmine.text.normalize import Normalized

TONES = ("ngang", "huyền", "sắc", "hỏi", "ngã", "nặng")
"""The tones by their Vietnamese names, `ngang` the one that has no mark."""

_TONE_MARKS = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
_INITIALS = (
    "ngh", "ng", "nh", "th", "tr", "ch", "kh", "ph", "gh", "gi", "qu",
    *"bcdđghklmnprstvx", "",
)  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RHYMES = _words(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
    oc oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh uêu ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
    """
)
# `qu` holds the u of the rhyme: quýt, quỳnh, quyết.
_AFTER_QU = frozenset(("yn", "ynh", "yp", "yt", "ych", "yêt", "yên", "yu", "ơn", "âng"))
_STOPS = ("c", "ch", "p", "t")
_LONGEST = 8
_LONGEST_ABBREVIATION = 5
_VOWEL = re.compile("[aeiouyăâêôơư]")


class Parts(NamedTuple):
    """The parts of a syllable; `initial` may be empty."""

    initial: str
    rhyme: str
    tone: str


def parts_of(form: str) -> Parts | None:
    """Return the parts of a syllable, None for what Vietnamese does not spell so.

    Either tone-mark style and any Unicode form will do. `gi` before ê, and before no other vowel, is taken to
    share its i with the rhyme (giếng: gi + iêng, gì: gi + i); `qu` is an initial (quý: qu + y).
    """
    if len(form) > _LONGEST * 3:
        return None
    marks = [mark for mark in unicodedata.normalize("NFD", form.lower()) if mark in _TONE_MARKS]
    if len(marks) > 1:
        return None
    tone = _TONE_MARKS[marks[0]] if marks else TONES[0]
    bare = unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", form.lower()) if c not in _TONE_MARKS)
    )
    for initial in _INITIALS:
        if bare.startswith(initial):
            rhyme = _rhyme(initial, bare[len(initial) :])
            if rhyme is None:
                continue
            # A syllable that ends in a stop has one of two tones.
            if rhyme.endswith(_STOPS) and tone not in ("sắc", "nặng"):
                return None
            return Parts(initial, rhyme, tone)
    return None


def _rhyme(initial: str, rest: str) -> str | None:
    """Return the rhyme that is left of a syllable after its initial, None if there is no such rhyme."""
    if initial == "gi":
        shared = "i" + rest
        if shared in _RHYMES and (not rest or rest[0] == "ê" or not _VOWEL.match(rest)):
            return shared
    if initial == "qu":
        return rest if rest in _AFTER_QU or (rest in _RHYMES and not rest.startswith(("u", "ư"))) else None
    return rest if rest in _RHYMES else None


def syllables_of(
    tokens: Iterable[tuple[int, int]], sentence: tuple[int, int], normalized: Normalized, text: str
) -> tuple[Syllable, ...]:
    """Return the tokens of a sentence, half-open spans in it, with the parts of those that are syllables."""
    start, end = sentence
    written = normalized.text[start:end]
    loud = not any(map(str.islower, written))
    return tuple(_syllables(tokens, written, start, normalized, text, loud=loud))


def _syllables(
    tokens: Iterable[tuple[int, int]],
    written: str,
    offset: int,
    normalized: Normalized,
    text: str,
    *,
    loud: bool,
) -> Iterator[Syllable]:
    for first, last in tokens:
        start, end = normalized.original(offset + first, offset + last)
        form = written[first:last]
        kind, parts = describe(form, loud=loud)
        yield Syllable(start, end, text[start:end], kind, *(parts or ("", "", "")))


def describe(form: str, *, loud: bool = False) -> tuple[str, Parts | None]:
    """Return what kind of token a form is, and its parts if it is a syllable.

    `loud` tells that the whole sentence is in capitals, which then are no sign of an abbreviation.
    """
    kind = _kind_of(form)
    if kind not in (Kind.LETTERS, Kind.ABBREVIATION):
        return kind.name.lower(), None
    parts = parts_of(form)
    # AI and HĐND are no syllables; in a heading all in capitals HÀ and HA are.
    capitals = form.isupper() and 1 < len(form) <= _LONGEST_ABBREVIATION
    if kind == Kind.ABBREVIATION or (capitals and (parts is None or (form.isascii() and not loud))):
        return "abbreviation", None
    return ("other" if parts is None else "syllable"), parts


def _kind_of(form: str) -> Kind:
    """Return the kind of a token by itself."""
    for first, last, kind in typed_tokens(form + " "):
        if (first, last) == (0, len(form)):
            return kind
        break
    if any(map(str.isalpha, form)):
        return Kind.LETTERS
    return Kind.NUMBER if any(map(str.isdigit, form)) else Kind.SIGN
