"""Subtitles: whole sentences out of cues, without markup, however broken the file is."""

from __future__ import annotations

import pytest

from qnmine.corpus.readers.subtitles import read
from tests.corpus.loading import load_bytes

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Hôm nay, chúng ta đến thăm</i>
thành phố Hạ Long,

2
00:00:03,600 --> 00:00:06,000
{\\an8}nơi có vịnh biển nổi tiếng.

3
00:00:06,100 --> 00:00:08,000
- Anh đi đâu đấy?
- Tôi đi Móng Cái.

4
00:00:08,100 --> 00:00:09,000
Năm nay là năm
2024
"""
SRT_TEXT = """Hôm nay, chúng ta đến thăm thành phố Hạ Long, nơi có vịnh biển nổi tiếng.
- Anh đi đâu đấy?
- Tôi đi Móng Cái.
Năm nay là năm 2024"""

VTT = """WEBVTT - Bản tin
Kind: captions

STYLE
::cue { color: red }

NOTE Đây là ghi chú
hai dòng

mở đầu
00:01.000 --> 00:03.000 align:start position:0%
<v Lan>Xin chào các bạn,

2
00:00:03.000 --> 00:00:05.000
<00:00:03.199><c>đến</c> với Quảng&nbsp;Ninh &amp; Hạ Long.

NOTE hết
"""


def text_of(text: str, format: str = "srt") -> str:  # noqa: A002
    return read("x", text.encode(), "utf-8", format).text


def cues(*spoken: tuple[float, float, str]) -> str:
    return "".join(
        f"00:00:{a:06.3f} --> 00:00:{b:06.3f}\n{text}\n\n".replace(".", ",", 2) for a, b, text in spoken
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_srt(end: str) -> None:
    assert text_of(SRT.replace("\n", end)) == SRT_TEXT


def test_vtt_without_notes_styles_names_and_times() -> None:
    assert text_of(VTT, "vtt") == "Xin chào các bạn, đến với Quảng Ninh & Hạ Long."
    assert load_bytes(VTT.encode(), "vtt").ids == ["-"]
    assert load_bytes(SRT.encode("utf-16"), "srt", encoding="utf-16").texts == [SRT_TEXT]


@pytest.mark.parametrize(
    ("spoken", "text"),
    [
        (((1, 2, "Tôi"), (2, 3, "đi học")), "Tôi đi học"),
        (((1, 2, "Tôi đi học."), (2, 3, "Anh ấy")), "Tôi đi học.\nAnh ấy"),
        (((1, 2, "Tôi đi"), (9, 10, "Anh ấy")), "Tôi đi\nAnh ấy"),
        (((1, 2, "Tôi"), (2, 3, "- 5 độ")), "Tôi - 5 độ"),
        (((1, 2, "Không đi."), (2, 3, "Không đi.")), "Không đi.\nKhông đi."),
        (((1, 2, "[Nhạc]"), (2, 3, "Xin chào")), "[Nhạc]\nXin chào"),
    ],
)
def test_where_a_line_ends(spoken: tuple[tuple[float, float, str], ...], text: str) -> None:
    assert text_of(cues(*spoken)) == text


def test_what_rolling_captions_repeat_is_said_once() -> None:
    rolling = cues(
        (1, 3, "chào mừng các bạn"),
        (3, 3.01, "chào mừng các bạn"),
        (3.01, 5, "chào mừng các bạn\nđến Hạ Long"),
    )
    content = read("x", rolling.encode(), "utf-8", "srt")
    assert content.text == "chào mừng các bạn đến Hạ Long"
    assert content.origin.problems == ("rolling captions",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("\ufeff\n", ""),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:02,000 --> 00:00:03,000\nHai", "Hai"),
        ("00:00:01,000 --> 00:00:02,000\nMột\n2\n00:00:02,000 --> 00:00:03,000\nhai", "Một hai"),
        ("1\n00:00:01,000 --> 00:00:0\nhỏng\n\n2\n00:00:02.5 --> 00:00:03,000\nHai", "Hai"),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nMột\n\nhai\n\n3\n00:00:02,000 --> 00:00:03,000\nba",
            "Một hai ba",
        ),
        ("00:00:01,000 --> 00:00:02,000\nMột\0 {\\b1}<font color=red>hai</font> a < b", "Một hai a < b"),
    ],
)
def test_broken_subtitles_are_read_as_far_as_they_go(text: str, shown: str) -> None:
    assert text_of(text) == shown


def test_what_holds_no_cue_is_an_error() -> None:
    (error,) = load_bytes("Xin chào".encode(), "srt").errors
    assert str(error) == "-: has no cue with its times, as SRT has; read it as it is with --from text"
    (error,) = load_bytes(SRT.encode("utf-16"), "srt").errors
    assert "UTF-8" in error.reason


def test_hostile_subtitles_take_linear_time() -> None:
    for hostile in (
        "\n" * 300_000,
        "<" * 300_000,
        "1\n" * 100_000,
        "{\\" * 100_000,
        " " * 300_000 + "-->",
        "1:11," * 100_000,
    ):
        text_of("00:00:01,000 --> 00:00:02,000\nMột\n" + hostile)
