"""Parts that are kept in a folder: what is done again, what is not, what is refused."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from qnmine.engines import chunks
from qnmine.engines.chunks import chunks_of
from qnmine.engines.processes import Processes
from qnmine.engines.resumed import Resumed
from qnmine.engines.work import Work
from qnmine.errors import QnmineError
from qnmine.text.document import Document
from tests.engines.works import Lengths, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from qnmine.engines.choice import Engine

DOCUMENTS = [Document(str(number), "a" * (number % 300), {"year": number}) for number in range(100)]
EXPECTED = [(one.id, [len(one.text)], len(one.id)) for one in DOCUMENTS]


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.engines.packing.STORED", {"qnmine.engines.work:Part", *ALLOWED})
    monkeypatch.setattr(chunks, "CHUNK_CHARACTERS", 2000)
    monkeypatch.setattr(chunks, "FIRST_CHARACTERS", 500)


ALLOWED = {"tests.engines.works:Lengths", "qnmine.errors:DocumentError"}


class Noting(Measure):
    """Remembers what it has measured."""

    def __init__(self) -> None:
        super().__init__()
        self.measured: list[str] = []

    def __call__(self, documents: Sequence[Document]) -> list[list[int]]:
        self.measured += [document.id for document in documents]
        return super().__call__(documents)


def run(
    folder: Path,
    measure: Measure,
    documents: Sequence[Document] = DOCUMENTS,
    *,
    engine: Engine | None = None,
    only: int | None = None,
    tell: Callable[[str], object] = lambda _: None,
) -> list[tuple[str, list[int], object]]:
    """Return what was collected; `only` so many chunks are asked for."""
    total = Lengths()
    parts = Resumed(engine, folder, tell).map(
        Work(measure, Lengths), chunks_of(documents, lambda one: len(one.id))
    )
    for _, part in islice(parts, only):
        total.merge(part.kept)
    parts.close()
    return total.items


def number_of_parts(folder: Path) -> int:
    return len(list(folder.glob("pass-1/*/*.part")))


@pytest.mark.parametrize("engine", [None, Processes(2, print)], ids=["here", "processes"])
def test_what_is_done_is_not_done_again(tmp_path: Path, engine: Engine | None) -> None:
    told: list[str] = []
    run(tmp_path, Measure(), engine=engine, only=3, tell=told.append)
    assert (number_of_parts(tmp_path), told) == (3, [])
    second = Noting()
    assert run(tmp_path, second, tell=told.append) == EXPECTED
    assert second.measured == [one.id for one in DOCUMENTS][-len(second.measured) :]
    assert 0 < len(second.measured) < len(DOCUMENTS)
    third = Noting()
    assert run(tmp_path, third, tell=told.append) == EXPECTED
    assert third.measured == []
    assert [line.rpartition(":")[2] for line in told] == [
        " 3 parts are done already",
        f" {number_of_parts(tmp_path)} parts are done already",
    ]


def test_failures_are_remembered(tmp_path: Path) -> None:
    expected = [item for item in EXPECTED if item[0] != "5"]
    assert run(tmp_path, Measure(failing={"5"})) == expected
    assert run(tmp_path, Measure()) == expected


@pytest.mark.parametrize("damage", [bytes.lower, lambda data: data[:-1], None])
def test_a_part_that_is_lost_or_damaged_is_made_again(
    tmp_path: Path, damage: Callable[[bytes], bytes] | None
) -> None:
    run(tmp_path, Measure())
    parts = sorted(tmp_path.glob("pass-1/*/*.part"))
    before = parts[2].read_bytes()
    if damage is None:
        parts[2].unlink()
    else:
        parts[2].write_bytes(damage(before))
    noting = Noting()
    assert run(tmp_path, noting) == EXPECTED
    assert 0 < len(noting.measured) < 50
    assert parts[2].read_bytes() == before


def test_a_part_that_was_being_written_does_not_count(tmp_path: Path) -> None:
    run(tmp_path, Measure(), only=2)
    (tmp_path / "pass-1" / "000000" / "000000002.part.tmp").write_bytes(b"QNPART1\nhalf")
    assert run(tmp_path, Measure()) == EXPECTED
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize(
    ("documents", "how"),
    [
        ([replace(DOCUMENTS[0], text="b"), *DOCUMENTS[1:]], "something in 0 … "),
        ([replace(DOCUMENTS[0], id="zero"), *DOCUMENTS[1:]], "something in zero … "),
        ([replace(DOCUMENTS[0], meta={"year": 1999}), *DOCUMENTS[1:]], "something in 0 … "),
        (DOCUMENTS[1:], "something in 1 … "),
        (DOCUMENTS[:20], "has changed|it ends sooner"),
        (DOCUMENTS[:0], "it ends sooner"),
        ([*DOCUMENTS, Document("more", "b")], "something in .* … more has changed"),
    ],
)
def test_other_documents_are_refused(tmp_path: Path, documents: Sequence[Document], how: str) -> None:
    run(tmp_path, Measure())
    with pytest.raises(QnmineError, match=f"the input is not what it was .*({how})"):
        run(tmp_path, Measure(), documents)
    assert run(tmp_path, Measure()) == EXPECTED, "what was there is still good"


def test_each_pass_has_its_own_parts(tmp_path: Path) -> None:
    for documents in (DOCUMENTS, DOCUMENTS[50:]), (DOCUMENTS, DOCUMENTS[50:]):
        engine = Resumed(None, tmp_path, lambda _: None)
        for some in documents:
            work = Work(Measure(), Lengths)
            ids = [item[0] for _, part in engine.map(work, chunks_of(some)) for item in part.kept.items]
            assert ids == [one.id for one in some]
    assert len(list(tmp_path.glob("pass-*"))) == 2


def test_a_disk_that_takes_no_more_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    run(tmp_path, Measure(), only=2)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(QnmineError, match=r"000000002\.part: cannot be written \(no space left on device\)"):
        run(tmp_path, Measure())
    monkeypatch.undo()
    assert number_of_parts(tmp_path) == 2
