"""What stands on the page, made of what was gathered: names with their lines, tables, texts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from qnmine.entities import Mention
from qnmine.entities.context import with_context
from qnmine.output.display import visible
from qnmine.page.marked import marked_html
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qnmine.entities.aggregation import Entity
    from qnmine.languages import Phrases
    from qnmine.report.gathering import Gatherer
    from qnmine.report.sampling import ShownText

    Key = tuple[str, str]

_WORDS = 12
_BESIDE = 90  # characters to each side of a mention
_VARIANTS = 5
_LONGEST_NAME = 200
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A mark in its context (KWIC), and where in the page it stands."""

    anchor: str
    left: str
    text: str
    right: str


@dataclass(frozen=True, slots=True)
class LinesOfText:
    """The lines of one text; `anchor` is that of the text."""

    anchor: str
    doc: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity of the list: its counts in the whole corpus, and its lines in the texts of the page."""

    anchor: str
    name: str
    type: str
    mentions: int
    docs: int
    variants: str
    texts: list[LinesOfText]

    @property
    def shown(self) -> int:
        """How many of its mentions are listed."""
        return sum(len(text.lines) for text in self.texts)


@dataclass(frozen=True, slots=True)
class PageText:
    """A text of the page: its marks as HTML, which is safe; `meta` are the columns carried along."""

    anchor: str
    doc: str
    meta: list[tuple[str, str]]
    html: str
    shown: int
    length: int


def anchor_of_text(place: int) -> str:
    """Return the id of a text by its place on the page, from 0."""
    return f"t{place + 1}"


def anchor_of_mark(place: int, mark: int) -> str:
    """Return the id of a mark of a text; both places are from 0."""
    return f"m{place + 1}-{mark + 1}"


def shown_text(text: str) -> str:
    """Return text for a cell or a heading: one line, nothing that reorders or hides, not too long."""
    line = visible(_WHITE.sub(" ", text).strip())
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"


def lines_of(texts: Sequence[ShownText], marks: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Line]:
    """Return marks in their context; each is told by the places of its text and of itself in that."""
    lines = {}
    for place, of_text in groupby(sorted(marks), key=itemgetter(0)):
        text, numbers = texts[place], [number for _, number in of_text]
        rows = [text.marks[number].row for number in numbers]
        mentions = [Mention("", 0, row.start, row.end, row.text, "", "") for row in rows]
        for mention, number in zip(with_context(text.document, mentions, _WORDS), numbers, strict=True):
            lines[place, number] = _line(mention, anchor_of_mark(place, number))
    return lines


def _line(mention: Mention, anchor: str) -> Line:
    # What is cut off stands far from the mention: before it, or behind it.
    left = visible(_WHITE.sub(" ", mention.left)[-_BESIDE:])
    return Line(anchor, left, shown_text(mention.text), visible(_WHITE.sub(" ", mention.right)[:_BESIDE]))


def chosen_entities(gatherer: Gatherer) -> list[Entity]:
    """Return the most frequent entities of each type that the page lists, in the order of all."""
    room = Counter(dict.fromkeys(("PER", "ORG", "LOC"), gatherer.limits.entities))
    chosen = []
    for entity in gatherer.entities.ranked():
        if room[entity.type]:
            room[entity.type] -= 1
            chosen.append(entity)
    return chosen


def named_entities(
    chosen: Sequence[Entity], texts: Sequence[ShownText], most_lines: int
) -> list[NamedEntity]:
    """Return entities with the lines of their mentions in texts, at most so many for each."""
    wanted: dict[Key, list[tuple[int, Line]]] = {(one.type, one.name): [] for one in chosen}
    for place, text in enumerate(texts):
        numbered = [
            (number, mark.row) for number, mark in enumerate(text.marks) if isinstance(mark.row, Mention)
        ]
        beside = with_context(text.document, [mention for _, mention in numbered], _WORDS)
        for (number, _), mention in zip(numbered, beside, strict=True):
            lines = wanted.get((mention.type, mention.name))
            if lines is not None and len(lines) < most_lines:
                lines.append((place, _line(mention, anchor_of_mark(place, number))))
    return [_named(place, one, wanted[one.type, one.name], texts) for place, one in enumerate(chosen)]


def _named(
    place: int, entity: Entity, lines: Sequence[tuple[int, Line]], texts: Sequence[ShownText]
) -> NamedEntity:
    grouped = [
        LinesOfText(anchor_of_text(text), shown_text(texts[text].document.id), [line for _, line in own])
        for text, own in groupby(lines, key=lambda pair: pair[0])
    ]
    # A capital where a sentence begins is no other way to write a name, and other code points are none.
    forms = {comparable(form).lower(): form for form in reversed(entity.variants)}
    forms.pop(comparable(entity.name).lower(), None)
    others = [shown_text(form) for form in reversed(forms.values())]
    more = ["…"] if len(others) > _VARIANTS else []
    return NamedEntity(
        f"e{place + 1}",
        shown_text(entity.name),
        entity.type,
        entity.mentions,
        entity.docs,
        " | ".join([*others[:_VARIANTS], *more]),
        grouped,
    )


def page_texts(texts: Sequence[ShownText], anchors: Mapping[Key, str], layers: Phrases) -> Iterator[PageText]:
    """Yield the texts as HTML, where mentions lead to the entities that the page lists (`anchors`).

    `layers` are the phrases of that room.
    """
    for place, text in enumerate(texts):
        yield PageText(
            anchor_of_text(place),
            shown_text(text.document.id),
            [
                (shown_text(str(name)), shown_text(str(value)))
                for name, value in text.document.meta.items()
                if value not in (None, "")
            ],
            _html(place, text, anchors, layers),
            len(text.document.text),
            text.length,
        )


def _html(place: int, text: ShownText, anchors: Mapping[Key, str], layers: Phrases) -> str:
    def anchor(number: int) -> str:
        return anchor_of_mark(place, number)

    def link(number: int) -> str | None:
        row = text.marks[number].row
        found = anchors.get((row.type, row.name)) if isinstance(row, Mention) else None
        return None if found is None else f"#{found}"

    return marked_html(text.document.text, text.marks, layers, anchor=anchor, link=link)
