"""Documents that repeat an earlier one."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from qnmine.cli.options.corpus import WAYS as OPTION_WAYS
from qnmine.corpus import open_corpus
from qnmine.corpus.stages import distinct
from qnmine.corpus.stages.distinct import FEWEST, SHINGLE, WAYS, Seen, shingles_of, signature_of
from qnmine.errors import UsageError
from qnmine.text.document import Document
from tests import SEEDS
from tests.corpus.loading import load, write

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
PLACES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế", "Lào Cai")
WEATHER = (
    "{0}: Nhiều mây, có mưa rào và dông vài nơi, gió đông nam cấp {1}. Nhiệt độ thấp nhất từ {2} đến {3} độ, "
    "nhiệt độ cao nhất từ {4} đến {5} độ. Độ ẩm {6} phần trăm. Ngày mai, ở {0} trời {7}."
)
SKIES = ("nắng nóng gay gắt", "tiếp tục mưa", "hửng nắng về trưa", "rét đậm, sương mù")


def found(first: str, second: str, *, near: bool) -> float:
    """How similar a second text is found to be to the first, 0 if it is no duplicate."""
    seen = Seen(near=near)
    assert seen.find(Document("first", first)) is None
    duplicate = seen.find(Document("second", second))
    if duplicate is not None:
        assert duplicate.of == "first"
    return 0.0 if duplicate is None else duplicate.similarity


def jaccard(first: str, second: str) -> float:
    """The similarity itself, over the sets of shingles."""
    one, other = set(shingles_of(first).tolist()), set(shingles_of(second).tolist())
    return len(one & other) / len(one | other)


@pytest.mark.parametrize(
    ("second", "same"),
    [
        ("Khánh Hòa  có\nmưa.\r\n", True),
        (unicodedata.normalize("NFD", "Khánh Hoà có mưa."), True),
        ("\ufeffKhánh Hòa có mưa.", False),
        ("Khánh Hòa Có mưa.", False),
        ("Khánh Hòa có mưa", False),
        ("Khánh Hóa có mưa.", False),
    ],
)
@pytest.mark.parametrize("near", [False, True])
def test_what_counts_as_the_same_text(second: str, same: bool, near: bool) -> None:
    assert found("Khánh Hòa có mưa.", second, near=near) == float(same)


@pytest.mark.parametrize("text", ["", " \n", "…!", "_"])
def test_empty_texts_repeat_nothing(text: str) -> None:
    assert found(text, text, near=True) == 0


def changed(text: str, how: str) -> str:
    sentences = text.split(". ")
    middle = len(sentences) // 2
    match how:
        case "a sentence more":
            sentences.insert(middle, "Tin này được biên tập lại theo nguồn của thông tấn xã sáng nay")
        case "a sentence less":
            del sentences[middle]
        case "a footer":
            sentences.append("Xem thêm: Tin nóng trong ngày | Theo dõi chúng tôi trên mạng xã hội")
        case "a header":
            sentences.insert(0, "TPO - Cập nhật lúc 08:30 ngày 25/6/2024, phóng viên thường trú đưa tin")
        case "capitals":
            return text.upper()
        case "punctuation":
            return text.replace(",", " –").replace("“", '"').replace("”", '"')
    return ". ".join(sentences)


@pytest.mark.parametrize(
    "how", ["a sentence more", "a sentence less", "a footer", "a header", "capitals", "punctuation"]
)
@pytest.mark.parametrize("text", TEXTS[1:])
def test_a_text_that_was_edited_is_found_again(text: str, how: str) -> None:
    edited = changed(text, how)
    assert edited != text
    similarity = found(text, edited, near=True)
    assert similarity >= distinct.THRESHOLD
    assert similarity == pytest.approx(jaccard(text, edited), abs=0.12)
    assert similarity < 1
    assert found(text, edited, near=False) == 0


def test_different_articles_are_not_found() -> None:
    seen = Seen(near=True)
    assert [seen.find(Document(str(number), text)) for number, text in enumerate(TEXTS)] == [None] * 5


def test_reports_of_one_form_are_not_found() -> None:
    draw = random.Random(7)
    texts = {
        WEATHER.format(
            place, *(draw.randint(1, 40) for _ in range(6)), draw.choice(SKIES)
        )
        for place in PLACES
        for _ in range(20)
    }  # fmt: skip
    seen = Seen(near=True)
    assert [text for text in sorted(texts) if seen.find(Document(text[:9], text))] == []


def test_a_half_of_a_text_is_no_duplicate() -> None:
    for text in TEXTS:
        assert found(text, text[: len(text) // 2], near=True) == 0
        assert found(text, text + TEXTS[0] + TEXTS[1], near=True) == 0


def test_short_texts_are_compared_as_wholes() -> None:
    short = " ".join(f"từ{number}" for number in range(FEWEST + SHINGLE - 2))
    assert len(shingles_of(short)) == FEWEST - 1
    assert found(short, f"{short}!", near=True) == 0
    assert found(f"{short} thêm", f"{short} thêm!", near=True) == 0.99


def test_similarities_are_estimated_without_bias() -> None:
    draw = np.random.default_rng(5)
    errors = []
    for share in np.linspace(0.3, 0.95, 60):
        pool = draw.choice(1 << 32, 800, replace=False).astype(np.uint32)
        common = int(400 * share)
        one, other = pool[:400], np.concatenate((pool[:common], pool[400 : 800 - common]))
        errors.append(np.mean(signature_of(one) == signature_of(other)) - common / (800 - common))
    assert abs(np.mean(errors)) < 0.01
    assert np.std(errors) < 0.045


def test_long_texts_have_the_signature_of_their_parts() -> None:
    shingles = np.unique(np.random.default_rng(1).integers(0, 1 << 32, 5000, dtype=np.uint32))
    parts = [signature_of(shingles[start:end]) for start, end in pairwise(range(0, 5001, 100))]
    assert (np.minimum.reduce(parts) == signature_of(shingles[: 50 * 100])).all()


def test_the_earliest_of_equals_and_the_most_similar_of_others_is_named() -> None:
    text = TEXTS[1]
    one, two = changed(text, "a footer"), changed(changed(text, "a sentence less"), "a header")
    seen = Seen(near=True)
    assert seen.find(Document("text", text)) is None
    for name, other in (("one", one), ("two", two), ("again", text)):
        duplicate = seen.find(Document(name, other))
        assert duplicate is not None
        assert duplicate.of == "text"


def test_documents_are_left_out_and_told(tmp_path: Path) -> None:
    text = TEXTS[1]
    write(
        tmp_path,
        {"a.txt": text, "b.txt": text + "\n", "c.txt": changed(text, "a footer"), "d.txt": "", "e.txt": ""},
    )
    exact = load(tmp_path, deduplicate="exact")
    assert exact.ids == ["a.txt", "c.txt", "d.txt", "e.txt"]
    told = "--deduplicate exact: 1 document was left out, for example b.txt (the text of a.txt)"
    assert exact.warnings == [told]
    near = load(tmp_path, deduplicate="near")
    assert near.ids == ["a.txt", "d.txt", "e.txt"]
    assert near.warnings == [told.replace("exact: 1 document was", "near: 2 documents were")]


def test_each_reading_begins_anew(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "Một hai", "b.txt": "Một hai"})
    corpus = open_corpus([tmp_path], deduplicate="exact", on_warning=lambda _: None)
    assert [document.id for document in corpus] == ["a.txt"]
    assert [document.id for document in corpus] == ["a.txt"]


def test_ways_that_there_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert OPTION_WAYS == WAYS
    with pytest.raises(UsageError, match="exact or near"):
        open_corpus([SEEDS], deduplicate="fuzzy")
    monkeypatch.setattr(distinct, "can_find_near", lambda: False)
    with pytest.raises(UsageError, match=r'pip install "qnmine\[dedup\]"'):
        open_corpus([SEEDS], deduplicate="near")
    open_corpus([SEEDS], deduplicate="exact")
