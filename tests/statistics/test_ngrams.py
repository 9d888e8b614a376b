"""N-grams: counts beside naive ones, on disk and in memory, merged, in groups, and their measures."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.errors import QnmineError
from qnmine.statistics.association import dice, log_likelihood, npmi, t_score
from qnmine.statistics.coding import CodedWords, Vocabulary
from qnmine.statistics.ngram_table import MEASURES, Ngram, Ngrams
from qnmine.statistics.ngrams import NgramCounts, windows
from tests.statistics.coded_corpora import corpora, tokens, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qnmine.words.running import RunningWords

STOPWORDS = frozenset({"và"})
Key = tuple[int, str]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def naive(words: RunningWords, lengths: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """Yield the n-grams of a document, in lower case, word by word."""
    place = 0
    for size in words.sentences:
        sentence = [form.lower() for form in words.forms[place : place + size]]
        place += size
        for _, stretch in groupby(sentence, key=lambda form: any(map(str.isalnum, form))):
            run = list(stretch)
            if not any(map(str.isalnum, run[0])):
                continue
            for length in lengths:
                for first in range(len(run) - length + 1):
                    found = tuple(run[first : first + length])
                    if STOPWORDS.isdisjoint((found[0], found[-1])):
                        yield found


def expected(
    corpus: Sequence[RunningWords], groups: Sequence[int], lengths: Sequence[int]
) -> dict[Key, tuple[int, int, int]]:
    """Return for each group and n-gram, in lower case, its count, documents and words."""
    counts, docs, cuts = Counter[Key](), Counter[Key](), defaultdict[Key, set[int]](set)
    for words, group in zip(corpus, groups, strict=True):
        found = [((group, " ".join(one)), len(one)) for one in naive(words, lengths)]
        counts.update(key for key, _ in found)
        docs.update({key for key, _ in found})
        for key, length in found:
            cuts[key].add(length)
    return {key: (count, docs[key], min(cuts[key])) for key, count in counts.items()}


def added(counts: Ngrams, corpus: Sequence[RunningWords], groups: Sequence[int], size: int) -> Ngrams:
    for first in range(0, len(corpus), size):
        counts.add_documents(corpus[first : first + size], groups[first : first + size])
    return counts


def shown(counts: Ngrams, memory_rows: int = 1000) -> list[tuple[int, Ngram]]:
    return list(counts.rows(sorted(counts.documents), memory_rows=memory_rows))


@st.composite
def grouped_corpora(draw: st.DrawFn) -> tuple[list[RunningWords], list[int]]:
    corpus = draw(corpora)
    groups = draw(st.lists(st.integers(0, 2), min_size=len(corpus), max_size=len(corpus)))
    return corpus, groups


@settings(max_examples=200)
@given(
    grouped_corpora(),
    st.sampled_from([(1,), (2,), (2, 3), (1, 2, 3, 4), (9,)]),
    st.sampled_from([1, 2, 5, 1_000_000]),
    st.integers(1, 4),
)
def test_counts_are_those_of_a_naive_counter(
    grouped: tuple[list[RunningWords], list[int]], lengths: tuple[int, ...], memory_rows: int, size: int
) -> None:
    corpus, groups = grouped
    with Ngrams(lengths, stopwords=STOPWORDS, memory_rows=memory_rows) as counts:
        rows = shown(added(counts, corpus, groups, size), memory_rows)
    found = {(group, row.term.lower()): (row.count, row.docs, row.words) for group, row in rows}
    assert len(found) == len(rows)
    assert found == expected(corpus, groups, lengths)
    assert rows == sorted(rows, key=lambda row: (row[0], -row[1].count, row[1].term))
    for group, row in rows:
        words = sum(
            any(map(str.isalnum, form))
            for words, number in zip(corpus, groups, strict=True)
            for form in words.forms
            if number == group
        )
        assert row.per_million == 1_000_000 * row.count / words


@settings(max_examples=200)
@given(grouped_corpora(), st.integers(0, 7), st.sampled_from([1, 3, 1_000_000]), st.sampled_from(MEASURES))
def test_parts_merge_to_the_whole_whatever_came_first(
    grouped: tuple[list[RunningWords], list[int]], cut: int, memory_rows: int, measure: str
) -> None:
    corpus, groups = grouped
    lengths = (2,)
    order = sorted(set(groups))
    with (
        Ngrams(lengths, stopwords=STOPWORDS) as whole,
        Ngrams(lengths, stopwords=STOPWORDS, memory_rows=memory_rows) as first,
        Ngrams(lengths, stopwords=STOPWORDS, memory_rows=memory_rows) as last,
    ):
        added(whole, corpus, groups, len(corpus) or 1)
        added(first, corpus[cut:][::-1], groups[cut:][::-1], 1)  # another order of the vocabulary
        added(last, corpus[:cut], groups[:cut], 2)
        first.merge(last)
        assert (first.documents, first.words) == (whole.documents, whole.words)
        assert list(first.rows(order, measure=measure)) == list(whole.rows(order, measure=measure))
        assert list(first.rows(order, min_count=2, min_docs=2)) == [
            (group, row) for group, row in whole.rows(order) if row.count >= 2 and row.docs >= 2
        ]


def test_a_phrase_that_is_cut_in_two_ways_is_one_phrase() -> None:
    corpus = [tokens("a_b c . a b_c", "a b_c"), tokens("a b c"), tokens("x a_b c")]
    with Ngrams((2, 3)) as counts:
        counts.add_documents(corpus)
        rows = {row.term: row for _, row in counts.rows()}
    assert (rows["a b c"].words, rows["a b c"].count, rows["a b c"].docs) == (2, 5, 3)
    assert rows["x a b"].count == 1
    assert "a b" in rows, "of the second document, where it is two words"


def test_terms_have_the_spelling_of_their_words() -> None:
    corpus = [
        tokens("ở Hạ_Long đẹp", "ở Hạ_Long Đẹp", "tới HẠ_LONG đẹp", "Đẹp 4G ."),
        tokens("iPhone 15 mới"),
    ]
    with Ngrams((2,)) as counts:
        counts.add_documents(corpus)
        assert {row.term for _, row in counts.rows()} == {
            "ở Hạ Long", "Hạ Long đẹp", "tới Hạ Long", "đẹp 4G", "iPhone 15", "15 mới",
        }  # fmt: skip


def test_tags_are_those_of_every_word() -> None:
    document = words_of(["a", "b", "c", ",", "a", "b"], ["b", "a"], tags=list("NVN,NNNN"))
    with Ngrams((1, 2), tags={"N"}) as counts:
        counts.add_documents([document])
        assert [(row.term, row.count) for _, row in counts.rows()] == [
            ("a", 3), ("b", 2), ("a b", 1), ("b a", 1), ("c", 1),
        ]  # fmt: skip
        assert counts.words[0] == 7, "shares are of all words"


def test_measures_of_a_small_corpus() -> None:
    # Places: ab, ba, ab, bc | ab, xa | cb: seven pairs; on the left of a pair a 3, b 2, x 1, c 1.
    corpus = [tokens("a b a b c", "a b"), tokens("x a , x", "c b")]
    table = {"a b": (3, 3, 4, 7), "b a": (1, 2, 2, 7), "b c": (1, 2, 1, 7), "c b": (1, 1, 4, 7)}
    occurrences = {"a": 4, "b": 4, "c": 2, "x": 2}
    with Ngrams() as counts:
        counts.add_documents(corpus)

        def scores(measure: str) -> dict[str, float | None]:
            return {row.term: row.score for _, row in counts.rows(measure=measure)}

        assert set(scores("npmi")) == {*table, "x a"}
        for term, numbers in table.items():
            assert scores("npmi")[term] == pytest.approx(npmi(*numbers), abs=1e-6)
            assert scores("t")[term] == pytest.approx(t_score(*numbers), abs=1e-6)
            assert scores("log_likelihood")[term] == pytest.approx(log_likelihood(*numbers), abs=1e-6)
            left, right = term.split()
            assert scores("dice")[term] == pytest.approx(
                dice(numbers[0], occurrences[left], occurrences[right]), abs=1e-6
            )
        assert list(scores("npmi")) == ["a b", "b c", "x a", "b a", "c b"]
        assert scores("npmi")["a b"] == pytest.approx(0.559616 / 0.847298, abs=1e-5)  # ln 7/4 / ln 7/3
        assert scores("dice")["a b"] == 0.75  # 2 x 3 / (4 + 4)
        assert all(row.score is None for _, row in counts.rows())


def test_a_measure_is_that_of_the_cut_that_is_shown() -> None:
    corpus = [tokens("a_b c", *["a b_c"] * 9, "x c", "a x")]
    with Ngrams() as counts:
        counts.add_documents(corpus)
        for measure in MEASURES:
            rows = {row.term: row for _, row in counts.rows(measure=measure)}
            assert rows["a b c"].count == 10
        assert rows["a b c"].score is not None


def test_pairs_that_shun_each_other_come_last_by_log_likelihood() -> None:
    corpus = [tokens(*["a b"] * 9, *["c d"] * 9, "a d", "b c")]
    with Ngrams() as counts:
        counts.add_documents(corpus)
        rows = [row for _, row in counts.rows(measure="log_likelihood")]
    assert [row.term for row in rows][-1] == "a d"
    assert rows[-1].score is not None
    assert rows[-1].score > 0


@pytest.mark.parametrize("lengths", [(), (0,), (10,), (-1, 2)])
def test_lengths_that_there_are_not(lengths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="1 to 9"):
        Ngrams(lengths)


def test_only_pairs_have_measures() -> None:
    with Ngrams((2, 3)) as counts, pytest.raises(ValueError, match="npmi"):
        next(counts.rows(measure="npmi"))


def test_windows_keep_to_sentences_and_to_what_is_inside() -> None:
    vocabulary = Vocabulary()
    coded = CodedWords.of([tokens("a b c , d e", "f"), tokens("g h")], vocabulary)
    inside = vocabulary.is_word(coded.forms)

    def found(words: int, edges: str | None = None) -> list[str]:
        chosen = None if edges is None else np.array([form in edges for form in "abc,defgh"])
        starts = windows(coded, words, inside, chosen).starts
        return ["".join("abc,defgh"[start : start + words]) for start in starts.tolist()]

    assert found(1) == list("abcdefgh")
    assert found(2) == ["ab", "bc", "de", "gh"]
    assert found(3) == ["abc"]
    assert found(2, "acd") == []
    assert found(3, "ac") == ["abc"]
    assert found(10) == []


def test_what_is_counted_in_each_document_adds_up(temporary: Path) -> None:
    batches = [[tokens("a b a b", "a_b c"), tokens(), tokens("b a")], [tokens("a b", "a b_c")]]
    totals, docs = Counter[int](), Counter[int]()
    with Ngrams((2, 3), memory_rows=1) as counts:
        for batch in batches:
            found = counts.add_documents(batch)
            assert set(found.documents.tolist()) <= set(range(len(batch))) - {1}
            docs.update(found.numbers.tolist())
            totals.update(dict.fromkeys(found.numbers.tolist(), 0))
            for number, times in zip(found.numbers.tolist(), found.counts.tolist(), strict=True):
                totals[number] += times
        columns = list(counts.columns())
        assert list(temporary.iterdir())
    assert {one.number: (one.count, one.docs) for one in columns} == {
        number: (totals[number], docs[number]) for number in totals
    }
    assert {one.term: one.docs for one in columns}["a b"] == 2
    assert not list(temporary.iterdir())


def test_temporary_files_are_removed_after_an_exception(temporary: Path) -> None:
    def spilled() -> None:
        with Ngrams((2,), memory_rows=1) as counts:
            counts.add_documents([tokens("a b c d e")])
            rows = counts.rows(memory_rows=1)
            next(rows)
            assert len(list(temporary.iterdir())) == 2
            raise RuntimeError

    with pytest.raises(RuntimeError):
        spilled()
    assert not list(temporary.iterdir())


def test_a_folder_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with Ngrams((2,), memory_rows=1) as counts, pytest.raises(QnmineError, match="TMPDIR") as caught:
        counts.add_documents([tokens("a b c d e")])
    assert str(caught.value).startswith(f"{tmp_path / 'none'}: ")
    assert "\n" not in str(caught.value)


def test_numbers_of_sequences_do_not_depend_on_the_run() -> None:
    first, second = Vocabulary(), Vocabulary()
    second.code(["z", "c", "b"])
    numbers = []
    for vocabulary in (first, second):
        coded = CodedWords.of([tokens("a b_c")], vocabulary)
        with NgramCounts(vocabulary, 2) as counts:
            spans = [windows(coded, 2, vocabulary.is_word(coded.forms))]
            numbers.append(counts.add(coded, spans).numbers.tolist())
    assert numbers[0] == numbers[1]
