"""Which sequences of words may be index terms: sentences written by hand, near misses, and any words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.phrases import candidates
from qnmine.phrases.candidates import LONGEST, general_words
from tests.phrases.tagged import tagged


def found(*sentences: str) -> list[str]:
    """Return the candidates of a document as they are written."""
    words = tagged(*sentences)
    return [" ".join(words.forms[first:last]) for first, last in candidates(words)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # A noun with what stands after it.
        ("kinh_tế/N số/N giữ/V vai_trò/N", ["kinh tế", "kinh tế số"]),
        ("trí_tuệ/N nhân_tạo/A", ["trí tuệ", "trí tuệ nhân tạo"]),
        ("hệ_sinh_thái/N bền_vững/A", ["hệ sinh thái", "hệ sinh thái bền vững"]),
        ("khu/N kinh_tế/N ven/E biển/N", ["khu kinh tế", "kinh tế"]),
        ("trạm/N sạc/N xe_điện/N", ["trạm sạc", "trạm sạc xe điện", "sạc xe điện", "xe điện"]),
        ("trạm/N xử_lý/V nước/N", ["trạm xử lý", "trạm xử lý nước", "xử lý nước"]),
        # An action with its object or manner, never alone.
        ("chuyển_đổi/V số/N", ["chuyển đổi số"]),
        ("thanh_toán/V trực_tuyến/A", ["thanh toán trực tuyến"]),
        ("chuyển_đổi/V", []),
        ("đi/V chợ/N", []),
        ("làm/V du_lịch/N", ["du lịch"]),
        # Whoever does it.
        ("người/N làm/V báo/N", ["người làm báo"]),
        ("người/Nc làm/V báo/V luôn/R tất_bật/A", ["người làm báo"]),
        (
            "Người/N làm/V báo/N [Quảng_Ninh]",
            ["Người làm báo", "Người làm báo Quảng Ninh", "báo Quảng Ninh", "Quảng Ninh"],
        ),
        ("người/N tiêu_dùng/V", ["người tiêu dùng", "tiêu dùng"]),
        ("người/N làm/V", []),
        ("người/N", []),
        ("người/N rất/R giỏi/A", []),
        ("con/Nc người/N [Việt_Nam]", ["Việt Nam"]),
        # Names are whole; a title before the name of a person says nothing that the name does not.
        ("[Hội_Nhà_báo_tỉnh_Quảng_Ninh:ORG]", ["Hội Nhà báo tỉnh Quảng Ninh"]),
        ("báo_chí/N [Quảng_Ninh]", ["báo chí", "báo chí Quảng Ninh", "Quảng Ninh"]),
        ("[Quảng_Ninh] xanh/A", ["Quảng Ninh"]),
        ("giám_đốc/N [Phạm_Văn_Thể:PER]", ["Phạm Văn Thể"]),
        ("[4G:ORG] và/C [của:LOC]", ["4G", "của"]),  # whatever they look like
        # Words that are too general: verbs nowhere, nouns not alone, adjectives not at the end.
        ("nâng_cao/V chất_lượng/N giáo_dục/N", ["chất lượng giáo dục", "giáo dục"]),
        ("xã_hội/N phát_triển/V bền_vững/A", ["xã hội"]),
        ("vấn_đề/N môi_trường/N", []),
        ("vấn_đề/N nước_thải/N", ["vấn đề nước thải", "nước thải"]),
        ("năng_lực/N cạnh_tranh/V", ["năng lực cạnh tranh"]),
        ("xã_hội/N toàn_diện/A", ["xã hội"]),
        ("công_nghệ/N quan_trọng/A hàng_đầu/A", ["công nghệ", "công nghệ quan trọng hàng đầu"]),
        ("mô_hình/N kinh_tế/N", ["mô hình kinh tế", "kinh tế"]),
        ("số/N doanh_nghiệp/N", ["doanh nghiệp"]),
        ("đồng_chí/N bí_thư/N", []),
        ("đồng_chí/N thuyền_trưởng/N", ["thuyền trưởng"]),
        ("học_sinh/N ra/V", ["học sinh"]),
        ("kinh_tế/N về/E biển/N", ["kinh tế"]),
        # Single syllables are mostly torn off; abbreviations are not.
        ("số/N", []),
        ("du_lịch/V", ["du lịch"]),  # an action that is a field of its own
        ("cầu_thủ/N bóng_đá/N người/N [Brasil]", ["cầu thủ", "cầu thủ bóng đá", "bóng đá", "Brasil"]),
        ("chặng/N đường/N", []),
        ("biển/N xanh/A", ["biển xanh"]),
        ("THPT/Ny", ["THPT"]),
        ("USD/Nu", []),
        ("A/N", []),
        ("startup/FW", []),
        ("big_data/FW", ["big data"]),
        # After a classifier a single syllable is a thing of its own.
        ("tấm/Nc lòng/N nhân_ái/A", []),
        ("lòng/N nhân_ái/A", ["lòng nhân ái"]),
        ("cuộc/Nc cách_mạng/N công_nghiệp/N", ["cách mạng", "cách mạng công nghiệp", "công nghiệp"]),
        ("đội/N bóng/N quả/Nc", ["đội bóng"]),
        ("mười/M nghìn/M đồng/Nu vốn/N", []),
        # `mới` is often tagged as an adverb; `số` before a digit numbers.
        ("nông_thôn/N mới/R", ["nông thôn", "nông thôn mới"]),
        ("nông_thôn/N đã/R đổi_thay/V", ["nông thôn"]),
        ("bão/N số/N 3/M", []),
        ("nghị_quyết/N số/N 57-NQ/TW/M", ["nghị quyết"]),
        ("kinh_tế/N số/N ba/M", ["kinh tế", "kinh tế số"]),
        # Digits, signs and function words end a term.
        ("mạng/N 5G/N", []),
        ("hạ_tầng/N ,/CH công_nghệ/N", ["hạ tầng", "công nghệ"]),
        ("hạ_tầng/N và/C công_nghệ/N", ["hạ tầng", "công nghệ"]),
        ("hạ_tầng/N của/N tỉnh/N", ["hạ tầng"]),
        ("chuỗi/N e_@/N", []),
        ("R&D/Ny", ["R&D"]),
        ("đô_la/N H'Mông/N", ["đô la", "đô la H'Mông"]),
        ("", []),
    ],
)  # fmt: skip
def test_candidates(sentence: str, expected: list[str]) -> None:
    assert found(sentence) == expected


def test_terms_have_at_most_five_words() -> None:
    nouns = [f"a{letter}_b/N" for letter in "bcdeghik"]
    longest = max(found(" ".join(nouns)), key=len)
    assert longest == "ab b ac b ad b ae b ag b"


def test_terms_keep_to_their_sentence() -> None:
    assert found("chuyển_đổi/V", "số/N") == []
    assert found("kinh_tế/N số/N", "3/M năm/N") == ["kinh tế", "kinh tế số"]
    assert found("tấm/Nc", "lòng/N tốt_bụng/A") == ["lòng tốt bụng"]
    assert found("người/N", "làm/V báo/N") == []
    assert found("", "kinh_tế/N", "") == ["kinh tế"]


def test_lists_of_general_words_do_not_contradict_each_other() -> None:
    general = general_words()
    lists = (general.verbs, general.nouns, general.adjectives, general.beginnings, general.endings)
    assert all(word == word.lower() == " ".join(word.split()) for words in lists for word in words)
    assert "vấn đề" in general
    assert "đồng chí" in general.beginnings
    assert "kinh tế" not in general


_WORDS = """
kinh_tế/N số/N số/Np người/N người/Nc làm/V báo/N báo/V mới/R và/C ,/CH 3/M 5G/N tấm/Nc lòng/N đi/V xanh/A
nâng_cao/V vấn_đề/N chuyển_đổi/V toàn_diện/A lên/V USD/Nu THPT/Ny [Hạ_Long] [Thể:PER]
"""
_words = st.sampled_from(_WORDS.split())


@given(st.lists(st.lists(_words, max_size=9).map(" ".join), max_size=4))
def test_candidates_of_any_sentences(sentences: list[str]) -> None:
    words = tagged(*sentences)
    places = list(candidates(words))
    ends = [sum(words.sentences[: number + 1]) for number in range(len(words.sentences))]
    names = {span.first for span in words.entities}
    general = general_words()
    assert places == sorted(set(places))
    assert {(name, name + 1) for name in names} <= set(places)
    for first, last in places:
        assert 0 <= first < last <= min(first + LONGEST, len(words.forms))
        assert not any(first < end < last for end in ends)
        inside = [words.forms[place].lower() for place in range(first, last) if place not in names]
        assert general.verbs.isdisjoint(inside)
        assert {"và", ",", "3", "5g"}.isdisjoint(inside)
    alone = [term for sentence in sentences for term in found(sentence)]
    assert [" ".join(words.forms[first:last]) for first, last in places] == alone
