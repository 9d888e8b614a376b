"""Every command when something fails under it: disks, pipes, permissions, interrupts, another run."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import ROOT, SEEDS
from tests.contract.harness import CORPUS_COMMANDS, environment, fresh, heed_signals, qnmine

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="faults as POSIX has them")

TEXT = "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024, trao 2 tỷ đồng.\n"
ANNOTATED = ROOT / "examples" / "annotated.jsonl"
YEARS = " ".join(f"Năm {year} có lũ." for year in range(1900, 2000))

# Commands that write what is no table of a corpus as well, and the name of what they write.
WRITERS: dict[str, tuple[tuple[str | Path, ...], str]] = {
    **{
        name: ((*(word for word in words if word != "--csv"), SEEDS), "out.csv")
        for name, words in CORPUS_COMMANDS.items()
    },
    "timeline": (("dates", "--timeline", "--text", YEARS), "out.csv"),
    "corpus": (("corpus", SEEDS, ROOT / "examples"), "out.csv"),
    "json lines": (("entities", "--mentions", SEEDS), "out.jsonl"),
    "parquet": (("tokenize", SEEDS), "out.parquet"),
    "sheet": (("tokenize", SEEDS), "out.xlsx"),
    "text": (("tokenize", SEEDS), "out.txt"),
    "CoNLL-U": (("tokenize", SEEDS), "out.conllu"),
    "graph": (("network", SEEDS), "out.graphml"),
    "two processes": (("tokenize", SEEDS, "--jobs", "2"), "out.csv"),
    "compare": (("compare", SEEDS, "--with", ROOT / "examples" / "cluster.md"), "out.csv"),
    "show": (("show", SEEDS), "out.html"),
    "report": (("report", SEEDS), "out.html"),
    "train": (("train", ROOT / "tests" / "entities" / "seeds_gold.jsonl"), "out.model"),
}


def leftovers(folder: Path, *names: str) -> list[str]:
    """Return what lies in a folder besides these names."""
    return sorted(path.name for path in folder.iterdir() if path.name not in names)


@pytest.mark.parametrize("case", WRITERS)
def test_a_full_disk_is_told_in_one_line_and_spares_the_old_file(case: str, tmp_path: Path) -> None:
    words, name = WRITERS[case]
    (tmp_path / "tmp").mkdir()
    out = tmp_path / name
    out.write_text("old", encoding="utf-8")
    result = qnmine(*words, "-o", out, "-q", env={"TMPDIR": str(tmp_path / "tmp")}, faults={"file_size": 500})
    assert result.code == 1, result.err
    (line,) = result.err.splitlines()
    assert line.startswith("qnmine: error: ")
    assert "file too large" in line
    assert out.read_text(encoding="utf-8") == "old"
    assert leftovers(tmp_path, name) == ["tmp"]
    assert leftovers(tmp_path / "tmp") == []


@pytest.mark.parametrize("case", [*CORPUS_COMMANDS, "two processes", "show"])
def test_a_full_device_under_standard_output_is_told(case: str) -> None:
    words, _ = WRITERS[case]
    result = qnmine(*words, "-q", faults={"stdout": "/dev/full"})
    assert result.code == 1, result.err
    assert result.err == "qnmine: error: standard output: cannot be written (no space left on device)\n"


@pytest.mark.parametrize("case", ["tokenize", "keywords", "show"])
def test_at_the_end_of_the_interpreter_nothing_is_said_either(case: str) -> None:
    words, _ = WRITERS[case]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "qnmine", *map(str, words), "-q"],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "qnmine: error: standard output: cannot be written (no space left on device)"
    ]


@contextmanager
def begun(
    *words: str | Path, out: Path, folder: Path | None = None, env: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command whose input does not end, until its temporary file is there."""
    process = subprocess.Popen(
        [sys.executable, "-m", "qnmine", *map(str, words), "-o", str(out), "-q"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**environment(), **(env or {})},
        preexec_fn=heed_signals,
        start_new_session=True,
    )
    assert process.stdin is not None
    feeder = threading.Thread(target=_feed, args=(process,), daemon=True)
    feeder.start()
    try:
        until = time.monotonic() + 60
        while not list((folder or out.parent).glob(".qnmine-*.tmp")):
            assert process.poll() is None, process.stderr and process.stderr.read()
            assert time.monotonic() < until
            time.sleep(0.01)
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)
        feeder.join(60)
        with suppress(BrokenPipeError):
            process.stdin.close()
        if process.stderr is not None:
            process.stderr.close()


