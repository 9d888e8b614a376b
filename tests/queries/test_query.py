"""Where queries occur: by hand, and against a plain search over syllables."""

from __future__ import annotations

import pickle
import time
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from qnmine.queries import Query
from qnmine.queries.rendering import fold
from qnmine.text.document import Document
from qnmine.text.syllables import syllables
from qnmine.words.fixed_words import FixedWords, read_entries
from qnmine.words.running import EntitySpan, RunningWords, running_words
from qnmine.words.segmenters import SyllableSegmenter, load_segmenter
from tests.strategies import any_text, vietnamese_text

if TYPE_CHECKING:
    from pathlib import Path


def words_of(text: str) -> RunningWords:
    """The words of a text; `|` stands between the words of hand-made ones: `kinh tế|số`."""
    if "|" not in text:
        return running_words([Document("a", text)])[0]
    spans, place, plain = [], 0, ""
    for word in text.split("|"):
        spans.append((place, place + len(word)))
        plain += word + " "
        place = len(plain)
    document = Document("a", plain.rstrip())
    assert len(document.sentence_spans) == 1
    starts, ends = (list(border) for border in zip(*spans, strict=True))
    return RunningWords(document, text.split("|"), starts, ends, [len(spans)], [], [])


def found(query: str, words: RunningWords, **options: bool) -> list[str]:
    text = words.document.normalized.text
    return [text[match.start : match.end] for match in Query.parse(query, **options).matches(words)]


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("kinh tế số", "kinh tế|số", ["kinh tế số"]),
        ("kinh tế số", "kinh|tế|số", ["kinh tế số"]),
        ("kinh tế số", "kinh tế số", ["kinh tế số"]),
        ("kinh tế số", "nền|kinh|tế số|KINH TẾ|SỐ", ["kinh tế số", "KINH TẾ SỐ"]),
        ("số", "số lượng|số|chữ số", ["số"]),
        ("tế số", "kinh tế|số", []),
        ("kinh tế", "kinh tế số", []),
        # one tone-mark style
        ("hoà bình", "hòa bình", ["hòa bình"]),
        ("hòa", "hòa|hoàn", ["hòa"]),
        ("hoà*", "hòa bình|hoàn thành|hoa", ["hòa bình", "hoàn thành"]),
        # *
        ("chuyển*", "chuyển đổi|số|chuyển giao|chuyển|di chuyển", ["chuyển đổi", "chuyển giao", "chuyển"]),
        ("*chuyển", "di chuyển|chuyển đổi|chuyển", ["di chuyển", "chuyển"]),
        ("c*n đ*i", "chuyển đổi|chuyển|đổi|chân dài", ["chuyển đổi"]),
        ("kinh t*", "kinh tế|kinh|tế học|kinh doanh", ["kinh tế", "kinh tế học"]),
        ("kinh *", "kinh|tế|kinh tế", ["kinh tế"]),
        ("* số", "kinh tế|số|,|số", ["kinh tế số"]),
        ("a*b*c", "abc|axxbyyc|acb|a b c|abcx", ["abc", "axxbyyc", "a b c"]),
        ("*a*", "bab|a|bb", ["bab", "a"]),
        ("*?a", "ba|a|xba", ["ba", "xba"]),
        # ?
        ("h?", "ha|họ|hạ|h|hàn|h o", ["ha", "họ", "hạ"]),
        ("h? long", "hạ long|hà|long", ["hạ long", "hà long"]),
        # alternatives
        ("(kinh tế|xã hội) số", "kinh tế|số|xã hội|số|hội|số", ["kinh tế số", "xã hội số"]),
        ("kinh tế|kinh tế số", "kinh tế|số|kinh tế", ["kinh tế số", "kinh tế"]),
        ("a|a b c|a b", "a|b|c|a|b", ["a b c", "a b"]),
        # numbers and signs
        ("Hạ Long, Quảng Ninh", "Hạ Long|,|Quảng Ninh", ["Hạ Long , Quảng Ninh"]),
        ("Hạ Long , Quảng Ninh", "Hạ Long|,|Quảng Ninh", ["Hạ Long , Quảng Ninh"]),
        (",", "a|,|b|,", [",", ","]),
        ("57-NQ/TW", "57-NQ/TW|57|NQ", ["57-NQ/TW"]),
        ("57-NQ/TW", "57|-|NQ|/|TW", ["57 - NQ / TW"]),
        ("NQ", "57-NQ/TW", []),
        ("2,8 tỷ đồng", "2,8 tỷ|đồng", ["2,8 tỷ đồng"]),
        ("8", "2,8 tỷ|8", ["8"]),
        (r"\?", "gì|?", ["?"]),
        (r"\*", "a|*|b", ["*"]),
        # overlapping matches
        ("a a", "a|a|a|a|a", ["a a", "a a"]),
        ("* b", "a|b|b|b", ["a b", "b b"]),
        ("không có", "có|không", []),
    ],
)
def test_matches(query: str, text: str, matches: list[str]) -> None:
    assert found(query, words_of(text if "|" in text else f"{text}|")) == matches


