"""The `qnmine` program: its commands, loaded when they are called, and what ends a run."""

from __future__ import annotations

import difflib
import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource

from qnmine import __version__, interrupts
from qnmine.cli.exit_codes import ExitCode
from qnmine.errors import QnmineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

# Command name -> its line in `qnmine --help`; the module is qnmine.cli.<name> and holds `command`.
# The line stands here as well so that the help imports no command (a test compares the two).
COMMANDS: dict[str, str] = {
    "corpus": "List what is in a corpus, with its problems.",
    "show": "Show texts with their entities, numbers and dates in colour.",
    "explain": "Explain a sentence, step by step.",
    "tokenize": "Split texts into words.",
    "sentences": "Split texts into sentences.",
    "entities": "Find people, organizations and places.",
    "network": "Find entities that occur together.",
    "numbers": "Find numbers with their values.",
    "dates": "Find dates and times with their values.",
    "keywords": "Count and rank words and phrases.",
    "ngrams": "Count sequences of words.",
    "concordance": "Find words in their context.",
    "collocations": "Find the words around a word.",
    "dispersion": "Measure how evenly words are spread.",
    "trend": "Follow words and names through time.",
    "profile": "Describe a corpus in numbers.",
    "compare": "Find the words that set two corpora apart.",
    "normalize": "Rewrite text: NFC, one tone-mark style, quotes and spaces.",
    "convert": "Freeze a corpus as one table, with its metadata.",
    "report": "Make a page of a corpus, with texts, tables and charts.",
    "serve": "Open a page that analyses what is pasted into it.",
    "train": "Train an entity or word model on annotated texts.",
    "evaluate": "Score a model or saved predictions against annotated texts.",
    "cite": "Cite qnmine, with a sentence on methods.",
    "samples": "Copy the sample articles into a folder.",
}

EXAMPLES = """\b
Examples:
  qnmine entities seeds/                        a table of the entities of a folder
  qnmine entities seeds/ --mentions --csv       every mention, with its offsets
  qnmine entities --text "Ông Phạm Văn Thể thăm Hạ Long"
  zcat day.jsonl.gz | qnmine entities - --from jsonl --mentions --jsonl --keep url
  qnmine tokenize article.txt --format text     words joined by _, a sentence a line
  qnmine numbers seeds/ --unit VND --sort -value    the biggest sums
  qnmine dates seeds/ --timeline                the years that texts speak of
  qnmine keywords seeds/ --limit 20 -o words.csv
"""


class ClosedPipe(Exception):  # noqa: N818 (an event, not an error)
    """The reader of standard output has gone."""


class Interrupted(Exception):  # noqa: N818 (an event, not an error)
    """The user, or the system, asked the run to end."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and that knows near misses."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command and return it, None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"qnmine.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with; a mistyped one gets a hint."""
        name = args[0] if args else ""
        if args and name not in COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean '{near[0]}'?" if near else " 'qnmine --help' lists them."
            ctx.fail(f"No such command '{name}'.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would make a failure of a closed pipe and a message of an interrupt."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ClosedPipe from None
        except KeyboardInterrupt:
            raise Interrupted from None
        except EOFError as error:  # click would take it for the end of a dialogue, and say "interrupted"
            raise RuntimeError(f"EOFError: {error}") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _show_version(ctx: click.Context, parameter: click.Parameter, given: bool) -> None:
    """Show the version once it is known whether --verbose is given as well, in whichever order."""
    ctx.meta[f"qnmine.{parameter.name}"] = given
    version, verbose = (ctx.meta.get(f"qnmine.{name}") for name in ("version", "verbose"))
    if version is None or verbose is None:
        return
    if verbose and isinstance(ctx.obj, dict):
        ctx.obj["verbose"] = True
    if not version or ctx.resilient_parsing:
        return
    if verbose:
        from qnmine.cli.version import version_lines

        click.echo("\n".join(version_lines()))
    else:
        click.echo(f"qnmine {__version__}")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXAMPLES,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="With --version: system, models and libraries too. Else the same as -v of a command.",
)
@click.option("--no-config", is_flag=True, help="Do not read qnmine.toml in the working folder.")
def program(no_config: bool) -> None:  # looked up in the context
    """Text mining for Vietnamese: words, entities, numbers, dates, keywords, with exact offsets, offline.

    Every command reads files, folders, globs or a pipe, and writes a table on a terminal and CSV in a
    pipe. 'qnmine COMMAND -h' tells more.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `qnmine` with the arguments (default: those of the process) and exit with its code."""
    _use_utf8()
    signal.signal(signal.SIGTERM, interrupts.request)
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if (
            number is not None and signal.getsignal(number) != signal.SIG_IGN
        ):  # as a shell's & and nohup set it
            signal.signal(number, interrupts.request)
    code = run(list(sys.argv[1:] if arguments is None else arguments))
    if code in {ExitCode.DONE, ExitCode.SOME_DOCUMENTS_FAILED}:
        code = _flush(code)
    if code is ExitCode.INTERRUPTED:
        # By itself Python would end as killed by SIGINT if the interrupt met it in the middle of running a
        # string, as dataclasses do when they are imported. All temporary files are gone by now.
        if sys.stderr is not None:
            sys.stderr.flush()
        os._exit(int(code))
    sys.exit(int(code))


