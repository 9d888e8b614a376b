from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qnmine.words.underthesea import tables as tables_module
from qnmine.words.underthesea.cache import restore_tables, stored_tables
from qnmine.words.underthesea.crfsuite import CrfsuiteModel
from qnmine.words.underthesea.forms import PYTHON, RUST, Dialect, Forms
from qnmine.words.underthesea.scoring import Scorer
from qnmine.words.underthesea.tables import compile_tables
from qnmine.words.underthesea.templates import Template
from tests.words.underthesea.models import Functions, naive_scores, random_model

WORDS = ("a", "A", "b", "B b", "b a", "a b c", "1", "12", "BOS", "EOS", "", " ", "Â", "â")
DICTIONARY = frozenset(("a", "a b", "b a", "b", "a b a", "1 a", "b b b", "â â"))
TEMPLATES = (
    *("T[-2]", "T[0]", "T[3]", "T[-1,0]", "T[0,1]", "T[-2,0]", "T[0,2]", "T[-1].lower", "T[0].lower"),
    *("T[-1,0].lower", "T[1,2].lower", "T[-1,1].lower", "T[0].istitle", "T[1].istitle", "T[0,1].istitle"),
    *("T[-2,0].istitle", "T[0].isdigit", "T[-1].isdigit", "T[0,1].isdigit", "T[0].is_in_dict"),
    *("T[-1,0].is_in_dict", "T[0,2].is_in_dict", "T[-1][1]", "T[0,1][1]", "T[1]"),
)


def attributes(templates: list[Template]) -> list[str]:
    """All attributes that these templates can make of a few words, and some that they cannot."""
    names = []
    for template in templates:
        values = ["BOS", "EOS", "True", "False", " ".join("X" * template.size)]
        ngrams = map(" ".join, product(WORDS[:9], repeat=min(template.size, 2)))
        values += [ngram.lower() if template.function == "lower" else ngram for ngram in ngrams]
        names += [f"{template.text}={value}" for value in values]
    return list(dict.fromkeys([*names, "T[7]=a", "a"]))


SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=6)


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(TEMPLATES), min_size=1, max_size=12, unique=True),
    SENTENCES,
    st.integers(2, 4),
    st.sampled_from([RUST, PYTHON]),
    st.booleans(),
)
def test_scores_are_those_of_adding_up_attribute_by_attribute(
    texts: list[str], sentences: list[list[str]], labels: int, dialect: Dialect, stored: bool
) -> None:
    templates = [Template.parse(text) for text in texts]
    model = random_model(labels, attributes(templates), seed=len(texts))
    # Words with spaces are found in n-grams of the model, but the dictionary is one of tokens without.
    if any(template.function == "is_in_dict" for template in templates):
        sentences = [[word.replace(" ", "") for word in sentence] for sentence in sentences]
    tables = compile_tables(model, templates, DICTIONARY, constants={1: "X"})
    if stored:
        tables = restore_tables(*stored_tables(tables))
    forms = Forms(tables.vocabulary, dialect)
    scorer = Scorer(tables, forms)
    functions: Functions = {
        "": str,
        "lower": str.lower,
        "istitle": lambda text: str(dialect.is_title(text)),
        "isdigit": lambda text: str(dialect.is_digit(text)),
        "is_in_dict": lambda text: str(text.lower() in DICTIONARY),
    }
    expected = [naive_scores(model, words, templates, functions, {1: "X"}) for words in sentences]
    relative = np.concatenate(expected)[:, 1:] - np.concatenate(expected)[:, :1]
    for _ in range(2):  # once with new classes, once with known ones
        classes = np.array([forms.number(word) for words in sentences for word in words], np.int64)
        found = scorer.scores(classes, np.array(list(map(len, sentences)), np.int64))
        assert np.allclose(found, relative, rtol=0, atol=1e-9)
    for words, scores in zip(sentences, expected, strict=True):
        numbers = np.array(list(map(forms.number, words)), np.int64)
        assert np.array_equal(scorer.ordered_scores(numbers), scores), "equal to the last bit"


def test_a_column_that_there_is_not() -> None:
    model = random_model(2, ["T[0][2]=a"], seed=0)
    with pytest.raises(ValueError, match="columns"):
        compile_tables(model, [Template.parse("T[0][2]")], constants={1: "X"})


def test_more_strings_than_keys_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_module, "_KEY_BITS", 20)
    strings = [f"T[0,2]=a {number} b" for number in range(200)]
    model = CrfsuiteModel(("a", "b"), tuple(strings), np.ones((len(strings), 2)), np.zeros((2, 2)))
    with pytest.raises(ValueError, match="too many"):
        compile_tables(model, [Template.parse("T[0,2]")])
