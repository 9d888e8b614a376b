from __future__ import annotations

import re
import time
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.text import sentences as module
from qnmine.text.document import Document, sentences
from qnmine.text.sentence_words import AFTER_A_NAME, BEFORE_A_NAME, LABELS, PARTS_OF_LAW
from qnmine.text.sentences import split_sentences
from tests.strategies import any_text, vietnamese_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# "‖" marks where a sentence ends; the white space about it belongs to no sentence.
CASES = {
    "abbreviations before a name": [
        "Hội nghị tổ chức tại TP. Hạ Long.‖ Đại biểu đến dự.",
        "Tp. Hồ Chí Minh và tp. Huế, TX. Quảng Yên, TT. Trới.",
        "Trụ sở ở Q. 1, P. Bến Nghé.‖ Tòa nhà cao 20 tầng.",
        "PGS.TS. Nguyễn Văn A, GS.TS Trần B, ThS. Lê C và BS.CKII. Đỗ D cùng dự.",
        "Theo BS. Hoàng Hà, KS. Nam và LS. Phạm Hùng, việc này đúng.",
        "Th.S. Lê Mai và TS.LS. Vũ Nam phát biểu.",
        "Bà ở TP. Tuy Hòa, ông ở TP. Từ Sơn, cháu ở TP. Bà Rịa.",
        "Họ họp ở TP.‖ Theo ông Nam, mọi việc đã xong.",
        "TP.HCM và TP.Hạ Long là hai thành phố.",
        "NXB. Trẻ in xong, xem tr. 15 và Vol. 3.",
        "ĐH. Quốc gia tuyển sinh.‖ ĐT. 0912 345 678.",
    ],
    "abbreviations at the end": [
        "Có cam, quýt, bưởi, v.v.‖ Tỉnh hỗ trợ giống cây.",
        "Có cam, quýt v.v. và nhiều loại khác.",
        "Cam, bưởi, v.v...‖ Tỉnh đã hỗ trợ.",
        "Chỉ thị của T.Ư.‖ Đảng bộ đã học tập.",
        "Họp lúc 8 a.m.‖ Mọi người đến đủ.",
    ],
    "foreign names": [
        "Mr. Smith, Mrs. Brown và Dr. Lee đến St. Petersburg.",
        "Apple Inc. Tim Cook và Ford Motor Co. Ltd. nói vậy.",
        "Ông làm ở Apple Inc.‖ Ông đã nghỉ việc.",
        "Microsoft Corp. cho biết lãi tăng.",
        "J. K. Rowling và George W. Bush gặp Robert H. McNaught.",
        "Martin Luther King Jr. được trao giải.‖ Ông mất năm 1968.",
        "A.C. Milan thắng F.C. Barcelona.",
        "Washington D.C. đón khách.",
    ],
    "initials": [
        "Ông Nguyễn Văn T. cho biết sự việc.",
        "Công an đã gặp Nguyễn Văn T.‖ Sau đó ông về nhà.",
        "Bị hại là Trần Thị H.‖ Đối tượng bỏ trốn.",
        "Công an tạm giữ Hà Thị Tường V. (38 tuổi) để điều tra.",
        "Bị cáo N.V.A. khai nhận.‖ Anh ta rất hối hận.",
        "Em L.V.Q. và N.T.B., cùng trú ở xã Ba Vì.",
        "Tác giả N.T. Anh Thư viết bài.",
        "Xe dừng ở nước Ý.‖ Khách xuống xe.",
        "Nhiệt độ âm 2,4 độ C.‖ Thay vì về, họ ở lại.",
        "Điểm khối B.‖ Cao nhất là 29.",
        "Ông (m. 1997) và bà (s. 1910) là nhà văn.",
    ],
    "numbers, dates and times": [
        "Giá trị 28.000 tỷ đồng, tăng 8,42%.‖ Năm 2024 đạt 3.5 tỷ.",
        "Ngày 25.06.2024 khai mạc.‖ Ngày 26.6. bế mạc.",
        "Từ 8.30 đến 17h30.‖ 100% dân bản dự họp.",
        "Diễn ra năm 2024.‖ 15 người tham gia.",
        "Anh về thứ 2.‖ Chị về nhất.",
    ],
    "lists and labels": [
        "1. Quảng Ninh tự lực, tự cường.‖ Tỉnh vượt khó.",
        "10. Tổ chức bầu cử.",
        "a. Đặt vấn đề",
        "IV. Kết quả đạt được",
        "2.1. Mục tiêu chung",
        "Điều 5. Phạm vi điều chỉnh",
        "Chương II. Những quy định cụ thể",
        "Gồm có: 1. Sạc đầy điện thoại; 2. Dự trữ nước.",
        "- 3. Thu hút đầu tư",
    ],
    "references to laws": [
        "Theo Điều 5. Khoản 2. Luật này có hiệu lực.",
        "Căn cứ Chương II. Mục 3. Điều 12. Khoản 1. Luật Đất đai, tỉnh giao đất.",
        "Đã nêu ở điểm a. Khoản 2. Điều 7 của Luật.‖ Tỉnh đã làm.",
        "Phần 2. Điều 3. Phạm vi điều chỉnh",
        "Việc này làm theo Điều 5.‖ Ông Nam nói vậy.",
        "Việc này làm theo Điều 5.‖ Khoản 2 quy định mức phạt.",
        "Việc này làm theo Điều 5.‖ Luật này có hiệu lực từ nay.",
        "Việc này làm theo Điều 5.‖ Điều đó đúng.",
        "Họ học hết chương 2.‖ Phần mềm này tốt.",
        "Ông đã đạt 5 điểm.‖ Phần 2 khó hơn.",
        "Cháu về thứ 2.‖ Mục tiêu là về nhất.",
    ],
    "ellipsis": [
        "Nhiều khu như Foxconn, Jinko Solar, Autoliv...‖ Những dự án này lớn.",
        "Tin bài không dứt…‖ Thế nhưng, họ vẫn vui.",
        "Anh… đi… rồi",
        "Nghe nói... chị ấy về, còn... chưa rõ.",
        "Ông nói: “...người dân đồng thuận”.",
        "Luật quy định […] Chính phủ hướng dẫn.",
        "Cảm ơn . . .‖ Hẹn gặp lại.",
    ],
    "question and exclamation marks": [
        "Ai sẽ làm?‖ Làm thế nào?!‖ Chưa ai rõ!!!",
        "“Cố lên!” cô nói.",
        "“Đi thôi!”, anh giục.‖ Mọi người đứng dậy.",
        "“Bạn đi đâu?” - ông hỏi.",
        "Điều này (?) Bộ chưa trả lời, con số (!) Tổng cục công bố.",
        'Chị hỏi: "Cần gì?".‖ Cô đáp.',
    ],
    "quotes and brackets": [
        "“Tôi không chờ.‖ Sở nào chậm, giám đốc chịu trách nhiệm”, ông nói.",
        '"Rất vui."‖ Chị cười.',
        "Ông nói: “Xong rồi.”‖ Bà gật đầu.",
        "Kết quả tốt (xem bảng 2).‖ Tỉnh tiếp tục làm.",
        "Năm qua tăng 10%.‖ (Theo Tổng cục Thống kê)",
        "Nó được phát hiện năm 1991.[2]‖ Sau đó bị quên lãng.[12]",
        "Họ nói «Được.»‖ Rồi đi.",
        'Hắn nặng bao nhiêu? "',
    ],
    "addresses of the net and files": [
        "Xem https://baoquangninh.vn/tin.html?id=1.‖ Gửi về toasoan@bao.com.vn nhé.",
        "Mở file bao.cao.docx và Node.Js trên VnExpress.net.",
        "Gọi 0912.xxx.356 hoặc 0210.xxx.113.",
    ],
    "no space after the stop": [
        "Phát triển kinh tế.‖Tỉnh đã làm nhiều việc.",
        "Không được sao?...‖Rồi họ đi.",
        "Batdongsan.com.vn và Saigon Co.op vẫn mở.",
        "Dự án 57.NQ/TW, ĐHĐB.XIV.",
    ],
    "small letters after the stop": [
        "Hôm nay trời đẹp.‖ mai lại mưa.",
        "Loài E. coli và Rosa sp. được tìm thấy.",
        "Dài 5 km. đường nhựa",
        "Máy mới.‖ iPad rất nhẹ.",
    ],
    "colons and semicolons": [
        "Ông nói: Tỉnh sẽ làm; Trung ương ủng hộ.",
    ],
    "lines": [
        "Đẩy mạnh kinh tế số‖\nLà địa phương phát triển, tỉnh đã làm.",
        "Một đoạn văn bản đã bị ngắt dòng ở cột thứ bốn mươi hai\nvà còn tiếp tục ở dòng sau.",
        "Một đoạn văn bản đã bị ngắt dòng ở cột thứ bốn mươi hai\r\nvà còn tiếp tục ở dòng sau.",
        "Một đoạn văn bản đã kết thúc ở cột thứ bốn mươi hai.‖\nvà dòng sau viết thường.",
        "Một đoạn văn bản đã kết thúc ở cột thứ bốn mươi hai‖\n\nvà đoạn sau viết thường.",
        "Cần chuẩn bị những thứ sau đây cho chuyến đi thật dài:‖\ngạo‖\nmuối",
        "gạo‖\nmuối‖\nđường",
        "Ảnh: N.V.‖\nTỉnh Quảng Ninh",
        "Dòng một‖\u2028Dòng hai‖\r\n\r\n\u200bDòng ba",
    ],
    "several scripts": [
        "天長節。‖ Tết Thiên Trường.",
        "Emoji 😀!‖ Vui quá 👍.‖ Hết",
    ],
}


