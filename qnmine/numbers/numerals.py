"""The grammar of Vietnamese numerals: in words, in figures, and mixed (`28 nghìn tỷ`, `3 tỉ 450 triệu`).

Each level of scale asks only for lower ones, as the language has it: `một triệu hai` is 1 200 000, a digit
after a scale counting tenths of it; `linh`/`lẻ` says that the tens are missing; `rưỡi` is half of the scale.
Values are exact fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qnmine.numbers.figures import read_figure
from qnmine.rules.engine import RuleBook
from qnmine.rules.phrases import Phrases
from qnmine.rules.tokens import FIGURE

if TYPE_CHECKING:
    from qnmine.expressions.reading import Settings
    from qnmine.rules.engine import Site

HUNDRED, THOUSAND, TEN_THOUSAND, MILLION, BILLION = 100, 1_000, 10_000, 10**6, 10**9
SCALE_WORDS = Phrases.of("nghìn|ngàn|vạn|triệu|tỷ|tỉ")

_DIGITS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
# Forms that only stand after tens and scales, so that `mươi` may be missing before them: `hai tư`, `ba lăm`.
_ONLY_AFTER = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
# After tens and scales `năm` would be the year.
_AFTER = {digit: value for digit, value in {**_DIGITS, **_ONLY_AFTER}.items() if digit != "năm"}
HALVES = Phrases.of("rưỡi|rưởi")
_PER_CENT = Phrases.of("phần trăm")
_ABOUT_TEN = Phrases.of("mươi|mười|chục")
_DIGIT_WORDS = Phrases.of("vài|dăm|mấy|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|mươi")
_MOST_GROUPS = 8

book = RuleBook()
_SIGNS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8), "⅜": (3, 8)
}  # fmt: skip
book.lexicon("vulgar_fraction", "sign of a fraction", _SIGNS)
book.lexicon("digit", "digit", _DIGITS)
book.lexicon("tail", "digit after tens", _AFTER)
book.lexicon("short_tail", "digit after tens", _ONLY_AFTER)
book.lexicon("tenth", "tenth of a scale", {digit: value for digit, value in _AFTER.items() if digit != "một"})
book.lexicon("any_digit", "digit", {**_AFTER, **_DIGITS, "không": 0})


@book.rule("figure", "figure", "<figure>")
def _figure(form: str, settings: Settings) -> Fraction | None:
    if form.startswith("00"):
        return None  # the last of a row of groups, or a code
    return read_figure(form, settings.decimal)


@book.rule(
    "figure", "figure grouped by spaces", *(" ".join(["<figure>"] * n) for n in range(2, _MOST_GROUPS + 1))
)
def _spaced_figure(at: Site) -> Fraction | None:
    first, *groups = at.tokens.forms[at.start : at.end]
    if not first.isdigit() or len(first) > 3 or first.startswith("0"):
        return None
    *inner, last = groups
    if not all(len(group) == 3 and group.isdigit() for group in (*inner, last[:3])):
        return None
    if len(last) > 3 and last[3:4] not in (",", "."):
        return None
    if any(at.tokens.starts[n + 1] - at.tokens.ends[n] != 1 for n in range(at.start, at.end - 1)):
        return None
    # 18 000 is one number; a following group would make it a row of figures.
    if at.after() == FIGURE or at.before() == FIGURE:
        return None
    return Fraction("".join((first, *inner, last)).replace(",", "."))


@book.rule("figure", "figure and a sign of a fraction", "<figure> ~ {vulgar_fraction}")
def _mixed(at: Site, vulgar_fraction: tuple[int, int]) -> Fraction | None:
    whole = at.tokens.form(at.start)
    return int(whole) + Fraction(*vulgar_fraction) if whole.isdigit() else None


@book.rule("ones", "ones", "{digit}")
def _ones(digit: int) -> int:
    return digit


@book.rule("tens", "ten", "mười {tail}?")
def _ten(at: Site, tail: int = 0) -> int | None:
    # Without diacritics `mười` is `mươi` too, the end of another numeral.
    return None if at.tokens.bare and _DIGIT_WORDS.has(at.tokens, at.start - 1) else 10 + tail


@book.rule("tens", "tens", "{digit} (mươi|mười|chục) {tail}?", "{digit} {short_tail}")
def _tens(digit: int, tail: int = 0, short_tail: int = 0) -> int | None:
    if short_tail and digit == 1:
        return None
    return digit * 10 + tail + short_tail


@book.rule("tens", "tens with năm", "{digit} mươi năm")
def _tens_five(at: Site, digit: int) -> int | None:
    # `hai mươi năm` is twenty years, `hai mươi năm nghìn` is 25 000.
    scaled = SCALE_WORDS.has(at.tokens, at.end) or _PER_CENT.after(at.tokens, at.end) is not None
    return digit * 10 + 5 if scaled else None


@book.rule("tens", "ten without its mười", "mươi {tail}")
def _ten_and(at: Site, tail: int) -> int | None:
    # `mươi hai người`, but `hai mươi hai` and `mươi hai mươi người`, ten to twenty.
    if _DIGIT_WORDS.has(at.tokens, at.start - 1) or _ABOUT_TEN.has(at.tokens, at.end):
        return None
    return 10 + tail


@book.rule("tens", "contracted tens", "(hăm|hai mươi) {tail}", "băm {tail=thirty}")
def _contracted(tail: int = 0, thirty: int = 0) -> int:
    return 20 + tail if tail else 30 + thirty


@book.rule("missing", "missing tens", "(linh|lẻ) ({any_digit}|{tens})", "không trăm (linh|lẻ) {any_digit}",
           "không trăm {tens}")  # fmt: skip
def _missing(any_digit: int = 0, tens: int = 0) -> int:
    return any_digit + tens


@book.rule("hundreds", "hundreds", "{digit} trăm ({missing}|{tens}|rưỡi|rưởi)?")
def _hundreds(at: Site, digit: int, missing: int = 0, tens: int = 0) -> int:
    half = HUNDRED // 2 if HALVES.has(at.tokens, at.end - 1) else 0
    return digit * HUNDRED + missing + tens + half


@book.rule("hundreds", "hundreds and a digit", "{digit} trăm {tenth}")
def _hundreds_tenth(digit: int, tenth: int) -> int:
    return digit * HUNDRED + tenth * 10


@book.rule("small", "small numeral", "{hundreds}", "{tens}", "{ones}")
def _small(hundreds: int = 0, tens: int = 0, ones: int = 0) -> int:
    return hundreds or tens or ones


@book.rule("count", "numeral before a scale", "{small}", "{figure}", "{point}")
def _count(
    small: int | None = None, figure: Fraction | None = None, point: Fraction | None = None
) -> Fraction | None:
    value = next(value for value in (small, figure, point) if value is not None)
    return Fraction(value) if value else None


@book.rule("point", "decimals in words", "(không|{small}|{figure}) phẩy ({decimals}|{small=part}|<figure>)")
def _point(
    at: Site, small: int = 0, figure: Fraction | None = None, decimals: str = "", part: int = 0
) -> Fraction | None:
    whole = figure if figure is not None else Fraction(small)
    last = at.tokens.forms[at.end - 1]
    digits = last if last[0].isdigit() else decimals or str(part)
    # `không phẩy không chấm` has no commas, and `2 phẩy 1.234` no decimals.
    if not digits.isdigit() or (not whole and not int(digits)):
        return None
    return whole + Fraction(int(digits), 10 ** len(digits))


@book.rule(
    "decimals",
    "decimals read one by one",
    "{any_digit} {any_digit=second}",
    "{any_digit} {any_digit=second} {any_digit=third}",
    "{any_digit} {any_digit=second} {any_digit=third} {any_digit=fourth}",
)
def _decimals(any_digit: int, **others: int) -> str:
    return "".join(map(str, (any_digit, *others.values())))


@book.rule("decimals", "one decimal", "{any_digit}")
def _decimal(any_digit: int) -> str:
    return str(any_digit)


@book.rule("below_thousand", "rest below a thousand", "{hundreds}", "{missing}", "{tens}")
@book.rule("below_ten_thousand", "rest below ten thousand", "{thousands}", "{below_thousand}")
@book.rule("below_million", "rest below a million",
           "{ten_thousands}", "{thousands}", "{padded_thousands}", "{below_thousand}")  # fmt: skip
@book.rule("below_billion", "rest below a billion", "{millions}", "{padded_millions}", "{below_million}")
def _rest(**level: Fraction | int) -> Fraction:
    (value,) = level.values()
    return Fraction(value)


_AFTER_SCALE = "{tenth}|{figure}|rưỡi|rưởi"


@book.rule("thousands", "thousands", f"{{count}} (nghìn|ngàn) ({{below_thousand=rest}}|{_AFTER_SCALE})?")
def _thousands(at: Site, **parts: Fraction | int) -> Fraction | None:
    return _scaled(at, THOUSAND, **parts)


@book.rule("ten_thousands", "ten thousands", f"{{count}} vạn ({{below_ten_thousand=rest}}|{_AFTER_SCALE})?")
def _ten_thousands(at: Site, **parts: Fraction | int) -> Fraction | None:
    return _scaled(at, TEN_THOUSAND, **parts)


@book.rule("millions", "millions", f"{{count}} triệu ({{below_million=rest}}|{_AFTER_SCALE})?")
def _millions(at: Site, **parts: Fraction | int) -> Fraction | None:
    return _scaled(at, MILLION, **parts)


_PADDED = "missing hundreds before a scale"


@book.rule("padded_thousands", _PADDED, "{missing=count} (nghìn|ngàn) {below_thousand=rest}?")
def _padded_thousands(at: Site, **parts: Fraction | int) -> Fraction | None:
    return _scaled(at, THOUSAND, **parts)


@book.rule("padded_millions", _PADDED, "{missing=count} triệu {below_million=rest}?")
def _padded_millions(at: Site, **parts: Fraction | int) -> Fraction | None:
    return _scaled(at, MILLION, **parts)


@book.rule("padded_billions", _PADDED, "{missing=count} (tỷ|tỉ) {below_billion=rest}?")
def _padded_billions(at: Site, **parts: Fraction | int) -> Fraction | None:
    return _scaled(at, BILLION, **parts)


@book.rule(
    "billions",
    "billions",
    "({count}|{thousands=count}|{ten_thousands=count}|{millions=count}) (tỷ|tỉ) "
    f"({{below_billion=rest}}|{_AFTER_SCALE})?",
)
def _billions(at: Site, **parts: Fraction | int) -> Fraction | None:
    return _scaled(at, BILLION, **parts)


def _scaled(
    at: Site,
    scale: int,
    count: Fraction | int,
    rest: Fraction | int = 0,
    tenth: int | Fraction = 0,
    figure: Fraction | int = 0,
) -> Fraction | None:
    """Return `count` times a scale and what follows it; None where that cannot follow.

    One digit counts tenths of the scale (`1 triệu 2`), a figure of three digits is the next group.
    """
    if tenth:
        rest = Fraction(tenth * scale, 10)
    elif figure:
        form = at.tokens.forms[at.end - 1]
        if not form.isdigit() or len(form) not in (1, 3):
            return None
        rest = Fraction(int(form) * scale, 10 ** len(form))
    elif HALVES.has(at.tokens, at.end - 1):
        rest = Fraction(scale, 2)
    if rest >= scale or (rest and Fraction(count).denominator != 1):
        return None
    return Fraction(count * scale + rest)


@book.rule("trillions", "thousands of billions and billions",
           "{thousands} (tỷ|tỉ) ({billions}|{padded_billions=billions})")  # fmt: skip
def _trillions(thousands: Fraction, billions: Fraction) -> Fraction | None:
    if thousands.denominator != 1 or thousands % THOUSAND or billions >= THOUSAND * BILLION:
        return None
    return thousands * BILLION + billions


@book.rule(
    "numeral",
    "numeral",
    "{trillions}",
    "{billions}",
    "{millions}",
    "{ten_thousands}",
    "{thousands}",
    "{small}",
    "{figure}",
    "{point}",
)
def _numeral(**levels: Fraction | int) -> Fraction:
    (value,) = levels.values()
    return value if isinstance(value, Fraction) else Fraction(value)


@book.rule(
    "numeral",
    "a year read digit by digit",
    "{any_digit} {any_digit=second} {any_digit=third} {any_digit=fourth}",
    "{any_digit} {any_digit=second} {tens}",
)
def _digit_by_digit(
    any_digit: int, second: int, third: int = 0, fourth: int = 0, tens: int | None = None
) -> Fraction | None:
    value = any_digit * 1000 + second * 100 + (third * 10 + fourth if tens is None else tens)
    return Fraction(value) if 1800 <= value < 2100 else None
