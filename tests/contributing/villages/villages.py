"""A recogniser for qnmine: the places of a list of your own, wherever they stand in a text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.entities.recognizer import Span
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.text.document import Document


class Villages:
    """Finds the names of a list, the longest at a place."""

    def __init__(self, names: Sequence[str]) -> None:
        longest_first = sorted(names, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def spans(
        self,
        documents: Sequence[Document],
        *,
        groups: Sequence[int] | None = None,
        scores: bool = False,
    ) -> list[list[Span]]:
        """Return the places in each document, as spans of its normalised text."""
        texts = [document.normalized.text for document in documents]
        return [[Span(*found.span(), "LOC") for found in self._pattern.finditer(text)] for text in texts]


def load(model: str | None, *, download: bool) -> Villages:
    """Read the list, a name a line; `model` is what the user gave as `--model`."""
    if model is None:
        raise QnmineError("there is no list of places; name a file with --model")
    names = Path(model).read_text(encoding="utf-8").split("\n")
    return Villages([name.strip() for name in names if name.strip()])
