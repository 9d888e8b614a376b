"""What an engine is: something that is loaded by name and finds spans in documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.entities.recognizer import Span
    from qnmine.text.document import Document

ENGINES = ("qnmine", "underthesea", "transformers")
"""The engines that come with qnmine, the default first."""


class Recognizer(Protocol):
    """What finds people, organisations and places in documents.

    The same documents always give the same spans, and what is found in a document does not depend on the
    documents beside it, unless `groups` says that they belong together.
    """

    def spans(
        self, documents: Sequence[Document], *, groups: Sequence[int] | None = None, scores: bool = False
    ) -> Sequence[Sequence[Span]]:
        """Return the spans of each document: outermost, disjoint, in order, in the normalised text.

        `Span.type` is `PER`, `ORG` or `LOC`. `groups` holds a number for each document; those with the same
        number are parts of one text and may share evidence. With `scores` each span has its probability if
        the engine has any to give, else None.
        """


class Loader(Protocol):
    """What makes a recogniser; another package names one in the entry-point group `qnmine.recognizers`."""

    def __call__(self, model: str | None, *, download: bool) -> Recognizer:
        """Load the recogniser.

        `model` is what the user named, a path as a rule, or None. No connection may be opened unless
        `download` is true. Raises QnmineError, with the remedy, when the recogniser is not to be had.
        """
