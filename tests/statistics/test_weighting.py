"""TF-IDF: values by hand, and what scikit-learn computes."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.statistics.weighting import inverse_document_frequency, tf_idf


@pytest.mark.parametrize(
    ("count", "docs", "documents", "expected"),
    [
        (3, 1, 3, 3 * (log(2) + 1)),
        (3, 3, 3, 3.0),  # in every document
        (0, 1, 3, 0.0),
        (2, 0, 1, 2 * (log(2) + 1)),  # in no document of the reference
        (5, 0, 0, 5.0),
        (10**9, 10**12 - 1, 2 * 10**12 - 1, 10**9 * (log(2) + 1)),
    ],
)
def test_by_hand(count: int, docs: int, documents: int, expected: float) -> None:
    assert tf_idf(count, docs, documents) == pytest.approx(expected)


def test_counts_that_cannot_be() -> None:
    for docs, documents in ((4, 3), (-1, 3)):
        with pytest.raises(ValueError, match="impossible counts"):
            inverse_document_frequency(docs, documents)
    with pytest.raises(ValueError, match="impossible count: -1"):
        tf_idf(-1, 1, 3)


@given(st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=1, max_size=8))
def test_scikit_learn(rows: list[list[int]]) -> None:
    transformer = pytest.importorskip("sklearn.feature_extraction.text").TfidfTransformer(norm=None)
    table = np.array(rows)
    expected = transformer.fit_transform(table).toarray()
    docs = (table > 0).sum(axis=0)
    values = [
        [tf_idf(count, held, len(rows)) for count, held in zip(row, docs, strict=True)] for row in table
    ]
    assert np.allclose(values, expected, rtol=1e-9, atol=0)
    # The value in a group of documents is that of the counts together.
    whole = [tf_idf(count, held, len(rows)) for count, held in zip(table.sum(axis=0), docs, strict=True)]
    assert np.allclose(whole, expected.sum(axis=0), rtol=1e-9, atol=0)
