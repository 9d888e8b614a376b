"""One entry to all writers of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qnmine.output.destination import Destination
    from qnmine.output.tables import Table


def write_table(
    table: Table,
    destination: Destination,
    format: str,  # noqa: A002 - the field's word and the option's name
    *,
    header: bool = True,
    bom: bool = False,
    safe: bool = False,
    color: str = "auto",
    title: str | None = None,
    footer: str | None = None,
) -> int:
    """Write the rows in one of TABLE_FORMATS and return how many there were.

    `header` counts for CSV, TSV, XLSX, Markdown and the terminal table, `bom` and `safe` (no text that a
    spreadsheet would run) for CSV and TSV, `color` (auto, always or never), `title` and `footer` for the
    terminal table.
    """
    match format:
        case "csv" | "tsv":
            from qnmine.output.delimited import write_delimited

            delimiter = "," if format == "csv" else "\t"
            return write_delimited(table, destination, delimiter=delimiter, header=header, bom=bom, safe=safe)
        case "jsonl":
            from qnmine.output.json_rows import write_json_lines

            return write_json_lines(table, destination)
        case "json":
            from qnmine.output.json_rows import write_json_array

            return write_json_array(table, destination)
        case "markdown":
            from qnmine.output.markdown import write_markdown

            return write_markdown(table, destination, header=header)
        case "parquet":
            from qnmine.output.parquet import write_parquet

            return write_parquet(table, destination)
        case "xlsx":
            from qnmine.output.xlsx import write_xlsx

            return write_xlsx(table, destination, header=header)
        case "table":
            from qnmine.output.terminal import write_terminal_table

            return write_terminal_table(
                table, destination, header=header, color=color, title=title, footer=footer
            )
    raise ValueError(f"{format!r} is not a format of tables")
