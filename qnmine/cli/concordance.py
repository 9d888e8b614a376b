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
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        EngineOptions,
        OutputOptions,
        QueryOptions,
        RunOptions,
        WordOptions,
    )
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
    from qnmine.cli.models import load_recognizer, load_words
    from qnmine.cli.run import open_run
    from qnmine.cli.terms import not_found, query_of
    from qnmine.output.kwic import write_kwic
    from qnmine.statistics.concordance import WIDTH, ConcordanceLine, find, in_order, sort_keys

    check_query_first(query, corpus)
    asked = query_of(query, comparing)
    keys = sort_keys(order)
    segmenter = load_words(words)
    recognizer = None
    if asked.needs_entities:
        recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)
    inputs = (*words.files(), *(engine.files() if asked.needs_entities else ()))
    with open_run(corpus, behaviour, output, TABLE_FORMATS, inputs=inputs) as run:
        if width is None:
            width = run.destination.width if run.format == "table" else WIDTH

        def analyze(documents: Sequence[Document]) -> list[list[Found]]:
            return find(asked, documents, segmenter, recognizer, width=width, order=keys)

        def say_nothing_found() -> None:
            for message in not_found([asked], ()):
                run.telling.warn(message)

        found: Iterator[tuple[Document, Sequence[Found]]] = run.analyze(analyze)
        lines = _lines(in_order(found) if keys else found, say_nothing_found)
        hidden = () if output.columns else _NOT_AT_A_TERMINAL
        run.write_rows(ConcordanceLine, lines, writer=partial(write_kwic, hidden=hidden))
    return run.exit_code()


def _lines(
    found: Iterable[tuple[Document, Sequence[Found]]], on_nothing: Callable[[], None]
) -> Iterator[tuple[Document, list[ConcordanceLine]]]:
    """Yield the lines of each document; call `on_nothing` if there were none in all of them."""
    nothing = True
    for document, lines in found:
        nothing = nothing and not lines
        yield document, [line for line, _ in lines]
    if nothing:
        on_nothing()
