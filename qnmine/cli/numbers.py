"""`qnmine numbers`: quantities with their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    examples,
    number_options,
    output_options,
    run_options,
)
from qnmine.errors import UsageError
from qnmine.output.formats import TABLE_FORMATS

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, NumberOptions, OutputOptions, RunOptions

EPILOG = examples(
    ("qnmine numbers seeds/", "a row for each number, with its value"),
    ("qnmine numbers seeds/ --unit VND --sort -value --limit 10", "the biggest sums"),
    ("qnmine numbers seeds/ --kind percent,ratio -o shares.xlsx", "only these kinds"),
    ("qnmine numbers seeds/ --kind measure --convert", "areas in m², lengths in m"),
    ("qnmine numbers english.txt --decimal point", "1.234 is a decimal fraction"),
    ('qnmine numbers --text "hơn 28 nghìn tỷ đồng" --explain', "and the rules that read it"),
)


@click.command(cls=Command, name="numbers", short_help="Find numbers with their values.", epilog=EPILOG)
@corpus_options
@number_options
@output_options()
@run_options
def command(
    corpus: CorpusOptions, options: NumberOptions, output: OutputOptions, behaviour: RunOptions
) -> ExitCode:
    """Find numbers, in digits and in words, with their values.

    Columns: doc, sentence, start, end, text, kind, value, low, high, numerator, denominator, unit, modifier,
    and rules with --explain. 'text' is the slice of the document from start to end: sign, number, scale word
    and unit (28.000 tỷ đồng), not the modifier (hơn) and not what is counted, which stands in 'unit' like
    the code of a currency or the symbol of a measure.

    A range has low and high and no value; a fraction, a ratio and 'thứ 8/70' have numerator and denominator;
    a score has no value. Dates and durations are for 'qnmine dates'.
    """
    from qnmine.cli.expression_rows import NumberReader
    from qnmine.cli.opening import open_run

    check_request(options)
    reader = NumberReader(options)
    with open_run(corpus, behaviour, output, TABLE_FORMATS) as run:
        run.write_found(reader.row_type, reader)
    for message in reader.warnings(found=bool(run.rows) or not run.complete):
        run.telling.warn(message)
    return run.exit_code()


def check_request(options: NumberOptions) -> None:
    """Raise UsageError for options that exclude each other."""
    if "identifier" in options.kinds and not options.identifiers:
        raise UsageError("--kind identifier: these numbers come only with --identifiers; add it")
