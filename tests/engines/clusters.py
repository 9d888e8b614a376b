"""A Dask scheduler and workers on the loopback, each a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 30.0


class Cluster:
    """A scheduler that gives a task up after its second worker has died, and the workers that are started."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.file = folder / "scheduler.json"
        self._folder, self._stack = folder, stack
        self._start("scheduler", "--scheduler-file", str(self.file), "--dashboard-address", "127.0.0.1:0")
        deadline = time.monotonic() + _PATIENCE
        while not (self.file.exists() and self.file.stat().st_size):
            assert time.monotonic() < deadline, "the scheduler does not start"
            time.sleep(0.05)

    def start_worker(self) -> None:
        """Start a worker of one thread, which is started again when it dies."""
        self._start("worker", "--scheduler-file", str(self.file), "--nthreads", "1", "--no-dashboard")

    def _start(self, what: str, *arguments: str) -> None:
        host = () if what == "worker" else ("--port", "0", "--host", "127.0.0.1")
        environment = {
            **os.environ,
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
            "DASK_TEMPORARY_DIRECTORY": str(self._folder),
            "PYTHONPATH": str(ROOT),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *host, *arguments],
            cwd=self._folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(_end, process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()  # a worker ends what it has started
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Yield a scheduler with some workers, which need not be there yet."""
    with ExitStack() as stack:
        made = Cluster(folder, stack)
        for _ in range(workers):
            made.start_worker()
        yield made
