"""`qnmine explain`: how a sentence is analysed, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qnmine.cli.options import Command, engine_options, examples, verbosity_options
from qnmine.cli.options.command import INPUT, NAMES, OUTPUT, SHOWN, option
from qnmine.cli.options.expressions import reference_date_option
from qnmine.cli.options.language import language_option
from qnmine.cli.options.output import color_option, no_clobber_option, output_option

if TYPE_CHECKING:
    import datetime

    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.options import EngineOptions

EPILOG = examples(
    ('qnmine explain "Ông già đi nhanh quá"', "all steps, in the language of the locale"),
    ('qnmine explain "học sinh học sinh học" --steps words', "why these words, and what else it could be"),
    ('qnmine explain "Ông Thể thăm Hạ Long" --lang vi', "for a class"),
    ("qnmine explain article.txt --sentence 3", "one sentence, read in its context"),
    ("qnmine explain article.txt --steps entities --limit 5", "names in the first five sentences"),
    ('qnmine explain "gần 28.000 tỷ đồng" --format json', "for another program"),
)


@click.command(cls=Command, name="explain", short_help="Explain a sentence, step by step.", epilog=EPILOG)
@click.argument("sentence", nargs=-1, metavar="[SENTENCE|FILE|-]")
@option(INPUT, "--text", metavar="STRING", help="Explain this text, also if a file has that name.")
@option(
    INPUT,
    "--encoding",
    default="utf-8",
    metavar="NAME",
    show_default=True,
    help="Encoding of a file: utf-16, cp1258, … or auto.",
)
@option(
    SHOWN,
    "--steps",
    type=NAMES,
    metavar="STEP[,STEP]",
    help="Only these steps: characters, syllables, words, pos, entities, numbers, dates.",
)
@option(
    SHOWN,
    "--sentence",
    "number",
    type=click.IntRange(min=1),
    metavar="K",
    help="Only sentence K of the text.",
)
@option(
    SHOWN,
    "--limit",
    type=click.IntRange(min=1),
    default=3,
    metavar="N",
    show_default=True,
    help="At most the first N sentences.",
)
@option(SHOWN, "--all-features", is_flag=True, help="In JSON every feature, not only the strongest.")
@reference_date_option
@language_option
@option(
    OUTPUT,
    "-f",
    "--format",
    "format_out",
    type=click.Choice(["table", "json"]),
    metavar="FORMAT",
    help="table: for people (default, also in a pipe); json: one document with everything.",
)
@output_option("Write to FILE (.json: as JSON).")
@no_clobber_option
@option(
    OUTPUT,
    "--width",
    type=click.IntRange(min=40),
    metavar="N",
    help="Cells in a line (default: the terminal).",
)
@color_option("Colour; NO_COLOR is obeyed.")
@engine_options
@verbosity_options
def command(
    sentence: tuple[str, ...],
    text: str | None,
    encoding: str,
    steps: tuple[str, ...] | None,
    number: int | None,
    limit: int,
    all_features: bool,
    reference_date: datetime.date | None,
    language: str,
    format_out: str | None,
    output: str | None,
    no_clobber: bool,
    width: int | None,
    color: str,
    engine: EngineOptions,
    quiet: bool,
    spread: str | None = None,
) -> ExitCode:
    """Explain a sentence step by step: characters, syllables, words, parts of speech, names, numbers, dates.

    Each step says what it does, what it found and what decided: the parts of each syllable, why two
    syllables are one word or two and what the second best choice was, the clues that make something a
    name, the rules that read a number or a date. A sentence of a file is explained as it is read within
    that text; without SENTENCE or FILE standard input is read.
    """
    from qnmine.cli.exit_codes import ExitCode
    from qnmine.cli.explaining import Request, read_source, write_explanation

    request = Request(steps, number, limit, all_features, reference_date, spread, format_out, output)
    source = read_source(sentence, text, encoding, quiet=quiet)
    with request.opened(source, no_clobber=no_clobber, engine=engine) as destination:
        explanation = request.explain(source, engine, quiet=quiet)
        write_explanation(explanation, request, destination, language, width, color)
    return ExitCode.DONE