@pytest.mark.parametrize("marked", [case for cases in CASES.values() for case in cases])
def test_sentences_end_where_they_do(marked: str) -> None:
    text = marked.replace("‖", "")
    found = [text[start:end] for start, end in split_sentences(text)]
    assert found == [piece.strip(" \r\n\u2028\u200b") for piece in marked.split("‖")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b\ufeff \t\r\n"])
def test_nothing_but_white_space_has_no_sentence(text: str) -> None:
    assert list(split_sentences(text)) == []


def test_a_very_long_sentence_stays_one() -> None:
    text = "kinh tế " * 20_000
    assert list(split_sentences(text)) == [(0, len(text) - 1)]


@given(st.one_of(vietnamese_text(), any_text()))
def test_sentences_are_trimmed_ordered_and_hold_all_the_text(text: str) -> None:
    spans = list(split_sentences(text))
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert all(start < end for start, end in spans)
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)
    covered = set().union(*(range(start, end) for start, end in spans))
    left = {character for n, character in enumerate(text) if n not in covered}
    assert all(character.isspace() or character in "\u180e\u200b\u2060\ufeff" for character in left)


@given(st.one_of(vietnamese_text(), any_text()))
def test_rows_are_slices_of_the_text_as_decoded(text: str) -> None:
    rows = list(sentences(Document("d", text)))
    assert [row.sentence for row in rows] == list(range(1, len(rows) + 1))
    assert all(text[row.start : row.end] == row.text != "" for row in rows)
    assert all(one.end <= two.start for one, two in pairwise(rows))


