"""Terms over the parts of a corpus: by hand, the corpus of Gries (2008), and against a plain count."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise
from math import log2, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qnmine
from qnmine.cli.dispersion import MEASURES as CHOICES
from qnmine.queries import Query
from qnmine.statistics import dispersion
from qnmine.statistics.occurrences import Occurrences, QueryOccurrences, WordOccurrences
from qnmine.statistics.spread import MEASURES, Dispersion, Spread, dispersions
from qnmine.words.running import running_words
from tests import SEEDS
from tests.statistics.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

# Gries (2008): five parts, and the word `a`.
GRIES = (
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
)
WORDS = ("biển", "núi", "sông", "hồ", "Biển", ",")


def of_words(*texts: str, **options: object) -> WordOccurrences:
    found = WordOccurrences(**options)  # type: ignore[arg-type]
    found.add_documents(spoken(*texts))
    return found


def of_queries(texts: Sequence[str], *queries: str) -> QueryOccurrences:
    found = QueryOccurrences([Query.parse(query) for query in queries])
    found.add_documents(spoken(*texts))
    return found


def rows(found: WordOccurrences | QueryOccurrences, group: int = 0, **options: object) -> list[Dispersion]:
    return list(dispersions(found, group, **options))  # type: ignore[arg-type]


def test_every_measure_by_hand() -> None:
    """Three documents of 4, 2 and 2 words; `biển` 2, 1 and 0 times, at the words 0, 3 and 5 of 8."""
    row = next(iter(rows(of_words("Biển xanh , đẹp biển", "núi biển .", "sông hồ"))))
    shares = [2 / 4, 1 / 2, 0]
    deviation = sqrt(sum((share - 1 / 3) ** 2 for share in shares) / 3)
    assert row.term == "biển"
    assert (row.count, row.docs, row.range) == (3, 2, 2)
    assert row.juilland_d == pytest.approx(1 - deviation / (1 / 3) / sqrt(2), abs=1e-6)
    assert row.carroll_d2 == pytest.approx(1 / log2(3), abs=1e-6)  # two equal shares: one bit
    assert row.rosengren_s == pytest.approx((sqrt(4 * 2) + sqrt(2 * 1)) ** 2 / 8 / 3, abs=1e-6)
    assert row.dp == pytest.approx((2 / 3 - 4 / 8 + 1 / 3 - 2 / 8 + 2 / 8) / 2, abs=1e-12)
    assert row.dp_norm == pytest.approx(0.25 / (1 - 2 / 8), abs=1e-12)
    # v = 8/3, the distances on the circle 3, 2, 3: (8/3 + 2 + 8/3) / (8/3)
    assert row.arf == pytest.approx(2.75, abs=1e-12)


def test_the_corpus_of_gries() -> None:
    (row,) = rows(of_queries(GRIES, "a"))
    counts, sizes = (1, 2, 3, 4, 5), (9, 10, 10, 10, 11)
    assert (row.count, row.range) == (15, 5)
    assert row.dp == 0.18  # as published
    assert row.juilland_d == pytest.approx(dispersion.juilland_d(counts, sizes), abs=1e-6)
    assert row.juilland_d == pytest.approx(0.785, abs=5e-4)  # as published
    assert row.rosengren_s == pytest.approx(dispersion.rosengren_s(counts, sizes), abs=1e-6)
    assert row.rosengren_s == pytest.approx(0.95, abs=5e-4)  # as published
    assert row.carroll_d2 == pytest.approx(dispersion.carroll_d2(counts, sizes), abs=1e-6)


@pytest.mark.parametrize(
    ("parts", "sizes", "counts"),
    [
        (None, [5, 0, 3, 1], [2, 0, 0, 1]),
        (2, [4, 5], [1, 2]),
        (3, [3, 3, 3], [1, 1, 1]),
        (4, [2, 2, 2, 3], [1, 0, 1, 1]),
        (9, [1] * 9, [1, 0, 0, 0, 1, 0, 0, 0, 1]),
        (100, [1] * 9, [1, 0, 0, 0, 1, 0, 0, 0, 1]),
    ],
)
def test_documents_or_slices_of_words(parts: int | None, sizes: list[int], counts: list[int]) -> None:
    """The slices are cut wherever documents end; a document without words is no part."""
    found = of_words("biển a1 , a2 a3 biển", "…", "a4 a5 a6", "biển")
    spread = Spread(found.by_group[0], found.names(), parts)
    row, places = next(spread.rows())
    assert places.tolist() == [0, 4, 8]
    assert spread.sizes.tolist() == [size for size in sizes if size]
    assert row.range == sum(count > 0 for count in counts)
    assert row.docs == 2
    assert row.dp == dispersion.deviation_of_proportions(counts, sizes)
    assert row.juilland_d == pytest.approx(dispersion.juilland_d(counts, sizes), abs=1e-6)
    assert row.dp_norm == dispersion.dp_norm(counts, sizes)


def test_one_part_has_no_measure_that_compares() -> None:
    (row,) = rows(of_words("biển biển"))
    assert row == Dispersion("biển", 2, 1, 1, None, None, None, None, None, 2.0)


def test_what_is_counted() -> None:
    found = of_words(
        "Quảng_Ninh và 3 b tàu , Quảng_Ninh !", stopwords={"và"}, tags=()
    )  # neither a number nor a letter nor a sign is a term
    assert [(row.term, row.count) for row in rows(found)] == [("Quảng Ninh", 2), ("tàu", 1)]
    assert found.by_group[0].words == 6


def test_parts_of_speech() -> None:
    found = WordOccurrences(tags=("N",))
    (words,) = spoken("biển xanh biển")
    words.tags[:] = ["N", "A", "V"]
    found.add_documents([words])
    assert [(row.term, row.count) for row in rows(found)] == [("biển", 1)]
    assert found.by_group[0].words == 3


def test_the_choices_of_the_command_are_the_measures() -> None:
    assert CHOICES == MEASURES


@pytest.mark.parametrize(
    ("measure", "terms"),
    [
        # Over two documents of 6 words: biển 3 + 3, núi 2 + 1, hồ 1 + 1, sông 0 + 1.
        ("count", ["biển", "núi", "hồ", "sông"]),
        ("range", ["biển", "núi", "hồ", "sông"]),
        ("dp", ["biển", "hồ", "núi", "sông"]),
        ("dp_norm", ["biển", "hồ", "núi", "sông"]),
        ("juilland_d", ["biển", "hồ", "núi", "sông"]),
        ("carroll_d2", ["biển", "hồ", "núi", "sông"]),
        ("rosengren_s", ["biển", "hồ", "núi", "sông"]),
        ("arf", ["biển", "núi", "hồ", "sông"]),
    ],
)
def test_the_most_evenly_spread_come_first(measure: str, terms: list[str]) -> None:
    found = of_words("biển núi biển núi biển hồ", "biển núi biển sông biển hồ")
    assert [row.term for row in rows(found, measure=measure)] == terms


def test_ties_come_by_count_then_by_code_point() -> None:
    found = of_words("b1 b1 ab đa ab Đa a1 z1", "b1 b1 ab đa ab Đa a1 z1")
    assert [row.term for row in rows(found, measure="dp")] == ["ab", "b1", "đa", "a1", "z1"]


def test_few_occurrences_and_documents_are_left_out() -> None:
    found = of_words("biển biển núi", "núi sông", "sông sông")
    assert [row.term for row in rows(found, min_count=3)] == ["sông"]
    assert [row.term for row in rows(found, min_docs=2)] == ["sông", "núi"]


def test_queries() -> None:
    texts = ("kinh_tế số , kinh tế , số .", "số", "", ", số_lượng")
    found = of_queries(texts, "kinh tế số", "số", "biển", ",", "số*")
    assert found.found() == {0, 1, 4}
    assert [(row.term, row.count, row.docs, row.range) for row in rows(found, min_count=0)] == [
        ("số*", 4, 3, 3),
        ("số", 3, 2, 2),
        ("kinh tế số", 1, 1, 1),
        (",", 0, 0, 0),  # at no word
        ("biển", 0, 0, 0),
    ]
    assert found.by_group[0].words == 7
    assert [row.term for row in rows(found)] == ["số*", "số", "kinh tế số"]
    absent = rows(found, min_count=0)[-1]
    assert absent == Dispersion("biển", 0, 0, 0, None, None, None, None, None, None)


def test_matches_inside_of_one_word_count_once_there() -> None:
    found = QueryOccurrences([Query.parse("luôn", syllables=True)])
    found.add_documents(spoken("luôn_luôn vui", "luôn"))
    (row,) = rows(found)
    assert (row.count, row.docs) == (2, 2)


def test_a_sign_before_a_match_is_no_word() -> None:
    found = of_queries(("“ Biển ” xanh",), "“ biển", "xanh")
    places = {row.term: places.tolist() for row, places in Spread(found.by_group[0], found.names()).rows()}
    assert places == {"“ biển": [0], "xanh": [1]}


def test_nothing_at_all() -> None:
    assert rows(of_words()) == []
    assert rows(of_words("", "…")) == []
    (row,) = rows(of_queries(("", "…"), "biển"), min_count=0)
    assert row == Dispersion("biển", 0, 0, 0, None, None, None, None, None, None)
    assert rows(of_words(""), parts=5) == []


texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=8)


@given(texts, st.one_of(st.none(), st.integers(2, 12)))
def test_it_is_a_plain_count_over_the_parts(documents: list[str], parts: int | None) -> None:
    words = [[word.lower() for word in text.split() if word != ","] for text in documents]
    row = [word for document in words for word in document]
    if parts is None:
        cut = [document for document in words if document]
    else:
        borders = [number * len(row) // parts for number in range(parts + 1)]
        cut = [row[first:last] for first, last in pairwise(borders) if last > first]
    sizes = [len(part) for part in cut]
    found = rows(of_words(*documents), parts=parts)
    assert {(one.term.lower(), one.count) for one in found} == set(Counter(row).items())
    for one in found:
        term = one.term.lower()
        counts = [part.count(term) for part in cut]
        assert one.range == sum(map(bool, counts))
        assert one.docs == sum(term in document for document in words)
        assert one.dp == dispersion.deviation_of_proportions(counts, sizes)
        assert one.juilland_d == pytest.approx(dispersion.juilland_d(counts, sizes), abs=1e-6)
        assert one.rosengren_s == pytest.approx(dispersion.rosengren_s(counts, sizes), abs=1e-6)
        assert one.dp_norm == dispersion.dp_norm(counts, sizes)
        places = [place for place, word in enumerate(row) if word == term]
        distances = [later - earlier for earlier, later in pairwise(places)]
        distances.append(places[0] + len(row) - places[-1])
        reach = Fraction(len(row), len(places))
        shortened = sum((min(Fraction(distance), reach) for distance in distances), Fraction())
        assert one.arf == pytest.approx(float(shortened / reach))


@given(texts, st.data())
def test_parts_merge_in_their_order(documents: list[str], data: st.DataObject) -> None:
    """However the documents are cut into batches and merged, and whatever their groups, it is the same."""
    groups = data.draw(st.lists(st.integers(0, 2), min_size=len(documents), max_size=len(documents)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(documents)), max_size=3)))
    borders = [0, *cuts, len(documents)]
    spans = list(pairwise(borders))
    queries = [Query.parse("biển"), Query.parse("núi sông")]
    for make in (WordOccurrences, lambda: QueryOccurrences(queries)):
        whole, merged, batched = make(), make(), make()
        whole.add_documents(spoken(*documents), groups)
        for first, last in spans:
            batch = spoken(*documents[first:last])
            batched.add_documents(batch, groups[first:last])
            part = make()
            part.add_documents(batch, groups[first:last])
            merged.merge(part)  # type: ignore[arg-type]  # both are of one kind
        for group in set(groups):
            expected = rows(whole, group)
            assert rows(merged, group) == rows(batched, group) == expected


@given(texts, st.data())
def test_a_group_is_measured_as_a_corpus_of_its_own(documents: list[str], data: st.DataObject) -> None:
    groups = data.draw(st.lists(st.integers(0, 2), min_size=len(documents), max_size=len(documents)))
    found = WordOccurrences()
    found.add_documents(spoken(*documents), groups)
    for group in set(groups):
        alone = [text for text, number in zip(documents, groups, strict=True) if number == group]
        lower = [(row.term.lower(), row.dp, row.arf) for row in rows(found, group, parts=3)]
        assert sorted(lower) == sorted(
            (row.term.lower(), row.dp, row.arf) for row in rows(of_words(*alone), parts=3)
        )


def test_occurrences_are_sorted_by_term_then_place() -> None:
    found = Occurrences()
    found.add(np.array([5, 2, 5]), np.array([0, 1, 3]), np.array([4, 0]))
    found.add(np.array([2, 5]), np.array([0, 1]), np.array([2]))
    terms, firsts, places = found.by_term()
    assert (terms.tolist(), firsts.tolist(), places.tolist()) == ([2, 5], [0, 2], [1, 4, 0, 3, 5])
    assert found.sizes().tolist() == [4, 0, 2]
    assert found.terms().tolist() == [2, 5]
    assert found.words == 6


def test_the_seeds() -> None:
    """`chuyển đổi số` is 11 times in three of the articles, which a reader counted."""
    documents = list(qnmine.read(SEEDS))
    found = QueryOccurrences([Query.parse("chuyển đổi số")])
    found.add_documents(running_words(documents))
    (row,) = rows(found)
    assert (row.count, row.docs, row.range) == (11, 3, 3)
