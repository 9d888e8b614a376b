"""The tables of frequencies of general Vietnamese: what they promise, and how they are made."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from qnmine import Document
from qnmine.data import build_frequencies, build_syllables, frequencies
from qnmine.data.frequencies import frequent_words, sequence_frequencies, word_frequencies
from qnmine.text.normalize import comparable
from qnmine.words.running import forms_by_sentence, running_words

if TYPE_CHECKING:
    from pathlib import Path

    from qnmine.data.frequencies import Frequencies


@pytest.mark.parametrize(
    ("table", "least", "several"),
    [(word_frequencies(), 3, False), (sequence_frequencies(), 5, True)],
    ids=["words", "sequences"],
)
def test_terms_are_as_words_are_counted(table: Frequencies, least: int, several: bool) -> None:
    terms = list(table.counts)
    assert terms == sorted(terms, key=lambda term: f"{term}\t"), "looked up by halving"
    assert len(terms) == len(set(terms)) == len(table.counts)
    for term in terms[::97]:
        assert term == term.lower() == comparable(term)
        assert least <= table.counts[term] <= table.words
        assert " " in term or not several
    assert (table.words, table.documents) == (10_255_687, 7_717)


def test_counts_that_are_known() -> None:
    words = word_frequencies().counts
    assert words["kinh tế"] == 12163
    assert words["quảng ninh"] == 354
    assert sum(words[word] for word in words) < word_frequencies().words, "rare words and numbers are missing"
    assert "2017" not in words
    assert words.get("") is None
    with pytest.raises(KeyError):
        words["kinh tế\t12163"]


def test_the_most_frequent_words() -> None:
    counts = word_frequencies().counts
    some = frequent_words(200)
    assert len(some) == 200
    assert {"và", "của", "là", "có", "trong"} <= some
    assert min(counts[word] for word in some) >= max(
        counts[word] for word in list(counts)[::50] if word not in some
    )
    assert frequent_words(0) == frozenset()
    assert len(frequent_words(10**9)) == len(counts)


def test_a_table_is_built_from_a_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "Kinh tế số phát triển ở Quảng Ninh, 25 doanh nghiệp.",
        "Doanh nghiệp ở Quảng Ninh và kinh tế số. Kinh tế số phát triển.",
        "Ở Quảng Ninh có 25 doanh nghiệp. Hoà bình ở Quảng Ninh!",
    ] * 3  # fmt: skip
    corpus = tmp_path / "texts.jsonl"
    corpus.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    folder = tmp_path / "frequencies"
    monkeypatch.setattr(build_frequencies, "FOLDER", folder)
    build_frequencies.main([str(corpus)])
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(build_frequencies, "_BATCH", 1)
    build_frequencies.main([str(corpus)])
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    monkeypatch.setattr(frequencies, "files", lambda _: tmp_path)
    words, sequences = frequencies._read("words"), frequencies._read("sequences")

    sentences = [
        [form.lower() for form in sentence]
        for row in running_words([Document(str(number), text) for number, text in enumerate(texts)])
        for sentence in forms_by_sentence(row)
    ]
    is_word = re.compile(r"[^\W_]")
    forms = Counter(form for sentence in sentences for form in sentence if is_word.search(form))
    assert (words.words, words.documents) == (forms.total(), len(texts))
    assert dict(words.counts) == {form: count for form, count in forms.items() if count >= 3 and form != "25"}
    assert words.counts["hòa bình"] == 3, "one style of tone marks"
    pairs = Counter(
        " ".join(sentence[place : place + length])
        for sentence in sentences
        for length in (2, 3, 4)
        for place in range(len(sentence) - length + 1)
        if all(is_word.search(form) for form in sentence[place : place + length])
    )
    assert dict(sequences.counts) == {pair: count for pair, count in pairs.items() if count >= 5}
    assert sequences.counts["ở quảng ninh"] == 12


def test_a_corpus_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        build_frequencies.main([str(tmp_path / "none.jsonl")])
    assert caught.value.code == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_the_syllables_that_tell_encodings_are_those_of_the_words() -> None:
    assert build_syllables.TABLE.read_text(encoding="utf-8") == build_syllables.table()
