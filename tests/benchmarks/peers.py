"""Other tools, called line by line as their users call them, in a process of their own.

    python -m tests.benchmarks.peers underthesea.ner corpus.jsonl --seconds 5 --seed 0

Lines are drawn from the whole text in a random order until so many seconds have passed, because some tools
are half as fast on some articles as on others; without `--seconds`, all lines in order. What is imported and
loaded is there before the clock starts, which favours the tool; our commands are charged with it. The result
is a JSON object: `lines`, `syllables`, and the seconds `wall` and `processor`.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import random
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.corpus import SENTENCE, lines_of, syllables_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[[str], object]


@dataclass(frozen=True)
class Peer:
    """A function of another package: how to get it."""

    package: str
    load: Callable[[], Call]

    @property
    def installed(self) -> bool:
        """Whether the package is there."""
        return importlib.util.find_spec(self.package) is not None


def _function(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


def _search_dates() -> Call:
    return partial(_function("dateparser.search", "search_dates"), languages=["vi"])


def _pyvi_tags() -> Call:
    """pyvi tags what it has segmented before."""
    tokenize, tag = _function("pyvi.ViTokenizer", "tokenize"), _function("pyvi.ViPosTagger", "postagging")
    return lambda line: tag(tokenize(line))


PEERS = {
    **{
        f"underthesea.{name}": Peer("underthesea", partial(_function, "underthesea", name))
        for name in ("sent_tokenize", "word_tokenize", "pos_tag", "ner")
    },
    "pyvi.ViTokenizer": Peer("pyvi", partial(_function, "pyvi.ViTokenizer", "tokenize")),
    "pyvi.ViPosTagger": Peer("pyvi", _pyvi_tags),
    "dateparser.search_dates": Peer("dateparser", _search_dates),
}


def run_lines(call: Call, lines: list[str], seconds: float | None = None) -> dict[str, float]:
    """Call a function on lines, one begun after `seconds` no more; return what was done in which time."""
    done = syllables = 0
    wall, processor = time.perf_counter(), time.process_time()
    for line in lines:
        call(line)
        done += 1
        syllables += syllables_of(line)
        if seconds is not None and time.perf_counter() - wall >= seconds:
            break
    return {
        "lines": done,
        "syllables": syllables,
        "wall": round(time.perf_counter() - wall, 4),
        "processor": round(time.process_time() - processor, 4),
    }


def main() -> None:
    """Print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("name", choices=PEERS)
    parser.add_argument("source", type=Path, help="JSON lines, or a folder of text files")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    lines = lines_of(options.source)
    if options.seconds is not None:
        random.Random(options.seed).shuffle(lines)
    call = PEERS[options.name].load()
    call(SENTENCE)  # some load their model when they are first called
    print(json.dumps(run_lines(call, lines, options.seconds)))


if __name__ == "__main__":
    main()
