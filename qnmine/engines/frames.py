"""The work on one chunk as a function of tables: DataFrame in, DataFrame out, for Spark, Ray and others."""

from __future__ import annotations

import threading
import warnings
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from qnmine.engines.work import Chunk, Work, do_chunk
from qnmine.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from qnmine.cli.collected import Layout
    from qnmine.cli.row_makers import RowMaker
    from qnmine.engines.work import Analysed
    from qnmine.text.document import Document

_FRAME = "frame"  # what rows without an id are called by: frame:1
_KINDS = {str: ("string", "string"), int: ("int64", "bigint"), float: ("float64", "double")}
"""The pandas and the Spark type of cells; float may be missing, the others never are."""
_MOST_MAKERS = 4
_MOST_TOLD = 5
_LOCK = threading.RLock()
_MAKERS: OrderedDict[str, _Held] = OrderedDict()


def map_frame(
    frame: pd.DataFrame,
    command: str = "entities",
    *,
    text_column: str = "text",
    id_column: str = "doc_id",
    keep: Sequence[str] = (),
    errors: Literal["raise", "skip"] = "raise",
    **options: Any,
) -> pd.DataFrame:
    """Return the rows that a command writes about the documents of a table, a document a row.

    `command` is entities (its mentions), numbers, dates, tokenize or sentences; `options` are its options on
    the command line, with ``_`` for ``-``: ``map_frame(frame, "entities", type=["PER"], context=8)``. Columns
    and values are those that the command writes, in the same order; `keep` carries columns of `frame` along,
    under the same names (``meta_NAME`` where a row has NAME itself) and with their dtypes. The dtypes are
    string, int64 and float64, for an empty frame too (`map_frame_schema` has them for Spark). A document
    without an id is ``frame:N``.

    Models are loaded once per process and set of options; calls from several threads take turns.

    A document that cannot be analysed is raised as DocumentError; with ``errors="skip"`` it is left out,
    warned of, and told in ``attrs["failures"]`` of the result, a list of dicts of name, reason and remedy.
    Raises UsageError for a column that is not there, and for what the command line would refuse.

    >>> import pandas
    >>> found = map_frame(pandas.DataFrame({"doc_id": ["a"], "text": ["Ông Thể ở Hạ Long"]}))
    >>> found["text"].tolist(), found["type"].tolist()
    (['Thể', 'Hạ Long'], ['PER', 'LOC'])
    """
    if errors not in ("raise", "skip"):
        raise UsageError(f"errors is 'raise' or 'skip', not {errors!r}")
    if isinstance(keep, str):
        keep = (keep,)
    with _LOCK:
        maker = _maker(command, options)
        layout = _layout(maker, keep)
        failures: list[DocumentError] = []
        documents, places = _documents(frame, text_column, id_column, (*maker.columns_read, *keep), failures)
        if failures and errors == "raise":
            raise failures[0]
        work = Work(maker.analyze, partial(_Rows, layout))
        part = do_chunk(work, Chunk(0, documents, places))
    failures += part.failures.values()
    if failures and errors == "raise":
        raise failures[0]
    found = _frame_of(layout, part.kept)
    for name, shown in zip(keep, layout.table(()).columns[len(layout.fields) :], strict=True):
        found[shown] = frame[name].take(part.kept.places).array
    if failures:
        _tell(failures)
        found.attrs["failures"] = [
            {"name": one.name, "reason": one.reason, "remedy": one.remedy} for one in failures
        ]
    return found


def map_frame_schema(
    command: str = "entities", *, keep: Mapping[str, str] | None = None, **options: Any
) -> str:
    """Return the schema of what `map_frame` returns with these options, as Spark writes it (a DDL string).

    `keep` gives the Spark types of the columns that are carried along: ``{"section": "string"}``.

    >>> map_frame_schema("sentences")
    '`doc` string, `sentence` bigint, `start` bigint, `end` bigint, `text` string'
    """
    with _LOCK:
        layout = _layout(_maker(command, options), tuple(keep or ()))
    types = [_KINDS[kind][1] for kind in _kinds(layout)] + list((keep or {}).values())
    return ", ".join(f"`{name}` {kind}" for name, kind in zip(layout.table(()).columns, types, strict=True))


class _Held(NamedTuple):
    """A maker of rows, and what its files were like when it read them."""

    maker: RowMaker
    stamps: list[tuple[int, int]]


