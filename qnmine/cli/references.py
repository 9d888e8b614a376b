"""What `--reference` names: general Vietnamese, a table of frequencies, or another corpus."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.cli.run import open_documents
from qnmine.cli.word_source import in_batches
from qnmine.engines import map_documents
from qnmine.errors import UsageError
from qnmine.statistics.keyword_table import REST
from qnmine.statistics.reference import Reference, general_reference
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from qnmine.cli.options import CorpusOptions
    from qnmine.cli.run import Telling
    from qnmine.cli.word_source import WordSource
    from qnmine.corpus import Corpus
    from qnmine.statistics.terms import TermCounts

_TERMS = ("term", "word", "token", "feature", "type", "ngram")
_COUNTS = ("count", "freq", "frequency", "gf", "n")
_TABLES = {".csv": ",", ".tsv": "\t", ".tab": "\t"}


class ReferenceSource:
    """What the frequencies of a corpus are to be compared with; opening it refuses what cannot be read."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self.table = None if name in (None, REST) else _table(str(name))
        self._corpus: Corpus | None = None

    def open(self, corpus: CorpusOptions, telling: Telling) -> None:
        """Open the documents of a reference that is a corpus, read like the one that it is for."""
        if self.table is None and self._name not in (None, REST):
            of_reference = replace(corpus, paths=(self._name,), text=None, files_from=None, keep=())
            try:
                self._corpus = open_documents(of_reference, telling)
            except UsageError as error:
                raise UsageError(f"--reference {error}") from None

    def files(self) -> tuple[str | None, ...]:
        """Return the files that are read."""
        if self.table is not None:
            return (self._name,)
        return tuple(map(str, self._corpus.inputs)) if self._corpus is not None else ()

    def load(self, counts: TermCounts, source: WordSource, telling: Telling) -> Reference | str:
        """Return the reference; `counts`, still empty, takes the terms of one that is a corpus."""
        if self.table is not None:
            return self.table
        if self._corpus is None:
            return REST if self._name == REST else general_reference()
        for batch in in_batches(map_documents(source, self._corpus, telling.fail)):
            counts.add_documents(batch)
        words = counts.words.total()
        if not words:
            raise UsageError(f"--reference {self._name}: has no words to compare with")
        return Reference(
            str(self._name), words, {term: count for term, (count, _) in counts.totals().items()}
        )


def _table(name: str) -> Reference | None:
    """Return the frequencies of a table; None if the path is no table of frequencies.

    The number of words is that which the column per_million tells of, or else the sum of the counts.
    """
    delimiter = _TABLES.get(Path(name).suffix.lower())
    if delimiter is None or not Path(name).is_file():
        return None
    try:
        text = Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not valid UTF-8"
        raise UsageError(f"--reference {name}: {reason}") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = rows.fieldnames or ()
    term = next((column for column in _TERMS if column in columns), None)
    count = next((column for column in _COUNTS if column in columns), None)
    if term is None or count is None:
        return None
    counts: dict[str, int] = {}
    words = most = 0
    for number, row in enumerate(rows, 2):
        try:
            found = int(row[count] or "")
            share = float(row.get("per_million") or 0)
        except (TypeError, ValueError):
            raise UsageError(f"--reference {name}: row {number} has no count in column {count!r}") from None
        key = comparable((row[term] or "").replace("_", " ")).lower()
        counts[key] = counts.get(key, 0) + found
        if share > 0 and found > most:  # the rounding of the share matters least where the count is high
            words, most = round(found * 1_000_000 / share), found
    words = words or sum(counts.values())
    if not words:
        raise UsageError(f"--reference {name}: has no counts")
    return Reference(name, words, counts)
