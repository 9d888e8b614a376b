"""The names inside a name, one level deep.

All by lexicons and by where a name stands in the other; what could as well be something else is left out.
The order of Vietnamese helps: a name begins with its head and ends with what it belongs to.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from qnmine.data.lexicons import load
from qnmine.entities.nested import heads
from qnmine.entities.nested.words import Kind, Match, Words
from qnmine.entities.recognizer import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.text.document import Document

    Found = tuple[int, int, str]  # first word, word after the last, type

_LONGEST = 500  # characters of a name; what is longer is none, whatever found it
_CACHED_NAMES = 1 << 14
_LONGEST_PERSON = 4
_HO_CHI_MINH = "hồ chí minh"
_BARE = Kind.PROVINCE | Kind.DISTRICT | Kind.COUNTRY | Kind.SHORT_COUNTRY | Kind.VIETNAM | Kind.WORLD


def inner_spans(document: Document, spans: Sequence[Span]) -> list[list[Span]]:
    """Return the names inside each span, in order: strictly inside it, disjoint, of the same three types.

    `spans` lie in the normalised text, as those of a recogniser do, and so does the result. Places and
    people are looked for in organisations and places, organisations in organisations, nothing in people.
    Inside an inner name nothing is looked for: of `Phòng CSĐT Công an TP.HCM` it is `Công an TP.HCM`.
    """
    text = document.normalized.text
    return [list(_inner(text, span)) for span in spans]


def _inner(text: str, span: Span) -> Iterator[Span]:
    if span.type != "PER" and span.end - span.start <= _LONGEST:
        for start, end, type_ in _inside(text[span.start : span.end], span.type):
            yield Span(span.start + start, span.start + end, type_)


@lru_cache(maxsize=_CACHED_NAMES)
def _inside(name: str, type_: str) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and type of the longest of the names found in a name, none of them inside another."""
    words = Words(name)
    if len(words) < 2:
        return ()
    found: list[Found] = [*_units(words, 0 if type_ == "ORG" else 1), *_people(words)]
    if type_ == "ORG":
        found += [*_bodies(words), *_places_of_body(words), *_bare_places_of_body(words)]
    else:
        found += _places_of_place(words)
    taken: list[Found] = []
    for first, after, inner in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        strictly = after - first < len(words)
        if strictly and all(after <= other[0] or other[1] <= first for other in taken):
            taken.append((first, after, inner))
    return tuple((words.starts[first], words.ends[after - 1], inner) for first, after, inner in sorted(taken))


def _units(words: Words, start: int) -> Iterator[Found]:
    """Yield administrative units with the word of their level: `tỉnh Quảng Ninh`, `Q.1`."""
    for first in range(start, len(words)):
        after = words.phrase(first, heads.LEVELS, 2)
        inside_head = first > 0 and words.phrase(first - 1, heads.LEVELS, 2) > first  # `xã` of `thị xã`
        if after in (first, len(words)) or inside_head:
            continue
        level = " ".join(words.lower[first:after])
        if len(level) <= 2 and level != "xã":  # an abbreviation: capitals, mostly with a full stop
            if level != "tp" and not words.forms[first].isupper():
                continue
            if words.lower[after] == "." and after + 1 < len(words):
                after += 1
            elif level != "tp":
                continue
        if level in heads.NUMBERED and words.forms[after].isdigit():
            yield first, after + 1, "LOC"
        elif (name := words.longest(after, _KINDS[level])) and words.ends_free(name.after):
            yield first, name.after, "LOC"


_KINDS = {
    **dict.fromkeys(heads.PROVINCES, Kind.PROVINCE),
    **dict.fromkeys(heads.CITIES, Kind.PROVINCE | Kind.DISTRICT | Kind.WORLD),
    **dict.fromkeys(heads.DISTRICTS, Kind.DISTRICT),
    **dict.fromkeys(heads.COMMUNES, Kind.COMMUNE | Kind.DISTRICT),
}