@pytest.mark.parametrize(
    "piece", [".", ". ", '."', "(. ", "a. ", "\n", " \n", "a\n", "1. ", "[1]", ". - ", "\u0301.", '! " ']
)
def test_the_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = " " * length + piece * (length // len(piece))
        started = time.perf_counter()
        for _ in split_sentences(text):
            pass
        return time.perf_counter() - started

    assert seconds(100_000) < 3  # a quadratic step takes minutes


_AFTER = (". ", ".\n", "\n", "\n\n", "? ", "… ", "... ", '." ', ".) ", ").\n", ".", ".\r\n", ": ", ", ", " ")
_PIECES = st.sampled_from(sorted(BEFORE_A_NAME | AFTER_A_NAME | LABELS | PARTS_OF_LAW)) | vietnamese_text(8)
_CASED = st.sampled_from((str, str.capitalize, str.upper))


@given(st.lists(st.tuples(_PIECES, _CASED, st.sampled_from(_AFTER)), max_size=12))
def test_what_is_certain_is_what_the_rules_decide(
    pieces: list[tuple[str, Callable[[str], str], str]],
) -> None:
    text = "".join(cased(piece) + after for piece, cased, after in pieces)
    assert list(split_sentences(text)) == by_the_rules([text])[0]


_BEFORE = ("", ": ", "; ", " (", "Điều ", "Từ này thật là dài hơn hai mươi bốn ")
_TOKENS = (
    *("a", "ý", "ab", "đg", "mỹ", "Mỹ", "ABc", "abc", "tp", "ưt", "v.v", "ph.d", "Th", "IV", "CĐ", "Điều 5"),
    *("5", "12", "1234", "5%", "a%", "đ%", "ab%", "%", "a)", "a]", "a”"),
)
_MARKS = (".", "..", "!", "…", ".)", ".”", ".[1]")
_GAPS = (" ", "\n", "\r\n", "\n\n\n\n\n", "")
_NEXT = ("Hà Nội đẹp.", "Theo ai.", "hà.", "5 người.", "(Anh) đi.", "Khoản 2 Luật.", "\u0301a")


def test_what_is_certain_is_what_the_rules_decide_of_every_kind_of_end() -> None:
    texts = list(map("".join, product(_BEFORE, _TOKENS, _MARKS, _GAPS, _NEXT)))
    found = [list(split_sentences(text)) for text in texts]
    expected = by_the_rules(texts)
    assert [texts[n] for n, spans in enumerate(found) if spans != expected[n]] == []


def by_the_rules(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """The sentences of texts if nothing is certain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CANDIDATE", re.compile(f"{module._FIRST}(?:{module._DOUBTFUL})"))
        return [list(split_sentences(text)) for text in texts]
