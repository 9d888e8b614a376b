"""qnmine's own segmenter: words that it must have right, and text that it must survive."""

from __future__ import annotations

import mmap
import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.errors import QnmineError
from qnmine.text.normalize import normalize
from qnmine.words.forms import Forms
from qnmine.words.marks import is_invisible
from qnmine.words.segmenter import SHIPPED_MODEL, WordSegmenter
from qnmine.words.segmenters import load_segmenter
from qnmine.words.typed import typed_tokens
from tests.strategies import any_text, vietnamese_text
from tests.tagging.test_container import held_by

if TYPE_CHECKING:
    from pathlib import Path

    from qnmine.words.running import Span


def segmented(text: str) -> str:
    (spans,) = load_segmenter().segment([text])
    return " ".join(text[start:end].replace(" ", "_") for start, end in spans)


@pytest.mark.parametrize(
    "expected",
    [
        # What underthesea has wrong on the treebank.
        "Người dân xã này gặp chủ_tịch ủy_ban_nhân_dân tỉnh .",
        "Ông là chủ_tịch hội khoa_học .",
        "Sức_khỏe của họ đã khá hơn , ma_túy bị thu_giữ .",
        # Numbers with what belongs to them.
        "Khoảng 16_triệu người , tức 98,5% dân_số .",
        "Vốn 2,8_tỷ đồng , có 28_nghìn_tỷ đồng và 500 USD .",
        "Cả nước có 2 tỷ_phú .",
        "Có 1.452/1.452 thôn đạt chuẩn .",
        # Names.
        "Đồng_chí Nguyễn_Xuân_Ký thăm Hạ_Long và Quảng_Ninh .",
        "Ông Phạm_Văn_Thể làm_việc với FPT tại TP.HCM ngày 25/6/2024 .",
        # Signs and codes stand alone.
        "Nghị_quyết số 57-NQ/TW về R&D , mạng 4G và 5G ( PCI ) .",
        "Tên_lửa F-16 , máy_bay A350 , dịch COVID-19 .",
    ],
)
def test_sentences(expected: str) -> None:
    assert segmented(expected.replace("_", " ")) == expected


def test_what_stands_beside_a_sentence_does_not_matter() -> None:
    texts = ["Hạ Long phát triển du lịch.", "", "Ông K. khai.", " \n", "28.000 tỷ đồng"] * 3
    segmenter = load_segmenter()
    assert segmenter.segment(texts) == [segmenter.segment([text])[0] for text in texts]


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"Hà Nội có {number} phường mới{number}." for number in range(60)]
    segmenter = load_segmenter()
    expected = [segmenter.segment([text])[0] for text in texts]
    results: list[list[Span]] = []
    threads = [
        threading.Thread(target=lambda: results.extend(segmenter.segment([text])[0] for text in texts))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == sorted(expected * 4)


def test_batches_and_forgetting_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Hạ Long phát triển du lịch.", "", "Ông K. khai (ngày 3/5).", " \n", "28.000 tỷ đồng"] * 3
    segmenter = WordSegmenter.load()
    expected = segmenter.segment(texts)
    monkeypatch.setattr("qnmine.words.segmenter._BATCH", 20)
    monkeypatch.setattr("qnmine.words.chunks._MOST_CHARACTERS", 30)
    assert segmenter.segment(texts) == expected
    assert len(segmenter._forms.look_ups()) < 20


def test_an_interrupt_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ông Kxyz khai báo tại Qzzq."
    segmenter = WordSegmenter.load()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Forms, "_read_plain", interrupted)
        with pytest.raises(KeyboardInterrupt):
            segmenter.segment([text])
    spans = segmenter.segment([text])[0]
    assert [text[start:end] for start, end in spans] == ["Ông", "Kxyz", "khai báo", "tại", "Qzzq", "."]


def assert_read_by_the_rules(chunk: str) -> None:
    forms = Forms({})
    found = forms.read(chunk)
    known = list(forms._numbers)
    assert [(start, end, *known[number]) for number, start, end in found] == [
        (start, end, chunk[start:end], kind) for start, end, kind in typed_tokens(chunk + " ")
    ]


_LETTERS = "aAbdDPđĐvVTpPhHgmqQxXÀǅɏỿßªŉ\u00d7\u0e33\u0301BK"
_SIGNS = ["", *'([“",;:!?)]”….']


@settings(max_examples=300)
@given(st.sampled_from(_SIGNS), st.text(_LETTERS, min_size=1, max_size=6), st.sampled_from(_SIGNS))
def test_plain_stretches_are_read_as_by_the_rules(before: str, letters: str, after: str) -> None:
    assert_read_by_the_rules(before + letters + after)


@pytest.mark.parametrize("chunk", ["LBKT", "RBKT)", "(LBKT", "TP", "tp,", "Mr:", "x", "T.", "http:"])
def test_stretches_that_might_be_plain(chunk: str) -> None:
    assert_read_by_the_rules(chunk)


@settings(max_examples=200)
@given(st.one_of(vietnamese_text(), any_text()))
def test_every_visible_character_is_in_one_word(text: str) -> None:
    text = normalize(text).text
    (spans,) = load_segmenter().segment([text])
    end = 0
    for first, last in spans:
        assert end <= first < last
        assert not text[first].isspace()
        assert not text[last - 1].isspace()
        assert all(sign.isspace() or is_invisible(sign) for sign in text[end:first])
        end = last
    assert all(sign.isspace() or is_invisible(sign) for sign in text[end:])


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "hạ " * 60_000,
        "1." * 60_000,
        "- " * 60_000,
        "\u0301" * 50_000,
        "K. " * 50_000,
    ],
)
def test_long_and_odd_text_takes_linear_time(text: str) -> None:
    (spans,) = load_segmenter().segment([text])
    assert sum(end - start for start, end in spans) >= len(text.replace(" ", ""))


def test_a_model_of_another_kind_is_told(tmp_path: Path) -> None:
    from qnmine.entities.recognizer import SHIPPED_MODEL as ENTITIES

    with pytest.raises(QnmineError, match=r"entities\.model: a model for 'entities', not for words"):
        WordSegmenter.load(ENTITIES)
    with pytest.raises(QnmineError, match=r"none\.model: cannot read the model"):
        WordSegmenter.load(tmp_path / "none.model")


def test_a_model_file_keeps_everything(tmp_path: Path) -> None:
    shipped = WordSegmenter.load()
    file = tmp_path / "copy.model"
    file.write_bytes(shipped.serialized())
    text = ["Người dân Quảng Ninh phát triển kinh tế số."]
    assert WordSegmenter.load(file).segment(text) == shipped.segment(text)


def test_only_the_shipped_model_is_mapped(tmp_path: Path) -> None:
    path = tmp_path / "own.model"
    path.write_bytes(SHIPPED_MODEL.read_bytes())
    shipped, own = WordSegmenter.load().model, WordSegmenter.load(path).model
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
    assert isinstance(held_by(shipped.weights), mmap.mmap)
    np.testing.assert_array_equal(own.weights, shipped.weights)
    np.testing.assert_array_equal(own.keys, shipped.keys)
