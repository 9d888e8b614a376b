"""What the template shows: figures as the language writes them, rows, lines, texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.report.contents import chosen_entities, named_entities, page_texts, shown_text
from qnmine.report.tables import ROWS, date_rows, place_rows, sum_rows, unit_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.dates import Date
    from qnmine.languages import Phrases
    from qnmine.report.contents import NamedEntity, PageText
    from qnmine.report.gathering import Gatherer, UnitCount
    from qnmine.report.page import About
    from qnmine.report.sampling import ShownText
    from qnmine.report.tables import DateRow, PlaceRow, SumRow

LAYERS = ("PER", "ORG", "LOC", "number", "date")
TYPES = LAYERS[:3]
_FAILURES = 20


@dataclass(frozen=True, slots=True)
class View:
    """All that the template shows, apart from phrases and charts."""

    tiles: list[tuple[str, int, str]]
    facts: list[tuple[str, str]]
    failures: list[tuple[str, str]]
    more_failures: int
    counts: dict[str, int]
    entities: list[NamedEntity]
    entities_of_type: dict[str, int]
    entities_total: int
    most_entities: int
    most_mentions: int
    places: list[PlaceRow]
    places_total: int
    units: list[UnitCount]
    units_total: int
    sums: list[tuple[str, list[SumRow]]]
    dates: list[DateRow]
    dates_total: int
    texts: list[PageText]
    sampled: str

    @property
    def unlinked(self) -> bool:
        """Whether there are names with no mention in the texts of the page."""
        return any(not one.texts for one in self.entities)


def view_of(gatherer: Gatherer, phrases: Phrases, layers: Phrases, about: About) -> View:
    """Return what the page shows of a corpus."""
    texts = gatherer.sample.texts()
    chosen = chosen_entities(gatherer)
    anchors = {(one.type, one.name): f"e{place + 1}" for place, one in enumerate(chosen)}
    places, units = place_rows(gatherer.places.placed_entities()), unit_rows(gatherer)
    dates, dates_total = date_rows(texts)
    is_whole = len(texts) == gatherer.documents and not any(text.is_cut for text in texts)
    return View(
        tiles=_tiles(gatherer, phrases),
        facts=_facts(gatherer, texts, phrases, about),
        failures=[(shown_text(one.name), shown_text(one.reason)) for one in about.failures[:_FAILURES]],
        more_failures=max(len(about.failures) - _FAILURES, 0),
        counts={layer: gatherer.marks[layer] for layer in LAYERS},
        entities=named_entities(chosen, texts, gatherer.limits.mentions),
        entities_of_type={kind: sum(one.type == kind for one in chosen) for kind in TYPES},
        entities_total=sum(1 for _ in gatherer.entities.ranked()),
        most_entities=gatherer.limits.entities,
        most_mentions=gatherer.limits.mentions,
        places=places[:ROWS],
        places_total=len(places),
        units=units[:ROWS],
        units_total=len(units),
        sums=[(shown_text(unit), sum_rows(sums, texts)) for unit, sums in gatherer.sums()],
        dates=dates,
        dates_total=dates_total,
        texts=list(page_texts(texts, anchors, layers)),
        sampled="" if is_whole else _sampled(gatherer, texts, phrases),
    )


def _tiles(gatherer: Gatherer, phrases: Phrases) -> list[tuple[str, int, str]]:
    """Return the main figures: a key, the number, what there are so many of."""
    profile = gatherer.profile()
    figures = {
        "documents": gatherer.documents,
        "words": profile.words,
        "sentences": profile.sentences,
        "types": profile.types,
    } | {layer: gatherer.marks[layer] for layer in LAYERS}
    return [(key, number, phrases.count(f"overview.{key}", number)) for key, number in figures.items()]


def _facts(
    gatherer: Gatherer, texts: Sequence[ShownText], phrases: Phrases, about: About
) -> list[tuple[str, str]]:
    profile = gatherer.profile()
    facts = [(phrases("overview.covered"), _covered(gatherer, phrases))]
    if profile.sentence_words is not None:
        facts.append((phrases("overview.sentence_words"), phrases.figure(profile.sentence_words, 1)))
    if profile.readability is not None:
        facts.append((phrases("overview.readability"), phrases.figure(profile.readability, 2)))
    facts.append((phrases("overview.sample"), _sampled(gatherer, texts, phrases)))
    return [*facts, *((name, shown_text(value)) for name, value in about.options)]


def _covered(gatherer: Gatherer, phrases: Phrases) -> str:
    if gatherer.first is None or gatherer.last is None:
        return phrases("overview.nothing")
    first, last = _end(gatherer.first, 0), _end(gatherer.last, -1)
    return first if first == last else phrases("overview.between", first=first, last=last)


def _end(date: Date, place: int) -> str:
    """Return the first or last part of a date: a day, month or year as it stands in its value."""
    days = [date.begins or date.ends, date.ends or date.begins]
    value = date.value.split("/")[place]
    return value if value[:4] == days[place][:4] else days[place]


def _sampled(gatherer: Gatherer, texts: Sequence[ShownText], phrases: Phrases) -> str:
    count, limits = gatherer.documents, gatherer.limits
    if not limits.texts:
        return phrases("overview.no_texts")
    if len(texts) == count:
        told = phrases.count("overview.all_texts", count)
    else:
        told = phrases("overview.sampled", shown=len(texts), count=count, seed=str(limits.seed))
    cut = sum(text.is_cut for text in texts)
    return f"{told}. {phrases.count('overview.cut', cut)}" if cut else told
