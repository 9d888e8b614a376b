"""The corpora of dates: every phrase has its value, every rule its phrases and a near miss."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

import qnmine
from qnmine.dates import read_dates
from qnmine.dates.rules import book
from qnmine.expressions import expressions_of
from qnmine.numbers import numerals
from qnmine.rules.corpus import Case, NearMiss, read_cases, read_near_misses
from qnmine.rules.explain import rules_of
from qnmine.text.document import Document

REFERENCE = datetime.date(2024, 6, 25)  # a Tuesday
CORPUS = Path(qnmine.__file__).parent / "dates" / "corpus"
NEGATIVE = CORPUS / "negative.txt"
CASES = [
    (path.stem, case)
    for path in sorted(CORPUS.glob("*.txt"))
    if path != NEGATIVE
    for case in read_cases(path)
]
NEAR_MISSES = list(read_near_misses(NEGATIVE))
RULES = {rule.name for rule in book.rules}


def rules_behind(phrase: str) -> set[str]:
    """Return the names of the rules that have a part in the reading of a phrase."""
    return set().union(*(rules_of(found.node) for found in expressions_of(Document("phrase", phrase))))


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{stem}:{case.line}") for stem, case in CASES])
def test_phrase_has_its_value(case: Case) -> None:
    found = {
        (date.start, date.end): date
        for date, _ in read_dates(Document("phrase", case.phrase), reference=REFERENCE, vague=True)
    }
    date = found.get((case.start, case.end))
    assert date is not None, [each.text for each in found.values()]
    read = {name: getattr(date, name) for name in case.values}
    assert (date.kind, read) == (case.kind, dict(case.values))


@pytest.mark.parametrize("near_miss", NEAR_MISSES, ids=lambda near_miss: f"line {near_miss.line}")
def test_rule_has_no_part_in_its_near_miss(near_miss: NearMiss) -> None:
    if near_miss.rule == "*":
        assert [date.text for date, _ in read_dates(Document("phrase", near_miss.phrase))] == []
    else:
        assert near_miss.rule not in rules_behind(near_miss.phrase)


def test_every_rule_has_three_phrases() -> None:
    seen = Counter(name for _, case in CASES for name in rules_behind(case.phrase))
    assert {name: seen[name] for name in RULES if seen[name] < 3} == {}


def test_every_rule_has_a_near_miss() -> None:
    assert RULES - {near_miss.rule for near_miss in NEAR_MISSES} == set()
    assert {near_miss.rule for near_miss in NEAR_MISSES} - RULES == {"*"}


def test_rules_share_no_category_with_those_of_numbers_but_numerals() -> None:
    from qnmine.numbers.rules import book as numbers

    numeral = {rule.category for rule in numerals.book.rules}
    own = {rule.category for rule in book.rules}
    assert own & ({rule.category for rule in numbers.rules} - numeral) == set()
    assert own & numeral == set()
