"""Times as a person reads them."""

from __future__ import annotations

import pytest

from qnmine.dates import dates
from qnmine.languages import load_phrases
from qnmine.layers.times import duration_words, time_words


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vào ngày 25/6/2024.", "2024-06-25"),
        ("Lúc 14h30 ngày 2/9/2024.", "2024-09-02 14:30"),
        ("Vào sáng 2/9/2024.", "2024-09-02"),
        ("Lúc 7 giờ.", "07:00"),
        ("Từ 7 giờ đến 9 giờ.", "07:00 – 09:00"),
        ("Vào ngày 23/12.", "không rõ năm"),
        ("Từ ngày 1/5 đến 3/5.", "không rõ năm"),
        ("Vào quý III.", "không rõ năm"),
        ("Vào quý III/2025.", "2025-Q3"),
        ("Giai đoạn 2021-2025.", "2021 – 2025"),
        ("Vào thế kỷ 19.", "1800–1899"),
        ("Thập niên 90 của thế kỷ 20.", "1990–1999"),
        ("Vào thứ tư hằng tuần.", ""),
        ("Vào sáng thứ Hai.", ""),
        ("Năm 110 trước Công nguyên.", ""),
        ("Hôm qua.", ""),
        ("Hằng tuần.", "mỗi tuần"),
        ("Mỗi quý.", "mỗi 3 tháng"),
    ],
)
def test_what_a_date_says(text: str, told: str) -> None:
    (date,) = dates(text)
    assert time_words(date, load_phrases("layers", "vi")) == told
