"""`--resume`: a run that was killed goes on; another one is refused."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qnmine.cli import entity_rows
from qnmine.cli.main import run
from qnmine.engines import chunks
from tests import ROOT
from tests.contract.harness import environment, fresh, qnmine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.entity_rows import Found
    from qnmine.cli.options import EntityOptions
    from qnmine.entities import Mention

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
NAMES = tuple(path.name for path in SEEDS[:2])


@pytest.mark.parametrize(
    "arguments",
    [("sentences", "--keep", "section"), ("keywords", "--by", "section", "--jobs", "2")],
    ids=["rows", "counts"],
)
def test_a_run_that_is_killed_goes_on_and_ends_with_the_same_bytes(
    news: Path, tmp_path: Path, arguments: Sequence[str]
) -> None:
    whole = tmp_path / "whole.csv"
    begin = time.perf_counter()
    assert fresh(*arguments, news, "-o", whole).code == 0
    duration = time.perf_counter() - begin
    chance, result, parts = random.Random(7), tmp_path / "result.csv", tmp_path / "parts"
    command = [sys.executable, "-m", "qnmine", *arguments, str(news), "-o", str(result)]
    command += ["--resume", str(parts)]
    result.write_text("as it was", encoding="utf-8")
    killed = 0
    for moment in (0.4, 0.6, 0.8):  # of the time of a whole run
        with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment(), cwd=ROOT) as process:
            time.sleep(moment * duration * chance.uniform(0.5, 1.5))
            process.kill()
            _, told = process.communicate()
        killed += process.returncode == -9
        assert process.returncode in (-9, 0), told.decode()
        if process.returncode == -9:
            assert result.read_bytes() in (b"as it was", whole.read_bytes())
    assert killed, "the corpus is too small to be interrupted"
    done = qnmine(*command[3:])
    assert done.code == 0, done.err
    assert result.read_bytes() == whole.read_bytes()
    again = qnmine(*command[3:])
    assert (again.code, result.read_bytes()) == (0, whole.read_bytes())
    assert "parts are done already" in again.err


_DYING = """
import os, signal, sys
from pathlib import Path
from qnmine.cli.main import main
from qnmine.engines import chunks

chunks.CHUNK_CHARACTERS = chunks.FIRST_CHARACTERS = 3000
replace = Path.replace

def dying(self, target):
    if str(target).endswith(".part") and MOMENT == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    replace(self, target)
    if str(target).endswith(".part") and MOMENT == "after":
        os.kill(os.getpid(), signal.SIGKILL)

Path.replace = dying
main()
"""


def dying(moment: str, *arguments: str | Path) -> int:
    """Run the program in small chunks until it kills itself as it saves a part; return how it ended."""
    program = _DYING.replace("MOMENT", repr(moment))
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=environment(), cwd=ROOT, check=False).returncode


def test_a_run_that_is_killed_at_every_part_ends_all_the_same(tmp_path: Path) -> None:
    command = ("entities", "--by", "doc")
    asked: tuple[str | Path, ...]
    asked = (*command, ROOT / "seeds", "--csv", "--resume", tmp_path / "parts", "-o", tmp_path / "result.csv")
    asked = (*asked, "--errors", tmp_path / "errors.csv")
    for done in range(5):
        assert len(list((tmp_path / "parts").rglob("*.part"))) == done
        assert dying("before" if done == 2 else "after", *asked) == -9
        if done == 2:
            assert dying("after", *asked) == -9
        assert not (tmp_path / "result.csv").exists()
    assert dying("never", *asked) == 0
    assert (tmp_path / "result.csv").read_bytes() == qnmine(*command, ROOT / "seeds", "--csv").out
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the parts of `sentences` over two texts."""
    for path in SEEDS[:2]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert sentences("*.txt", "--resume", "parts") == 0
    return tmp_path / "parts"


def sentences(*arguments: str) -> int:
    return run(["sentences", "-o", "result.csv", *arguments])