@pytest.mark.parametrize(
    ("query", "options", "text", "matches"),
    [
        ("Số", {"match_case": True}, "Số|số|SỐ", ["Số"]),
        ("số", {}, "Số|số|SỐ", ["Số", "số", "SỐ"]),
        ("quang ninh", {"ignore_diacritics": True}, "Quảng Ninh|quảng|Ninh|Quang Ninh", None),
        ("dang*", {"ignore_diacritics": True}, "Đảng bộ|đáng|dang|dan", ["Đảng bộ", "đáng", "dang"]),
        ("đảng", {"ignore_diacritics": True}, "Dang|Đảng", ["Dang", "Đảng"]),
        ("ĐẢNG", {"ignore_diacritics": True, "match_case": True}, "Dang|Đảng|ĐANG", ["ĐANG"]),
        ("hoà*", {"ignore_diacritics": True}, "hoa|hòa|hoàn", ["hoa", "hòa", "hoàn"]),
        ("quang ninh", {}, "Quảng Ninh|", []),
        ("số", {"syllables": True}, "số lượng|chữ số|sốt|số", ["số", "số", "số"]),
        ("tế số", {"syllables": True}, "kinh tế|số lượng", ["tế số"]),
        ("NQ", {"syllables": True}, "57-NQ/TW|NQA|ANQ", ["NQ"]),
        ("2", {"syllables": True}, "2,8|22|x2", ["2", "2"]),
        ("t?", {"syllables": True}, "kinh tế|tế bào|tết|mất", ["tế", "tế"]),
        ("số*", {"syllables": True}, "chữ số đo|số lượng", ["số đo", "số lượng"]),
        ("*số", {"syllables": True}, "chữ số đo|chữ số", ["chữ số"]),
        ("số *", {"syllables": True}, "chữ số|đo|số đo", ["số đo"]),
    ],
)
def test_options(query: str, options: dict[str, bool], text: str, matches: list[str] | None) -> None:
    words = words_of(text)
    if matches is None:
        matches = ["Quảng Ninh", "quảng Ninh", "Quang Ninh"]
    assert found(query, words, **options) == matches


