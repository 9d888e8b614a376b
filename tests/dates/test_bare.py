"""Text without diacritics: no rule asks for a word with its marks, and what is read there is read alike."""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import qnmine
from qnmine.dates import Date, read_dates
from qnmine.expressions import Settings
from qnmine.text.document import Document
from tests.dates.test_corpus import CASES, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = sorted((Path(qnmine.__file__).parent / "dates").rglob("*.py"))
TOKENS = re.compile(r"\.(key|keys|form|forms|before|after)\b")
# Two words that are one without marks, and how the phrase is read then.
AMBIGUOUS = {
    "tháng sau": "tháng sáu",
    "[24h tới], mưa to": "24h tối",
}


def is_marked(node: ast.AST) -> bool:
    """Tell whether a string with Vietnamese letters stands in a part of the source."""
    return any(
        isinstance(each, ast.Constant)
        and isinstance(each.value, str)
        and any(not letter.isascii() and letter.isalpha() for letter in each.value)
        for each in ast.walk(node)
    )


def names_of(tree: ast.AST, *, marked: bool) -> set[str]:
    """Return the names bound to collections of marked words, or to what was taken from tokens."""
    return {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and (
            is_marked(node.value) and "Phrases" not in ast.unparse(node.value)
            if marked
            else TOKENS.search(ast.unparse(node.value))
        )
        for target in ast.walk(node.targets[0])
        if isinstance(target, ast.Name)
    }


def comparisons(source: str) -> Iterator[str]:
    """Yield the comparisons of keys or forms of tokens with marked words."""
    tree = ast.parse(source)
    words = names_of(tree, marked=True)
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.FunctionDef):
            continue
        keys = names_of(scope, marked=False)
        for node in ast.walk(scope):
            if not isinstance(node, ast.Compare):
                continue
            inside = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            has_words = is_marked(node) or bool(inside & words)
            if has_words and (TOKENS.search(ast.unparse(node)) or inside & keys):
                yield ast.unparse(node)


def test_the_check_finds_comparisons() -> None:
    source = """
WORDS = frozenset({"và"})
def one(at):
    keys = at.tokens.keys
    return at.before() != "ngày" or keys[0] in WORDS or at.modifier == "trước" or at.after() == "h"
"""
    assert list(comparisons(source)) == ["at.before() != 'ngày'", "keys[0] in WORDS"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_key_is_compared_with_a_marked_word(path: Path) -> None:
    assert list(comparisons(path.read_text(encoding="utf-8"))) == []


def without_marks(text: str) -> str:
    """Return a text of as many characters without diacritics."""
    return "".join(
        unicodedata.normalize("NFD", letter)[0] for letter in text.translate({0x111: "d", 0x110: "D"})
    )


def read(phrase: str, *, diacritics: bool) -> dict[tuple[int, int], Date]:
    found = read_dates(
        Document("phrase", phrase), reference=REFERENCE, vague=True, settings=Settings(diacritics=diacritics)
    )
    return {(date.start, date.end): date for date, _ in found}


def test_the_corpus_has_the_same_values_without_diacritics() -> None:
    differing, same = [], 0
    for _, case in CASES:
        span = case.start, case.end
        marked = read(case.phrase, diacritics=True)[span]
        bare = read(without_marks(case.phrase), diacritics=False).get(span)
        if bare is None:
            continue  # missed, which is no wrong value
        values = [(date.kind, date.value, date.begins, date.ends) for date in (marked, bare)]
        same += values[0] == values[1]
        if values[0] != values[1]:
            differing.append(case.phrase)
    assert set(differing) <= {phrase.replace("[", "").replace("]", "") for phrase in AMBIGUOUS}
    assert same >= 0.95 * len(CASES)


def test_words_that_are_others_with_their_marks() -> None:
    assert [date.value for date in read("Bay gio la 5 gio", diacritics=False).values()][-1] == "T05:00"
    assert [date.value for date in read("sau mot thang", diacritics=False).values()] == ["P1M"]
    assert "T07:00" not in {date.value for date in read("bay gio", diacritics=False).values()}
