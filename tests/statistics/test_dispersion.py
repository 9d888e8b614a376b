"""Measures of dispersion: the corpus of Gries (2008), values by hand, SciPy, and what always holds."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.statistics.dispersion import (
    Parts,
    average_reduced_frequency,
    carroll_d2,
    deviation_of_proportions,
    dp_norm,
    juilland_d,
    kl_divergence,
    range_,
    rosengren_s,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Measure = Callable[[Sequence[int], Sequence[int], Parts | None], float | None]

MEASURES: tuple[Measure, ...] = (
    juilland_d,
    carroll_d2,
    rosengren_s,
    deviation_of_proportions,
    dp_norm,
    kl_divergence,
)
# Gries (2008), "Dispersions and adjusted frequencies in corpora", IJCL 13: five parts, and the word `a`
GRIES = [
    part.split()
    for part in (
        "b a m n i b e u p",
        "b a s a t b e w q n",
        "b c a g a b e s t a",
        "b a g h a b e a a t",
        "b a h a a b e a x a t",
    )
]
COUNTS = [part.count("a") for part in GRIES]
SIZES = [len(part) for part in GRIES]


@st.composite
def parts(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Draw the counts of a term and the sizes of the parts."""
    sizes = draw(st.lists(st.integers(0, 500), min_size=1, max_size=12))
    return [draw(st.integers(0, size)) for size in sizes], sizes


@pytest.mark.parametrize(
    ("measure", "published"),
    [
        # As in Gries (2008) and, with the same corpus, Gries (2020), "Analyzing dispersion"
        (juilland_d, 0.785),
        (carroll_d2, 0.938),
        (rosengren_s, 0.950),
        (deviation_of_proportions, 0.18),
        (dp_norm, 0.22),
        (kl_divergence, 0.137),
    ],
)
def test_the_corpus_of_gries(measure: Measure, published: float) -> None:
    assert (COUNTS, SIZES) == ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    assert measure(COUNTS, SIZES, None) == pytest.approx(published, abs=0.0005)
    assert range_(COUNTS) == 5


@pytest.mark.parametrize(
    ("counts", "sizes", "expected"),
    [
        # D, D2, S, DP, DP norm, KL
        ([2, 2], [50, 50], (1, 1, 1, 0, 0, 0)),  # evenly spread
        ([1, 2, 3], [10, 20, 30], (1, 1, 1, 0, 0, 0)),  # as the words are
        ([4, 0], [50, 50], (0, 0, 0.5, 0.5, 1, 1)),  # all in one part
        ([0, 0, 5, 0], [10, 20, 10, 40], (0, 0, 0.125, 0.875, 1, 3)),  # all in one of the smallest
        ([3, 1], [50, 50], (0.5, 0.811278, (sqrt(1.5) + sqrt(0.5)) ** 2 / 4, 0.25, 0.5, 0.188722)),
        ([4, 0, 0], [50, 50, 0], (0, 0, 0.5, 0.5, 1, 1)),  # a part without words is none
        ([7], [50], (None,) * 6),  # one part: nothing to compare
        ([7, 0], [50, 0], (None,) * 6),
        ([0, 0], [50, 50], (None,) * 6),
        ([0, 0], [0, 0], (None,) * 6),
        ([], [], (None,) * 6),
        ([50, 50], [50, 50], (1, 1, 1, 0, 0, 0)),  # the only word
    ],
)
def test_by_hand(counts: list[int], sizes: list[int], expected: tuple[float | None, ...]) -> None:
    for measure, value in zip(MEASURES, expected, strict=True):
        assert measure(counts, sizes, None) == (value if value is None else pytest.approx(value, abs=1e-6))


@pytest.mark.parametrize(
    ("measure", "counts", "sizes", "bound"),
    [
        (juilland_d, [3, 0, 0], [11, 8, 29], 0.0),
        (carroll_d2, [189, 301, 84, 168, 252, 399, 315], [270, 430, 120, 240, 360, 570, 450], 1.0),
        (rosengren_s, [72, 126], [156, 273], 1.0),
        (kl_divergence, [300_000_005, 300_000_004], [3_000_000_040, 3_000_000_040], 0.0),
    ],
)
def test_rounding_does_not_pass_a_bound(
    measure: Measure, counts: list[int], sizes: list[int], bound: float
) -> None:
    assert measure(counts, sizes, None) == bound


def test_range() -> None:
    assert [range_(counts) for counts in ([], [0, 0], [0, 3, 1])] == [0, 0, 2]


