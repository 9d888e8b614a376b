"""`qnmine tokenize`: words with offsets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import Command, corpus_options, examples, output_options, run_options, word_options
from qnmine.errors import UsageError
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions, WordOptions
    from qnmine.text.document import Document
    from qnmine.words.tokens import Token

FORMATS = ("text", "conllu")
_TAGS = ("pos", "upos")

EPILOG = examples(
    ("qnmine tokenize seeds/", "a row for each word"),
    ("qnmine tokenize article.txt --format text", "a sentence a line, words joined by _"),
    ("qnmine tokenize article.txt --pos --upos -o article.conllu", "CoNLL-U with parts of speech"),
    ("qnmine tokenize article.txt --words mine.txt --no-punct --lower", "with words of your own"),
    ("cat article.txt | qnmine tokenize --columns start,end,word", "CSV in a pipe"),
)


@click.command(cls=Command, name="tokenize", short_help="Split texts into words.", epilog=EPILOG)
@corpus_options
@click.option("--pos", is_flag=True, help="Add parts of speech (underthesea's tags: N, Np, V, …).")
@click.option("--upos", is_flag=True, help="Add universal parts of speech (NOUN, PROPN, VERB, …).")
@click.option("--syllables", is_flag=True, help="Split into syllables, numbers and signs instead of words.")
@click.option("--lower", is_flag=True, help="'word' in lower case.")
@click.option("--no-punct", is_flag=True, help="Leave out tokens without a letter or digit.")
@word_options
@output_options(*FORMATS)
@run_options
def command(
    corpus: CorpusOptions,
    words: WordOptions,
    output: OutputOptions,
    behaviour: RunOptions,
    pos: bool,
    upos: bool,
    syllables: bool,
    lower: bool,
    no_punct: bool,
) -> ExitCode:
    """Split texts into Vietnamese words, which may have several syllables.

    Columns: doc, sentence, token (both from 1), start, end, text, word, and pos and upos if asked for.
    'text' is the slice of the document from start to end; 'word' is its normalised form (NFC, one
    tone-mark style). Numbers, dates, codes, addresses and signs are one token each.
    """
    from qnmine.cli.opening import open_run
    from qnmine.cli.shaping import choose_format
    from qnmine.words.tokens import Token

    asked = TokenRequest(words, syllables=syllables, pos=pos, upos=upos, lower=lower, no_punct=no_punct)
    analyze = TokenReader(asked)
    formats = (*TABLE_FORMATS, *FORMATS)
    if (lower or no_punct) and choose_format(output, formats) == "conllu":
        option = "--lower" if lower else "--no-punct"
        raise UsageError(f"{option} does not go with --format conllu, which has the text as it stands")
    with open_run(corpus, behaviour, output, formats, inputs=words.files()) as run:
        if run.format in FORMATS:
            run.write_texts(analyze, partial(_lines, run.format))
        else:
            run.write_found(Token, analyze, asked.columns())
    return run.exit_code()


@dataclass(frozen=True)
class TokenRequest:
    """Which tokens are asked for; raises UsageError for options that exclude each other."""

    words: WordOptions
    syllables: bool
    pos: bool
    upos: bool
    lower: bool
    no_punct: bool

    def __post_init__(self) -> None:
        if self.syllables and (self.pos or self.upos or any(self.words.files())):
            raise UsageError("--pos, --upos, --words and --word-model are of words; leave out --syllables")

    def columns(self) -> list[str]:
        """Return the columns of their rows."""
        from qnmine.cli.shaping import columns_of
        from qnmine.words.tokens import Token

        unused = {name for name in _TAGS if not getattr(self, name)}
        return [name for name in columns_of(Token) if name not in unused]


class TokenReader:
    """Finds the tokens that are asked for; in another process it loads its segmenter anew."""

    def __init__(self, asked: TokenRequest) -> None:
        from qnmine.cli.models import load_words
        from qnmine.words.segmenters import SyllableSegmenter

        self._asked = asked
        self._segmenter = SyllableSegmenter() if asked.syllables else load_words(asked.words)

    def __reduce__(self) -> tuple[type[TokenReader], tuple[TokenRequest]]:
        return TokenReader, (self._asked,)

    def __call__(self, documents: Sequence[Document]) -> Sequence[Sequence[Token]]:
        """Return the tokens of each document."""
        from qnmine.words.tokens import tokenize_all

        asked = self._asked
        found = tokenize_all(documents, self._segmenter, pos=asked.pos, upos=asked.upos)
        if not (asked.lower or asked.no_punct):
            return found
        return [list(_chosen(tokens, lower=asked.lower, no_punct=asked.no_punct)) for tokens in found]


def _chosen(tokens: Sequence[Token], *, lower: bool, no_punct: bool) -> Iterator[Token]:
    from dataclasses import replace

    for token in tokens:
        if not (no_punct and not any(map(str.isalnum, token.word))):
            yield replace(token, word=token.word.lower()) if lower else token


def _lines(format_out: str, document: Document, tokens: Sequence[Token]) -> Iterator[str]:
    from qnmine.output import conllu_lines, text_lines
    from qnmine.text.document import sentences

    conllu = format_out == "conllu"
    lines = conllu_lines(document, sentences(document), tokens) if conllu else text_lines(tokens)
    return (f"{line}\n" for line in lines)
