"""Engines loaded by name."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.entities.engines.protocol import ENGINES
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from qnmine.entities.engines.protocol import Recognizer


def engine_names() -> tuple[str, ...]:
    """Return the names that `load_engine` takes: those of qnmine, then those of other packages."""
    from qnmine.entities.engines.plugins import plugin_names

    return (*ENGINES, *(name for name in plugin_names() if name not in ENGINES))


def load_engine(name: str = ENGINES[0], model: str | None = None, *, download: bool = False) -> Recognizer:
    """Load a recogniser by the name of its engine.

    `qnmine` takes a model file of `qnmine train` (None: the shipped one), `underthesea` no model,
    `transformers` the folder of a model for token classification or, with `download`, its name on the
    Hugging Face hub. Any other name is that of an entry point (see `Loader`). Nothing opens a connection
    unless `download` is true.
    Raises QnmineError if there is no such engine, what it needs is not installed, or the model is unsound.
    """
    if name == "qnmine":
        return _load_own(model, download=download)
    if name == "underthesea":
        from qnmine.entities.engines import underthesea

        return underthesea.load(model, download=download)
    if name == "transformers":
        from qnmine.entities.engines import transformers

        return transformers.load(model, download=download)
    names = engine_names()
    if name not in names:
        close = get_close_matches(name.lower(), names, n=1)
        raise QnmineError(
            f"{name}: there is no engine of this name"
            + (f"; did you mean {close[0]}?" if close else f"; there are: {', '.join(names)}")
        )
    from qnmine.entities.engines.plugins import load_plugin

    return load_plugin(name, model, download=download)


def _load_own(model: str | None, *, download: bool) -> Recognizer:
    from qnmine.entities.recognizer import Recognizer as Own

    if download:
        raise QnmineError("qnmine: its model is a part of it, or a file; leave out --download")
    return Own.load(None if model is None else Path(model))
