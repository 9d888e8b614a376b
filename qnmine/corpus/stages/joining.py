"""Columns that documents get from elsewhere: a table of metadata, and the folders that files lie in."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.corpus.formats import ARCHIVES, COMPRESSIONS, EXTENSIONS, TABLES, kind_of
from qnmine.corpus.naming import shown
from qnmine.corpus.rows import has_instead, tidy
from qnmine.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qnmine.corpus.sources import Source
    from qnmine.corpus.stages.stage import Stage
    from qnmine.text.document import Document

DEFAULT_KEY = "doc"
"""The column of a table of metadata that names documents, if no other is named."""

_SKIPPED_LEVEL = "_"
_AMBIGUOUS = -1
_STEMLESS = frozenset({*EXTENSIONS, *COMPRESSIONS, *ARCHIVES, ".doc", ".rtf", ".odt"})


@dataclass(frozen=True, slots=True)
class Levels:
    """The names of folder levels, from the top; None for a level that is skipped."""

    names: tuple[str | None, ...] = ()

    @classmethod
    def of(cls, spec: str | Sequence[str]) -> Levels:
        """Return the levels that `newspaper/year` (or a list) names; raises `UsageError` if it names none."""
        parts = spec.split("/") if isinstance(spec, str) else list(spec)
        names = [tidy(part) for part in parts]
        levels = tuple(None if name in {"", _SKIPPED_LEVEL} else name for name in names)
        while levels and levels[-1] is None:
            levels = levels[:-1]
        if spec and not levels:
            raise UsageError("--path-columns: name a level of folders, for example newspaper/year")
        twice = next((name for name, count in Counter(levels).items() if name and count > 1), None)
        if twice is not None:
            raise UsageError(f"--path-columns {shown(str(twice))}: is named twice; name each level once")
        return cls(levels)

    def __str__(self) -> str:
        return "/".join(name or _SKIPPED_LEVEL for name in self.names)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of levels that are not skipped."""
        return tuple(name for name in self.names if name is not None)

    def values(self, source: Source | None) -> dict[str, str]:
        """Return the folders that a file lies in by the names of their levels, but those that are lacking.

        An archive is no level: the folders within it follow those that it lies in.
        """
        parts = source.name.split("/")[:-1] if source is not None else []
        folders = [part for part in parts if kind_of(part).archive is None]
        return {name: folder for name, folder in zip(self.names, folders, strict=False) if name is not None}


def key_of(name: str) -> str:
    """Return a document's id, or a cell that names one, as the two are compared."""
    key = unicodedata.normalize("NFC", name.strip()).replace("\\", "/")
    return key.removeprefix("./")


def _stem(name: str) -> str:
    """Return a name without the extensions that are known (`a.txt.gz` -> `a`)."""
    while (suffix := Path(name).suffix) and suffix.lower() in _STEMLESS:
        name = name[: -len(suffix)]
    return name


def _bare(name: str) -> str:
    return name.rpartition("/")[2]


def _bare_stem(name: str) -> str:
    return _stem(_bare(name))


# What documents and rows are matched by when their names are not the same, in this order.
_FALLBACKS: tuple[Callable[[str], str], ...] = (_stem, _bare, _bare_stem)


class MetadataFile:
    """A table of metadata whose header has been read: `columns` are all but the key."""

    def __init__(self, path: str, key: str, columns: Sequence[str]) -> None:
        self.path, self.key = path, key
        self.columns = tuple(dict.fromkeys(name for name in columns if name and name != tidy(key)))

    @classmethod
    def open(cls, path: str, key: str) -> MetadataFile:
        """Look at a table; raises `UsageError` if it cannot be read or has no such key."""
        from qnmine.corpus.columns import columns_of_file

        if not path or Path(path).is_dir():
            raise UsageError(f"--metadata {shown(path) or '(empty)'}: name a file, not a folder")
        kind = kind_of(path)
        if kind.format not in TABLES or kind.archive:
            known = ", ".join(end for end, name in EXTENSIONS.items() if name in TABLES)
            raise UsageError(f"--metadata {shown(path)}: is no table; its name has to end in {known}")
        try:
            header = columns_of_file(path, key)
        except UsageError as error:
            raise UsageError(f"--metadata {error}") from None
        if not header:
            cls(path, key, ()).load(())  # which tells what is wrong with it
            raise UsageError(f"--metadata {shown(path)}: is empty; it needs a header with the column {key!r}")
        if tidy(key) not in map(tidy, header):
            remedy = f"name the one that tells the documents with --metadata-key: {has_instead(key, header)}"
            raise UsageError(f"--metadata {shown(path)}: has no column {key!r}; {remedy}")
        return cls(path, key, [tidy(name) for name in header])

    def load(self, columns: Sequence[str]) -> MetadataRows:
        """Return its rows with these columns; raises `UsageError` for a row that cannot be read or used."""
        from qnmine.corpus.loader import open_rows

        rows = MetadataRows(self.path, self.key, tuple(columns))
        try:
            table = open_rows(
                (self.path,),
                text_column=self.key,
                columns=[name for name in columns if name != self.key],
                encoding="auto",
                on_warning=lambda _: None,
            )
            for row in table:
                rows.add(row.text, int(row.id.rpartition(":")[2]), row.meta)
        except (DocumentError, UsageError) as error:
            raise UsageError(f"--metadata {error}") from None
        return rows


