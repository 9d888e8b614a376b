"""The two sides of a comparison, A and B: two corpora, or two groups of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol
from unicodedata import normalize

from qnmine.cli.opening import is_typed, open_documents
from qnmine.cli.second_corpus import has_tables, reads_stdin, without_columns, without_joined
from qnmine.cli.telling import Telling
from qnmine.corpus.naming import shown
from qnmine.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from qnmine.cli.options import CorpusOptions
    from qnmine.cli.options.comparison import SideOptions
    from qnmine.corpus import Corpus
    from qnmine.corpus.grouping import Grouping
    from qnmine.text.document import Document

SIDE = "qnmine: side"  # no column of a table is asked for under such a name
"""What tells in the `meta` of a document on which side it is (see `Sides.names`)."""

_LONGEST_NAME = 50
_SHOWN_GROUPS = 8
_FORMS = "'compare A B', 'compare A --with B' or 'compare A --by COL --groups X,Y'"


class Sides(Protocol):
    """What is compared."""

    def open(self, corpus: CorpusOptions, telling: Telling) -> SidedDocuments:
        """Open the documents of both sides."""

    def order(self) -> tuple[str, str]:
        """Return the marks of the documents of A and of B, once all has been read."""

    def name(self, side: str) -> str:
        """Return what a side is."""

    def warnings(self) -> list[str]:
        """Return what is to be told after the last document."""


@dataclass(frozen=True)
class SidedDocuments:
    """The documents of the sides, each marked with its own, as a run reads them (see `Readable`)."""

    corpora: Sequence[Corpus]
    documents: Callable[[], Iterator[Document]]

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that will be read."""
        return tuple(path for corpus in self.corpora for path in corpus.inputs)

    @property
    def total_bytes(self) -> int | None:
        """Their size on disk, None when a pipe is among them."""
        sizes = [corpus.total_bytes for corpus in self.corpora]
        return None if None in sizes else sum(size or 0 for size in sizes)

    @property
    def bytes_read(self) -> int:
        """How much of that has been read."""
        return sum(corpus.bytes_read for corpus in self.corpora)

    def __iter__(self) -> Iterator[Document]:
        """Stream the documents."""
        return self.documents()


def choose_sides(corpus: CorpusOptions, asked: SideOptions) -> Sides:
    """Return the sides that a request names: two paths, paths and those of `--with`, or groups of `--by`.

    Raises UsageError for a request that does not name two.
    """
    if asked.by is not None:
        return _groups(asked, asked.by)
    for option, given in (("--groups", asked.groups), ("--date-column", asked.date_column)):
        if given:
            raise UsageError(f"{option} tells of groups of one corpus; name what they are by with --by")
    if asked.others:
        return TwoCorpora(corpus, replace(corpus, paths=asked.others, text=None, files_from=None))
    if corpus.text is not None or corpus.files_from is not None:
        option = "--text" if corpus.text is not None else "--files-from"
        raise UsageError(f"{option} is one side of the comparison; name the other one with --with")
    if len(corpus.paths) != 2:
        given = f"{len(corpus.paths)} paths are" if len(corpus.paths) != 1 else "1 path is"
        raise UsageError(f"two corpora are compared, and {given} given; write {_FORMS}")
    one, other = corpus.paths
    return TwoCorpora(replace(corpus, paths=(one,)), replace(corpus, paths=(other,)))


def _groups(asked: SideOptions, by: str) -> TwoGroups:
    from qnmine.corpus.grouping import Grouping

    if asked.others:
        raise UsageError("--by compares two groups of one corpus, --with two corpora; leave out one of them")
    parts = asked.groups[0].split(",") if len(asked.groups) == 1 else asked.groups
    values = tuple(normalize("NFC", part).strip() for part in parts)
    if values and not (len(values) == len({*values} - {""}) == 2):
        remedy = "name two groups, X,Y; names with a comma one by one: --groups X --groups Y"
        raise UsageError(f"--groups {shown(','.join(asked.groups))}: {remedy}")
    return TwoGroups(Grouping((by,), asked.date_column), values)


@dataclass
class _TellingOf(Telling):
    """Tells of which side a document was that failed, since both may have one of its name."""

    mark: str = ""

    def fail(self, error: DocumentError) -> None:
        """Tell of a failed document."""
        super().fail(DocumentError(f"{self.mark}: {error.name}", error.reason, error.remedy))

    def warn(self, message: str) -> None:
        """Tell of something that does not fail the run."""
        super().warn(f"{self.mark}: {message}")


