"""Columns that depend on the place of a token: phrases, clusters, runs of capitals, heads, brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qnmine.entities.evidence import evidence_columns
from qnmine.entities.lexical import NAME_LEXICONS, Lexical
from qnmine.entities.phrases import GAZETTEERS, HEADS, LONGEST_BUCKET, phrase_columns
from qnmine.entities.runs import Runs, find_runs, run_clusterings, run_columns, run_places
from qnmine.entities.surfaces import (
    ALL_CAPITALS,
    CAPITAL,
    CLAUSE_END,
    LETTERS,
    SHAPES,
)
from qnmine.tagging.columns import Axis

if TYPE_CHECKING:
    from qnmine.entities.batch import Batch
    from qnmine.tagging.columns import Ints

Flags = npt.NDArray[np.bool_]

_FAR = 100
_CAPITAL_STEPS = 8


def type_columns(columns: dict[str, Ints], lexical: Lexical) -> dict[str, Ints]:
    """The columns of distinct tokens: those of `Surfaces` and the clusters of the syllable itself."""
    columns = dict(columns)
    states = lexical.word_states[columns["low"]]
    for number, name in enumerate(lexical.clusterings):
        columns["u_" + name] = lexical.clusters[states, number].astype(np.int64)
    return columns


def column_sizes(lexical: Lexical) -> dict[str, int]:
    """How many values each column that a template may use takes."""
    words = len(lexical.words) + 2
    sizes = {
        "low": words,
        "shape": len(SHAPES),
        "spelling": 4,
        "prefix": len(lexical.affixes) + 1,
        "suffix": len(lexical.affixes) + 1,
        "names": (1 << len(NAME_LEXICONS)) + 1,
        "gap": 3, "word": 5, "pair": 5,
        "run_place": 5, "run_left": 5, "run_length": 6, "run_before": words, "run_after": words,
        "run_first": words, "run_last": words, "run_names": (1 << len(NAME_LEXICONS)) + 1,
        "run_title": LONGEST_BUCKET + 1, "run_org": LONGEST_BUCKET + 1,
        "run_place_head": LONGEST_BUCKET + 1,
        "after_org": 8, "after_org_word": words, "after_place": 8, "after_place_word": words,
        "to_capital": 8, "capitals_around": _CAPITAL_STEPS**2 + 1,
        "run_since_capital": 8, "run_since_org": 8, "after_title": 8,
        "bracket": 4, "capitals": 6, "opening": 3,
    }  # fmt: skip
    for name in HEADS:
        sizes[name + "_start"] = sizes[name + "_end"] = LONGEST_BUCKET + 1
    sizes |= dict.fromkeys(GAZETTEERS, 5)
    for number, name in enumerate(lexical.clusterings):
        for kind in ("u_", "s_", "e_"):
            sizes[kind + name] = lexical.cluster_size(number)
        if name in run_clusterings(lexical):
            sizes["run_before_" + name] = sizes["run_after_" + name] = lexical.cluster_size(number)
    return sizes


def build_columns(
    batch: Batch, rows: dict[str, Ints], lexical: Lexical
) -> tuple[dict[str, Ints], list[Axis]]:
    """The columns of positions, and the axes of phrases and runs; `rows` are the columns of distinct tokens.

    The first axis is that of the tokens, whose index is `batch.types`.
    """
    low, kind = rows["low"][batch.types], rows["kind"][batch.types]
    phrases, axes = phrase_columns(low, kind, lexical)
    columns = {"gap": batch.gap, "word": batch.word} | phrases | _memory(low, kind, phrases)
    columns |= _line(batch, rows["shape"][batch.types], kind)
    runs = find_runs(kind)
    by_run = run_columns(runs, low, rows["names"][batch.types], phrases)
    for name in run_clusterings(lexical):
        for side, edge in (("before", "e_"), ("after", "s_")):
            axis = next(axis for axis in axes if edge + name in axis.columns)
            values = axis.columns[edge + name][axis.index]
            by_run[f"run_{side}_{name}"] = runs.outside(values, side)
    columns |= run_places(runs)
    by_run |= _before_runs(batch, runs, kind, phrases)
    columns_of_documents, evidence_of_runs = evidence_columns(batch, rows, columns, runs, by_run)
    tokens = Axis(batch.types, {name: rows[name] for name in rows if name not in ("form", "kind")})
    return columns | columns_of_documents, [tokens, *axes, Axis(runs.index, by_run | evidence_of_runs)]


def _memory(low: Ints, kind: Ints, phrases: dict[str, Ints]) -> dict[str, Ints]:
    """How far back in the clause the last head or title began, in buckets, and its first word."""
    index = np.arange(len(low), dtype=np.int64)
    wall = np.maximum.accumulate(np.where((kind & CLAUSE_END) > 0, index, -1))

    def bucket(column: str) -> tuple[Ints, Ints]:
        last = np.maximum.accumulate(np.where(phrases[column] > 0, index, -1))
        inside = (last > wall) & (last >= 0)
        return np.where(inside, _steps(index - last), 0), np.where(inside, low[last], 0)

    def ahead() -> Ints:
        capital = np.flatnonzero((kind & CAPITAL) > 0)
        walls = np.flatnonzero((kind & CLAUSE_END) > 0)
        far = len(kind) + _FAR
        following = np.append(capital, far)[np.searchsorted(capital, index, side="right")]
        wall_after = np.append(walls, far)[np.searchsorted(walls, index, side="right")]
        return np.where(following < wall_after, _steps(following - index), 0)

    last = np.maximum.accumulate(np.where((kind & CAPITAL) > 0, index, -1))
    since = np.where((last > wall) & (last >= 0), _steps(index - last), 0)
    until = ahead()
    org, org_word = bucket("org_head_start")
    place, place_word = bucket("place_head_start")
    return {
        "after_org": org,
        "after_org_word": org_word,
        "after_place": place,
        "after_place_word": place_word,
        "after_title": bucket("title_start")[0],
        "to_capital": until,
        "capitals_around": _CAPITAL_STEPS * since + until + 1,
    }


def _before_runs(batch: Batch, runs: Runs, kind: Ints, phrases: dict[str, Ints]) -> dict[str, Ints]:
    """How far before a run the last capital and the last head of an organisation stand in its sequence.

    A bracketed abbreviation is told by these from an index or a technology.
    """
    first = runs.first[1:]
    begin = batch.starts[np.searchsorted(batch.starts, first, side="right") - 1]
    columns = {}
    for name, marks in (("capital", (kind & CAPITAL) > 0), ("org", phrases["org_head_start"] > 0)):
        places = np.concatenate([[-1], np.flatnonzero(marks)])
        last = places[np.searchsorted(places, first) - 1]
        columns["run_since_" + name] = runs.on_runs(np.where(last >= begin, _steps(first - last), 0))
    return columns


def _steps(distance: Ints) -> Ints:
    """A distance from 0 in seven buckets from 1."""
    return np.digitize(distance, [1, 2, 3, 4, 6, 9]).astype(np.int64) + 1


def _line(batch: Batch, shape: Ints, kind: Ints) -> dict[str, Ints]:
    """Brackets and quotes around a token, the share of capitals in its line, its first word."""
    size = len(kind)
    sequence_start = np.zeros(size, np.int64)
    numbers = np.zeros(size, np.int64)
    members = np.repeat(batch.starts, batch.lengths)
    within = np.arange(len(members), dtype=np.int64) - np.repeat(
        np.cumsum(batch.lengths) - batch.lengths, batch.lengths
    )
    sequence_start[members + within] = members
    numbers[members + within] = np.repeat(np.arange(len(batch.starts), dtype=np.int64), batch.lengths)
    inside = np.zeros(size, bool)
    inside[members + within] = True

    def open_since(opening: Flags, closing: Flags) -> Flags:
        depth = np.cumsum(opening.astype(np.int64) - closing)
        before = depth - opening + closing
        return np.asarray(inside & (depth - opening > before[sequence_start]), bool)

    round_ = open_since(shape == SHAPES.index("("), shape == SHAPES.index(")"))
    quoted = open_since(shape == SHAPES.index("“"), shape == SHAPES.index("”"))
    straight = np.cumsum(shape == SHAPES.index('"'))
    parity = (straight - straight[sequence_start - 1]) % 2 == 1
    bracket = np.where(round_, 1, np.where(quoted | (parity & inside), 2, 0)) + 1
    letters, capital = (kind & LETTERS) > 0, (kind & CAPITAL) > 0
    count = len(batch.starts)
    letter_count = np.bincount(numbers[inside & letters], minlength=count)
    share = np.bincount(numbers[inside & capital], minlength=count) / np.maximum(letter_count, 1)
    upper = np.bincount(numbers[inside & ((kind & ALL_CAPITALS) > 0)], minlength=count) / np.maximum(
        letter_count, 1
    )
    by_line = np.where(upper > 0.6, 5, np.digitize(share, [0.3, 0.6, 0.9]) + 1)
    first_letter = np.full(count, size, np.int64)
    at = np.flatnonzero(inside & letters)
    np.minimum.at(first_letter, numbers[at], at)
    opening = np.where(np.arange(size) == first_letter[numbers] if count else np.zeros(size, bool), 2, 1)
    return {
        "bracket": np.where(inside, bracket, 0),
        "capitals": np.where(inside, by_line[numbers] if count else 0, 0),
        "opening": np.where(inside & letters, opening, 0),
    }
