"""A process that has imported qnmine, loaded its models and forks one that runs it for each call.

The tests start the program some two thousand times, and most of that time went into importing the same
modules and reading the same rules. A run here is still a process of its own, with its own streams, working
folder, environment and exit code; nothing that one run leaves in memory reaches the next. What a fresh
interpreter does differently (imports, PYTHON… variables, signals) is tested with one: see `harness.fresh`.

Run as `python -m tests.contract.nursery`, it reads a line of JSON for each run and answers with its exit
code.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import importlib
import io
import json
import os
import pkgutil
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any, NoReturn

import qnmine
from qnmine.cli.main import main as qnmine_main
from qnmine.cli.main import run

LEFT_OUT = (
    "qnmine.__main__",
    "qnmine.engines.dask",
    "qnmine.engines.worker",
    "qnmine.entities.engines.transformers",
)
"""What is not imported beforehand: programs, and what needs the large extras."""
WARMING = (("entities", "--places"), ("tokenize", "--pos"), ("numbers",), ("dates",), ("keywords",))


class Nursery:
    """The process, from the side of the tests; calls of several threads come one after the other."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._lock = threading.Lock()
        self._environment, self._folder = environment, folder
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.contract.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
            cwd=self._folder,
            start_new_session=True,  # so that it can be ended together with a run that hangs
        )

    def run(
        self,
        arguments: list[str],
        stdin: bytes,
        folder: Path,
        environment: dict[str, str],
        timeout: float,
        faults: dict[str, Any] | None = None,
    ) -> tuple[int, bytes, bytes]:
        """Run `qnmine`; return its exit code, standard output and standard error.

        `faults` are what is to go wrong: `stdout` is where standard output goes (/dev/full), no file may
        grow beyond `file_size` bytes, the run is `bound` by permissions as an ordinary user is.
        """
        with tempfile.TemporaryDirectory() as name, self._lock:
            streams = [Path(name) / stream for stream in ("in", "out", "err")]
            os.mkfifo(streams[0])  # a pipe, as where users have one: it cannot be read twice, or backwards
            threading.Thread(target=_feed, args=(streams[0], stdin), daemon=True).start()
            call = {
                "arguments": arguments,
                "streams": [str(stream) for stream in streams],
                "folder": str(folder),
                "environment": environment,
                "faults": faults or {},
            }
            guard = threading.Timer(timeout, os.killpg, (self._process.pid, signal.SIGKILL))
            guard.start()
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.write(json.dumps(call).encode() + b"\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
            guard.cancel()
            if not answer:
                self._process.kill()
                self._process.wait()
                self._process = self._started()  # the next tests are not to fail for this one
                raise AssertionError(f"no answer within {timeout:g} s: qnmine {' '.join(arguments)}")
            out = b"" if faults and "stdout" in faults else streams[1].read_bytes()
            return int(answer), out, streams[2].read_bytes()


def _feed(pipe: Path, data: bytes) -> None:
    """Write to a run what it reads, as long as it does."""
    with suppress(BrokenPipeError), pipe.open("wb") as stream:
        stream.write(data)


def main() -> None:
    """Serve until standard input ends."""
    for module in pkgutil.walk_packages(qnmine.__path__, "qnmine."):
        if not module.name.startswith(LEFT_OUT):
            importlib.import_module(module.name)
    with tempfile.TemporaryFile("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        for words in WARMING:
            assert run([*words, "--text", "Ngày 25/6/2024, ông Phạm Văn Thể thăm Hạ Long."]) == 0
    gc.collect()
    gc.freeze()  # a child need not look at them, which would copy their pages
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    for line in requests:
        child = os.fork()
        if child == 0:
            requests.close()
            answers.close()
            _run(json.loads(line))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        answers.flush()


def _run(call: dict[str, Any]) -> NoReturn:
    modes = (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2)
    faults = call["faults"]
    streams = [call["streams"][0], faults.get("stdout", call["streams"][1]), call["streams"][2]]
    for number, (path, mode) in enumerate(zip(streams, modes, strict=True)):
        opened = os.open(path, mode)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(os.fdopen(number, mode), encoding="utf-8", write_through=number == 2)
        for number, mode in enumerate(("rb", "wb", "wb"))
    )
    os.chdir(call["folder"])
    os.environ.clear()
    os.environ.update(call["environment"])
    if "file_size" in faults:
        sys.dont_write_bytecode = True  # Python would cut it short without a word
        resource.setrlimit(resource.RLIMIT_FSIZE, (faults["file_size"],) * 2)
    if "bound" in faults:
        _give_up_capabilities()
    try:
        qnmine_main(call["arguments"])
    except SystemExit as error:
        code = error.code
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(int(code or 0))  # by freeing everything first, a run would take twice as long


def _give_up_capabilities() -> None:
    """Let permissions bind root as they bind others (Linux); nothing changes for these."""
    version, none = 0x20080522, bytes(24)
    if ctypes.CDLL(None, use_errno=True).capset(struct.pack("=Ii", version, 0), none):
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    main()
