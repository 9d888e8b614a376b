"""What there is in a corpus: a row for each document, and one for each that could not be read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING

from qnmine.corpus.formats import kind_of
from qnmine.output.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qnmine.corpus.stages.distinct import Duplicate
    from qnmine.errors import DocumentError
    from qnmine.text.document import Document

METADATA = ("title", "date")
"""The columns that are shown of documents that have them."""

_ROW = re.compile(r":\d+$")
_SYLLABLE = re.compile(r"[^\W_]\S*")
# Read with the default encoding these would be refused; other formats tell their encoding themselves.
_PLAIN = frozenset({"text", "lines", "csv", "tsv", "json", "jsonl", "srt", "vtt", "conllu"})
_READ_BY_DEFAULT = frozenset({"", "ascii", "utf-8"})
_LOST = "\ufffd"
_AUTO = "read it with --encoding auto"
# There is nothing left that could be done.
_DONE = ("left as it is", "font")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of a corpus, or one that failed, which has only a name, a format and problems.

    `certainty` (0 to 1) is how sure an encoding is that was found out. `characters` are code points,
    `syllables` pieces between spaces with a letter or digit. `similarity` is to `duplicate_of`.
    """

    doc: str
    format: str
    encoding: str
    certainty: float | None
    characters: int | None
    syllables: int | None
    title: str
    date: str
    duplicate_of: str
    similarity: float | None
    problems: tuple[str, ...]


def count_syllables(documents: Sequence[Document]) -> list[list[int]]:
    """Return the syllables of each document, as a list of one number."""
    return [[sum(1 for _ in _SYLLABLE.finditer(document.text))] for document in documents]


def listed(document: Document, syllables: int, duplicate: Duplicate | None) -> Listed:
    """Return the row of a document."""
    origin, text = document.origin, document.text
    return Listed(
        doc=document.id,
        format=origin.format if origin else "",
        encoding=origin.encoding if origin else "",
        certainty=_floored(origin.certainty) if origin else None,
        characters=len(text),
        syllables=syllables,
        title=cell_text(document.meta.get("title")),
        date=cell_text(document.meta.get("date")),
        duplicate_of=duplicate.of if duplicate else "",
        similarity=duplicate.similarity if duplicate else None,
        problems=tuple(problems_of(document, syllables)),
    )


def _floored(certainty: float | None) -> float | None:
    """Return it in two decimals, so that nearly sure is not shown as sure."""
    return None if certainty is None else floor(certainty * 100) / 100


def listed_failure(error: DocumentError, format: str | None) -> Listed:  # noqa: A002 -- the name of the option
    """Return the row of a document that failed; `format` is the one that was named."""
    problem = f"{error.reason}; {error.remedy}" if error.remedy else error.reason
    known = format or kind_of(_ROW.sub("", error.name)).format or ""
    return Listed(error.name, known, "", None, None, None, "", "", "", None, (problem,))


def problems_of(document: Document, syllables: int) -> list[str]:
    """Return, in words, what a user should know of a document before analysing it."""
    origin, text = document.origin, document.text
    problems = [_with_remedy(problem) for problem in origin.problems] if origin else []
    if origin is not None and origin.format in _PLAIN and origin.encoding not in _READ_BY_DEFAULT:
        problems.append(f"is {origin.encoding.upper()}; {_AUTO}")
    if not text:
        problems.append("is empty")
    elif not syllables:
        problems.append("has no letter and no digit")
    if (lost := text.count(_LOST)) and not any(_LOST in problem for problem in problems):
        were = "character was" if lost == 1 else "characters were"
        problems.append(f"{lost} {were} lost before ({_LOST}); fetch or convert it anew")
    return problems


def _with_remedy(problem: str) -> str:
    """Return what was noticed of an encoding; commands put right fonts always, all else if told to."""
    return problem if problem.endswith(_DONE) else f"{problem}; {_AUTO}"


@dataclass
class Inventory:
    """What all rows come to."""

    documents: int = 0
    failed: int = 0
    characters: int = 0
    syllables: int = 0
    same: int = 0
    near: int = 0
    troubled: int = 0
    formats: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)

    def add(self, row: Listed) -> None:
        """Add a row."""
        if row.characters is None:
            self.failed += 1
            return
        self.documents += 1
        self.characters += row.characters
        self.syllables += row.syllables or 0
        self.formats[row.format] += bool(row.format)
        self.encodings[row.encoding] += bool(row.encoding)
        self.same += row.similarity == 1
        self.near += row.similarity is not None and row.similarity < 1
        self.troubled += bool(row.problems)

    def lines(self) -> list[str]:
        """Return what there is to say, in a few lines."""
        sizes = f"{_number(self.characters, 'character')}, {_number(self.syllables, 'syllable')}"
        lines = [f"{_number(self.documents, 'document')}: {sizes}"]
        for name, counts in (("formats", self.formats), ("encodings", self.encodings)):
            if told := ", ".join(f"{one} {count:,}" for one, count in counts.most_common() if count):
                lines.append(f"{name}: {told}")
        if self.same or self.near:
            way = "near" if self.near else "exact"
            lines.append(
                f"duplicates: {self.same:,} with the text of an earlier document, {self.near:,} nearly; "
                f"--deduplicate {way} leaves them out"
            )
        if self.failed or self.troubled:
            lines.append(f"problems: {self.failed:,} failed, {self.troubled:,} to look at")
        return lines


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
