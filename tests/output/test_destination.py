from __future__ import annotations

import io
import os
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qnmine.errors import QnmineError, UsageError
from qnmine.output import Destination, open_destination, same_target
from qnmine.output.destination import in_blocks
from tests.output.writing import Terminal, run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files only")


def only(folder: Path, *names: str) -> None:
    """Assert that the folder holds these files and no left-over."""
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_a_new_file_is_utf8_with_bare_newlines(tmp_path: Path) -> None:
    with open_destination(str(tmp_path / "a.csv")) as destination:
        destination.write("Hạ Long\nđ\r\n\ud800\n")
        assert not destination.is_terminal
        assert destination.write_lines(["x", "y"]) == 2
    assert (tmp_path / "a.csv").read_bytes() == "Hạ Long\nđ\r\n\ufffd\nx\ny\n".encode()
    only(tmp_path, "a.csv")


def test_the_old_file_stays_until_the_end(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with open_destination(str(target)) as destination:
        destination.write("new" * 100_000)
        destination.flush()
        assert target.read_text() == "old"
    assert target.read_text() == "new" * 100_000


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, BrokenPipeError])
def test_after_a_fault_the_old_file_is_intact(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    def fail_midway() -> None:
        with open_destination(str(target)) as destination:
            destination.write("new")
            raise error

    with pytest.raises(error):
        fail_midway()
    assert target.read_text() == "old"
    only(tmp_path, "a.csv")


def test_a_fault_leaves_no_new_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), open_destination(str(tmp_path / "a.csv")):
        raise ValueError("x")
    only(tmp_path)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o666])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "a.csv"
    target.touch()
    target.chmod(mode)
    with open_destination(str(target)) as destination:
        destination.write("new")
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with open_destination(str(tmp_path / "a.csv")):
            pass
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


@posix
def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.csv").symlink_to("real/a.csv")
    for text in ("first", "second"):  # the first time the link leads nowhere yet
        with open_destination(str(tmp_path / "link.csv")) as destination:
            destination.write(text)
        assert (tmp_path / "link.csv").is_symlink()
        assert (tmp_path / "real/a.csv").read_text() == text
    only(tmp_path / "real", "a.csv")


@posix
def test_a_loop_of_links_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to("b.csv")
    (tmp_path / "b.csv").symlink_to("a.csv")
    with (
        pytest.raises(UsageError, match=r"a\.csv: cannot be written"),
        open_destination(str(tmp_path / "a.csv")),
    ):
        pass


def test_an_input_is_refused_under_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.csv"
    source.write_text("text\n")
    (tmp_path / "other.csv").write_text("text\n")
    monkeypatch.chdir(tmp_path)
    for name in ("in.csv", "./in.csv", str(source)):
        with pytest.raises(UsageError, match="also an input"), open_destination(name, inputs=[source]):
            pass
    with open_destination("other.csv", inputs=[source, tmp_path / "missing.csv"]):
        pass
    assert source.read_text() == "text\n"


