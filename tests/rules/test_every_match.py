"""The engine against trying all: what it looks ahead for must not lose a match, nor make one up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.rules.engine import Chart, Grammar, RuleBook
from qnmine.rules.patterns import Choice, Glue, Word, parse
from qnmine.rules.tokens import FIGURE, figure_shape, has_figure, runs_that, tokens_of
from tests.rules.finding import all_results

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from qnmine.rules.book import Rule
    from qnmine.rules.patterns import Element
    from qnmine.rules.tokens import Tokens

_Ends = set[tuple[int, bool]]
"""Where what was read ends, and whether what follows must touch it."""


class Naive:
    """The results of a book over tokens, each pattern tried everywhere."""

    def __init__(self, book: RuleBook, tokens: Tokens) -> None:
        self.book, self.tokens = book, tokens

    def results(self, category: str, start: int) -> set[tuple[int, str]]:
        """The ends of a category from a position on, each with the rule that finds it."""
        rules = [rule for rule in self.book.rules if rule.category == category]
        return {(end, rule.name) for rule in rules for end in self.ends_of(rule, start)}

    def ends_of(self, rule: Rule, start: int) -> Iterator[int]:
        for pattern in rule.patterns:
            yield from (end for end, _ in self.follow(parse(pattern), {(start, False)}))
        for phrase in rule.phrases:
            if tuple(self.tokens.keys[start : start + len(phrase)]) == phrase:
                yield start + len(phrase)
        if rule.shape:
            for first, after in runs_that(has_figure, self.tokens):
                span = self.tokens.starts[first], self.tokens.ends[after - 1]
                for match in rule.shape.finditer(self.tokens.text, *span):
                    if match.start() == self.tokens.starts[start] and match.end() in self.tokens.ends:
                        yield list(self.tokens.ends).index(match.end()) + 1

    def follow(self, elements: Sequence[Element], places: _Ends) -> _Ends:
        for element in elements:
            if isinstance(element, Glue):
                places = {(place, True) for place, _ in places}
            elif isinstance(element, Choice):
                places = set().union(*(self.follow(option, places) for option in element.options))
            else:
                open_to = {place for place, glued in places if not glued or self.tokens.touches(place)}
                places = {(end, False) for place in open_to for end in self.ends(element, place)}
        return places

    def ends(self, element: Element, place: int) -> Iterator[int]:
        if place == len(self.tokens):
            return
        if isinstance(element, Word):
            key = self.tokens.keys[place]
            if element.key in (key, figure_shape(self.tokens.forms[place]) if key == FIGURE else key):
                yield place + 1
        else:
            assert not isinstance(element, Glue | Choice)
            yield from (end for end, _ in self.results(element.category, place))


CATEGORIES = ("phrase", "low", "middle", "high")
"""Each may ask for those before it; `high` can have shapes."""
_WORDS = ("a", "b", "'/'", "<figure>", "<two>", "<four>", "<pointed>")
_TOKENS = ("a", "a", "b", "x", "/", "7", "25", "2024", "1.5")
_SHAPES = (r"\d+[ab]", r"[a-z]\d+", r"\d+/\d+", r"x\d")


def pattern(draw: Random, categories: Sequence[str], depth: int = 2) -> str:
    """A sequence of one to three elements; each may be optional or have to touch the one before it."""
    return " ".join(
        draw.choice(["", "", "", "~ "]) * (number > 0 or depth < 2)
        + element(draw, categories, depth)
        + draw.choice(["", "", "?"])
        for number in range(draw.choice([1, 1, 2, 3]))
    )


def element(draw: Random, categories: Sequence[str], depth: int) -> str:
    if depth and draw.random() < 0.3:
        options = [pattern(draw, categories, depth - 1) for _ in range(draw.randint(1, 3))]
        return f"({'|'.join(options)})"
    return f"{{{draw.choice(categories)}}}" if draw.random() < 0.5 else draw.choice(_WORDS)


def text(draw: Random) -> str:
    return "".join(draw.choice(_TOKENS) + draw.choice(["", " "]) for _ in range(draw.randint(1, 9)))


def book(draw: Random) -> RuleBook:
    """A book of such rules as are accepted; each gives its name as its value."""
    book = RuleBook()
    phrases = draw.sample(["a", "b x", "7 b"], 2)
    book.lexicon("phrase", "phrases", dict.fromkeys(phrases, "phrases"))
    for shape in draw.sample(_SHAPES, draw.randint(0, 2)):
        book.shape("high", shape, shape)(lambda shape=shape: shape)
    levels = sorted(draw.choices(range(1, len(CATEGORIES)), k=draw.randint(2, 7)))
    for number, level in enumerate(levels):
        below = CATEGORIES[:level]
        asked = pattern(draw, below) + draw.choice(["", f" {element(draw, below, depth=0)}"])
        name = f"{number}: {asked}"
        book.rule(CATEGORIES[level], name, asked)(lambda name=name, **_: name)
        try:
            Grammar(book)
        except ValueError:
            book.rules.pop()
    return book


@settings(derandomize=True, max_examples=300)
@given(st.randoms(use_true_random=True))
def test_every_match_is_found_and_no_other(draw: Random) -> None:
    rules = book(draw)
    grammar = Grammar(rules)
    for _ in range(5):
        words = text(draw)
        tokens = tokens_of(words, 0, len(words))
        chart, naive = Chart(grammar, tokens), Naive(rules, tokens)
        results = all_results(chart, [*grammar.trees])
        assert {(node.category, node.start, node.end, node.rule) for node in results} == {
            (category, start, *result)
            for category in grammar.trees
            for start in range(len(tokens))
            for result in naive.results(category, start)
        }, (words, [(rule.category, rule.name) for rule in rules.rules])
        assert len(set(results)) == len(results)
