"""`--jobs` as a person meets it: processes that die, runs that are given up, readers that go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.main import run
from qnmine.engines import chunks
from tests import ROOT
from tests.contract.harness import environment, heed_signals, qnmine

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes under /proc")

COMMAND = (sys.executable, "-m", "qnmine", "entities", "--mentions", "--csv", "--jobs", "2")


def workers(parent: int) -> Iterator[int]:
    """Yield the processes that work for another one."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (
                (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            )
            line = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[1]) == parent and fields[0] != "Z" and b"qnmine.engines.worker" in line:
            yield int(folder.name)


def wait_for_workers(parent: int, count: int) -> list[int]:
    """Return the processes that work for another one as soon as there are so many."""
    for _ in range(600):
        found = list(workers(parent))
        if len(found) >= count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"no {count} processes in 30 seconds")


def is_there(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def test_a_process_that_is_killed_costs_nothing(news: Path, tmp_path: Path) -> None:
    # Long enough that both processes have work when the second is killed, however fast the machine.
    long = tmp_path / "news.jsonl"
    lines = news.read_text(encoding="utf-8")
    long.write_text("".join(lines.replace('"id": "', f'"id": "{copy}-') for copy in range(4)), "utf-8")
    whole = qnmine(*COMMAND[3:6], long)
    result = tmp_path / "result.csv"
    command = [*COMMAND, str(long), "-o", str(result)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment(), cwd=ROOT) as process:
        first, second = wait_for_workers(process.pid, 2)
        os.kill(first, signal.SIGKILL)
        time.sleep(1.0)
        os.kill(second, signal.SIGKILL)
        _, told = process.communicate()
    assert process.returncode == 0, told.decode()
    assert result.read_bytes() == whole.out
    *warnings, end = told.decode().splitlines()
    assert len(warnings) == 2, told.decode()
    assert all("ended" in line and "(killed by SIGKILL); it is tried again" in line for line in warnings)
    assert end.startswith("qnmine: 1000 documents, 0 failed, ")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_given_up_leaves_nothing(news: Path, tmp_path: Path, number: signal.Signals) -> None:
    result = tmp_path / "result.csv"
    result.write_text("as it was", encoding="utf-8")
    command = [*COMMAND, str(news), "-o", str(result)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env=environment(), cwd=ROOT, preexec_fn=heed_signals
    ) as process:
        found = wait_for_workers(process.pid, 2)
        process.send_signal(number)
        _, told = process.communicate(timeout=20)
    assert (process.returncode, told.decode()) == (130, "qnmine: error: interrupted\n")
    assert not any(map(is_there, found))
    assert [path.name for path in tmp_path.iterdir()] == ["result.csv"]
    assert result.read_text(encoding="utf-8") == "as it was"


def test_a_reader_that_goes_ends_the_run(news: Path) -> None:
    command = [*COMMAND, str(news)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        found = wait_for_workers(process.pid, 1)
        assert process.stdout.readline() == b"doc,sentence,start,end,text,type,name\n"
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait(timeout=60) == 0
    assert told == b""
    assert not any(map(is_there, found))


def test_a_killed_run_takes_its_processes_with_it(news: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, str(news)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(), cwd=ROOT
    ) as process:
        found = wait_for_workers(process.pid, 2)
        process.kill()
    for _ in range(600):
        if not any(map(is_there, found)):
            return
        time.sleep(0.05)
    raise AssertionError("a process works on for nobody")


def test_what_nohup_keeps_away_stays_away(news: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, str(news)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    ) as process:
        wait_for_workers(process.pid, 2)
        process.send_signal(signal.SIGHUP)
        _, told = process.communicate()
    assert process.returncode == 0, told.decode()


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5", "1001"])
def test_a_number_of_processes_that_is_none(jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sentences", "--text", "Một.", "--jobs", jobs]) == 2
    assert f"'{jobs}' is no number of processes; give one from 1 to 1000, or auto" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "Một. Hai."])
def test_little_needs_no_process(text: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["sentences", "--text", text, "--csv", "--quiet"]) == 0
    alone = capfd.readouterr()
    assert run(["sentences", "--text", text, "--csv", "--quiet", "-j", "auto"]) == 0
    assert capfd.readouterr() == alone


@pytest.mark.parametrize(
    "options",
    [("--limit", "0"), ("--limit", "1"), ("--sample", "0"), ("--sample", "5"), ("--sort", "-text"), ()],
)
def test_a_choice_of_rows_is_the_same(
    options: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(chunks, "FIRST_CHARACTERS", 2000)
    monkeypatch.setattr(chunks, "CHUNK_CHARACTERS", 2000)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\xff")
    seeds = sorted(map(str, (ROOT / "seeds").glob("*.txt")), reverse=True)
    asked = ["numbers", *seeds[:2], str(bad), *seeds[2:], "--csv", *options]
    code = run(asked)
    alone = capfd.readouterr()
    assert alone.out.count("\n") == {"0": 1, "1": 2, "5": 6}.get((*options, "", "")[1], 73)
    for way in (("--jobs", "2"), ("--resume", str(tmp_path / "parts"))):
        assert run([*asked, *way]) == code
        assert capfd.readouterr() == alone
    assert code == (0 if "--limit" in options else 3), "what was not reached is not told"


def test_a_text_format_has_no_rows_to_choose_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tokenize", "--text", "Một.", "--format", "text", "--limit", "0"]) == 2
    assert "--limit does not go with --format text" in capsys.readouterr().err
