"""`qnmine entities`: people, organizations and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.options import Command, corpus_options, examples, output_options, run_options
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.entities import Mention
    from qnmine.text.document import Document

FORMATS = ("bio", "spans")
"""Formats that hold the texts with their mentions; they need no --mentions."""

EPILOG = examples(
    ("qnmine entities seeds/", "a row for each entity of the corpus"),
    ("qnmine entities seeds/ --mentions -o mentions.csv", "a row for each mention, with offsets"),
    ("qnmine entities news.csv --text-column body --mentions --keep url,date", ""),
    ("qnmine entities seeds/ --format spans > seeds.jsonl", "texts with spans, for evaluate and train"),
    'qnmine entities --text "Ông Phạm Văn Thể thăm Hạ Long"',
)


@click.command(
    cls=Command, name="entities", short_help="Find people, organizations and places.", epilog=EPILOG
)
@corpus_options
@click.option("--mentions", is_flag=True, help="A row for each mention, not for each entity.")
@click.option(
    "--model",
    type=click.Path(),
    metavar="FILE",
    help="A model made by 'qnmine train' (default, or 'qnmine': the one shipped).",
)
@output_options(*FORMATS)
@run_options
def command(
    corpus: CorpusOptions, output: OutputOptions, behaviour: RunOptions, mentions: bool, model: str | None
) -> ExitCode:
    """Find people (PER), organizations (ORG) and places (LOC).

    Columns: name, type, mentions, docs (documents with a mention), variants (the spellings found). With
    --mentions: doc, sentence, start, end, text, type, name; 'text' is the slice of the document from
    start to end.
    """
    from qnmine.cli.models import load_recognizer
    from qnmine.cli.run import choose_format, columns_of, open_run
    from qnmine.entities import Entity, EntityCounts, Mention, entities_of
    from qnmine.output import table_of

    formats = (*TABLE_FORMATS, *FORMATS)
    aggregate = not mentions and choose_format(output, formats) not in FORMATS
    with open_run(corpus, behaviour, output, formats, aggregate=aggregate, inputs=[model]) as run:
        recognizer = load_recognizer(model)

        def analyze(documents: Sequence[Document]) -> list[list[Mention]]:
            return [found for _, found in entities_of(documents, recognizer=recognizer)]

        results = run.analyze(analyze)
        if run.format in FORMATS:
            run.write_text((_lines(run.format, document, found), len(found)) for document, found in results)
        elif mentions:
            run.write_rows(Mention, results)
        else:
            counts = EntityCounts()
            for _, found in results:
                counts.add_document(found)
            run.write_table(table_of(counts.entities(), columns_of(Entity), Entity))
    return run.exit_code()


def _lines(format_out: str, document: Document, mentions: Sequence[Mention]) -> Iterator[str]:
    from qnmine.output import bio_lines, spans_line
    from qnmine.text.document import sentences
    from qnmine.text.syllables import syllables

    if format_out == "spans":
        return iter((f"{spans_line(document, mentions)}\n",))
    normalized = document.normalized
    tokens = syllables(normalized.text)
    spans = (
        normalized.original(*span) for span in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    )
    return (f"{line}\n" for line in bio_lines(document, sentences(document), spans, mentions))
