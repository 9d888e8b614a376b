"""Recognisers of other packages, found by their entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, cast

from qnmine.entities.mentions import TYPES
from qnmine.errors import QnmineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.entities.engines.protocol import Loader, Recognizer
    from qnmine.entities.recognizer import Span
    from qnmine.text.document import Document

GROUP = "qnmine.recognizers"
"""The entry-point group: a name, and the `Loader` of the recogniser of that name."""


def plugin_names() -> tuple[str, ...]:
    """Return the names of the recognisers that installed packages bring, sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))


def load_plugin(name: str, model: str | None = None, *, download: bool = False) -> Recognizer:
    """Load the recogniser that an installed package brings under this name; its spans are checked.

    Raises QnmineError if no package or more than one brings it, or if its loader fails.
    """
    entry = _entry(name)
    try:
        loader = cast("Loader", entry.load())
        recognizer = loader(model, download=download)
        spans = recognizer.spans
    except QnmineError as error:  # the plugin's own words to the user
        raise QnmineError(f"{name}: {error}") from error
    except Exception as error:
        raise QnmineError(
            f"{name}: the recogniser of {_package(entry)} cannot be loaded ({_reason(error)}); "
            "update or remove that package"
        ) from error
    if not callable(spans):
        raise QnmineError(f"{name}: what {_package(entry)} brings is no recogniser; update or remove it")
    return _Checked(name, recognizer)


def _entry(name: str) -> EntryPoint:
    # One entry may be found twice, when the folder of a package is twice on the path.
    entries = {entry.value: entry for entry in entry_points(group=GROUP, name=name)}
    if not entries:
        raise QnmineError(f"{name}: there is no engine of this name")
    if len(entries) > 1:
        packages = " and ".join(sorted(map(_package, entries.values())))
        raise QnmineError(f"{name}: {packages} both bring an engine of this name; remove one of them")
    return next(iter(entries.values()))


def _package(entry: EntryPoint) -> str:
    """Return what brings an entry: the package, else the module."""
    return f"the package {entry.dist.name}" if entry.dist is not None else f"the module {entry.module}"


def _reason(error: Exception) -> str:
    message = str(error).strip()
    return f"{type(error).__name__}: {message.splitlines()[0]}" if message else type(error).__name__


class _Checked:
    """A recogniser of another package, whose spans are checked before anything is built on them."""

    def __init__(self, name: str, recognizer: Recognizer) -> None:
        self._name = name
        self._recognizer = recognizer

    def spans(
        self, documents: Sequence[Document], *, groups: Sequence[int] | None = None, scores: bool = False
    ) -> list[list[Span]]:
        """Return the spans of each document; QnmineError when they are not what `Recognizer` promises."""
        found = self._recognizer.spans(documents, groups=groups, scores=scores)
        if len(found) != len(documents):
            raise QnmineError(
                f"{self._name}: the recogniser answered for {len(found)} documents, not for {len(documents)}"
            )
        return [list(self._checked(*pair)) for pair in zip(documents, found, strict=True)]

    def _checked(self, document: Document, spans: Sequence[Span]) -> Iterator[Span]:
        end, size = 0, len(document.normalized.text)
        for span in spans:
            if span.type not in TYPES:
                raise self._wrong(document, span, f"the type is not one of {', '.join(TYPES)}")
            if not 0 <= span.start < span.end <= size:
                raise self._wrong(document, span, f"it does not lie in the text of {size} characters")
            if span.start < end:
                raise self._wrong(document, span, f"the span before it ends at {end}")
            end = span.end
            yield span

    def _wrong(self, document: Document, span: Span, reason: str) -> QnmineError:
        where = f"{span.type} {span.start}-{span.end}"
        return QnmineError(f"{self._name}: a wrong span in {document.id} ({where}): {reason}")
