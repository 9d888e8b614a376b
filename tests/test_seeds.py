"""The five seed articles from end to end; what is expected here was found by reading them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from unicodedata import normalize

import pytest

import qnmine
from qnmine.words.running import running_words
from tests import SEEDS

# Every form of a person that the articles have, and how often. "Bác" is Hồ Chí Minh; Yagi is a storm,
# Nguyễn Văn Cừ is named only in the name of a school, Mẹ Việt Nam Anh hùng is a title of honour.
PEOPLE = {
    "Bác": 1,
    "Phạm Văn Thể": 1,
    "Thể": 1,
    "Nguyễn Xuân Ký": 2,
    "Nguyễn Thị Hiền": 1,
    "Vũ Đại Thắng": 1,
    "Nguyễn Mạnh Cường": 1,
    "Phạm Đức Ấn": 1,
    "Ấn": 1,
}
SHORT = {"Thể": "Phạm Văn Thể", "Ấn": "Phạm Đức Ấn"}
# Forms that must be found. What they are named is tested by tests/entities/test_seeds_names.py.
ORGANISATIONS = (
    "UNESCO",
    "Tập đoàn FPT",
    "Foxconn",
    "Jinko Solar",
    "Autoliv",
    "Tập đoàn Công nghiệp Than - Khoáng sản Việt Nam",
    "TKV",
    "Trung tâm Truyền thông tỉnh",
    "Trung tâm Truyền thông tỉnh Quảng Ninh",
    "Hội Nhà báo Quảng Ninh",
    "Hội Nhà báo tỉnh Quảng Ninh",
    "Hiệp hội Doanh nghiệp tỉnh",
    "Sở Khoa học và Công nghệ tỉnh Quảng Ninh",
    "UBND tỉnh Quảng Ninh",
    "Bộ Chính trị",
    "Đảng",
    "HĐND tỉnh",
)
PLACES = (
    "Quảng Ninh",
    "tỉnh Quảng Ninh",
    "Bình Liêu",
    "huyện Bình Liêu",
    "huyện Hải Hà",
    "Tiên Yên",
    "Đầm Hà",
    "Việt Nam",
    "Trung Quốc",
    "Đông Nam Á",
    "Biển Đông",
    "Vịnh Hạ Long",
    "TP Hạ Long",
    "chợ Hạ Long 1",
    "Thị xã Đông Triều",
    "miền Bắc",
    "Kiếp Bạc",
    # The model takes the words before it into the span ("quần thể di tích và danh thắng Yên Tử").
    pytest.param("Yên Tử", marks=pytest.mark.xfail(reason="a known error", strict=True)),
)
# By reading; a headline or a numbered item is one sentence.
SENTENCES = (13, 42, 46, 23, 27)


@cache
def documents() -> tuple[qnmine.Document, ...]:
    return tuple(qnmine.read(SEEDS))


@cache
def mentions() -> tuple[qnmine.Mention, ...]:
    return tuple(mention for document in documents() for mention in qnmine.entities(document))


def forms(kind: str) -> Counter[str]:
    return Counter(normalize("NFC", mention.text) for mention in mentions() if mention.type == kind)


def entities(kind: str) -> dict[str, qnmine.Entity]:
    return {entity.name: entity for entity in qnmine.aggregate(mentions()) if entity.type == kind}


def test_every_person_and_nobody_else() -> None:
    assert forms("PER") == PEOPLE


def test_the_rows_of_the_people() -> None:
    full: Counter[str] = Counter()
    for form, count in PEOPLE.items():
        full[SHORT.get(form, form)] += count
    assert {name: entity.mentions for name, entity in entities("PER").items()} == full
    assert entities("PER")["Phạm Văn Thể"].variants == ("Phạm Văn Thể", "Thể")


def test_an_abbreviation_and_its_full_name_are_one_row() -> None:
    name = "Tập đoàn Công nghiệp Than - Khoáng sản Việt Nam"
    assert set(entities("ORG")[name].variants) == {name, "TKV"}


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_an_organisation(name: str) -> None:
    assert name in forms("ORG")


@pytest.mark.parametrize("name", PLACES)
def test_a_place(name: str) -> None:
    assert name in forms("LOC")


def test_no_date_number_or_punctuation_is_an_entity() -> None:
    allowed = {"chợ Hạ Long 1"}
    odd = re.compile(r"\d|^\W|[^\w)]$|\b(?:ngày|tháng|năm)\b", re.IGNORECASE)
    assert {m.text for m in mentions() if odd.search(m.text)} - allowed == set()
    nothing = {
        "PCI",
        "PII",
        "PAR Index",
        "FDI",
        "R&D",
        "TFP",
        "AI",
        "GRDP",
        "ISO",
        "THPT",
        "TTHC",
        "4G",
        "QR",
    }
    assert {m.text for m in mentions()} & nothing == set()


def test_rows_are_slices_in_order() -> None:
    texts = {document.id: document.text for document in documents()}
    rows: list[qnmine.Mention | qnmine.Token] = [*mentions()]
    rows += [token for document in documents() for token in qnmine.tokenize(document)]
    assert len(rows) > 4600
    for row in rows:
        assert texts[row.doc][row.start : row.end] == row.text
    for document in documents():
        starts = [mention.start for mention in mentions() if mention.doc == document.id]
        assert starts == sorted(starts)


def test_sentences() -> None:
    assert tuple(len(list(qnmine.sentences(document))) for document in documents()) == SENTENCES
    third = [sentence.text for sentence in qnmine.sentences(documents()[3])]
    numbered = [text[: text.index(".") + 1] for text in third if re.match(r"\d+\. ", text)]
    assert numbered == [f"{number}." for number in range(1, 11)]


def test_words_in_their_sentence() -> None:
    tokens = [token for token in qnmine.tokenize(documents()[4]) if token.sentence == 1]
    assert " ".join(token.word.replace(" ", "_") for token in tokens) == (
        "Tỉnh Quảng_Ninh đang thực_hiện nhiều giải_pháp đưa kinh_tế số giữ vai_trò chủ_đạo trong tăng_trưởng "
        "kinh_tế , tạo nền_tảng phát_triển vững_chắc cho tương_lai ."
    )


def test_keywords_count_what_the_texts_hold() -> None:
    counts = qnmine.WordCounts()
    for document in documents():
        counts.add_documents(running_words([document]))
    rows = {row.term: row for row in qnmine.keywords(counts)}
    text = "\n".join(document.text for document in documents())
    # Words that the segmentation nowhere joins with their neighbours: as often as the string.
    for term in ("Quảng Ninh", "chuyển đổi", "sáng tạo", "UNESCO"):
        assert rows[term].count == len(re.findall(rf"(?<!\w){term}(?!\w)", text, re.IGNORECASE)), term
    assert rows["Quảng Ninh"].docs == 5
    assert "và" in rows, "stop words are left out only where asked"


def numbers_in(article: int, *, identifiers: bool = False) -> dict[str, list[qnmine.Number]]:
    """The numbers of an article by their text."""
    found: dict[str, list[qnmine.Number]] = {}
    for number in qnmine.numbers(documents()[article], identifiers=identifiers):
        found.setdefault(number.text, []).append(number)
    return found


def dates_in(article: int) -> dict[str, qnmine.Date]:
    """The dates of an article by their text."""
    return {date.text: date for date in qnmine.dates(documents()[article])}


def test_a_sum_with_its_modifier() -> None:
    (number,) = numbers_in(3)["28.000 tỷ đồng"]
    assert (number.kind, number.value, number.unit, number.modifier) == ("money", 28 * 10**12, "VND", "hơn")
    (number,) = numbers_in(3)["2,8 tỷ USD"]
    assert (number.kind, number.value, number.unit, number.modifier) == ("money", 28 * 10**8, "USD", "trên")
    sums = [n for article in range(5) for n in qnmine.numbers(documents()[article]) if n.kind == "money"]
    assert sorted(number.text for number in sums) == ["138 tỷ đồng", "2,8 tỷ USD", "28.000 tỷ đồng"]


def test_a_place_among_seventy() -> None:
    (number,) = numbers_in(3)["thứ 8/70"]
    assert (number.kind, number.value, number.numerator, number.denominator) == ("ordinal", 8, 8, 70)


def test_the_number_of_a_resolution_is_no_quantity() -> None:
    for article in (1, 4):
        assert not [text for text in numbers_in(article) if "57" in text]
        (number,) = numbers_in(article, identifiers=True)["57-NQ/TW"]
        assert (number.kind, number.value) == ("identifier", None)


def test_counts_with_what_is_counted() -> None:
    (number,) = numbers_in(2)["14.000"]
    assert (number.kind, number.value, number.unit, number.modifier) == ("cardinal", 14000, "tin, bài", "hơn")
    (number,) = numbers_in(3)["1.452/1.452"]
    assert (number.kind, number.value, number.unit) == ("ratio", 1, "thôn, bản, khu phố")
    (number,) = numbers_in(1)["8,94ha"]
    assert (number.kind, number.value, number.unit, number.modifier) == ("measure", 8.94, "ha", "khoảng")


def test_an_interval_and_the_years_around_it() -> None:
    found = dates_in(3)
    whole = found["17/12/1994 - 17/12/2024"]
    assert (whole.kind, whole.value) == ("interval", "1994-12-17/2024-12-17")
    assert (whole.begins, whole.ends) == ("1994-12-17", "2024-12-17")
    assert not {"17/12/1994", "17/12/2024"} & found.keys()
    assert found["70 năm qua"].value == "P70Y"
    assert (found["năm 2030"].ends, found["năm 2030"].modifier) == ("2029-12-31", "trước")
    assert dates_in(2)["Ngày 23/12"].value == "XXXX-12-23"
    assert (dates_in(0)["năm 1928"].value, dates_in(0)["năm 1928"].modifier) == ("1928", "cuối")


def test_no_text_is_in_a_number_and_a_date() -> None:
    for document in documents():
        taken: set[int] = set()
        rows: list[qnmine.Number | qnmine.Date] = [*qnmine.numbers(document, identifiers=True)]
        rows += qnmine.dates(document, vague=True)
        for row in rows:
            assert document.text[row.start : row.end] == row.text
            assert not taken & set(range(row.start, row.end)), row
            taken |= set(range(row.start, row.end))
