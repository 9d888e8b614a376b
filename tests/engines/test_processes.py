"""Chunks through several processes: order, faults, deaths."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice

import pytest

from qnmine.engines import chunks
from qnmine.engines.chunks import chunks_of
from qnmine.engines.processes import Processes
from qnmine.engines.work import Work, do_chunk
from qnmine.errors import QnmineError
from qnmine.text.document import Document
from tests.engines.works import Ends, Lengths, Measure

DOCUMENTS = [Document(str(number), "a" * (number % 300)) for number in range(400)]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK_CHARACTERS", 4000)
    monkeypatch.setattr(chunks, "FIRST_CHARACTERS", 500)


def run(measure: Measure, jobs: int = 2) -> tuple[list[tuple[str, list[int], object]], list[str], list[str]]:
    """Return what was collected, the failures and the warnings."""
    told: list[str] = []
    total, failures = Lengths(), []
    engine = Processes(jobs, told.append)
    for _, part in engine.map(Work(measure, Lengths), chunks_of(DOCUMENTS, lambda one: int(one.id) % 7)):
        total.merge(part.kept)
        failures += [str(failure) for failure in part.failures.values()]
    return total.items, failures, told


def expected(left_out: set[str]) -> list[tuple[str, list[int], object]]:
    return [(one.id, [len(one.text)], int(one.id) % 7) for one in DOCUMENTS if one.id not in left_out]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_parts_come_in_order_whoever_made_them(jobs: int) -> None:
    items, failures, told = run(Measure(), jobs)
    assert items == expected(set())
    assert (failures, told) == ([], [])


def test_a_fault_takes_only_its_own_document() -> None:
    items, failures, told = run(Measure(failing={"5", "300"}))
    assert items == expected({"5", "300"})
    assert [failure.split(":")[0] for failure in failures] == ["5", "300"]
    assert told == []


def test_a_document_that_ends_its_process_twice_fails_and_the_others_go_on() -> None:
    items, failures, told = run(Measure(killing={"77", "78", "301"}))
    assert items == expected({"77", "78", "301"})
    assert [failure.split(":")[0] for failure in failures] == ["77", "78", "301"]
    assert all("ended its process twice" in failure for failure in failures)
    assert len(told) == 2  # 77 and 78 are in one chunk
    assert all("killed by SIGKILL" in line and "tried again" in line for line in told)


def test_what_makes_all_work_senseless_ends_the_run() -> None:
    with pytest.raises(QnmineError, match="there is no model"):
        run(Measure(stopping={"200"}))


def test_processes_that_cannot_begin_end_the_run() -> None:
    work = Work(Ends(os.getpid()), Lengths)
    with pytest.raises(QnmineError, match="end before they begin"):
        list(Processes(2, lambda _: None).map(work, chunks_of(DOCUMENTS)))


def test_notes_come_back() -> None:
    measure = Measure()
    notes = [part.notes for _, part in Processes(2, print).map(Work(measure, Lengths), chunks_of(DOCUMENTS))]
    assert sum(notes) == len(DOCUMENTS)
    assert measure.seen == 0


def test_only_a_few_chunks_are_read_ahead() -> None:
    read = 0

    def documents() -> list[Document]:
        return DOCUMENTS

    def counted() -> object:
        nonlocal read
        for one in documents():
            read += 1
            yield one

    parts = Processes(2, print).map(Work(Measure(), Lengths), chunks_of(counted()))  # type: ignore[arg-type]
    next(parts)
    parts.close()
    assert read < len(DOCUMENTS)


def test_no_process_is_left_when_a_run_is_given_up() -> None:
    parts = Processes(2, print).map(Work(Measure(), Lengths), chunks_of(DOCUMENTS))
    assert len(list(islice(parts, 2))) == 2
    parts.close()
    if sys.platform == "linux":
        listed = subprocess.run(
            ["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True, check=False
        )
        assert "qnmine.engines.worker" not in listed.stdout


def test_chunks_depend_on_the_documents_alone() -> None:
    first, second = (
        [[one.id for one in chunk.documents] for chunk in chunks_of(iter(DOCUMENTS))] for _ in range(2)
    )
    assert first == second
    assert [one for chunk in first for one in chunk] == [one.id for one in DOCUMENTS]
    sizes = [sum(len(DOCUMENTS[int(one)].text) for one in chunk) for chunk in first]
    assert max(sizes) <= 4000
    assert sizes[0] <= 500 < sizes[1] <= 1000


def test_a_chunk_done_document_by_document_is_the_same() -> None:
    chunk = next(chunks_of(DOCUMENTS))
    work = Work(Measure(failing={"3"}), Lengths)
    told: list[tuple[int, int]] = []
    careful = do_chunk(work, chunk, careful=True, on_batch=lambda first, count: told.append((first, count)))
    at_once = do_chunk(work, chunk)
    assert careful.kept.items == at_once.kept.items
    assert list(careful.failures) == list(at_once.failures) == [3]
    assert told == [(place, 1) for place in range(len(chunk.documents))]
