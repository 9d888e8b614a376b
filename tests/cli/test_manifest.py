"""`--manifest FILE`: what a run was, written whole or not at all, the same for the same run."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import click
import pytest

import qnmine as package
from qnmine.cli.main import COMMANDS, program
from qnmine.manifests.digests import digest_of_digests
from tests import ROOT
from tests.contract.harness import environment, qnmine

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024. Ông Thể trao 28 tỷ đồng cho Quảng Ninh.\n"
GOLD = {"id": "a", "text": "Ông Thể thăm Hạ Long.", "entities": [{"start": 13, "end": 20, "type": "LOC"}]}

# Every command with what makes it run in the folder of `folder`; those with a corpus read a.txt and b.txt.
CALLS: dict[str, tuple[str, ...]] = {
    **{
        name: (name, "a.txt", "b.txt")
        for name in (
            *(
                "corpus",
                "show",
                "tokenize",
                "sentences",
                "entities",
                "network",
                "numbers",
                "dates",
                "keywords",
            ),
            *("ngrams", "dispersion", "profile", "normalize", "convert", "compare"),
        )
    },
    "concordance": ("concordance", "Ông", "a.txt", "b.txt"),
    "collocations": ("collocations", "Ông", "a.txt", "b.txt"),
    "trend": ("trend", "Ông", "days.csv", "--date-column", "date"),
    "report": ("report", "a.txt", "b.txt", "-o", "page.html"),
    "explain": ("explain", "a.txt"),
    "train": ("train", "gold.jsonl", "-o", "own.model"),
    "evaluate": ("evaluate", "gold.jsonl"),
    "cite": ("cite",),
    "samples": ("samples", "articles"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with small files of all kinds that commands read."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "days.csv").write_text(
        f"id,date,text\n1,2024-06-25,{TEXT}2,2024-07-25,{TEXT}", encoding="utf-8"
    )
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return tmp_path


def told(folder: Path, *arguments: str, code: int = 0, stdin: bytes | None = None) -> dict[str, Any]:
    """The manifest of a run."""
    result = qnmine(*arguments, "--manifest", "run.json", cwd=folder, stdin=stdin)
    assert result.code == code, result.err
    manifest: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return manifest


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_every_command_but_the_page_is_tried_here() -> None:
    assert {*CALLS} == {*COMMANDS} - {"serve"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_it(name: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    assert sum("--manifest" in parameter.opts for parameter in command.params) == 1


@pytest.mark.parametrize("name", CALLS)
def test_every_command_writes_it(name: str, folder: Path) -> None:
    found = told(folder, *CALLS[name])
    assert found["command"] == name
    assert found["command_line"] == ["qnmine", *CALLS[name], "--manifest", "run.json"]
    assert found["exit_code"] == 0
    assert found["versions"]["qnmine"] == package.__version__
    assert len(found["models"]["entities"]["sha256"]) == 64
    assert " object at 0x" not in json.dumps(found)
    for one in (*found["inputs"], *found["outputs"]):
        path = folder / one["path"]
        if one["path"] != "-":
            assert (one["bytes"], one["sha256"]) == (path.stat().st_size, sha256(path))
    assert {option for several in found["options"].values() for option in several} >= {"--quiet"}
    if name not in {"cite", "samples"}:
        assert found["inputs"]


@pytest.mark.parametrize("name", CALLS)
def test_what_goes_to_standard_output_has_its_digest(name: str, folder: Path) -> None:
    result = qnmine(*CALLS[name], "--manifest", "run.json", cwd=folder)
    outputs = {
        one["path"]: one for one in json.loads((folder / "run.json").read_text(encoding="utf-8"))["outputs"]
    }
    if result.out:
        own = hashlib.sha256(result.out).hexdigest()
        assert outputs["-"] == {"path": "-", "bytes": len(result.out), "sha256": own}
    else:
        assert outputs


@pytest.mark.parametrize("chosen", ["csv", "json", "xlsx", "parquet"])
def test_a_file_of_the_shell_has_its_digest_too_and_is_what_a_pipe_gets(chosen: str, folder: Path) -> None:
    call = [sys.executable, "-m", "qnmine", "sentences", "a.txt", "-q", "--format", chosen]
    through_pipe = subprocess.run(call, cwd=folder, env=environment(), capture_output=True, check=True).stdout
    results = folder / "results"
    for mode in ("wb", "ab"):
        with results.open(mode) as stream:
            subprocess.run(
                [*call, "--manifest", "run.json"], cwd=folder, env=environment(), stdout=stream, check=True
            )
        (output,) = json.loads((folder / "run.json").read_text(encoding="utf-8"))["outputs"]
        assert output["sha256"] == hashlib.sha256(through_pipe).hexdigest()
        assert results.read_bytes() == through_pipe
        results.write_bytes(b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ("entities", "a.txt", "b.txt", "--csv"),
        ("entities", "a.txt", "b.txt", "--mentions", "-o", "x.xlsx", "--plot", "x.svg"),
        ("keywords", ".", "--matrix", "counts", "--jobs", "2", "-o", "x.parquet"),
    ],
)
def test_the_same_run_differs_in_its_times_alone(arguments: tuple[str, ...], folder: Path) -> None:
    (folder / "texts").mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).rename(folder / "texts" / name)
    given = [f"texts/{one}" if one.endswith(".txt") else "texts" if one == "." else one for one in arguments]
    if "--plot" in given:
        given = [one for one in given if one != "--mentions"]
    first, second = told(folder, *given), told(folder, *given)
    assert {key for key in first if first[key] != second[key]} <= {"started", "ended"}
    assert list(first) == list(second)


def test_it_tells_counts_options_and_where_they_come_from(folder: Path) -> None:
    (folder / "qnmine.toml").write_text("[entities]\nmin-mentions = 1\n", encoding="utf-8")
    found = told(folder, "entities", "a.txt", "b.txt", "--type", "loc", "-o", "x.csv")
    assert found["counts"] == {"documents": 2, "failed": 0, "rows": 2, "complete": True}
    assert found["options"]["command_line"] == {
        "PATHS": ["a.txt", "b.txt"],
        "--type": ["LOC"],
        "--output": "x.csv",
    }
    assert found["options"]["settings_file"] == {"--min-mentions": 1}
    assert found["options"]["default"]["--encoding"] == "utf-8"
    assert [one["role"] for one in found["inputs"]] == ["corpus", "corpus", "qnmine.toml"]
    assert found["corpus"] == {
        "files": 2,
        "bytes": 2 * len(TEXT.encode()),
        "sha256": digest_of_digests([sha256(folder / "a.txt")] * 2),
    }


def test_the_digest_of_a_corpus_is_the_one_of_the_shell(folder: Path) -> None:
    (folder / "b.txt").write_text("Một câu khác.", encoding="utf-8")
    found = told(folder, "sentences", "a.txt", "b.txt")
    script = "sha256sum a.txt b.txt | cut -c1-64 | sort | sha256sum | cut -c1-64"
    process = subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    assert process.stdout.strip() == found["corpus"]["sha256"]
    alone = told(folder, "sentences", "a.txt")
    assert alone["corpus"]["sha256"] == sha256(folder / "a.txt")


def test_files_that_options_name_are_inputs_with_their_options(folder: Path) -> None:
    (folder / "mine.csv").write_text("action,text,type,name,doc\nadd,Hạ Long,LOC,,\n", encoding="utf-8")
    (folder / "meta.csv").write_text("doc,place\na.txt,here\nb.txt,there\n", encoding="utf-8")
    (folder / "list.txt").write_text("a.txt\nb.txt\n", encoding="utf-8")
    found = told(
        *(folder, "entities", "--files-from", "list.txt", "--corrections", "mine.csv"),
        *("--metadata", "meta.csv", "--by", "place"),
    )
    roles = {one["path"]: one["role"] for one in found["inputs"]}
    assert roles == {
        "a.txt": "corpus",
        "b.txt": "corpus",
        "list.txt": "--files-from",
        "meta.csv": "--metadata",
        "mine.csv": "--corrections",
    }
    assert found["corpus"]["files"] == 2


def test_another_corpus_is_told_from_the_first(folder: Path) -> None:
    found = told(folder, "keywords", "a.txt", "--measure", "keyness", "--reference", "b.txt")
    assert {one["path"]: one["role"] for one in found["inputs"]} == {
        "a.txt": "corpus",
        "b.txt": "--reference",
    }
    assert found["corpus"]["sha256"] == sha256(folder / "a.txt")


def test_standard_input_is_hashed_as_it_passes(folder: Path) -> None:
    found = told(folder, "sentences", stdin=TEXT.encode())
    assert found["inputs"] == [
        {
            "path": "-",
            "role": "corpus",
            "bytes": len(TEXT.encode()),
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        }
    ]
    listed = told(folder, "sentences", "--files-from", "-", stdin=b"a.txt\n")
    assert {one["path"]: one["role"] for one in listed["inputs"]} == {"a.txt": "corpus", "-": "--files-from"}


def test_annotations_on_standard_input_are_an_input(folder: Path) -> None:
    data = (folder / "gold.jsonl").read_bytes()
    found = told(folder, "evaluate", "-", stdin=data)
    own = hashlib.sha256(data).hexdigest()
    assert [(one["path"], one["bytes"], one["sha256"]) for one in found["inputs"]] == [("-", len(data), own)]


def test_text_of_the_command_line_is_a_corpus(folder: Path) -> None:
    found = told(folder, "sentences", "--text", TEXT)
    assert found["corpus"]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_named_pipes_are_hashed_as_they_are_read_and_written(folder: Path) -> None:
    os.mkfifo(folder / "in.fifo")
    os.mkfifo(folder / "out.fifo")
    taken: list[bytes] = []
    threads = [
        threading.Thread(target=(folder / "in.fifo").write_bytes, args=(TEXT.encode(),)),
        threading.Thread(target=lambda: taken.append((folder / "out.fifo").read_bytes())),
    ]
    for thread in threads:
        thread.start()
    found = told(folder, "sentences", "in.fifo", "--from", "text", "--csv", "-o", "out.fifo")
    for thread in threads:
        thread.join()
    assert found["inputs"][0]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert found["outputs"] == [
        {"path": "out.fifo", "bytes": len(taken[0]), "sha256": hashlib.sha256(taken[0]).hexdigest()}
    ]


def test_failed_documents_are_told(folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"\xff\xfe\x80")
    found = told(folder, "sentences", ".", "--errors", "errors.csv", "-o", "x.csv", code=3)
    assert found["exit_code"] == 3
    assert found["counts"]["failed"] == len(found["failures"])
    assert any(one["name"] == "c.txt" and "UTF-8" in one["reason"] for one in found["failures"])
    assert {one["path"] for one in found["outputs"]} == {"errors.csv", "x.csv"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("sentences", "c.txt", "--strict"), 1), (("sentences", "nowhere.txt"), 2)],
)
def test_a_run_that_fails_leaves_the_old_one(arguments: tuple[str, ...], code: int, folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"\xff\xfe\x80")
    (folder / "run.json").write_text("old", encoding="utf-8")
    result = qnmine(*arguments, "--manifest", "run.json", cwd=folder)
    assert result.code == code
    assert (folder / "run.json").read_text(encoding="utf-8") == "old"
    assert not list(folder.glob(".qnmine*"))


def test_a_reader_that_goes_away_ends_the_run_and_is_told(folder: Path) -> None:
    (folder / "long.txt").write_text(TEXT * 20_000, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "qnmine",
        "sentences",
        "long.txt",
        "--from",
        "lines",
        "--manifest",
        "run.json",
    ]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 0
    found = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert found["outputs"] == [{"path": "-", "bytes": None, "sha256": None}]
    assert found["counts"]["complete"] is False


def test_a_file_that_changes_meanwhile_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qnmine.manifests import contents, recording

    with recording.recorded(str(folder / "run.json")) as noted:
        recording.reads(folder / "a.txt")
    (folder / "a.txt").write_text("Một câu khác.", encoding="utf-8")
    (one,) = contents._inputs(contents.Request("x", (), {}, {}), noted)
    assert one["changed"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sentences", "a.txt", "--manifest", "a.txt"), "is also an input"),
        (("sentences", ".", "--manifest", "./a.txt"), "is also an input"),
        (("entities", "b.txt", "--corrections", "a.txt", "--manifest", "a.txt"), "is also an input"),
        (("sentences", "a.txt", "-o", "x.csv", "--manifest", "x.csv"), "give each its own"),
        (("sentences", "a.txt", "--errors", "x.csv", "--manifest", "x.csv"), "give each its own"),
        (("sentences", "a.txt", "--manifest", "-"), "give them a file with -o"),
        (("sentences", "a.txt", "--manifest", ""), "needs the name of a file"),
        (("sentences", "a.txt", "--manifest", "nowhere/x.json"), "does not exist"),
        (("sentences", "a.txt", "--manifest", "."), "is a folder"),
        (("sentences", "a.txt", "--no-clobber", "--manifest", "b.txt"), "exists already"),
        (("serve", "--manifest", "x.json"), "a page is none"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    arguments: tuple[str, ...], said: str, folder: Path
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    result = qnmine(*arguments, cwd=folder)
    assert (result.code, result.out) == (2, b"")
    (line,) = result.err.splitlines()
    assert said in line
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_it_may_go_to_standard_output_when_results_do_not(folder: Path) -> None:
    result = qnmine("sentences", "a.txt", "-o", "x.csv", "--manifest", "-", cwd=folder)
    assert json.loads(result.text)["outputs"][0]["path"] == "x.csv"


def test_it_is_not_set_by_a_file(folder: Path) -> None:
    (folder / "qnmine.toml").write_text('[all]\nmanifest = "a.txt"\n', encoding="utf-8")
    result = qnmine("sentences", "b.txt", cwd=folder)
    assert result.code == 2
    assert "can only be given on the command line" in result.err


def test_it_never_replaces_the_settings_file_of_the_run(folder: Path) -> None:
    settings = folder / "qnmine.toml"
    settings.write_text("[all]\nlimit = 3\n", encoding="utf-8")
    result = qnmine("sentences", "a.txt", "--manifest", "./qnmine.toml", cwd=folder)
    assert (result.code, result.out) == (2, b"")
    assert "is also an input" in result.err
    assert settings.read_text(encoding="utf-8") == "[all]\nlimit = 3\n"


def test_a_run_that_goes_on_may_have_another_manifest(folder: Path) -> None:
    for name in ("one.json", "two.json"):
        result = qnmine("sentences", "a.txt", "--resume", "parts", "--manifest", name, cwd=folder)
        assert result.code == 0, result.err


def test_without_it_nothing_is_imported_for_it() -> None:
    script = (
        "import sys; from qnmine.cli.main import run; run(['sentences', '--text', 'Một câu.', '--csv']);"
        "own = {'qnmine.manifests.contents', 'qnmine.manifests.digests', 'qnmine.cli.manifesting'};"
        "sys.exit(','.join(own & sys.modules.keys()) or None)"
    )
    process = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)
    assert process.returncode == 0, process.stderr
