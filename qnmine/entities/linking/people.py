"""Names of people: short forms (`Thể`, `Xuân Ký`, `Trump`) linked to the one full name that they can mean."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from qnmine.data.lexicons import load
from qnmine.entities.linking.forms import CACHED_FORMS, best_form, calmed
from qnmine.text.spelling import FOREIGN, VIETNAMESE, spelling_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Sex = Literal["", "m", "f"]

_SEXES: tuple[Sex, ...] = ("", "m", "f")

# Forms of address that tell the sex; `cụ`, `bác`, `em`, `cháu` do not.
_ADDRESS: dict[str, Sex] = {
    "ông": "m", "anh": "m", "chú": "m", "cậu": "m", "thầy": "m", "bố": "m", "cha": "m",
    "bà": "f", "chị": "f", "cô": "f", "dì": "f", "mợ": "f", "mẹ": "f", "nàng": "f",
}  # fmt: skip
_MIDDLE: dict[str, Sex] = {"thị": "f", "văn": "m"}

# Nobody calls them by the last syllable.
_NEVER_SHORT = frozenset(("hồ chí minh", "nguyễn ái quốc", "võ nguyên giáp"))

# In the south people are called by the order of their birth, with what tells them apart: `Tư Rau`, `bà Tư`.
_BIRTH_ORDER = frozenset(("hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "út"))

# Surnames that are hardly ever middle names: `Nguyễn Ký` is a whole name, `Xuân Ký` the end of one.
_SURNAMES = frozenset(
    ("nguyễn", "trần", "lê", "phạm", "huỳnh", "võ", "đặng", "bùi", "đỗ", "ngô", "phan", "hồ")
)

_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?)+[^\W\d_]?\.?")
_LAST_WORD = re.compile(r"(\w+)\s*\Z")
_WITHIN_SENTENCE = re.compile(r"[\w,;)]\s*\Z")
_CREDIT = re.compile(r"(?:ảnh|video|clip|bài|tin|đồ họa|thực hiện|tổng hợp)\s*[:-]\s*\Z", re.IGNORECASE)
_LONGEST_SUFFIX = 4
_WINDOW = 16
_LONGEST_SYLLABLE = 6


@dataclass(slots=True)
class _Person:
    """One written name (without case): its words and mentions, and whether it is short for another."""

    words: tuple[str, ...]
    mentions: list[int] = field(default_factory=list)
    name: str = ""
    sex: Sex | None = None
    linked: bool = False


def people_names(text: str, forms: Sequence[str], places: Sequence[tuple[int, int]]) -> list[str]:
    """The name of each mention of a person in a document.

    `forms` are the mentions as written, `places` their half-open spans in the text. A short form takes the
    only full name of the document that it fits; one that fits several people, or none, keeps its own form,
    unless the form of address leaves one of them (`bà Lan`, where Lan is Nguyễn Thị Lan or Trần Văn Lan).
    """
    people: dict[tuple[str, ...], _Person] = {}
    for number, form in enumerate(forms):
        words = name_words(form)
        if words not in people:
            people[words] = _Person(words)
        people[words].mentions.append(number)
    names = list(forms)
    for person in people.values():
        person.name = _shown([forms[number] for number in person.mentions])
        for number in person.mentions:
            names[number] = person.name
    index = _index(people)
    # Longer names first: what is linked itself is nobody of its own for a shorter form.
    for words in sorted(index, key=len, reverse=True):
        for number, name in _resolve(people[words], index[words], text, places):
            names[number] = name
    return names


def _shown(forms: list[str]) -> str:
    """The form to show of those that differ in case only."""
    if len(forms) == 1 or len(set(forms)) == 1:
        return calmed(forms[0]) if forms[0].isupper() else forms[0]
    counts = Counter(forms)
    return calmed(best_form({form: n for form, n in counts.items() if not form.isupper()} or counts))


@lru_cache(maxsize=CACHED_FORMS)
def name_words(form: str) -> tuple[str, ...]:
    """The words of a name without case; initials are words of one letter (`N.V.A`, `Nguyễn Văn A.`)."""
    if "." in form:
        form = re.sub(r"\.(?!\s|\Z)", " ", form) if _INITIALS.match(form) else form
        form = re.sub(r"(?<=\b\w)\.", "", form)
    return tuple(form.casefold().split())


def _index(people: Mapping[tuple[str, ...], _Person]) -> dict[tuple[str, ...], list[_Person]]:
    """Written name -> the people of whose name it is a short form."""
    index: dict[tuple[str, ...], list[_Person]] = {}
    rather_not: dict[tuple[str, ...], list[_Person]] = {}
    for words, person in people.items():
        longest = min(len(words) - 1, _LONGEST_SUFFIX)
        met = [short for size in range(1, longest + 1) if (short := words[-size:]) in people]
        if longest > 0 and words[0] != words[-1] and words[:1] in people:
            met.append(words[:1])
        if longest > 1 and words[0] == "y":
            met += [short for short in (words[1:2], words[:2]) if short != words[-1:] and short in people]
        if met:
            fitting = _short_forms(words)
            for short in met:
                if short in fitting and (len(short) == 1 or short[0] not in _SURNAMES):
                    index.setdefault(short, []).append(person)
                elif short == words[-1:] and words[:1] not in people and _may_be_given(words):
                    rather_not.setdefault(short, []).append(person)
    return {**rather_not, **index}


@lru_cache(maxsize=CACHED_FORMS)
def _may_be_given(words: tuple[str, ...]) -> bool:
    """Whether somebody with a surname of China is Vietnamese by the middle name: `Ngũ Viết Hoạt`."""
    return _origin(words) == "surname first" and words[1] in _names("middle_names")


@lru_cache(maxsize=CACHED_FORMS)
def _short_forms(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The forms that a full name can be shortened to."""
    length = len(words)
    if length < 2 or " ".join(words) in _NEVER_SHORT:
        return ()
    origin = _origin(words)
    # Chinese and Korean people are called by their surname or by the whole given name (`Jong Un`).
    first = 2 if origin == "surname first" else 1
    ends = tuple(words[-size:] for size in range(first, min(length - 1, _LONGEST_SUFFIX) + 1))
    if words[0] == "y":  # the Ê Đê and Mnông: `Y Wiu Ayun` is Wiu, or Y Wiu, of the clan Ayun
        return (*ends, words[1:2], words[:2])
    return ends if origin == "vietnamese" and words[0] not in _BIRTH_ORDER else (*ends, words[:1])


