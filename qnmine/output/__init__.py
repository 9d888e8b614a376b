"""Rows to tables, CSV, JSON lines, Parquet, XLSX, CoNLL-U and the other formats that users read."""

from qnmine.output.bio import bio_lines
from qnmine.output.conllu import conllu_lines
from qnmine.output.destination import Destination, open_destination, quiet_stdout, same_target
from qnmine.output.formats import FORMATS, TABLE_FORMATS, format_for
from qnmine.output.spans import spans_line
from qnmine.output.tables import Table, shape, table_of
from qnmine.output.text_lines import text_lines
from qnmine.output.values import number_text
from qnmine.output.writers import write_table

__all__ = [
    "FORMATS",
    "TABLE_FORMATS",
    "Destination",
    "Table",
    "bio_lines",
    "conllu_lines",
    "format_for",
    "number_text",
    "open_destination",
    "quiet_stdout",
    "same_target",
    "shape",
    "spans_line",
    "table_of",
    "text_lines",
    "write_table",
]
