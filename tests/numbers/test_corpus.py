"""The corpora of numbers: every phrase has its value, every rule its phrases and a near miss."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qnmine.expressions import Settings, expressions_of
from qnmine.numbers import Number, read_numbers, rules
from qnmine.rules.corpus import Case, NearMiss, read_cases, read_near_misses
from qnmine.rules.explain import rules_of
from qnmine.rules.tokens import folded
from qnmine.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

CORPUS = Path(rules.__file__).parents[1] / "corpus"
NEGATIVE = CORPUS / "negative.txt"
CASES = [
    pytest.param(case, id=f"{path.stem}:{case.line}")
    for path in sorted(CORPUS.glob("*.txt"))
    if path != NEGATIVE
    for case in read_cases(path)
]
NEAR_MISSES = list(read_near_misses(NEGATIVE))
RULES = {rule.name for rule in rules.book.rules}


def rules_behind(phrase: str) -> set[str]:
    """Return the names of the rules that have a part in the reading of a phrase."""
    return set().union(*(rules_of(found.node) for found in expressions_of(Document("phrase", phrase))))


@pytest.mark.parametrize("case", CASES)
def test_phrase_has_its_value(case: Case) -> None:
    document = Document("phrase", case.phrase)
    if case.kind == "time":
        found = {(each.start, each.end): each.node.category for each in expressions_of(document)}
        assert found.get((case.start, case.end)) == "time"
        return
    numbers = {(number.start, number.end): number for number, _ in read_numbers(document, identifiers=True)}
    number = numbers.get((case.start, case.end))
    assert number is not None, [each.text for each in numbers.values()]
    read = {name: str(getattr(number, name)) for name in case.values}
    assert (number.kind, read) == (case.kind, dict(case.values))


AMBIGUOUS_WHEN_BARE = {
    "xăng RON 95 tăng giá": "`tang` is more often tầng, which is counted",
    "trở thành thành phố thứ 5 của tỉnh": "`thanh thanh pho`: the noun is not told from thành",
}


def read_bare(case: Case) -> Number | None:
    """Return the number at the span of a case in its phrase without diacritics."""
    phrase = "".join(unicodedata.normalize("NFD", each)[0] for each in case.phrase)
    document = Document("phrase", phrase.replace("đ", "d").replace("Đ", "D"))
    read = read_numbers(document, settings=Settings(diacritics=False), identifiers=True)
    return {(number.start, number.end): number for number, _ in read}.get((case.start, case.end))


@pytest.mark.parametrize("case", CASES)
def test_phrase_without_diacritics_has_its_value_if_it_is_read(case: Case) -> None:
    number = read_bare(case)
    if number is None or case.kind == "time" or case.phrase in AMBIGUOUS_WHEN_BARE:
        return
    values = {name: str(getattr(number, name)) for name in case.values}
    expected = dict(case.values)
    if "unit" in expected:  # nouns are as written
        values["unit"], expected["unit"] = folded(values["unit"]), folded(expected["unit"])
    assert (number.kind, values) == (case.kind, expected)


def test_most_phrases_are_read_without_diacritics() -> None:
    cases = [case for case in _cases() if case.kind != "time"]
    assert sum(read_bare(case) is not None for case in cases) > 0.9 * len(cases)


@pytest.mark.parametrize("near_miss", NEAR_MISSES, ids=lambda near_miss: f"line {near_miss.line}")
def test_rule_has_no_part_in_its_near_miss(near_miss: NearMiss) -> None:
    behind = rules_behind(near_miss.phrase)
    assert near_miss.rule not in behind
    if near_miss.rule == "*":
        assert not behind & RULES


def test_every_rule_has_three_phrases() -> None:
    seen = Counter(name for case in _cases() for name in rules_behind(case.phrase))
    assert {name: seen[name] for name in RULES if seen[name] < 3} == {}


def test_every_rule_has_a_near_miss() -> None:
    assert RULES - {near_miss.rule for near_miss in NEAR_MISSES} == set()
    assert {near_miss.rule for near_miss in NEAR_MISSES} - RULES == {"*"}


def _cases() -> Iterable[Case]:
    return (case for param in CASES for case in param.values if isinstance(case, Case))
