"""Training of the word segmenter: first on text that another segmenter cut, then on annotated words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from qnmine.errors import UsageError
from qnmine.tagging.lookup import bucket_order
from qnmine.tagging.model import LinearModel
from qnmine.tagging.training import Settings, train_linear
from qnmine.tagging.trie import TOKEN_BITS, TrieBuilder
from qnmine.words.chunks import Chunks, Tokens
from qnmine.words.columns import APART, JOINED, Layout, build_table, column_sizes
from qnmine.words.forms import FIRST_WORD, Forms
from qnmine.words.lexical import COUNT_STEPS, LONGEST, SHARE_STEPS, Lexical
from qnmine.words.segmenter import BEGIN, INSIDE, LABELS, WordSegmenter
from qnmine.words.templates import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints, Table
    from qnmine.words.running import Span

Segmented = tuple["Sequence[str]", "Sequence[Sequence[Span]]"]
"""Sentences in NFC with one tone style, and the words of each."""

_LEAST_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Options:
    """How to train.

    `sample` is how many of the sentences cut by the other segmenter the features are learnt from (all of
    them count for the joins); a syllable enters the vocabulary from `least_word` occurrences on, a pair from
    `least_pair` on. `first` and `second` are the settings of the two steps.
    """

    sample: int = 300_000
    least_word: int = 5
    least_pair: int = 3
    first: Settings = field(
        default_factory=lambda: Settings(l1=0.2, epochs=5, averaged=2, dropout=0.2, least_count=3)
    )
    second: Settings = field(
        default_factory=lambda: Settings(
            l1=0.05,
            l2=0.1,
            epochs=25,
            averaged=12,
            dropout=0.5,
            minibatch=32,
            least_count=1,
        )
    )


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Tokens of many sentences: numbers of forms, whether each goes on with a word, sentence lengths."""

    forms: npt.NDArray[np.int32]
    inside: npt.NDArray[np.bool_]
    lengths: Ints

    def sample(self, count: int) -> tuple[_Tokens, npt.NDArray[np.bool_]]:
        """About `count` sentences from the whole length of them, and which tokens these are."""
        step = max(1, len(self.lengths) // max(1, count))
        chosen = np.zeros(len(self.lengths), np.bool_)
        chosen[::step] = True
        tokens = np.repeat(chosen, self.lengths)
        return _Tokens(self.forms[tokens], self.inside[tokens], self.lengths[chosen]), tokens


@dataclass(frozen=True, slots=True)
class _Joins:
    """Pairs of neighbours with their occurrences, and in how many of these they were one word."""

    keys: Ints
    counts: Ints
    joined: Ints

    @classmethod
    def count(cls, keys: Ints, inside: npt.NDArray[np.bool_]) -> _Joins:
        pairs = keys >= 0
        distinct, index, counts = np.unique(keys[pairs], return_inverse=True, return_counts=True)
        joined = np.bincount(index, weights=inside[pairs], minlength=len(distinct)).astype(np.int64)
        return cls(distinct, counts, joined)

    def without(self, keys: Ints, inside: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Occurrences and joins of the pair at each position, this one left out (0 where there is none)."""
        if not len(self.keys):
            return np.zeros_like(keys), np.zeros_like(keys)
        number = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = (keys >= 0) & (self.keys[number] == keys)
        counts = np.where(known, self.counts[number] - 1, 0)
        joined = np.where(known, self.joined[number] - inside, 0)
        return counts, joined


def train(
    annotated: Segmented,
    cut: Iterable[Segmented],
    dictionaries: Sequence[Collection[str]],
    options: Options | None = None,
    progress: Callable[[str], None] | None = None,
) -> WordSegmenter:
    """Train on annotated sentences and on sentences `cut` by another segmenter.

    `dictionaries` are lists of words in lower case, the largest first. How often neighbours are one word
    is counted on all sentences of `cut`; in the first step each occurrence is left out of its own count.
    The second step goes on from the first on the annotated sentences. The same input always gives the same
    model. `progress` is told what is done. UsageError without SciPy or without sentences.
    """
    options = options or Options()
    tell = progress or (lambda _: None)
    forms = Forms({})
    chunks = Chunks(forms)
    gold = _collect([annotated], chunks)
    silver = _collect(cut, chunks)
    if not len(gold.lengths):
        raise UsageError("there are no annotated sentences to train on")
    tell(f"{len(gold.forms)} annotated tokens, {len(silver.forms)} others")
    entries = _dictionary(dictionaries)
    forms.use(_vocabulary(forms, silver, gold, entries, options.least_word))
    joins, pairs = _count_joins(silver, forms)
    lexical = _compile(forms.vocabulary, entries, joins, options.least_pair)
    sizes = column_sizes(lexical)
    base = None
    if len(silver.lengths):
        part, chosen = silver.sample(options.sample)
        table, labels = _labelled(part, forms, lexical)
        _leave_out(table, part, joins, pairs[chosen], options.least_pair)
        tell(f"first step: {len(part.forms)} tokens")
        base = train_linear([(table, labels)], LABELS, sizes, TEMPLATES, options.first, _passes(tell))
        del table, labels
    tell("second step")
    tables = [_labelled(gold, forms, lexical)]
    model = train_linear(tables, LABELS, sizes, TEMPLATES, options.second, _passes(tell), base)
    info = {"annotated": len(gold.lengths), "cut": len(silver.lengths)}
    return WordSegmenter(_difference(model), lexical, info)


def _passes(tell: Callable[[str], None]) -> Callable[[int, float], None]:
    return lambda epoch, loss: tell(f"pass {epoch}: {loss:.4f} nats a token")


def _collect(parts: Iterable[Segmented], chunks: Chunks) -> _Tokens:
    """The tokens of all sentences that have any, with their labels."""
    forms, inside, lengths = [], [], []
    for sentences, words in parts:
        tokens = chunks.tokens(sentences)
        forms.append(tokens.forms.astype(np.int32))
        inside.append(_inside(tokens, words))
        lengths.append(tokens.lengths[tokens.lengths > 0])
    return _Tokens(
        np.concatenate(forms or [np.zeros(0, np.int32)]),
        np.concatenate(inside or [np.zeros(0, np.bool_)]),
        np.concatenate(lengths or [np.zeros(0, np.int64)]),
    )


def _inside(tokens: Tokens, words: Sequence[Sequence[Span]]) -> npt.NDArray[np.bool_]:
    """Whether each token begins inside a word, not with it."""
    counts = [len(one) for one in words]
    starts = np.fromiter((start for one in words for start, _ in one), np.int64, sum(counts))
    apart = int(tokens.ends.max(initial=0)) + int(starts.max(initial=0)) + 1
    starts += apart * np.repeat(np.arange(len(words)), counts)
    own = tokens.starts + apart * np.repeat(np.arange(len(tokens.lengths)), tokens.lengths)
    word = np.searchsorted(starts, own, side="right") - 1
    return (word >= 0) & (starts[word] < own) if len(starts) else np.zeros(len(own), np.bool_)


def _dictionary(dictionaries: Sequence[Collection[str]]) -> dict[tuple[str, ...], int]:
    """The words of several syllables with the number of the last dictionary that has them, from 1."""
    entries: dict[tuple[str, ...], int] = {}
    for level, words in enumerate(dictionaries, 1):
        for word in sorted(words):
            syllables = tuple(word.split())
            if 1 < len(syllables) <= LONGEST:
                entries[syllables] = level
    return entries


def _vocabulary(
    forms: Forms, silver: _Tokens, gold: _Tokens, entries: Iterable[tuple[str, ...]], least: int
) -> dict[str, int]:
    """Look-up forms, frequent or annotated or in the dictionary, with their numbers."""
    look_ups = forms.look_ups()
    counts = np.bincount(silver.forms, minlength=len(look_ups))
    counts += least * np.bincount(gold.forms, minlength=len(look_ups))
    total: dict[str, int] = {}
    for form, count in zip(look_ups[1:], counts[1:].tolist(), strict=True):
        total[form] = total.get(form, 0) + count
    words = {form for form, count in total.items() if count >= least} | set(chain.from_iterable(entries))
    # Forms with a line break or a lone surrogate do not fit into a model file.
    words = {word for word in words if word.isprintable()}
    return {word: number for number, word in enumerate(sorted(words), FIRST_WORD)}


def _count_joins(tokens: _Tokens, forms: Forms) -> tuple[_Joins, Ints]:
    """The joins of all pairs of neighbours, and the pair of each token with the one before it (or -1)."""
    low = forms.joinable()[tokens.forms]
    keys = np.full(len(low), -1, np.int64)
    if len(low):
        pair = (low[1:] > 0) & (low[:-1] > 0)
        pair[(np.cumsum(tokens.lengths) - 1)[:-1]] = False
        keys[1:][pair] = (low[:-1] << TOKEN_BITS | low[1:])[pair]
    return _Joins.count(keys, tokens.inside), keys


def _compile(
    vocabulary: Mapping[str, int], entries: dict[tuple[str, ...], int], joins: _Joins, least: int
) -> Lexical:
    """The word lists of a model."""
    builder = TrieBuilder()
    levels = {builder.state_of([vocabulary[s] for s in word]): level for word, level in entries.items()}
    trie = builder.build()
    kept = joins.counts >= least
    keys = joins.keys[kept]
    order = bucket_order(keys)
    share, count = _steps(joins.counts[kept][order], joins.joined[kept][order])
    return Lexical(
        words=tuple(vocabulary),
        trie=trie,
        levels=np.array([levels.get(state, 0) for state in range(trie.states)], np.uint8),
        pairs=keys[order],
        shares=share.astype(np.uint8),
        counts=count.astype(np.uint8),
    )


def _steps(counts: Ints, joined: Ints) -> tuple[Ints, Ints]:
    """The share of joins and the number of occurrences in the steps of the model."""
    share = np.round(SHARE_STEPS * joined / np.maximum(counts, 1)).astype(np.int64)
    return share, np.digitize(counts, COUNT_STEPS).astype(np.int64)


def _labelled(tokens: _Tokens, forms: Forms, lexical: Lexical) -> tuple[Table, Ints]:
    """The columns of sentences as at run time, and the label of each position: what the rules say counts."""
    layout = Layout.of(tokens.lengths)
    table, ruling = build_table(tokens.forms.astype(np.int64), layout, forms.columns(), lexical)
    labels = layout.place(np.where(tokens.inside, INSIDE, BEGIN))
    return table, np.where(ruling == APART, BEGIN, np.where(ruling == JOINED, INSIDE, labels))


def _leave_out(table: Table, tokens: _Tokens, joins: _Joins, pairs: Ints, least: int) -> None:
    """Put the joins without the occurrence itself into the columns of the table."""
    layout = Layout.of(tokens.lengths)
    counts, joined = joins.without(pairs, tokens.inside)
    share, count = _steps(counts, joined)
    known = counts >= least
    table.columns["share"] = layout.place(np.where(known, share + 2, 1), 1)
    table.columns["count"] = layout.place(np.where(known, count + 1, 1), 1)


def _difference(model: LinearModel) -> LinearModel:
    """The same model with all weights on INSIDE: only what it has more than BEGIN decides.

    Features with hardly any weight, which are half of them and change nothing, are left out.
    """
    rows = model.rows(model.keys)
    rows[:, INSIDE] -= rows[:, BEGIN]
    rows[:, BEGIN] = 0
    rows[np.abs(rows) < _LEAST_WEIGHT] = 0
    return LinearModel.from_rows(
        model.labels, model.sizes, model.templates, model.keys, rows, model.transitions
    )
