from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import qnmine.rules.grammar
from qnmine.rules.engine import Chart, Grammar, Node, RuleBook
from qnmine.rules.explain import explain, rules_of
from qnmine.rules.tokens import folded, tokens_of
from tests.rules.finding import all_results

if TYPE_CHECKING:
    from qnmine.rules.engine import Site


def dates() -> RuleBook:
    book = RuleBook()

    @book.rule("number", "figure", "<figure>")
    def _number(at: Site) -> int:
        return int(at.text)

    @book.rule("day", "day of a month", "{number}")
    def _day(number: int) -> int | None:
        return number if 1 <= number <= 31 else None

    @book.rule("date", "day and month", "ngày? {day} ~ '/' ~ {number=month} (~ '/' ~ {number=year})?")
    def _date(day: int, month: int, year: int = 0) -> tuple[int, int, int]:
        return year, month, day

    book.lexicon("unit", "unit", {"ki lô mét": "km", "mét": "m"})
    book.lexicon("unit", "symbol", {"mW": "mW", "MW": "MW"}, exact=True)

    @book.rule("measure", "measure", "{number} {unit}")
    def _measure(number: int, unit: str) -> tuple[int, str]:
        return number, unit

    return book


def chart(text: str, book: RuleBook | None = None) -> Chart:
    grammar = Grammar(book or dates())
    return Chart(grammar, tokens_of(text, 0, len(text)))


def found(text: str, category: str, book: RuleBook | None = None) -> list[tuple[str, object]]:
    read = chart(text, book)
    return [(read.tokens.slice(node.start, node.end), node.value) for node in all_results(read, [category])]


def test_the_longest_result_comes_first() -> None:
    assert found("Ngày 25/6/2024", "date") == [
        ("Ngày 25/6/2024", (2024, 6, 25)),
        ("Ngày 25/6", (0, 6, 25)),
        ("25/6/2024", (2024, 6, 25)),
        ("25/6", (0, 6, 25)),
        ("6/2024", (0, 2024, 6)),
    ]


def test_a_rule_refuses_by_none() -> None:
    assert found("32/6", "date") == []


def test_glue_wants_no_gap() -> None:
    assert found("25 / 6", "date") == []
    assert found("5 mét, 5mét", "measure") == [("5 mét", (5, "m")), ("5mét", (5, "m"))]


def test_lexicons() -> None:
    assert found("12 Ki Lô Mét", "measure") == [("12 Ki Lô Mét", (12, "km"))]
    assert found("5 mW, 5 MW, 5 mw", "measure") == [("5 mW", (5, "mW")), ("5 MW", (5, "MW"))]


def test_folded_keys_read_text_without_diacritics() -> None:
    text = "ngay 2/9, 5 met"
    read = Chart(Grammar(dates(), folded), tokens_of(text, 0, len(text), folded))
    assert [node.value for node in all_results(read, ["measure"])] == [(5, "m")]
    assert [node.value for node in read.results("date", 0)] == [(0, 9, 2)]


def test_rules_of_equal_results_give_one() -> None:
    book = dates()
    book.rule("date", "again", "{day} ~ '/' ~ {number=month}")(lambda day, month: (0, month, day))
    nodes = chart("2/9", book).results("date", 0)
    assert [(node.rule, node.value) for node in nodes] == [("day and month", (0, 9, 2))]


def test_rules_see_settings_and_neighbours() -> None:
    book = RuleBook()

    @book.rule("seen", "seen", "b c")
    def _seen(at: Site) -> tuple[str, ...]:
        return at.before(), at.before(2), at.after(), at.after(2), at.text, at.settings

    read = Chart(Grammar(book), tokens_of("A B  c d", 0, 8), "settings")
    assert [node.value for node in read.results("seen", 1)] == [("a", "", "d", "", "B  c", "settings")]


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("+? -", ["+ -", "+-", "-"]),
        ("+ (-|* /)? =", ["+ =", "+=", "+ - =", "+- =", "+ * / ="]),
        ("(+|-)? (*|/)? =", ["=", "+ =", "+=", "- =", "* =", "+ * =", "+* =", "- / ="]),
        ("+ ~ (-|*)? =", ["+- =", "+* =", "+="]),
        ("+ (~ -)?", ["+", "+-"]),
        ("(+ ~)? -", ["+-", "-"]),
        ("+ (- (*|/)?)?", ["+", "+ -", "+-", "+ - *", "+ - /"]),
    ],
)
def test_choices(pattern: str, matched: list[str]) -> None:
    book = RuleBook()
    book.rule("all", "rule", pattern)(lambda: True)
    book.rule("all", "refuses", "+ - * / =")(lambda: None)
    texts = "+|-|=|+ -|+-|+*|+ *|- /|+=|+ =|- =|* =|+- =|+* =|+ - =|+ - *|+ - /|+ * =|+ * / =|- / =|+ - * /"
    found = []
    for text in texts.split("|"):
        read = chart(text, book)
        if any(node.end == len(read.tokens) for node in read.results("all", 0)):
            found.append(text)
    assert sorted(found) == sorted(matched)


@pytest.mark.parametrize("pattern", ["a?", "a ~", "(a|b)?", "(a ~)?"])
def test_a_pattern_must_end_in_a_token(pattern: str) -> None:
    book = RuleBook()
    book.rule("all", "odd", pattern)(lambda: True)
    with pytest.raises(ValueError, match="rule 'odd': a pattern needs a token at its end"):
        Grammar(book)


