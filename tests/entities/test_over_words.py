"""Names over words: which words each covers, words that are cut at its edges, and names as single words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine import Document, read
from qnmine.entities import Mention, entities_of
from qnmine.entities.over_words import joined, with_names
from qnmine.words.running import RunningWords, forms_by_sentence, running_words
from tests import SEEDS
from tests.strategies import any_text, vietnamese_text


def named(text: str, *names: str, pos: bool = False) -> RunningWords:
    """Return the words of a text with names over them; a name is `shown=slice` or a slice."""
    mentions, at = [], 0
    for name in names:
        shown, _, part = name.rpartition("=")
        start = text.index(part, at)
        at = start + len(part)
        mentions.append(Mention("d", 1, start, at, part, "LOC", shown or part))
    (words,) = running_words([Document("d", text)], pos=pos)
    return with_names(words, mentions)


def covered(words: RunningWords) -> list[tuple[str, ...]]:
    return [tuple(words.forms[span.first : span.last]) for span in words.entities]


@pytest.mark.parametrize(
    ("text", "names", "forms", "spans"),
    [
        ("Du khách đến Hạ Long.", ("Hạ Long",), "Du khách|đến|Hạ Long|.", [("Hạ Long",)]),
        ("Đến thành phố Huế chơi", ("thành phố Huế",), "Đến|thành phố|Huế|chơi", [("thành phố", "Huế")]),
        ("Phát triển kinh tế", ("tế",), "Phát triển|kinh|tế", [("tế",)]),
        ("Phát triển kinh tế", ("triển kinh",), "Phát|triển|kinh|tế", [("triển", "kinh")]),
        ("Phát triển kinh tế", ("át",), "Ph|át|triển|kinh tế", [("át",)]),
        ("Phát  triển", ("Phát", "triển"), "Phát|triển", [("Phát",), ("triển",)]),
        ("Phát triển", ("Phát ",), "Phát|triển", [("Phát",)]),
        ("Hạ Long. Hạ Long", ("Hạ Long", "Hạ Long"), "Hạ Long|.|Hạ Long", [("Hạ Long",), ("Hạ Long",)]),
        ("không có gì", (), "không|có|gì", []),
    ],
)  # fmt: skip
def test_words_that_names_cover(
    text: str, names: tuple[str, ...], forms: str, spans: list[tuple[str, ...]]
) -> None:
    for form in ("NFC", "NFD"):
        words = named(
            unicodedata.normalize(form, text), *(unicodedata.normalize(form, name) for name in names)
        )
        assert words.forms == forms.split("|")
        assert covered(words) == spans


def test_names_leave_the_number_of_words_as_it_was() -> None:
    text = "Sở Khoa học và Công nghệ đón 45 người."
    (plain,) = running_words([Document("d", text)])
    name = named(text, "Sở Khoa học và Công nghệ")
    assert len(joined(name).forms) < len(plain.forms)
    assert joined(name).count() == name.count() == plain.count()
    cut = named(text, "Công")  # a part of a word, which is cut there
    assert len(cut.forms) > len(plain.forms)
    assert joined(cut).count() == cut.count() == plain.count()


def test_each_name_becomes_one_word() -> None:
    words = named("Đến TP. Hạ Long. Về Hạ Long, vui!", "Hạ Long=TP. Hạ Long", "Hạ Long", pos=True)
    one = joined(words)
    assert forms_by_sentence(one) == [["Đến", "Hạ Long", "."], ["Về", "Hạ Long", ",", "vui", "!"]]
    assert [one.forms[span.first : span.last] for span in one.entities] == [["Hạ Long"]] * 2
    assert [one.tags[span.first] for span in one.entities] == ["Np", "Np"]
    assert len(one.tags) == len(one.forms)
    first = one.entities[0].first
    assert one.original(first, first + 1) == (4, 15)


def test_a_name_over_the_end_of_a_sentence_belongs_to_its_first() -> None:
    text = "Đến Hạ Long. Về Huế."
    words = named(text, "Long. Về")
    one = joined(words)
    assert forms_by_sentence(one) == [["Đến", "Hạ", "Long. Về"], ["Huế", "."]]
    whole = joined(named(text, "Hạ Long. Về Huế."))
    assert forms_by_sentence(whole) == [["Đến", "Hạ Long. Về Huế."], []]


def check(words: RunningWords, before: RunningWords, mentions: list[Mention]) -> None:
    assert len(words.forms) == len(words.starts) == len(words.ends) == sum(words.sentences)
    assert len(words.sentences) == len(before.sentences)
    assert all(words.forms)
    spans = list(zip(words.starts, words.ends, strict=True))
    assert all(start < end for start, end in spans)
    assert all(end <= start for end, start in zip(words.ends, words.starts[1:], strict=False))
    assert all(span.first < span.last for span in words.entities)
    assert all(one.last <= two.first for one, two in zip(words.entities, words.entities[1:], strict=False))
    assert len(words.entities) <= len(mentions)
    one = joined(words)
    assert len(one.forms) == len(one.starts) == len(one.ends) == sum(one.sentences)
    assert [one.forms[span.first : span.last] for span in one.entities] == [
        [span.name] for span in words.entities
    ]
    assert len(one.forms) == len(words.forms) - sum(span.last - span.first - 1 for span in words.entities)
    outside = set(range(len(words.forms))) - {
        place for span in words.entities for place in range(span.first, span.last)
    }
    inside = {span.first for span in one.entities}
    assert [words.forms[place] for place in sorted(outside)] == [
        form for place, form in enumerate(one.forms) if place not in inside
    ]


def test_names_of_the_seeds_cover_exactly_their_text() -> None:
    documents = list(read(SEEDS))
    found = [list(mentions) for _, mentions in entities_of(documents)]
    assert sum(map(len, found)) > 100
    for before, mentions in zip(running_words(documents, pos=True), found, strict=True):
        words = with_names(before, mentions)
        check(words, before, mentions)
        assert len(words.tags) == len(words.forms)
        assert [
            (*words.original(span.first, span.last), span.type, span.name) for span in words.entities
        ] == [(one.start, one.end, one.type, one.name) for one in mentions]


@settings(max_examples=100)
@given(vietnamese_text(12) | any_text(12), st.data())
def test_any_spans_over_any_text(text: str, data: st.DataObject) -> None:
    borders = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    mentions = [
        Mention("d", 1, start, end, text[start:end], "PER", "Một Tên")
        for start, end in zip(borders[::2], borders[1::2], strict=False)
    ]
    (before,) = running_words([Document("d", text)])
    words = with_names(before, mentions)
    check(words, before, mentions)
    assert before.forms == running_words([Document("d", text)])[0].forms, "the words given are left alone"
    for span in words.entities:
        start, end = words.original(span.first, span.last)
        assert any(one.start < end and start < one.end for one in mentions)
