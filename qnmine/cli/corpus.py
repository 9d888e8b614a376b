"""`qnmine corpus`: what was found, before anything is analysed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options import Command, examples, output_options, run_options
from qnmine.cli.options.corpus import detecting_corpus_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.cli.run import Run
    from qnmine.corpus.inventory import Inventory, Listed
    from qnmine.output import Destination, Table
    from qnmine.text.document import Document

MAIN = ("doc", "format", "encoding", "characters", "duplicate_of", "problems")
"""What a terminal shows of a long table or on a narrow screen; else what is not empty as well."""

_TITLED = (*MAIN[:4], "title", "date", "duplicate_of", "similarity", "problems")
_NOT_SHOWN = 2  # certainty, syllables
_SHORT = 500
_WIDE = 140  # cells
_NO_NEAR = "near duplicates are not looked for; they need an optional package"

EPILOG = examples(
    ("qnmine corpus texts/", "every document: encoding, size, problems"),
    ("qnmine corpus texts/ archive.zip -o found.xlsx", "the same as a table"),
    ("qnmine corpus texts/ --sort -similarity", "what repeats what, first"),
    ("qnmine corpus texts/ --metadata m.csv --keep author", "what a table says of them"),
)


@click.command(
    cls=Command, name="corpus", short_help="List what is in a corpus, with its problems.", epilog=EPILOG
)
@detecting_corpus_options
@output_options()
@run_options
def command(corpus: CorpusOptions, output: OutputOptions, behaviour: RunOptions) -> ExitCode:
    """List what is in a corpus: every document with its format, encoding, size, duplicates and problems.

    Columns: doc, format, encoding, certainty (0 to 1, of an encoding that was found out), characters,
    syllables (between spaces, with a letter or digit), title, date, duplicate_of (the earliest document with
    this text, or the one most like it), similarity (1: the same text), problems. A document that failed has
    a row with its name and its problem.

    This is the place to look first: unlike the other commands it finds out encodings by itself (--encoding
    auto). All documents are listed; --deduplicate exact looks for equal texts only. A terminal shows the
    columns that are not empty, and a summary.
    """
    from qnmine.cli.opening import open_documents, open_run
    from qnmine.corpus.inventory import METADATA, Inventory, Listed
    from qnmine.corpus.stages.distinct import Seen, can_find_near, check_deduplicate

    check_deduplicate(corpus.deduplicate)
    near = corpus.deduplicate != "exact" and can_find_near()
    listing = replace(corpus, deduplicate=None)
    opened = partial(open_documents, optional=METADATA)
    with open_run(listing, behaviour, output, TABLE_FORMATS, source=opened) as run:
        if corpus.deduplicate is None and not near:
            run.telling.warn(f'{_NO_NEAR}: pip install "qnmine[dedup]"')
        inventory = Inventory()
        rows = _rows(run, Seen(near=near), inventory, corpus.format_in)
        run.write_rows(Listed, rows, writer=_terminal(output, inventory))
    return run.exit_code()


def _rows(
    run: Run, seen: Any, inventory: Inventory, format_in: str | None
) -> Iterator[tuple[Document, list[Listed]]]:
    """Yield the row of each document, and those of failed ones where they come."""
    from qnmine.corpus.inventory import listed, listed_failure
    from qnmine.text.document import Document

    told = 0
    for item in chain(_counted(run), (None,)):
        for error in run.telling.failures[told:]:
            row = listed_failure(error, format_in)
            inventory.add(row)
            yield Document(error.name, ""), [row]
        told = len(run.telling.failures)
        if item is not None:
            document, (syllables,) = item
            row = listed(document, syllables, seen.find(document))
            inventory.add(row)
            yield document, [row]


def _counted(run: Run) -> Iterator[tuple[Document, Sequence[int]]]:
    """Yield each document with its syllables; failures are told between the documents where they come."""
    from qnmine.corpus.inventory import count_syllables

    if run.engine is not None:
        yield from run.analyze(count_syllables)
        return
    for document in run.documents():  # `analyze` would read ahead
        run.documents_done += 1
        yield document, count_syllables([document])[0]
    run.complete = True


def _terminal(output: OutputOptions, inventory: Inventory) -> Callable[..., int]:
    """Return a `writer` that shows a terminal the columns that matter, and the summary below them."""
    from qnmine.output import write_table
    from qnmine.output.display import visible

    def write(table: Table, destination: Destination, chosen: str, **settings: Any) -> int:
        if chosen != "table":
            return write_table(table, destination, chosen, **settings)
        if output.columns is None:
            table = _columns_that_matter(table, _TITLED if destination.width >= _WIDE else MAIN)
        count = write_table(table, destination, chosen, **settings)
        destination.write("".join(f"{visible(line)}\n" for line in ("", *inventory.lines())))
        return count

    return write


def _columns_that_matter(table: Table, names: Sequence[str]) -> Table:
    """Return those of the named columns that are not empty, of a table that is short; else the main ones."""
    from qnmine.output import shape

    rows = iter(table.rows)
    first = list(islice(rows, _SHORT + 1))
    further = table.columns[len(_TITLED) + _NOT_SHOWN :]  # those of --keep
    whole = replace(table, rows=chain(first, rows))
    if len(first) > _SHORT:
        return shape(whole, columns=(*MAIN, *further))
    filled = {name for place, name in enumerate(table.columns) if any(row[place] for row in first)}
    always = {"doc", "format", "characters"}
    return shape(whole, columns=[name for name in (*names, *further) if name in filled | always])
