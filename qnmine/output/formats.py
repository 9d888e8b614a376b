"""Which format a command writes: asked for, told by the name of the file, or fit for the destination."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import UsageError
from qnmine.output.destination import stands_for_device

if TYPE_CHECKING:
    from collections.abc import Collection

FORMATS = (
    "table",
    "csv",
    "tsv",
    "jsonl",
    "json",
    "markdown",
    "parquet",
    "xlsx",
    "text",
    "conllu",
    "bio",
    "spans",
    "graphml",
    "html",
)
TABLE_FORMATS = FORMATS[:8]  # those that write_table writes

_EXTENSIONS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".conllu": "conllu",
    ".bio": "bio",
    ".spans": "spans",
    ".graphml": "graphml",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}
# format: (module it needs, extra that brings it)
_EXTRAS = {"parquet": ("pyarrow", "parquet"), "xlsx": ("openpyxl", "xlsx")}


def format_for(
    requested: str | None,
    path: str | None,
    terminal: bool,
    allowed: Collection[str],
    option: str = "-o",
) -> str:
    """Choose the format: `requested`, else by the extension of `path`, else by the kind of standard output.

    `path` is the value of `option` (None or ``-``: standard output) and `terminal` tells whether standard
    output is one: then a table, otherwise CSV. `allowed` holds the formats that the command has. ``.txt``
    is ``text`` where the command has it and a table otherwise.
    Raises UsageError for a format or an extension that does not fit, a binary format on a terminal and a
    package that is not installed, before anything is written.
    """
    to_stdout = path in (None, "-", "/dev/stdout")
    if requested is not None:
        if requested not in allowed:
            fitting = ", ".join(name for name in FORMATS if name in allowed)
            raise UsageError(f"format {requested!r} does not fit here; choose from {fitting}")
        chosen = requested
    elif path is None or to_stdout or stands_for_device(path):
        chosen = _default("table" if terminal and to_stdout else "csv", allowed)
    else:
        chosen = _by_extension(path, allowed, option)
    if chosen in _EXTRAS:
        _require_extra(chosen)
        if to_stdout and terminal:
            raise UsageError(f"{chosen} cannot be shown on a terminal; write it with -o FILE.{chosen}")
    return chosen


def _default(preferred: str, allowed: Collection[str]) -> str:
    for name in (preferred, "csv", *FORMATS):
        if name in allowed:
            return name
    raise ValueError("a command needs at least one output format")


def _by_extension(path: str, allowed: Collection[str], option: str) -> str:
    if not path:
        raise UsageError(f"{option} needs the name of a file")
    if path.endswith(("/", os.sep)) or os.path.isdir(path):  # noqa: PTH112 - takes any string
        raise UsageError(f"{path}: is a folder; name a file in it")
    extension = Path(path).suffix.lower()
    chosen = _EXTENSIONS.get(extension)
    if chosen == "text" and "text" not in allowed:
        chosen = "table"
    if chosen is not None and chosen in allowed:
        return chosen
    # The first ending of each format; the others are second names.
    endings = {name: ending for ending, name in reversed(_EXTENSIONS.items()) if name in allowed}
    fitting = ", ".join(endings[name] for name in FORMATS if name in endings)
    reason = f"the ending {extension} does not fit here" if extension else "the name has no ending"
    if option != "-o":
        raise UsageError(f"{option} {path}: {reason}; use {fitting}")
    raise UsageError(f"{path}: {reason}; use {fitting}, or say --format")


def _require_extra(name: str) -> None:
    module, extra = _EXTRAS[name]
    if find_spec(module) is None:
        raise UsageError(f"{name} output needs {module}; install it with: pip install 'qnmine[{extra}]'")
