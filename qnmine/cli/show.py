"""`qnmine show`: texts with what is found in them in colour."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    engine_options,
    examples,
    run_options,
    word_options,
)
from qnmine.cli.options.language import language_option
from qnmine.cli.options.showing import FORMATS, mark_options, view_options

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.mark_readers import MarkReader
    from qnmine.cli.options import CorpusOptions, EngineOptions, RunOptions, WordOptions
    from qnmine.cli.options.showing import MarkOptions, ViewOptions
    from qnmine.cli.run import Run

EPILOG = examples(
    ("qnmine show seeds/", "texts in colour, a screen at a time"),
    ("qnmine show article.txt --values --lang vi", "what marks mean, beside them"),
    ("qnmine show seeds/ --only PER,date", "people and dates alone"),
    ("qnmine show article.txt --only word,LOC", "words, their syllables joined by _"),
    ("qnmine show news.jsonl -o news.html", "a page, for slides and mails"),
    ("qnmine show seeds/ | grep -o '\\[PER [^]]*\\]'", "in a pipe: [PER Phạm Văn Thể]"),
    'qnmine show --text "Ông Phạm Văn Thể thăm Hạ Long ngày 25/6/2024"',
)


@click.command(
    cls=Command,
    name="show",
    short_help="Show texts with their entities, numbers and dates in colour.",
    epilog=EPILOG,
)
@corpus_options
@mark_options
@word_options
@engine_options
@view_options
@language_option
@run_options
def command(
    corpus: CorpusOptions,
    asked: MarkOptions,
    words: WordOptions,
    engine: EngineOptions,
    view: ViewOptions,
    language: str,
    behaviour: RunOptions,
) -> ExitCode:
    r"""Show texts as they are, with people, organizations, places, numbers and dates in colour.

    On a terminal lines are filled with whole words, and what is longer than the screen is paged. Where there
    is no colour marks stand in brackets, [PER Phạm Văn Thể], with --values [PER Thể = Phạm Văn Thể]; brackets
    of the text that might be taken for these have a \ before them. The legend tells how many marks of each
    kind a text has. To work on with what is found, take the tables of 'qnmine entities --mentions', 'qnmine
    numbers' and 'qnmine dates', which have exact offsets.
    """
    from qnmine.cli.mark_readers import MarkReader
    from qnmine.cli.opening import open_documents, open_run

    reader = MarkReader(asked, engine, words, pos=view.values)
    also = {asked.date_column: "--date-column"} if asked.date_column is not None else {}
    source = partial(open_documents, also=also)
    with open_run(corpus, behaviour, view.as_output(), FORMATS, inputs=reader.files, source=source) as run:
        with _pager(run, corpus, view):
            _WRITERS[run.format](run, reader, asked, view, language, headings=_several(corpus))
        for message in reader.warnings(complete=run.complete):
            run.telling.warn(message)
    return run.exit_code()


def _several(corpus: CorpusOptions) -> bool:
    """Whether texts have names to be told apart by: all but one that has none, from --text or a pipe."""
    from_pipe = corpus.paths in ((), ("-",)) and corpus.files_from is None
    return corpus.text is None and not (from_pipe and corpus.format_in in (None, "text"))


def _pager(run: Run, corpus: CorpusOptions, view: ViewOptions) -> AbstractContextManager[None]:
    """Return what pages text on a terminal; not rows from a pipe, which may come slowly or never end."""
    from qnmine.output.pager import paged

    endless = run.destination.at_once and corpus.format_in not in (None, "text")
    if view.no_pager or endless or run.format != "text":
        return nullcontext()
    return paged(run.destination)


def _write_text(
    run: Run, reader: MarkReader, asked: MarkOptions, view: ViewOptions, language: str, *, headings: bool
) -> None:
    """Write lines in colour or with brackets."""
    from qnmine.languages import load_phrases
    from qnmine.output.display import Painter
    from qnmine.output.marked_text import MarkedText

    destination = run.destination
    marked = MarkedText(
        load_phrases("layers", language),
        load_phrases("show", language),
        Painter.for_destination(destination, view.color),
        asked.layers,
        width=view.width or (destination.width if destination.is_terminal else None),
        values=view.values,
        headings=headings,
        legend=not view.no_legend,
    )
    run.write_texts(reader, marked)


def _write_page(
    run: Run, reader: MarkReader, asked: MarkOptions, view: ViewOptions, language: str, *, headings: bool
) -> None:
    """Write a page."""
    from qnmine.languages import load_phrases
    from qnmine.page.marked_page import MarkedPage

    page = MarkedPage(
        load_phrases("layers", language),
        load_phrases("show", language),
        asked.layers,
        values=view.values,
        headings=headings,
        legend=not view.no_legend,
    )
    run.destination.write(page.beginning())
    run.write_texts(reader, page)
    run.destination.write(page.ending())


_WRITERS: dict[str, Callable[..., None]] = {"text": _write_text, "html": _write_page}
