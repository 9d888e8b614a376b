"""`qnmine evaluate` run as a command, and its rows in the form of the file of measured figures."""

from __future__ import annotations

import hashlib
import json
import shlex
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, Any]
WHOLE = "ALL"
"""The type of the row for all types together."""

_WHOLE = ("micro", "all")  # what `evaluate` calls it
_DIGITS = 5


def evaluate(*arguments: object) -> list[Row]:
    """Return the rows that `qnmine evaluate` writes; its message as an error if it fails."""
    rows: list[Row] = json.loads(run("evaluate", *arguments, "--format", "json"))
    return rows


def run(*arguments: object) -> str:
    """Return what a command of qnmine writes; its message as an error if it fails."""
    command = [sys.executable, "-X", "utf8", "-m", "qnmine", *map(str, arguments), "--no-config"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if process.returncode:
        raise SystemExit(f"qnmine {arguments[0]}: {process.stderr.strip()}")
    return process.stdout


def said(*arguments: object) -> str:
    """Return the command as a reader writes it, files by their names."""
    words = (one.name if isinstance(one, Path) else str(one) for one in arguments)
    return shlex.join(["qnmine", "evaluate", *words])


def scores(rows: Iterable[Row], match: str) -> list[Row]:
    """Return the rows of one kind of match by type, that of all types first."""
    kept = [_short(row) for row in rows if row["match"] == match and row["type"] != "macro"]
    return sorted(kept, key=lambda row: row["type"] != WHOLE)


def by_group(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the strict scores for each value of the key that `--by` named."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["group"]].append(row)
    return {name: scores(held, "strict") for name, held in groups.items()}


def _short(row: Row) -> Row:
    short = {
        "type": WHOLE if row["type"] in _WHOLE else row["type"],
        **{name: row[name] for name in ("gold", "predicted", "correct")},
        **{name: _rounded(row[name]) for name in ("precision", "recall", "f1")},
    }
    if "f1_low" in row:
        short |= {"low": _rounded(row["f1_low"]), "high": _rounded(row["f1_high"])}
    return short


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_lines(path: Path) -> list[Row]:
    """Return the records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_lines(records: Iterable[Row], path: Path) -> Path:
    """Write a file of JSON lines and return its path."""
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")
    return path
