"""Documents through an analyzer, in order, each fault pinned on its document."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from qnmine.engines import serial
from qnmine.errors import DocumentError, QnmineError
from qnmine.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def lengths(documents: Sequence[Document]) -> list[list[int]]:
    return [[len(document.text)] for document in documents]


def test_rows_come_in_document_order_across_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serial, "BATCH_CHARACTERS", 10)
    documents = [Document(str(number), "a" * number) for number in range(20)]
    failures: list[DocumentError] = []
    results = list(serial.map_documents(lengths, documents, failures.append))
    assert [(document.id, list(rows)) for document, rows in results] == [(str(n), [n]) for n in range(20)]
    assert failures == []


def test_batches_grow_up_to_so_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serial, "BATCH_CHARACTERS", 10)
    documents = [Document(str(number), "a" * 4) for number in range(10)]
    assert [len(batch) for batch in serial.batches(documents)] == [1, 2, 3, 3, 1]


def test_a_slow_source_is_not_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def source() -> Iterator[Document]:
        nonlocal now
        for number in range(9):
            now += 3.0 if number in (0, 3, 4) else 0.001
            yield Document(str(number), "a")

    monkeypatch.setattr(time, "monotonic", lambda: now)
    batches = [[document.id for document in batch] for batch in serial.batches(source())]
    assert batches == [["0"], ["1"], ["2", "3"], ["4"], ["5"], ["6", "7"], ["8"]]


def test_a_fault_takes_only_its_own_document() -> None:
    def analyze(documents: Sequence[Document]) -> list[list[int]]:
        if any(document.id == "2" for document in documents):
            raise ValueError("odd")
        return lengths(documents)

    failures: list[DocumentError] = []
    documents = [Document(str(number), "a") for number in range(4)]
    results = list(serial.map_documents(analyze, documents, failures.append))
    assert [document.id for document, _ in results] == ["0", "1", "3"]
    (failure,) = failures
    assert failure.name == "2"
    assert "ValueError: odd" in failure.reason


def test_what_is_not_the_document_s_fault_ends_the_run() -> None:
    def analyze(documents: Sequence[Document]) -> list[list[int]]:
        raise QnmineError("the model is missing")

    failures: list[DocumentError] = []
    with pytest.raises(QnmineError, match="the model is missing"):
        list(serial.map_documents(analyze, [Document("a", "x")], failures.append))
    assert failures == []


def test_an_error_of_the_source_is_not_taken_for_one_of_the_analysis() -> None:
    def source() -> Iterator[Document]:
        yield Document("a", "x")
        raise DocumentError("b", "is broken")

    failures: list[DocumentError] = []
    with pytest.raises(DocumentError, match="b: is broken"):
        list(serial.map_documents(lengths, source(), failures.append))
    assert failures == []
