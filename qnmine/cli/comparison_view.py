"""What `qnmine compare` tells of its two sides, and its table at a terminal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qnmine.cli.messages import say
from qnmine.output.two_sides import write_two_sides

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qnmine.cli.options import OutputOptions
    from qnmine.cli.run import Run
    from qnmine.cli.sides import Sides

_HEADINGS = {
    "log_likelihood": "G²",
    "chi_square": "χ²",
    "log_ratio": "log ratio",
    "percent_diff": "%DIFF",
    "odds_ratio": "odds",
}
"""What columns of measures are called where there is little room; `count` has no column of its own."""


def tell_sides(run: Run, sides: Sides, sizes: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Return what A and B are, with their documents and words; a table for a terminal shows it, others not.

    Where it is not shown it is said on standard error; and so is that one of them has no words.
    """
    told = {}
    for mark, side, (documents, words) in zip("AB", sides.order(), sizes, strict=True):
        of_documents = "1 document" if documents == 1 else f"{documents} documents"
        told[mark] = f"{sides.name(side)} ({of_documents}, {words} words)"
        if not words:
            run.telling.warn(f"{mark}, {sides.name(side)}, has no words, so that there is nothing to compare")
    if run.format != "table" and not run.telling.behaviour.quiet:
        say(", ".join(f"{mark} is {what}" for mark, what in told.items()))
    return told


def terminal_sides(output: OutputOptions, told: Mapping[str, str], measure: str) -> Callable[..., int]:
    """Return what writes the table: at a terminal, unless columns are chosen, the two sides side by side."""
    columns = {"term": "term", "count_a": "A", "count_b": "B"}
    if measure in _HEADINGS:
        columns[measure] = _HEADINGS[measure]
    return partial(write_two_sides, sides=told, columns={} if output.columns else columns)