@dataclass
class _Rows:
    """The cells of rows, and in which row of the frame the document of each stands."""

    layout: Layout
    cells: list[tuple[object, ...]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def add(self, batch: Sequence[Analysed]) -> None:
        """Take the next documents."""
        self.cells += self.layout.cells((one.document, one.rows) for one in batch)
        for one in batch:
            self.places += [one.label] * len(one.rows)

    def merge(self, other: _Rows) -> None:
        """Take those that follow."""
        self.cells += other.cells
        self.places += other.places


def _maker(command: str, options: Mapping[str, object]) -> RowMaker:
    """Return the maker of rows, as long as its files have not changed the one that was used before."""
    from qnmine.cli.row_makers import row_maker

    key = repr((command, sorted(options.items())))
    held = _MAKERS.pop(key, None)
    if held is None or held.stamps != _stamps(held.maker.files):
        maker = row_maker(command, options)
        held = _Held(maker, _stamps(maker.files))
    _MAKERS[key] = held
    while len(_MAKERS) > _MOST_MAKERS:
        _MAKERS.popitem(last=False)
    return held.maker


def _stamps(files: Sequence[Path]) -> list[tuple[int, int]]:
    stats = [file.stat() for file in files if file.exists()]
    return [(stat.st_mtime_ns, stat.st_size) for stat in stats]


def _layout(maker: RowMaker, keep: Sequence[str]) -> Layout:
    from qnmine.cli.collected import Layout
    from qnmine.output import table_of

    types = table_of((), maker.columns, maker.row_type).types or ()
    return Layout(maker.columns, types, tuple(keep))


def _kinds(layout: Layout) -> list[type]:
    return [kind if kind in _KINDS else str for kind in layout.types]


def _documents(
    frame: pd.DataFrame,
    text_column: str,
    id_column: str,
    others: Sequence[str],
    failures: list[DocumentError],
) -> tuple[list[Document], list[int]]:
    """Return the documents of a frame and the rows where they stand; `failures` gets the others."""
    from qnmine.corpus.duplicates import IdCheck
    from qnmine.corpus.readers.columnar import plain
    from qnmine.corpus.rows import Columns, RowDocuments, locate
    from qnmine.text.document import Document

    columns = Columns((text_column,), id_column, tuple(dict.fromkeys(others)))
    try:
        layout = locate(_FRAME, [str(name) for name in frame.columns], columns)
    except DocumentError as error:
        raise UsageError(str(error)) from None
    ids = IdCheck(_warn)
    rows = RowDocuments(_FRAME, columns, ids, _warn)

    def cells(place: int | None) -> list[object]:
        assert place is not None  # since all columns are required
        return [_cell(value) for value in frame.iloc[:, place].tolist()]

    texts, names = cells(layout.text[0]), cells(layout.id)
    kept = [cells(place) for place in layout.kept]
    documents, places = [], []
    for place, (text, name) in enumerate(zip(texts, names, strict=True)):
        values = [plain(column[place]) for column in kept]
        made = rows.make(place + 1, [plain(text)], plain(name), values)
        if isinstance(made, Document):
            documents.append(made)
            places.append(place)
        else:
            failures.append(made)
    rows.tell_absent(len(frame), "row")
    ids.finish()
    return documents, places


def _cell(value: object) -> object:
    """Return a value of a frame without pandas' and NumPy's own types; what is missing is None."""
    import numpy as np
    import pandas as pd

    if isinstance(value, str):
        return value
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        value = value.item()
    missing = value is None or value is pd.NA or value is pd.NaT or value != value
    return None if missing else value


def _frame_of(layout: Layout, rows: _Rows) -> pd.DataFrame:
    import pandas as pd

    columns = zip(*rows.cells, strict=True) if rows.cells else ((),) * len(layout.fields)
    return pd.DataFrame(
        {
            name: pd.Series(list(cells), dtype=_KINDS[kind][0])
            for name, kind, cells in zip(layout.fields, _kinds(layout), columns, strict=False)
        }
    )


def _tell(failures: Sequence[DocumentError]) -> None:
    more = f"; and {len(failures) - _MOST_TOLD} more" if len(failures) > _MOST_TOLD else ""
    count = "1 document" if len(failures) == 1 else f"{len(failures)} documents"
    _warn(f"{count} left out: {'; '.join(map(str, failures[:_MOST_TOLD]))}{more}")


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=3)
