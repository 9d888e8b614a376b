"""The profile of a corpus: counted by hand, merged, and beside what tokenizing says of the seeds."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qnmine
from qnmine.statistics.profile import EASY_SYLLABLES, Profile, ProfileCounts, WordSizes
from qnmine.words.running import RunningWords, running_words
from tests import SEEDS
from tests.statistics.coded_corpora import corpora
from tests.statistics.spoken import spoken

ADDING_UP = ("documents", "paragraphs", "sentences", "tokens", "words", "syllables", "characters")


def counted(*documents: RunningWords, window: int = 500, easy: tuple[str, ...] = ()) -> ProfileCounts:
    counts = ProfileCounts(WordSizes(easy=easy), window)
    counts.add_documents(documents)
    return counts


def test_every_column_by_hand() -> None:
    documents = spoken("Kinh_tế số và kinh_tế biển .\nNăm 2024 tăng 8,5% !\n\n", "!!!\nKinh_tế")
    profile = counted(*documents, easy=("số", "và", "kinh", "tế")).profile()
    assert asdict(profile) == {
        "documents": 2,
        "paragraphs": 3,
        "sentences": 3,
        "tokens": 13,
        "words": 10,
        "syllables": 13,
        "characters": 39,
        "types": 8,
        "hapaxes": 7,
        "ttr": 0.8,
        "mattr": pytest.approx((8 / 9 + 1) / 2, abs=1e-6),
        "hdd": None,
        "yule_k": 600,
        "sentence_words": pytest.approx(10 / 3, abs=1e-6),
        "sentence_words_sd": pytest.approx((26 / 9) ** 0.5, abs=1e-6),
        "word_syllables": 1.3,
        "word_characters": 3.9,
        "difficult_syllables": pytest.approx(3 / 13, abs=1e-6),  # biển, năm, tăng: numbers are not difficult
        "readability": pytest.approx(0.004 * 13 + 0.1905 * 3.9 + 2.7147 * 3 / 13 - 0.7295, abs=1e-6),
    }


@pytest.mark.parametrize("texts", [(), ("",), ("... !\n\n—",)])
def test_without_a_word_there_are_no_ratios(texts: tuple[str, ...]) -> None:
    counts = counted()
    if texts:
        counts.add_documents(spoken(*texts))
    profile = counts.profile()
    assert (profile.documents, profile.sentences, profile.words, profile.types) == (len(texts), 0, 0, 0)
    ratios = list(asdict(profile).values())[list(asdict(profile)).index("ttr") :]
    assert ratios == [None] * 10


def test_windows_do_not_cross_documents() -> None:
    documents = spoken("a b a b", "b a")
    # Two types in each of the windows a b, b a, a b and b a; a window over the border would be b b.
    assert counted(*documents, window=2).profile().mattr == 1
    assert counted(*spoken("a b a b b a"), window=2).profile().mattr == pytest.approx(0.9)


def test_hdd_is_that_of_the_whole_corpus() -> None:
    profile = counted(*spoken(*["a b"] * 21)).profile()
    assert profile.hdd == pytest.approx(2 / 42, abs=1e-6), "all 42 words are drawn, of two types"
    assert counted(*spoken(*["a b"] * 20)).profile().hdd is None


def test_the_frequent_syllables_of_general_vietnamese_are_easy() -> None:
    counts = ProfileCounts()
    counts.add_documents(spoken("Của người Việt_Nam và được 2024 qwrtzp Xylophon"))
    assert counts.difficult == 2
    assert EASY_SYLLABLES == 1000


@given(corpora, st.integers(0, 7), st.integers(1, 4))
def test_counts_of_parts_add_up(corpus: list[RunningWords], cut: int, window: int) -> None:
    easy = ("a", "b")
    whole = counted(*corpus, window=window, easy=easy)
    merged = counted(*corpus[cut:], window=window, easy=easy)
    merged.merge(counted(*corpus[:cut], window=window, easy=easy))
    assert merged.profile() == whole.profile()
    parts = [counted(words, window=window, easy=easy).profile() for words in corpus]
    for name in ADDING_UP:
        assert sum(getattr(part, name) for part in parts) == getattr(whole.profile(), name)
    assert whole.profile().types <= sum(part.types for part in parts)


@given(corpora, st.randoms())
def test_neither_order_nor_batches_matter(corpus: list[RunningWords], random: object) -> None:
    shuffled = sorted(corpus, key=lambda _: random.random())  # type: ignore[attr-defined]
    counts = counted(window=2)
    for words in shuffled:
        counts.add_documents([words])
    assert counts.profile() == counted(*corpus, window=2).profile()


def test_groups_may_share_what_is_known_of_words() -> None:
    sizes = WordSizes(easy=("a",))
    first, second = ProfileCounts(sizes), ProfileCounts(sizes)
    first.add_documents(spoken("a b c"))
    second.add_documents(spoken("d_d a"))
    assert (second.words, second.syllables, second.difficult) == (2, 3, 2)
    first.merge(second)
    assert first.profile() == counted(*spoken("a b c", "d_d a"), easy=("a",)).profile()


def test_windows_of_other_lengths_do_not_merge() -> None:
    with pytest.raises(ValueError, match="windows of 500 and of 3 words"):
        counted().merge(counted(window=3))


@pytest.fixture(scope="module")
def seeds() -> tuple[list[qnmine.Document], Profile]:
    documents = list(qnmine.read(str(SEEDS)))
    counts = ProfileCounts()
    counts.add_documents(running_words(documents))
    return documents, counts.profile()


def test_the_seeds_as_tokenizing_has_them(seeds: tuple[list[qnmine.Document], Profile]) -> None:
    documents, profile = seeds
    tokens = [token for document in documents for token in qnmine.tokenize(document)]
    words = [token for token in tokens if any(map(str.isalnum, token.word))]
    types = Counter(token.word.lower() for token in words)
    assert profile.tokens == len(tokens)
    assert profile.words == len(words)
    assert profile.sentences == len({(token.doc, token.sentence) for token in words})
    assert profile.syllables == sum(len(token.word.split()) for token in words)
    assert profile.types == len(types)
    assert profile.hapaxes == sum(1 for count in types.values() if count == 1)
    assert profile.characters == sum(map(str.isalnum, "".join(document.text for document in documents)))


def test_the_seeds_by_reading(seeds: tuple[list[qnmine.Document], Profile]) -> None:
    _, profile = seeds
    # grep -c '[[:alnum:]]' seeds/* gives 6, 19, 16, 12 and 14 lines; wc -w 5956 stretches between spaces,
    # of which some hold two words or none.
    assert profile.documents == 5
    assert profile.paragraphs == 67
    assert profile.syllables == pytest.approx(5956, rel=0.01)
    assert 20 < (profile.sentence_words or 0) < 30, "news sentences are long"