@pytest.mark.parametrize(
    "arguments",
    [
        ("-j", "2"),
        ("--quiet",),
        ("--strict",),
        ("--errors", "errors.csv"),
        ("-o", "other.csv"),
        ("--color", "never"),
    ],
)
def test_what_does_not_change_the_result_may_change(
    begun: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert sentences("*.txt", "--resume", "parts", *arguments) == 0
    told = capsys.readouterr().err
    assert ("parts: 1 part is done already" in told) == ("--quiet" not in arguments)
    assert begun.is_dir()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("*.txt", "--limit", "3"), "--limit was not given when it was begun, and is 3 now"),
        (("*.txt", "-o", "result.jsonl"), "--format was csv when it was begun, and is jsonl now"),
        (("*.txt", "--encoding", "utf-16"), "--encoding was utf-8 when it was begun, and is utf-16 now"),
        (NAMES, f"PATHS was *.txt when it was begun, and is {','.join(NAMES)} now"),
    ],
)
@pytest.mark.usefixtures("begun")
def test_a_changed_request_is_refused(
    arguments: tuple[str, ...], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path("result.csv").read_bytes()
    capsys.readouterr()
    assert sentences(*arguments, "--resume", "parts") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"--resume parts: {reason}; name another folder with --resume" in line
    assert Path("result.csv").read_bytes() == before


def test_another_command_is_refused(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tokenize", "*.txt", "-o", "result.csv", "--resume", str(begun)]) == 2
    assert "it was begun by 'qnmine sentences'" in capsys.readouterr().err


def test_changed_input_is_refused(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = begun.with_name(SEEDS[0].name)
    text = first.read_text(encoding="utf-8")
    before = Path("result.csv").read_bytes()
    first.write_text(text + "Hết.", encoding="utf-8")
    assert sentences("*.txt", "--resume", "parts") == 2
    assert f"{first.name} has changed since it was begun" in capsys.readouterr().err
    first.write_text(text.replace("a", "o"), encoding="utf-8")  # of the same size
    assert sentences("*.txt", "--resume", "parts") == 1
    assert f"the input is not what it was when this was begun: something in {first.name} … " in (
        capsys.readouterr().err
    )
    begun.with_name("new.txt").write_text("Mới.", encoding="utf-8")
    assert sentences("*.txt", "--resume", "parts") == 2
    assert "new.txt was not there when it was begun" in capsys.readouterr().err
    assert Path("result.csv").read_bytes() == before


def test_changed_lists_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = tmp_path / "words.txt"
    words.write_text("kinh tế số\n", encoding="utf-8")
    asked = ["tokenize", str(SEEDS[0]), "--words", str(words), "--csv"]
    asked += ["-o", str(tmp_path / "a.csv"), "--resume", str(tmp_path / "parts")]
    assert run(asked) == 0
    words.write_text("kinh tế số\nxã hội số\n", encoding="utf-8")
    assert run(asked) == 2
    assert f"{words} has changed since it was begun" in capsys.readouterr().err


def test_the_folder_may_not_lie_in_what_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Một.", encoding="utf-8")
    assert run(["sentences", str(tmp_path), "--resume", str(tmp_path / "in" / "it")]) == 2
    assert "is read; name another folder" in capsys.readouterr().err


def test_saved_mentions_need_no_resume(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mentions = tmp_path / "mentions.csv"
    assert run(["entities", str(SEEDS[0]), "--mentions", "-o", str(mentions)]) == 0
    assert run(["entities", "--from-mentions", str(mentions), "--resume", str(tmp_path / "parts")]) == 2
    assert "--from-mentions reads what is saved already; leave out --resume" in capsys.readouterr().err


def test_failed_documents_are_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK_CHARACTERS", 3000)
    calls = []
    choose = entity_rows.choose_mentions

    def failing(mentions: Sequence[Mention], options: EntityOptions) -> Found:
        calls.append(1)
        if any(mention.doc == SEEDS[1].name for mention in mentions):
            raise ValueError("odd")
        return choose(mentions, options)

    monkeypatch.setattr("qnmine.cli.entity_readers.choose_mentions", failing)
    asked = ["entities", *map(str, SEEDS), "--csv", "--resume", str(tmp_path / "parts"), "-q"]
    results = []
    for number in (1, 2):
        files = [tmp_path / f"{name}{number}.csv" for name in ("result", "errors")]
        assert run([*asked, "-o", str(files[0]), "--errors", str(files[1])]) == 3
        results.append([path.read_text(encoding="utf-8") for path in files])
        if number == 1:
            count = len(calls)
    assert len(calls) == count, "nothing is analysed again"
    assert results[0] == results[1]
    assert results[0][1].startswith(f"name,reason,remedy\n{SEEDS[1].name},could not be analysed")


def test_standard_input_goes_on_too(tmp_path: Path) -> None:
    data = SEEDS[0].read_bytes()
    asked = ("sentences", "--csv", "--resume", tmp_path / "parts")
    first = qnmine(*asked, stdin=data)
    assert qnmine(*asked, stdin=data).out == first.out
    changed = qnmine(*asked, stdin=data + b" Th\xc3\xaam.")
    assert (changed.code, changed.out) == (1, first.out[: len(changed.out)])
    assert "the input is not what it was" in changed.err


def test_a_reference_corpus_has_parts_of_its_own(tmp_path: Path) -> None:
    asked = ("keywords", SEEDS[0], "--measure", "keyness", "--reference", SEEDS[1], "--csv")
    whole = qnmine(*asked)
    assert qnmine(*asked, "--resume", tmp_path / "parts").out == whole.out
    assert sorted(path.name for path in (tmp_path / "parts").glob("pass-*")) == ["pass-1", "pass-2"]
    again = qnmine(*asked, "--resume", tmp_path / "parts")
    assert (again.out, again.err.count("done already")) == (whole.out, 2)


def test_a_table_of_counts_may_be_shown_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["keywords", *map(str, SEEDS), "--resume", str(tmp_path / "parts")]
    assert run([*asked, "--csv", "-o", str(tmp_path / "a.csv")]) == 0
    assert run([*asked, "-o", str(tmp_path / "b.jsonl"), "--limit", "3", "--sort", "-docs"]) == 0
    assert "1 part is done already" in capsys.readouterr().err
    assert len((tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert run([*asked, "--min-count", "2"]) == 2
    assert "--min-count was 1 when it was begun, and is 2 now" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ("--columns", "nix"),
        ("-o", "nowhere/x.csv"),
        ("-o", "in.txt"),
        ("--engine", "dask"),
        ("--scheduler", "foo"),
    ],
)
def test_a_refused_request_does_not_take_the_folder(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QNMINE_SCHEDULER", raising=False)
    Path("in.txt").write_text("Có 3 người.", encoding="utf-8")
    assert run(["numbers", "in.txt", "--resume", "parts", *options]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["in.txt"]


@pytest.mark.parametrize("option", ["-o", "--errors", "--matrix"])
def test_results_do_not_go_into_the_folder(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["keywords", str(SEEDS[0]), "--resume", str(tmp_path / "parts")]
    assert run([*asked, option, str(tmp_path / "parts" / "manifest.json")]) == 2
    assert f"{option} " in (told := capsys.readouterr().err)
    assert "lies in the folder of --resume" in told
    assert not (tmp_path / "parts").exists()


@pytest.mark.parametrize("again", ["news", "news/", "./news", "news/."])
def test_a_folder_is_the_same_however_it_is_spelled(
    again: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    Path("news/a.txt").write_text("Có 3 người.", encoding="utf-8")
    assert run(["numbers", "news", "--resume", "parts", "-o", "x.csv"]) == 0
    assert run(["numbers", again, "--resume", "parts", "-o", "x.csv"]) == 0


def test_a_folder_has_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["numbers", "--text", "3", "--resume", ""]) == 2
    assert "--resume needs the name of a folder" in capsys.readouterr().err
