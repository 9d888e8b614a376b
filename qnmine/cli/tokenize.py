"""`qnmine tokenize`: words with offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.options import Command, corpus_options, examples, output_options, run_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.text.document import Document
    from qnmine.words.tokens import Token

FORMATS = ("text", "conllu")

EPILOG = examples(
    ("qnmine tokenize seeds/", "a row for each word"),
    ("qnmine tokenize article.txt --format text", "a sentence a line, words joined by _"),
    ("qnmine tokenize article.txt -o article.conllu", "CoNLL-U"),
    ("cat article.txt | qnmine tokenize --columns start,end,word", "CSV in a pipe"),
)


@click.command(cls=Command, name="tokenize", short_help="Split texts into words.", epilog=EPILOG)
@corpus_options
@output_options(*FORMATS)
@run_options
def command(corpus: CorpusOptions, output: OutputOptions, behaviour: RunOptions) -> ExitCode:
    """Split texts into Vietnamese words, which may have several syllables.

    Columns: doc, sentence, token (both from 1), start, end, text, word. 'text' is the slice of the
    document from start to end; 'word' is its normalised form (NFC, one tone-mark style).
    """
    from qnmine.cli.run import open_run
    from qnmine.words.tokens import Token

    with open_run(corpus, behaviour, output, (*TABLE_FORMATS, *FORMATS)) as run:
        results = run.analyze(_tokenize)
        if run.format in FORMATS:
            run.write_text(
                (_lines(run.format, document, tokens), len(tokens)) for document, tokens in results
            )
        else:
            run.write_rows(Token, results)
    return run.exit_code()


def _tokenize(documents: Sequence[Document]) -> list[list[Token]]:
    from qnmine.words.tokens import tokenize

    return [list(tokenize(document)) for document in documents]


def _lines(format_out: str, document: Document, tokens: Sequence[Token]) -> Iterator[str]:
    from qnmine.output import conllu_lines, text_lines
    from qnmine.text.document import sentences

    conllu = format_out == "conllu"
    lines = conllu_lines(document, sentences(document), tokens) if conllu else text_lines(tokens)
    return (f"{line}\n" for line in lines)
