"""The format of a result, and its rows after the options that cut, sort and choose."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from qnmine.errors import UsageError
from qnmine.manifests import recording
from qnmine.output import TABLE_FORMATS, format_for, open_destination, shape, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from qnmine.cli.options import OutputOptions
    from qnmine.output import Destination, Table

_OF_TABLES = ("columns", "limit", "sort", "sample", "no_header")
_WITH_BOM = frozenset({"csv", "tsv", "text", "conllu", "bio"})
_DELIMITED = frozenset({"csv", "tsv"})
_UNSAFE_ONLY = "add --csv or --tsv, or leave it out: no spreadsheet runs what is in other formats"


def choose_format(output: OutputOptions, formats: Collection[str]) -> str:
    """Return the format to write, after refusing options that mean nothing in it."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    chosen = format_for(output.format, output.output, terminal, formats)
    if chosen not in TABLE_FORMATS:
        for name in _OF_TABLES:
            value = getattr(output, name)
            if value is not None and value is not False:  # 0 is given
                option = f"--{name.replace('_', '-')}"
                raise UsageError(f"{option} does not go with --format {chosen}, which is no table")
    if output.bom and chosen not in _WITH_BOM:
        raise UsageError(f"--bom does not go with --format {chosen}")
    if output.safe_csv and chosen not in _DELIMITED and not _from_settings("safe_csv"):
        raise UsageError(f"--safe-csv does not go with --format {chosen}; {_UNSAFE_ONLY}")
    return chosen


def _from_settings(option: str) -> bool:
    """Tell whether qnmine.toml asks for an option: there it holds for all that is written and can have it."""
    import click
    from click.core import ParameterSource

    ctx = click.get_current_context(silent=True)
    return ctx is not None and ctx.get_parameter_source(option) is ParameterSource.DEFAULT_MAP


def write_shaped(
    table: Table,
    output: OutputOptions,
    destination: Destination,
    chosen: str,
    *,
    group_columns: int = 0,
    writer: Callable[..., int] = write_table,
) -> int:
    """Write a table after `--columns`, `--sort`, `--limit` and `--sample`; return the number of rows."""
    shaped = shape(
        table,
        columns=output.columns,
        sort=output.sort,
        limit=output.limit,
        sample=output.sample,
        seed=output.seed,
        group_columns=group_columns,
    )
    return writer(
        shaped,
        destination,
        chosen,
        header=not output.no_header,
        bom=output.bom,
        safe=output.safe_csv,
        color=output.color,
    )


def terminal_columns(
    output: OutputOptions, columns: Sequence[str], *, footer: str | None = None
) -> Callable[..., int]:
    """Return a `writer` that shows these columns in the format `table`, unless `--columns` names others.

    A `footer` stands below that table. All other formats have all columns.
    """

    def write(table: Table, destination: Destination, chosen: str, **settings: Any) -> int:
        if chosen == "table" and output.columns is None:
            table = shape(table, columns=columns)
        return write_table(table, destination, chosen, footer=footer, **settings)

    return write


@contextmanager
def open_table(output: OutputOptions, *, inputs: Sequence[Path]) -> Iterator[Callable[[Table], int]]:
    """Yield a function that writes the one table of a command that reads no corpus."""
    chosen = choose_format(output, TABLE_FORMATS)
    with open_destination(output.output, no_clobber=output.no_clobber, inputs=inputs) as destination:

        def write(table: Table) -> int:
            rows = write_shaped(table, output, destination, chosen)
            recording.has_rows(rows)
            return rows

        yield write


def columns_of(row_type: type[Any]) -> tuple[str, ...]:
    """Return the documented columns of a row type: its fields, in order."""
    return tuple(field.name for field in fields(row_type))
