"""Copies of annotated texts with other names of the same kind, so that a model learns contexts, not names."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from qnmine.data.lexicons import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qnmine.evaluation.records import SpanRecord

_MOST_NAME_PARTS = 4
# As in the telephone book: a few family names carry most people, the rest are drawn from the whole list.
_FAMILIES = (("Nguyễn", 0.3), ("Trần", 0.4), ("Lê", 0.48), ("Phạm", 0.55))
_GIVEN_NAME_ALONE = 0.35
_SAIGON = re.compile(r"TP ?\.? ?HCM|TP ?\.? ?Hồ Chí Minh|[Tt]hành phố Hồ Chí Minh")
_SAIGON_FORMS = (
    "TP HCM", "TP. HCM", "TPHCM", "TP.HCM", "Tp.HCM", "tp HCM", "TP Hồ Chí Minh", "TP.Hồ Chí Minh",
    "thành phố Hồ Chí Minh",
)  # fmt: skip
# The units that may follow a head noun, by the lexicon to draw another from.
_UNITS = (
    ("provinces", frozenset({"", "tỉnh", "tp", "phố"})),
    ("districts", frozenset({"huyện", "quận", "xã", "phố", "tp"})),
    ("communes", frozenset({"xã", "phường", "trấn"})),
)


def substituted(
    records: Iterable[SpanRecord], share: float, article_of: Callable[[str], str]
) -> Iterator[SpanRecord]:
    """Yield copies, with other names, of the records of a share (0 to 1) of all articles.

    Within an article a name becomes the same other name everywhere: people (in some articles by their
    given name alone), provinces, districts and communes, alone and at the end of a longer name. `VN`,
    `TP.HCM` and lower-case heads of organisations are written in other ways that papers have. The same
    records give the same copies; those in which nothing changes are left out.
    """
    articles: dict[str, _Article | None] = {}
    for record in records:
        article = article_of(record.id)
        if article not in articles:
            chance = random.Random(article)
            articles[article] = _Article(chance) if chance.random() < share else None
        names = articles[article]
        if names is not None and record.entities:
            copy = _copy(record, names)
            if copy.text != record.text:
                yield copy


def _copy(record: SpanRecord, names: _Article) -> SpanRecord:
    """Put the other names of an article into a record."""
    text, done, spans = "", 0, []
    for span in sorted(record.entities, key=lambda span: span.start):
        text += record.text[done : span.start]
        other = names.other(record.text[span.start : span.end], span.type)
        spans.append(replace(span, start=len(text), end=len(text) + len(other)))
        text += other
        done = span.end
    return replace(record, id=f"other:{record.id}", text=text + record.text[done:], entities=tuple(spans))


class _Article:
    """The other names of one article: the same part of a name always becomes the same other part."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._given_names_alone = chance.random() < _GIVEN_NAME_ALONE
        self._others: dict[tuple[str, str], str] = {}

    def other(self, text: str, type_: str) -> str:
        """Return another name for this one, or the same where none is known to fit."""
        if type_ == "PER":
            return self._person(text)
        return self._spelling(self._place(text), type_)

    def _person(self, text: str) -> str:
        parts = text.split()
        written = all(part.isalpha() and part[0].isupper() for part in parts)
        if not written or (text.isupper() and len(text) > 1) or len(parts) > _MOST_NAME_PARTS:
            return text
        if len(parts) == 1:
            return self._alone(text)
        if parts[0] in _lexicon("surnames"):
            if not self._is_given(parts[-1]):
                return text
            middle = [self._part("middle_names", part) for part in parts[1:-1]]
            given = self._part("given_names", parts[-1])
            return given if self._given_names_alone else " ".join([self._family(parts[0]), *middle, given])
        if text.isascii():
            return " ".join(
                self._part("surnames_foreign" if number else "foreign_given_names", part)
                for number, part in enumerate(parts)
            )
        return text

    def _alone(self, part: str) -> str:
        if self._is_given(part):
            return self._part("given_names", part)
        return next((self._others[kind, part] for kind in _FOREIGN if (kind, part) in self._others), part)

    def _is_given(self, part: str) -> bool:
        return ("given_names", part) in self._others or part in _lexicon("given_names")

    def _family(self, part: str) -> str:
        drawn = self._chance.random()
        common = next((family for family, share in _FAMILIES if drawn < share), None)
        other = common or self._chance.choice(_entries("surnames"))
        return self._others.setdefault(("surnames", part), other)

    def _part(self, lexicon: str, part: str) -> str:
        return self._others.setdefault((lexicon, part), self._chance.choice(_entries(lexicon)))

    def _place(self, text: str) -> str:
        """Put another unit of the same level for the one that the name ends with."""
        parts = text.split()
        for size in range(min(len(parts), _MOST_NAME_PARTS), 0, -1):
            head, name = parts[:-size], " ".join(parts[-size:])
            kind = head[-1].lower() if head else ""
            for lexicon, kinds in _UNITS:
                if kind in kinds and name in _lexicon(lexicon):
                    return " ".join([*head, self._part(lexicon, name)])
        return text

    def _spelling(self, text: str, type_: str) -> str:
        """Write a name in one of the ways that papers have."""
        if self._chance.random() < 0.3:
            text = re.sub(r"\bViệt Nam\b", "VN", text)
        found = _SAIGON.search(text)
        if found and self._chance.random() < 0.5:
            text = text[: found.start()] + self._chance.choice(_SAIGON_FORMS) + text[found.end() :]
        if type_ == "ORG":
            if self._chance.random() < 0.25 and _has_head(text):
                text = text[0].lower() + text[1:]
            if self._chance.random() < 0.1:
                other = self._chance.choice(("ubnd", "Ủy ban nhân dân", "ủy ban nhân dân"))
                text = re.sub(r"\bUBND\b", other, text)
        return text


_FOREIGN = ("foreign_given_names", "surnames_foreign")


def _has_head(text: str) -> bool:
    """Tell whether a name begins with a head noun (`Công ty`) before a name in capitals."""
    words = text.split()
    return text[:1].isupper() and any(
        " ".join(words[:size]).lower() in _heads() and any(word[0].isupper() for word in words[size:])
        for size in (1, 2, 3)
    )


@cache
def _entries(name: str) -> tuple[str, ...]:
    """Return what can be drawn from a lexicon, in a fixed order: names in capitals, without numbers."""
    return tuple(sorted(entry for entry in load(name) if entry[0].isupper() and not re.search(r"\d", entry)))


@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(_entries(name))


@cache
def _heads() -> frozenset[str]:
    """Return the head nouns of organisations in lower case, without abbreviations."""
    return frozenset(head.lower() for head in load("org_heads") if not head.isupper())
