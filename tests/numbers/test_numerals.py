"""The numeral grammar: whatever is spelled, by whomever, comes back as itself."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from qnmine.expressions import Settings
from qnmine.numbers import numerals
from qnmine.numbers.figures import DecimalSign, read_figure, usual_decimal
from qnmine.rules.engine import Chart, Grammar
from qnmine.rules.tokens import folded, tokens_of
from qnmine.text.normalize import normalize

GRAMMAR = Grammar(numerals.book)
BARE = Grammar(numerals.book, folded)
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
below_a_quadrillion = st.one_of(st.integers(0, 2000), st.integers(0, 10**6), st.integers(0, 10**15 - 1))


def numeral(text: str, grammar: Grammar = GRAMMAR, decimal: DecimalSign = "comma") -> Fraction | None:
    """Return the value of a text that is one numeral as a whole."""
    tokens = tokens_of(text, 0, len(text), grammar.key)
    found = Chart(grammar, tokens, Settings(decimal)).results("numeral", 0)
    values = {node.value for node in found if node.end == len(tokens)}
    assert len(values) <= 1
    return next(iter(values), None)


@given(st.integers(1, 10**15 - 1) | st.integers(1, 10**6) | st.integers(1, 2000))
def test_numeral_of_another_speller_comes_back(number: int) -> None:
    text = normalize(num2words(number, lang="vi")).text
    assert numeral(text) == number
    assert numeral(folded(text), BARE) == number


@given(st.integers(1, 10**15 - 1) | st.integers(1, 10**6) | st.integers(1, 2000), st.data())
def test_numeral_in_any_variant_comes_back(number: int, data: st.DataObject) -> None:
    assert numeral(spelled(number, data)) == number


def spelled(number: int, data: st.DataObject) -> str:
    """Spell a number below 10^15 as one says it, the variants drawn."""
    thousand = data.draw(st.sampled_from(("nghìn", "ngàn")))
    billion = data.draw(st.sampled_from(("tỷ", "tỉ")))
    billions, rest = divmod(number, 10**9)
    groups = [(billions // 1000, f"{thousand} {billion}"), (billions % 1000, billion)]
    groups += [(rest // 10**6, "triệu"), (rest // 1000 % 1000, thousand), (rest % 1000, "")]
    words: list[str] = []
    for place, (value, scale) in enumerate(groups):
        if value:
            # The thousands of billions say their scale as a whole where billions follow.
            words.append(f"{below_thousand(value, bool(words), data)} {scale}".strip())
        if place == 0 and value and groups[1][0]:
            words[-1] = words[-1] if data.draw(st.booleans()) else words[-1].removesuffix(f" {billion}")
    return " ".join(words)


def below_thousand(number: int, follows: bool, data: st.DataObject) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or follows else []
    if tens == 0 and ones and words:
        words.append(f"{data.draw(st.sampled_from(('linh', 'lẻ')))} {digit(ones, data)}")
    elif rest:
        words.append(below_hundred(tens, ones, data))
    return " ".join(words)


def below_hundred(tens: int, ones: int, data: st.DataObject) -> str:
    if tens == 0:
        return digit(ones, data)
    if tens == 1:
        last = data.draw(st.sampled_from(("lăm", "nhăm"))) if ones == 5 else digit(ones, data, tail=True)
        return f"mười {last}" if ones else "mười"
    if ones == 0:
        return f"{DIGITS[tens]} {data.draw(st.sampled_from(('mươi', 'mười')))}"
    last = {1: "mốt", 5: data.draw(st.sampled_from(("lăm", "nhăm")))}.get(ones) or digit(
        ones, data, tail=True
    )
    if tens == 2 and data.draw(st.booleans()):
        return f"hăm {last}"
    return f"{DIGITS[tens]} mươi {last}"


def digit(value: int, data: st.DataObject, *, tail: bool = False) -> str:
    if value == 4 and tail:
        return data.draw(st.sampled_from(("bốn", "tư")))
    return data.draw(st.sampled_from(("bảy", "bẩy"))) if value == 7 else DIGITS[value]


@given(below_a_quadrillion, st.integers(0, 999), st.sampled_from(("comma", "point")))
def test_figure_comes_back_in_both_styles(whole: int, part: int, decimal: DecimalSign) -> None:
    written = f"{whole:,}.{part:03}5"
    if decimal == "comma":
        written = written.translate({ord(","): ".", ord("."): ","})
    assert read_figure(written, decimal) == whole + Fraction(part * 10 + 5, 10**4)


@given(below_a_quadrillion)
def test_whole_figure_comes_back_grouped_or_not(whole: int) -> None:
    assert read_figure(str(whole)) == whole
    assert read_figure(f"{whole:,}".replace(",", ".")) == whole
    assert read_figure(f"{whole:,}", "point") == whole
    spaced = f"{whole:,}".replace(",", " ")
    if spaced.count(" ") < 5:
        assert numeral(spaced) == whole


@pytest.mark.parametrize(
    ("figure", "comma", "point"),
    [
        ("1.234", Fraction(1234), Fraction(1234, 1000)),
        ("1,234", Fraction(1234, 1000), Fraction(1234)),
        ("57,400", Fraction(57400), Fraction(57400)),
        ("1.234.567,89", Fraction(123456789, 100), Fraction(123456789, 100)),
        ("1,234,567.89", Fraction(123456789, 100), Fraction(123456789, 100)),
        ("0.125", Fraction(1, 8), Fraction(1, 8)),
        ("25.06.2024", None, None),
        ("1.2.3", None, None),
        ("1,3,5,7", None, None),
    ],
)
def test_ambiguous_figures(figure: str, comma: Fraction | None, point: Fraction | None) -> None:
    assert (read_figure(figure, "comma"), read_figure(figure, "point")) == (comma, point)


def test_usual_decimal_is_what_clear_figures_have() -> None:
    assert usual_decimal(["1.234", "8.94", "98.5", "12"]) == "point"
    assert usual_decimal(["1,234,567", "1.234"]) == "point"
    assert usual_decimal(["1.234", "8,94", "98,5"]) == "comma"
    assert usual_decimal(["1.234", "2024"]) == "comma"


@pytest.mark.parametrize(
    "text", ["mươi", "trăm", "nghìn", "hai ba", "một trăm nghìn triệu", "hai mươi mười", "một hai", "không"]
)
def test_no_numeral(text: str) -> None:
    assert numeral(text) is None