@pytest.mark.parametrize("pattern", ["~ a", "a? ~ b", "(a|~ b)", "(a|b?) ~ {day}"])
def test_a_pattern_must_begin_with_a_token(pattern: str) -> None:
    book = dates()
    book.rule("all", "odd", pattern)(lambda **_: True)
    with pytest.raises(ValueError, match="rule 'odd': a pattern needs a token before a '~'"):
        Grammar(book)


@pytest.mark.parametrize(
    ("first", "second"), [("{b} x", "y? {a}"), ("x {b}", "x (y {a}|z)"), ("{b}", "{b=inner} x")]
)
def test_a_category_cannot_contain_itself(first: str, second: str) -> None:
    book = RuleBook()
    book.rule("a", "a", first)(lambda b: b)
    book.rule("b", "b", "z", second)(lambda **_: 1)
    circle = "b > b" if "inner" in second else "(a > b > a|b > a > b)"
    with pytest.raises(ValueError, match=f"contains itself: {circle}$"):
        Grammar(book)


@pytest.mark.parametrize("pattern", ["{b}", "x {b}", "x (y|{b})"])
def test_a_category_must_be_made_by_a_rule(pattern: str) -> None:
    book = RuleBook()
    book.rule("a", "first", pattern)(lambda b: b)
    with pytest.raises(ValueError, match="rule 'first': no rule makes 'b'"):
        Grammar(book)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("<four>", "2024 20 3.5", ["2024"]),
        ("<two>", "2024 20 3.5", ["20"]),
        ("<pointed>", "2024 20 3.5", ["3.5"]),
        ("<figure>", "2024 20 3.5", ["2024", "20", "3.5"]),
        ("a <two>", "a 2024 a 20", ["a 20"]),
    ],
)
def test_figures_by_their_shape(pattern: str, text: str, expected: list[str]) -> None:
    book = RuleBook()
    book.rule("all", "rule", pattern)(lambda: True)
    assert [words for words, _ in found(text, "all", book)] == expected


def codes() -> RuleBook:
    book = RuleBook()

    @book.shape("code", "decree", r"\d+-[A-Z]+/[A-Z]+")
    @book.shape("code", "post", r"\d+\+\d+")
    def _code(at: Site) -> str | None:
        return at.text if at.text != "1+1" else None

    return book


def test_shapes_in_runs_of_tokens() -> None:
    text = "57-NQ/TW, km 12+300; a57-NQ/TWb 7 - A/B A-B/C 1+1"
    # They begin and end with tokens, and only stand where a run has a figure.
    expected = [("57-NQ/TW", "57-NQ/TW"), ("12+300", "12+300")]
    assert found(text, "code", codes()) == expected
    both = codes()
    both.rule("code", "word", "km <two>", "<two>")(lambda at: at.text.upper())
    assert found(text, "code", both) == [
        ("57-NQ/TW", "57-NQ/TW"),
        ("57", "57"),
        ("km 12", "KM 12"),
        ("12+300", "12+300"),
        ("12", "12"),
        *((figure, figure) for figure in ("57", "7", "1", "1")),
    ]


def test_a_category_with_shapes_is_no_part_of_another() -> None:
    book = codes()
    book.rule("all", "number of", "số {code}")(lambda code: code)
    with pytest.raises(ValueError, match="rule 'number of': 'code' has shapes, so no pattern can ask for it"):
        Grammar(book)


def test_places_are_forgotten_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ngày 25/6/2024, 5 mét và 12 ki lô mét, 3/4, ngày 2/9, 5 mW"
    categories = ("date", "measure", "day", "number")
    usual = all_results(chart(text), categories)
    monkeypatch.setattr(qnmine.rules.grammar, "_MOST_PLACES", 2)
    few = chart(text)
    assert all_results(few, categories) == usual
    assert all(len(tree.branches) <= 2 for tree in few.grammar.trees.values())


class Interrupted:
    """Settings that another thread asks for too, just when the grammar looks for what it knows of them."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.seen: list[object] = []
        self._asked = False

    def __hash__(self) -> int:
        if not self._asked:
            self._asked = True
            self.seen.append(self.grammar.own_results(self))
        return 1


def test_threads_with_other_settings_do_not_mix_results() -> None:
    grammar = Grammar(dates())
    others = grammar.own_results(None)
    settings = Interrupted(grammar)
    own = grammar.own_results(settings)
    assert [held is own for held in settings.seen] == [True]
    assert own is not others
    assert grammar.own_results(None) is others


def test_each_category_is_worked_out_once_at_a_position() -> None:
    calls: list[int] = []
    book = RuleBook()

    @book.rule("number", "figure", "<figure>")
    def _number(at: Site) -> int:
        calls.append(at.start)
        return 1

    book.rule("all", "first", "{number} one", "{number} {number=second}")(lambda **_: 1)
    book.rule("all", "second", "{number} two", "{number} {number=second} {number=third}")(lambda **_: 2)
    text = "1 " * 500
    all_results(chart(text, book), ["all"])
    assert sorted(calls) == list(range(500))


def test_explanation() -> None:
    read = chart("ngày 2/9")
    (node,) = read.results("date", 0)
    assert explain(node, read.tokens) == ("day and month 'ngày 2/9' (figure '2', figure '9')")
    assert rules_of(node) == {"day and month", "day of a month", "figure"}
    assert isinstance(node, Node)
    # What was asked for is named, also where it only passes on a part.
    (day, *_) = read.results("day", 1)
    assert explain(day, read.tokens) == "day of a month '2' (figure '2')"
