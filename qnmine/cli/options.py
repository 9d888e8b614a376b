"""The options that commands share: which texts go in, how rows come out, how the run behaves."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import click

from qnmine.output.formats import TABLE_FORMATS
from qnmine.words import SEGMENTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class NameList(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """Names separated by commas (`url,date`); a list in `qnmine.toml` is taken as well."""

    name = "NAME[,NAME]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the names."""
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list | tuple):
            self.fail("expected names separated by commas", param, ctx)
        names = tuple(str(part).strip() for part in parts)
        if not all(names):
            self.fail("an empty name", param, ctx)
        return names


@dataclass(frozen=True)
class CorpusOptions:
    """Which texts to read (see `qnmine.corpus.open_corpus`)."""

    paths: tuple[str, ...]
    text: str | None
    files_from: str | None
    format_in: str | None
    text_column: tuple[str, ...]
    id_column: str | None
    keep: tuple[str, ...]
    encoding: str


@dataclass(frozen=True)
class WordOptions:
    """What finds the words (see `qnmine.words.segmenters`)."""

    segmenter: str
    word_model: str | None
    word_lists: tuple[str, ...]

    def files(self) -> tuple[str | None, ...]:
        """The files that are read."""
        return (self.word_model, *self.word_lists)


@dataclass(frozen=True)
class RunOptions:
    """How a run tells of failures and progress."""

    errors: str | None
    strict: bool
    quiet: bool


@dataclass(frozen=True)
class OutputOptions:
    """Where rows go, in which format, and which of them."""

    format: str | None
    output: str | None
    no_clobber: bool
    columns: tuple[str, ...] | None
    no_header: bool
    bom: bool
    limit: int | None
    sort: str | None
    sample: int | None
    seed: int
    color: str


