"""`qnmine serve`: a page on this machine that analyses what is typed or pasted into it."""

from __future__ import annotations

import webbrowser
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

import click

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.options import (
    Command,
    corrections_option,
    engine_options,
    examples,
    verbosity_options,
    word_options,
)
from qnmine.cli.options.language import language_option
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from qnmine.cli.options import EngineOptions, WordOptions
    from qnmine.serving.analysis import Analyser

PORT = 8765

EPILOG = examples(
    ("qnmine serve --open", "the page, in your browser"),
    ("qnmine serve --port 0 --lang vi", "on any free port, in Vietnamese"),
    ("qnmine serve --model mine.model --corrections mine.csv", "with what you trained and know better"),
)


@click.command(
    cls=Command,
    name="serve",
    short_help="Open a page that analyses what is pasted into it.",
    epilog=EPILOG,
    no_manifest="--manifest tells of a run, and a page is none; give it to the command that the page shows",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    metavar="N",
    show_default=True,
    help="Port of the page; 0 for any that is free.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in your browser.")
@click.option(
    "--limit-kb",
    type=click.IntRange(1, 10_000),
    default=200,
    metavar="N",
    show_default=True,
    help="The longest text that is analysed, in KB of UTF-8.",
)
@corrections_option
@engine_options
@word_options
@language_option
@verbosity_options
def command(
    port: int,
    open_browser: bool,
    limit_kb: int,
    corrections: str | None,
    engine: EngineOptions,
    spread: str | None,
    words: WordOptions,
    language: str,
    quiet: bool,
) -> ExitCode:
    """Open a page on this machine that analyses a text while it is typed: for lessons and talks.

    The page shows entities, numbers, dates and words in the text and as tables, and gives each table as a CSV
    file, with the command that writes the same. No text is kept, logged or sent anywhere.

    Columns: those of 'qnmine entities', 'entities --mentions', 'numbers', 'dates' and 'tokenize'.

    Only this machine can open the page (127.0.0.1); to show it to others, project your screen. There is no
    option for another address: the page would be open to everybody in the network, without a password.
    Ctrl-C ends it, with exit code 0.
    """
    if spread is not None:
        raise UsageError(f"--engine {spread} spreads the work over a corpus; the page has one text at a time")
    _check_extra()
    from qnmine.cli.messages import say
    from qnmine.serving.app import Serving, make_app
    from qnmine.serving.server import bind, run
    from qnmine.serving.tables import Models

    listener = bind(port)
    with listener:
        number = listener.getsockname()[1]
        address = f"http://127.0.0.1:{number}/"
        analyser = _analyser(corrections, engine, words)
        models = Models(_entity_arguments(corrections, engine), _word_arguments(words))
        verbose = bool((click.get_current_context().find_object(dict) or {}).get("verbose"))
        told = partial(_tell_fault, verbose=verbose)
        app = make_app(Serving(analyser, number, 1024 * limit_kb, language, models, told))

        def started() -> None:
            if not quiet:
                say(f"the page is at {address} (Ctrl-C ends it)")
            if open_browser:  # a browser without windows would keep us waiting
                Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        run(app, listener, 1024 * limit_kb, started)
    return ExitCode.DONE


def _check_extra() -> None:
    """Raise UsageError if what the page is made with is not installed."""
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("flask", "waitress")):
        raise UsageError("the page needs Flask and waitress; install them with: pip install 'qnmine[serve]'")


def _analyser(corrections: str | None, engine: EngineOptions, words: WordOptions) -> Analyser:
    """Return what analyses texts, after a first one, so that nobody waits for models later."""
    from qnmine.cli.models import load_corrections, load_recognizer, load_words
    from qnmine.serving.analysis import Analyser
    from qnmine.serving.asked import Asked
    from qnmine.serving.examples import EXAMPLES

    recognizer = load_recognizer(engine.model, engine.engine, download=engine.download)
    analyser = Analyser(recognizer, load_words(words), load_corrections(corrections))
    analyser(Asked(EXAMPLES["news"].text, score=True))
    return analyser


def _entity_arguments(corrections: str | None, engine: EngineOptions) -> tuple[str, ...]:
    """Return the options of the entities as they stand on a command line."""
    name = () if engine.engine == "qnmine" else ("--engine", engine.engine)
    model = () if engine.model is None else ("--model", engine.model)
    own = () if corrections is None else ("--corrections", corrections)
    return (*name, *model, *own)


def _word_arguments(words: WordOptions) -> tuple[str, ...]:
    """Return the options of the words as they stand on a command line."""
    segmenter = () if words.segmenter in (None, "qnmine") else ("--segmenter", words.segmenter)
    model = () if words.word_model is None else ("--word-model", words.word_model)
    return (*segmenter, *model, *(part for file in words.word_lists for part in ("--words", file)))


def _tell_fault(error: Exception, *, verbose: bool) -> None:
    """Tell of a fault of the program without the text that met it."""
    from qnmine.cli.messages import say

    say(f"error: an analysis failed ({type(error).__name__}); run again with -v for the details")
    if verbose:
        import traceback

        traceback.print_exception(error)
