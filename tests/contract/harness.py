"""Run qnmine as its users do: a process of its own, with standard streams of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests import ROOT
from tests.contract.nursery import Nursery

csv.field_size_limit(2**30)

if TYPE_CHECKING:
    from collections.abc import Mapping

# Every command that reads a corpus, with what makes it write rows that have offsets (if any do).
CORPUS_COMMANDS: dict[str, tuple[str, ...]] = {
    "tokenize": ("tokenize",),
    "tagged": ("tokenize", "--segmenter", "underthesea", "--pos", "--upos", "--lower"),
    "sentences": ("sentences",),
    "entities": ("entities",),
    "mentions": ("entities", "--mentions"),
    "network": ("network",),
    "numbers": ("numbers",),
    "dates": ("dates",),
    "timeline": ("dates", "--timeline"),
    "keywords": ("keywords",),
    "keyness": ("keywords", "--measure", "keyness"),
    "ngrams": ("ngrams",),
    "concordance": ("concordance", "Hạ Long|Quảng Ninh"),
    "collocations": ("collocations", "(thăm|phát triển)", "--min-count", "1"),
    "dispersion": ("dispersion",),
    "profile": ("profile", "--by", "doc"),
    "normalize": ("normalize", "--csv"),
    "corpus": ("corpus",),
    "convert": ("convert", "--csv"),
}
WITH_OFFSETS = ("tokenize", "tagged", "sentences", "mentions", "numbers", "dates", "concordance")

COLUMNS = {
    "tokenize": ["doc", "sentence", "token", "start", "end", "text", "word"],
    "tagged": ["doc", "sentence", "token", "start", "end", "text", "word", "pos", "upos"],
    "sentences": ["doc", "sentence", "start", "end", "text"],
    "entities": ["name", "type", "mentions", "docs", "variants"],
    "mentions": ["doc", "sentence", "start", "end", "text", "type", "name"],
    "network": [
        "source",
        "source_type",
        "target",
        "target_type",
        "count",
        "docs",
        "npmi",
        "log_likelihood",
    ],
    "numbers": [
        "doc",
        "sentence",
        "start",
        "end",
        "text",
        "kind",
        "value",
        "low",
        "high",
        "numerator",
        "denominator",
        "unit",
        "modifier",
    ],
    "dates": [
        "doc",
        "sentence",
        "start",
        "end",
        "text",
        "kind",
        "value",
        "begins",
        "ends",
        "modifier",
        "basis",
    ],
    "timeline": ["period", "count", "docs"],
    "keywords": ["term", "count", "docs", "per_million", "score"],
    "keyness": [
        "term",
        "count",
        "docs",
        "per_million",
        "score",
        "reference_count",
        "reference_per_million",
        "log_likelihood",
        "log_likelihood_p",
        "chi_square",
        "chi_square_p",
        "log_ratio",
        "percent_diff",
        "odds_ratio",
    ],
    "ngrams": ["term", "words", "count", "docs", "per_million"],
    "concordance": ["doc", "sentence", "start", "end", "left", "text", "right"],
    "collocations": [
        "node",
        "collocate",
        "count",
        "left",
        "right",
        "docs",
        "node_count",
        "collocate_count",
        "expected",
        "mi",
        "mi3",
        "npmi",
        "t",
        "z",
        "log_likelihood",
        "log_dice",
        "dice",
    ],
    "dispersion": [
        "term",
        "count",
        "docs",
        "range",
        "juilland_d",
        "carroll_d2",
        "rosengren_s",
        "dp",
        "dp_norm",
        "arf",
    ],
    "profile": [
        "doc",
        "documents",
        "paragraphs",
        "sentences",
        "tokens",
        "words",
        "syllables",
        "characters",
        "types",
        "hapaxes",
        "ttr",
        "mattr",
        "hdd",
        "yule_k",
        "sentence_words",
        "sentence_words_sd",
        "word_syllables",
        "word_characters",
        "difficult_syllables",
        "readability",
        "group_docs",
        "group_words",
    ],
    "normalize": ["doc", "text"],
    "corpus": [
        "doc",
        "format",
        "encoding",
        "certainty",
        "characters",
        "syllables",
        "title",
        "date",
        "duplicate_of",
        "similarity",
        "problems",
    ],
    "convert": ["id", "text"],
}


@dataclass(frozen=True)
class Result:
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def header(self) -> list[str]:
        return next(csv.reader(io.StringIO(self.text, newline="")))

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.text, newline="")))

    @property
    def json_rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.text.split("\n") if line]

    @property
    def errors(self) -> list[str]:
        """The lines of standard error without the closing count."""
        lines = self.err.splitlines()
        return [line for line in lines if not line.endswith(("row", "rows"))]


def environment(*, unbuffered: bool = False) -> dict[str, str]:
    """The environment of a run: this one, with Python's buffering as asked for, whatever is set here."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, "PYTHONPATH": str(ROOT), **({"PYTHONUNBUFFERED": "1"} if unbuffered else {})}


def heed_signals() -> None:
    """Have a process that is to be started be interrupted by signals, as one at a terminal is.

    A suite that runs in the background of a shell has signals ignored, and so have its children.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def qnmine(
    *arguments: str | Path,
    stdin: bytes | None = None,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    timeout: float = 120,
    faults: dict[str, int | str] | None = None,
) -> Result:
    """Run the program; without `stdin` its standard input is an empty file.

    `faults` are those of `Nursery.run`.
    The process is forked from one that has imported the program, where that makes no difference.
    """
    if not hasattr(os, "fork") or any(name.startswith(("PYTHON", "LC_")) for name in env or {}):
        return fresh(*arguments, stdin=stdin, cwd=cwd, env=env, timeout=timeout)
    code, out, err = _nursery().run(
        [*map(str, arguments)],
        stdin or b"",
        cwd or Path.cwd(),
        {**environment(), **(env or {})},
        timeout,
        faults,
    )
    return Result(code, out, err.decode("utf-8", "replace"))


def fresh(
    *arguments: str | Path,
    stdin: bytes | None = None,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 120,
) -> Result:
    """Run the program in an interpreter of its own."""
    process = subprocess.run(
        [sys.executable, "-m", "qnmine", *map(str, arguments)],
        input=stdin if stdin is not None else b"",
        capture_output=True,
        cwd=cwd,
        env={**environment(), **(env or {})},
        timeout=timeout,
        check=False,
    )
    return Result(process.returncode, process.stdout, process.stderr.decode("utf-8", "replace"))


@cache
def _nursery() -> Nursery:
    return Nursery(environment(), ROOT)
