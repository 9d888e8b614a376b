"""What `--reference` names: general Vietnamese, a table of frequencies, or another corpus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.cli.frequency_table import frequency_table
from qnmine.cli.gathering import Counted
from qnmine.cli.opening import open_documents
from qnmine.cli.second_corpus import has_tables, reads_stdin, without_columns, without_joined
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.statistics.keyword_table import REST
from qnmine.statistics.reference import Reference, general_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qnmine.cli.options import CorpusOptions
    from qnmine.cli.progress import Readable
    from qnmine.cli.run import Run
    from qnmine.cli.telling import Telling
    from qnmine.cli.word_source import WordSource
    from qnmine.corpus import Corpus
    from qnmine.statistics.terms import TermCounts
    from qnmine.text.document import Document


class ReferenceSource:
    """What the frequencies of a corpus are to be compared with; opening it refuses what cannot be read.

    `table` are the frequencies if it is a table of them.
    """

    def __init__(self, name: str | None, corpus: CorpusOptions) -> None:
        self._name = name
        self.table = None if name in (None, REST) else frequency_table(str(name), corpus.text_column)
        self._corpus: Corpus | None = None
        if name == "-" and reads_stdin(corpus):
            raise UsageError("--reference -: standard input is the corpus already; name a file for one")

    def open(self, corpus: CorpusOptions, telling: Telling, columns: Mapping[str, str]) -> Readable:
        """Open the documents of a corpus, with the columns named, and its reference, read like it."""
        documents = open_documents(corpus, telling, columns)
        if self._name in (None, REST):
            return documents
        if self.table is not None:
            return _WithReference(documents, (Path(str(self._name)),))
        of_reference = replace(corpus, paths=(self._name,), text=None, files_from=None, keep=())
        of_reference = without_joined(of_reference)
        try:
            if has_tables(corpus) and not has_tables(of_reference):
                of_reference = without_columns(of_reference)
            self._corpus = open_documents(of_reference, telling)
        except UsageError as error:
            name = "" if str(error).startswith(str(self._name)) else f"{shown(str(self._name))}: "
            raise UsageError(f"--reference {name}{error}") from None
        self._warn_of_overlap(documents, telling)
        return _WithReference(documents, self._corpus.inputs)

    def load(
        self, counts: TermCounts, source: WordSource, run: Run, make: Callable[[], TermCounts]
    ) -> Reference | str:
        """Return the reference; `counts`, still empty, takes the terms of one that is a corpus.

        `make` makes counts like these in another process.
        """
        if self.table is not None:
            return self.table
        if self._corpus is None:
            return REST if self._name == REST else general_reference(words_only=counts.longest == 1)
        run.gather_beside(self._corpus, source, partial(Counted.make, make), Counted(counts))
        words = counts.words.total()
        if not words:
            raise UsageError(f"--reference {self._name}: has no words to compare with")
        terms = {term: count for term, (count, _) in counts.totals().items()}
        return Reference(str(self._name), words, terms)

    def _warn_of_overlap(self, documents: Corpus, telling: Telling) -> None:
        """Warn of files that are in the corpus and in its reference."""
        files = {path.resolve() for path in documents.inputs}
        both = [path for path in (self._corpus.inputs if self._corpus else ()) if path.resolve() in files]
        if both:
            what = "1 file is" if len(both) == 1 else f"{len(both)} files are"
            reason = f"{what} in the corpus as well, which makes them more alike"
            telling.warn(f"--reference {shown(str(self._name))}: {reason}, for example {shown(str(both[0]))}")


@dataclass(frozen=True)
class _WithReference:
    """The documents of a corpus whose run reads further files (see `Readable`)."""

    corpus: Corpus
    further: Sequence[Path]

    @property
    def inputs(self) -> Sequence[Path]:
        """The files that will be read."""
        return (*self.corpus.inputs, *self.further)

    @property
    def total_bytes(self) -> int | None:
        """The size of the corpus on disk, None when a pipe is in it."""
        return self.corpus.total_bytes

    @property
    def bytes_read(self) -> int:
        """How much of that has been read."""
        return self.corpus.bytes_read

    def __iter__(self) -> Iterator[Document]:
        """Stream the documents of the corpus."""
        return iter(self.corpus)
