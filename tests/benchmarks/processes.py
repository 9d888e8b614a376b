"""Runs a process and measures it: wall time, processor time, and the peak memory of it and its workers.

Processor time includes that of workers. Peaks are those that the kernel keeps for each process (`VmHWM` in
/proc), asked for again and again while it runs; elsewhere than on Linux they are None. Measuring needs
`os.wait4`, so a Unix.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

INTERVAL = 0.03
"""Seconds between two looks at the memory; the kernel keeps peaks, only the last moments can be missed."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


class ProcessFailedError(Exception):
    """A measured process did not end well; the message says which and its last words."""


@dataclass(frozen=True)
class Measure:
    """Seconds of one process, and the most memory in megabytes (10^6 bytes) of it and its largest child."""

    wall: float
    processor: float
    main_memory: float | None = None
    worker_memory: float | None = None

    @property
    def memory(self) -> float | None:
        """The most memory of any one process."""
        known = [peak for peak in (self.main_memory, self.worker_memory) if peak is not None]
        return max(known, default=None)


def measure(arguments: Sequence[str], output: IO[bytes] | int = subprocess.DEVNULL) -> Measure:
    """Run Python in the repository, libraries held to one thread; return its times and peaks."""
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment(), stdout=output, stderr=errors
        )
        with _watched(process.pid) as peaks:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()
            reason = said[-1] if said else "no message"
            raise ProcessFailedError(f"python {' '.join(arguments[:3])}: {process.returncode}: {reason}")
    workers = [peak for child, peak in peaks.items() if child != process.pid]
    return Measure(
        round(wall, 4),
        round(usage.ru_utime + usage.ru_stime, 4),
        _megabytes(peaks.get(process.pid)),
        _megabytes(max(workers, default=None)),
    )


def environment() -> dict[str, str]:
    """Return our environment with one thread a library, byte code kept and no warnings."""
    variables = {**os.environ, **dict.fromkeys(THREADS, "1"), "PYTHONWARNINGS": "ignore"}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    paths = (str(ROOT), variables.get("PYTHONPATH", ""))
    return {**variables, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def _megabytes(kibibytes: int | None) -> float | None:
    return None if kibibytes is None else round(kibibytes * 1024 / 1e6, 1)


@contextmanager
def _watched(process: int) -> Iterator[dict[int, int]]:
    """Fill a dictionary with the peak of each process of a tree, in KiB, as long as the block runs."""
    peaks: dict[int, int] = {}
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(INTERVAL):
            for member in _tree(process):
                peak = _peak(member)
                if peak:
                    peaks[member] = peak

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        ended.set()
        watcher.join()


def _tree(process: int) -> list[int]:
    """Return a process and all below it that are running."""
    found = [process]
    for member in found:
        for children in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:  # ended meanwhile
                continue
    return found


def _peak(process: int) -> int:
    """Return the highest resident memory of a process in KiB, 0 if it has ended or nobody can tell."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
