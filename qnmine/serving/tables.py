"""The tables of the page: as files, byte for byte what the command line writes, and as cells to look at."""

from __future__ import annotations

import io
import shlex
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from qnmine.cli.entity_rows import mention_columns
from qnmine.cli.options import EntityOptions
from qnmine.cli.shaping import columns_of
from qnmine.output import Destination, table_of
from qnmine.output.display import visible
from qnmine.output.values import cell_text
from qnmine.output.writers import write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.output import Table
    from qnmine.serving.analysis import Found
    from qnmine.serving.asked import Asked

SHOWN_ROWS = 300
"""The most rows of a table that the page shows; the file has all."""

_SHORT = 160
"""The longest text that is shown on a command line; a longer one is in a file there."""


@dataclass(frozen=True)
class Models:
    """The options of the command line that say what finds the entities and the words."""

    entities: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Rows(NamedTuple):
    """The rows of a table, their type and their columns."""

    rows: Sequence[Any]
    row_type: type[Any]
    columns: Sequence[str]


def rows_of(found: Found, asked: Asked, table: str) -> Rows:
    """Return the rows of one of TABLES."""
    if table == "entities":
        from qnmine.entities import Entity, aggregate

        # A name inside another is no entity of its own in the command's table either.
        outer = (mention for mention in found.mentions if not mention.depth)
        return Rows(aggregate(outer), Entity, columns_of(Entity))
    if table == "mentions":
        row_type, columns = mention_columns(_entity_options(asked))
        return Rows(found.mentions, row_type, columns)
    if table == "words":
        from qnmine.words.tokens import Token

        unused = {"upos"} if asked.pos else {"pos", "upos"}
        return Rows(found.words, Token, [name for name in columns_of(Token) if name not in unused])
    if table == "numbers":
        from qnmine.numbers import Number

        return Rows(found.numbers, Number, columns_of(Number))
    from qnmine.dates import Date

    return Rows(found.dates, Date, columns_of(Date))


def csv_of(rows: Rows) -> bytes:
    """Return a table as the bytes of a CSV file."""
    stream = io.BytesIO()
    write_table(_table(rows), Destination(stream, "the page", live=False), "csv")
    return stream.getvalue()


def cells_of(rows: Rows) -> list[list[str]]:
    """Return the first rows as text to look at, in which nothing reorders or hides what stands beside it."""
    table = _table(rows._replace(rows=list(islice(rows.rows, SHOWN_ROWS))))
    return [[visible(cell_text(cell)) for cell in row] for row in table.rows]


def command_line(asked: Asked, table: str, models: Models) -> str:
    """Return the command that writes the same table; a text that is no short line stands in `text.txt`."""
    words = ["qnmine", *_arguments(asked, table, models)]
    words += ["--text", asked.text] if fits_line(asked.text) else ["text.txt"]
    return " ".join(map(shlex.quote, [*words, "--csv"]))


def fits_line(text: str) -> bool:
    """Tell whether a text can stand on a command line that somebody copies."""
    return text.isprintable() and 0 < len(text) <= _SHORT


def _arguments(asked: Asked, table: str, models: Models) -> list[str]:
    """Return the name of a command and its options."""
    if table == "words":
        return ["tokenize", *models.words, *(["--pos"] if asked.pos else [])]
    if table == "numbers":
        return ["numbers", *(["--identifiers"] if asked.identifiers else [])]
    if table == "dates":
        day = asked.reference_date
        reference = [] if day is None else ["--reference-date", day.isoformat()]
        return ["dates", *(["--vague"] if asked.vague else []), *reference]
    least = [] if asked.min_score is None else ["--min-score", cell_text(asked.min_score)]
    if table == "entities":
        return ["entities", *models.entities, *least]
    shown = [f"--{name}" for name in ("score", "nested") if getattr(asked, name)]
    return ["entities", "--mentions", *models.entities, *least, *shown]


def _entity_options(asked: Asked) -> EntityOptions:
    return EntityOptions(
        mentions=True,
        from_mentions=False,
        types=(),
        min_mentions=None,
        min_score=asked.min_score,
        corrections=None,  # they are applied where mentions are found
        places=False,
        score=asked.score,
        context=None,
        nested=asked.nested,
    )


def _table(rows: Rows) -> Table:
    return table_of(rows.rows, rows.columns, rows.row_type)
