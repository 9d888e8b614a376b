"""Counts of terms: words, sequences and phrases by group, that merge, on disk and in memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.phrases import candidates
from qnmine.statistics.coding import CodedWords, Vocabulary
from qnmine.statistics.terms import PhraseTerms, Term, TermCounts, WordTerms
from tests.phrases.tagged import tagged
from tests.statistics.coded_corpora import corpora, tokens, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.statistics.terms import Finder
    from qnmine.words.running import RunningWords

Counted = dict[tuple[int, str], tuple[int, int]]


def counted(counts: TermCounts) -> Counted:
    """Return for each group and term its count and its documents."""
    terms = list(counts.terms())
    found = {(term.group, " ".join(term.words)): (term.count, term.docs) for term in terms}
    assert len(found) == len(terms)
    return found


def texts(finder: Finder, *documents: RunningWords) -> dict[str, int]:
    with TermCounts(finder) as counts:
        counts.add_documents(documents)
        return {term: count for (_, term), (count, _) in counted(counts).items()}


def add(counts: TermCounts, corpus: Sequence[RunningWords], groups: Sequence[int], size: int) -> None:
    for first in range(0, len(corpus), size):
        counts.add_documents(corpus[first : first + size], groups[first : first + size])


def test_words_are_terms_with_a_letter_that_are_no_stop_words() -> None:
    document = tokens("Kinh_tế số và 100 kinh_tế , B 4G", "và KINH_TẾ .")
    assert texts(WordTerms(stopwords={"và"}), document) == {"kinh tế": 3, "số": 1, "4g": 1}
    assert texts(WordTerms(), tokens("")) == {}


def test_sequences_begin_and_end_with_terms_and_hold_any_words() -> None:
    document = tokens("số và 5 vốn , vốn số", "số vốn")
    found = texts(WordTerms((2, 4), stopwords={"và"}), document)
    assert found == {"số và 5 vốn": 1, "vốn số": 1, "số vốn": 1}
    assert texts(WordTerms((1, 2), stopwords={"và"}), document) == {
        "số": 3, "vốn": 3, "vốn số": 1, "số vốn": 1,
    }  # fmt: skip
    assert texts(WordTerms((3,)), document) == {"và 5 vốn": 1}, "no number at the edges"


def test_parts_of_speech_are_those_of_all_words() -> None:
    document = words_of(["học", "nghề", "may", "nghề"], tags=["V", "N", "V", "N"])
    assert texts(WordTerms((1, 2), tags=("N",)), document) == {"nghề": 2}
    assert texts(WordTerms((2,), tags=("N", "V")), document) == {"học nghề": 1, "nghề may": 1, "may nghề": 1}


@pytest.mark.parametrize("lengths", [(), (0,), (-1, 2)])
def test_lengths_that_there_are_not(lengths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="one word or more"):
        WordTerms(lengths)


def test_phrases_are_the_candidates_without_stop_words_at_their_edges() -> None:
    document = tagged("chuyển_đổi/V số/N ở/E [Quảng_Ninh]", "người/N làm/V báo/N [Quảng_Ninh]")
    assert texts(PhraseTerms(), document) == {
        "chuyển đổi số": 1, "quảng ninh": 2, "người làm báo": 1, "người làm báo quảng ninh": 1,
        "báo quảng ninh": 1,
    }  # fmt: skip
    assert texts(PhraseTerms(stopwords={"quảng ninh", "số"}), document) == {"người làm báo": 1}
    assert texts(PhraseTerms(stopwords={"người làm báo", "làm"}), document) == {
        "chuyển đổi số": 1, "quảng ninh": 2, "người làm báo quảng ninh": 1, "báo quảng ninh": 1,
    }  # fmt: skip


def test_spans_of_phrases_are_places_in_the_batch() -> None:
    batch = [
        tagged("kinh_tế/N số/N"),
        tagged(),
        tagged("ở/E [Hạ_Long] kinh_tế/N"),
        tagged("và/C kinh_tế/N biển/N"),
    ]
    spans = PhraseTerms().spans(batch, CodedWords.of(batch, Vocabulary()))
    assert {found.words: found.starts.tolist() for found in spans} == {1: [0, 3, 4, 6], 2: [0, 6]}


def test_groups_documents_and_words() -> None:
    corpus = [tokens("biển 3 , biển"), tokens("biển"), tokens("."), tokens("rừng")]
    with TermCounts(WordTerms(), grouped=True, total=True) as counts:
        add(counts, corpus, [1, 0, 2, 1], 3)
        assert counted(counts) == {(1, "biển"): (2, 1), (0, "biển"): (1, 1), (1, "rừng"): (1, 1)}
        assert counts.documents == {1: 2, 0: 1, 2: 1}
        assert +counts.words == {1: 4, 0: 1}, "a number is a word, and shares are of all of them"
        assert counts.totals() == {"biển": (3, 2), "rừng": (1, 1)}


def test_groups_without_their_total_have_none() -> None:
    with TermCounts(WordTerms(), grouped=True) as counts:
        add(counts, [tokens("a b"), tokens("a b")], [0, 1], 1)
        with pytest.raises(ValueError, match="without their total"):
            counts.totals()


def test_least_counts_and_documents_are_those_of_the_group() -> None:
    with TermCounts(WordTerms(), grouped=True) as counts:
        add(counts, [tokens("aa aa bb"), tokens("bb"), tokens("aa")], [0, 0, 1], 3)
        assert list(counts.terms(min_count=2, min_docs=2)) == [Term(0, ("bb",), 2, 2)]
        assert {term.words for term in counts.terms(min_count=2)} == {("aa",), ("bb",)}


def test_columns_have_the_numbers_under_which_documents_were_counted() -> None:
    with TermCounts(WordTerms((1, 2))) as counts:
        found = counts.add_documents([tokens("ở Hạ_Long"), tokens("Ở Hạ_Long , ở Hạ_Long"), tokens("chơi")])
        columns = {column.number: column for column in counts.columns()}
        assert {column.term: (column.count, column.docs) for column in columns.values()} == {
            "ở": (3, 2), "Hạ Long": (3, 2), "ở Hạ Long": (3, 2), "chơi": (1, 1),
        }  # fmt: skip
        inside = sorted(
            (document, columns[number].term, count)
            for document, number, count in zip(*(column.tolist() for column in found), strict=True)
        )
        assert inside == [
            (0, "Hạ Long", 1), (0, "ở", 1), (0, "ở Hạ Long", 1),
            (1, "Hạ Long", 2), (1, "ở", 2), (1, "ở Hạ Long", 2), (2, "chơi", 1),
        ]  # fmt: skip
        assert {column.term for column in counts.columns(min_count=2, min_docs=2)} == {
            "ở",
            "Hạ Long",
            "ở Hạ Long",
        }


def test_columns_of_phrases_are_those_that_are_no_mere_parts() -> None:
    batch = [tagged("kinh_tế/N số/N", "kinh_tế/N số/N", "doanh_nghiệp/N"), tagged("Doanh_nghiệp/N")]
    with TermCounts(PhraseTerms()) as counts:
        counts.add_documents(batch)
        assert {column.term: column.count for column in counts.columns()} == {
            "kinh tế số": 2,
            "doanh nghiệp": 2,
        }
        assert {column.term for column in counts.columns(min_docs=2)} == {"doanh nghiệp"}


def test_spellings_are_of_words_that_are_not_shown_in_lower_case() -> None:
    with TermCounts(WordTerms()) as counts:
        counts.add_documents(
            [tokens("ở Hạ_Long vui", "tới HẠ_LONG vui", "tới Hạ_Long", "ở Hạ_Long", "AI đó")]
        )
        assert counts.spellings() == {"hạ long": "Hạ Long", "ai": "AI"}


_FINDERS: tuple[Finder, ...] = (
    WordTerms((1,), stopwords={"và"}),
    WordTerms((1, 2, 3), stopwords={"và"}),
    WordTerms((2, 4)),
)


@st.composite
def grouped(draw: st.DrawFn) -> tuple[list[RunningWords], list[int]]:
    corpus = draw(corpora)
    return corpus, draw(st.lists(st.integers(0, 2), min_size=len(corpus), max_size=len(corpus)))


@settings(max_examples=150)
@given(
    grouped(),
    st.sampled_from(_FINDERS),
    st.integers(0, 7),
    st.sampled_from([1, 3, 1_000_000]),
    st.integers(1, 4),
)
def test_parts_merge_to_the_whole(
    corpus_and_groups: tuple[list[RunningWords], list[int]],
    finder: Finder,
    cut: int,
    memory_rows: int,
    size: int,
) -> None:
    corpus, groups = corpus_and_groups
    with (
        TermCounts(finder, grouped=True, total=True) as whole,
        TermCounts(finder, grouped=True, total=True, memory_rows=memory_rows) as first,
        TermCounts(finder, grouped=True, total=True, memory_rows=memory_rows) as last,
    ):
        add(whole, corpus, groups, len(corpus) or 1)
        add(first, corpus[cut:][::-1], groups[cut:][::-1], size)
        add(last, corpus[:cut], groups[:cut], size)
        first.merge(last)
        assert counted(first) == counted(whole)
        assert first.totals() == whole.totals() == _summed(counted(whole))
        assert (first.documents, +first.words) == (whole.documents, +whole.words)
        assert first.spellings() == whole.spellings()


def _summed(counts: Counted) -> dict[str, tuple[int, int]]:
    sums, docs = Counter[str](), Counter[str]()
    for (_, term), (count, inside) in counts.items():
        sums[term] += count
        docs[term] += inside
    return {term: (sums[term], docs[term]) for term in sums}


_TAGGED = [
    "kinh_tế/N",
    "số/N",
    "người/N",
    "làm/V",
    "báo/N",
    "mới/R",
    "và/C",
    ",",
    "/CH",
    "chuyển_đổi/V",
    "nâng_cao/V",
    "[Hạ_Long]",
    "hạ_long/N",
]
_documents = st.lists(
    st.lists(st.sampled_from([word for word in _TAGGED if word[:1] not in ",/"]), max_size=7).map(" ".join),
    max_size=3,
).map(lambda sentences: tagged(*sentences))


@settings(max_examples=150)
@given(st.lists(_documents, max_size=6), st.integers(0, 6), st.sampled_from([1, 1_000_000]))
def test_phrases_are_counted_as_they_are_found_and_merge(
    corpus: list[RunningWords], cut: int, memory_rows: int
) -> None:
    expected, docs = Counter[str](), Counter[str]()
    for words in corpus:
        found = [" ".join(words.forms[first:last]).lower() for first, last in candidates(words)]
        expected.update(found)
        docs.update(set(found))
    finder = PhraseTerms()
    with (
        TermCounts(finder) as whole,
        TermCounts(finder, memory_rows=memory_rows) as first,
        TermCounts(finder) as last,
    ):
        add(whole, corpus, [], 2)
        add(first, corpus[cut:], [], 1)
        add(last, corpus[:cut], [], 3)
        first.merge(last)
        assert (
            counted(first) == counted(whole) == {(0, term): (expected[term], docs[term]) for term in expected}
        )
        assert sorted(first.columns(), key=lambda one: one.number) == sorted(
            whole.columns(), key=lambda one: one.number
        )
        for word in ("kinh tế", "chuyển đổi", "hạ long"):
            assert first.kinds.is_verb(word) == whole.kinds.is_verb(word)
            assert first.kinds.is_name(word) == whole.kinds.is_name(word)


def test_counts_are_whole_numbers_of_python() -> None:
    with TermCounts(WordTerms()) as counts:
        counts.add_documents([tokens("aa aa")])
        (term,) = counts.terms()
        assert not isinstance(term.count, np.integer)
        assert not isinstance(counts.words[0], np.integer)
