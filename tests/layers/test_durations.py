"""Lengths of time in words."""

from __future__ import annotations

import pytest

from qnmine.languages import load_phrases
from qnmine.layers.durations import duration_words


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("P1Y", "1 năm", "1 year"),
        ("P150Y", "150 năm", "150 years"),
        ("P1500Y", "1.500 năm", "1,500 years"),
        ("P5M3D", "5 tháng 3 ngày", "5 months 3 days"),
        ("P2W", "2 tuần", "2 weeks"),
        ("PT2H30M", "2 giờ 30 phút", "2 hours 30 minutes"),
        ("P1MT1M", "1 tháng 1 phút", "1 month 1 minute"),
        ("PT3.5H", "3,5 giờ", "3.5 hours"),
        ("PT10S", "10 giây", "10 seconds"),
    ],
)
def test_durations(value: str, vietnamese: str, english: str) -> None:
    assert duration_words(value, load_phrases("layers", "vi")) == vietnamese
    assert duration_words(value, load_phrases("layers", "en")) == english


@pytest.mark.parametrize(
    "value", ["", "P", "PT", "2024", "XXXX-WXX-1", "PAST_REF", "PRESENT_REF", "P1Q", "1Y"]
)
def test_other_values(value: str) -> None:
    assert duration_words(value, load_phrases("layers", "vi")) is None
