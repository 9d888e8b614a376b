"""Tables of keywords: every measure beside the pure functions, groups, references, ties and limits."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.phrases import ranked_phrases
from qnmine.statistics import Keyword, keyness
from qnmine.statistics.keyword_table import KEYNESS, MEASURES, REST, KeyKeyword, ranked_terms
from qnmine.statistics.reference import Reference
from qnmine.statistics.significance import p_value
from qnmine.statistics.terms import PhraseTerms, TermCounts, WordTerms
from qnmine.statistics.weighting import tf_idf
from tests.phrases.tagged import tagged
from tests.statistics.coded_corpora import corpora, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.words.running import RunningWords

CORPUS = [
    tokens("kinh_tế số , kinh_tế biển 2024"),
    tokens("Hạ_Long ở Hạ_Long", "biển ở Hạ_Long"),
    tokens("kinh_tế ở Hạ_Long"),
]
GROUPS = [0, 1, 1]
"""Words: 5 in group 0, 9 in group 1; 2024 is a word and no term."""


def counts_of(corpus: Sequence[RunningWords], groups: Sequence[int] = (), *lengths: int) -> TermCounts:
    counts = TermCounts(WordTerms(lengths or (1,)), grouped=bool(groups), total=True)
    counts.add_documents(corpus, groups)
    return counts


def test_counts_of_a_small_corpus() -> None:
    rows = list(ranked_terms(counts_of(CORPUS), "count"))
    assert rows == [
        (0, Keyword("Hạ Long", 4, 2, 4e6 / 14, None)),
        (0, Keyword("kinh tế", 3, 2, 3e6 / 14, None)),
        (0, Keyword("ở", 3, 2, 3e6 / 14, None)),
        (0, Keyword("biển", 2, 2, 2e6 / 14, None)),
        (0, Keyword("số", 1, 1, 1e6 / 14, None)),
    ]


def test_groups_come_in_the_order_given_and_have_their_own_words() -> None:
    counts = counts_of(CORPUS, GROUPS)
    rows = [
        (group, row.term, row.count, row.docs, row.per_million)
        for group, row in ranked_terms(counts, "count", [1, 7, 0])
    ]
    assert rows == [
        (1, "Hạ Long", 4, 2, 4e6 / 9),
        (1, "ở", 3, 2, 3e6 / 9),
        (1, "biển", 1, 1, 1e6 / 9),
        (1, "kinh tế", 1, 1, 1e6 / 9),
        (0, "kinh tế", 2, 1, 2e6 / 5),
        (0, "biển", 1, 1, 1e6 / 5),
        (0, "số", 1, 1, 1e6 / 5),
    ]
    assert {group for group, _ in ranked_terms(counts, "count", [0])} == {0}
    assert list(ranked_terms(counts, "count", [])) == []


def test_the_least_count_and_documents_are_of_the_group() -> None:
    counts = counts_of(CORPUS, GROUPS)
    assert [(group, row.term) for group, row in ranked_terms(counts, "count", [0, 1], min_count=2)] == [
        (0, "kinh tế"), (1, "Hạ Long"), (1, "ở"),
    ]  # fmt: skip
    assert [(group, row.term) for group, row in ranked_terms(counts, "count", [0, 1], min_docs=2)] == [
        (1, "Hạ Long"), (1, "ở"),
    ]  # fmt: skip


def test_tf_idf_counts_in_the_group_and_documents_of_all() -> None:
    whole = {row.term: row.score for _, row in ranked_terms(counts_of(CORPUS), "tfidf")}
    assert whole == {
        "Hạ Long": _tf_idf(4, 2, 3), "kinh tế": _tf_idf(3, 2, 3), "ở": _tf_idf(3, 2, 3),
        "biển": _tf_idf(2, 2, 3), "số": _tf_idf(1, 1, 3),
    }  # fmt: skip
    by_group = [
        (group, row.term, row.score)
        for group, row in ranked_terms(counts_of(CORPUS, GROUPS), "tfidf", [0, 1], min_count=2)
    ]
    assert by_group == [
        (0, "kinh tế", _tf_idf(2, 2, 3)),
        (1, "Hạ Long", _tf_idf(4, 2, 3)),
        (1, "ở", _tf_idf(3, 2, 3)),
    ]


def _tf_idf(count: int, docs: int, documents: int) -> float:
    return round(tf_idf(count, docs, documents), 6)


def _expected(count: int, there: int, size: int, others: int) -> dict[str, float]:
    table = (count, there, size, others)
    likelihood, chi_square = keyness.log_likelihood_keyness(*table), keyness.chi_square_keyness(*table)
    return {
        "reference_count": there,
        "reference_per_million": 1e6 * there / others,
        "log_likelihood": round(keyness.signed(likelihood, *table), 6),
        "log_likelihood_p": round(p_value(likelihood), 10),
        "chi_square": round(keyness.signed(chi_square, *table), 6),
        "chi_square_p": round(p_value(chi_square), 10),
        "log_ratio": round(keyness.log_ratio(*table), 6),
        "percent_diff": round(keyness.percent_diff(*table), 6),
        "odds_ratio": round(keyness.odds_ratio(*table), 6),
    }


@pytest.mark.parametrize("measure", KEYNESS)
def test_keyness_beside_a_reference(measure: str) -> None:
    reference = Reference("other", 100, {"hạ long": 1, "ở": 60, "kinh tế": 3})
    rows = [row for _, row in ranked_terms(counts_of(CORPUS), measure, reference=reference)]
    assert {row.term: row.count for row in rows} == {"Hạ Long": 4, "kinh tế": 3, "ở": 3, "biển": 2, "số": 1}
    there = {"Hạ Long": 1, "ở": 60, "kinh tế": 3}
    for row in rows:
        assert isinstance(row, KeyKeyword)
        expected = _expected(row.count, there.get(row.term, 0), 14, 100)
        assert {name: value for name, value in asdict(row).items() if name in expected} == expected
        assert row.score == expected[KEYNESS[measure]]
    assert rows == sorted(rows, key=lambda row: (-(row.score or 0), row.term))
    assert rows[-1].term == "ở", "rarer than in the reference: negative, and last"
    if measure not in ("odds_ratio",):
        assert (rows[-1].score or 0) < 0


def test_each_group_beside_all_others() -> None:
    counts = counts_of(CORPUS, GROUPS)
    rows = list(ranked_terms(counts, "keyness", [0, 1], reference=REST))
    assert [(group, row.term) for group, row in rows] == [
        (0, "số"), (0, "kinh tế"), (0, "biển"), (1, "Hạ Long"), (1, "ở"), (1, "biển"), (1, "kinh tế"),
    ]  # fmt: skip
    tables = {(0, "kinh tế"): (2, 1, 5, 9), (1, "kinh tế"): (1, 2, 9, 5), (1, "Hạ Long"): (4, 0, 9, 5)}
    for group, row in rows:
        if (group, row.term) in tables:
            expected = _expected(*tables[group, row.term])
            assert {name: value for name, value in asdict(row).items() if name in expected} == expected


def test_a_group_that_has_no_others_has_nothing_to_compare() -> None:
    counts = counts_of([*CORPUS[:1], tokens(",")], [0, 1])
    assert list(ranked_terms(counts, "keyness", [0, 1], reference=REST)) == []
    assert len(list(ranked_terms(counts, "count", [0, 1]))) == 3


def test_no_more_occurrences_than_words_in_the_reference() -> None:
    reference = Reference("odd", 2, {"kinh tế": 5})
    rows = {row.term: row for _, row in ranked_terms(counts_of(CORPUS), "keyness", reference=reference)}
    found = rows["kinh tế"]
    assert isinstance(found, KeyKeyword)
    assert found.reference_count == 2


def test_ties_are_by_code_point_of_what_is_shown() -> None:
    counts = counts_of([tokens("ở Zét , đâu , ah , Đà và AB , ab", "ở Zét", "ở Đà")])
    by_count = [row.term for _, row in ranked_terms(counts, "count")]
    assert by_count == ["ở", "Zét", "ab", "Đà", "ah", "và", "đâu"]


@pytest.mark.parametrize("measure", ["rank", "nothing", *KEYNESS])
def test_what_cannot_be_measured(measure: str) -> None:
    with pytest.raises(ValueError, match=measure):
        list(ranked_terms(counts_of(CORPUS), measure))


def test_groups_beside_others_need_their_total() -> None:
    counts = TermCounts(WordTerms(), grouped=True)
    counts.add_documents(CORPUS, GROUPS)
    for measure in ("tfidf", "keyness"):
        with pytest.raises(ValueError, match="total"):
            list(ranked_terms(counts, measure, [0, 1], reference=REST))


PHRASES = [
    tagged("kinh_tế/N số/N ở/E [Hạ_Long]", "kinh_tế/N số/N", "kinh_tế/N"),
    tagged("kinh_tế/N số/N", "chuyển_đổi/V số/N", "doanh_nghiệp/N"),
]


def phrases_of(groups: Sequence[int] = ()) -> TermCounts:
    counts = TermCounts(PhraseTerms(), grouped=bool(groups), total=True)
    counts.add_documents(PHRASES, groups)
    return counts


def test_phrases_rank_within_their_group() -> None:
    counts = phrases_of()
    scores = {
        " ".join(phrase.term.words): round(phrase.score, 6)
        for phrase in ranked_phrases(list(counts.terms()), counts.kinds, counts.spellings())
    }
    rows = [(row.term.lower(), row.count, row.score) for _, row in ranked_terms(counts, "rank")]
    assert rows == sorted(
        ((term, count, scores[term]) for term, count, _ in rows), key=lambda row: (-(row[2] or 0), row[0])
    )
    assert [row[:2] for row in rows] == [
        ("kinh tế số", 3),
        ("hạ long", 1),
        ("kinh tế", 4),
        ("doanh nghiệp", 1),
    ]

    counts = phrases_of([0, 1])
    assert [(group, row.term, row.count) for group, row in ranked_terms(counts, "rank", [1, 0])] == [
        (1, "kinh tế số", 1),
        (1, "doanh nghiệp", 1),
        (0, "kinh tế số", 2),
        (0, "Hạ Long", 1),
        (0, "kinh tế", 3),
    ]


@pytest.mark.parametrize("measure", [measure for measure in MEASURES if measure != "rank"])
def test_phrases_of_other_measures_are_no_mere_parts_either(measure: str) -> None:
    reference = Reference("other", 1000, {"kinh tế": 5})
    rows = [row for _, row in ranked_terms(phrases_of(), measure, reference=reference)]
    assert {row.term: row.count for row in rows} == {
        "kinh tế số": 3,
        "kinh tế": 4,
        "Hạ Long": 1,
        "doanh nghiệp": 1,
    }


def test_what_is_too_rare_to_be_shown_still_tells_what_is_part_of_it() -> None:
    counts = TermCounts(PhraseTerms())
    counts.add_documents([tagged("hạ_tầng/N số/N", "hạ_tầng/N số/N", "hạ_tầng/N", "hạ_tầng/N điện/N")])
    everything = [(row.term, row.score) for _, row in ranked_terms(counts, "rank")]
    assert [term for term, _ in everything] == ["hạ tầng số", "hạ tầng", "hạ tầng điện"]
    for least in (2, 3, 4, 5):
        shown = [(row.term, row.score) for _, row in ranked_terms(counts, "rank", min_count=least)]
        assert shown == [row for row in everything if {"hạ tầng số": 2, "hạ tầng": 4}.get(row[0], 1) >= least]
    assert list(ranked_terms(counts, "rank", min_docs=2)) == []


@settings(max_examples=100)
@given(
    corpora,
    st.integers(0, 7),
    st.sampled_from([1, 3, 1_000_000]),
    st.sampled_from([measure for measure in MEASURES if measure != "rank"]),
)
def test_rows_do_not_depend_on_order_batches_or_memory(
    corpus: list[RunningWords], cut: int, memory_rows: int, measure: str
) -> None:
    groups = [number % 3 for number in range(len(corpus))]
    finder = WordTerms((1, 2))
    with (
        TermCounts(finder, grouped=True, total=True) as whole,
        TermCounts(finder, grouped=True, total=True, memory_rows=memory_rows) as first,
        TermCounts(finder, grouped=True, total=True) as last,
    ):
        whole.add_documents(corpus, groups)
        first.add_documents(corpus[cut:][::-1], groups[cut:][::-1])
        last.add_documents(corpus[:cut], groups[:cut])
        first.merge(last)
        rows = list(ranked_terms(whole, measure, [2, 0, 1], reference=REST))
        assert list(ranked_terms(first, measure, [2, 0, 1], reference=REST, memory_rows=memory_rows)) == rows
        place = {2: 0, 0: 1, 1: 2}
        scores = [row.count if measure == "count" else row.score for _, row in rows]
        ranks = [
            (place[group], -(score or 0.0), row.term)
            for (group, row), score in zip(rows, scores, strict=True)
        ]
        assert ranks == sorted(ranks)


_sentences = st.lists(
    st.lists(
        st.sampled_from(["kinh_tế/N", "số/N", "người/N", "làm/V", "và/C", "chuyển_đổi/V", "[Hạ_Long]"]),
        max_size=7,
    ).map(" ".join),
    max_size=3,
)


@settings(max_examples=100)
@given(
    st.lists(_sentences.map(lambda sentences: tagged(*sentences)), max_size=6),
    st.sampled_from([1, 1_000_000]),
)
def test_phrases_do_not_depend_on_order_batches_or_memory(
    corpus: list[RunningWords], memory_rows: int
) -> None:
    groups = [number % 2 for number in range(len(corpus))]
    with TermCounts(PhraseTerms()) as whole, TermCounts(PhraseTerms(), memory_rows=memory_rows) as other:
        whole.add_documents(corpus, groups)
        for words, group in reversed(list(zip(corpus, groups, strict=True))):
            other.add_documents([words], [group])
        rows = list(ranked_terms(whole, "rank", [1, 0]))
        assert list(ranked_terms(other, "rank", [1, 0], memory_rows=memory_rows)) == rows
        for group in (0, 1):
            assert list(ranked_terms(other, "rank", [group])) == [row for row in rows if row[0] == group]
