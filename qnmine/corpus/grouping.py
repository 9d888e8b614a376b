"""Into which group a document falls: by columns of its table, by itself, or by the period of its date."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from qnmine.corpus.days import PERIODS, day_of
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.output.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qnmine.statistics.groups import Key
    from qnmine.text.document import Document

DOC = "doc"
"""The group that is the document itself."""


class Grouping:
    """Sorts documents into groups.

    `by` holds columns of the input, `doc`, and, if a `date_column` is named, `day`, `month`, `quarter` or
    `year` (`2024-06-25`, `2024-06`, `2024-Q2`, `2024`). Values are text, whatever they were in their table,
    in NFC and without outer white space. Raises UsageError for names that come twice and for a
    date column that nothing is grouped by.
    """

    def __init__(self, by: Sequence[str], date_column: str | None = None) -> None:
        self.by = tuple(by)
        self.date_column = date_column
        self.undated = 0
        self._example = ""
        twice = next((name for name in self.by if self.by.count(name) > 1), None)
        if twice is not None:
            raise UsageError(f"--by {shown(twice)}: is named twice; name each group once")
        if date_column is not None and not set(PERIODS) & set(self.by):
            raise UsageError(f"--date-column goes with --by {', '.join(PERIODS[:-1])} or {PERIODS[-1]}")
        self._values = tuple(map(self._value_of, self.by))

    def columns(self) -> dict[str, str]:
        """Return the columns that documents must carry, each with the option that asks for it."""
        asked = {}
        for name in self.by:
            if name in PERIODS:
                if self.date_column is not None:
                    asked[self.date_column] = "--date-column"
                else:
                    asked[name] = "without --date-column, --by"
            elif name != DOC:
                asked[name] = "--by"
        return asked

    def key(self, doc: str, meta: Mapping[str, object]) -> Key:
        """Return the group of a document; a date that cannot be read, or not so finely, is noted."""
        return tuple(value(doc, meta) for value in self._values)

    def key_of(self, document: Document) -> Key:
        """Return the group of a document, as `key` does."""
        return self.key(document.id, document.meta)

    def warnings(self, option: str = "--by", effect: str = "grouped under the empty value") -> list[str]:
        """Return a line about the documents whose date could not be read, none if there are none.

        `option` names what dates must fit, `effect` what becomes of the others.
        """
        if not self.undated:
            return []
        documents = "1 document has" if self.undated == 1 else f"{self.undated} documents have"
        reason = f"{documents} no date that fits {option}, for example {self._example}"
        return [f"--date-column {self.date_column}: {reason}; {effect}"]

    def order(self, keys: Sequence[Key]) -> list[Key]:
        """Return groups in order: documents as they came, other values by code point, empty ones last."""
        columns = zip(*keys, strict=True)
        came = [{value: rank for rank, value in enumerate(dict.fromkeys(column))} for column in columns]

        def rank(key: Key) -> list[tuple[object, ...]]:
            return [
                (came[place][value],) if name == DOC else (not value, value)
                for place, (name, value) in enumerate(zip(self.by, key, strict=True))
            ]

        return sorted(keys, key=rank)

    def _value_of(self, name: str) -> Callable[[str, Mapping[str, object]], str]:
        """Return what tells the value that a document has for one name."""
        if name == DOC:
            return lambda doc, _: doc
        if name in PERIODS and self.date_column is not None:
            return lambda doc, meta: self._period(name, doc, meta)
        return lambda _, meta: normalize("NFC", cell_text(meta.get(name)).strip())

    def _period(self, period: str, doc: str, meta: Mapping[str, object]) -> str:
        cell = meta.get(str(self.date_column))
        day = day_of(cell)
        value = "" if day is None else day.period(period)
        finest = next(name for name in PERIODS if name in self.by)
        if not value and period == finest:  # counted once, whatever the number of periods
            self.undated += 1
            if not self._example:
                self._example = f"{shown(doc)} ({shown(cell_text(cell)) or 'empty'})"
        return value
