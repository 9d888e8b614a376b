"""`qnmine network`: which entities occur together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    corrections_option,
    engine_options,
    examples,
    output_options,
    run_options,
    type_option,
)
from qnmine.cli.options.command import SHOWN, option
from qnmine.cli.options.plot import plot_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, EngineOptions, OutputOptions, RunOptions
    from qnmine.cli.options.plot import PlotOptions

FORMATS = (*TABLE_FORMATS, "graphml")
WINDOWS = ("sentence", "paragraph", "document")
MEASURES = ("count", "npmi", "log_likelihood")

EPILOG = examples(
    ("qnmine network seeds/", "pairs of entities that share sentences"),
    ("qnmine network seeds/ --min-count 2 -o net.graphml", "for Gephi, Cytoscape, networkx"),
    ("qnmine network news.csv --text-column body --type PER,ORG --window paragraph -o net.csv", ""),
    ("qnmine network seeds/ --measure log_likelihood --limit 20", "the surest associations"),
    ("qnmine network seeds/ --plot net.svg -o net.csv", "a table, and a picture"),
)


@click.command(cls=Command, name="network", short_help="Find entities that occur together.", epilog=EPILOG)
@corpus_options
@option(
    SHOWN,
    "--window",
    type=click.Choice(WINDOWS),
    default=WINDOWS[0],
    show_default=True,
    help="Where entities are together; a paragraph is a line of the text.",
)
@type_option
@option(
    SHOWN,
    "--min-count",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Only pairs that share at least N windows.",
)
@option(
    SHOWN,
    "--measure",
    type=click.Choice(MEASURES),
    default=MEASURES[0],
    show_default=True,
    help="What pairs are ranked by.",
)
@corrections_option
@engine_options
@output_options("graphml")
@plot_options()
@run_options
def command(
    corpus: CorpusOptions,
    engine: EngineOptions,
    output: OutputOptions,
    drawing: PlotOptions,
    behaviour: RunOptions,
    window: str,
    types: tuple[str, ...],
    min_count: int,
    measure: str,
    corrections: str | None,
) -> ExitCode:
    """Find people, organizations and places that occur together: the edges of a network.

    Columns: source, source_type, target, target_type, count (windows with both), docs (documents with such
    a window), npmi (normalised pointwise mutual information, from -1 to 1; 0 is chance), log_likelihood
    (Dunning's G2 over windows; over 10.83 is p < 0.001). Each pair comes once, its names in code point order.

    --format graphml holds the entities of these pairs as well: label, type, mentions, docs, windows; the
    weight of an edge is its count.
    """
    from qnmine.cli.network_counts import Together, TypedMentionReader
    from qnmine.cli.opening import open_run
    from qnmine.cli.plotted import network as network_plot
    from qnmine.cli.plotting import open_plot
    from qnmine.cli.shaping import columns_of
    from qnmine.entities.network import Edge, Node
    from qnmine.output import table_of
    from qnmine.output.graphml import graphml_lines

    reader = TypedMentionReader(types, corrections, engine)
    inputs = (*engine.files(), corrections)
    with (
        open_run(corpus, behaviour, output, FORMATS, aggregate=True, inputs=inputs) as run,
        open_plot(drawing, run, inputs=inputs) as plot,
    ):
        found = Together(window)
        run.gather(reader, partial(Together, window), found)
        counts = found.counts
        edges = counts.edges(measure=measure, min_count=min_count)
        if plot is not None:
            plot.save(network_plot(counts, edges[: output.limit]))
        table = table_of(edges, columns_of(Edge), Edge)
        if run.format == "graphml":
            nodes = table_of(counts.nodes(edges), columns_of(Node), Node)
            run.write_text([(graphml_lines(nodes, table, key=2, weight="count"), len(edges))])
        else:
            run.write_table(table)
        for message in (*counts.warnings(), *reader.warnings()):
            run.telling.warn(message)
    return run.exit_code()