def _feed(process: subprocess.Popen[bytes]) -> None:
    """Write lines to a process, enough for many rows, and leave its input open."""
    assert process.stdin is not None
    with suppress(BrokenPipeError, ValueError):
        process.stdin.write(TEXT.encode() * 5000)
        process.stdin.flush()


def is_gone(group: int) -> bool:
    """Tell whether no process of a group is left, soon."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return True
        time.sleep(0.02)
    return False


INTERRUPTED = (
    ("tokenize", ("tokenize", "--from", "lines"), "out.csv"),
    ("two processes", ("numbers", "--from", "lines", "--jobs", "2"), "out.csv"),
    ("sheet", ("sentences", "--from", "lines"), "out.xlsx"),
    ("table of counts", ("keywords", "--from", "lines"), "out.csv"),
    ("page", ("report", "--from", "lines"), "out.html"),
)


@pytest.mark.parametrize("seed", range(len(INTERRUPTED) * 2))
def test_an_interrupt_at_any_moment_leaves_all_as_it_was(seed: int, tmp_path: Path) -> None:
    _, words, name = INTERRUPTED[seed % len(INTERRUPTED)]
    number = (signal.SIGINT, signal.SIGTERM)[seed // len(INTERRUPTED)]
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    out = tmp_path / name
    out.write_text("old", encoding="utf-8")
    with begun(*words, out=out, env={"TMPDIR": str(temporary)}) as process:
        time.sleep(random.Random(seed).uniform(0, 0.3))
        process.send_signal(number)
        assert process.wait(60) == 130
        assert process.stderr is not None
        assert process.stderr.read().decode().splitlines() == ["qnmine: error: interrupted"]
        assert is_gone(process.pid)
    assert out.read_text(encoding="utf-8") == "old"
    assert leftovers(tmp_path, name) == ["tmp"]
    assert leftovers(temporary) == []


def test_a_folder_that_goes_away_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    with begun("sentences", "--from", "lines", out=folder / "out.csv") as process:
        shutil.rmtree(folder)
        assert process.stdin is not None
        with suppress(BrokenPipeError):
            process.stdin.close()
        assert process.wait(60) == 1
        assert process.stderr is not None
        (line,) = process.stderr.read().decode().splitlines()
    assert f"{folder / 'out.csv'}: could not be written" in line
    assert "the result is lost" in line


@pytest.mark.skipif(sys.platform != "linux", reason="permissions that bind root are those of Linux")
@pytest.mark.parametrize("case", WRITERS)
def test_a_folder_without_permission_is_refused_first(case: str, tmp_path: Path) -> None:
    words, name = WRITERS[case]
    source = tmp_path / "a.jsonl"
    shutil.copy(ROOT / "tests" / "entities" / "seeds_gold.jsonl", source)
    words = tuple(source if isinstance(word, Path) else word for word in words)
    tmp_path.chmod(0o555)
    result = qnmine(*words, "-o", tmp_path / name, "-q", cwd=tmp_path, faults={"bound": True})
    tmp_path.chmod(0o755)
    assert result.code == 2, result.err
    (line,) = result.err.splitlines()
    assert "nothing can be written in the folder" in line
    assert "permission denied" in line
    assert leftovers(tmp_path, "a.jsonl") == []


@pytest.mark.parametrize("case", WRITERS)
def test_a_folder_is_no_file_to_write(case: str, tmp_path: Path) -> None:
    words, name = WRITERS[case]
    (tmp_path / name).mkdir()
    result = qnmine(*words, "-o", tmp_path / name)
    assert result.code == 2
    (line,) = result.err.splitlines()
    assert "is a folder; name a file in it" in line
    assert leftovers(tmp_path, name) == leftovers(tmp_path / name) == []


def test_of_two_runs_that_write_one_file_one_result_is_whole(tmp_path: Path) -> None:
    sources, expected = [], set()
    for name in "ab":
        source = tmp_path / f"{name}.txt"
        source.write_text(TEXT.replace("Hạ Long", f"Hạ Long {name}") * 2000, encoding="utf-8")
        sources.append(source)
        expected.add(qnmine("sentences", source, "--csv", "-q").out)
    out = tmp_path / "out.csv"
    runs = [
        threading.Thread(target=fresh, args=("sentences", source, "-o", out, "-q"))
        for source in sources
        for _ in range(2)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert out.read_bytes() in expected
    assert leftovers(tmp_path, "a.txt", "b.txt", "out.csv") == []
