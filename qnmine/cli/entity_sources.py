"""Where `qnmine entities` has its mentions from: texts, or tables that were saved before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NoReturn, Protocol

from qnmine.cli.entity_readers import MentionReader, MentionRows, text_with_mentions
from qnmine.cli.entity_rows import CountedEntities, choose_mentions, mention_columns, mention_rows
from qnmine.cli.models import load_corrections
from qnmine.cli.opening import open_documents, open_records
from qnmine.engines.work import Analysed
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.cli.entity_rows import Found
    from qnmine.cli.options import CorpusOptions, EngineOptions, EntityOptions
    from qnmine.cli.run import Run
    from qnmine.cli.telling import Telling
    from qnmine.corpus import Corpus
    from qnmine.corpus.grouping import Grouping
    from qnmine.entities.corrections import Corrections
    from qnmine.text.document import Document


_PLACES_ALONE = (
    "--places: the tables hold places alone, and the organizations of a text help to tell which are meant; "
    "read tables with the mentions of all types"
)


class EntitySource(Protocol):
    """Documents with what they have to show."""

    files: tuple[str | None, ...]
    """What is read besides the corpus."""

    def open(self, corpus: CorpusOptions, telling: Telling) -> Corpus:
        """Open what the options name."""

    def write_mentions(self, run: Run) -> None:
        """Write a row for each mention."""

    def write_texts(self, run: Run) -> None:
        """Write the texts with their mentions."""

    def count(self, run: Run) -> CountedEntities:
        """Return the entities of all documents, counted by group."""

    def warnings(self, run: Run) -> list[str]:
        """Return what is to be told after the last result; less if `--limit` ended the run before it."""


def open_source(options: EntityOptions, engine: EngineOptions, grouping: Grouping) -> EntitySource:
    """Return the source that the options ask for, with its model and its corrections read.

    Raises UsageError when one of these cannot be read.
    """
    if options.from_mentions:
        return SavedTables(options, load_corrections(options.corrections), grouping)
    return Texts(options, engine, grouping)


class Texts:
    """Mentions found in texts."""

    def __init__(self, options: EntityOptions, engine: EngineOptions, grouping: Grouping) -> None:
        self.files: tuple[str | None, ...] = (*engine.files(), options.corrections)
        self._options, self._grouping = options, grouping
        self._reader = MentionReader(options, engine, words=bool(grouping.by))

    def open(self, corpus: CorpusOptions, telling: Telling) -> Corpus:
        """Open the documents, with the columns of their groups."""
        return open_documents(corpus, telling, self._grouping.columns())

    def write_mentions(self, run: Run) -> None:
        """Write a row for each mention."""
        row_type, columns = mention_columns(self._options)
        run.write_found(row_type, MentionRows(self._reader), columns)

    def write_texts(self, run: Run) -> None:
        """Write the texts with their mentions."""
        run.write_texts(MentionRows(self._reader), partial(text_with_mentions, run.format))

    def count(self, run: Run) -> CountedEntities:
        """Return the entities of all documents, counted by group."""
        total = CountedEntities()
        run.gather(self._reader, CountedEntities, total, label=self._grouping.key_of)
        return total

    def warnings(self, run: Run) -> list[str]:
        """Return what is to be told after the last document."""
        return self._reader.warnings(complete=run.complete)


class SavedTables:
    """Mentions read from saved tables; a document may come in several parts."""

    def __init__(self, options: EntityOptions, corrections: Corrections | None, grouping: Grouping) -> None:
        self.files: tuple[str | None, ...] = (options.corrections,)
        self._options, self._corrections, self._grouping = options, corrections, grouping
        self._told: list[str] = []
        self._seen: set[int] = set()

    def open(self, corpus: CorpusOptions, telling: Telling) -> Corpus:
        """Open the tables, with the columns of their groups."""
        from qnmine.entities.saved import COLUMNS, OPTIONAL

        if telling.behaviour.resume is not None:
            raise UsageError("--from-mentions reads what is saved already; leave out --resume")
        columns = dict.fromkeys(COLUMNS, "--from-mentions")
        columns |= {"sentence": "--places"} if self._options.places else {}  # it helps to tell which is meant
        columns |= {"sentence": "--mentions"} if self._options.mentions else {}
        columns |= {"score": "--score"} if self._options.score else {}
        columns |= {"score": "--min-score"} if self._options.min_score is not None else {}
        columns |= {"depth": "--nested"} if self._options.nested else {}
        return open_records(corpus, telling, {**columns, **self._grouping.columns()}, OPTIONAL)

    def _results(self, run: Run) -> Iterator[tuple[Document, Found]]:
        """Yield the rows of each document, as they stand together, with what they have to show."""
        from qnmine.entities.saved import SavedMentions

        saved = SavedMentions((*run.keep, *self._grouping.columns()))
        types: set[str] = set()
        for document, mentions in saved.documents(run.documents(), run.telling.fail):
            types.update(mention.type for mention in mentions)
            if self._corrections is not None:
                mentions = self._corrections.apply(mentions)
            if not self._options.nested:
                mentions = [mention for mention in mentions if not mention.depth]
            run.documents_done += self._is_new(document.id)
            yield document, choose_mentions(mentions, self._options)
        self._told = [*saved.warnings(), *(self._corrections.unused() if self._corrections else ())]
        if self._options.places and types == {"LOC"}:
            self._told.append(_PLACES_ALONE)

    def write_mentions(self, run: Run) -> None:
        """Write a row for each mention."""
        row_type, columns = mention_columns(self._options)
        rows = ((document, mention_rows(found)) for document, found in self._results(run))
        run.write_rows(row_type, rows, columns)

    def write_texts(self, run: Run) -> NoReturn:
        """Raise an error: there are no texts here."""
        raise AssertionError(f"--format {run.format} was let pass with --from-mentions")

    def count(self, run: Run) -> CountedEntities:
        """Return the entities of all documents, counted by group."""
        total = CountedEntities(self._is_new)
        for document, found in self._results(run):
            total.add([Analysed(document, [found], self._grouping.key_of(document))])
        return total

    def _is_new(self, thing: object) -> bool:
        """Tell whether something comes for the first time."""
        number = hash(thing)
        new = number not in self._seen
        self._seen.add(number)
        return new

    def warnings(self, run: Run) -> list[str]:  # noqa: ARG002 (of the protocol)
        """Return what is to be told after the last row."""
        return self._told