@dataclass
class MetadataRows:
    """The rows of a table of metadata: where each stands in it, which document it names, and its cells."""

    path: str
    key: str
    columns: tuple[str, ...]
    places: list[tuple[int, str]] = field(default_factory=list)
    cells: list[tuple[object, ...]] = field(default_factory=list)
    by_key: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, number: int, cells: object) -> None:
        """Add a row; raises `UsageError` if an earlier one names the same document."""
        assert isinstance(cells, dict)
        key = key_of(name)
        first = self.by_key.setdefault(key, len(self.places)) if key else len(self.places)
        if first != len(self.places):
            rows = f"rows {self.places[first][0]} and {number}"
            told = f"{shown(self.path)}: {rows} have the same {self.key!r} ({shown(key)})"
            raise UsageError(f"{told}; leave one of them")
        self.places.append((number, name))
        self.cells.append(tuple(cells.get(column) for column in self.columns))

    @cached_property
    def fallbacks(self) -> list[dict[str, int]]:
        """The rows by what else may tell their documents; `_AMBIGUOUS` where several have the same."""
        indices: list[dict[str, int]] = [{} for _ in _FALLBACKS]
        for key, row in self.by_key.items():
            for index, form in zip(indices, _FALLBACKS, strict=True):
                index[form(key)] = row if index.setdefault(form(key), row) == row else _AMBIGUOUS
        return indices


