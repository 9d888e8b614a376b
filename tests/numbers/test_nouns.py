"""The counted nouns and the traps of number words are well-formed and hold what they should."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

import qnmine.data
from qnmine.data.build_counted_nouns import (
    FOUND,
    MOST_SYLLABLES,
    REMOVED,
    TABLE,
    Counts,
    is_counted_noun,
    is_numeral,
    rewritten,
)
from qnmine.data.lexicons import parse_entries
from qnmine.errors import QnmineError
from qnmine.numbers.nouns import WHATEVER, counted_nouns, traps
from qnmine.text.normalize import normalize

TRAPS = Path(qnmine.data.__file__).parent / "number_word_traps.tsv"
FILES = pytest.mark.parametrize("path", [TABLE, REMOVED, TRAPS], ids=lambda path: path.stem)


def rows(path: Path) -> list[list[str]]:
    """The rows of a file, its header too."""
    return [line.split("\t") for line in parse_entries(path.read_text("utf-8"))]


def sections(path: Path) -> list[list[list[str]]]:
    """The rows of each part of a file that a comment begins."""
    parts: list[list[list[str]]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            parts.append([])
        else:
            parts[-1].append(line.split("\t"))
    return [part for part in parts if part]


@FILES
def test_files_are_in_the_one_form(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert not [line for line in text.splitlines() if normalize(line).text != line], "new tone-mark style"
    assert not [cell for row in rows(path) for cell in row if cell != " ".join(cell.split()) or not cell]
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert any(line.startswith("# Source: ") for line in comments)
    assert any(line.startswith("# Licence: ") for line in comments)


def test_table_has_its_columns() -> None:
    header, *body = rows(TABLE)
    assert header == ["noun", "count", "kind"]
    assert {len(row) for row in body} == {3}
    assert {kind for _, _, kind in body} == {"classifier", "noun"}
    assert all(count.isdecimal() and str(int(count)) == count for _, count, _ in body)
    assert len(body) == len({noun for noun, *_ in body})


def test_nouns_are_one_to_four_syllables_of_letters_in_lower_case() -> None:
    nouns = [noun for noun, *_ in rows(TABLE)[1:]]
    assert not [noun for noun in nouns if noun != noun.lower() or not noun.replace(" ", "").isalpha()]
    assert {len(noun.split()) for noun in nouns} == set(range(1, MOST_SYLLABLES + 1))


def test_table_has_three_sorted_parts_the_first_of_them_classifiers() -> None:
    header, classifiers, by_hand, found = sections(TABLE)
    assert len(header) == 1
    for part in (classifiers, by_hand, found):
        assert part == sorted(part)
    assert {row[2] for row in classifiers} == {"classifier"}
    assert {row[2] for row in (*by_hand, *found)} == {"noun"}


def test_removed_words_are_sorted_in_their_parts_and_not_in_the_table() -> None:
    removed = [row[0] for row in rows(REMOVED)]
    assert all(part == sorted(part) for part in sections(REMOVED))
    assert len(removed) == len(set(removed))
    assert not {tuple(word.split()) for word in removed} & counted_nouns().keys()


CLASSIFIERS = (
    "cái, con, chiếc, bộ, cuộc, vụ, ngôi, tòa, lượt, người, bức, quả, trận, chuyến, lần, suất, ca, hộp"
)
NOUNS = """
huyện, cơ sở dữ liệu, chiến dịch, tác phẩm, lượt khách, đơn vị, tin, bài, phóng sự, chuyên đề, hộ nghèo,
ca mắc, vụ tai nạn, thủ tục, xã, phường, suất quà, phần quà, doanh nghiệp, tuổi, thành phố, quốc gia,
học sinh, số, văn bản, nhiệm kỳ, giai đoạn, khu phố, thôn, bản, đỉnh núi, vụ án, phòng thu, định dạng,
video, mùa, bên, tay, mv, đoàn viên
"""


@pytest.mark.parametrize(("nouns", "kind"), [(CLASSIFIERS, "classifier"), (NOUNS, "noun")])
def test_members(nouns: str, kind: str) -> None:
    kinds = {noun.strip(): counted_nouns().get(tuple(noun.split())) for noun in nouns.split(",")}
    assert kinds == dict.fromkeys(kinds, kind)


NOT_MEMBERS = {
    "measure, money, time": "km, mét, kg, tấn, đồng, đô la, độ, ha, năm, tháng, ngày, giờ, phút, tuần",
    "numerals": "hai, trăm, nghìn, triệu, tỷ, chục, tá, mươi, nửa, phần trăm, rưỡi, đầu tiên",
    "verbs, adjectives": "có, là, bị, được, chết, thắng, đạt, tăng, chạy, lớn, nhỏ, bị thương, nhiễm, thuê",
    "particles": "của, trong, trên, và, đến, từ, theo, đều, cùng, rồi, này, đó, nữa, lần lượt, hoặc, vì sao",
    "parts of words": "nhai, rọi, lê, gọng, khía, thấu, trạng, tiểu, siêu, đại, cựu",
    "classifier and another noun": "con hổ, con sông, tên trộm, chiếc xe, quốc gia thành viên, đỉnh cao",
}


@pytest.mark.parametrize("words", NOT_MEMBERS.values(), ids=NOT_MEMBERS)
def test_non_members(words: str) -> None:
    assert not [word for word in words.split(", ") if tuple(word.split()) in counted_nouns()]


def test_syllables_are_compared_in_the_old_tone_style() -> None:
    assert ("tòa",) in counted_nouns()
    assert ("toà",) not in counted_nouns()
    assert ("mười", "họa") in traps()


def test_traps_have_their_columns_and_stand_together() -> None:
    header, *body = rows(TRAPS)
    assert header == ["word", "next", "why"]
    assert {len(row) for row in body} == {3}
    assert len(body) == len({(word, following) for word, following, _ in body})
    assert all(word == word.lower() and following == following.lower() for word, following, _ in body)
    changes = [after for before, after in pairwise(word for word, *_ in body) if before != after]
    assert len(changes) == len(set(changes)), "a word in two places"
    reasons = [row[::2] for row in body]
    together = [after for before, after in pairwise(reasons) if before != after]
    assert len(together) == len({tuple(pair) for pair in together}), "a reason of a word in two places"


def test_traps_are_sorted_where_word_and_reason_are_the_same() -> None:
    body = rows(TRAPS)[1:]
    assert not [
        (before, after)
        for before, after in pairwise(body)
        if before[::2] == after[::2] and not before[1] < after[1]
    ]


NUMBER_WORDS = """
không một hai ba bốn tư năm sáu bảy tám chín mười trăm nghìn ngàn vạn triệu tỷ tỉ nhất nhì đôi nửa
"""


def test_traps_begin_with_number_words_and_only_a_whole_row_says_never() -> None:
    body = rows(TRAPS)[1:]
    assert {word for word, *_ in body} == set(NUMBER_WORDS.split())
    assert [word for word, following, _ in body if following == WHATEVER] == ["không"]
    assert not [row for row in body if row[1] != WHATEVER and not row[1].replace(" ", "").isalpha()]


TRAPPED = """
không, ba tôi, ba má, ba mẹ, ba nó, ba của, năm nay, năm học, năm ngoái, năm qua, năm sau, năm trước,
năm đó, năm này, năm sinh, năm tháng, năm mới, năm nào, năm đầu, năm cuối, tư tưởng, tư cách, tư pháp,
tư nhân, tư liệu, tư vấn, tư duy, chín muồi, chín chắn, chín rộ, chín tới, chín cây, một số, một cách,
một mình, một chút, một ít, một vài, một khi, một bên, một thời, một lúc, một cửa, tám chuyện, hai lòng,
ba chân bốn cẳng, năm thì mười họa, chín bỏ làm mười, triệu tập, tỷ lệ, đôi khi, nửa đêm, nhất quán, hai
bà trưng
"""
COUNTED = """
hai huyện, ba lần, cả hai, bốn mùa, năm người, năm ngày, chín tháng, tám giờ, một triệu, một tấn, một
nửa, mười cái, ba cây, ba con, ba anh em, trăm người, triệu đồng, tỷ đồng, tư, năm, ba khía cạnh, ba
phải, nửa dân số, đôi giày
"""


def test_trapped_phrases() -> None:
    assert not [phrase for phrase in TRAPPED.split(",") if tuple(phrase.split()) not in traps()]


def test_phrases_that_count_are_no_traps() -> None:
    assert not [phrase for phrase in COUNTED.split(",") if tuple(phrase.split()) in traps()]


@pytest.mark.parametrize(
    ("before", "word", "expected"),
    [
        ("có", "1.234", True),
        ("có", "19 triệu", True),
        ("gồm", "3", True),
        ("(", "12", True),
        ("gồm", "1945", False),
        ("tháng", "3", False),
        ("Windows", "10", False),
        ("", "10", False),
        ("thứ", "hai", False),
        ("và", "hai mươi", True),
        ("", "Hai", True),
        ("Bà", "Hai", False),
        ("có", "năm", False),
    ],
)
def test_unambiguous_numerals(before: str, word: str, expected: bool) -> None:
    assert is_numeral(word, before) is expected


def counted(*sentences: str) -> Counts:
    """The counts of sentences given with `|` between words."""
    counts = Counts()
    for sentence in sentences:
        counts.add(sentence.split("|"))
    return counts


def test_counting_takes_sequences_up_to_four_syllables() -> None:
    counts = counted("có|15|cơ sở|dữ liệu|quốc gia|mới", "các|tỉnh|Hà Nam", "có|ba|Hà Nam", "có|hai|tỉnh|.")
    assert counts.after_numerals == {"cơ sở": 1, "tỉnh": 1}
    assert counts.sequences == {"cơ sở": 1, "cơ sở dữ liệu": 1, "tỉnh": 1}
    assert counts.after_determiners == {"tỉnh": 1}
    assert counts.total["tỉnh"] == 2


@pytest.mark.parametrize(
    ("word", "sentences", "expected"),
    [
        ("tỉnh", ["có|hai|tỉnh"] * 3, True),
        ("tỉnh", ["có|hai|tỉnh"] * 2, False),  # too rare
        ("chạy", ["có|hai|chạy"] * 3 + ["và|chạy"] * 100, False),  # no determiner, seldom a numeral
        ("thể", ["có|hai|thể"] * 3 + ["những|thể"] * 4 + ["và|thể"] * 100, True),
        ("tội", ["có|hai|tội"] + ["những|tội"] * 9 + ["và|tội"] * 30, True),
        ("tội", ["những|tội"] * 9 + ["và|tội"] * 30, False),
        ("tội", ["những|tội"] * 20 + ["và|tội"] * 30, True),
        ("km", ["có|hai|km"] * 9, False),
        ("Tỉnh", ["có|hai|Tỉnh"] * 9, False),
    ],
)
def test_what_is_found(word: str, sentences: list[str], expected: bool) -> None:
    assert is_counted_noun(word, counted(*sentences)) is expected


def test_rewriting_keeps_what_is_by_hand_and_leaves_out_what_is_removed() -> None:
    table = f"# Title\nnoun\tcount\tkind\ncái\t0\tclassifier\ntin\t7\tnoun\n{FOUND} here\ncũ\t9\tnoun\n"
    counts = counted(*["có|hai|tỉnh", "có|ba|cái|bàn", "có|ba|đồng"] * 3)
    expected = "# Title\nnoun\tcount\tkind\ncái\t3\tclassifier\ntin\t0\tnoun\n"
    expected += f"{FOUND} here\ntỉnh\t3\tnoun\n"
    assert rewritten(table, frozenset({"đồng"}), counts) == expected
    assert rewritten(expected, frozenset({"đồng"}), counts) == expected


def test_rewriting_needs_the_line_before_what_is_found() -> None:
    with pytest.raises(QnmineError, match="no line begins with"):
        rewritten("noun\tcount\tkind\n", frozenset(), Counts())
