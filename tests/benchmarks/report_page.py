"""How long the report of the seed articles takes, from the start of the program, and how large it is.

`python -m tests.benchmarks.report_page` runs the command anew several times and prints a line.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import click

from tests import ROOT


@click.command()
@click.option("--runs", type=click.IntRange(min=1), default=5, show_default=True, help="So many runs.")
def main(runs: int) -> None:
    """Time `qnmine report seeds/` in processes of its own."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        command = [sys.executable, "-m", "qnmine", "report", "seeds/", "-q", "-o", str(page)]
        seconds = []
        for _ in range(runs):
            begun = time.perf_counter()
            subprocess.run(command, check=True, cwd=ROOT)
            seconds.append(time.perf_counter() - begun)
        size = page.stat().st_size / 1e6
    told = f"{median(seconds):.1f} s ({min(seconds):.1f}–{max(seconds):.1f}, {runs} runs)"
    click.echo(f"report of the seed articles: {told}, {size:.1f} MB")


if __name__ == "__main__":
    main()
