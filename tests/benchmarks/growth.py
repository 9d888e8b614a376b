"""How time and memory grow with the input, and what a second core brings."""

from __future__ import annotations

import os
import statistics
import sys
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks.figures import fitted_exponent, ratios, repeat, significant
from tests.benchmarks.plan import attempted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.commands import Run
    from tests.benchmarks.plan import Bench, Row

COMMANDS = ("entities", "entities --mentions", "numbers", "dates", "tokenize", "keywords")

NO_JOBS = "the command does not know --jobs"
NO_MEMORY = "peak memory is read from /proc, which only Linux has"


def scaling_rows(bench: Bench) -> Iterator[Row]:
    """Yield the exponent b of t = a·n^b of each command: processor time above that of one sentence, bytes."""
    for command in bench.wanted(COMMANDS):
        yield from attempted("scaling", command, partial(_scaling, bench, command))


def memory_rows(bench: Bench) -> Iterator[Row]:
    """Yield the peak memory of each command on inputs of each size, with one and two workers."""
    for size in bench.sizes(bench.plan.memory_sizes):
        for command in bench.wanted(COMMANDS):
            for jobs in (1, 2):
                name = f"{command}, {size:g} MB, jobs {jobs}"
                yield from attempted("memory", name, partial(_memory, bench, command, size, jobs, name))


def cores_rows(bench: Bench) -> Iterator[Row]:
    """Yield how many times as fast each command is with two workers as with one, or with one a core."""
    for command in bench.wanted(COMMANDS) if bench.sizes((bench.plan.cores_size,)) else ():
        for jobs in sorted({2, os.cpu_count() or 2} - {1}):
            name = f"{command}, jobs {jobs}"
            yield from attempted("cores", name, partial(_cores, bench, command, jobs, name))


def _scaling(bench: Bench, command: str) -> list[Row]:
    def processor(runs: list[Run]) -> float:
        return statistics.median(run.measure.processor for run in runs)

    sentence = bench.corpora.sentence().path
    bench.commands.run(command, sentence)  # compiles byte code, reads files for the first time
    starts = repeat(partial(bench.commands.run, command, sentence), bench.plan.runs, bench.plan.seconds)
    points, sizes, seconds = [], [], []
    for size in bench.sizes(bench.plan.scaling_sizes):
        corpus = bench.corpora.of(size)
        runs = repeat(partial(bench.commands.run, command, corpus.path), bench.plan.runs, bench.plan.seconds)
        sizes.append(corpus.size)
        seconds.append(processor(runs) - processor(starts))
        figures = {"megabytes": size, "bytes": corpus.size, "syllables": corpus.syllables}
        points.append({**figures, "repetitions": [run.as_dict() for run in runs]})
    row = {"section": "scaling", "name": command, "text": bench.corpora.name}
    start = {"start": [run.as_dict() for run in starts], "points": points}
    return [{**row, **start, "exponent": fitted_exponent(sizes, seconds)}]


def _memory(bench: Bench, command: str, size: float, jobs: int, name: str) -> list[Row]:
    row = {"section": "memory", "name": name, "command": command, "megabytes": size, "jobs": jobs}
    if not sys.platform.startswith("linux"):
        return [{**row, "skipped": NO_MEMORY}]
    if jobs > 1 and not bench.commands.accepts_jobs(command):
        return [{**row, "skipped": NO_JOBS}]
    runs = bench.commands.runs(command, bench.corpora.of(size).path, jobs)
    main = max(run.measure.main_memory or 0 for run in runs)
    worker = max(run.measure.worker_memory or 0 for run in runs)
    return [{**row, "main": main, "worker": worker, "repetitions": [run.as_dict() for run in runs]}]


def _cores(bench: Bench, command: str, jobs: int, name: str) -> list[Row]:
    size = bench.plan.cores_size
    row = {"section": "cores", "name": name, "command": command, "megabytes": size, "jobs": jobs}
    if (os.cpu_count() or 1) < jobs:
        return [{**row, "skipped": f"the machine has fewer than {jobs} cores"}]
    if not bench.commands.accepts_jobs(command):
        return [{**row, "skipped": NO_JOBS}]
    path = bench.corpora.of(size).path

    def pair() -> tuple[Run, Run]:
        return bench.commands.run(command, path, 1), bench.commands.run(command, path, jobs)

    pairs = repeat(pair, bench.plan.runs, bench.plan.cores_seconds)
    ones, manies = zip(*pairs, strict=True)
    return [
        {
            **row,
            "repetitions": [{"one": one.as_dict(), "many": many.as_dict()} for one, many in pairs],
            "ratio": ratios([one.measure.wall for one in ones], [many.measure.wall for many in manies]),
            "processor": significant(
                statistics.median(many.measure.processor / one.measure.processor for one, many in pairs)
            ),
            "equal": all(one.digest == many.digest for one, many in pairs),
        }
    ]
