"""What Windows does otherwise where a run meets it: lists by PowerShell, closed pipes, other named pipes."""

from __future__ import annotations

import errno
import io
import ntpath
import os
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.main import run
from qnmine.corpus import files, naming
from qnmine.output import closed_pipes
from tests.contract.harness import qnmine

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "Ông Phạm Văn Thể thăm Hạ Long, tỉnh Quảng Ninh.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le with a mark", "utf-16-be"])
@pytest.mark.parametrize("way", ["file", "pipe"])
def test_lists_of_files_may_be_written_by_powershell(encoding: str, way: str, tmp_path: Path) -> None:
    for name in ("bài một.txt", "b.txt"):
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    mark = "\ufeff" if encoding in ("utf-16-le with a mark", "utf-16-be") else ""
    written = (mark + "bài một.txt\r\nb.txt\r\n").encode(encoding.split()[0])
    (tmp_path / "list").write_bytes(written)
    name, stdin = ("list", None) if way == "file" else ("-", written)
    done = qnmine("corpus", "--files-from", name, "--csv", "--columns", "doc", stdin=stdin, cwd=tmp_path)
    assert done.text.split("\n") == ["doc", "bài một.txt", "b.txt", ""]
    assert done.code == 0


def test_a_list_in_utf_16_that_was_cut_off_is_an_error_of_its_last_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "list").write_bytes("a.txt\r\nb".encode("utf-16")[:-1])
    done = qnmine("corpus", "--files-from", "list", "--csv", "--columns", "doc", cwd=tmp_path)
    assert done.code == 3
    assert "does not exist; mend the list" in done.err


class _Pipe(io.BytesIO):
    """A pipe whose reader has gone, as Windows tells of it."""

    def write(self, data: object) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")


def _stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(_Pipe(), encoding="utf-8", write_through=True))


def test_a_closed_pipe_of_windows_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(closed_pipes, "WINDOWS", True)
    with monkeypatch.context() as patched:
        _stdout(patched)
        code = run(["numbers", "--text", "28 xã", "--csv"])
    assert (code, capsys.readouterr().err) == (ExitCode.DONE, "")


def test_elsewhere_the_same_error_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(closed_pipes, "WINDOWS", False)
    with monkeypatch.context() as patched:
        _stdout(patched)
        code = run(["numbers", "--text", "28 xã", "--csv"])
    assert code == ExitCode.FAILED
    assert "standard output: cannot be written (invalid argument)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "windows", "closed"),
    [
        (errno.EPIPE, False, True),
        (errno.EPIPE, True, True),
        (errno.EINVAL, True, True),
        (errno.EINVAL, False, False),
        (errno.ENOSPC, True, False),
    ],
)
def test_what_is_a_closed_pipe(
    number: int, windows: bool, closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closed_pipes, "WINDOWS", windows)
    assert closed_pipes.is_closed_pipe(OSError(number, os.strerror(number))) is closed


def test_the_letter_of_a_drive_may_be_of_either_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "os", SimpleNamespace(sep=ntpath.sep, path=ntpath))
    monkeypatch.setattr(naming, "absolute", ntpath.normpath)
    paths = [r"C:\báo\a.txt", r"c:\Báo\b.txt"]
    base = naming.id_base(paths)
    assert [naming.document_id(path, base) for path in paths] == ["a.txt", "b.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes in the file system")
def test_a_named_pipe_is_read_where_it_cannot_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Xin",), daemon=True)
    writer.start()
    monkeypatch.delattr(os, "O_NONBLOCK")
    opened = files.open_path(str(pipe), lambda: None)
    try:
        assert opened.read(10) == b"Xin"
    finally:
        opened.close()
        writer.join(10)
