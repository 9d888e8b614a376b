"""The files of `--matrix DIR`: how often each term is in each document, for scipy, R and others."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qnmine.errors import UsageError
from qnmine.output import Table, open_destination, same_target, write_table
from qnmine.output.matrix_market import matrix_market
from qnmine.statistics.matrix import Column, DocumentTerms
from qnmine.statistics.ranking import Ranked, Ranking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qnmine.cli.gathering import MatrixRow
    from qnmine.cli.run import Run
    from qnmine.output import Destination
    from qnmine.statistics.ngrams import InDocuments

MATRIX, TERMS, DOCUMENTS = FILES = ("matrix.mtx", "terms.csv", "documents.csv")

_COMMENT = "qnmine: rows are the documents of documents.csv, columns the terms of terms.csv"


class MatrixFiles:
    """Collects the rows of a matrix batch by batch, and writes it at the end; `open_matrix` makes one."""

    def __init__(
        self,
        files: dict[str, Destination],
        stack: ExitStack,
        counts: DocumentTerms,
        keep: Sequence[str],
        *,
        safe: bool = False,
    ) -> None:
        self._files = files
        self._stack = stack
        self._counts = counts
        self._keep = keep
        self._safe = safe
        self._documents: list[tuple[object, ...]] = []

    def add(self, rows: Sequence[MatrixRow], found: InDocuments) -> None:
        """Take the next documents, with what was counted in them."""
        self._counts.add(len(rows), *found)
        for doc, words, kept in rows:
            self._documents.append((len(self._documents) + 1, doc, words, *kept))

    def write(self, columns: Iterable[Column]) -> None:
        """Write the files and put them in place; columns come in any order and are put in that of terms."""
        numbers: list[int] = []
        entries = 0

        def terms() -> Iterator[tuple[object, ...]]:
            nonlocal entries
            for _, _, term, (number, count, docs) in ranking:
                numbers.append(int(number or 0))
                entries += int(docs or 0)
                yield len(numbers), term, count, docs

        with Ranking() as ranking:
            ranking.extend(Ranked(0, 0.0, one.term, (one.number, one.count, one.docs)) for one in columns)
            types = (int, str, int, int)
            ranked = Table(("column", "term", "count", "docs"), terms(), types)
            write_table(ranked, self._files[TERMS], "csv", safe=self._safe)
        names = ("row", "doc", "words")
        kept = (f"meta_{name}" if name in names else name for name in self._keep)
        documents = Table((*names, *kept), self._documents)
        write_table(documents, self._files[DOCUMENTS], "csv", safe=self._safe)
        blocks = self._counts.entries(np.array(numbers, np.int64))
        lists = (tuple(column.tolist() for column in block) for block in blocks)
        size = (len(self._documents), len(numbers), entries)
        for text in matrix_market(*size, lists, comment=_COMMENT):
            self._files[MATRIX].write(text)
        self._stack.close()  # now, whatever becomes of the table: its reader may go away


@contextmanager
def open_matrix(
    folder: str | None, run: Run, *, by: Sequence[str] = (), inputs: Iterable[str | None] = ()
) -> Iterator[MatrixFiles | None]:
    """Open the files of `--matrix`, if it is asked for; they are replaced when all are complete.

    `by` are the groups of the table, `inputs` the files that are read besides the corpus. Raises UsageError
    for a folder that cannot be made or written to, and with groups, which a matrix of documents has not.
    """
    if folder is None:
        yield None
        return
    if not folder:
        raise UsageError("--matrix needs the name of a folder")
    if by:
        raise UsageError("--matrix counts in each document, and --by in groups of them; leave out one")
    paths = {name: str(Path(folder) / name) for name in FILES}
    for option, other in (("-o", run.output.output), ("--errors", run.telling.behaviour.errors)):
        if other is not None and any(same_target(other, path) for path in paths.values()):
            raise UsageError(f"{option} {other}: is a file of --matrix; choose another name")
    read = [*run.corpus.inputs, *(Path(file) for file in inputs if file is not None)]
    with _made(folder), ExitStack() as stack:
        counts = stack.enter_context(DocumentTerms())
        files = {
            name: stack.enter_context(open_destination(path, no_clobber=run.output.no_clobber, inputs=read))
            for name, path in paths.items()
        }
        yield MatrixFiles(files, stack, counts, run.keep, safe=run.output.safe_csv)


@contextmanager
def _made(folder: str) -> Iterator[None]:
    """Make a folder if there is none, and remove it again if nothing comes of it."""
    path = Path(folder)
    is_new = False
    try:
        if not path.is_dir():
            path.mkdir()
            is_new = True
    except FileExistsError:
        raise UsageError(f"--matrix {folder}: is no folder; choose another name") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UsageError(f"--matrix {folder}: the folder cannot be made ({reason})") from error
    try:
        yield
    except BaseException:
        if is_new:
            with suppress(OSError):
                path.rmdir()
        raise
