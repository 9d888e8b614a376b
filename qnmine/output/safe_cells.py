"""CSV that may be opened in a spreadsheet: text cells that it would run are marked as text.

Excel, LibreOffice and Google Sheets take a cell for a formula by its first character, and a formula may start
a program or send the sheet away (OWASP, "CSV injection";
https://owasp.org/www-community/attacks/CSV_Injection). Quotes of CSV do not help: they are gone by then.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.output.tables import Table
from qnmine.output.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.output.tables import Row

MARK = "'"
"""What is put before such a text; spreadsheets know it as "this is text"."""

# The operators with their full-width and small forms, which East Asian spreadsheets read alike; before them
# what spreadsheets strip or do not show: white space, quotes, controls, zero-width characters.
_RUN = (
    r"""[\s'"\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*"""
    r"[=+\-@＝＋－＠﹦﹢﹣﹫]"
)
# At the start of a cell, and after what a spreadsheet with other settings takes for the end of one: where the
# decimal point is a comma, as in Vietnam, Excel cuts at semicolons, and knows no quotes but those of cells.
_BEGINNINGS = rf"(?:\A(?=[\s']*[\t\r\n])|(?:\A|(?<=[;\t\r\n]))(?={_RUN}))"
_DANGEROUS = re.compile(_BEGINNINGS)
_MARKED = re.compile(_BEGINNINGS + MARK)
_NEVER = re.compile(r"[^\W_][^;\t\r\n]*")  # most cells: a letter or digit first, and no other beginning


def marked(text: str) -> str:
    """Return a text that no spreadsheet runs: ``'`` stands before what would be a formula.

    That is an operator (``= + - @``, also full-width) that begins the text, or follows a semicolon, tab or
    line end in it, after any spaces and quotes; and a tab or line end that begins it.
    """
    return text if _NEVER.fullmatch(text) else _DANGEROUS.sub(MARK, text)


def unmarked(text: str) -> str:
    """Return the text that `marked` was given."""
    return _MARKED.sub("", text)


def safe_table(table: Table) -> Table:
    """Return a table whose texts, lists and column names are `marked`; cells that are numbers stay."""
    types = table.types
    if types is not None:
        types = tuple(str if kind is tuple else kind for kind in types)
    return Table(tuple(map(marked, table.columns)), _safe_rows(table), types)


def _safe_rows(table: Table) -> Iterator[Row]:
    for row in table.rows:
        yield tuple(_safe(cell) for cell in row)


def _safe(cell: object) -> object:
    if type(cell) is str:
        return marked(cell)
    if cell is None or isinstance(cell, (bool, int, float)):
        return cell
    return marked(cell_text(cell))
