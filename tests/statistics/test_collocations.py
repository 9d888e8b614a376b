"""Collocates: what is within the span, its counts, its measures, and that counts merge."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import log, log2, sqrt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qnmine
from qnmine.queries import Query
from qnmine.statistics import association
from qnmine.statistics.collocations import MEASURES, Collocation, CollocationCounts, collocations
from qnmine.words.running import RunningWords, running_words
from tests import SEEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = re.compile(r"kinh tế|Kinh tế|Hạ Long|chuyển đổi|[\w,]+|\S")
NODE = Query.parse("kinh tế")


class Cutter:
    """Cuts at spaces, but for a few words of two syllables."""

    def segment(self, sentences: Sequence[str]) -> list[list[tuple[int, int]]]:
        return [[found.span() for found in WORDS.finditer(sentence)] for sentence in sentences]


def corpus(*texts: str) -> list[RunningWords]:
    """The words of documents; each short line is a sentence."""
    documents = [qnmine.Document(str(number), text) for number, text in enumerate(texts)]
    return running_words(documents, Cutter())


def counted(
    texts: Sequence[str], query: Query = NODE, span: tuple[int, int] = (5, 5), groups: Sequence[int] = ()
) -> CollocationCounts:
    counts = CollocationCounts(query, span)
    counts.add_documents(corpus(*texts), groups)
    return counts


def sides(counts: CollocationCounts, **options: int) -> dict[str, tuple[int, int, int]]:
    """Return each collocate with its count, left and right."""
    rows = collocations(counts, **{"min_count": 1, **options})  # type: ignore[arg-type]
    return {row.collocate: (row.count, row.left, row.right) for row in rows}


def test_every_column_of_a_small_corpus() -> None:
    # 6 + 3 + 5 + 3 words; one to each side: triển, biển (first line), biển, số (second), số (third).
    texts = ("phát triển kinh tế biển bền vững\nbiển kinh tế số", "Kinh tế số , 100 biển xanh .\nmột hai ba")
    counts = counted(texts, span=(1, 1))
    assert (counts.words[0], counts.nodes[0], counts.within[0], counts.documents[0]) == (17, 3, 5, 2)
    rows = {row.collocate: row for row in collocations(counts, min_count=1)}
    assert rows.keys() == {"triển", "biển", "số"}
    chance = 5 * 3 / 17
    assert rows["biển"] == Collocation(
        node="kinh tế",
        collocate="biển",
        count=2,
        left=1,
        right=1,
        docs=1,
        node_count=3,
        collocate_count=3,
        expected=chance,
        mi=round(log2(2 / chance), 6),
        mi3=round(log2(8 / chance), 6),
        npmi=round(log(2 / chance) / -log(2 / 17), 6),
        t=round((2 - chance) / sqrt(2), 6),
        z=round((2 - chance) / sqrt(chance), 6),
        log_likelihood=round(association.log_likelihood(2, 5, 3, 17), 6),
        log_dice=round(14 + log2(2 * 2 / 6), 6),
        dice=2 * 2 / 6,
    )
    assert (rows["số"].count, rows["số"].left, rows["số"].right, rows["số"].docs) == (2, 0, 2, 2)
    assert (rows["triển"].count, rows["triển"].left, rows["triển"].collocate_count) == (1, 1, 1)


@pytest.mark.parametrize(
    ("text", "span", "found"),
    [
        ("aa bb cc kinh tế dd ee ff", (2, 1), {"bb": (1, 1, 0), "cc": (1, 1, 0), "dd": (1, 0, 1)}),
        ("aa bb cc kinh tế dd ee ff", (0, 1), {"dd": (1, 0, 1)}),
        ("aa bb cc kinh tế dd ee ff", (1, 0), {"cc": (1, 1, 0)}),
        # Punctuation takes no place in the span, a number and a stop word do.
        ("aa , “ kinh tế ” ( bb", (1, 1), {"aa": (1, 1, 0), "bb": (1, 0, 1)}),
        ("aa 12 kinh tế 7,5 bb", (1, 1), {}),
        # The span ends with the sentence.
        ("aa\nkinh tế\nbb", (5, 5), {}),
        # Between two nodes: the nearer one counts, the one on the left of two that are as near, each once.
        ("kinh tế aa bb kinh tế", (2, 2), {"aa": (1, 0, 1), "bb": (1, 1, 0)}),
        ("kinh tế aa kinh tế", (1, 1), {"aa": (1, 0, 1)}),
        ("kinh tế aa kinh tế", (1, 0), {"aa": (1, 1, 0)}),
        ("kinh tế aa bb cc kinh tế", (3, 1), {"aa": (1, 0, 1), "bb": (1, 1, 0), "cc": (1, 1, 0)}),
        # A node is no collocate of itself, but may be one of the next.
        ("kinh tế kinh tế", (1, 1), {"kinh tế": (2, 1, 1)}),
        ("kinh tế aa kinh tế", (2, 0), {"aa": (1, 1, 0), "kinh tế": (1, 1, 0)}),
        # Case variants are one word, shown as the corpus spells it.
        ("ở Hạ Long kinh tế Số số\nHạ Long", (9, 9), {"ở": (1, 1, 0), "Hạ Long": (1, 1, 0), "số": (2, 0, 2)}),
        # No single letters, no numbers.
        ("B kinh tế a ý 2024 5", (5, 5), {"ý": (1, 0, 1)}),
    ],
)  # fmt: skip
def test_what_is_within_the_span(
    text: str, span: tuple[int, int], found: dict[str, tuple[int, int, int]]
) -> None:
    assert sides(counted([text], span=span)) == found


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("chuyển đổi kinh tế", "aa chuyển đổi kinh tế bb", {"aa": (1, 1, 0), "bb": (1, 0, 1)}),
        ("!", "aa ! bb\ncc ! ! dd", {"aa": (1, 1, 0), "bb": (1, 0, 1), "cc": (1, 1, 0), "dd": (1, 0, 1)}),
        ("!", "aa !\n! bb", {"aa": (1, 1, 0), "bb": (1, 0, 1)}),
        ("kinh tế|số", "aa kinh tế bb số cc", {"aa": (1, 1, 0), "bb": (1, 0, 1), "cc": (1, 0, 1)}),
    ],
)
def test_nodes_of_several_words_and_of_none(
    query: str, text: str, found: dict[str, tuple[int, int, int]]
) -> None:
    assert sides(counted([text], Query.parse(query), (1, 1))) == found


def test_a_node_inside_of_words_leaves_the_whole_word_out() -> None:
    counts = counted(["aa kinh tế bb"], Query.parse("tế", syllables=True), (1, 1))
    assert sides(counts) == {"aa": (1, 1, 0), "bb": (1, 0, 1)}


def test_minimal_counts_and_stop_words() -> None:
    counts = counted(["xx kinh tế và số", "và kinh tế và xx", "kinh tế hai"])
    shown = {row.collocate for row in collocations(counts)}
    assert shown == {"xx", "và"}, "twice at least, by default"
    assert {row.collocate for row in collocations(counts, min_count=3)} == {"và"}
    assert {row.collocate for row in collocations(counts, min_count=1, min_docs=2)} == {"xx", "và"}
    (row,) = collocations(counts, stopwords={"và"})
    assert (row.collocate, row.expected) == ("xx", counts.within[0] * 2 / counts.words[0]), (
        "stop words still fill the span"
    )


def test_only_some_parts_of_speech() -> None:
    (words,) = corpus("chạy kinh tế chạy bàn\nbàn")
    tagged = RunningWords(**{
        **{name: getattr(words, name) for name in words.__slots__},
        "tags": ["V", "N", "N", "N", "V"],
    })  # fmt: skip
    counts = CollocationCounts(NODE)
    counts.add_documents([tagged], tags=("N",))
    rows = {
        row.collocate: (row.count, row.left, row.collocate_count) for row in collocations(counts, min_count=1)
    }
    assert rows == {"chạy": (1, 0, 1), "bàn": (1, 0, 1)}
    assert (counts.words[0], counts.within[0]) == (5, 3), "all words fill the span"


def test_a_text_without_the_node_or_without_words() -> None:
    for texts in ([], [""], ["."], ["một hai"], ["kinh tế"]):
        counts = counted(texts)
        assert collocations(counts, min_count=1) == []
        assert counts.nodes.total() == (texts == ["kinh tế"])


def test_a_measure_that_is_not_defined() -> None:
    (row,) = collocations(counted(["! xx xx !"], Query.parse("!")), min_count=1, measure="npmi")
    assert (row.collocate, row.count, row.npmi, row.mi) == ("xx", 2, None, 0.0)


@pytest.mark.parametrize("measure", MEASURES)
def test_ranked_by_a_measure_then_by_code_point(measure: str) -> None:
    text = "kinh tế xx yy\nzz kinh tế xx số\n" + "xx aa số\n" * 5 + "số bb kinh tế yy"
    rows = collocations(counted([text], span=(2, 2)), measure=measure, min_count=1)
    assert {row.collocate for row in rows} == {"bb", "số", "xx", "yy", "zz"}

    def rank(row: Collocation) -> float:
        shun = measure == "log_likelihood" and row.count < row.expected
        return -getattr(row, measure) if shun else float(getattr(row, measure))

    for one, other in pairwise(rows):
        assert rank(one) > rank(other) or (rank(one) == rank(other) and one.collocate < other.collocate)


def test_by_log_likelihood_words_that_shun_the_node_come_last() -> None:
    text = "kinh tế xx số\n" + "số số số\n" * 20 + "kinh tế xx số"
    rows = collocations(counted([text], span=(0, 2)), measure="log_likelihood")
    assert [row.collocate for row in rows] == ["xx", "số"]
    assert rows[1].count < rows[1].expected


def test_a_measure_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="nothing"):
        collocations(counted(["kinh tế"]), measure="nothing")


WORD = st.sampled_from(["kinh tế", "aa", "bb", "Bb", "số", "12", ",", ";"])
SENTENCE = st.lists(WORD, max_size=12).map(" ".join)
TEXTS = st.lists(st.lists(SENTENCE, max_size=3).map("\n\n".join), min_size=1, max_size=6)
SPAN = st.tuples(st.integers(0, 3), st.integers(0, 3))


@given(TEXTS, SPAN)
def test_equal_to_a_count_word_by_word(texts: list[str], span: tuple[int, int]) -> None:
    found: dict[str, Counter[str]] = {"left": Counter(), "right": Counter()}
    within = 0
    for text in texts:
        for line in text.split("\n\n"):
            words = [word.lower() for word in WORDS.findall(line) if word not in ",;"]
            for place, word in enumerate(words):
                after = [n for n in range(1, span[1] + 1) if place >= n and words[place - n] == "kinh tế"]
                before = [n for n in range(1, span[0] + 1) if words[place + n : place + n + 1] == ["kinh tế"]]
                if after or before:
                    within += 1
                    near = min(before, default=99) < min(after, default=99)
                    found["left" if near else "right"][word] += 1
    counts = counted(texts, span=span)
    assert counts.within[0] == within
    expected = {
        word: (found["left"][word] + found["right"][word], found["left"][word], found["right"][word])
        for word in found["left"] | found["right"]
        if word != "12"
    }
    assert {word.lower(): value for word, value in sides(counts).items()} == expected


@given(TEXTS, SPAN, st.data())
def test_parts_merge_to_the_whole_in_any_order(
    texts: list[str], span: tuple[int, int], data: st.DataObject
) -> None:
    groups = data.draw(st.lists(st.integers(0, 2), min_size=len(texts), max_size=len(texts)))
    cut = data.draw(st.integers(0, len(texts)))
    whole = counted(texts, span=span, groups=groups)
    first = counted(texts[:cut], span=span, groups=groups[:cut])
    second = counted(texts[cut:], span=span, groups=groups[cut:])
    one_by_one = CollocationCounts(NODE, span)
    for text, group in zip(texts, groups, strict=True):
        one_by_one.add_documents(corpus(text), [group])
    second.merge(first)
    for group in range(3):
        rows = collocations(whole, group, min_count=1)
        assert (
            rows == collocations(second, group, min_count=1) == collocations(one_by_one, group, min_count=1)
        )
    assert (whole.words, whole.nodes, whole.within) == (second.words, second.nodes, second.within)
    assert whole.documents == second.documents == one_by_one.documents == Counter(groups)


def test_groups_are_counted_apart() -> None:
    counts = counted(["xx kinh tế yy", "xx kinh tế", "yy kinh tế yy"], groups=[0, 1, 1])
    first, second = (
        {row.collocate: (row.count, row.docs, row.node_count, row.collocate_count) for row in rows}
        for rows in (collocations(counts, group, min_count=1) for group in (0, 1))
    )
    assert first == {"xx": (1, 1, 1, 1), "yy": (1, 1, 1, 1)}
    assert second == {"xx": (1, 1, 2, 1), "yy": (2, 1, 2, 2)}
    assert (counts.words, counts.documents) == ({0: 3, 1: 5}, {0: 1, 1: 2})


def test_neighbours_are_those_of_nltk() -> None:
    """For the one word to the right of a node nltk's bigrams are the same table, but for the last words."""
    line = "kinh tế số aa kinh tế biển số kinh tế số bb kinh tế aa số kinh tế cc"
    words = WORDS.findall(line)
    finder = pytest.importorskip("nltk.collocations").BigramCollocationFinder.from_words(words)
    measure = pytest.importorskip("nltk.metrics").BigramAssocMeasures()
    rows = {row.collocate: row for row in collocations(counted([line], span=(0, 1)), min_count=1)}
    assert {word: row.count for word, row in rows.items()} == {
        second: count for (first, second), count in finder.ngram_fd.items() if first == "kinh tế"
    }
    for word, row in rows.items():
        table = (row.count, (row.node_count, row.collocate_count), len(words))
        assert row.mi == pytest.approx(measure.pmi(*table), abs=1e-6)
        assert row.t == pytest.approx(measure.student_t(*table), abs=1e-6)
        assert row.log_likelihood == pytest.approx(measure.likelihood_ratio(*table), abs=1e-5)
        assert row.dice == pytest.approx(measure.dice(*table)), word


