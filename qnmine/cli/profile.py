"""`qnmine profile`: a corpus in numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    examples,
    group_options,
    output_options,
    run_options,
    word_options,
)
from qnmine.cli.options.command import SHOWN, option
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, GroupOptions, OutputOptions, RunOptions, WordOptions
    from qnmine.corpus.grouping import Grouping
    from qnmine.output.tables import Row
    from qnmine.statistics.groups import Groups, Key
    from qnmine.statistics.profile import ProfileCounts

MAIN = ("documents", "words", "types", "mattr", "sentence_words", "readability")
"""What a table of groups shows at a terminal."""

NOTES = {
    "documents": "texts",
    "paragraphs": "lines with a word",
    "sentences": "sentences with a word",
    "tokens": "words and signs",
    "words": "tokens with a letter or digit",
    "syllables": "parts of words between spaces",
    "characters": "letters and digits",
    "types": "different words, in any case",
    "hapaxes": "types that occur once",
    "ttr": "types / words; falls as texts get longer",
    "hdd": "mean ttr of 42 words drawn at random",
    "yule_k": "repetition: the lower, the richer",
    "sentence_words": "words in a sentence, mean",
    "sentence_words_sd": "and their standard deviation",
    "word_syllables": "syllables in a word, mean",
    "word_characters": "characters in a word, mean",
    "difficult_syllables": "share of syllables beyond the 1,000 most frequent",
    "readability": "Luong-Nguyen-Dinh: the higher, the harder",
}

EPILOG = examples(
    ("qnmine profile seeds/", "the whole corpus"),
    ("qnmine profile seeds/ --by doc -o texts.csv", "a row for each text"),
    ("qnmine profile news.csv --text-column body --by section", "a row for each section"),
    ("qnmine profile news.csv --by year --date-column date --columns year,words,mattr,readability", ""),
)


@click.command(cls=Command, name="profile", short_help="Describe a corpus in numbers.", epilog=EPILOG)
@corpus_options
@option(
    SHOWN,
    "--window",
    type=click.IntRange(min=1),
    default=500,
    show_default=True,
    metavar="N",
    help="Words of a window of mattr; a shorter document is one window.",
)
@group_options
@word_options
@output_options()
@run_options
def command(
    corpus: CorpusOptions,
    groups: GroupOptions,
    words: WordOptions,
    output: OutputOptions,
    behaviour: RunOptions,
    window: int,
) -> ExitCode:
    """Describe a corpus in numbers: its size, how rich its vocabulary is, how hard it is to read.

    Columns: documents, paragraphs (lines), sentences, tokens (words and signs), words (with a letter or
    digit), syllables, characters (letters and digits), types (different words), hapaxes (types that occur
    once); ttr, mattr, hdd, yule_k (diversity); sentence_words, sentence_words_sd, word_syllables,
    word_characters (means); difficult_syllables (share of syllables beyond the 1,000 most frequent),
    readability (Luong, Nguyen & Dinh 2018: the higher, the harder). Lines and sentences have a word.

    A row for the corpus, on a terminal a list; with --by a row for each group, between the columns of the
    group and group_docs, group_words.
    """
    from qnmine.cli.gathering import Profiled
    from qnmine.cli.grouped import SIZES, grouped_table
    from qnmine.cli.opening import open_documents, open_run
    from qnmine.cli.shaping import columns_of, terminal_columns
    from qnmine.cli.word_source import WordSource
    from qnmine.corpus.grouping import Grouping
    from qnmine.output import table_of
    from qnmine.output.fields import write_fields
    from qnmine.statistics.profile import Profile

    grouping = Grouping(groups.by, groups.date_column)
    source = WordSource(words)
    opened = partial(open_documents, also=grouping.columns())
    with open_run(
        corpus, behaviour, output, TABLE_FORMATS, aggregate=True, inputs=source.files, source=opened
    ) as run:
        gathered = Profiled(window)
        run.gather(source, partial(Profiled, window), gathered, grouping.key_of)
        parts = gathered.groups
        names = columns_of(Profile)
        if grouping.by:
            table = grouped_table(table_of((), names, Profile), grouping.by, _rows(parts, grouping))
            shown = (*table.columns[: -len(names) - len(SIZES)], *MAIN)
            run.write_table(table, writer=terminal_columns(output, shown))  # --limit counts groups
        else:
            notes = {**NOTES, "mattr": f"mean ttr of {window} words in a row"}
            table = table_of([parts[()].counts.profile()], names, Profile)
            run.write_table(table, writer=partial(write_fields, notes=notes))
        for message in grouping.warnings():
            run.telling.warn(message)
    return run.exit_code()


def _rows(parts: Groups[ProfileCounts], grouping: Grouping) -> Iterator[tuple[Key, Row, int, int | None]]:
    """Yield the rows of the groups, each with its documents and words."""
    from dataclasses import astuple

    for key in grouping.order(list(parts)):
        counts = parts[key].counts
        yield key, astuple(counts.profile()), counts.documents, counts.words