NAMED = words_of("ông|Phạm Văn|Thể|phát biểu|tại|Hạ Long|,|Quảng Ninh|và|Thể")
NAMED = replace(
    NAMED,
    entities=[
        EntitySpan(1, 3, "PER", "Phạm Văn Thể"),
        EntitySpan(5, 6, "LOC", "Hạ Long"),
        EntitySpan(7, 8, "LOC", "Quảng Ninh"),
        EntitySpan(9, 10, "PER", "Phạm Văn Thể"),
    ],
)


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("<PER>", ["Phạm Văn Thể", "Thể"]),
        ("<per> phát biểu", ["Phạm Văn Thể phát biểu"]),
        ("ông <PER>", ["ông Phạm Văn Thể"]),
        ("ông <PER> phát * tại <LOC>, <LOC>", []),
        ("ông <PER> phát* tại <LOC>, <LOC>", ["ông Phạm Văn Thể phát biểu tại Hạ Long , Quảng Ninh"]),
        ("<ENTITY>", ["Phạm Văn Thể", "Hạ Long", "Quảng Ninh", "Thể"]),
        ("<ORG>", []),
        ("<PER> *", ["Phạm Văn Thể phát biểu"]),
        ("* <LOC>", ["tại Hạ Long"]),
        ("tại <PER>|* * thể|<LOC>", ["ông Phạm Văn Thể", "Hạ Long", "Quảng Ninh và Thể"]),
        ("<PER>|văn thể phát biểu|phạm văn thể phát biểu", ["Phạm Văn Thể phát biểu", "Thể"]),
        ("Thể phát biểu|<ORG>", ["Thể phát biểu"]),
        ("văn thể|<ORG>", []),
    ],
)
def test_names(query: str, matches: list[str]) -> None:
    assert Query.parse(query).needs_entities
    assert found(query, NAMED) == matches


def test_without_names_over_the_words_there_are_none() -> None:
    assert found("<PER>", replace(NAMED, entities=[])) == []
    assert not Query.parse("Thể").needs_entities
    assert found("Phạm Văn Thể", NAMED) == ["Phạm Văn Thể"]


def test_matches_stay_within_a_sentence() -> None:
    words = words_of("Đó là kinh tế. Số liệu mới.")
    assert len([length for length in words.sentences if length]) == 2
    assert found("kinh tế . số*", words) == []
    assert found("kinh tế .", words) == ["kinh tế."]
    assert found(". *", words) == []
    assert found("số*", words) == ["Số liệu"]


def test_places_and_spelling_of_decomposed_text() -> None:
    text = "Ở Quảng Ninh, kinh tế số và hoà bình."
    words = words_of(unicodedata.normalize("NFD", text))
    for query, matched in (("quảng ninh", "Quảng Ninh"), ("hòa bình", "hoà bình"), ("số", "số")):
        (match,) = Query.parse(unicodedata.normalize("NFD", query)).matches(words)
        start, end = words.original(match.first, match.last)
        assert unicodedata.normalize("NFC", words.document.text[start:end]) == matched
        assert (match.start, match.end) == (words.starts[match.first], words.ends[match.last - 1])


def test_zero_width_characters_and_marks_of_our_own_do_no_harm() -> None:
    assert found("quảng ninh", words_of("Ở Quảng\u200b Ninh\u200d và Qu\u00adảng Ninh")) == [
        "Quảng\u200b Ninh\u200d",
        "Qu\u00adảng Ninh",
    ]
    words = words_of("kinh\ufdd1 tế \ufdd1số \ufdd0 \ufdd3số\ufdd2 số")
    assert len(found("số", words)) >= 1
    assert found("<PER>|<LOC>|<ORG>", words) == []
    assert found("số", words, syllables=True) == ["số"] * 3
    assert found("👩\u200d👧 ❤\ufe0f", words_of("và 👩\u200d👧 ❤\ufe0f !")) == ["👩\u200d👧 ❤\ufe0f"]


