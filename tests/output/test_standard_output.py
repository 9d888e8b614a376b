"""Standard output: encoding, buffering, a full disk and a reader that has gone."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any, cast

import pytest

from qnmine.errors import QnmineError, UsageError
from qnmine.output import open_destination
from tests.output.writing import run

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files only")


def test_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for path in (None, "-"):
        with open_destination(path) as destination:
            destination.write("đ\n")
    assert capfdbinary.readouterr().out == "đ\nđ\n".encode()


@pytest.mark.parametrize(("flags", "encoding"), [("", "cp1258"), ("-u", "ascii")])
def test_standard_output_is_utf8_under_any_locale(flags: str, encoding: str) -> None:
    code = """
        from qnmine.output import open_destination
        print("first")
        with open_destination(None) as destination: destination.write("Thể\\n" * 30000)
        """
    done = run(
        code, shell=f"{{python}} {flags} -c {{code}}", env={**os.environ, "PYTHONIOENCODING": encoding}
    )
    assert done.stderr == b""
    assert done.stdout.endswith("Thể\n".encode() * 30000)


def test_standard_output_has_everything_at_the_end_of_the_block(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as stand_in:
        monkeypatch.setattr(sys, "stdout", stand_in)
        with open_destination(None) as destination:
            destination.write("một\n")
            destination.write("hai\n")
        assert (tmp_path / "out").read_text() == "một\nhai\n"


class OneByteAtATime(io.RawIOBase):
    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += bytes(data[:1])
        return 1


def test_unbuffered_standard_output_may_take_less_than_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = OneByteAtATime()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(cast("Any", raw), write_through=True))
    with open_destination(None) as destination:
        destination.write("Hạ Long\n")
    assert raw.data == "Hạ Long\n".encode()
    assert not raw.closed


def test_a_string_in_place_of_standard_output_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for stand_in in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stdout", stand_in)
        with pytest.raises(UsageError, match="-o FILE"), open_destination(None):
            pass


# A program as small as can be: what it says and its exit status are those of the destination.
PROGRAM = """
    import sys
    from qnmine.errors import QnmineError
    from qnmine.output import Table, open_destination, write_table
    rows = ((number, f"{{number * 7919 % 1000003}} Hạ Long") for number in range({rows}))
    try:
        with open_destination(None) as destination:
            write_table(Table(("n", "t"), rows), destination, "{format}")
    except QnmineError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        pass
    """


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("flags", ["", "-u"])
@pytest.mark.parametrize(
    ("format_name", "rows"), [("csv", 1), ("csv", 10_000), ("json", 1), ("xlsx", 1_000), ("parquet", 1_000)]
)
def test_a_full_disk_is_one_line_and_nothing_at_exit(format_name: str, flags: str, rows: int) -> None:
    code = PROGRAM.format(format=format_name, rows=rows)
    done = run(code, shell=f"{{python}} {flags} -c {{code}} > /dev/full")
    assert done.stderr == b"standard output: cannot be written (no space left on device)\n"
    assert done.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_device_is_one_clear_error() -> None:
    with (
        pytest.raises(QnmineError, match=r"^/dev/full: cannot be written \(no space left on device\)$"),
        open_destination("/dev/full") as destination,
    ):
        destination.write("Hạ Long\n")


@posix
@pytest.mark.parametrize("flags", ["", "-u"])
@pytest.mark.parametrize("format_name", ["csv", "xlsx", "parquet"])
def test_a_closed_pipe_ends_quietly(format_name: str, flags: str) -> None:
    code = PROGRAM.format(format=format_name, rows=20_000)
    done = run(code, shell=f"({{python}} {flags} -c {{code}}; echo $? >&2) | head -c 4 > {os.devnull}")
    assert done.stderr == b"0\n"


@posix
@pytest.mark.parametrize("flags", ["", "-u"])
def test_a_reader_that_was_never_there_is_no_fault_either(flags: str) -> None:
    code = "import time; time.sleep(0.5)\n" + textwrap.dedent(PROGRAM.format(format="csv", rows=1))
    done = run(code, shell=f"({{python}} {flags} -c {{code}}; echo $? >&2) | true")
    assert done.stderr == b"0\n"


@posix
def test_a_slow_row_reaches_the_reader_at_once() -> None:
    code = """
        import time
        from qnmine.output import Table, open_destination, write_table
        def rows():
            for number in range(3):
                yield (number,)
                time.sleep(60 if number == 1 else 0.4)
        with open_destination(None) as destination:
            write_table(Table(("n",), rows()), destination, "csv")
        """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        began = time.monotonic()
        assert [process.stdout.readline() for _ in range(3)] == [b"n\n", b"0\n", b"1\n"]
        assert time.monotonic() - began < 30
        process.kill()
