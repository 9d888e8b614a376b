"""Measures everything side by side, prints a line for each finished row and writes JSON.

    python -m tests.benchmarks.run --text viwiki-2017.jsonl.xz -o tests/benchmarks/results.json
    python -m tests.benchmarks.run --quick                    # a minute or two, on the seed articles
    python -m tests.benchmarks.run --only scaling --command numbers --text … -o …      # a part again
    python -m tests.benchmarks.run --only memory --text … -o …                         # up to 500 MB: hours
    python -m tests.benchmarks.table tests/benchmarks/results.json README.md           # then the README

--text is JSON lines with a field `text`, also .xz; smaller and larger inputs are made of it (corpus.py).
Sections: peers, seeds, start, scaling, memory, cores. Rows replace those of the same name in an existing
results file, which is written after each of them. Inputs and outputs lie in a temporary folder (TMPDIR), some
1 GB for 100 MB of text. The machine should have nothing else to do. The exit status is 1 if anything failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests import SEEDS
from tests.benchmarks import cold_start, growth, side_by_side
from tests.benchmarks.commands import Commands
from tests.benchmarks.corpus import Corpora
from tests.benchmarks.plan import FULL, QUICK, Bench
from tests.benchmarks.report import HEADINGS, line_of
from tests.benchmarks.results import SECTIONS, Results, ResultsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.plan import Row

ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "peers": side_by_side.rows,
    "seeds": cold_start.seeds_rows,
    "start": cold_start.start_rows,
    "scaling": growth.scaling_rows,
    "memory": growth.memory_rows,
    "cores": growth.cores_rows,
}
LARGEST = 100
"""Megabytes of the largest input, unless memory is asked for by name."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; return 1 if a row failed."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        sections, commands = _sections(options.only), _commands(options.command)
        results = Results(options.output, quick=options.quick)
    except ResultsError as error:
        parser.error(str(error))
    largest = options.largest or (float("inf") if options.only and "memory" in sections else LARGEST)
    with tempfile.TemporaryDirectory() as folder:
        corpora = Corpora(options.text or SEEDS, Path(folder))
        plan = QUICK if options.quick else FULL
        bench = Bench(plan, corpora, Commands(Path(folder)), largest, commands)
        return _measured(bench, sections, results)


def _measured(bench: Bench, sections: Sequence[str], results: Results) -> int:
    begin, failed = time.perf_counter(), 0
    for section in sections:
        print(f"\n{HEADINGS[section]}", flush=True)
        for row in ROWS[section](bench):
            if "failed" in row:  # what was measured before is still true
                failed += 1
            else:
                results.put(row)
            print(f"{line_of(row)}  [{time.perf_counter() - begin:.0f} s]", flush=True)
    return 1 if failed else 0


def _sections(only: str | None) -> list[str]:
    wanted = only.split(",") if only else list(SECTIONS)
    if unknown := [section for section in wanted if section not in SECTIONS]:
        raise ResultsError(f"--only: no such section: {', '.join(unknown)}; there are: {', '.join(SECTIONS)}")
    return [section for section in SECTIONS if section in wanted]


def _commands(wanted: Sequence[str]) -> frozenset[str]:
    known = {command for commands, _ in side_by_side.TASKS for command in commands} | {*growth.COMMANDS}
    if unknown := sorted(set(wanted) - known):
        said = f"{', '.join(unknown)}; there are: {', '.join(sorted(known))}"
        raise ResultsError(f"--command: not measured: {said}")
    return frozenset(wanted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--text", type=Path, help="JSON lines, also .xz (the seed articles)")
    parser.add_argument("--quick", action="store_true", help="small inputs, few repetitions")
    parser.add_argument("--only", metavar="NAME,…", help="only these sections")
    parser.add_argument(
        "--command", action="append", default=[], help="only this command ('entities --mentions'); repeatable"
    )
    parser.add_argument(
        "--largest",
        type=float,
        metavar="MB",
        help="leave out larger inputs (100; none left out by --only memory)",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write results, or add them to FILE"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
