"""Runs of capitalised tokens: what surrounds, begins and ends the run that a token stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qnmine.entities.surfaces import CAPITAL

if TYPE_CHECKING:
    from qnmine.entities.lexical import Lexical
    from qnmine.tagging.columns import Ints

_FINEST_CLUSTERING = 1001


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of a batch: `index` is the run of each position (0: none), `first` and `last` its ends.

    Row 0 of `first` and `last` stands for no run.
    """

    index: Ints
    first: Ints
    last: Ints

    def on_runs(self, values: Ints) -> Ints:
        """A column of runs from one value a real run, with 0 for no run."""
        return np.concatenate([[0], values]).astype(np.int64)

    def outside(self, values: Ints, side: str) -> Ints:
        """The value of a position column just before or after each run."""
        places = self.first[1:] - 1 if side == "before" else self.last[1:] + 1
        return self.on_runs(values[places])


def find_runs(kind: Ints) -> Runs:
    """The maximal stretches of capitalised tokens; padding parts them, so none crosses a sentence."""
    capital = np.concatenate([[False], (kind & CAPITAL) > 0, [False]])
    changes = np.flatnonzero(capital[1:] != capital[:-1])
    first, last = changes[::2], changes[1::2] - 1
    index = np.zeros(len(kind), np.int64)
    index[first] = 1
    index = np.cumsum(index) * capital[1:-1]
    return Runs(index, np.concatenate([[0], first]), np.concatenate([[0], last]))


def run_columns(runs: Runs, low: Ints, names: Ints, phrases: dict[str, Ints]) -> dict[str, Ints]:
    """The columns of runs: length, words around and at the ends, heads and titles just before."""
    length = runs.last - runs.first + 1
    return {
        "run_length": runs.on_runs(np.minimum(length[1:], 5)),
        "run_before": runs.outside(low, "before"),
        "run_after": runs.outside(low, "after"),
        "run_first": runs.on_runs(low[runs.first[1:]]),
        "run_last": runs.on_runs(low[runs.last[1:]]),
        "run_names": runs.on_runs(names[runs.first[1:]]),
        "run_title": runs.outside(phrases["title_end"], "before"),
        "run_org": runs.outside(phrases["org_head_end"], "before"),
        "run_place_head": runs.outside(phrases["place_head_end"], "before"),
    }


def run_places(runs: Runs) -> dict[str, Ints]:
    """Where in its run each position stands, from the left and from the right (0 outside runs)."""
    here = np.arange(len(runs.index), dtype=np.int64)
    inside = runs.index > 0
    from_left = np.minimum(here - runs.first[runs.index] + 1, 4)
    from_right = np.minimum(runs.last[runs.index] - here + 1, 4)
    return {"run_place": np.where(inside, from_left, 0), "run_left": np.where(inside, from_right, 0)}


def run_clusterings(lexical: Lexical) -> list[str]:
    """Of each cluster file the clustering for the words around a run: the finest of at most 1,000."""
    best: dict[str, str] = {}
    for number, name in sorted(
        enumerate(lexical.clusterings), key=lambda item: lexical.cluster_size(item[0])
    ):
        if lexical.cluster_size(number) <= _FINEST_CLUSTERING:
            best[name.rsplit("_", 1)[0]] = name
    return sorted(best.values())
