"""What Windows and macOS do otherwise, as far as Linux allows: code pages, names, missing modules."""

from __future__ import annotations

import json
import ntpath
import os
import subprocess
import sys
import unicodedata
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from qnmine.corpus import naming
from tests import ROOT
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "Ông Phạm Văn Thể thăm Hạ Long, tỉnh Quảng Ninh."


def run(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHONUTF8", "LC_ALL")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**own, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("page", ["cp1258", "cp437", "ascii"])
def test_a_code_page_changes_nothing(page: str, tmp_path: Path) -> None:
    (tmp_path / "bài.txt").write_text(SENTENCE, encoding="utf-8")
    done = run(
        *("-m", "qnmine", "entities", "bài.txt", "--csv"),
        folder=tmp_path,
        PYTHONIOENCODING=page,
        PYTHONUTF8="0",
        LC_ALL="C.UTF-8",
    )
    assert done.returncode == 0, done.stderr
    assert "Phạm Văn Thể,PER," in done.stdout.decode("utf-8")


# Windows lacks these modules and names; they may be used where they are there, but not be needed to start.
LACKING = """
import importlib, os, pkgutil, select, signal, sys
for name in ("fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "curses", "readline"):
    sys.modules[name] = None
for module, names in {
    os: ("fork", "forkpty", "getuid", "geteuid", "getgid", "chown", "fchown", "fchmod", "mkfifo", "nice",
         "sched_getaffinity", "sched_setaffinity", "register_at_fork", "getpgid", "killpg", "setsid",
         "sysconf", "statvfs", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW"),
    signal: ("SIGHUP", "SIGPIPE", "SIGKILL", "SIGALRM", "SIGUSR1", "SIGWINCH", "SIGTSTP", "alarm",
             "pthread_sigmask", "setitimer"),
    select: ("poll", "epoll"),
}.items():
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
"""
EVERY_MODULE = """
import qnmine
failed = {}
for found in pkgutil.walk_packages(qnmine.__path__, "qnmine."):
    if found.name.endswith("__main__") or found.name.startswith("qnmine.data.build_"):
        continue
    try:
        importlib.import_module(found.name)
    except (AttributeError, ImportError) as error:
        failed[found.name] = str(error)
print(__import__("json").dumps(failed))
"""
A_RUN = """
from qnmine.cli.main import main
main(["entities", "a.txt", "b.txt", "--mentions", "--csv", "-o", "names.csv"])
"""


def test_every_module_can_be_imported_without_what_windows_lacks(tmp_path: Path) -> None:
    done = run("-c", LACKING + EVERY_MODULE, folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == {}


def test_a_run_needs_nothing_that_windows_lacks(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(SENTENCE.encode("utf-8"))
    done = run("-c", LACKING + A_RUN, folder=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    written = (tmp_path / "names.csv").read_text(encoding="utf-8")
    assert written.count("Phạm Văn Thể,PER") == 2


def test_ids_of_windows_paths_have_slashes_and_no_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.corpus.naming.os", SimpleNamespace(sep=ntpath.sep, path=ntpath))
    monkeypatch.setattr(naming, "absolute", ntpath.normpath)
    assert naming.document_id(r"C:\báo\2024\tin.txt", r"C:\báo") == "2024/tin.txt"
    assert naming.document_id(r"C:/báo/2024/tin.txt", r"C:\báo") == "2024/tin.txt"


def test_ids_of_files_on_two_drives_are_whole_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qnmine.corpus.naming.os", SimpleNamespace(sep=ntpath.sep, path=ntpath))
    monkeypatch.setattr(naming, "absolute", ntpath.normpath)
    base = naming.id_base([r"C:\báo\a.txt", r"D:\tin\b.txt"])
    assert naming.document_id(r"D:\tin\b.txt", base) == "D:/tin/b.txt"
    assert naming.id_base([r"C:\báo\a.txt", r"c:\BÁO\b.txt"]) == r"C:\báo"


def test_names_in_nfd_as_macos_writes_them_give_ids_in_nfc(tmp_path: Path) -> None:
    folder = tmp_path / unicodedata.normalize("NFD", "báo")
    folder.mkdir()
    (folder / unicodedata.normalize("NFD", "tiếng Việt.txt")).write_text(SENTENCE, encoding="utf-8")
    done = qnmine("entities", tmp_path, "--mentions", "--csv", "--columns", "doc,text")
    assert done.code == 0
    assert "báo/tiếng Việt.txt,Phạm Văn Thể" in done.text


def test_line_ends_of_windows_keep_the_offsets_of_the_file(tmp_path: Path) -> None:
    text = f"Tin vắn\r\n\r\n{SENTENCE}\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    done = qnmine("entities", tmp_path / "a.txt", "--mentions", "--jsonl")
    spans = [json.loads(line) for line in done.text.splitlines()]
    assert [text[span["start"] : span["end"]] for span in spans] == [span["text"] for span in spans]
    assert "Phạm Văn Thể" in [span["text"] for span in spans]


def test_a_pattern_that_the_shell_left_alone_is_expanded(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    done = qnmine("corpus", "*.txt", "--csv", "--columns", "doc", cwd=tmp_path)
    assert done.text.split() == ["doc", "a.txt", "b.txt"]


def test_tables_have_the_line_ends_of_every_system(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    assert qnmine("entities", tmp_path / "a.txt", "-o", tmp_path / "a.csv").code == 0
    assert b"\r" not in (tmp_path / "a.csv").read_bytes()