class Option(click.Option):
    """An option that stands in a section of the command's help."""

    def __init__(self, *arguments: Any, section: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.section = section


class Command(click.Command):
    """A command with its options in sections in the help, and defaults from `qnmine.toml`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the settings file first, unless the arguments ask for none, or only for help."""
        given, _, _ = self.make_parser(ctx).parse_args(list(args))
        unused = given.get("no_config") or (ctx.parent is not None and ctx.parent.params.get("no_config"))
        help_option = self.get_help_option(ctx)
        asks_for_help = help_option is not None and given.get(str(help_option.name))
        if not (unused or asks_for_help or ctx.resilient_parsing):
            from qnmine.cli.main import COMMANDS, program
            from qnmine.cli.settings import load_settings

            def find(name: str) -> click.Command:
                command = program.get_command(ctx, name)
                assert command is not None
                return command

            ctx.default_map = load_settings(str(self.name), COMMANDS, find)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by sections."""
        sections: dict[str, list[tuple[str, str]]] = {"Options": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(parameter, "section", "Options"), []).append(record)
        for title in ("Options", WORDS, INPUT, OUTPUT, RUN):
            if sections.get(title):
                with formatter.section(title):
                    formatter.write_dl(sections[title])


WORDS, INPUT, OUTPUT, RUN = "Words", "Input", "Output", "Run"


def _option(section: str, *names: str, **settings: Any) -> Decorator:
    return click.option(*names, cls=Option, section=section, **settings)


def _remember_verbose(ctx: click.Context, _: click.Parameter, verbose: bool) -> None:
    """Keep `--verbose` where it is found after the context has gone: in the object of the call."""
    if verbose and isinstance(ctx.obj, dict):
        ctx.obj["verbose"] = True


_NAMES = NameList()
_FILE = click.Path(allow_dash=True)  # the shell completes file names; what the file is is checked later

_CORPUS = (
    click.argument("paths", nargs=-1, metavar="[PATHS]...", type=click.Path()),
    _option(INPUT, "--text", metavar="STRING", help="Analyse this text."),
    _option(
        INPUT,
        "--files-from",
        type=_FILE,
        metavar="FILE",
        help="Read the paths from FILE ('-': stdin), one a line.",
    ),
    _option(
        INPUT,
        "--from",
        "format_in",
        metavar="FORMAT",
        help="Format of the input: text, lines, csv, tsv, jsonl (parquet, xlsx). Default: by extension; "
        "text on stdin.",
    ),
    _option(
        INPUT,
        "--text-column",
        type=_NAMES,
        default=("text",),
        metavar="COL[,COL]",
        help="Column(s) with the text.",
    ),
    _option(
        INPUT, "--id-column", metavar="COL", help="Column with the document's id (default: 'id' if there)."
    ),
    _option(
        INPUT, "--keep", type=_NAMES, default=(), metavar="COL[,COL]", help="Carry columns to the output."
    ),
    _option(
        INPUT,
        "--encoding",
        default="utf-8",
        metavar="NAME",
        show_default=True,
        help="Encoding of the input: utf-16, cp1258, … or auto (by byte-order mark, else UTF-8).",
    ),
)

_WORDS = (
    _option(
        WORDS,
        "--segmenter",
        type=click.Choice(SEGMENTERS),
        default=SEGMENTERS[0],
        show_default=True,
        help="What finds the words; underthesea: exactly its own words.",
    ),
    _option(
        WORDS,
        "--word-model",
        type=_FILE,
        metavar="FILE",
        help="Use a model made by 'qnmine train --task words'.",
    ),
    _option(
        WORDS,
        "--words",
        "word_lists",
        multiple=True,
        type=_FILE,
        metavar="FILE",
        help="Words of your own, one a line, that are never cut; with a | inside, always cut there.",
    ),
)

_VERBOSITY = (
    _option(RUN, "-q", "--quiet", is_flag=True, help="No progress, no warnings, no closing count."),
    _option(
        RUN,
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_remember_verbose,
        help="Show the traceback of a failure.",
    ),
    _option(
        RUN,
        "--no-config",
        is_flag=True,
        expose_value=False,  # seen by Command.parse_args
        help="Do not read qnmine.toml in the working folder.",
    ),
)

_RUN = (
    _option(RUN, "--errors", type=_FILE, metavar="FILE", help="Write failed documents to FILE, as a table."),
    _option(RUN, "--strict", is_flag=True, help="Stop at the first failed document (exit code 1)."),
    *_VERBOSITY,
)


def _output(formats: Sequence[str]) -> tuple[Decorator, ...]:
    shorthand = tuple(
        _option(OUTPUT, f"--{name}", "format", flag_value=name, help=f"Same as --format {name}.")
        for name in ("csv", "tsv", "jsonl")
        if name in formats
    )
    return (
        _option(
            OUTPUT,
            "-f",
            "--format",
            "format",
            type=click.Choice(list(formats)),
            metavar="FORMAT",
            help=f"Output format: {', '.join(formats)}. Default: by the extension of -o; a table on a "
            "terminal, CSV in a pipe.",
        ),
        *shorthand,
        _option(
            OUTPUT,
            "-o",
            "--output",
            type=_FILE,
            metavar="FILE",
            help="Write to FILE, replaced only when complete.",
        ),
        _option(OUTPUT, "--no-clobber", is_flag=True, help="Refuse to replace an existing FILE."),
        _option(
            OUTPUT, "--columns", type=_NAMES, metavar="COL[,COL]", help="Only these columns, in this order."
        ),
        _option(OUTPUT, "--no-header", is_flag=True, help="No header line."),
        _option(OUTPUT, "--bom", is_flag=True, help="Begin with a byte-order mark (for Excel)."),
        _option(OUTPUT, "--limit", type=click.IntRange(min=0), metavar="N", help="Only the first N rows."),
        _option(OUTPUT, "--sort", metavar="COL", help="Sort by a column; -COL for descending."),
        _option(OUTPUT, "--sample", type=click.IntRange(min=0), metavar="N", help="N rows drawn at random."),
        _option(
            OUTPUT, "--seed", type=int, default=0, metavar="S", show_default=True, help="Seed of --sample."
        ),
        _option(
            OUTPUT,
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            show_default=True,
            help="Colour of tables; NO_COLOR is obeyed.",
        ),
    )


def corpus_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the corpus options; the command gets them as `corpus`."""
    return _gather("corpus", CorpusOptions, _CORPUS)(function)


def word_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what finds the words; the command gets them as `words`."""
    return _gather("words", WordOptions, _WORDS)(function)


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run over documents; the command gets them as `behaviour`."""
    return _gather("behaviour", RunOptions, _RUN)(function)


def verbosity_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command without a corpus; the command gets `quiet`."""
    for add in reversed(_VERBOSITY):
        function = add(function)
    return function


def output_options(*extra_formats: str) -> Decorator:
    """Add the output options for tables and the extra formats; the command gets them as `output`."""
    return _gather("output", OutputOptions, _output((*TABLE_FORMATS, *extra_formats)))


def _gather(name: str, kind: type[Any], decorators: Sequence[Decorator]) -> Decorator:
    """Return a decorator that adds options to a command and hands them over as one `kind`."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def command(**values: Any) -> Any:
            own = {field.name: values.pop(field.name) for field in fields(kind)}
            return function(**values, **{name: kind(**own)})

        result: Callable[..., Any] = command
        for add in reversed(decorators):
            result = add(result)
        return result

    return decorate


def examples(*lines: tuple[str, str] | str) -> str:
    """Return an epilog for `qnmine COMMAND -h`: each line a call, or a call and what it gives."""
    rows = [(line, "") if isinstance(line, str) else line for line in lines]
    width = max((len(call) for call, note in rows if note), default=0)
    shown = [f"  {call:<{width}}  {note}".rstrip() for call, note in rows]
    return "\b\nExamples:\n" + "\n".join(shown)
