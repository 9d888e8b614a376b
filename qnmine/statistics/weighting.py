"""The weight of a term in a text, by how few texts have it: pure functions on counts."""

from __future__ import annotations

from math import log
from operator import index


def inverse_document_frequency(docs: int, documents: int) -> float:
    """Return ln((1 + documents) / (1 + docs)) + 1 for a term in `docs` of all `documents`.

    Spärck Jones (1972), in the smoothed form of scikit-learn (`smooth_idf=True`): as if one more document had
    every term, so that no count makes a division by 0. It is 1 for a term in every document, and never less.
    More documents with the term than there are is a ValueError.
    """
    docs, documents = index(docs), index(documents)
    if not 0 <= docs <= documents:
        raise ValueError(f"impossible counts: {docs} of {documents} documents")
    return log((1 + documents) / (1 + docs)) + 1


def tf_idf(count: int, docs: int, documents: int) -> float:
    """Return `count` x `inverse_document_frequency(docs, documents)`; 0 for a count of 0.

    `count` are the occurrences in one document, unscaled, which is scikit-learn's value without a norm
    (`norm=None, sublinear_tf=False`). As it is linear, the count in a group of documents, or in all, gives
    the sum of the values in its documents. A negative count is a ValueError.
    """
    count = index(count)
    if count < 0:
        raise ValueError(f"impossible count: {count}")
    return count * inverse_document_frequency(docs, documents)
