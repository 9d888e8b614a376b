"""Puts the results into the README, between two comments.

python -m tests.benchmarks.table tests/benchmarks/results.json README.md
"""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import growth, side_by_side
from tests.benchmarks.report import short, thousands, times
from tests.benchmarks.results import ResultsError, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.plan import Row

Rows = dict[tuple[str, str], dict[str, Any]]
HEAD = ("one core", "beside", "times as fast (lowest–highest)", "by wall time", "seeds, cold", "syllables/s")
BEGIN, END = "<!-- performance table -->", "<!-- /performance table -->"


def tables(content: dict[str, Any]) -> str:
    """Return the Markdown of the results."""
    rows = {(row["section"], row["name"]): row for row in content["rows"]}
    parts = [_filled(_origin(content)), _peers(rows), _start(rows), _growth(rows)]
    return "\n\n".join(part for part in parts if part)


def replaced(readme: str, table: str) -> str:
    """Return the text with what is between the comments replaced; ResultsError without both comments."""
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ResultsError(f"the comments {BEGIN} and {END} are missing")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def _origin(content: dict[str, Any]) -> str:
    """Return on which machine, when, and with which versions."""
    said = []
    for run in content["runs"]:
        versions = ", ".join(f"{name} {version}" for name, version in run["versions"].items())
        cores = f"{run['machine']['cores']} cores"
        said.append(f"{run['machine']['processor']}, {cores}, {run['date'][:10]}; {versions}.")
    kind = " A quick run on small inputs: an impression only." if content["quick"] else ""
    return f"Measured on {' And on '.join(dict.fromkeys(said))}{kind}"


def _peers(rows: Rows) -> str:
    """Return a table of commands beside other tools, or alone."""
    names = [side_by_side.name_of(*pair) for pair in side_by_side.PAIRS]
    alone = [command for commands, peers in side_by_side.TASKS if not peers for command in commands]
    known = [rows["peers", name] for name in (*names, *alone) if "speed" in rows.get(("peers", name), {})]
    lines = [
        (
            f"`{row['ours']}`",
            f"`{row['theirs']}`" if "theirs" in row else "",
            times(row["ratio"]) if "ratio" in row else row.get("skipped", ""),
            short(row["wall_ratio"]["median"]) if "ratio" in row else "",
            _seeds(rows.get(("seeds", row["name"]), {})),
            thousands(row["speed"]["median"]),
        )
        for row in known
    ]
    if not known:
        return ""
    return f"{_table(HEAD, lines, '--::::')}\n\n{_filled(_conditions(known))}"


def _seeds(row: Row) -> str:
    return short(row["ratio"]["median"]) if "ratio" in row else ""


def _conditions(rows: Sequence[Row]) -> str:
    texts = dict.fromkeys(f"{row['text']['megabytes']:.3g} MB of {row['text']['name']}" for row in rows)
    rounds = max(len(row["repetitions"]) for row in rows)
    return (
        f"On {' or '.join(texts)}: ours is the whole command, from starting Python to the last row of the "
        "CSV file; theirs is the function alone, called on lines of the same text, with imports and models "
        "loaded before the clock starts, which favours it. On the seed articles, which are short, both are "
        f"charged with starting and loading. Medians of up to {rounds} rounds in which all take their turn; "
        "ratios of processor time where nothing else is said, libraries held to one thread. A syllable is a "
        "stretch between white space."
    )


def _start(rows: Rows) -> str:
    said = [
        f"`{row['ours']}` takes {times(row['ratio'])} times as long as `{row['theirs']}`"
        for (section, _), row in rows.items()
        if section == "start" and "ratio" in row
    ]
    return _filled(f"Cold start, by wall time: {'; '.join(said)}.") if said else ""


def _growth(rows: Rows) -> str:
    """Return a table of what growing inputs cost each command, without the columns that are empty."""
    sizes = sorted({row["megabytes"] for (section, _), row in rows.items() if section == "memory"})
    workers = sorted({row["jobs"] for (section, _), row in rows.items() if section == "cores"})
    head = [
        "command",
        f"exponent, {_range(rows)}",
        *(f"memory at {size:g} MB" for size in sizes),
        *(f"--jobs {jobs}" for jobs in workers),
    ]
    lines = [
        (
            f"`{command}`",
            _exponent(rows.get(("scaling", command), {})),
            *(_memory(rows, command, size) for size in sizes),
            *(_cores(rows.get(("cores", f"{command}, jobs {jobs}"), {})) for jobs in workers),
        )
        for command in growth.COMMANDS
    ]
    used = [column for column in range(len(head)) if any(line[column] for line in lines)]
    if len(used) < 2:
        return ""
    kept = [tuple(line[column] for column in used) for line in lines if any(line[1:])]
    table = _table([head[column] for column in used], kept, "-" + ":" * (len(used) - 1))
    return f"{table}\n\n{_filled(_legend(rows))}"


def _range(rows: Rows) -> str:
    sizes = [
        point["megabytes"]
        for (section, _), row in rows.items()
        if section == "scaling"
        for point in row.get("points", ())
    ]
    return f"{min(sizes):g} to {max(sizes):g} MB" if sizes else ""


def _exponent(row: Row) -> str:
    return f"{row['exponent']:.3f}" if "exponent" in row else ""


def _memory(rows: Rows, command: str, size: float) -> str:
    said = []
    for jobs in (1, 2):
        row = rows.get(("memory", f"{command}, {size:g} MB, jobs {jobs}"), {})
        if "main" in row:
            said.append(f"{row['main']:.0f}" + (f" + {row['worker']:.0f}" if row["worker"] else ""))
    return "; ".join(said)


def _cores(row: Row) -> str:
    if "ratio" not in row:
        return ""
    return times(row["ratio"]) + ("" if row["equal"] else ", other bytes")


def _legend(rows: Rows) -> str:
    sections = {section for section, _ in rows}
    sizes = {row["megabytes"] for (section, _), row in rows.items() if section == "cores" and "ratio" in row}
    parts = {
        "scaling": "The exponent is b of t = a·n^b, fitted to the processor time on inputs of growing "
        "size, less that on one sentence: 1 is linear.",
        "memory": "Memory is the peak of a process in MB: with one worker; with two, of the main process "
        "+ of the larger worker.",
    }
    said = [part for section, part in parts.items() if section in sections]
    if sizes:
        said.append(
            f"The columns `--jobs` say how many times as fast several workers are as one on "
            f"{max(sizes):g} MB, by wall time; the output is the same bytes."
        )
    return " ".join(said)


def _filled(text: str) -> str:
    return textwrap.fill(text, 118, break_long_words=False, break_on_hyphens=False)


def _table(head: Sequence[str], lines: Sequence[Sequence[str]], marks: str) -> str:
    """Return a Markdown table; a mark for each column: `-` left, `:` right."""
    rules = ["---" if mark == "-" else "---:" for mark in marks]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *lines))


def main() -> None:
    """Rewrite the README."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("readme", type=Path)
    options = parser.parse_args()
    try:
        text = replaced(options.readme.read_text(encoding="utf-8"), tables(read(options.results)))
    except ResultsError as error:
        parser.error(str(error))
    options.readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