def test_a_wider_window_is_that_of_nltk() -> None:
    line = "aa bb kinh tế số aa dd ee ff gg hh số bb kinh tế biển ii aa"
    nltk = pytest.importorskip("nltk.collocations").BigramCollocationFinder
    finder = nltk.from_words(WORDS.findall(line), window_size=4)
    found = sides(counted([line], span=(0, 3)))
    assert {word: count for word, (count, _, _) in found.items()} == {
        second: count for (first, second), count in finder.ngram_fd.items() if first == "kinh tế"
    }


@pytest.fixture(scope="module")
def seeds() -> list[RunningWords]:
    return running_words(list(qnmine.read(SEEDS)))


@pytest.mark.parametrize(
    ("node", "nodes", "found"),
    [
        ("chuyển đổi", 12, {"số": (11, 3)}),
        # Also over a dash: kinh tế - xã hội. By grep, as the others.
        ("kinh tế", 35, {"số": (14, 3), "xã hội": (6, 4), "di sản": (2, 1), "phát triển": (2, 1)}),
    ],
)
def test_what_follows_in_the_seeds(
    seeds: list[RunningWords], node: str, nodes: int, found: dict[str, tuple[int, int]]
) -> None:
    counts = CollocationCounts(Query.parse(node), (0, 1))
    counts.add_documents(seeds)
    rows = collocations(counts)
    assert {row.collocate: (row.count, row.docs) for row in rows} == found
    assert {row.node_count for row in rows} == {nodes}
