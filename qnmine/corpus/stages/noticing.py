"""Which encodings were found out, and texts that went wrong on their way to Unicode: told, and put right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown
from qnmine.encodings.advice import percent, title_of
from qnmine.encodings.repair import recognise, repair
from qnmine.text.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from qnmine.corpus.sources import Source
    from qnmine.encodings.repair import Trouble
    from qnmine.text.document import Document

_TOLD_ONE_BY_ONE = 10


class Noticing:
    """The stage that notices what `qnmine.encodings` knows of; with `auto` it puts texts right as well.

    With `auto` it tells of each file that is not UTF-8, up to ten, and counts the others; without, it only
    recognises texts that went wrong, and warns of them once.
    """

    def __init__(self, *, auto: bool, warn: Callable[[str], object]) -> None:
        self._auto = auto
        self._warn = warn
        self._last: tuple[str, str] | None = None
        self._files: Counter[str] = Counter()
        self._wrong: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def take(self, document: Document, source: Source | None) -> Document:
        """Return the document, as it was meant if it is to be put right."""
        if self._auto and document.origin is not None and source is not None:
            self._heed(document.origin, source)
        if (trouble := recognise(document.text)) is None:
            return document
        return self._put_right(document, trouble)

    def finish(self) -> None:
        """Tell of what was noticed."""
        if (more := self._files.total() - _TOLD_ONE_BY_ONE) > 0:
            kinds = ", ".join(f"{title_of(name)} {count}" for name, count in self._files.most_common())
            files = "1 more file was" if more == 1 else f"{more} more files were"
            self._warn(f"{files} read in an encoding found out (of all: {kinds})")
        if not self._auto and self._wrong:
            kinds = ", ".join(f"{what} {count}" for what, count in self._wrong.most_common())
            documents = self._documents(self._wrong.total(), next(iter(self._first.values())))
            self._warn(f"wrong letters in {documents} ({kinds}); try --encoding auto")
        for what, first in self._first.items() if self._auto else ():
            self._warn(f"{what} in {self._documents(self._wrong[what], first)}")

    def _heed(self, origin: Origin, source: Source) -> None:
        """Tell of the encoding of a file that is not UTF-8."""
        read = (source.name, origin.encoding)
        if read == self._last or origin.encoding in {"", "utf-8"}:
            return
        self._last = read
        self._files[origin.encoding] += 1
        if self._files.total() <= _TOLD_ONE_BY_ONE:
            sure = "" if origin.certainty is None else f", {percent(origin.certainty)} sure"
            self._warn(f"{shown(source.name)}: read as {title_of(origin.encoding)}{sure}")

    def _put_right(self, document: Document, trouble: Trouble) -> Document:
        """Return the document with what was noticed in its origin, and as it was meant, where it can be."""
        text, what = document.text, str(trouble)
        if self._auto:
            # The words of an annotated text are in places of the text as it is.
            text = repair(text, trouble) if document.annotation is None else text
            what += " left as it is" if text == document.text else " put right"
        self._wrong[what] += 1
        self._first.setdefault(what, document.id)
        origin = document.origin or Origin("text")
        return replace(document, text=text, origin=replace(origin, problems=(*origin.problems, what)))

    @staticmethod
    def _documents(count: int, first: str) -> str:
        return shown(first) if count == 1 else f"{count} documents, the first is {shown(first)}"
