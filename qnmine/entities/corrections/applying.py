"""Corrections on the mentions of documents."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from qnmine.entities.corrections.occurrences import Occurrences
from qnmine.entities.corrections.reading import comparable_doc, read_corrections
from qnmine.entities.mentions import Mention
from qnmine.evaluation.records import shown
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.entities.corrections.reading import Correction
    from qnmine.text.document import Document


class Corrections:
    """The lines of a file of corrections, and which of them have been of use."""

    def __init__(self, lines: Sequence[Correction]) -> None:
        self._lines = tuple(lines)
        self._by_text: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._adding: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            if line.text and line.action != "merge":
                self._by_text.setdefault(line.text, []).append(number)
            if line.action in {"rename", "merge"}:
                self._by_name.setdefault(line.text, []).append(number)
            if line.action == "drop" and not line.text:
                self._by_name.setdefault(line.name, []).append(number)
            if line.action == "add":
                self._adding.setdefault(line.text, []).append(number)
        self._occurrences = Occurrences(self._adding)
        self._used: set[int] = set()
        self._docs = {line.doc for line in self._lines if line.doc}
        self._seen: set[str] = set()
        self._saw_text = False

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Corrections:
        """Read a file of corrections (see the package for its columns).

        Raises UsageError, naming file and line, for what is no such file.
        """
        return cls(read_corrections(path))

    def apply(self, mentions: Iterable[Mention], document: Document | None = None) -> list[Mention]:
        """Return the mentions of one document after the corrections, by start.

        Without the document (mentions that were saved, of any number of documents, whose order is kept)
        nothing new can be added.
        """
        kept = [mended for mention in mentions if (mended := self._mended(mention)) is not None]
        if document is None:
            return kept
        self._saw_text = True
        self._see(comparable_doc(document.id))
        added = list(self._added(document, kept)) if self._adding else []
        return self._placed(kept, added, len(document.text)) if added else kept

    def unused(self) -> list[str]:
        """Return a message for each line that has changed nothing so far, in order."""
        return [
            f"{line} changed nothing: {self._why_unused(line)}"
            for number, line in enumerate(self._lines)
            if number not in self._used
        ]

    def take_notes(self) -> tuple[list[int], list[str], bool]:
        """Return what `unused` is told by, as plain values, and forget it."""
        notes = sorted(self._used), sorted(self._seen), self._saw_text
        self._used, self._seen, self._saw_text = set(), set(), False
        return notes

    def add_notes(self, notes: tuple[list[int], list[str], bool]) -> None:
        """Add what was noted in another process."""
        used, seen, saw_text = notes
        self._used.update(used)
        self._seen.update(seen)
        self._saw_text |= saw_text

    def _mended(self, mention: Mention, after: int = -1) -> Mention | None:
        """Return a mention after the lines that concern it, None when it is dropped.

        Only lines behind the line `after` are looked at.
        """
        doc = comparable_doc(mention.doc) if self._docs else ""
        self._see(doc)
        text, name = comparable(mention.text), comparable(mention.name)
        pending = [*self._by_text.get(text, ()), *self._by_name.get(name, ())]
        if not pending:
            return mention
        names, last = {name}, after
        heapify(pending)
        while pending:
            number = heappop(pending)
            line = self._lines[number]
            # Twice the same number: a line that concerns both the text and a name.
            if number <= last or not _concerns(line, text, names, mention.type, doc):
                continue
            last = number
            self._used.add(number)
            if line.action == "drop":
                return None
            if line.action in {"add", "retype"}:
                mention = replace(mention, type=line.type, score=None)  # the score was that of the old type
            if line.name and line.name != mention.name:
                mention = replace(mention, name=line.name)
                names.add(line.name)
                for later in self._by_name.get(line.name, ()):
                    heappush(pending, later)
        return mention

    def _added(self, document: Document, kept: Sequence[Mention]) -> Iterator[tuple[int, Mention]]:
        """Yield the number of its line and the mention for each occurrence of an added text."""
        doc = comparable_doc(document.id)
        normalized, begins = document.normalized, [start for start, _ in document.sentence_spans]
        names = {comparable(mention.text): mention.name for mention in reversed(kept)}
        models: dict[str, tuple[int, Mention | None]] = {}
        for first, last, text in self._occurrences.find(normalized.text):
            if text not in models:
                models[text] = self._model(text, names.get(text, text), document.id, doc)
            number, model = models[text]
            if model is None:
                continue
            start, end = normalized.original(first, last)
            sentence = bisect_right(begins, first)
            yield (
                number,
                Mention(
                    doc=document.id,
                    sentence=sentence,
                    start=start,
                    end=end,
                    text=document.text[start:end],
                    type=model.type,
                    name=model.name,
                ),
            )

    def _model(self, text: str, name: str, doc_id: str, doc: str) -> tuple[int, Mention | None]:
        """Return what an added text is in this document, and the number of the line that says so.

        `name` is for lines without one.
        """
        numbers = [number for number in self._adding[text] if self._lines[number].doc in {"", doc}]
        if not numbers:
            return -1, None
        line = self._lines[numbers[-1]]
        new = Mention(
            doc=doc_id, sentence=0, start=0, end=0, text=text, type=line.type, name=line.name or name
        )
        mended = self._mended(new, after=numbers[-1])
        if mended is None:  # a line below drops it: the adding was overruled, not useless
            self._used.update(numbers)
        return numbers[-1], mended

    def _placed(
        self, kept: Sequence[Mention], added: Iterable[tuple[int, Mention]], length: int
    ) -> list[Mention]:
        """Return the mentions with the added ones, the longest first; outermost ones stay."""
        mentions = list(kept)
        owners = [-1] * length  # for each character the mention that it is in
        for index, mention in enumerate(mentions):
            owners[mention.start : mention.end] = [index] * (mention.end - mention.start)
        gone: set[int] = set()
        for number, new in sorted(added, key=lambda item: (item[1].start - item[1].end, item[1].start)):
            inside = set(owners[new.start : new.end]) - {-1}
            if all(_is_part(mentions[index], new) for index in inside):
                self._used.update(self._overruled(number, new))
                gone |= inside
                owners[new.start : new.end] = [len(mentions)] * (new.end - new.start)
                mentions.append(new)
        left = [mention for index, mention in enumerate(mentions) if index not in gone]
        return sorted(left, key=lambda mention: mention.start)

    def _overruled(self, number: int, new: Mention) -> Iterator[int]:
        """Yield the line that added a mention and those above it that added the same text there."""
        doc = comparable_doc(new.doc)
        for other in self._adding[self._lines[number].text]:
            if other <= number and self._lines[other].doc in {"", doc}:
                yield other

    def _see(self, doc: str) -> None:
        if doc in self._docs:
            self._seen.add(doc)

    def _why_unused(self, line: Correction) -> str:
        if line.doc and line.doc not in self._seen:
            return f"there is no document '{shown(line.doc)}'"
        if line.action == "add":
            if not self._saw_text:
                return "a mention is added to a text, and saved mentions come without one"
            return "the text does not stand there, or only inside or across longer mentions"
        what = "name" if line.action == "merge" or not line.text else "text"
        both = "text or name" if line.action == "rename" else what
        condition = f" and the type {line.type}" if line.type and line.action != "retype" else ""
        if line.action == "drop" and line.text and line.name:
            condition += f" under the name '{shown(line.name)}'"
        where = f" in '{shown(line.doc)}'" if line.doc else ""
        return f"no mention{where} has this {both}{condition}"


def _concerns(line: Correction, text: str, names: set[str], type_: str, doc: str) -> bool:
    """Tell whether a line concerns a mention with this text, these names, type and document."""
    if line.doc and line.doc != doc:
        return False
    if line.action in {"add", "retype"}:
        return line.text == text
    if line.type and line.type != type_:
        return False
    if line.action == "drop":
        return line.text in {"", text} and (not line.name or line.name in names)
    return line.text in names or (line.action == "rename" and line.text == text)


def _is_part(mention: Mention, outer: Mention) -> bool:
    """Tell whether a mention stands inside another and is shorter."""
    inside = outer.start <= mention.start and mention.end <= outer.end
    return inside and mention.end - mention.start < outer.end - outer.start
