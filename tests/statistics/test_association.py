"""Measures of association: published values, values by hand, and what NLTK computes."""

from __future__ import annotations

from math import isclose, log, log2, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given

from qnmine.statistics.association import (
    dice,
    expected,
    log_dice,
    log_likelihood,
    mi,
    mi3,
    npmi,
    t_score,
    z_score,
)
from qnmine.statistics.significance import log_likelihood as g2
from tests.statistics.test_significance import BILLION, CELLS, counts

if TYPE_CHECKING:
    from collections.abc import Callable

    Measure = Callable[[int, int, int, int], float | None]

FOUR_COUNTS: tuple[Measure, ...] = (log_likelihood, mi, mi3, npmi, t_score, z_score)


@pytest.mark.parametrize(
    ("first", "second", "t", "information"),
    [
        # Manning & Schütze (1999), tables 5.6 and 5.14: bigrams that occur 20 times in 14,307,668 words
        (42, 20, 4.4721, 18.38),  # Ayatollah Ruhollah
        (41, 27, 4.4721, 17.98),  # Bette Midler
        (30, 117, 4.4720, 16.31),  # Agatha Christie
        (77, 59, 4.4720, 15.94),  # videocassette recorder
        (24, 320, 4.4720, 15.19),  # unsalted butter
        (14907, 9017, 2.3714, 1.09),  # first made
        (13484, 10570, 2.2446, 1.01),  # over many
        (14734, 13478, 1.3685, 0.53),  # into them
        (14093, 14776, 1.2176, 0.46),  # like people
        (15019, 15629, 0.8036, 0.29),  # time last
    ],
)
def test_the_bigrams_of_manning_and_schuetze(first: int, second: int, t: float, information: float) -> None:
    assert t_score(20, first, second, 14_307_668) == pytest.approx(t, abs=0.00015)
    assert mi(20, first, second, 14_307_668) == pytest.approx(information, abs=0.005)


@pytest.mark.parametrize(
    ("measure", "values", "result"),
    [
        # a node four times, each with a span of two words; 64 words; chance gives 4·8/64 = ½
        (mi, (2, 4, 8, 64), 2.0),
        (mi3, (2, 4, 8, 64), 4.0),
        (t_score, (2, 4, 8, 64), 1.5 / sqrt(2)),
        (z_score, (2, 4, 8, 64), 1.5 / sqrt(0.5)),
        (npmi, (2, 4, 8, 64), log(4) / log(32)),
        # exactly what chance gives
        (mi, (1, 2, 2, 4), 0.0),
        (t_score, (1, 2, 2, 4), 0.0),
        (z_score, (1, 2, 2, 4), 0.0),
        (npmi, (1, 2, 2, 4), 0.0),
        # rarer than chance
        (mi, (1, 8, 16, 64), -1.0),
        (mi3, (1, 8, 16, 64), -1.0),
        (t_score, (1, 8, 16, 64), -1.0),
        (z_score, (1, 8, 16, 64), -1 / sqrt(2)),
        (npmi, (1, 8, 16, 64), log(1 / 2) / log(64)),
        # never together
        (mi, (0, 3, 5, 100), None),
        (mi3, (0, 3, 5, 100), None),
        (t_score, (0, 3, 5, 100), None),
        (z_score, (0, 4, 25, 100), -1.0),
        (npmi, (0, 3, 5, 100), -1.0),
        # never apart
        (npmi, (3, 3, 3, 100), 1.0),
        (npmi, (8, 8, 16, 64), log(4) / log(8)),
        # in every place: as chance would have it
        (mi, (4, 4, 4, 4), 0.0),
        (t_score, (4, 4, 4, 4), 0.0),
        (z_score, (4, 4, 4, 4), 0.0),
        (npmi, (4, 4, 4, 4), None),
        (log_likelihood, (4, 4, 4, 4), 0.0),
        # one of them never occurs, or nothing does
        (z_score, (0, 0, 3, 10), None),
        (npmi, (0, 0, 3, 10), None),
        (log_likelihood, (0, 0, 3, 10), 0.0),
        *((measure, (0, 0, 0, 0), None) for measure in (mi, mi3, t_score, z_score, npmi)),
    ],
)
def test_by_hand(measure: Measure, values: tuple[int, int, int, int], result: float | None) -> None:
    assert measure(*values) == (result if result is None else pytest.approx(result))


@pytest.mark.parametrize(
    ("values", "result"), [((4, 8, 64), 0.5), ((3, 0, 10), 0.0), ((0, 0, 0), None), ((0, 0, 5), 0.0)]
)
def test_expected(values: tuple[int, int, int], result: float | None) -> None:
    assert expected(*values) == result


