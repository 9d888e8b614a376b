"""`qnmine concordance`: every place where a query occurs, in its context."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    engine_options,
    examples,
    output_options,
    query_options,
    run_options,
    word_options,
)
from qnmine.cli.options.command import NAMES, SHOWN, option
from qnmine.cli.options.queries import QUERY
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        EngineOptions,
        OutputOptions,
        QueryOptions,
        RunOptions,
        WordOptions,
    )
    from qnmine.queries import Query
    from qnmine.statistics.concordance import ConcordanceLine, Found
    from qnmine.text.document import Document

_NOT_AT_A_TERMINAL = ("sentence", "start", "end")

EPILOG = examples(
    ("qnmine concordance 'kinh tế số' seeds/", "each place, aligned on a terminal"),
    ("qnmine concordance 'chuyển*' seeds/ --order R1,R2", "sorted by the words to the right"),
    ("qnmine concordance '(kinh tế|xã hội) số' seeds/ -o places.csv", "with offsets"),
    ("qnmine concordance '<PER>' seeds/ --width 60", "people in their context"),
    ("qnmine concordance 'quang ninh' seeds/ --ignore-diacritics", "typed without diacritics"),
    ("qnmine concordance số news.csv --text-column body --keep date", "with a column of the table"),
)


@click.command(cls=Command, name="concordance", short_help="Find words in their context.", epilog=EPILOG)
@click.argument("query", type=QUERY)
@corpus_options
@query_options
@option(
    SHOWN,
    "--width",
    type=click.IntRange(min=0),
    metavar="N",
    help="At most N characters to each side, cut between words (default: 40; what fits on a terminal).",
)
@option(
    SHOWN,
    "--order",
    type=NAMES,
    default=(),
    metavar="KEY[,KEY]",
    help="Sort by the words beside: L1 (the next to the left) to L9, R1 to R9; match; doc.",
)
@word_options
@engine_options
@output_options()
@run_options
def command(
    query: str,
    corpus: CorpusOptions,
    words: WordOptions,
    engine: EngineOptions,
    output: OutputOptions,
    behaviour: RunOptions,
    comparing: QueryOptions,
    width: int | None,
    order: tuple[str, ...],
) -> ExitCode:
    r"""Find every place where QUERY occurs, with what stands before and after it.

    QUERY is a word or a phrase ('kinh tế số'), in any case. In it * is any characters of one word
    (chuyển*), alone exactly one word; ? is one character; (a|b) are alternatives; <PER> <ORG> <LOC>
    <ENTITY> are names; _ is a space; \ takes the meaning from such a sign. Quote it for the shell.

    Columns: doc, sentence, start, end, left, text, right; 'text' is the slice of the document from start
    to end, and left, text and right are one slice too. A table on a terminal shows no offsets.
    """
    from qnmine.cli.arguments import check_query_first
    from qnmine.cli.opening import open_run
    from qnmine.cli.terms import not_found, query_of
    from qnmine.output.kwic import write_kwic
    from qnmine.statistics.concordance import WIDTH, ConcordanceLine, in_order, sort_keys

    check_query_first(query, corpus)
    asked = query_of(query, comparing)
    keys = sort_keys(order)
    reader = LineReader(asked, words, engine)
    inputs = (*words.files(), *(engine.files() if asked.needs_entities else ()))
    with open_run(corpus, behaviour, output, TABLE_FORMATS, inputs=inputs) as run:
        if width is None:
            width = run.destination.width if run.format == "table" else WIDTH
        reader.width, reader.order = width, keys
        writer = partial(write_kwic, hidden=() if output.columns else _NOT_AT_A_TERMINAL)
        if keys:
            found = in_order(run.analyze(reader))
            lines = ((document, [line for line, _ in several]) for document, several in found)
            run.write_rows(ConcordanceLine, lines, writer=writer)
        else:
            run.write_found(ConcordanceLine, Lines(reader), writer=writer)
        for message in () if run.rows or not run.complete else not_found([asked], ()):
            run.telling.warn(message)
    return run.exit_code()


class LineReader:
    """Finds the lines of a query with what they are sorted by; in another process it loads its models anew.

    Raises UsageError when a model or list cannot be had.
    """

    def __init__(
        self,
        query: Query,
        words: WordOptions,
        engine: EngineOptions,
        width: int = 0,
        order: tuple[str, ...] = (),
    ) -> None:
        from qnmine.cli.models import load_recognizer, load_words

        self.width, self.order = width, order
        self._asked = query, words, engine
        self._segmenter = load_words(words)
        self._recognizer = None
        if query.needs_entities:
            self._recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)

    def __reduce__(self) -> tuple[object, ...]:
        return LineReader, (*self._asked, self.width, self.order)

    def __call__(self, documents: Sequence[Document]) -> list[list[Found]]:
        """Return the occurrences in each document."""
        from qnmine.statistics.concordance import find

        query, segmenter = self._asked[0], self._segmenter
        return find(query, documents, segmenter, self._recognizer, width=self.width, order=self.order)


class Lines:
    """The lines alone of what a reader finds."""

    def __init__(self, reader: LineReader) -> None:
        self._reader = reader

    def __call__(self, documents: Sequence[Document]) -> list[list[ConcordanceLine]]:
        """Return the lines of each document."""
        return [[line for line, _ in found] for found in self._reader(documents)]
