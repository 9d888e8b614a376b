"""Where `qnmine entities` has its mentions from: texts, or tables that were saved before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from qnmine.cli.entity_rows import choose_mentions
from qnmine.cli.models import load_corrections, load_recognizer
from qnmine.cli.run import open_documents, open_records
from qnmine.entities import entities_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.entity_rows import Found
    from qnmine.cli.options import CorpusOptions, EngineOptions, EntityOptions
    from qnmine.cli.run import Run, Telling
    from qnmine.corpus import Corpus
    from qnmine.corpus.grouping import Grouping
    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import Recognizer
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

    def results(self, run: Run) -> Iterator[tuple[Document, Found]]:
        """Yield each document with what it has to show."""

    def is_new(self, thing: object) -> bool:
        """Tell whether something of a document comes for the first time."""

    def warnings(self) -> list[str]:
        """Return what is to be told after the last result; less if `--limit` ended the run before it."""


def open_source(options: EntityOptions, engine: EngineOptions, grouping: Grouping) -> EntitySource:
    """Return the source that the options ask for, with its model and its corrections read.

    Raises UsageError when one of these cannot be read.
    """
    corrections = load_corrections(options.corrections)
    if options.from_mentions:
        return SavedTables(options, corrections, grouping)
    recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)
    return Texts(options, corrections, grouping, recognizer, engine)


class Texts:
    """Mentions found in texts."""

    def __init__(
        self,
        options: EntityOptions,
        corrections: Corrections | None,
        grouping: Grouping,
        recognizer: Recognizer,
        engine: EngineOptions,
    ) -> None:
        self.files: tuple[str | None, ...] = (*engine.files(), options.corrections)
        self._options, self._corrections, self._grouping = options, corrections, grouping
        self._recognizer, self._engine = recognizer, engine.engine
        self._mentions = self._scores = self._complete = False

    def open(self, corpus: CorpusOptions, telling: Telling) -> Corpus:
        """Open the documents, with the columns of their groups."""
        return open_documents(corpus, telling, self._grouping.columns())

    def results(self, run: Run) -> Iterator[tuple[Document, Found]]:
        """Yield each document with what it has to show."""
        for document, (found,) in run.analyze(self._analyze):
            if not self._scores:
                scores = [mention.score for mention in found.mentions if not mention.depth]
                self._mentions |= bool(scores)
                self._scores = any(score is not None for score in scores)
            yield document, found
        self._complete = True

    def is_new(self, _: object) -> bool:
        """Every document comes once, so whatever it has is new."""
        return True

    def warnings(self) -> list[str]:
        """Return what is to be told after the last document."""
        told = self._corrections.unused() if self._corrections and self._complete else []
        unscored = self._mentions and not self._scores and self._engine != "qnmine"  # corrections take scores
        if self._options.wants_scores and unscored:
            told.append(f"--engine {self._engine} gives no scores, so that none is shown or decides")
        return told

    def _analyze(self, documents: Sequence[Document]) -> list[list[Found]]:
        options = self._options
        found = entities_of(
            documents,
            recognizer=self._recognizer,
            scores=options.wants_scores,
            context=options.context,
            nested=options.nested,
            corrections=self._corrections,
        )
        chosen = [choose_mentions(mentions, options) for _, mentions in found]
        if not self._grouping.by:
            return [[one] for one in chosen]
        from qnmine.words.counting import count_words

        sizes = count_words(documents)
        return [[one._replace(words=words)] for one, words in zip(chosen, sizes, strict=True)]


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

        columns = dict.fromkeys(COLUMNS, "--from-mentions")
        columns |= {"sentence": "--places"} if self._options.places else {}  # it helps to tell which is meant
        columns |= {"sentence": "--mentions"} if self._options.mentions else {}
        columns |= {"score": "--score"} if self._options.score else {}
        columns |= {"score": "--min-score"} if self._options.min_score is not None else {}
        columns |= {"depth": "--nested"} if self._options.nested else {}
        return open_records(corpus, telling, {**columns, **self._grouping.columns()}, OPTIONAL)

    def results(self, run: Run) -> Iterator[tuple[Document, Found]]:
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
            run.documents_done += self.is_new(document.id)
            yield document, choose_mentions(mentions, self._options)
        self._told = [*saved.warnings(), *(self._corrections.unused() if self._corrections else ())]
        if self._options.places and types == {"LOC"}:
            self._told.append(_PLACES_ALONE)

    def is_new(self, thing: object) -> bool:
        """Tell whether something comes for the first time."""
        number = hash(thing)
        new = number not in self._seen
        self._seen.add(number)
        return new

    def warnings(self) -> list[str]:
        """Return what is to be told after the last row."""
        return self._told
