"""`qnmine entities`: people, organizations and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.entity_requests import TEXT_FORMATS, check_request
from qnmine.cli.options import (
    Command,
    corpus_options,
    engine_options,
    entity_options,
    examples,
    group_options,
    output_options,
    run_options,
)
from qnmine.cli.options.plot import plot_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import (
        CorpusOptions,
        EngineOptions,
        EntityOptions,
        GroupOptions,
        OutputOptions,
        RunOptions,
    )
    from qnmine.cli.options.plot import PlotOptions

EPILOG = examples(
    ("qnmine entities seeds/", "a row for each entity of the corpus"),
    ("qnmine entities seeds/ --mentions -o mentions.csv", "a row for each mention, with offsets"),
    ("qnmine entities seeds/ --mentions --type PER --context 8", "people, in their context"),
    ("qnmine entities news.csv --by month --date-column date", "the entities of each month"),
    ("qnmine entities seeds/ --places -o places.xlsx", "places with codes, as they are now"),
    ("qnmine entities seeds/ --corrections mine.csv", "with what you know better"),
    ("qnmine entities --from-mentions mon.csv tue.csv", "a row for each entity of saved mentions"),
    ("qnmine entities seeds/ --type PER --plot people.png -o people.csv", "a table, and a plot of it"),
    ("qnmine entities seeds/ --mentions --sample 100 -o sample.csv", "to check by hand"),
    ("qnmine entities seeds/ --format spans > seeds.jsonl", "texts with spans, to train and evaluate"),
    'qnmine entities --text "Ông Phạm Văn Thể thăm Hạ Long"',
)


@click.command(
    cls=Command, name="entities", short_help="Find people, organizations and places.", epilog=EPILOG
)
@corpus_options
@entity_options
@group_options
@engine_options
@output_options(*TEXT_FORMATS)
@plot_options()
@run_options
def command(
    corpus: CorpusOptions,
    options: EntityOptions,
    groups: GroupOptions,
    engine: EngineOptions,
    output: OutputOptions,
    drawing: PlotOptions,
    behaviour: RunOptions,
) -> ExitCode:
    """Find people (PER), organizations (ORG) and places (LOC).

    Columns: name, type, mentions, docs (documents with a mention), variants (the spellings found); with
    --by these stand between the columns of the group and group_docs, group_words (its size). With
    --mentions: doc, sentence, start, end, text, type, name, and score, depth, left, right if asked for;
    'text' is the slice of the document from start to end. --places adds code, level, province, relation,
    current_name, current_code.
    """
    from qnmine.cli.entity_rows import entity_table
    from qnmine.cli.entity_sources import open_source
    from qnmine.cli.opening import open_run
    from qnmine.cli.plotted import entity_bars, most_of
    from qnmine.cli.plotting import open_plot, write_and_plot
    from qnmine.cli.shaping import choose_format
    from qnmine.corpus.grouping import Grouping

    formats = (*TABLE_FORMATS, *TEXT_FORMATS)
    chosen = choose_format(output, formats)
    check_request(corpus, options, groups, engine, chosen, plotted=drawing.file is not None)
    grouping = Grouping(groups.by, groups.date_column)
    source = open_source(options, engine, grouping)
    counted = not options.mentions and chosen not in TEXT_FORMATS
    with (
        open_run(
            corpus, behaviour, output, formats, aggregate=counted, inputs=source.files, source=source.open
        ) as run,
        open_plot(drawing, run, inputs=source.files) as plot,
    ):
        if chosen in TEXT_FORMATS:
            source.write_texts(run)
        elif options.mentions:
            source.write_mentions(run)
        else:
            table = entity_table(source.count(run), grouping, options)
            by = grouping.by
            write_and_plot(run, table, plot, entity_bars, group_columns=len(by), most=most_of(by))
        for message in (*source.warnings(run), *grouping.warnings()):
            run.telling.warn(message)
    return run.exit_code()