def _people(words: Words) -> Iterator[Found]:
    """Yield the person after whom a school, a hospital, a street is called."""
    if words.phrase(0, heads.HONOURING) == 0:
        return
    of_the_city = words.phrase(0, heads.OF_THE_CITY) > 0
    for first in range(1, len(words)):
        if not words.starts_free(first) or _is_city(words, first) or _is_second_country(words, first):
            continue
        after = first
        while after < len(words) and words.is_letters(after) and words.is_capital(after):
            after += 1
        if not words.ends_free(after):
            continue
        after -= _ends_with_province(words.lower[first:after])
        name = words.lower[first:after]
        if _is_person(name) or (" ".join(name) == _HO_CHI_MINH and not of_the_city):
            yield first, after, "PER"


def _is_city(words: Words, first: int) -> bool:
    """Tell whether a name stands behind the word for city."""
    before = words.lower[max(0, first - 2) : first]
    return before == ["thành", "phố"] or before[-1] == "tp" or before == ["tp", "."]


def _is_second_country(words: Words, first: int) -> bool:
    """Tell whether a country stands before, with a dash: `Việt - Hàn Bắc Giang` is of no Hàn Bắc Giang."""
    before = words.lower[max(0, first - 2) : first]
    return len(before) == 2 and before[0] in ("việt", "nam") and before[1] in ("-", "–")


def _ends_with_province(name: Sequence[str]) -> int:
    """Return the number of last words that are the province where a school of a person's name is."""
    return 2 if len(name) > 3 and " ".join(name[-2:]) in _provinces() else 0


@cache
def _provinces() -> frozenset[str]:
    return frozenset(map(str.lower, load("provinces")))


def _is_person(name: Sequence[str]) -> bool:
    """Tell whether syllables are a Vietnamese surname, middle names and a given name, and no place."""
    if not 1 < len(name) <= _LONGEST_PERSON or " ".join(name) in _places():
        return False
    surnames, middle, given = _parts()
    if len(name) == 2 and name[0] not in heads.SURNAMES_OF_MANY:
        return False
    between = all(part in middle or part in given for part in name[1:-1])
    return name[0] in surnames and between and name[-1] in given


