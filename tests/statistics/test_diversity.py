"""Measures of lexical diversity: published examples, counting by brute force, SciPy, and merging."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.statistics.diversity import (
    FACTOR,
    WindowTypes,
    _factors,
    frequency_spectrum,
    guiraud,
    hapaxes,
    hdd,
    mattr,
    mtld,
    type_token_ratio,
    yule_k,
)

PEOPLE = "of the people by the people for the people".split()
TEXTS = st.lists(st.sampled_from("một hai ba bốn năm sáu bảy".split()), max_size=60)


def _spectrum(words: list[str]) -> Counter[int]:
    return frequency_spectrum(Counter(words).values())


def test_the_spectrum_of_a_sentence() -> None:
    spectrum = _spectrum(PEOPLE)  # the 3, people 3, of 1, by 1, for 1
    assert spectrum == {1: 3, 3: 2}
    assert hapaxes(spectrum) == 3
    assert yule_k(spectrum) == 10_000 * (3 * 1 + 2 * 9 - 9) / 81
    assert (type_token_ratio(5, 9), guiraud(5, 9)) == (5 / 9, 5 / 3)


def test_texts_without_words() -> None:
    empty = frequency_spectrum([0, 0])
    assert empty == {}
    assert hapaxes(empty) == 0
    for value in (type_token_ratio(0, 0), guiraud(0, 0), yule_k(empty), hdd(empty), mtld([]), mattr([])):
        assert value is None


def test_what_cannot_be() -> None:
    for types, tokens in ((3, 2), (-1, 2), (0, 2), (1, 0)):
        for measure in (type_token_ratio, guiraud):
            with pytest.raises(ValueError, match="impossible counts"):
                measure(types, tokens)
    for spectrum in ({0: 3}, {-1: 2}, {2: -1}):
        for measured in (yule_k, hdd):
            with pytest.raises(ValueError, match="frequency spectrum"):
                measured(spectrum)
    with pytest.raises(ValueError, match="frequency spectrum"):
        frequency_spectrum([3, -1])
    with pytest.raises(ValueError, match="a sample of 0"):
        hdd({1: 50}, 0)
    with pytest.raises(ValueError, match="a window of 0"):
        mattr(PEOPLE, 0)
    for factor in (0.0, 1.0):
        with pytest.raises(ValueError, match="not between"):
            mtld(PEOPLE, factor)


@pytest.mark.parametrize(
    ("spectrum", "sample", "expected"),
    [
        ({1: 42}, 42, 1.0),  # every word once
        ({42: 1}, 42, 1 / 42),  # one word only
        ({1: 41}, 42, None),  # shorter than the sample
        ({2: 2}, 2, 2 * (1 - 1 / 6) / 2),  # of 6 pairs, one is without the first word, one without the second
        ({100: 1, 1: 1}, 1, 1.0),
    ],
)
def test_hdd(spectrum: dict[int, int], sample: int, expected: float | None) -> None:
    assert hdd(spectrum, sample) == (expected if expected is None else pytest.approx(expected))


@given(st.dictionaries(st.integers(1, 300), st.integers(1, 40), min_size=1, max_size=20))
def test_hdd_by_scipy(spectrum: dict[int, int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    tokens = sum(count * types for count, types in spectrum.items())
    if tokens >= 42:
        expected = sum(
            types * (1 - stats.hypergeom.pmf(0, tokens, count, 42)) for count, types in spectrum.items()
        )
        assert hdd(spectrum) == pytest.approx(expected / 42, rel=1e-9)
    else:
        assert hdd(spectrum) is None


def test_hdd_of_a_thousand_million_words() -> None:
    spectrum = {1: 5 * 10**5, 7: 10**5, 10**6: 998, 798_800_000 // 4: 4}
    tokens = sum(count * types for count, types in spectrum.items())
    expected = sum(
        types * (1 - Fraction(comb(tokens - count, 42), comb(tokens, 42)))
        for count, types in spectrum.items()
        if count < 10**6  # the binomials of the others are too large to be quick
    )
    rare = sum(types for count, types in spectrum.items() if count < 10**6)
    without = hdd({**spectrum, 1: 0, 7: 0, tokens - (tokens - 5 * 10**5 - 7 * 10**5): 1})
    assert without is not None
    result = hdd(spectrum)
    assert result is not None
    assert rare == 6 * 10**5
    # What the rare words add, to many digits; each is met with a probability of some 10^-8.
    assert (result - hdd_of_the_rest(spectrum, tokens)) * 42 == pytest.approx(float(expected), rel=1e-9)