@pytest.mark.parametrize("measure", MEASURES)
def test_what_cannot_be(measure: Measure) -> None:
    for counts, sizes in (([-1], [5]), ([6], [5]), ([1], [0])):
        with pytest.raises(ValueError, match="a part has fewer"):
            measure(counts, sizes, None)
    with pytest.raises(ValueError, match="argument"):
        measure([1, 2], [5], None)
    for whole in (Parts(1, 100, 5), Parts(5, 9, 1)):
        with pytest.raises(ValueError, match="more than the whole"):
            measure([1, 1], [5, 5], whole)


def test_parts() -> None:
    assert Parts.of([3, 0, 2, 9]) == Parts(3, 14, 2)
    assert Parts.of([]) == Parts(0, 0, 0)


@pytest.mark.parametrize("measure", MEASURES)
def test_large_corpora(measure: Measure) -> None:
    small = measure([1, 2, 6], [10, 30, 20], None)
    scale = 10**9
    counts: Any = np.array([1, 2, 6]) * scale
    sizes: Any = np.array([10, 30, 20]) * scale
    assert measure(counts, sizes, None) == pytest.approx(small, rel=1e-12)


@given(parts())
def test_parts_without_the_term_may_be_left_out(drawn: tuple[list[int], list[int]]) -> None:
    counts, sizes = drawn
    held = [(count, size) for count, size in zip(counts, sizes, strict=True) if count]
    held.reverse()
    for measure in MEASURES:
        sparse = measure([count for count, _ in held], [size for _, size in held], Parts.of(sizes))
        assert sparse == measure(counts, sizes, None)


@given(parts())
def test_bounds(drawn: tuple[list[int], list[int]]) -> None:
    counts, sizes = drawn
    whole = Parts.of(sizes)
    for measure in MEASURES:
        value = measure(counts, sizes, None)
        if value is None:
            assert not any(counts) or whole.number == 1
            continue
        assert value >= (whole.smallest / whole.words - 1e-9 if measure is rosengren_s else 0)
        assert measure is kl_divergence or value <= 1


@given(parts())
def test_numpy_and_scipy(drawn: tuple[list[int], list[int]]) -> None:
    stats = pytest.importorskip("scipy.stats")
    counts, sizes = (np.array(numbers, float)[np.array(drawn[1]) > 0] for numbers in drawn)
    if not counts.any() or len(counts) == 1:
        return
    shares, words, occurrences = counts / sizes, sizes / sizes.sum(), counts / counts.sum()
    expected = (
        1 - shares.std() / shares.mean() / sqrt(len(sizes) - 1),
        stats.entropy(shares, base=len(sizes)),
        np.sqrt(words * counts).sum() ** 2 / counts.sum(),
        np.abs(occurrences - words).sum() / 2,
        np.abs(occurrences - words).sum() / 2 / (1 - words.min()),
        stats.entropy(occurrences, words, base=2),
    )
    for measure, value in zip(MEASURES, expected, strict=True):
        assert measure(*drawn, None) == pytest.approx(value, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("positions", "words", "expected"),
    [
        ([0, 25, 50, 75], 100, 4.0),  # evenly spread
        ([10, 11, 12, 13], 100, (3 + 25) * 4 / 100),  # all in one place
        ([98, 99, 0, 1], 100, (3 + 25) * 4 / 100),  # the same place across the seam
        ([0], 1, 1.0),
        ([40], 100, 1.0),
        ([0, 1, 2], 3, 3.0),  # every word
        ([0, 10], 100, (10 + 50) * 2 / 100),
        # distances in the corpus of Gries: 9 2 9 2 5 2 3 3 1 3 2 1 3 2 3, of which three are above 50/15
        (
            [place for place, word in enumerate(word for part in GRIES for word in part) if word == "a"],
            50,
            27 * 15 / 50 + 3,
        ),
        ([], 100, None),
        ([], 0, None),
    ],
)
def test_average_reduced_frequency(positions: list[int], words: int, expected: float | None) -> None:
    result = average_reduced_frequency(positions, words)
    assert result == (expected if expected is None else pytest.approx(expected))
    assert average_reduced_frequency(reversed(positions), words) == result


@pytest.mark.parametrize(
    ("positions", "words", "error"),
    [([-1], 9, "from -1"), ([9], 9, "to 9"), ([0], 0, "from 0"), ([3, 3], 9, "twice")],
)
def test_positions_that_cannot_be(positions: list[int], words: int, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        average_reduced_frequency(positions, words)


@given(st.sets(st.integers(0, 199), min_size=1), st.integers(0, 199))
def test_the_corpus_is_a_circle(positions: set[int], turn: int) -> None:
    result = average_reduced_frequency(positions, 200)
    assert result is not None
    assert 1 <= result <= len(positions)
    assert average_reduced_frequency({(place + turn) % 200 for place in positions}, 200) == result
