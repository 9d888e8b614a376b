"""Text that nobody wrote: Vietnamese by a small grammar, odd characters, and mutations of real text."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from tests import SEEDS
from tests.strategies import MARKS, ODD, ONSETS, QUOTES, RHYMES, SEPARATORS, SPACES, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

LONGEST = 20_000


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


_DIGITS = ("0", "1", "7", "12", "05", "2024", "1.234.567", "3,5", "14.000", "1945", "9" * 11, "½", "٣", "①")
_NUMBER_WORDS = _words(
    "một hai ba bốn năm sáu bảy tám chín mười mươi mốt tư lăm linh lẻ rưỡi trăm nghìn ngàn vạn triệu tỷ tỉ "
    "chục đôi cặp nửa phần hơn gần khoảng trên dưới từ đến tới thứ hạng âm phẩy mấy vài"
)
_UNITS = _words("% ‰ ° °C ha km km² m³ kg đồng đ USD VND € $ tấn tạ người ca lần giờ phút độ ngày")
_DATE_WORDS = _words(
    "ngày tháng năm quý tuần thứ_hai chủ_nhật mùng rằm chạp giêng tết âm_lịch thế_kỷ thập_niên sáng chiều "
    "tối hôm_qua hôm_nay ngày_mai tuần_trước năm_ngoái trước sau đầu giữa cuối nay qua tới giai_đoạn "
    "nhiệm_kỳ XXI II TCN giờ phút giây h"
)
_DATES = _words(
    "25/6/2024 30.2.2023 1-1-0000 99/99/9999 2024-06-25 6/2024 24h00 25:61 7h30' 14:30 ngày_31_tháng_2 "
    "2021-2025 31/12 0/0/0 13h năm_20 tháng_13 Quý_IV/2023 thế_kỷ_XXX"
)
_SIGNS = _words("+ - – − × x / : . , ; … ± ~ ≈ < > = & @ # ' \" ( ) [ ] { } | \\ * ? !")
_NAMES = _words(
    "ông bà Chủ_tịch UBND TP. tỉnh xã Phạm Văn Thể Hạ Long Quảng Ninh Nguyễn Thị Hoà Công_ty TNHH Đại_học "
    "Bộ H'Mông Đắk_Lắk N.V.A (VFF) \"Báo VnExpress.net Hà-Nội Đ/c PGS.TS"
)
_HOSTILE = (
    *_words(
        "<script>alert(1)</script> =cmd|'_/C_calc'!A0 http://a.vn/b?c=1#d ai@bao.com.vn v.v. ... … -- ''"
    ),
    *(
        "\x1b[31m",
        "\x00",
        "\u202edữ liệu\u202c",
        "👨\u200d👩\u200d👧",
        "🇻🇳",
        "\ud800",
        "\udfff",
        "\U0010ffff",
    ),
    *(
        "مرحبا",
        "שלום",
        "世界。",
        "e\u0301\u0323",
        "\r",
        "\r\n",
        "\u2028",
        "\x85",
        "\x0b",
        "T.Ư",
        "%s%n",
        "${x}",
    ),
)


@cache
def seeds() -> tuple[str, ...]:
    """The texts of the sample articles."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))


def text(random: Random) -> str:
    """Return a text: most are short, a few have thousands of characters."""
    made = random.choices((_grammar, _mutated, _repeated, _noise), (6, 4, 1, 1))[0](random)
    form = random.choices(("", "NFD", "NFC", "NFKD"), (6, 2, 1, 1))[0]
    return unicodedata.normalize(form, made) if form else made  # type: ignore[arg-type]


def piece(random: Random) -> str:
    """Return a word, a number, a part of a date, a name or something odd."""
    makers: tuple[Callable[[], str], ...] = (
        lambda: _cased(random, random.choice(ONSETS) + random.choice(RHYMES)),
        lambda: random.choice(WORDS),
        lambda: random.choice(_DIGITS),
        lambda: _cased(random, random.choice(_NUMBER_WORDS)),
        lambda: random.choice(_UNITS),
        lambda: _cased(random, random.choice(_DATE_WORDS)),
        lambda: random.choice(_DATES),
        lambda: random.choice(_SIGNS),
        lambda: random.choice(_NAMES),
        lambda: random.choice((*ODD, *MARKS, *_HOSTILE, *SPACES)),
    )
    return random.choice(makers)()


def _cased(random: Random, word: str) -> str:
    return random.choice((str.lower, str.lower, str.capitalize, str.upper))(word)


def _grammar(random: Random) -> str:
    separators = random.choice(((" ",), (" ",), SEPARATORS, (*SEPARATORS, *QUOTES, *SPACES, ""), ("",)))
    return "".join(piece(random) + random.choice(separators) for _ in range(random.randint(0, 40)))


def _noise(random: Random) -> str:
    """Code points of a few blocks, surrogates among them."""
    blocks = ((0, 0x80), (0x80, 0x250), (0x300, 0x370), (0x1E00, 0x1F00), (0x2000, 0x2070), (0xD800, 0xE000))
    chosen = random.choice(((*blocks, (0, 0x110000)), blocks[:4], ((0, 0x110000),)))
    return "".join(chr(random.randrange(*random.choice(chosen))) for _ in range(random.randint(0, 60)))


def _repeated(random: Random) -> str:
    """A short stretch many times over, where what is not linear shows."""
    stretch = "".join(piece(random) + random.choice((" ", "", ", ")) for _ in range(random.randint(1, 3)))
    longest = random.choices((300, 3000, LONGEST), (60, 12, 1))[0]
    return stretch * (longest // max(len(stretch), 1))


def _mutated(random: Random) -> str:
    """A stretch of a sample article with some changes."""
    article = random.choice(seeds())
    start = random.randrange(len(article))
    length = random.choice((20, 100, 300, 1000))
    return "".join(mutated(random, list(article[start : start + length]), lambda: piece(random)))


def mutated(random: Random, parts: list[str], new: Callable[[], str]) -> list[str]:
    """Return the parts with some cut out, doubled, moved, or replaced by new ones."""
    for _ in range(random.choice((1, 2, 4, 16))):
        at = random.randint(0, len(parts))
        end = min(len(parts), at + random.choice((1, 1, 2, 8, 40)))
        match random.randrange(6):
            case 0:
                del parts[at:end]
            case 1:
                parts[at:at] = parts[at:end]
            case 2:
                parts[at:at] = [new()]
            case 3:
                parts[at:end] = [new()]
            case 4:
                other = random.randint(0, len(parts))
                parts[at:at] = parts[other : other + 20]
            case _:
                parts[at:end] = [part.swapcase() for part in parts[at:end]]
    return parts
