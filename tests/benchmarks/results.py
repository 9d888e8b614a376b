"""The results file: rows of all sections, and the runs (versions, machine, date) in which they were measured.

    {"quick": false, "runs": [{"date", "machine", "versions"}], "rows": [{"section", "name", "run", …}]}

A row names its run by the date. A new row takes the place of the one of its section and name, so that parts
can be measured again; runs without a row are dropped.
"""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.benchmarks.plan import Row

SECTIONS = ("peers", "seeds", "start", "scaling", "memory", "cores")
PACKAGES = ("numpy", "pandas", "click", "underthesea", "pyvi", "dateparser")


class ResultsError(Exception):
    """A results file that cannot be read or added to; the message says why."""


class Results:
    """Rows by section and name, written to `path` after each one, if there is a path."""

    def __init__(self, path: Path | None, *, quick: bool) -> None:
        """Read what `path` has; ResultsError if that is none of ours, or is quick where this is not."""
        self.path = path
        self.run = about()
        self._content: dict[str, Any] = {"quick": quick, "runs": [], "rows": []}
        if path is not None and path.exists():
            self._content = read(path)
            if self._content["quick"] != quick:
                kind = "a full run" if quick else "a quick run"
                raise ResultsError(f"{path} holds {kind}, which this one is not: name another file with -o")

    def put(self, row: Row) -> None:
        """Add a row or replace the one of its section and name, and write the file."""
        key = row["section"], row["name"]
        rows = [old for old in self._content["rows"] if (old["section"], old["name"]) != key]
        rows.append({"section": key[0], "name": key[1], "run": self.run["date"], **row})
        rows.sort(key=lambda one: SECTIONS.index(one["section"]))  # stable: in the order of measuring
        named = {one["run"] for one in rows}
        runs = {run["date"]: run for run in (*self._content["runs"], self.run) if run["date"] in named}
        self._content |= {"runs": [runs[date] for date in sorted(runs)], "rows": rows}
        if self.path is not None:
            write(self._content, self.path)


def read(path: Path) -> dict[str, Any]:
    """Return the content of a results file; ResultsError if it is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResultsError(f"{path}: no results: {error}") from None
    if not isinstance(content, dict) or not content.keys() >= {"quick", "runs", "rows"}:
        raise ResultsError(f"{path}: no results of tests.benchmarks.run: quick, runs or rows are missing")
    return content


def write(content: dict[str, Any], path: Path, *, width: int = 120) -> None:
    """Write a results file, whole or not at all: small objects on one line each, for people and for git."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(f"{_laid_out(content, width)}\n", encoding="utf-8")
    partial.replace(path)


def _laid_out(value: Any, width: int, margin: str = "") -> str:
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(margin) + len(line) <= width:
        return line
    inner = f"{margin}  "
    if isinstance(value, list):
        parts, brackets = [_laid_out(part, width, inner) for part in value], "[]"
    else:
        parts = [f"{json.dumps(key)}: {_laid_out(part, width, inner)}" for key, part in value.items()]
        brackets = "{}"
    return f"{brackets[0]}\n{inner}" + f",\n{inner}".join(parts) + f"\n{margin}{brackets[1]}"


def about() -> dict[str, Any]:
    """Return the date (UTC), the machine without its name, and the versions of what is compared."""
    import qnmine

    versions = {"qnmine": qnmine.__version__, "python": platform.python_version()}
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    machine = {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "platform": f"{platform.system()} {platform.machine()}",
    }
    date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"date": date, "machine": machine, "versions": versions}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
