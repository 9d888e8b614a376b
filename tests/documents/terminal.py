"""Run commands as the documents show them: in a terminal of 80 cells, in a folder with the sample files."""

from __future__ import annotations

import os
import select
import shlex
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests import ROOT, SEEDS

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform != "win32":
    import fcntl
    import pty
    import struct
    import termios

COLUMNS, LINES = 80, 1000  # so long that nothing is shown a screen at a time
LONGEST = 180.0
"""Seconds that one block may take, on a busy machine."""


def prepare(folder: Path) -> dict[str, str]:
    """Lay out a folder as a clone of the project has it and return the environment for commands in it.

    There are `seeds/` and `examples/`, and `qnmine` and `python` are those under test. No program that is
    written in Python can connect to another machine.
    """
    (folder / "seeds").symlink_to(SEEDS)
    (folder / "examples").symlink_to(ROOT / "examples")
    programs = folder.parent / f"{folder.name}-programs"
    programs.mkdir()
    for name, arguments in (("qnmine", "-m qnmine"), ("python", ""), ("python3", "")):
        script = programs / name
        script.write_text(
            f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {arguments} "$@"\n', encoding="utf-8"
        )
        script.chmod(0o755)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "QNMINE_"))}
    cache = {name: os.environ[name] for name in ("QNMINE_CACHE_DIR",) if name in os.environ}
    beside = os.path.dirname(sys.executable)  # noqa: PTH120 - csvsql and others of the virtual environment
    return {
        **own,
        **cache,
        "PATH": os.pathsep.join([str(programs), beside, os.environ.get("PATH", "")]),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "tests" / "documents" / "offline"), str(ROOT)]),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "TZ": "UTC",
    }


def in_terminal(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a line of a shell in a terminal and return all that it shows, whatever its exit code.

    Lines end with a line feed, also those of programs that end them with CR LF (sqlite-utils).
    """
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    modes = termios.tcgetattr(its)
    modes[1] &= ~termios.OPOST  # line ends as they were written
    termios.tcsetattr(its, termios.TCSANOW, modes)
    process = subprocess.Popen(
        ["bash", "-c", command], cwd=folder, env=environment, stdin=its, stdout=its, stderr=its
    )
    os.close(its)
    shown, until = b"", time.monotonic() + LONGEST
    try:
        while select.select([ours], [], [], max(0.0, until - time.monotonic()))[0]:
            try:
                some = os.read(ours, 65_536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not some:
                break
            shown += some
        process.wait(max(0.1, until - time.monotonic()))
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return shown.decode("utf-8").replace("\r\n", "\n")


def in_pipe(
    command: list[str], folder: Path, environment: dict[str, str], text: str = ""
) -> tuple[int, str, str]:
    """Run a command without a terminal, with a text as its input; return exit code, output and errors."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=text.encode("utf-8"),
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
