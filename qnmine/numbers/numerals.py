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
    from qnmine.rules.engine import Site

HUNDRED, THOUSAND, TEN_THOUSAND, MILLION, BILLION = 100, 1_000, 10_000, 10**6, 10**9
SCALE_WORDS = frozenset({"nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ"})

_DIGITS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
# Forms that only stand after tens and scales, so that `mươi` may be missing before them: `hai tư`, `ba lăm`.
_ONLY_AFTER = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
# After tens and scales `năm` would be the year.
_AFTER = {digit: value for digit, value in {**_DIGITS, **_ONLY_AFTER}.items() if digit != "năm"}
HALVES = frozenset({"rưỡi", "rưởi"})

_NO_DOZENS = Phrases.of("tá điền|tá tràng|tá lý|tá dược|tá hỏa|tá lả")

book = RuleBook()
book.lexicon("digit", "digit", _DIGITS)
book.lexicon("tail", "digit after tens", _AFTER)
book.lexicon("short_tail", "digit after tens", _ONLY_AFTER)
book.lexicon("tenth", "tenth of a scale", {digit: value for digit, value in _AFTER.items() if digit != "một"})
book.lexicon("any_digit", "digit", {**_AFTER, **_DIGITS, "không": 0})


@book.rule("figure", "figure", "<figure>")
def _figure(at: Site) -> Fraction | None:
    return read_figure(at.text, at.settings.decimal)


@book.rule("figure", "figure grouped by spaces", *(" ".join(["<figure>"] * count) for count in (2, 3, 4, 5)))
def _spaced_figure(at: Site) -> Fraction | None:
    first, *groups = at.tokens.forms[at.start : at.end]
    *inner, last = groups
    gaps = [at.tokens.starts[n + 1] - at.tokens.ends[n] for n in range(at.start, at.end - 1)]
    whole = all(len(group) == 3 and group.isdigit() for group in (*inner, last[:3]))
    if not whole or gaps != [1] * len(gaps) or not first.isdigit() or len(first) > 3 or first.startswith("0"):
        return None
    if len(last) > 3 and last[3:4] not in (",", "."):
        return None
    # 18 000 is one number; a following group would make it a row of figures.
    if at.after() == FIGURE or at.before() == FIGURE:
        return None
    return Fraction("".join((first, *inner, last)).replace(",", "."))


@book.rule("ones", "ones", "{digit}")
def _ones(digit: int) -> int:
    return digit


@book.rule("tens", "ten", "mười {tail}?")
def _ten(tail: int = 0) -> int:
    return 10 + tail


@book.rule("tens", "tens", "{digit} (mươi|mười|chục) {tail}?", "{digit} {short_tail}")
def _tens(digit: int, tail: int = 0, short_tail: int = 0) -> int | None:
    if short_tail and digit == 1:
        return None
    return digit * 10 + tail + short_tail


@book.rule("tens", "tens with năm", "{digit} mươi năm")
def _tens_five(at: Site, digit: int) -> int | None:
    # `hai mươi năm` is twenty years, `hai mươi năm nghìn` is 25 000.
    return (
        digit * 10 + 5 if at.after() in SCALE_WORDS or (at.after(), at.after(2)) == ("phần", "trăm") else None
    )


@book.rule("tens", "contracted tens", "(hăm|hai mươi) {tail}", "băm {tail=thirty}")
def _contracted(tail: int = 0, thirty: int = 0) -> int:
    return 20 + tail if tail else 30 + thirty


@book.rule("missing", "missing tens", "(linh|lẻ) ({any_digit}|{tens})", "không trăm (linh|lẻ) {any_digit}",
           "không trăm {tens}")  # fmt: skip
def _missing(any_digit: int = 0, tens: int = 0) -> int:
    return any_digit + tens


@book.rule("hundreds", "hundreds", "{digit} trăm ({missing}|{tens}|rưỡi|rưởi)?")
def _hundreds(at: Site, digit: int, missing: int = 0, tens: int = 0) -> int:
    half = 50 if at.tokens.keys[at.end - 1] in HALVES else 0
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
) -> Fraction:
    whole = figure if figure is not None else Fraction(small)
    last = at.tokens.forms[at.end - 1]
    digits = last if last.isdigit() else decimals or str(part)
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
    elif at.tokens.keys[at.end - 1] in HALVES:
        rest = Fraction(scale, 2)
    if rest >= scale or (rest and Fraction(count).denominator != 1):
        return None
    return Fraction(count * scale + rest)


@book.rule("billions", "thousands of billions and billions",
           "{thousands} (tỷ|tỉ) ({billions}|{padded_billions=billions})")  # fmt: skip
def _trillions(thousands: Fraction, billions: Fraction) -> Fraction | None:
    if thousands.denominator != 1 or thousands % THOUSAND or billions >= THOUSAND * BILLION:
        return None
    return thousands * BILLION + billions


@book.rule(
    "numeral",
    "numeral",
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


@book.rule("numeral", "numeral and a half", "({small}|{figure}) (rưỡi|rưởi)")
def _and_a_half(small: int = 0, figure: Fraction | None = None) -> Fraction | None:
    value = Fraction(small) if figure is None else figure
    return value + Fraction(1, 2) if value.denominator == 1 and 0 < value < HUNDRED else None


@book.rule("numeral", "figures with a letter for the scale", "{figure} ~ (k|tr|tỷ|tỉ) (~ {figure=tail})?")
def _lettered(at: Site, figure: Fraction, tail: Fraction | None = None) -> Fraction | None:
    scale = {"k": THOUSAND, "tr": MILLION}.get(at.tokens.keys[at.start + 1], BILLION)
    if tail is None:
        # `5K` with a capital is a name (5K, 4K) more often than thousands.
        return figure * scale if at.tokens.forms[at.start + 1] != "K" else None
    form = at.tokens.forms[at.end - 1]
    if not form.isdigit() or len(form) > 3 or figure.denominator != 1:
        return None
    return figure * scale + Fraction(scale * int(form), 10 ** len(form))


@book.rule("numeral", "dozens", "({small}|{figure}) tá")
def _dozens(at: Site, small: int = 0, figure: Fraction | None = None) -> Fraction | None:
    if _NO_DOZENS.after(at.tokens, at.end - 1) is not None:
        return None
    return (Fraction(small) if figure is None else figure) * 12


@book.rule("numeral", "tens in figures", "<figure> chục")
def _tens_in_figures(at: Site) -> Fraction | None:
    value = read_figure(at.tokens.forms[at.start], at.settings.decimal)
    return value * 10 if value is not None and 0 < value < HUNDRED else None


@book.rule("numeral", "tens before a scale", "({digit}|<figure>) chục (nghìn|ngàn|vạn|triệu|tỷ|tỉ)")
def _tens_of_scale(at: Site, digit: int = 0) -> Fraction | None:
    scale = {"vạn": TEN_THOUSAND, "triệu": MILLION, "tỷ": BILLION, "tỉ": BILLION}.get(
        at.tokens.keys[at.end - 1], THOUSAND
    )
    value = Fraction(digit) if digit else read_figure(at.tokens.forms[at.start], at.settings.decimal)
    return None if value is None else value * 10 * scale


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
