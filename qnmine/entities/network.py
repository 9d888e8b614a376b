"""Which entities occur together: the edges and nodes of a co-occurrence network."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations
from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown
from qnmine.statistics.association import log_likelihood, npmi

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qnmine.entities.mentions import Mention
    from qnmine.text.document import Document

    Key = tuple[str, str]  # name, type

WINDOWS = ("sentence", "paragraph", "document")
MEASURES = ("count", "npmi", "log_likelihood")
MOST_ENTITIES = 1000
"""More entities than this in one window are a list, not a context; their pairs would be half a million."""
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Edge:
    """Two entities that occur in the same windows; `source` comes before `target` by code point.

    `count` is the number of windows with both, `docs` that of the documents with such a window. `npmi` is
    from -1 to 1, None where every window holds both; `log_likelihood` is 0 or more (see
    `qnmine.statistics.association`); both have six decimal places.
    """

    source: str
    source_type: str
    target: str
    target_type: str
    count: int
    docs: int
    npmi: float | None
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the network, `label` its name: its mentions, the documents and windows that have one."""

    label: str
    type: str
    mentions: int
    docs: int
    windows: int


class Cooccurrences:
    """Counts of entities that occur together, growing document by document; parts of a corpus merge.

    `window` is a sentence, a paragraph (a line of the text with something on it, as news files have them) or
    the whole document. Windows without an entity count for the measures as well. One with over
    MOST_ENTITIES entities is left out of all counts of windows and noted in `left_out`.
    """

    def __init__(self, window: str = "sentence") -> None:
        if window not in WINDOWS:
            raise ValueError(f"no window: {window!r}")
        self.window = window
        self.windows = 0
        self.left_out: Counter[str] = Counter()
        self._mentions: Counter[Key] = Counter()
        self._docs: Counter[Key] = Counter()
        self._windows: Counter[Key] = Counter()
        self._pairs: Counter[tuple[Key, Key]] = Counter()
        self._pair_docs: Counter[tuple[Key, Key]] = Counter()

    def add_document(self, document: Document, mentions: Iterable[Mention]) -> None:
        """Count the windows of one whole document; names inside names are no mentions of their own."""
        windows: dict[int, set[Key]] = {}
        numbers, total = _windows(document, self.window)
        for mention in mentions:
            if not mention.depth:
                key = (mention.name, mention.type)
                self._mentions[key] += 1
                windows.setdefault(numbers(mention), set()).add(key)
        self.windows += total
        self._docs.update(set().union(*windows.values()))
        pairs: set[tuple[Key, Key]] = set()
        for entities in windows.values():
            if len(entities) > MOST_ENTITIES:
                self.windows -= 1
                self.left_out[document.id] += 1
                continue
            self._windows.update(entities)
            found = list(combinations(sorted(entities), 2))
            self._pairs.update(found)
            pairs.update(found)
        self._pair_docs.update(pairs)

    def merge(self, other: Cooccurrences) -> None:
        """Add the counts of other documents, in windows of the same kind."""
        self.windows += other.windows
        self.left_out.update(other.left_out)
        self._mentions.update(other._mentions)
        self._docs.update(other._docs)
        self._windows.update(other._windows)
        self._pairs.update(other._pairs)
        self._pair_docs.update(other._pair_docs)

    def edges(self, *, measure: str = "count", min_count: int = 1) -> list[Edge]:
        """Return the pairs that share at least `min_count` windows, the highest `measure` first.

        Equal ones come by count, then by name. Pairs that are rarer than chance would have them come last
        by log-likelihood, however sure that is.
        """
        if measure not in MEASURES:
            raise ValueError(f"no measure: {measure!r}")
        association = cache(partial(_association, self.windows))  # most pairs share their few counts
        edges = [
            Edge(
                *source,
                *target,
                count,
                self._pair_docs[source, target],
                *association(count, self._windows[source], self._windows[target]),
            )
            for (source, target), count in self._pairs.items()
            if count >= min_count
        ]
        return sorted(edges, key=_RANKS[measure])

    def warnings(self) -> list[str]:
        """Return a line about the windows that were left out, none if there are none."""
        if not self.left_out:
            return []
        total = self.left_out.total()
        what = f"1 {self.window} was" if total == 1 else f"{total} {self.window}s were"
        reason = f"over {MOST_ENTITIES} entities are a list, not a context"
        remedy = "" if self.window == WINDOWS[0] else "; use a smaller --window"
        return [f"{what} left out, first in {shown(next(iter(self.left_out)))}: {reason}{remedy}"]

    def nodes(self, edges: Iterable[Edge]) -> list[Node]:
        """Return the entities that the edges join, by number of mentions, then name, then type."""
        keys = {
            key
            for edge in edges
            for key in ((edge.source, edge.source_type), (edge.target, edge.target_type))
        }
        nodes = [Node(*key, self._mentions[key], self._docs[key], self._windows[key]) for key in keys]
        return sorted(nodes, key=lambda node: (-node.mentions, node.label, node.type))


def _windows(document: Document, window: str) -> tuple[Callable[[Mention], int], int]:
    """Return what tells the number of the window that a mention begins in, and how many windows there are."""
    sentences = len(document.sentence_spans)
    if window == "sentence":
        return lambda mention: mention.sentence, sentences
    if window == "document":
        return lambda _: 1, min(1, sentences)
    starts, at = [], 0
    for line in document.text.splitlines(keepends=True):
        if not line.isspace():
            starts.append(at)
        at += len(line)
    return lambda mention: bisect_right(starts, mention.start), len(starts)


def _association(windows: int, joint: int, first: int, second: int) -> tuple[float | None, float]:
    """Return the measures of an edge."""
    information = npmi(joint, first, second, windows)
    return (
        None if information is None else round(information, _DIGITS),
        round(log_likelihood(joint, first, second, windows), _DIGITS),
    )


def _by_count(edge: Edge) -> tuple[object, ...]:
    return -edge.count, edge.source, edge.source_type, edge.target, edge.target_type


def _by_npmi(edge: Edge) -> tuple[object, ...]:
    return 2.0 if edge.npmi is None else -edge.npmi, *_by_count(edge)


def _by_log_likelihood(edge: Edge) -> tuple[object, ...]:
    shun = edge.npmi is not None and edge.npmi < 0
    return edge.log_likelihood if shun else -edge.log_likelihood, *_by_count(edge)


_RANKS = {"count": _by_count, "npmi": _by_npmi, "log_likelihood": _by_log_likelihood}