@cache
def _parts() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return surnames, middle names and given names in lower case."""
    surnames, middle, given = (
        frozenset(map(str.lower, load(name))) for name in ("surnames", "middle_names", "given_names")
    )
    return surnames, middle, given


@cache
def _places() -> frozenset[str]:
    """Return the places, in lower case, that could be taken for people."""
    names = ("provinces", "districts", "vietnam_places")
    return frozenset(entry.lower() for name in names for entry in load(name))


def _bodies(words: Words) -> Iterator[Found]:
    """Yield the organisation to which a unit belongs: from its head to the end of the outer name."""
    if words.phrase(0, heads.CLUBS | heads.COMPANIES):
        return
    for first in range(1, len(words)):
        compound = words.lower[first - 1] in heads.COMPOUNDING
        if words.is_capital(first) and not compound and _is_body(words, first):
            yield first, _before_place(words, first), "ORG"


def _is_body(words: Words, first: int) -> bool:
    """Tell whether an organisation begins at a word that has another inside it."""
    in_school = words.phrase(0, heads.SCHOOLS) > 0
    if words.phrase(first, heads.WHOLE_BODIES) > first:
        return not in_school
    after = words.phrase(first, heads.OPEN_BODIES)
    if after > first:
        if words.lower[first:after] == ["công", "an"] and not _is_place(words, after):
            return False
        return after < len(words) and (not in_school or words.phrase(first, heads.SCHOOLS) > first)
    if words.phrase(0, heads.UNITS) == 0 or not words.starts_free(first):
        return False
    name = words.longest(first, Kind.ORG)
    several = len(words) - first > 1 or (words.is_acronym(first) and len(words.forms[first]) > 2)
    return name is not None and name.after == len(words) and several


def _before_place(words: Words, first: int) -> int:
    """Return where a body ends that begins at a word: before `tại …`, else at the end."""
    return next((number for number in range(first, len(words)) if words.lower[number] == "tại"), len(words))


def _is_place(words: Words, first: int) -> bool:
    """Tell whether a unit, or the word for its level, begins at a word."""
    if first == len(words):
        return False
    unit = Kind.PROVINCE | Kind.DISTRICT
    return words.phrase(first, heads.LEVELS) > first or words.longest(first, unit) is not None


def _places_of_body(words: Words) -> Iterator[Found]:
    """Yield the place that an organisation looks after: `vịnh Hạ Long`, `Cửa khẩu quốc tế Móng Cái`."""
    places = Kind.PROVINCE | Kind.DISTRICT | Kind.COMMUNE | Kind.VIETNAM
    for first in range(1, len(words)):
        after = words.phrase(first, heads.PLACES_OF_BODIES)
        name = words.longest(after, places) if first < after < len(words) else None
        if name is not None and name.after == len(words) and words.is_capital(after):
            yield first, name.after, "LOC"


def _bare_places_of_body(words: Words) -> Iterator[Found]:
    """Yield the province or country, or what else tells where an organisation is, by its bare name."""
    first = 0
    while first < len(words):
        name = words.longest(first, _BARE)
        # Of coast guards; and what is national is not of the state of 1949 to 1955.
        other = words.lower[first] == "biển" or words.lower[first : first + 2] == ["quốc", "gia"]
        if name is None or other or not words.has_capital(first, name.after):
            first += 1
            continue
        if first and words.ends_free(name.after) and _tells_where(words, name):
            yield first, name.after, "LOC"
        first = name.after


def _tells_where(words: Words, name: Match) -> bool:
    """Tell whether a place in the name of an organisation is that place, not a part of a longer name."""
    joined = " ".join(words.lower[name.first : name.after])
    free, last = words.starts_free(name.first), name.after == len(words)
    company = words.phrase(0, heads.COMPANIES) > 0
    if name.kind & Kind.PROVINCE and joined != _HO_CHI_MINH:
        return (free or _follows_brand(words, name.first)) and not (company and joined in heads.OTHER_WORDS)
    if name.kind & Kind.SHORT_COUNTRY:
        before = words.is_acronym(name.first - 1) or not words.is_capital(name.first - 1)
        elsewhere = company or words.phrase(0, heads.SCHOOLS) > 0
        return free and before and last and not elsewhere and joined in heads.SHORT_COUNTRIES
    if name.kind & Kind.COUNTRY:
        return free or _follows_brand(words, name.first)
    if name.kind & Kind.WORLD:
        return free and last and not company
    local = words.phrase(0, heads.LOCAL) > 0 and not company
    return bool(name.kind & Kind.DISTRICT) and local and free and last and joined not in heads.OTHER_WORDS


def _follows_brand(words: Words, first: int) -> bool:
    """Tell whether the capitalised words before a name are no surname with a middle name."""
    surnames, _, _ = _parts()
    return surnames.isdisjoint(words.lower[max(0, first - 2) : first])


def _places_of_place(words: Words) -> Iterator[Found]:
    """Yield the unit or country after which a port, a station, an industrial zone is called, and waters."""
    facility = words.phrase(0, heads.FACILITIES)
    of_unit = Kind.PROVINCE | Kind.DISTRICT | Kind.COUNTRY
    is_unit = words.phrase(0, heads.LEVELS, 2) > 0
    for first in range(1, len(words)):
        if words.lower[first] in heads.NATURE and words.is_letters(first - 1) and not is_unit:
            water = words.longest(first, Kind.VIETNAM)
            head = words.lower[first - 1] in heads.NATURE_AFTER
            if water is not None and not head and water.after == len(words) and water.after - first > 1:
                yield first, water.after, "LOC"
        if facility == 0 or first < facility:
            continue
        name = words.longest(first, _BARE)
        if name is None or not (name.kind & of_unit and words.is_capital(first)):
            continue
        if " ".join(words.lower[first : name.after]) in heads.OTHER_WORDS:
            continue
        free = first == facility or not words.is_letters(first - 1) or words.is_lower(first - 1)
        if free and words.ends_free(name.after):
            yield first, name.after, "LOC"
