"""The linear model: emissions against a plain loop, its file form, what it refuses, and training."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from qnmine.tagging import contexts
from qnmine.tagging.columns import KEY_BITS, MARGIN, Axis, Table, Template
from qnmine.tagging.combinations import combinations
from qnmine.tagging.decoding import viterbi
from qnmine.tagging.labels import bio_labels
from qnmine.tagging.model import LinearModel
from qnmine.tagging.training import Settings, train_linear

LABELS = bio_labels(["X"])
SIZES = {"word": 40, "shape": 3, "wide": 2**20, "place": 5}
TEMPLATES = tuple(
    Template.parse(text)
    for text in (
        "word[0]", "word[-1]", "word[2]", "shape[0] word[0]", "shape[-1] shape[0]", "place[0]",
        "place[-2] word[1]", "wide[0]", "wide[-1] wide[0]", "word[-1] word[0] place[1]",
    )
)  # fmt: skip


def _table(seed: int, lengths: list[int]) -> Table:
    random = np.random.default_rng(seed)
    starts = MARGIN + np.cumsum([0, *(length + MARGIN for length in lengths)])
    types = np.zeros(int(starts[-1]), np.int64)
    for start, length in zip(starts[:-1].tolist(), lengths, strict=True):
        types[start : start + length] = random.integers(1, 30, length)
    columns = {
        "word": random.integers(0, SIZES["word"], 30),
        "shape": random.integers(0, SIZES["shape"], 30),
        "wide": random.integers(0, SIZES["wide"], 30),
    }
    places = {"place": random.integers(0, SIZES["place"], len(types))}
    return Table(
        len(types), starts[:-1].astype(np.int64), np.array(lengths, np.int64), places, (Axis(types, columns),)
    )


def _fired(table: Table) -> list[list[int]]:
    """The feature keys at each position, worked out one by one."""
    columns = table.by_position(SIZES)
    keys: list[list[int]] = [[] for _ in range(table.size)]
    for at, (number, template) in itertools.product(
        range(MARGIN, MARGIN + table.count), enumerate(TEMPLATES)
    ):
        packed, silent = 0, False
        for column, offset in template.parts:
            value = int(columns[column][at + offset])
            silent |= value == 0
            packed = packed << (SIZES[column] - 1).bit_length() | value
        if not silent:
            keys[at].append(number << KEY_BITS | packed)
    return keys


def _model(table: Table, seed: int = 0) -> LinearModel:
    random = np.random.default_rng(seed)
    every = sorted({key for keys in _fired(table) for key in keys})
    rows = random.normal(size=(len(every), 3)).astype(np.float16).astype(np.float32)
    rows[random.random(rows.shape) < 0.5] = 0
    transitions = random.normal(size=(3, 3)).astype(np.float32)
    return LinearModel.from_rows(LABELS, SIZES, TEMPLATES, np.array(every), rows, transitions)


@pytest.mark.parametrize("seed", range(5))
def test_emissions_are_the_sum_of_the_weights(seed: int) -> None:
    table = _table(seed, [5, 1, 9, 30])
    model = _model(_table(seed, [5, 1, 9]), seed)
    weights = dict(zip(model.keys.tolist(), itertools.pairwise(model.pointers.tolist()), strict=True))
    expected = np.zeros((table.size, 3), np.float32)
    for at, keys in enumerate(_fired(table)):
        for key in keys:
            first, last = weights.get(key, (0, 0))
            expected[at, model.targets[first:last]] += model.weights[first:last]
    np.testing.assert_allclose(model.emissions(table), expected, atol=1e-5)


CONTEXTS = tuple(
    Template.parse(text)
    for text in (
        "word[-1] word[0] place[1] shape[0]",
        "wide[-1] wide[0] wide[1]",
        "place[-2] word[1] place[0]",
        "shape[-1] shape[0] shape[1]",
    )
)


@pytest.mark.parametrize("single", [False, True])
@pytest.mark.parametrize(("most", "slot_bits"), [(1000, 18), (3, 18), (1000, 1)])
def test_contexts_change_nothing(
    monkeypatch: pytest.MonkeyPatch, single: bool, most: int, slot_bits: int
) -> None:
    monkeypatch.setattr(contexts, "_MOST_ROWS", most)
    monkeypatch.setattr(contexts, "_SLOT_BITS", slot_bits)
    plain = (_yes_or_no if single else _model)(_table(0, [5, 1, 9, 30]), 0)
    model = replace(plain, contexts=CONTEXTS)
    for seed in (0, 1, 0, 2, 1):  # what was met before is remembered, or forgotten
        table = _table(seed, [5, 1, 9, 30, 2])
        emissions = model.emissions(table)
        np.testing.assert_allclose(emissions, plain.emissions(table), atol=1e-5)
        fresh = replace(plain, contexts=CONTEXTS)
        np.testing.assert_array_equal(emissions, fresh.emissions(table))


@pytest.mark.parametrize(("sizes", "members"), [(SIZES, [5, 2, 1, 1]), (SIZES | {"wide": 2**40}, [5, 1, 1])])
def test_contexts_that_fit_take_each_combination_once(sizes: dict[str, int], members: list[int]) -> None:
    model = _model(_table(0, [5, 1, 9, 30]))
    found = list(combinations(TEMPLATES, SIZES, model.keys, np.arange(len(model.keys) + 1)))
    remembered, others = contexts.contexts(found, CONTEXTS, sizes)
    assert [len(context.members) for context in remembered] == members
    taken = sum(len(one.gains) for context in remembered for one in context.members)
    assert taken + sum(len(one.gains) for one in others) == sum(len(one.gains) for one in found)


def _yes_or_no(table: Table, seed: int) -> LinearModel:
    """A model of two labels with all its weights on the second."""
    random = np.random.default_rng(seed)
    every = sorted({key for keys in _fired(table) for key in keys})
    rows = np.zeros((len(every), 2), np.float32)
    rows[:, 1] = random.normal(size=len(every)).astype(np.float16)
    transitions = random.normal(size=(2, 2)).astype(np.float32)
    return LinearModel.from_rows(("B", "I"), SIZES, TEMPLATES, np.array(every), rows, transitions)


@pytest.mark.parametrize("seed", range(5))
def test_a_model_that_says_yes_or_no(seed: int) -> None:
    table = _table(seed, [5, 1, 9, 30, 150])
    model = _yes_or_no(_table(seed, [5, 1, 9]), seed)
    weights = dict(zip(model.keys.tolist(), model.weights.tolist(), strict=True))
    expected = [[0, sum(weights.get(key, 0) for key in keys)] for keys in _fired(table)]
    emissions = model.emissions(table)
    np.testing.assert_allclose(emissions, expected, atol=1e-5)
    steps = np.vstack([model.transitions, [0, 0]])  # "I" has no type, so it may follow anything
    best = viterbi(emissions, steps.astype(np.float32), table.starts, table.lengths)
    np.testing.assert_array_equal(model.tag(table), best)


def test_nothing_to_tag() -> None:
    model = _yes_or_no(_table(0, [5]), 0)
    assert model.tag(_table(0, [])).tolist() == [0, 0]
    assert len(model.tag(_table(0, [0, 2, 0]))) == 2 * MARGIN + 2 + 2 * MARGIN


def test_of_labels_as_good_the_first_is_taken() -> None:
    table = _table(0, [3, 120])
    model = replace(
        _yes_or_no(table, 0),
        weights=np.zeros(1, np.float16),
        keys=np.zeros(1, np.int64),
        pointers=np.array([0, 1]),
        targets=np.ones(1, np.uint8),
        transitions=np.zeros((2, 2), np.float32),
    )
    assert not model.tag(table).any()


def test_file_form_round_trip() -> None:
    table = _table(3, [6, 4])
    model = _model(table)
    again = LinearModel.restore(model.header(), model.arrays())
    np.testing.assert_array_equal(again.tag(table), model.tag(table))
    np.testing.assert_array_equal(again.keys, model.keys)
    assert again.templates == TEMPLATES
    assert float(abs(model.probabilities(table).sum(axis=1)[MARGIN : MARGIN + 6] - 1).max()) < 1e-5


@pytest.mark.parametrize(
    "change",
    [
        {"labels": ()},
        {"templates": TEMPLATES[:3]},
        {"sizes": {**SIZES, "wide": 2**40}},
        {"pointers": np.zeros(3, np.int64)},
        {"transitions": np.zeros((2, 3), np.float32)},
        {"transitions": np.full((3, 3), np.nan, np.float32)},
        {"sizes": {**SIZES, "place": 2}},
    ],
)
def test_parts_that_do_not_fit_are_refused(change: dict[str, object]) -> None:
    model = _model(_table(1, [8, 8]))
    with pytest.raises(ValueError, match=r"fit|range"):
        replace(model, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "word", "word[3]", "word[x]", "word[0],shape[0]", "word[-10]"])
def test_malformed_templates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="template"):
        Template.parse(text)


def test_training_learns_and_repeats() -> None:
    """Words 1 to 9 are entities; 10 to 29 are not."""
    pytest.importorskip("scipy")
    table = _table(7, [12] * 30)
    axis = table.axes[0]
    axis.columns["word"][:] = np.arange(30)
    gold = np.where((axis.index > 0) & (axis.index < 10), 1, 0).astype(np.int64)
    models = [
        train_linear([(table, gold)], LABELS, SIZES, TEMPLATES, Settings(epochs=20, minibatch=4))
        for _ in "ab"
    ]
    np.testing.assert_array_equal(models[0].tag(table), gold)
    for name, array in models[0].arrays().items():
        np.testing.assert_array_equal(array, models[1].arrays()[name])
