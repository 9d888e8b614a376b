"""One run of a command over a corpus: documents in, rows out, failures told and counted."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from qnmine.cli.collected import STREAMED, Cells, Layout, Rows, WrittenRows, WrittenTexts
from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.messages import say
from qnmine.cli.progress import with_progress
from qnmine.cli.shaping import columns_of, write_shaped
from qnmine.engines import map_documents
from qnmine.engines.chunks import chunks_of
from qnmine.engines.work import Analysed, Work
from qnmine.output import table_of, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qnmine.cli.options import OutputOptions
    from qnmine.cli.progress import Readable
    from qnmine.cli.telling import Telling
    from qnmine.engines.choice import Engine
    from qnmine.engines.serial import Analyze
    from qnmine.engines.work import Chunk, Collector, Kept, Part
    from qnmine.output import Destination, Table
    from qnmine.text.document import Document

_OF_ALL_ROWS = ("sort", "limit", "sample")  # they need the rows of other chunks as well
_GATHERED_CHARACTERS = 500_000


@dataclass
class Run:
    """What a command needs between its options and its rows; made by `open_run`."""

    corpus: Readable
    destination: Destination
    format: str
    output: OutputOptions
    keep: tuple[str, ...]
    telling: Telling
    engine: Engine | None = None
    documents_done: int = 0
    rows: int = 0
    complete: bool = False
    """Whether the last document has been analysed; `--limit` may end a run before."""

    def documents(self) -> Iterator[Document]:
        """Yield the documents of the corpus, with a progress bar when a person is watching."""
        quiet = self.telling.behaviour.quiet
        visible = not quiet and not (self.format in ("table", "text") and self.destination.is_terminal)
        yield from with_progress(self.corpus, self.corpus, visible=visible)

    def analyze(self, analyze: Analyze[Any]) -> Iterator[tuple[Document, Sequence[Any]]]:
        """Yield each document with its rows; a document that fails is told and left out."""
        if self.engine is not None:
            yield from self._one_by_one(Work(analyze, Rows))
            return
        for document, rows in map_documents(analyze, self.documents(), self.telling.fail):
            self.documents_done += 1  # here, where it is neither failed nor only read ahead
            yield document, rows
        self.complete = True

    def gather(
        self,
        analyze: Analyze[Any],
        collect: Callable[[], Kept],
        total: Kept,
        label: Callable[[Document], Any] = lambda _: None,
    ) -> None:
        """Add what all documents yield to `total`; `collect` makes an empty one in another process.

        `label` gives what goes with each document. It is called here.
        """
        if self.engine is not None:
            for _, part in self._parts(Work(analyze, collect), label):
                total.merge(part.kept)
            return
        gather(total, self.analyze(analyze), label)

    def gather_beside(
        self, documents: Iterable[Document], analyze: Analyze[Any], collect: Callable[[], Kept], total: Kept
    ) -> None:
        """Add what documents yield that are not of the corpus of the run, and do not count as such."""
        if self.engine is None:
            gather(total, map_documents(analyze, documents, self.telling.fail))
            return
        for chunk, part in self._chunks_done(Work(analyze, collect), documents):
            self._tell(chunk, part)
            total.merge(part.kept)

    def write_found(
        self,
        row_type: type[Any],
        analyze: Analyze[Any],
        columns: Sequence[str] = (),
        *,
        writer: Callable[..., int] = write_table,
    ) -> None:
        """Write the rows that an analyzer finds, with the columns that `--keep` carries along."""
        layout = self._layout(row_type, columns)
        if self.engine is None:
            self.write_table(layout.table(self.analyze(analyze)), writer=writer)
        elif self.format in STREAMED and all(getattr(self.output, name) is None for name in _OF_ALL_ROWS):
            self.write_table(layout.table(()), writer=writer)
            output = self.output
            collect = partial(WrittenRows, layout, self.format, output.columns, safe=output.safe_csv)
            self._write_parts(Work(analyze, collect))
        else:
            results = self._one_by_one(Work(analyze, partial(Cells, layout)))
            cells = (row for _, rows in results for row in rows)
            self.write_table(layout.table_of_cells(cells), writer=writer)

    def write_rows(
        self,
        row_type: type[Any],
        results: Iterable[tuple[Document, Sequence[Any]]],
        columns: Sequence[str] = (),
        *,
        writer: Callable[..., int] = write_table,
    ) -> None:
        """Write the rows of documents as they come, with the columns that `--keep` carries along.

        The columns are the fields of the rows, or some of them; a kept column of the same name becomes
        `meta_NAME`. `writer` stands in for `write_table` where rows have a view of their own.
        """
        self.write_table(self._layout(row_type, columns).table(results), writer=writer)

    def _layout(self, row_type: type[Any], columns: Sequence[str]) -> Layout:
        names = tuple(columns or columns_of(row_type))
        return Layout(names, table_of((), names, row_type).types or (), self.keep)

    def _parts(
        self, work: Work[Kept], label: Callable[[Document], Any] = lambda _: None
    ) -> Iterator[tuple[Chunk, Part[Kept]]]:
        """Yield the chunks of the corpus with what came of them; what there is to tell is told."""
        for chunk, part in self._chunks_done(work, self.documents(), label):
            self._tell(chunk, part)
            self.documents_done += len(chunk.documents) - len(part.failures)
            yield chunk, part
        self.complete = True

    def _one_by_one(self, work: Work[Any]) -> Iterator[tuple[Document, Sequence[Any]]]:
        """Yield each document with its rows; nothing is told or counted before it is reached."""
        for chunk, part in self._chunks_done(work, self.documents()):
            rows = iter(part.kept.rows)
            for one in chunk.in_order(part.failures):
                if isinstance(one, int):
                    self.documents_done += 1
                    yield chunk.documents[one], next(rows)
                else:
                    self.telling.tell(one)
        self.complete = True

    def _tell(self, chunk: Chunk, part: Part[Any]) -> None:
        """Tell all that came up in a chunk, in order."""
        for one in chunk.in_order(part.failures):
            if not isinstance(one, int):
                self.telling.tell(one)

    def _chunks_done(
        self,
        work: Work[Kept],
        documents: Iterable[Document],
        label: Callable[[Document], Any] = lambda _: None,
    ) -> Iterator[tuple[Chunk, Part[Kept]]]:
        """Yield the chunks of documents with what came of them."""
        assert self.engine is not None
        self.telling.held()
        try:
            with closing(self.engine.map(work, chunks_of(documents, label, self.telling.held))) as parts:
                for chunk, part in parts:
                    if part.notes is not None:
                        work.analyze.add_notes(part.notes)  # type: ignore[attr-defined]
                    yield chunk, part
        finally:
            self.telling.release()

    def _write_parts(self, work: Work[Any]) -> None:
        """Write what was written for each chunk."""
        for _, part in self._parts(work):
            self.rows += part.kept.rows
            for data in part.kept.written:
                self.destination.write_encoded(data)

    def write_table(
        self, table: Table, *, group_columns: int = 0, writer: Callable[..., int] = write_table
    ) -> None:
        """Write a table in the format of the run; its first columns may be groups, which `--limit` minds."""
        self.rows = write_shaped(
            table, self.output, self.destination, self.format, group_columns=group_columns, writer=writer
        )
        if self.destination.is_terminal:
            self.destination.flush()  # what is told next belongs below it

    def write_texts(
        self, analyze: Analyze[Any], pieces: Callable[[Document, Sequence[Any]], Iterable[str]]
    ) -> None:
        """Write a format that is no table: for each document the pieces of text made of its rows."""
        if self.engine is None:
            found = self.analyze(analyze)
            self.write_text((pieces(document, rows), len(rows)) for document, rows in found)
            return
        if self.output.bom:
            self.destination.write("\ufeff")
        self._write_parts(Work(analyze, partial(WrittenTexts, pieces)))

    def write_text(self, results: Iterable[tuple[Iterable[str], int]]) -> None:
        """Write a format that is no table: for each document its pieces of text and its rows' number."""
        if self.output.bom:
            self.destination.write("\ufeff")
        for pieces, rows in results:
            self.rows += rows
            for piece in pieces:
                self.destination.write(piece)

    def exit_code(self) -> ExitCode:
        """Return the code of a run that came to its end, after the closing count."""
        failed = len(self.telling.failures)
        if not self.telling.behaviour.quiet and self.documents_done + failed > 1:
            documents, rows = _count(self.documents_done, "document"), _count(self.rows, "row")
            say(f"{documents}, {failed} failed, {rows}")
        return ExitCode.SOME_DOCUMENTS_FAILED if failed else ExitCode.DONE


def gather(
    total: Collector,
    results: Iterable[tuple[Document, Sequence[Any]]],
    label: Callable[[Document], Any] = lambda _: None,
) -> None:
    """Add the rows of documents to `total` in batches, since counting pays in these."""
    batch: list[Analysed] = []
    characters = 0
    for document, rows in results:
        batch.append(Analysed(document, rows, label(document)))
        characters += len(document.text)
        if characters >= _GATHERED_CHARACTERS:
            total.add(batch)
            batch, characters = [], 0
    if batch:
        total.add(batch)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
