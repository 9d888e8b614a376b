"""What a command is to use: the recogniser of entities, corrections of them, the word segmenter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import QnmineError, UsageError
from qnmine.words import SEGMENTERS

if TYPE_CHECKING:
    from qnmine.cli.options import WordOptions
    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import Recognizer
    from qnmine.words.running import Segmenter

SHIPPED = "qnmine"


def load_recognizer(model: str | None, engine: str = SHIPPED, *, download: bool = False) -> Recognizer:
    """Load the recogniser of `--engine` and `--model`; for `qnmine` None means the model shipped.

    `download` lets an engine fetch a model by name. Raises UsageError when the engine or the model is not
    to be had.
    """
    from qnmine.entities.engines import load_engine

    shipped = engine == SHIPPED and model == SHIPPED
    try:
        return load_engine(engine, None if shipped else model, download=download)
    except QnmineError as error:
        option = "--model" if model is not None and engine == SHIPPED else "--engine"
        raise UsageError(f"{option} {error}") from None


def load_corrections(file: str | None) -> Corrections | None:
    """Read the file of `--corrections`, None without one; UsageError naming the option."""
    if file is None:
        return None
    from qnmine.entities.corrections import Corrections

    try:
        return Corrections.read(file)
    except UsageError as error:
        raise UsageError(f"--corrections {error}") from None


def load_words(options: WordOptions) -> Segmenter | None:
    """Load the segmenter that the options ask for; None, as for no segmenter, if they ask for none.

    Raises:
        UsageError: a named file cannot be read or is no sound model or list, or the options exclude another.
    """
    from qnmine.words.fixed_words import FixedWords, read_entries
    from qnmine.words.segmenters import load_segmenter

    try:
        entries = [entry for file in options.word_lists for entry in read_entries(Path(file))]
    except UsageError as error:
        raise UsageError(f"--words {error}") from None
    segmenter = None
    if options.word_model is None or options.word_model == SHIPPED:
        if options.segmenter is not None or options.word_model is not None:
            segmenter = load_segmenter(options.segmenter or SEGMENTERS[0])
    elif options.segmenter not in (None, SEGMENTERS[0]):
        raise UsageError(f"--word-model is for qnmine's segmenter; leave out --segmenter {options.segmenter}")
    else:
        try:
            segmenter = load_segmenter(model=Path(options.word_model))
        except QnmineError as error:
            raise UsageError(f"--word-model {error}") from None
    return FixedWords(segmenter, entries) if entries else segmenter
