"""Entries of a document-term matrix, and the text of a Matrix Market file."""

from __future__ import annotations

import tempfile
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qnmine.output.matrix_market import matrix_market
from qnmine.statistics.matrix import DocumentTerms

if TYPE_CHECKING:
    from pathlib import Path

TERMS = (-(2**63), -7, 0, 3, 2**63 - 1)

counted = st.dictionaries(st.sampled_from(TERMS), st.integers(1, 2**31 - 1))
batches = st.lists(st.lists(counted, max_size=4), max_size=5)


@given(batches, st.permutations(TERMS), st.integers(0, 5), st.sampled_from([1, 3, 1000]))
def test_entries_are_those_that_were_added(
    corpus: list[list[dict[int, int]]], terms: list[int], wanted: int, memory_entries: int
) -> None:
    terms = terms[:wanted]
    with DocumentTerms(memory_entries=memory_entries) as counts:
        for batch in corpus:
            found = [
                (document, term, count)
                for term in TERMS  # not by document
                for document, one in enumerate(batch)
                for count in [one.get(term)]
                if count
            ]
            columns = np.array(found, np.int64).reshape(-1, 3).T
            counts.add(len(batch), *columns)
        entries = [
            entry
            for block in counts.entries(np.array(terms, np.int64))
            for entry in zip(*(numbers.tolist() for numbers in block), strict=True)
        ]
    documents = [one for batch in corpus for one in batch]
    assert counts.documents == len(documents)
    assert entries == [
        (row, column, one[term])
        for row, one in enumerate(documents)
        for column, term in enumerate(terms)
        if term in one
    ]


def test_the_temporary_file_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ones = np.ones(2, np.int64)
    with DocumentTerms(memory_entries=1) as counts:
        counts.add(2, ones, np.arange(2), ones)
        assert len(list(tmp_path.iterdir())) == 1
    assert not list(tmp_path.iterdir())


def test_the_text_of_a_matrix() -> None:
    blocks = [([0, 2], [1, 0], [5, 1]), ([], [], []), ([3], [1], [7])]
    text = "".join(matrix_market(4, 2, 3, blocks, comment="made by hand"))
    assert text == (
        "%%MatrixMarket matrix coordinate integer general\n% made by hand\n4 2 3\n1 2 5\n3 1 1\n4 2 7\n"
    )
    io = pytest.importorskip("scipy.io")
    assert io.mmread(BytesIO(text.encode())).toarray().tolist() == [[0, 5], [0, 0], [1, 0], [0, 7]]


@pytest.mark.parametrize("size", [(0, 0), (2, 0), (3, 4)])
def test_a_matrix_of_nothing(size: tuple[int, int]) -> None:
    io = pytest.importorskip("scipy.io")
    text = "".join(matrix_market(*size, 0, []))
    assert io.mmread(BytesIO(text.encode())).shape == size