@dataclass(frozen=True)
class Joined:
    """What documents get from elsewhere: the columns of a table, and levels of folders."""

    table: MetadataFile | None
    levels: Levels

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that there are."""
        return tuple(dict.fromkeys((*(self.table.columns if self.table else ()), *self.levels.columns)))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are read for it."""
        return () if self.table is None else (Path(self.table.path),)

    def others(self, sources: Sequence[Source]) -> Sequence[Source]:
        """Return the sources without the table, which may lie in the folder that it tells about."""
        if self.table is None:
            return sources
        table = os.path.realpath(self.table.path)
        others = [one for one in sources if one.path is None or os.path.realpath(one.path) != table]
        return others or sources

    def own(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of the columns named that come from here; the key of the table may be one of them."""
        columns = {*self.columns, *((tidy(self.table.key),) if self.table else ())}
        return tuple(name for name in names if tidy(name) in columns)

    def stage(
        self, kept: Sequence[str], names: Sequence[str], warn: Callable[[str], object]
    ) -> Callable[[], Stage] | None:
        """Return what makes the stage that adds the `kept` columns, None if none of them comes from here.

        `names` are those of the files that will be read. Raises `UsageError` if the table cannot be used.
        """
        if not self.own(kept):
            return None
        rows = None
        if self.table is not None:
            of_table = {*self.table.columns, tidy(self.table.key)}
            wanted = [tidy(name) for name in kept if tidy(name) in of_table]
            rows = self.table.load(wanted) if wanted else None
        levels = self.levels if set(self.levels.columns) & set(map(tidy, kept)) else Levels()
        return partial(Joining, rows, levels, tuple(kept), tuple(names), warn)


class Joining:
    """Adds to documents what a table and their folders tell (a `Stage`).

    A document gets the row that has its id as the key, else the one that has the same path without
    extensions, else the same file name, with its extension or without: if there is one such row, one such
    file, and the row has no document yet. A row's cells count even where they are empty; what neither it nor
    the folders tell is left as the file tells it.
    """

    def __init__(
        self,
        rows: MetadataRows | None,
        levels: Levels,
        kept: tuple[str, ...],
        names: tuple[str, ...],
        warn: Callable[[str], object],
    ) -> None:
        self._rows, self._levels, self._kept, self._names, self._warn = rows, levels, kept, names, warn
        self._given: dict[int, str] = {}
        self._documents = 0
        self._unmatched = ""
        self._unmatched_count = 0
        self._twice: tuple[int, str, str] | None = None
        self._shallow = 0
        self._first_shallow = ""

    @cached_property
    def _files(self) -> list[Counter[str]]:
        """How many files have what documents may be told by."""
        keys = [key_of(name) for name in self._names]
        return [Counter(map(form, keys)) for form in _FALLBACKS]

    def take(self, document: Document, source: Source | None) -> Document:
        """Return the document with its columns."""
        self._documents += 1
        found: dict[str, object] = dict(self._folders(document, source))
        if self._rows is not None:
            row = self._row_of(document, source)
            if row is None:
                self._unmatched_count += 1
                self._unmatched = self._unmatched or shown(document.id)
            else:
                found.update(zip(self._rows.columns, self._rows.cells[row], strict=True))
        meta = {name: found.get(tidy(name), document.meta.get(name)) for name in self._kept}
        return replace(document, meta=meta)

    def _folders(self, document: Document, source: Source | None) -> dict[str, str]:
        values = self._levels.values(source)
        if len(values) < len(self._levels.columns):
            self._shallow += 1
            self._first_shallow = self._first_shallow or shown(document.id)
        return values

    def _row_of(self, document: Document, source: Source | None) -> int | None:
        """Return the row that belongs to a document."""
        assert self._rows is not None
        key = key_of(document.id)
        row = self._rows.by_key.get(key)
        if row is not None:
            first = self._given.setdefault(row, document.id)
            if first != document.id and self._twice is None:
                self._twice = row, first, document.id
            return row
        file = key_of(source.name) if source is not None else ""
        if not file or not (key == file or key.startswith(f"{file}:")):  # an id from a column is no path
            return None
        for form, index, files in zip(_FALLBACKS, self._rows.fallbacks, self._files, strict=True):
            row = index.get(form(key))
            if row is not None:
                if row == _AMBIGUOUS or files[form(file)] > 1 or row in self._given:
                    return None
                self._given[row] = document.id
                return row
        return None

    def finish(self) -> None:
        """Tell, a line each, of documents and rows that found no other, and of folders that are not there."""
        if self._rows is not None:
            for line in self._mismatches(self._rows):
                self._warn(f"--metadata {shown(self._rows.path)}: {line}")
        if self._shallow:
            lie = "1 document lies" if self._shallow == 1 else f"{self._shallow} documents lie"
            told = f"{lie} in fewer folders, so that columns are empty, for example {self._first_shallow}"
            self._warn(f"--path-columns {self._levels}: {told}")

    def _shared(self, name: str) -> str:
        """Tell how many files have a name that a row gives, if these are several."""
        key = key_of(name)
        counts = (
            [files[form(key)] for form, files in zip(_FALLBACKS, self._files, strict=True)] if key else []
        )
        several = max(counts, default=0)
        return f": {several} files are called so; give its whole path" if several > 1 else ""

    def _mismatches(self, rows: MetadataRows) -> list[str]:
        lines = []
        alone = [place for row, place in enumerate(rows.places) if row not in self._given]
        if self._unmatched_count:
            have = (
                "1 document has" if self._unmatched_count == 1 else f"{self._unmatched_count} documents have"
            )
            line = f"{have} no row, for example {self._unmatched}"
            if self._unmatched_count == self._documents and rows.places:
                name = shown(rows.places[0][1].strip()) or "(empty)"
                line += f", while its column {rows.key!r} has {name}; see --metadata-key"
            lines.append(line)
        if alone:
            belong = "1 row belongs" if len(alone) == 1 else f"{len(alone)} rows belong"
            number, name = alone[0]
            called = f"{shown(name) or 'empty'}{self._shared(name)}"
            lines.append(f"{belong} to no document, for example row {number} ({called})")
        if self._twice is not None:
            row, first, second = self._twice
            number = rows.places[row][0]
            lines.append(f"row {number} goes to {shown(first)} and, by its full name, to {shown(second)}")
        return lines
