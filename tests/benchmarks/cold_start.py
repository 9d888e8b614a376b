"""Small runs, from the start of Python to its end: beside bare imports, and beside other tools.

Rows of `start` say how many times as long ours takes as an import, by wall time. Rows of `seeds` say how many
times as fast it is as another tool on the seed articles when both are charged with starting and loading.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from tests import SEEDS
from tests.benchmarks.figures import ratios
from tests.benchmarks.peers import PEERS
from tests.benchmarks.plan import attempted
from tests.benchmarks.processes import measure
from tests.benchmarks.side_by_side import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Bench, Row

IMPORTS = (("--help", "click"), ("entities seeds/", "pandas"))
"""What qnmine is called with, and the import beside which it is put."""

ON_SEEDS = (
    ("sentences", "underthesea.sent_tokenize"),
    ("tokenize", "underthesea.word_tokenize"),
    ("tokenize", "pyvi.ViTokenizer"),
    ("tokenize --pos", "underthesea.pos_tag"),
    ("entities", "underthesea.ner"),
    ("numbers", "dateparser.search_dates"),
    ("dates", "dateparser.search_dates"),
)


def start_rows(bench: Bench) -> Iterator[Row]:
    """Yield a row for each import."""
    for call, module in IMPORTS:
        run = partial(_pair, f"qnmine {call}".split(), ["-c", f"import {module}"], bench.plan.start_runs)
        yield from attempted("start", call, partial(_start, call, module, run))


def seeds_rows(bench: Bench) -> Iterator[Row]:
    """Yield a row for each tool on the seed articles."""
    for command, peer in ON_SEEDS:
        if command in bench.wanted((command,)):
            name = name_of(command, peer)
            yield from attempted("seeds", name, partial(_seeds, bench, command, peer))


def _start(call: str, module: str, run: partial[list[dict[str, Row]]]) -> list[Row]:
    theirs = f'python -c "import {module}"'
    repetitions = run()
    row = {"section": "start", "name": call, "ours": f"qnmine {call}", "theirs": theirs}
    return [{**row, "repetitions": repetitions, "ratio": _ratios(repetitions, "ours", "theirs", "wall")}]


def _seeds(bench: Bench, command: str, peer: str) -> list[Row]:
    row: Row = {"section": "seeds", "name": name_of(command, peer), "ours": command, "theirs": peer}
    if not PEERS[peer].installed:
        return [{**row, "skipped": f"{PEERS[peer].package} is not installed"}]
    jobs = ["--jobs", "1"] if bench.commands.accepts_jobs(command) else []
    ours = ["qnmine", *command.split(), str(SEEDS), "-q", "--no-config", "--csv", *jobs]
    theirs = ["-m", "tests.benchmarks.peers", peer, str(SEEDS)]
    repetitions = _pair(ours, theirs, bench.plan.seeds_runs)
    ratio = _ratios(repetitions, "theirs", "ours", "processor")
    return [
        {**row, "repetitions": repetitions, "ratio": ratio}
        | {"wall_ratio": _ratios(repetitions, "theirs", "ours", "wall")}
    ]


def _pair(ours: list[str], theirs: list[str], runs: int) -> list[dict[str, Row]]:
    """Return the measures of pairs that take turns, after a pair that does not count."""
    pairs = [(measure(["-m", *ours]), measure(theirs)) for _ in range(runs + 1)][1:]
    return [{"ours": asdict(one), "theirs": asdict(other)} for one, other in pairs]


def _ratios(repetitions: list[dict[str, Row]], over: str, under: str, clock: str) -> dict[str, float]:
    return ratios([pair[over][clock] for pair in repetitions], [pair[under][clock] for pair in repetitions])
