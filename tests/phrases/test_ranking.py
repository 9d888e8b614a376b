"""How phrases rank: each factor of the formula by hand, what is free of longer phrases, and any order."""

from __future__ import annotations

from math import log2, log10
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.data.frequencies import sequence_frequencies, word_frequencies
from qnmine.phrases import ranked_phrases
from qnmine.phrases.kinds import Kinds
from qnmine.statistics.coding import CodedWords, Vocabulary
from qnmine.statistics.terms import Term
from tests.phrases.tagged import tagged

if TYPE_CHECKING:
    from random import Random

KNOWN = "[Quảng_Ninh] [bình_liêu] chuyển_đổi/V quét/V giá/N"


def scores(
    counts: dict[str, int], known: str = KNOWN, spellings: dict[str, str] | None = None
) -> dict[str, float]:
    """Return the scores of terms with these counts; `known` tells which words are verbs or names."""
    terms = [
        Term(0, tuple(word.replace("_", " ") for word in text.split()), count, 1)
        for text, count in counts.items()
    ]
    found = ranked_phrases(terms, _kinds(known), spellings or {})
    return {" ".join(word.replace(" ", "_") for word in phrase.term.words): phrase.score for phrase in found}


def _kinds(known: str) -> Kinds:
    vocabulary = Vocabulary()
    kinds = Kinds(vocabulary)
    batch = [tagged(known)]
    kinds.add_documents(batch, CodedWords.of(batch, vocabulary))
    return kinds


def specific(*words: str) -> float:
    """Return the mean of the words' log10(1 / share), at most 6, by 4."""
    table = word_frequencies()
    shares = [(table.counts.get(word, 0) + 0.5) / (table.words + 1) for word in words]
    return sum(min(-log10(share), 6) / 4 for share in shares) / len(words)


def test_the_formula_on_a_phrase_of_two_words() -> None:
    counts = word_frequencies().counts
    assert counts["kinh tế"] == 12163
    assert log10((10_255_687 + 1) / 12163.5) == pytest.approx(2.9260, abs=1e-4)
    expected = 14 * log2(3) * (2.9260 / 4 + specific("số")) / 2
    assert scores({"kinh_tế số": 14})["kinh_tế số"] == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("phrase", "count", "score"),
    [
        # Length: log2(1 + words), a name as 1.5.
        ("hạ_tầng dữ_liệu", 2, 2 * log2(3) * specific("hạ tầng", "dữ liệu")),
        ("hạ_tầng dữ_liệu giáo_dục", 2, 2 * 2 * specific("hạ tầng", "dữ liệu", "giáo dục")),
        ("quảng_ninh", 2, 2 * log2(2.5) * specific("quảng ninh")),
        # Specificity: general words have 0.3, unknown ones 6 / 4.
        ("vấn_đề dữ_liệu", 3, 3 * log2(3) * (0.3 + specific("dữ liệu")) / 2),
        ("abc_def ghi_klm", 2, 2 * log2(3) * 1.5),
        ("bình_liêu", 2, 2 * log2(2.5) * specific("bình liêu")),
        # Form: a noun alone 0.55, an abbreviation 0.8.
        ("doanh_nghiệp", 5, 5 * specific("doanh nghiệp") * 0.55),
        ("thpt", 5, 5 * specific("thpt") * 0.8),
        # Seen once: 0.4 alone, also on top of the form; 0.7 if general Vietnamese has it.
        ("doanh_nghiệp", 1, specific("doanh nghiệp") * 0.55 * 0.4),
        ("thpt", 1, specific("thpt") * 0.8 * 0.4),
        ("quảng_ninh", 1, log2(2.5) * specific("quảng ninh") * 0.4),
        ("trí_tuệ nhân_tạo", 1, log2(3) * specific("trí tuệ", "nhân tạo") * 0.7),
        # Seen once and unknown: 0.4, 0.2 from four words on, half of it with a verb inside, 0 after one.
        ("hạ_tầng giáo_dục", 1, log2(3) * specific("hạ tầng", "giáo dục") * 0.4),
        (
            "hạ_tầng giáo_dục dữ_liệu đô_thị",
            1,
            log2(5) * specific("hạ tầng", "giáo dục", "dữ liệu", "đô thị") * 0.2,
        ),
        ("mã quét thẻ", 1, 2 * specific("mã", "quét", "thẻ") * 0.2),
        ("mã chuyển_đổi vốn đất", 1, log2(5) * specific("mã", "chuyển đổi", "vốn", "đất") * 0.1),
        ("chuyển_đổi giáo_dục", 1, None),
        ("chuyển_đổi giáo_dục", 2, 2 * log2(3) * specific("chuyển đổi", "giáo dục")),
    ],
)  # fmt: skip
def test_factors(phrase: str, count: int, score: float | None) -> None:
    found = scores({phrase: count}, spellings={"thpt": "THPT"})
    assert found == ({} if score is None else {phrase: pytest.approx(score, abs=1e-9)})


