"""How rows come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from qnmine.cli.options.command import FILE, NAMES, OUTPUT, gather, option
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.options.command import Decorator

_DEFAULT_FORMAT = "by the extension of -o; a table on a terminal, CSV in a pipe."


@dataclass(frozen=True)
class OutputOptions:
    """Where rows go, in which format, and which of them."""

    format: str | None
    output: str | None
    no_clobber: bool
    columns: tuple[str, ...] | None = None
    no_header: bool = False
    bom: bool = False
    limit: int | None = None
    sort: str | None = None
    sample: int | None = None
    seed: int = 0
    color: str = "auto"
    safe_csv: bool = False


def output_option(told: str = "Write to FILE, replaced only when complete.") -> Decorator:
    """Return the option `-o`, with its help."""
    return option(OUTPUT, "-o", "--output", type=FILE, metavar="FILE", help=told)


no_clobber_option = option(OUTPUT, "--no-clobber", is_flag=True, help="Refuse to replace an existing FILE.")


def color_option(told: str) -> Decorator:
    """Return the option `--color`, with its help."""
    return option(
        OUTPUT,
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help=told,
    )


def output_options(*extra_formats: str) -> Decorator:
    """Add the output options for tables and the extra formats; the command gets them as `output`."""
    return output_options_for((*TABLE_FORMATS, *extra_formats), _DEFAULT_FORMAT)


def output_options_for(formats: Sequence[str], default: str) -> Decorator:
    """Add the output options for these formats; `default` tells which one is written if none is named."""
    return gather("output", OutputOptions, _output(formats, default))


def _output(formats: Sequence[str], default: str) -> tuple[Decorator, ...]:
    shorthand = tuple(
        option(OUTPUT, f"--{name}", "format", flag_value=name, help=f"Same as --format {name}.")
        for name in ("csv", "tsv", "jsonl")
        if name in formats
    )
    return (
        option(
            OUTPUT,
            "-f",
            "--format",
            "format",
            type=click.Choice(list(formats)),
            metavar="FORMAT",
            help=f"Output format: {', '.join(formats)}. Default: {default}",
        ),
        *shorthand,
        output_option(),
        no_clobber_option,
        option(
            OUTPUT, "--columns", type=NAMES, metavar="COL[,COL]", help="Only these columns, in this order."
        ),
        option(OUTPUT, "--no-header", is_flag=True, help="No header line."),
        option(OUTPUT, "--bom", is_flag=True, help="Begin with a byte-order mark (for Excel)."),
        option(
            OUTPUT,
            "--safe-csv",
            is_flag=True,
            help="CSV and TSV: put ' before text that a spreadsheet would run as a formula (= + - @ …).",
        ),
        option(
            OUTPUT,
            "--limit",
            type=click.IntRange(min=0),
            metavar="N",
            help="Only the first N rows (of each group, where there are groups).",
        ),
        option(OUTPUT, "--sort", metavar="COL", help="Sort by a column; -COL for descending."),
        option(OUTPUT, "--sample", type=click.IntRange(min=0), metavar="N", help="N rows drawn at random."),
        option(
            OUTPUT, "--seed", type=int, default=0, metavar="S", show_default=True, help="Seed of --sample."
        ),
        color_option("Colour of tables; NO_COLOR is obeyed."),
    )
