"""`qnmine dates`: dates, times and durations with their values, and a timeline of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    TimelineCommand,
    corpus_options,
    date_options,
    examples,
    output_options,
    run_options,
)
from qnmine.errors import UsageError
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, DateOptions, OutputOptions, RunOptions

EPILOG = examples(
    ("qnmine dates seeds/", "a row for each date, with its value"),
    ('qnmine dates --text "họp hôm qua" --reference-date 2025-06-21', "hôm qua is 20 June"),
    ("qnmine dates news.csv --date-column date --infer-year", "by the day of each article"),
    ("qnmine dates seeds/ --timeline", "how often each year is spoken of"),
    ("qnmine dates seeds/ --timeline month -o months.csv", "the months, as a table"),
    ('qnmine dates --text "rằm tháng Bảy năm 2024" --explain', "and the rules that read it"),
)


@click.command(
    cls=TimelineCommand, name="dates", short_help="Find dates and times with their values.", epilog=EPILOG
)
@corpus_options
@date_options
@output_options()
@run_options
def command(
    corpus: CorpusOptions, options: DateOptions, output: OutputOptions, behaviour: RunOptions
) -> ExitCode:
    """Find dates, times, durations and intervals, with their values (ISO 8601, EDTF, TIMEX3).

    Columns: doc, sentence, start, end, text, kind, value, begins, ends, modifier, basis, and rules with
    --explain. 'text' is the slice of the document from start to end; 'begins' and 'ends' are the first and
    the last day; a year that is not known is XXXX. Words such as 'hôm qua' have a value only with
    --reference-date or --date-column; 'basis' tells where the value is from: text, reference, document,
    inferred.

    --timeline counts instead. Columns: period (2024, 2024-Q2, 2024-06), count (dates that begin in it), docs
    (documents with one), by time; and bar in a table for the terminal. Periods without dates have no row;
    dates without a year, or less exact than the period, are told on standard error.
    """
    from qnmine.cli.date_timeline import DatesInTime, timeline_table
    from qnmine.cli.expression_rows import DateReader
    from qnmine.cli.opening import open_documents, open_run

    check_request(options)
    reader = DateReader(options)
    also = {options.date_column: "--date-column"} if options.date_column is not None else {}
    counted = DatesInTime(options.timeline) if options.timeline is not None else None
    with open_run(
        corpus,
        behaviour,
        output,
        TABLE_FORMATS,
        aggregate=counted is not None,
        source=partial(open_documents, also=also),
    ) as run:
        if options.timeline is None or counted is None:
            run.write_found(reader.row_type, reader)
        else:
            run.gather(reader, partial(DatesInTime, options.timeline), counted)
            room = run.destination.width if run.format == "table" else None
            run.write_table(timeline_table(counted.timeline.rows(), room))
    # Once the table is written: on a terminal they would come in between.
    for message in (*reader.warnings(), *(counted.timeline.warnings() if counted else ())):
        run.telling.warn(message)
    return run.exit_code()


def check_request(options: DateOptions) -> None:
    """Raise UsageError for options that exclude each other."""
    if options.reference_date is not None and options.date_column is not None:
        raise UsageError("--reference-date is one day for all texts, --date-column a day of each; give one")
    if options.explain and options.timeline is not None:
        raise UsageError("--explain is a column of dates; leave out --timeline")
    if "vague" in options.kinds and not options.vague:
        raise UsageError("--kind vague: these expressions come only with --vague; add it")
