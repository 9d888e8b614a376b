"""`qnmine report`: a page of a corpus."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from qnmine.cli.options import (
    Command,
    corpus_options,
    corrections_option,
    engine_options,
    examples,
    word_options,
)
from qnmine.cli.options.language import language_option
from qnmine.cli.options.report import report_options
from qnmine.cli.options.running import run_options_without_resume
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import CorpusOptions, EngineOptions, RunOptions, WordOptions
    from qnmine.cli.options.report import ReportOptions

EPILOG = examples(
    ("qnmine report seeds/ -o report.html", "a page that opens in any browser"),
    ("qnmine report seeds/ -o report.html --lang vi", "in Vietnamese, whatever the locale"),
    ('qnmine report seeds/ -o report.html --title "Quảng Ninh"', "with a title of your own"),
    ("qnmine report news/ --max-texts 0 -o figures.html", "figures alone, without the texts"),
    "qnmine report news.csv --text-column body --keep date,url -o news.html",
    "qnmine report news/ --corrections mine.csv --words terms.txt -o news.html",
)


@click.command(
    cls=Command,
    name="report",
    short_help="Make a page of a corpus, with texts, tables and charts.",
    epilog=EPILOG,
)
@corpus_options
@report_options
@corrections_option
@engine_options
@word_options
@language_option
@run_options_without_resume
def command(
    corpus: CorpusOptions,
    options: ReportOptions,
    corrections: str | None,
    engine: EngineOptions,
    words: WordOptions,
    language: str,
    behaviour: RunOptions,
) -> ExitCode:
    """Make one HTML page of a corpus, which opens from a disk or a USB stick and fetches nothing.

    It holds an overview, the people, organizations and places with every mention in its context, charts,
    tables of places before and after 1 July 2025, of numbers and of dates, and the texts with all that in
    colour. Names can be searched without diacritics; each mention leads to its place in the text.

    Figures are of the whole corpus. Of a large one the page holds a random sample of texts (--max-texts, the
    longest of them cut), and says so.
    """
    from qnmine.cli.opening import open_documents, open_run
    from qnmine.cli.report_source import ReportSource
    from qnmine.cli.report_writing import about_page, write_report
    from qnmine.report.page import require_report

    if options.output is None and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError("a page is not for a terminal; name a file for it with -o report.html")
    require_report()
    if behaviour.resume is not None:
        raise UsageError("--resume keeps what other commands find; a page is made in one go")
    if options.reference_date is not None and options.date_column is not None:
        raise UsageError("--reference-date is one day for all texts, --date-column a day of each; give one")
    source = ReportSource(
        engine, words, corrections, options.min_score, options.reference_date, options.date_column
    )
    also = dict.fromkeys(corpus.keep, "--keep")
    if options.date_column is not None:
        also[options.date_column] = "--date-column"
    with open_run(
        replace(corpus, keep=()),  # the page shows them beside the texts, not in columns
        behaviour,
        options.as_output(),
        ("html",),
        inputs=source.files,
        source=partial(open_documents, also=also),
    ) as run:
        about = partial(about_page, corpus, options, corrections, engine, words)
        write_report(run, source, options.limits(), language, about)
        for message in source.warnings():
            run.telling.warn(message)
    return run.exit_code()
