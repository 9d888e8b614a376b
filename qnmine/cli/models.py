"""The entity model that a command is to use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import QnmineError, UsageError

if TYPE_CHECKING:
    from qnmine.entities.recognizer import Recognizer

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
