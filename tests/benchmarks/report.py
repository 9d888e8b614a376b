"""A line for a finished row, as the benchmark prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.plan import Row

HEADINGS = {
    "peers": "One core: our command, whole, beside a tool on the same text (processor time)",
    "seeds": "Small: the seed articles, starting and loading included on both sides (processor time)",
    "start": "Start beside an import (wall time)",
    "scaling": "Growth: exponent b of t = a·n^b, processor time without starting",
    "memory": "Peak memory of a process",
    "cores": "Several workers beside one (wall time)",
}


def line_of(row: Row) -> str:
    """Return what one row says."""
    name = f"  {row['name']:<56} "
    for reason in ("skipped", "failed"):
        if reason in row:
            return f"{name}{reason}: {row[reason]}"
    said: dict[str, Callable[[Row], str]] = {
        "peers": _peers,
        "seeds": _ratio,
        "start": _ratio,
        "scaling": _scaling,
        "memory": _memory,
        "cores": _cores,
    }
    return name + said[row["section"]](row)


def times(ratio: dict[str, float]) -> str:
    """Return a median ratio and its spread: `24.1 (23.0–25.2)`."""
    median, low, high = (short(ratio[name]) for name in ("median", "low", "high"))
    return f"{median} ({low}–{high})"


def short(value: float) -> str:
    """Return a ratio as people say it: no decimals from 100, one from 10, two below."""
    return f"{value:.{0 if value >= 100 else 1 if value >= 10 else 2}f}"


def thousands(value: float) -> str:
    """Return a speed to three digits, with separators."""
    return f"{int(float(f'{value:.3g}')):,}"


def _peers(row: Row) -> str:
    speed = f"{thousands(row['speed']['median'])} syllables/s"
    if "ratio" not in row:
        return speed
    theirs = thousands(row["their_speed"]["median"])
    return f"{times(row['ratio'])} x; wall {times(row['wall_ratio'])} x; {speed}, theirs {theirs}"


def _ratio(row: Row) -> str:
    return f"{times(row['ratio'])} x"


def _scaling(row: Row) -> str:
    return f"b = {row['exponent']:.3f}; {', '.join(_point(point) for point in row['points'])}"


def _point(point: dict[str, Any]) -> str:
    fastest = min(one["processor"] for one in point["repetitions"])
    return f"{point['megabytes']:g} MB {fastest:.1f} s"


def _memory(row: Row) -> str:
    worker = f", largest worker {row['worker']:.0f} MB" if row["worker"] else ""
    return f"{row['main']:.0f} MB{worker}"


def _cores(row: Row) -> str:
    same = "same bytes" if row["equal"] else "OTHER BYTES"
    return f"{times(row['ratio'])} x, {row['processor']:.2f} x the processor time, {same}"