def run(arguments: list[str]) -> ExitCode:
    """Run `qnmine` and return its exit code; messages go to standard error."""
    state: dict[str, Any] = {"arguments": arguments}
    stdout = sys.stdout
    try:
        code = program.main(arguments, prog_name="qnmine", standalone_mode=False, obj=state)
    except SystemExit:
        if sys.stdout is not stdout:  # click puts another in its place when the pipe under its help closes
            sys.stdout = stdout
            return _closed_pipe()
        raise
    except (Exception, KeyboardInterrupt) as error:
        code = _ended(error, arguments)
        if code is ExitCode.FAILED and state.get("verbose"):
            raise
        return code
    return ExitCode(code or 0)


def _ended(error: BaseException, arguments: list[str]) -> ExitCode:
    """Tell what ended the run, in one line, and return its code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return ExitCode.USAGE
    if isinstance(error, click.UsageError):
        return _usage(error.format_message() + _origin(error), arguments)
    if isinstance(error, UsageError):
        return _usage(str(error), arguments)
    if isinstance(error, QnmineError):
        _say(str(error))
        return ExitCode.FAILED
    if isinstance(error, Interrupted | KeyboardInterrupt | click.Abort):
        _say("interrupted")
        return ExitCode.INTERRUPTED
    if isinstance(error, ClosedPipe):
        return _closed_pipe()
    return _failure(error)


def _failure(error: BaseException) -> ExitCode:
    """Tell of an error that no part of the program expected."""
    if isinstance(error, OSError) and error.strerror:
        _say(f"{error.filename or 'standard output'}: {error.strerror}")
        _quiet()
    else:
        reason = f"internal error: {type(error).__name__}: {error}".replace("\n", " ")
        _say(f"{reason}; run again with -v for the details")
    return ExitCode.FAILED


def _origin(error: click.UsageError) -> str:
    """Return where a wrong value came from, if it was not the command line."""
    parameter, ctx = getattr(error, "param", None), error.ctx
    if parameter is None or ctx is None or not parameter.name:
        return ""
    from_file = ctx.get_parameter_source(parameter.name) is ParameterSource.DEFAULT_MAP
    return " (from qnmine.toml)" if from_file else ""


def _say(message: str) -> None:
    from qnmine.cli.messages import say

    say(f"error: {message}")


def _usage(message: str, arguments: list[str]) -> ExitCode:
    command = next((argument for argument in arguments if not argument.startswith("-")), "")
    path = f"qnmine {command}" if command in COMMANDS else "qnmine"
    _say(f"{message.rstrip('.')} ('{path} -h' shows the usage)")
    return ExitCode.USAGE


def _use_utf8() -> None:
    """Write UTF-8 and plain line feeds whatever the system's code page; never fail on a message."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _closed_pipe() -> ExitCode:
    """End quietly when the reader has gone: nothing more may be written, at exit neither."""
    _quiet()
    return ExitCode.DONE


def _quiet() -> None:
    from qnmine.output import quiet_stdout

    quiet_stdout()


def _flush(code: ExitCode) -> ExitCode:
    """Write out what standard output still holds, while its faults can be told."""
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except OSError as error:
        from qnmine.output.closed_pipes import is_closed_pipe

        return _closed_pipe() if is_closed_pipe(error) else _failure(error)
    return code