def test_no_clobber(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    with open_destination(str(target), no_clobber=True) as destination:
        destination.write("first")
    with pytest.raises(UsageError, match="exists already"), open_destination(str(target), no_clobber=True):
        pass
    assert target.read_text() == "first"


def test_no_clobber_spares_a_file_that_appears_meanwhile(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"

    def write_at_the_same_time() -> None:
        with open_destination(str(target), no_clobber=True) as destination:
            destination.write("ours")
            target.write_text("theirs")

    with pytest.raises(QnmineError, match=r"meanwhile.*a\.csv\.partial"):
        write_at_the_same_time()
    assert target.read_text() == "theirs"
    assert (tmp_path / "a.csv.partial").read_text() == "ours"


def test_if_the_file_cannot_be_replaced_the_result_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("old")
    replace = Path.replace

    def refuse(self: Path, other: Path) -> Path:
        if other == target:
            raise PermissionError(13, "Permission denied")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", refuse)
    with (
        pytest.raises(QnmineError, match=r"permission denied.*result is in .*a\.xlsx\.partial") as raised,
        open_destination(str(target)) as destination,
    ):
        destination.write("new")
    assert not isinstance(raised.value, UsageError)
    assert target.read_text() == "old"
    assert (tmp_path / "a.xlsx.partial").read_text() == "new"
    only(tmp_path, "a.xlsx", "a.xlsx.partial")


def test_if_it_cannot_be_renamed_at_all_it_is_still_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, other: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(QnmineError) as raised, open_destination(str(tmp_path / "a.csv")) as destination:
        destination.write("new")
    (kept,) = tmp_path.iterdir()
    assert kept.read_text() == "new"
    assert str(kept) in str(raised.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "needs the name"),
        ("a\0b", "needs the name"),
        ("folder", "is a folder; name a file in it"),
        ("missing/", "is a folder"),
        ("missing/a.csv", "the folder .*missing does not exist; create it first"),
        ("file/a.csv", "does not exist|cannot be written"),
        ("x" * 300 + ".csv", "cannot be written|nothing can be written"),
    ],
)
def test_impossible_names(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    path = f"{tmp_path}/{name}" if name else ""
    with pytest.raises(UsageError, match=message) as raised, open_destination(path):
        pass
    assert "\n" not in str(raised.value)
    only(tmp_path, "folder", "file")


def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    name = "đ" * 125 + ".csv"  # 254 bytes
    with open_destination(str(tmp_path / name)) as destination:
        destination.write("x")
    only(tmp_path, name)


@posix
def test_devices_are_written_straight_through(tmp_path: Path) -> None:
    with open_destination(os.devnull, no_clobber=True) as destination:
        destination.write("x")
    assert Path(os.devnull).is_char_device()


@posix
def test_a_named_pipe_is_written_straight_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    with open_destination(str(pipe)) as destination:
        destination.write("through")
    reader.join(5)
    assert read == ["through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_dev_fd_keeps_what_the_shell_appends_to(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n")
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        if not Path(name).exists():
            continue
        code = f"""
            from qnmine.output import open_destination
            with open_destination({name!r}) as destination: destination.write("after\\n")
        """
        done = run(code, shell=f"{{python}} -c {{code}} >> '{log}'")
        assert done.returncode == 0, done.stderr
    assert log.read_text().startswith("before\nafter\nafter\n")
    only(tmp_path, "log")


@posix
def test_places_without_permission() -> None:
    code = """
        import os, sys
        from qnmine.errors import UsageError
        from qnmine.output import open_destination
        if os.getuid() == 0:
            os.setuid(65534)  # root may write everywhere
        for name in ("a.csv", "b.csv"):
            try:
                with open_destination(f"{FOLDER}/{name}"): pass
            except UsageError as error:
                print(str(error).replace(FOLDER, "F"))
        """
    with tempfile.TemporaryDirectory() as folder:  # tmp_path lies where only its owner may look
        Path(folder, "a.csv").touch(0o444)
        Path(folder).chmod(0o555)
        done = run(f"FOLDER = {folder!r}\n" + textwrap.dedent(code))
        Path(folder).chmod(0o755)
    assert done.stdout.decode().splitlines() == [
        "F/a.csv: is read-only; choose another name or change its permissions",
        "F/b.csv: nothing can be written in the folder F (permission denied); choose another place",
    ], done.stderr


@posix
@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.xlsx"])
def test_when_the_disk_fills_up_the_old_file_is_intact(tmp_path: Path, name: str) -> None:
    code = """
        import random, resource, sys
        from qnmine.errors import QnmineError
        from qnmine.output import Table, format_for, open_destination, write_table
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        rows = ((f"{random.random()}", number) for number in range(5_000))
        try:
            with open_destination(sys.argv[1]) as destination:
                chosen = format_for(None, sys.argv[1], False, ("csv", "parquet", "xlsx"))
                write_table(Table(("t", "n"), rows), destination, chosen)
        except QnmineError as error:
            print(error)
        """
    target = tmp_path / name
    target.write_text("old")
    done = run(code, shell=f"TMPDIR='{tmp_path}' {{python}} -c {{code}} '{target}'")
    assert done.stderr == b""
    assert done.stdout.decode() == f"{target}: cannot be written (file too large)\n"
    assert target.read_text() == "old"
    only(tmp_path, name)


@posix
@pytest.mark.parametrize(("stop", "leftovers"), [(signal.SIGKILL, 1), (signal.SIGINT, 0)])
def test_when_killed_in_the_middle_the_old_file_is_intact(tmp_path: Path, stop: int, leftovers: int) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    # A suite that runs in the background of a shell has SIGINT ignored, and so have its children.
    code = """
        import signal, sys
        from qnmine.output import open_destination
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with open_destination(sys.argv[1]) as destination:
            for number in range(10**9):
                destination.write("new\\n")
                if number == 100_000: print("writing", flush=True)
        """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(target)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(stop)
        process.wait(20)
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1 + leftovers


def test_rows_before_a_fault_are_passed_on() -> None:
    def rows() -> Iterator[int]:
        yield from range(3)
        raise ValueError("a bad document")

    seen: list[int] = []
    blocks = in_blocks(rows(), Destination(io.BytesIO(), "memory", live=False))
    with pytest.raises(ValueError, match="a bad document"):
        seen.extend(row for block in blocks for row in block)
    assert seen == [0, 1, 2]


@pytest.mark.parametrize(("columns", "width"), [("120", 120), ("0", 80), ("x", 80), ("", 80)])
def test_width(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert Destination(Terminal(), "memory", live=True).width == width
    assert Destination(io.BytesIO(), "memory", live=False).width == width


@posix
@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("a.csv", "./a.csv", True),
        ("a.csv", "folder/../a.csv", True),
        ("a.csv", "link.csv", True),  # the link leads to a file that is yet to be
        ("folder/a.csv", "linked/a.csv", True),
        ("old.csv", "hard.csv", True),
        ("-", "/dev/stdout", True),
        ("a.csv", "b.csv", False),
        ("a.csv", "folder/a.csv", False),
        ("a.csv", "-", False),
        (os.devnull, os.devnull, False),
        ("-", "/dev/stderr", False),
        ("a\0b", "a.csv", False),
    ],
)
def test_same_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, second: str, same: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "linked").symlink_to("folder")
    (tmp_path / "link.csv").symlink_to("folder/../a.csv")
    (tmp_path / "old.csv").touch()
    (tmp_path / "hard.csv").hardlink_to("old.csv")
    for one, other in ((first, second), (second, first)):
        assert same_target(one, other) is same
    assert same_target(str(tmp_path / "a.csv"), "a.csv")


@posix
def test_standard_output_is_the_file_that_it_leads_to(tmp_path: Path) -> None:
    code = """
        import sys
        from qnmine.output import same_target
        print(same_target("-", "log"), same_target("other", "-"), file=sys.stderr)
        """
    done = run(
        code, shell="{python} -c {code} > log", cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.stderr == b"True False\n"
