"""Document evidence: how the same word or the same run of capitals behaves elsewhere in its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qnmine.entities.surfaces import LETTERS, LOWER

if TYPE_CHECKING:
    from qnmine.entities.batch import Batch
    from qnmine.entities.runs import Runs
    from qnmine.tagging.columns import Ints

Flags = npt.NDArray[np.bool_]

SIZES: dict[str, int] = {
    "doc_roles": 17,
    "doc_title": 3,
    "doc_person": 3,
    "doc_org": 3,
    "doc_place": 3,
    "doc_family": 3,
    "doc_lower": 3,
    "doc_inner": 3,
    "doc_bracket": 3,
    "doc_count": 5,
    "run_roles": 17,
    "run_count": 5,
}
"""The columns of this module and how many values they take (0: a token without a capital)."""

_NEAR = 3
# Odd multipliers that spread the words of a run over 64 bits.
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_SPREAD_AGAIN = np.uint64(0xBF58476D1CE4E5B9)


def evidence_columns(
    batch: Batch, rows: dict[str, Ints], places: dict[str, Ints], runs: Runs, by_run: dict[str, Ints]
) -> tuple[dict[str, Ints], dict[str, Ints]]:
    """The evidence for each capitalised token, and for each run, from the other places in its group.

    `rows` are the columns of distinct tokens, `places` those of positions, `by_run` those of runs.
    """
    kind, form = rows["kind"][batch.types], rows["form"][batch.types]
    here = np.arange(len(kind), dtype=np.int64)
    length = runs.last - runs.first + 1
    first, last = here == runs.first[runs.index], here == runs.last[runs.index]
    family = by_run["run_names"] > 0
    family &= ((by_run["run_names"] - 1) & 1 == 1) & (length >= 2) & (length <= 4)
    capital, full_name = runs.index > 0, family[runs.index]
    near_head = (places["after_org"] > 0) & (places["after_org"] <= _NEAR)
    roles = {
        "title": capital & (by_run["run_title"] > 0)[runs.index],
        "person": capital & full_name & last,
        "org": capital & ((by_run["run_org"] > 0)[runs.index] | near_head),
        "place": capital & (by_run["run_place_head"] > 0)[runs.index],
    }
    facts = roles | {
        "family": capital & full_name & first,
        "lower": (kind & LOWER) > 0,
        "inner": capital & (places["opening"] == 1),
        "bracket": capital & (places["bracket"] == 2),
    }
    letters = np.flatnonzero((kind & LETTERS) > 0)
    key = (batch.group[letters] << 32) | form[letters]
    _, key = np.unique(key, return_inverse=True)
    elsewhere = {name: _elsewhere(key, flags[letters]) for name, flags in facts.items()}
    columns = {name: np.zeros(len(kind), np.int64) for name in SIZES if name.startswith("doc_")}
    upper = capital[letters]
    at = letters[upper]
    for name, seen in elsewhere.items():
        columns["doc_" + name][at] = seen[upper] + 1
    columns["doc_roles"][at] = 1 + sum((elsewhere[name][upper] << n) for n, name in enumerate(roles))
    columns["doc_count"][at] = _bucket(_others(key[upper]))
    return columns, _run_evidence(batch, form, runs, roles)


def _run_evidence(batch: Batch, form: Ints, runs: Runs, roles: dict[str, Flags]) -> dict[str, Ints]:
    """The columns of runs: how the same run stands elsewhere in the group."""
    first, last = runs.first[1:], runs.last[1:]
    inside = np.flatnonzero(runs.index)
    place = (inside - runs.first[runs.index[inside]]).astype(np.uint64)
    word = (form[inside].astype(np.uint64) + np.uint64(1)) * _SPREAD
    word = (word ^ (word >> np.uint64(29))) * (_SPREAD_AGAIN + np.uint64(2) * place)
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(word)])
    ends = np.cumsum(last - first + 1)
    key = total[ends] - total[ends - (last - first + 1)]
    _, key = np.unique(key ^ (batch.group[first].astype(np.uint64) * _SPREAD_AGAIN), return_inverse=True)
    bits = np.zeros(len(first), np.int64)
    for number, (name, flags) in enumerate(roles.items()):
        bits += _elsewhere(key, flags[last] if name == "person" else flags[first]) << number
    return {"run_roles": runs.on_runs(bits + 1), "run_count": runs.on_runs(_bucket(_others(key)))}


def _elsewhere(key: Ints, flags: Flags) -> Ints:
    """1 where another item of the same key (numbers from 0) has the flag, else 0."""
    total = np.bincount(key, weights=flags).astype(np.int64)
    return (total[key] - flags > 0).astype(np.int64)


def _others(key: Ints) -> Ints:
    """How many other items have the same key."""
    return np.asarray(np.bincount(key)[key] - 1, np.int64)


def _bucket(counts: Ints) -> Ints:
    return np.digitize(counts, [1, 2, 4]).astype(np.int64) + 1
