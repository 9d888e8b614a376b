"""One core: our commands beside other tools on the same text in the same run.

Ours is a whole command: start of Python, models, reading JSON lines, writing CSV. Theirs is the function on
lines of the same text, its models loaded before. Within a repetition all take their turn, so that what else
the machine does meets all; a ratio is that of one repetition. Ratios are of processor time, and of wall time
beside it.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figures import ratios, spread
from tests.benchmarks.peers import PEERS
from tests.benchmarks.plan import attempted
from tests.benchmarks.processes import measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.plan import Bench, Row

SECTION = "peers"

TASKS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("sentences",), ("underthesea.sent_tokenize",)),
    (("tokenize", "tokenize --segmenter underthesea"), ("underthesea.word_tokenize", "pyvi.ViTokenizer")),
    (("tokenize --pos",), ("underthesea.pos_tag", "pyvi.ViPosTagger")),
    (("entities", "entities --mentions", "entities --engine underthesea"), ("underthesea.ner",)),
    (("numbers", "dates"), ("dateparser.search_dates",)),
    (("keywords", "ngrams"), ()),
)
"""What is measured in turn: commands, and what they are compared with."""

PAIRS = [(command, peer) for commands, peers in TASKS for command in commands for peer in peers]


def rows(bench: Bench) -> Iterator[Row]:
    """Yield a row for each pair, and for each command that has no peer."""
    for commands, peers in TASKS:
        if wanted := bench.wanted(commands):
            yield from attempted(SECTION, ", ".join(wanted), partial(_task, bench, wanted, peers))


def _task(bench: Bench, commands: tuple[str, ...], peers: tuple[str, ...]) -> list[Row]:
    corpus = bench.corpora.of(bench.plan.peers_size)
    sentence = bench.corpora.sentence()
    for command in commands:  # so that byte code is compiled and files have been read before
        bench.commands.run(command, sentence.path)
    times: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for repetition in range(bench.plan.peers_runs):
        for command in commands:
            run = bench.commands.run(command, corpus.path)
            times[command].append({"syllables": corpus.syllables, **run.as_dict()})
        for peer in peers:
            if PEERS[peer].installed:
                times[peer].append(run_peer(peer, corpus.path, bench.plan.peers_seconds, repetition))
    text = {
        "name": bench.corpora.name,
        "megabytes": round(corpus.size / 1e6, 2),
        "syllables": corpus.syllables,
    }
    return [
        {"section": SECTION, "name": name_of(command, peer), "text": text, **_compared(times, command, peer)}
        for command in commands
        for peer in peers or (None,)
    ]


def name_of(command: str, peer: str | None) -> str:
    """Return the name of a row."""
    return f"{command} | {peer}" if peer else command


def run_peer(peer: str, source: Path, seconds: float, seed: int) -> dict[str, Any]:
    """Return what a tool did in about so many seconds."""
    with tempfile.TemporaryFile() as output:
        arguments = [peer, str(source), "--seconds", str(seconds), "--seed", str(seed)]
        measure(["-m", "tests.benchmarks.peers", *arguments], output)
        output.seek(0)
        result: dict[str, Any] = json.load(output)
    return result


def _compared(times: dict[str, list[dict[str, Any]]], command: str, peer: str | None) -> Row:
    ours = times[command]
    row: Row = {"ours": command, "speed": spread(speeds(ours, "processor"))}
    if peer is None:
        return {**row, "repetitions": [{"ours": one} for one in ours]}
    row["theirs"] = peer
    if not times[peer]:
        missing = f"{PEERS[peer].package} is not installed"
        return {**row, "skipped": missing, "repetitions": [{"ours": one} for one in ours]}
    pairs = zip(ours, times[peer], strict=True)
    return {**row, "repetitions": [{"ours": one, "theirs": other} for one, other in pairs]} | {
        "their_speed": spread(speeds(times[peer], "processor")),
        "ratio": ratios(speeds(ours, "processor"), speeds(times[peer], "processor")),
        "wall_ratio": ratios(speeds(ours, "wall"), speeds(times[peer], "wall")),
    }


def speeds(times: list[dict[str, Any]], clock: str) -> list[float]:
    """Return the syllables a second of each repetition."""
    return [one["syllables"] / one[clock] for one in times]