class TwoCorpora:
    """Two corpora for which the same options hold."""

    def __init__(self, first: CorpusOptions, second: CorpusOptions) -> None:
        if reads_stdin(first) and reads_stdin(second):
            raise UsageError(
                "standard input can be one side of the comparison only; name a file for the other"
            )
        self._sides = first, second

    def open(self, corpus: CorpusOptions, telling: Telling) -> SidedDocuments:
        """Open both corpora; columns are looked for in the one with tables, if the other has none."""
        for name in ("metadata", "path_columns"):
            if getattr(corpus, name) and is_typed(name):
                option = f"--{name.replace('_', '-')}"
                telling.warn(
                    f"{option} is of no use for two corpora, which are compared whole; it is for --by"
                )
        tables = [has_tables(side) for side in self._sides]
        first, second = (
            open_documents(
                without_joined(side if tabular or not any(tables) else without_columns(side)),
                _TellingOf(telling.behaviour, telling.failures, mark),
            )
            for mark, side, tabular in zip("AB", self._sides, tables, strict=True)
        )
        _warn_of_overlap(first, second, telling)
        return SidedDocuments((first, second), lambda: _marked(first, second))

    def order(self) -> tuple[str, str]:
        """Return the marks of the documents of A and of B."""
        return "A", "B"

    def name(self, side: str) -> str:
        """Return what a side is: its paths."""
        corpus = self._sides["AB".index(side)]
        if corpus.text is not None:
            return "--text"
        paths = corpus.paths or ("-",)
        if corpus.files_from is not None:
            return f"--files-from {shown(corpus.files_from, _LONGEST_NAME)}"
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        return f"{shown(paths[0], _LONGEST_NAME)}{more}"

    def warnings(self) -> list[str]:
        """Return nothing."""
        return []


class TwoGroups:
    """Two groups of one corpus; the others are not analysed.

    `values` names them; empty, the corpus must have exactly two. Documents without a value are in no group.
    """

    def __init__(self, grouping: Grouping, values: tuple[str, ...]) -> None:
        self._grouping, self._values = grouping, values
        self._found: dict[str, None] = {}
        self._without = 0
        self._example = ""

    def open(self, corpus: CorpusOptions, telling: Telling) -> SidedDocuments:
        """Open the corpus."""
        opened = open_documents(corpus, telling, self._grouping.columns())
        return SidedDocuments([opened], lambda: self._documents(opened))

    def order(self) -> tuple[str, str]:
        """Return the values of A and B. UsageError if the corpus has not these, or not two."""
        by = f"--by {self._grouping.by[0]}"
        if self._values:
            one, other = self._values
            for value in self._values:
                if value not in self._found:
                    there = f"there are {_listed(self._found)}" if self._found else "no document has a value"
                    raise UsageError(f"{by}: no document has '{shown(value)}'; {there}")
            return one, other
        if len(self._found) != 2:
            there = f"there is only {_listed(self._found)}" if self._found else "no document has a value"
            raise UsageError(f"{by}: two groups are compared, and {there}")
        ((one,), (other,)) = self._grouping.order([(value,) for value in self._found])
        return one, other

    def name(self, side: str) -> str:
        """Return what a side is: the value of its group."""
        return f"{self._grouping.by[0]} {shown(side, _LONGEST_NAME)}"

    def warnings(self) -> list[str]:
        """Return a line about the documents that are in no group."""
        if not self._without:
            return []
        documents = "1 document is" if self._without == 1 else f"{self._without} documents are"
        reason = f"{documents} in no group and left out, for example {shown(self._example)}"
        return [f"--by {self._grouping.by[0]}: {reason}"]

    def _documents(self, corpus: Corpus) -> Iterator[Document]:
        """Stream the documents of the two groups."""
        for document in corpus:
            (value,) = self._grouping.key(document.id, document.meta)
            if not value:
                self._without += 1
                self._example = self._example or document.id
                continue
            self._found[value] = None
            if not self._values and len(self._found) > 2:
                reason = f"there are more than two groups ({_listed(self._found)} …)"
                raise UsageError(f"--by {self._grouping.by[0]}: {reason}; name two of them with --groups")
            if not self._values or value in self._values:
                yield _on_side(document, value)


def _marked(first: Corpus, second: Corpus) -> Iterator[Document]:
    """Stream the documents of both corpora."""
    for side, corpus in (("A", first), ("B", second)):
        for document in corpus:
            yield _on_side(document, side)


def _on_side(document: Document, side: str) -> Document:
    return replace(document, meta={**document.meta, SIDE: side})


def _warn_of_overlap(first: Corpus, second: Corpus, telling: Telling) -> None:
    """Warn of files that are on both sides."""
    files = {path.resolve() for path in first.inputs}
    both = [path for path in second.inputs if path.resolve() in files]
    if both:
        what = "1 file is" if len(both) == 1 else f"{len(both)} files are"
        example = shown(str(both[0]))
        telling.warn(f"{what} in A and in B, which makes them more alike, for example {example}")


def _listed(values: Iterable[str]) -> str:
    """Return the first few of some values, with quotes, for they may hold commas."""
    return ", ".join(f"'{shown(value)}'" for value in islice(values, _SHOWN_GROUPS))