def test_words_of_ones_own_do_not_change_where_phrases_are(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("kinh tế số\n", encoding="utf-8")
    document = Document("a", "nền kinh tế số và kinh tế số lượng lớn")
    joined = running_words([document], FixedWords(load_segmenter(), list(read_entries(file))))[0]
    assert "kinh tế số" in joined.forms
    cut = running_words([document], SyllableSegmenter())[0]
    assert found("kinh tế số", joined) == found("kinh tế số", cut) == ["kinh tế số"] * 2
    assert found("tế", joined) == []
    assert found("tế", cut) == ["tế"] * 2


def test_a_query_goes_to_worker_processes() -> None:
    query = Query.parse("(kinh tế|xã hội) số*")
    assert pickle.loads(pickle.dumps(query)) == query


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("* * * * * * * x", "a b c d e f g h " * 5_000),
        ("*a*a*a*a*a*a*b", "a" * 10_000),
        ("*a*a*a*a*a*a*b", ("a" * 50 + " ") * 500),
        ("a* a* a* a* a* b", "a" * 10_000 + " a a a a"),
        ("?????????x", "ă" * 10_000),
        ("(a|?) (a|?) (a|?) (a|?) (a|?) (a|?) (a|?) (a|?) b", "a " * 5_000),
        ("ă*ă b", "ă" * 10_000),
        ("* - - - - x", "- " * 5_000),
        ("<PER> * * * x", "a b c " * 5_000),
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_no_query_takes_long(query: str, text: str, inside: bool) -> None:
    words = running_words([Document("a", text)], SyllableSegmenter())[0]
    asked = Query.parse(query, syllables=inside)
    began = time.perf_counter()
    assert asked.matches(words) == []
    assert time.perf_counter() - began < 3


def naive(query: str, words: RunningWords, *, inside: bool) -> list[tuple[int, int]]:
    """The places of a phrase by the definition: syllable by syllable, leftmost first, not overlapping."""

    def folded(text: str) -> str:
        return fold(text, match_case=False, ignore_diacritics=False)

    wanted = syllables(folded(query)).forms
    matches: list[tuple[int, int]] = []
    place = 0
    for length in words.sentences:
        row = [
            (number, unit, rank == 0, rank == len(units) - 1)
            for number in range(place, place + length)
            for units in [syllables(folded(words.forms[number])).forms]
            for rank, unit in enumerate(units)
        ]
        place += length
        at = 0
        while at + len(wanted) <= len(row):
            here = row[at : at + len(wanted)]
            whole = inside or (here[0][2] and here[-1][3])
            if whole and [unit for _, unit, _, _ in here] == wanted:
                matches.append((here[0][0], here[-1][0] + 1))
                at += len(wanted)
            else:
                at += 1
    return matches


@given(vietnamese_text(), st.data(), st.booleans())
def test_a_phrase_is_where_a_plain_search_over_syllables_finds_it(
    text: str, data: st.DataObject, inside: bool
) -> None:
    words = words_of(text.replace("|", " "))
    assume(words.forms)
    first = data.draw(st.integers(0, len(words.forms) - 1))
    last = data.draw(st.integers(first + 1, min(len(words.forms), first + 4)))
    phrase = " ".join(words.forms[first:last])
    assume(syllables(phrase).forms)
    quoted = "".join(f"\\{sign}" if sign in '*?()|<\\"“”„' else sign for sign in phrase)
    matches = Query.parse(quoted, syllables=inside).matches(words)
    assert [(match.first, match.last) for match in matches] == naive(phrase, words, inside=inside)


QUERIES = ("kinh tế", "h*", "a|? b", "<LOC>", "quang ninh", "*nh *", "hoà*", "Hạ Long, Quảng Ninh", ",", "uỷ")


@given(any_text(), st.sampled_from(QUERIES), st.booleans(), st.booleans())
@example("Qu\u200bảng Ninh", "quang ninh", True, True)
@example("ở Hạ\u00ad Long,\nQuảng\u00a0Ninh", "Hạ Long, Quảng Ninh", False, False)
@example("a\ufe0fb", "ab", True, False)
def test_what_is_found_is_in_order_within_sentences_and_never_ruled_out(
    text: str, query: str, plain: bool, inside: bool
) -> None:
    words = words_of(text.replace("|", " "))
    asked = Query.parse(query, ignore_diacritics=plain, syllables=inside)
    matches = asked.matches(words)
    normalized = words.document.normalized.text
    before = 0
    for match in matches:
        assert words.starts[match.first] <= match.start < match.end <= words.ends[match.last - 1]
        assert match.start >= before
        before = match.end
        (sentence,) = [
            normalized[start:end]
            for start, end in words.document.sentence_spans
            if start <= match.start and match.end <= end
        ]
        assert asked.could_match(sentence)
    assert asked.could_match(normalized) or not matches