def _origin(words: tuple[str, ...]) -> Literal["vietnamese", "surname first", "foreign"]:
    """How the parts of a full name follow each other."""
    in_vietnam, abroad = words[0] in _names("surnames"), words[0] in _names("surnames_foreign")
    if in_vietnam and not abroad:
        return "vietnamese"
    spelled = [spelling_of(word) for word in words]
    if in_vietnam:
        # `Kim Jong Un`, `Kim Jong-un`; a name with diacritics is Vietnamese, or cannot be told from one.
        syllables = len(words) + ("-" in words[-1])
        korean = syllables == 3 and FOREIGN in spelled and VIETNAMESE not in spelled
        return "surname first" if korean else "vietnamese"
    if abroad and len(words) == 3 and max(map(len, words)) <= _LONGEST_SYLLABLE:
        return "surname first"
    return "foreign" if abroad or FOREIGN in spelled else "vietnamese"


@cache
def _names(lexicon: str) -> frozenset[str]:
    return frozenset(map(str.casefold, load(lexicon)))


def _resolve(
    person: _Person, found: Sequence[_Person], text: str, places: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, str]]:
    """The number and the new name of the mentions of a written name that are linked to one of some people."""
    candidates = [full for full in found if not full.linked and _is_in_text(full, text, places)]
    for full in candidates:
        if full.sex is None:
            full.sex = _sex(full, text, places)
    addresses = [_address(text, places[number][0]) for number in person.mentions]
    # `ông Trump` and `bà Trump` beside a Donald Trump of whom nothing is told: which of them is he?
    mixed = "m" in addresses and "f" in addresses
    choice = {sex: _choose(candidates, sex, mixed and sex != "") for sex in _SEXES}
    for number, address in zip(person.mentions, addresses, strict=True):
        meant = choice[address]
        if meant is not None and not _is_credit(text, *places[number]):
            person.linked = True
            yield number, meant.name


def _choose(candidates: list[_Person], sex: Sex, told: bool) -> _Person | None:
    """The only one of some people who can be addressed so, None when there is none or are several.

    With `told` only those are considered to fit of whom the text tells the sex.
    """
    fitting = [one for one in candidates if not sex or one.sex == sex or not (one.sex or told)]
    return fitting[0] if len(fitting) == 1 else None


def _sex(person: _Person, text: str, places: Sequence[tuple[int, int]]) -> Sex:
    """The sex that the middle name or the forms of address tell, empty when they do not agree."""
    told = {_MIDDLE[word] for word in person.words[1:-1] if word in _MIDDLE}
    if len(person.words) > 2 and len(told) == 1:
        return told.pop()
    told = {sex for number in person.mentions if (sex := _address(text, places[number][0]))}
    return told.pop() if len(told) == 1 else ""


def _address(text: str, start: int) -> Sex:
    """The sex that the word before a mention tells, not `ông bà`; `Anh` within a sentence is the country."""
    window = text[max(0, start - _WINDOW) : start]
    before = _LAST_WORD.search(window)
    if before is None or (before[1] == "Anh" and _WITHIN_SENTENCE.search(window[: before.start()])):
        return ""
    couple = _LAST_WORD.search(window[: before.start()])
    if couple is not None and couple[1].lower() in _ADDRESS:
        return ""
    return _ADDRESS.get(before[1].lower(), "")


def _is_in_text(person: _Person, text: str, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a person is mentioned otherwise than as the author."""
    return any(not _is_credit(text, *places[number]) for number in person.mentions)


def _is_credit(text: str, start: int, end: int) -> bool:
    """Whether a mention is a by-line alone on its line, or the credit of a picture: nobody in the text."""
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + 2]
    if _CREDIT.search(before) is not None:
        return True
    begins_line = not before or before.rstrip(" \t").endswith(("\n", "\r"))
    return begins_line and after.strip(" \t")[:1] in ("", "\n", "\r")
