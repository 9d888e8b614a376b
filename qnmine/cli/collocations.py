"""`qnmine collocations`: the words around a word, a phrase or a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    count_options_from,
    engine_options,
    examples,
    group_options,
    output_options,
    query_options,
    run_options,
    word_options,
)
from qnmine.cli.options.command import SHOWN, option
from qnmine.cli.options.queries import QUERY
from qnmine.cli.options.span import span_option
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        CountOptions,
        EngineOptions,
        GroupOptions,
        OutputOptions,
        QueryOptions,
        RunOptions,
        WordOptions,
    )

MEASURES = ("log_dice", "log_likelihood", "mi", "mi3", "npmi", "t", "z", "dice", "count")
MIN_COUNT = 2

EPILOG = examples(
    ("qnmine collocations 'kinh tế' seeds/", "the words around kinh tế"),
    ("qnmine collocations 'chuyển đổi' seeds/ --span 0,1", "the word that follows"),
    ("qnmine collocations '<PER>' seeds/ --span 3 --pos V", "what people do"),
    ("qnmine collocations số seeds/ --measure log_likelihood --min-count 5", "the surest ones"),
    ("qnmine collocations 'giá (vàng|xăng)' news.csv --by year --date-column date --limit 20", ""),
)


@click.command(cls=Command, name="collocations", short_help="Find the words around a word.", epilog=EPILOG)
@click.argument("node", type=QUERY)
@corpus_options
@span_option
@option(
    SHOWN,
    "--measure",
    type=click.Choice(MEASURES),
    default=MEASURES[0],
    show_default=True,
    help="What collocates are ranked by.",
)
@count_options_from(MIN_COUNT, "Only collocates that are within the span at least N times (in their group).")
@query_options
@group_options
@word_options
@engine_options
@output_options()
@run_options
def command(
    node: str,
    corpus: CorpusOptions,
    span: tuple[int, int],
    measure: str,
    counting: CountOptions,
    comparing: QueryOptions,
    groups: GroupOptions,
    words: WordOptions,
    engine: EngineOptions,
    output: OutputOptions,
    behaviour: RunOptions,
) -> ExitCode:
    r"""Find the words that occur around NODE more often than elsewhere: its collocates.

    NODE is a query as in 'qnmine concordance': a word or a phrase, with * ? (a|b) <PER> <ORG> <LOC>
    <ENTITY>. The span counts words with a letter or digit, not punctuation; where the spans of two nodes
    overlap a word counts once, for the nearer one. Stop words and numbers fill the span but are no
    collocates; words of the node's own occurrence are not listed.

    Columns: node, collocate, count (within the span), left and right (of the node), docs, node_count,
    collocate_count (in all), expected (by chance: words within the span x collocate_count / all words),
    mi, mi3, npmi, t, z, log_likelihood (over 10.83 is p < 0.001), log_dice (14: never apart; more where the
    node has the word several times around it), dice. With --by these stand between the columns of the group
    and group_docs, group_words. A table on a terminal shows the most important ones.
    """
    from qnmine.cli.arguments import check_query_first
    from qnmine.cli.collocation_tables import collocation_table, shown_columns, warnings
    from qnmine.cli.counting import check_tags, stop_words, without_rows
    from qnmine.cli.gathering import Collocates, GroupNumbers
    from qnmine.cli.opening import open_documents, open_run
    from qnmine.cli.shaping import terminal_columns
    from qnmine.cli.terms import named_source, query_of
    from qnmine.corpus.grouping import Grouping

    check_query_first(node, corpus)
    query = query_of(node, comparing)
    excluded = stop_words(counting)
    check_tags(counting, corpus)
    grouping = Grouping(groups.by, groups.date_column)
    source = named_source([query], words, engine, pos=bool(counting.pos), join=counting.join_entities)
    with open_run(
        corpus,
        behaviour,
        output,
        TABLE_FORMATS,
        aggregate=True,
        inputs=(*source.files, *counting.stopword_files),
        source=lambda options, telling: open_documents(options, telling, grouping.columns()),
    ) as run:
        make = partial(Collocates, query, span, counting.pos)
        gathered, numbers = make(), GroupNumbers(grouping)
        run.gather(source, make, gathered, numbers)
        counts = gathered.counts
        table = collocation_table(counts, measure, counting, excluded, grouping, numbers.keys())
        columns = shown_columns(table, measure, len(grouping.by))
        run.write_table(table, group_columns=len(grouping.by), writer=terminal_columns(output, columns))
        told = () if run.rows else warnings(counts, counting)
        for message in (*told, *without_rows(counting, run), *grouping.warnings()):
            run.telling.warn(message)
    return run.exit_code()
