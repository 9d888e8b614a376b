"""Training of the segmenter on a few sentences: what it learns, and that it always learns the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from qnmine.errors import UsageError
from qnmine.tagging.training import Settings
from qnmine.words.chunks import Chunks
from qnmine.words.columns import Layout, dictionary_columns
from qnmine.words.forms import Forms
from qnmine.words.lexical import SHARE_STEPS
from qnmine.words.training import Options, Segmented, train

if TYPE_CHECKING:
    from qnmine.words.segmenter import WordSegmenter

FEW = Options(
    sample=100,
    least_word=1,
    least_pair=2,
    first=Settings(epochs=3, averaged=1, dropout=0, least_count=1),
    second=Settings(epochs=10, averaged=3, dropout=0, least_count=1, minibatch=2),
)
GOLD = ["Người dân thăm nhà_văn ở Hà_Nội .", "nhà_văn là người dân Hà_Nội .", "Người dân đọc sách ."]
SILVER = ["người_dân thăm nhà_máy ở Hải_Phòng .", "người_dân ở nhà_máy đọc sách .", "sách của nhà_máy ."]
DICTIONARIES = [{"nhà văn", "nhà máy", "hà nội", "bách khoa toàn thư", "sách"}, {"nhà văn"}]


def pairs(lines: list[str]) -> Segmented:
    texts, spans = [], []
    for line in lines:
        texts.append(line.replace("_", " "))
        at, words = 0, []
        for word in line.split():
            words.append((at, at + len(word)))
            at += len(word) + 1
        spans.append(words)
    return texts, spans


def made(options: Options = FEW) -> WordSegmenter:
    return train(pairs(GOLD), [pairs(SILVER)], DICTIONARIES, options)


def segmented(segmenter: WordSegmenter, text: str) -> str:
    (spans,) = segmenter.segment([text])
    return " ".join(text[start:end].replace(" ", "_") for start, end in spans)


def test_the_annotated_words_win_and_the_others_stay() -> None:
    segmenter = made()
    for line in GOLD:
        assert segmented(segmenter, line.replace("_", " ")) == line
    assert segmented(segmenter, "người dân thăm nhà máy .") == "người dân thăm nhà_máy ."


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made().serialized() == made().serialized()


def test_joins_are_counted() -> None:
    lexical = made().lexical
    low = np.array([lexical.numbers[word] for word in ("nhà", "máy", "sách", "người", "dân")])
    share, count = lexical.joins(low)
    # nhà máy: always joined, three times; người dân: twice; the other pairs were not met twice.
    assert share.tolist() == [1, SHARE_STEPS + 2, 1, 1, SHARE_STEPS + 2]
    assert count.tolist() == [1, 3, 1, 1, 2]


def test_words_of_the_dictionary_around_a_token() -> None:
    lexical = made().lexical
    words = ("bách", "khoa", "toàn", "thư", "nhà", "văn", "nhà", "máy", "bách", "khoa")
    columns = dictionary_columns(np.array([lexical.numbers[word] for word in words]), lexical)
    assert columns["cover"].tolist() == [1, 5, 5, 5, 1, 3, 1, 3, 1, 1]
    assert columns["begin"].tolist() == [5, 1, 1, 1, 3, 1, 3, 1, 1, 1]
    assert columns["end"].tolist() == [1, 1, 1, 5, 1, 3, 1, 3, 1, 1]
    assert columns["pair"].tolist() == [1, 1, 1, 1, 1, 3, 1, 2, 1, 1]  # nhà văn stands in both dictionaries


def test_without_annotated_sentences_there_is_nothing_to_learn() -> None:
    with pytest.raises(UsageError, match="no annotated sentences"):
        train(([], []), [pairs(SILVER)], DICTIONARIES, FEW)


def test_without_other_sentences_the_annotated_ones_do() -> None:
    segmenter = train(pairs(GOLD), [], DICTIONARIES, FEW)
    assert segmented(segmenter, "Người dân đọc sách .") == "Người dân đọc sách ."


def test_sentences_are_laid_out_with_margins() -> None:
    layout = Layout.of(np.array([2, 1]))
    assert (layout.size, layout.starts.tolist(), layout.target.tolist()) == (9, [2, 6], [2, 3, 6])
    assert layout.place(np.array([7, 8, 9]), padding=1).tolist() == [1, 1, 7, 8, 1, 1, 9, 1, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đi  về\tnhà", ["đi", "về", "nhà"]),
        (" đi\n", ["đi"]),
        ("Ông K. khai", ["Ông", "K.", "khai"]),
        ("Ông K.", ["Ông", "K", "."]),
        ("", []),
    ],
)
def test_chunks_have_their_offsets(text: str, expected: list[str]) -> None:
    tokens = Chunks(Forms({})).tokens(["đi về", text, "nhà ."])
    bounds = np.cumsum(tokens.lengths)
    found = slice(*bounds[:2])
    spans = zip(tokens.starts[found].tolist(), tokens.ends[found].tolist(), strict=True)
    assert [text[start:end] for start, end in spans] == expected