@pytest.mark.parametrize(
    ("values", "coefficient", "logarithm"),
    [
        # Rychlý (2008): 14 where the two are never apart, 0 for one meeting in 16,384 occurrences of each,
        # one more for twice as often
        ((5, 5, 5), 1.0, 14.0),
        ((1, 16_384, 16_384), 1 / 16_384, 0.0),
        ((2, 16_384, 16_384), 2 / 16_384, 1.0),
        ((2, 4, 12), 0.25, 12.0),
        ((6, 4, 4), 1.5, 14 + log2(1.5)),  # several collocates of one node
        ((0, 4, 4), 0.0, None),
        ((0, 0, 4), 0.0, None),
        ((0, 0, 0), None, None),
    ],
)
def test_dice(values: tuple[int, int, int], coefficient: float | None, logarithm: float | None) -> None:
    assert dice(*values) == coefficient
    assert log_dice(*values) == (logarithm if logarithm is None else pytest.approx(logarithm))


def test_counts_that_cannot_be() -> None:
    for measure in FOUR_COUNTS:
        with pytest.raises(ValueError, match="impossible counts"):
            measure(3, 2, 5, 10)
    for values in ((-1, 2, 2), (1, 0, 2), (1, 2, 0), (0, -1, 3)):
        with pytest.raises(ValueError, match="impossible counts"):
            log_dice(*values)
    with pytest.raises(ValueError, match="impossible counts"):
        expected(11, 2, 10)


def test_the_log_likelihood_is_that_of_the_tests() -> None:
    assert log_likelihood is g2


@pytest.mark.parametrize("measure", FOUR_COUNTS)
def test_numpy_integers_do_not_overflow(measure: Measure) -> None:
    large = (5 * BILLION, 6 * BILLION, 7 * BILLION, 9 * BILLION)
    assert measure(*np.array(large)) == measure(*large)


def test_thousands_of_millions_of_words() -> None:
    assert mi(BILLION, BILLION, BILLION, 1024 * BILLION) == 10.0
    assert mi3(BILLION, BILLION, BILLION, BILLION) == pytest.approx(2 * log2(BILLION))
    assert t_score(10**12, 10**12, 10**12, 10**13) == pytest.approx(9e5)
    assert npmi(BILLION, BILLION, BILLION, 1024 * BILLION) == 1.0


@given(CELLS)
def test_signs_bounds_and_symmetry(cells: tuple[int, int, int, int]) -> None:
    both, one, other, neither = cells
    joint, first, second, total = counts(cells)
    surplus = joint * total - first * second
    for measure in FOUR_COUNTS:
        value = measure(joint, first, second, total)
        assert value == pytest.approx(measure(*counts((both, other, one, neither))), abs=1e-9)
        if value is not None and measure in (mi, npmi, t_score, z_score) and abs(value) > 1e-12:
            assert (value > 0) == (surplus > 0)
    association = npmi(joint, first, second, total)
    assert association is None or -1 <= association <= 1 + 1e-12
    coefficient = dice(joint, first, second)
    assert coefficient is None or 0 <= coefficient <= 1


@given(CELLS)
def test_the_measures_are_of_one_family(cells: tuple[int, int, int, int]) -> None:
    assume(cells[0])
    values = counts(cells)
    chance = expected(*values[1:])
    information, cubed, t, z = (measure(*values) for measure in (mi, mi3, t_score, z_score))
    assert chance is not None
    assert information is not None
    assert t is not None
    assert z is not None
    assert isclose(information, log2(values[0] / chance), abs_tol=1e-9)
    assert cubed == pytest.approx(information + 2 * log2(values[0]))
    assert t * sqrt(values[0]) == pytest.approx(values[0] - chance, abs=1e-6)
    assert z * sqrt(chance) == pytest.approx(values[0] - chance, abs=1e-6)


@given(CELLS)
def test_nltk(cells: tuple[int, int, int, int]) -> None:
    nltk = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    assume(cells[0])
    joint, first, second, total = counts(cells)
    margins = (joint, (first, second), total)
    assert mi(joint, first, second, total) == pytest.approx(nltk.pmi(*margins), rel=1e-9, abs=1e-9)
    # NLTK's `mi_like` is O^n / (R1 C1), without N and without the logarithm.
    assert mi3(joint, first, second, total) == pytest.approx(
        log2(nltk.mi_like(*margins, power=3) * total), rel=1e-9, abs=1e-9
    )
    assert t_score(joint, first, second, total) == pytest.approx(nltk.student_t(*margins), rel=1e-9, abs=1e-9)
    assert dice(joint, first, second) == pytest.approx(nltk.dice(*margins), rel=1e-9)
