"""What words mostly are: verbs, names or neither; counts that merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from qnmine.phrases.kinds import Kinds
from qnmine.statistics.coding import CodedWords, Vocabulary
from tests.phrases.tagged import tagged
from tests.statistics.coded_corpora import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.words.running import RunningWords


def kinds_of(documents: Sequence[RunningWords], size: int = 100) -> Kinds:
    vocabulary = Vocabulary()
    kinds = Kinds(vocabulary)
    for first in range(0, len(documents), size):
        batch = documents[first : first + size]
        kinds.add_documents(batch, CodedWords.of(batch, vocabulary))
    return kinds


def test_what_a_word_is_more_often_than_all_else() -> None:
    kinds = kinds_of(
        [
            tagged("báo/V báo/V Báo/N", "học/V học/N", "[Hạ_Long] hạ_long/N Hạ_Long/Np"),
            tagged("đi/V [Tuần_Châu] ,/CH Tuần_Châu/V tuần_châu/V [Tuần_Châu] [Tuần_Châu]"),
        ]
    )
    assert [word for word in ("báo", "học", "đi", "tuần châu", ",") if kinds.is_verb(word)] == ["báo", "đi"]
    names = ("hạ long", "tuần châu", "Tuần Châu", "báo", "chưa thấy")
    assert [word for word in names if kinds.is_name(word)] == ["tuần châu"]


def test_words_without_parts_of_speech_are_not_counted() -> None:
    kinds = kinds_of([tokens("báo đi")])
    assert not kinds.is_verb("báo")
    assert not kinds_of([]).is_name("báo")


_documents = st.lists(
    st.lists(st.sampled_from(["a/V", "a/N", "A/V", "b/N", "[b]", "[B]", "c_d/V", "[c_d]"]), max_size=6).map(
        lambda words: tagged(" ".join(words))
    ),
    max_size=6,
)


@given(_documents, st.integers(0, 6), st.integers(1, 3))
def test_kinds_merge(documents: list[RunningWords], cut: int, size: int) -> None:
    whole = kinds_of(documents)
    merged = kinds_of(documents[cut:][::-1], size)
    before = merged.is_verb("a")  # looked at before more is known
    assert before == kinds_of(documents[cut:]).is_verb("a")
    merged.merge(kinds_of(documents[:cut]))
    for word in ("a", "b", "c d"):
        assert (merged.is_verb(word), merged.is_name(word)) == (whole.is_verb(word), whole.is_name(word))
