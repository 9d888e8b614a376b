"""The entity model and the word segmenter that a command is to use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import QnmineError, UsageError
from qnmine.words import SEGMENTERS

if TYPE_CHECKING:
    from qnmine.cli.options import WordOptions
    from qnmine.entities.recognizer import Recognizer
    from qnmine.words.tokens import Segmenter

SHIPPED = "qnmine"


def load_recognizer(model: str | None) -> Recognizer:
    """Load the recogniser of `--model`; None and `qnmine` mean the one shipped.

    Raises:
        UsageError: the named file is no sound model.
    """
    from qnmine.entities.recognizer import Recognizer

    if model is None or model == SHIPPED:
        return Recognizer.load()
    try:
        return Recognizer.load(Path(model))
    except QnmineError as error:
        raise UsageError(f"--model {error}") from None


def load_words(options: WordOptions) -> Segmenter:
    """Load the segmenter that the options ask for.

    Raises:
        UsageError: a named file cannot be read or is no sound model or list, or the options exclude another.
    """
    from qnmine.words.fixed_words import FixedWords, read_entries
    from qnmine.words.segmenters import load_segmenter

    try:
        entries = [entry for file in options.word_lists for entry in read_entries(Path(file))]
    except UsageError as error:
        raise UsageError(f"--words {error}") from None
    if options.word_model is None or options.word_model == SHIPPED:
        segmenter = load_segmenter(options.segmenter)
    elif options.segmenter != SEGMENTERS[0]:
        raise UsageError(f"--word-model is for qnmine's segmenter; leave out --segmenter {options.segmenter}")
    else:
        try:
            segmenter = load_segmenter(model=Path(options.word_model))
        except QnmineError as error:
            raise UsageError(f"--word-model {error}") from None
    return FixedWords(segmenter, entries) if entries else segmenter
