"""Wall time of `qnmine --help` and of a small run, beside bare imports, in one run.

Run: python tests/benchmarks/startup.py
Each pair of commands is run in turn; the figure is the median ratio of the pairs.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 15

PAIRS = {
    "qnmine --help / import click (at most 2.5)": (["-m", "qnmine", "--help"], ["-c", "import click"]),
    "qnmine entities seeds/ / import pandas": (
        ["-m", "qnmine", "entities", "seeds/"],
        ["-c", "import pandas"],
    ),
}


def _seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print the median times and ratios."""
    for name, (ours, theirs) in PAIRS.items():
        times = [(_seconds(ours), _seconds(theirs)) for _ in range(RUNS + 1)][1:]
        ratio = statistics.median(a / b for a, b in times)
        ours_ms, theirs_ms = (1000 * statistics.median(column) for column in zip(*times, strict=True))
        print(f"{name}: {ours_ms:.0f} ms / {theirs_ms:.0f} ms = {ratio:.2f}")


if __name__ == "__main__":
    main()
