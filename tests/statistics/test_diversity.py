"""Measures of lexical diversity: published examples, counting by brute force, SciPy, and merging."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import sqrt

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

PEOPLE = ["of", "the", "people", "by", "the", "people", "for", "the", "people"]
TEXTS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy"]), max_size=60)


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
    tokens, rare = 10**9, 10**6
    # The one frequent word is in every sample, each hapax in 42 of 10^9.
    assert hdd({1: rare, tokens - rare: 1}) == pytest.approx((1 + rare * 42 / tokens) / 42, rel=1e-13)


def _brute_mattr(documents: list[list[str]], window: int) -> float:
    windows = [
        words[start : start + min(window, len(words))]
        for words in documents
        for start in range(max(1, len(words) - window + 1))
        if words
    ]
    return float(sum(Fraction(len(set(words)), len(words)) for words in windows) / len(windows))


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        # the types in the windows of the sentence, counted by hand
        (1, 1.0),
        (3, (3 + 3 + 3 + 3 + 3 + 3 + 3) / 7 / 3),
        (4, (4 + 3 + 3 + 4 + 3 + 3) / 6 / 4),
        (8, (5 + 4) / 2 / 8),
        (9, 5 / 9),
        (500, 5 / 9),  # a text shorter than the window: its type-token ratio
    ],
)
def test_mattr(window: int, expected: float) -> None:
    assert mattr(PEOPLE, window) == pytest.approx(expected)


def test_short_and_long_documents_together() -> None:
    types = WindowTypes(4)
    for words in ("a a b c c", "a b", "", "b b"):
        types.add_document(words.split())
    assert types.types == {4: 3 + 3, 2: 2 + 1}
    assert types.windows == {4: 2, 2: 2}
    assert types.mattr() == (6 / 4 + 3 / 2) / 4


def test_windows_of_two_lengths_do_not_merge() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        WindowTypes(4).merge(WindowTypes(5))


@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(1, 20), st.data())
def test_mattr_by_brute_force_and_merging(
    documents: list[list[str]], window: int, data: st.DataObject
) -> None:
    whole = WindowTypes(window)
    for words in documents:
        whole.add_document(words)
    cut = data.draw(st.integers(0, len(documents)))
    left, right = WindowTypes(window), WindowTypes(window)
    for part, half in ((left, documents[:cut]), (right, documents[cut:])):
        for words in half:
            part.add_document(words)
    right.merge(left)
    assert right.mattr() == whole.mattr()
    if any(documents):
        assert whole.mattr() == pytest.approx(_brute_mattr(documents, window), rel=1e-12)
    else:
        assert whole.mattr() is None


def test_mtld_of_the_published_sentence() -> None:
    # McCarthy & Jarvis (2010): of the people by the people (.667) is a factor, for the people has 1.00.
    # Backwards: people the for people the (.600) is one, by people the of has 1.00.
    assert _factors(PEOPLE, FACTOR) == 1.0
    assert _factors(reversed(PEOPLE), FACTOR) == 1.0
    assert mtld(PEOPLE) == 9.0


def test_the_rest_counts_as_part_of_a_factor() -> None:
    # McCarthy & Jarvis (2010): 340 words with four factors and a rest at .887 are 4.404 factors,
    # of 77.203 words.
    stretches = [[*range(types), *[0] * (tokens - types)] for types, tokens in [(51, 71)] * 3 + [(53, 74)]]
    rest = [*range(47), *[0] * 6]
    words = [word for stretch in (*stretches, rest) for word in stretch]
    assert len(words) == 340
    assert _factors(words, FACTOR) == pytest.approx(4.404, abs=0.0005)
    assert 340 / _factors(words, FACTOR) == pytest.approx(77.203, abs=0.01)


def test_the_ratio_must_fall_below_the_factor() -> None:
    at_the_limit = [*range(18), *[0] * 7]  # 18 / 25 = .72
    assert _factors(at_the_limit, FACTOR) == pytest.approx(1.0)  # all rest, no factor
    assert _factors([*at_the_limit, 0], FACTOR) == 1.0
    assert _factors([*at_the_limit, 0, 0], FACTOR) == 1.0  # a new stretch has begun


def test_mtld_needs_a_repetition() -> None:
    assert mtld(["một", "hai", "ba"]) is None
    assert mtld(["một"] * 10) == 2.0  # every second word completes a factor


@given(TEXTS)
def test_any_text(words: list[str]) -> None:
    spectrum = _spectrum(words)
    assert sum(spectrum.values()) == len(set(words))
    assert sum(count * types for count, types in spectrum.items()) == len(words)
    if not words:
        return
    ratio, root, repetition = (
        type_token_ratio(len(set(words)), len(words)),
        guiraud(len(set(words)), len(words)),
        yule_k(spectrum),
    )
    assert ratio is not None
    assert root is not None
    assert root == pytest.approx(ratio * sqrt(len(words)))
    # The probability that two tokens of the text, drawn with replacement, are the same token again is 1 / N.
    same = sum(Fraction(words.count(word), len(words)) ** 2 for word in set(words)) - Fraction(1, len(words))
    assert repetition == pytest.approx(float(10_000 * same), abs=1e-9)
    # Samples of all tokens are the text itself.
    assert hdd(spectrum, len(words)) == pytest.approx(ratio)
    length = mtld(words)
    assert (length is None) == (ratio == 1)
    assert length == mtld(words[::-1])
