"""Where the most frequent names and words of a corpus stand: a strip for each, a tick for each occurrence."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.output.display import visible
from qnmine.report.charts.chart import COLOURS, STEP, Chart, label, labels, vega_lite
from qnmine.statistics.occurrences import Occurrences, WordOccurrences
from qnmine.statistics.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qnmine.entities import Mention
    from qnmine.languages import Phrases
    from qnmine.statistics.coding import Ints
    from qnmine.statistics.spread import Dispersion
    from qnmine.words.running import RunningWords

STRIPS = 10
"""Strips of names, and of other words."""
MOST_WORDS = 5_000_000
"""Where words stand takes memory; what comes behind so many is not in the picture, which says so."""
_EXACT, _CELLS = 5000, 600  # words that are drawn one by one; cells that more are drawn in
_MOST_BORDERS = 150


class Strips:
    """Where names and words that are no stop words stand, as far as they are kept."""

    def __init__(self, stopwords: Collection[str]) -> None:
        self.words = WordOccurrences(stopwords=stopwords)
        self.names = Occurrences()
        self.documents: list[str] = []
        self.is_cut = False
        self._numbers: dict[str, int] = {}
        self._types: dict[str, Counter[str]] = {}

    def add_documents(self, batch: Sequence[tuple[RunningWords, Sequence[Mention]]]) -> None:
        """Add the words of documents and the mentions, by start, that stand over them."""
        if self.is_cut:
            return
        self.words.add_documents([words for words, _ in batch])
        for words, mentions in batch:
            self.documents.append(words.document.id)
            self._add_names(words, mentions)
        self.is_cut = self.names.words >= MOST_WORDS

    def _add_names(self, words: RunningWords, mentions: Sequence[Mention]) -> None:
        """Add the names of a document; one stands at the word that it begins in."""
        vocabulary = self.words.vocabulary
        is_word = vocabulary.is_word(vocabulary.code(words.forms))
        before: Ints = np.cumsum(is_word) - is_word
        starts = [words.original(at, at + 1)[0] for at in range(len(words.forms))]
        found: set[tuple[int, int]] = set()
        for mention in mentions:
            number = self._numbers.setdefault(mention.name, len(self._numbers))
            self._types.setdefault(mention.name, Counter())[mention.type] += 1
            found.add((int(before[max(bisect_right(starts, mention.start) - 1, 0)]), number))
        places, terms = np.array(sorted(found), np.int64).reshape(-1, 2).T
        self.names.add(terms, places, np.array([is_word.sum()], np.int64))

    def lines(self) -> list[Line]:
        """Return the most frequent names, then the most frequent words that are none of these."""
        names = Spread(self.names, {number: name for name, number in self._numbers.items()})
        found = [
            (row, places, self._type_of(row.term)) for row, places in islice(names.rows("count"), STRIPS)
        ]
        shown = {row.term.lower() for row, _, _ in found}
        spread = Spread(self.words.by_group[0], self.words.names())
        others = (one for one in spread.rows("count") if one[0].term.lower() not in shown)
        found += [(row, places, "word") for row, places in islice(others, STRIPS)]
        unlike = labels([row.term for row, _, _ in found])
        return [Line(*one, label) for one, label in zip(found, unlike, strict=True)]

    def _type_of(self, name: str) -> str:
        """Return the type that a name has most often."""
        types = self._types[name]
        return min(types, key=lambda type_: (-types[type_], type_))


@dataclass(frozen=True, slots=True)
class Line:
    """The strip of a name or word: its figures, its places, its type (or `word`), what it is called."""

    row: Dispersion
    places: Ints
    type: str
    name: str


def dispersion_chart(strips: Strips, phrases: Phrases) -> Chart | None:
    """Return the strips of the most frequent names and words, None if there are none."""
    lines = strips.lines()
    if not lines:
        return None
    sizes, words = strips.names.sizes().tolist(), strips.names.words
    cell = 1 if words <= _EXACT else -(-words // _CELLS)
    first = lines[0].row
    told = [
        phrases(
            "dispersion.description",
            names=sum(line.type != "word" for line in lines),
            others=sum(line.type == "word" for line in lines),
            words=words,
            first=visible(first.term),
            count=first.count,
        )
    ]
    told.append(phrases("dispersion.binned", words=cell) if cell > 1 else phrases("dispersion.exact"))
    if 1 < len(sizes) <= _MOST_BORDERS:
        told.append(phrases("dispersion.bands", docs=len(sizes)))
    if strips.is_cut:
        told.append(phrases("dispersion.cut", words=words))
    description = " ".join(told)
    columns = tuple(phrases(f"column.{name}") for name in ("name", "type", "count", "docs", "dp"))
    rows = tuple(
        (
            visible(line.row.term),
            phrases(f"type.{line.type}"),
            line.row.count,
            line.row.docs,
            None if line.row.dp is None else round(line.row.dp, 3),
        )
        for line in lines
    )
    spec = vega_lite(
        phrases,
        description,
        height=STEP * len(lines),
        layer=[*_documents(strips.documents, sizes, phrases), _ticks(lines, strips, sizes, cell, phrases)],
    )
    return Chart("dispersion", phrases("dispersion.title"), description, spec, columns, rows)


def _ticks(
    lines: Sequence[Line], strips: Strips, sizes: Sequence[int], cell: int, phrases: Phrases
) -> dict[str, Any]:
    """Return a tick for each occurrence, or for those in the same cell of so many words.

    Ticks hold numbers of lines and documents, whose names are looked up: there may be thousands.
    """
    ends = np.cumsum(sizes)
    values = []
    for number, line in enumerate(lines):
        cells, counts = np.unique(line.places // cell, return_counts=True)
        documents = np.searchsorted(ends, cells, side="right").tolist() if cell == 1 else cells.tolist()
        for at, count, document in zip(cells.tolist(), counts.tolist(), documents, strict=True):
            tick = {"line": number, "place": at * cell + 1}
            values.append({**tick, "doc": document} if cell == 1 else {**tick, "count": count})
    looked_up = [
        {"line": number, "name": line.name, "type": phrases(f"type.{line.type}")}
        for number, line in enumerate(lines)
    ]
    transform = [_lookup("line", looked_up, ("name", "type"))]
    if cell == 1:
        names = [{"doc": number, "document": label(name)} for number, name in enumerate(strips.documents)]
        transform.append(_lookup("doc", names, ("document",)))
    return {
        "data": {"values": values},
        "transform": transform,
        "mark": {"type": "tick", "thickness": 2, "height": STEP * 0.7},
        "encoding": _encoding(lines, sum(sizes), cell, phrases),
    }


def _lookup(key: str, values: Sequence[dict[str, Any]], fields: Sequence[str]) -> dict[str, Any]:
    return {"lookup": key, "from": {"data": {"values": list(values)}, "key": key, "fields": list(fields)}}


def _encoding(lines: Sequence[Line], words: int, cell: int, phrases: Phrases) -> dict[str, Any]:
    kinds = [kind for kind in COLOURS if any(line.type == kind for line in lines)]
    shade = {"field": "count", "type": "quantitative", "legend": None, "scale": {"range": [0.3, 1]}}
    told: list[dict[str, str]] = [{"field": "name"}, {"field": "place", "format": ",d"}]
    told.append({"field": "document"} if cell == 1 else {"field": "count", "format": ",d"})
    return {
        "y": {"field": "name", "type": "nominal", "sort": [line.name for line in lines], "title": None},
        "x": {"field": "place", "type": "quantitative", **_axis(words, phrases)},
        "color": {
            "field": "type",
            "type": "nominal",
            "title": None,
            "scale": {
                "domain": [phrases(f"type.{kind}") for kind in kinds],
                "range": [COLOURS[kind] for kind in kinds],
            },
        },
        "opacity": shade if cell > 1 else {"value": 0.9},
        "tooltip": [{**one, "title": phrases(f"column.{one['field']}")} for one in told],
    }


def _documents(documents: Sequence[str], sizes: Sequence[int], phrases: Phrases) -> list[dict[str, Any]]:
    """Return bands behind the strips, one for each document unless there are too many."""
    if not 1 < len(documents) <= _MOST_BORDERS:
        return []
    ends = list(accumulate(sizes))
    values = [
        {"first": end - size + 0.5, "last": end + 0.5, "document": label(name), "odd": number % 2}
        for number, (name, size, end) in enumerate(zip(documents, sizes, ends, strict=True))
    ]
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "fill": "var(--ink)"},
            "encoding": {
                "x": {"field": "first", "type": "quantitative", **_axis(sum(sizes), phrases)},
                "x2": {"field": "last"},
                "fillOpacity": {"condition": {"test": "datum.odd == 1", "value": 0.09}, "value": 0.03},
                "tooltip": [{"field": "document", "title": phrases("column.document")}],
            },
        }
    ]


def _axis(words: int, phrases: Phrases) -> dict[str, Any]:
    return {
        "title": phrases("dispersion.axis"),
        "scale": {"domain": [0.5, words + 0.5], "nice": False},
        "axis": {"format": ",d", "tickCount": 6, "grid": False, "tickMinStep": 1},
    }
