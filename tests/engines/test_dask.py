"""Chunks through a real scheduler and its workers: the same bytes, faults, deaths, what cannot be used."""

from __future__ import annotations

import itertools
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

import qnmine
from qnmine.cli.main import run
from qnmine.engines import chunks
from qnmine.engines import dask as engine
from qnmine.engines.chunks import chunks_of
from qnmine.engines.dask_worker import Job, Setting, do_task, setting
from qnmine.engines.work import Chunk, Work
from qnmine.errors import QnmineError, UsageError
from qnmine.text.document import Document
from tests import ROOT
from tests.engines.clusters import cluster
from tests.engines.works import LOADED, Lengths, Loaded, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qnmine.engines.work import Part
    from tests.engines.clusters import Cluster

pytest.importorskip("distributed", reason='needs the extra: pip install "qnmine[dask]"')
# What Dask's client leaves to the garbage collector is its own affair.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

COMMANDS = (
    ("entities", "--mentions"),
    ("entities", "--by", "doc"),
    ("numbers", "--sort", "-value"),
    ("keywords", "--ngrams", "1-2"),
    ("tokenize", "--words", "mine.txt", "--jsonl"),
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as made:
        yield made


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a corpus of several chunks and a list of words; it is not that of the workers."""
    articles = [one.text for one in qnmine.read(ROOT / "seeds")]
    with (tmp_path / "texts.jsonl").open("w", encoding="utf-8") as lines:
        for number, text in zip(range(10), itertools.cycle(articles), strict=False):
            print(json.dumps({"id": f"n{number}", "text": text}, ensure_ascii=False), file=lines)
    (tmp_path / "mine.txt").write_text("Hội Nhà báo\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(chunks, "CHUNK_CHARACTERS", 20_000)
    monkeypatch.setattr(chunks, "FIRST_CHARACTERS", 8_000)
    return tmp_path


def test_the_same_bytes_as_in_one_process(two: Cluster, texts: Path) -> None:
    for number, command in enumerate(COMMANDS):
        here, there = texts / f"here-{number}.csv", texts / f"there-{number}.csv"
        alike = (*command, "texts.jsonl", "--quiet", "-o")
        assert run([*alike, str(here)]) == 0
        assert run([*alike, str(there), "--engine", "dask", "--scheduler-file", str(two.file)]) == 0
        assert there.read_bytes() == here.read_bytes(), command
        assert len(here.read_bytes().splitlines()) > 20, command


def test_a_worker_killed_in_the_middle_changes_nothing(two: Cluster, texts: Path) -> None:
    from distributed import Client

    corpus = texts / "long.jsonl"
    lines = (texts / "texts.jsonl").read_text(encoding="utf-8")
    corpus.write_text("".join(lines.replace('"id": "n', f'"id": "{turn}n') for turn in range(15)), "utf-8")
    command = ["entities", "--mentions", "long.jsonl", "--quiet", "-o"]
    assert run([*command, "here.csv"]) == 0
    program = [sys.executable, "-m", "qnmine", *command, "there.csv", "--scheduler-file", str(two.file)]
    with Client(scheduler_file=str(two.file), set_as_default=False) as client:
        client.wait_for_workers(2, timeout=30)
        ids = client.run(os.getpid)
        first: set[str] = set()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(program, cwd=texts, stderr=subprocess.PIPE, env=environment) as process:
            while process.poll() is None:
                tasks = {key: worker for worker, keys in client.processing().items() for key in keys}
                if first - set(tasks) and tasks:  # some are done, some are under way
                    break
                first |= set(tasks)
                time.sleep(0.02)
            busy = next(iter(tasks.values()))
            os.kill(ids[busy], signal.SIGKILL)
            _, told = process.communicate(timeout=60)
        assert (process.returncode, told) == (0, b"")
        assert busy not in client.nthreads()
    assert (texts / "there.csv").read_bytes() == (texts / "here.csv").read_bytes()


DOCUMENTS = [Document(str(number), "a" * (number % 300)) for number in range(200)]


def mapped(address: str, measure: Measure, told: list[str]) -> tuple[list[Any], list[str]]:
    """Return what was collected in a run and its failures."""
    total, failures = Lengths(), []
    spread = engine.Dask(address, told.append)
    for _, part in spread.map(Work(measure, Lengths), chunks_of(DOCUMENTS, lambda one: int(one.id) % 7)):
        total.merge(part.kept)
        failures += [str(failure) for failure in part.failures.values()]
    return total.items, failures


def expected(left_out: set[str]) -> list[Any]:
    return [(one.id, [len(one.text)], int(one.id) % 7) for one in DOCUMENTS if one.id not in left_out]


def test_documents_that_fail_or_end_their_worker_are_told_and_the_others_go_on(
    two: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_CHARACTERS", 8000)
    monkeypatch.setattr(chunks, "FIRST_CHARACTERS", 2000)
    told: list[str] = []
    address = engine.address_in(str(two.file))
    items, failures = mapped(address, Measure(failing={"30", "150"}, killing={"28"}), told)
    assert items == expected({"28", "30", "150"})
    assert [failure.split(";")[0] for failure in failures] == [
        "28: ended its process twice",
        "30: could not be analysed (ValueError: odd)",
        "150: could not be analysed (ValueError: odd)",
    ]
    assert any("tried again" in line for line in told)
    with pytest.raises(QnmineError, match="there is no model"):
        mapped(address, Measure(stopping={"190"}), told)


def test_a_run_waits_for_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE_SECONDS", 0.2)
    with cluster(tmp_path, 0) as made:
        told: list[str] = []
        spread = engine.Dask(engine.address_in(str(made.file)), told.append)
        parts = spread.map(Work(Measure(), Lengths), chunks_of(DOCUMENTS[:50]))

        def start_when_told() -> None:
            while not told:
                time.sleep(0.02)
            made.start_worker()

        starter = threading.Thread(target=start_when_told)
        starter.start()
        assert [count for _, part in parts for count in [len(part.kept.items)]] == [50]
        starter.join()
    assert [line.split(";")[1] for line in told] == [" waiting for them"]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("tcp://127.0.0.1:1", "the scheduler at tcp://127.0.0.1:1 does not answer"),
        ("127.0.0.1", "no address of a scheduler; it is like tcp://host:8786"),
        ("ftp://127.0.0.1:8786", "no address of a scheduler"),
    ],
)
def test_a_scheduler_that_is_not_there(
    address: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(engine, "CONNECT_SECONDS", 0.3)
    result = tmp_path / "result.csv"
    assert run(["numbers", "--text", "5 km", "-o", str(result), "--scheduler", address]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
    assert not result.exists()


HERE = Setting("1.0", "3.11", "aa", {"mine.model": "bb"})


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (HERE, ""),
        (HERE._replace(qnmine="1.1"), "it has qnmine 1.1, and this is qnmine 1.0"),
        (HERE._replace(python="3.13"), "it has Python 3.13, and this is Python 3.11"),
        (HERE._replace(models="ab"), "its qnmine has other models than this one"),
        (HERE._replace(files={"mine.model": "cc"}), "its file mine.model is another one than here"),
        (HERE._replace(files={"mine.model": None}), ""),  # the work tells, if it needs it
    ],
)
def test_another_setting_is_told(other: Setting, why: str) -> None:
    assert HERE.difference(other) == why


def test_the_files_of_a_setting_are_those_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("a", encoding="utf-8")
    one = setting(str(tmp_path), ("mine.txt", "absent.txt"))
    (tmp_path / "mine.txt").write_text("b", encoding="utf-8")
    other = setting(str(tmp_path), ("mine.txt", "absent.txt"))
    assert one.difference(other) == "its file mine.txt is another one than here"
    assert one.files["absent.txt"] is None


def task(name: str, digest: str, told: Setting | None = None) -> list[Any]:
    """Do a task as a worker does and return what was collected."""
    analyze = Loaded("any")
    analyze._name = name
    job = Job(pickle.dumps(Work(analyze, Lengths)), "/", told or setting("/"))
    data = do_task(
        pickle.dumps(tuple(job)), digest, pickle.dumps(Chunk(0, DOCUMENTS[:3], [0] * 3)), careful=False
    )
    part: Part[Lengths] = pickle.loads(data)
    return part.kept.items


def test_a_worker_loads_the_models_of_a_run_once_and_of_a_few_runs_only() -> None:
    LOADED.clear()
    for name in ("one", "one", "two", "one", "three", "one", "two"):
        assert [count for _, (count,), _ in task(name, f"digest of {name}")] == [0, 1, 2]
    assert LOADED == ["one", "two", "three", "two"]


def test_what_a_worker_cannot_load_is_told_with_the_place() -> None:
    with pytest.raises(QnmineError, match="on a worker: --model absent: cannot be read; it needs the files"):
        task("absent", "digest of absent")


def test_a_worker_that_differs_does_nothing() -> None:
    other = setting("/")._replace(models="other")
    with pytest.raises(QnmineError, match="a worker that joined late cannot be used: its qnmine has other"):
        task("one", "digest of another", other)


def test_workers_that_differ_are_refused_before_the_run(
    two: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qnmine, "__version__", "9.9")
    message = r"^the scheduler at tcp://.* it has qnmine .*, and this is qnmine 9\.9"
    with pytest.raises(UsageError, match=message):
        engine.Dask(engine.address_in(str(two.file)), print)