def test_what_the_examples_above_say_of_general_vietnamese() -> None:
    counts = sequence_frequencies().counts
    assert "trí tuệ nhân tạo" in counts
    assert (
        not {"hạ tầng giáo dục", "hạ tầng giáo dục dữ liệu đô thị", "mã quét thẻ", "mã chuyển đổi vốn đất"}
        & counts.keys()
    )


def free(counts: dict[str, int]) -> dict[str, float]:
    """Return how many occurrences of each phrase are counted: those that score."""
    found = scores(counts, known="")
    single = {phrase: scores({phrase: 2}, known="")[phrase] / 2 for phrase in found}
    return {phrase: round(score / single[phrase], 6) for phrase, score in found.items() if counts[phrase] > 1}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 9}, {"a": 9}),
        ({"a": 9, "a b": 4}, {"a": 5, "a b": 4}),
        ({"a": 9, "a b": 4, "x a": 3}, {"a": 2, "a b": 4, "x a": 3}),
        # What is in the longest is not taken twice from what is inside.
        ({"a": 9, "a b": 4, "a b c": 3}, {"a": 5, "a b": 1, "a b c": 3}),
        ({"a": 9, "a b": 4, "a b c": 4}, {"a": 5, "a b c": 4}),
        ({"a": 10, "x a": 3, "a y": 3, "x a y": 2}, {"a": 6, "x a": 1, "a y": 1, "x a y": 2}),
        # It holds it twice.
        ({"a": 9, "a b a": 3}, {"a": 3, "a b a": 3}),
        # Only parts of longer ones are no phrases of their own.
        ({"a": 4, "a b": 4}, {"a b": 4}),
        ({"a": 3, "a b": 4}, {"a b": 4}),  # as when it was tagged otherwise inside
        # What occurs once takes nothing away.
        ({"a": 3, "a b": 1, "a c": 1}, {"a": 3}),
        ({"a": 2, "aa": 2, "aa b": 2}, {"a": 2, "aa b": 2}),
        ({"a_b": 5, "a": 5, "b": 5}, {"a_b": 5, "a": 5, "b": 5}),  # a word is whole
        ({"b": 9, "a b": 4, "x a_b": 3}, {"b": 8, "a b": 1, "x a_b": 3}),  # cut in two ways
    ],
)
def test_occurrences_that_are_no_part_of_a_longer_phrase(
    counts: dict[str, int], expected: dict[str, float]
) -> None:
    assert free(counts) == expected


def test_what_occurs_once_is_no_phrase_inside_of_anything_longer() -> None:
    assert set(scores({"hạ_tầng": 1, "dữ_liệu": 1, "hạ_tầng dữ_liệu": 1, "giáo_dục": 1})) == {
        "hạ_tầng dữ_liệu",
        "giáo_dục",
    }


_syllables = st.sampled_from(["a", "b", "c", "a_b", "kinh_tế", "vấn_đề", "quảng_ninh"])
_phrases = st.lists(_syllables, min_size=1, max_size=4).map(" ".join)
_corpora = st.lists(
    st.tuples(_phrases, st.integers(1, 6)), unique_by=lambda item: item[0].replace("_", " "), max_size=12
).map(dict)


@given(_corpora, st.randoms())
def test_the_order_of_terms_does_not_matter(counts: dict[str, int], random: Random) -> None:
    items = list(counts.items())
    random.shuffle(items)
    found = scores(counts)
    assert scores(dict(items)) == found
    assert all(score > 0 for score in found.values())
    longest = max(counts, key=lambda text: len(text.replace("_", " ").split()), default=None)
    if longest is not None and counts[longest] > 1:
        assert longest in found
