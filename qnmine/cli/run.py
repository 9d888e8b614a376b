"""One run of a command over a corpus: documents in, rows out, failures told and counted."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.messages import say
from qnmine.cli.progress import with_progress
from qnmine.engines import map_documents
from qnmine.errors import UsageError
from qnmine.output import (
    TABLE_FORMATS,
    Table,
    format_for,
    open_destination,
    same_target,
    shape,
    table_of,
    write_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.cli.progress import Readable
    from qnmine.corpus import Corpus
    from qnmine.engines.serial import Analyze
    from qnmine.errors import DocumentError
    from qnmine.output import Destination
    from qnmine.text.document import Document

_OF_TABLES = ("columns", "limit", "sort", "sample", "no_header")
_WITH_BOM = frozenset({"csv", "tsv", "text", "conllu", "bio"})


@dataclass
class Telling:
    """What a run tells on standard error, and what it has told."""

    behaviour: RunOptions
    failures: list[DocumentError] = field(default_factory=list)

    def fail(self, error: DocumentError) -> None:
        """Tell of a failed document, or stop at it with `--strict`."""
        if self.behaviour.strict:
            raise error
        self.failures.append(error)
        say(str(error))

    def warn(self, message: str) -> None:
        """Tell of something that does not fail the run."""
        if not self.behaviour.quiet:
            say(f"warning: {message}")


@dataclass
class Run:
    """What a command needs between its options and its rows; made by `open_run`."""

    corpus: Readable
    destination: Destination
    format: str
    output: OutputOptions
    keep: tuple[str, ...]
    telling: Telling
    documents_done: int = 0
    rows: int = 0

    def documents(self) -> Iterator[Document]:
        """Yield the documents of the corpus, with a progress bar when a person is watching."""
        quiet = self.telling.behaviour.quiet
        visible = not quiet and not (self.format == "table" and self.destination.is_terminal)
        yield from with_progress(self.corpus, self.corpus, visible=visible)

    def analyze(self, analyze: Analyze[Any]) -> Iterator[tuple[Document, Sequence[Any]]]:
        """Yield each document with its rows; a document that fails is told and left out."""
        for document, rows in map_documents(analyze, self.documents(), self.telling.fail):
            self.documents_done += 1  # here, where it is neither failed nor only read ahead
            yield document, rows

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
        columns = columns or columns_of(row_type)
        kept = tuple(f"meta_{name}" if name in columns else name for name in self.keep)
        types = table_of((), columns, row_type).types or ()
        cells = _cells(columns, self.keep, results)
        self.write_table(Table((*columns, *kept), cells, (*types, *(None,) * len(kept))), writer=writer)

    def write_table(
        self, table: Table, *, group_columns: int = 0, writer: Callable[..., int] = write_table
    ) -> None:
        """Write a table in the format of the run; its first columns may be groups, which `--limit` minds."""
        self.rows = write_shaped(
            table, self.output, self.destination, self.format, group_columns=group_columns, writer=writer
        )
        if self.destination.is_terminal:
            self.destination.flush()  # what is told next belongs below it

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


@contextmanager
def open_run(
    corpus: CorpusOptions,
    behaviour: RunOptions,
    output: OutputOptions,
    formats: Collection[str],
    *,
    aggregate: bool = False,
    inputs: Iterable[str | None] = (),
    source: Callable[[CorpusOptions, Telling], Readable] | None = None,
) -> Iterator[Run]:
    """Check the whole request, open what it reads and writes, and yield the run.

    Everything that can be refused is refused here, before a byte is written. `aggregate` is true for
    tables of counts, which have no document to carry columns from. `inputs` are files that are read besides
    the corpus (a model, a list): they may not be written to. `source` opens what the options name, by default
    as documents (`open_documents`).
    """
    chosen = choose_format(output, formats)
    if corpus.keep and aggregate:
        raise UsageError("--keep carries columns of documents, and a table of counts has none to carry to")
    if corpus.keep and chosen not in TABLE_FORMATS:
        raise UsageError(f"--keep does not go with --format {chosen}, which has no columns")
    telling = Telling(behaviour)
    read = (source or open_documents)(corpus, telling)
    with ExitStack() as stack:
        read_files = [*read.inputs, *(Path(file) for file in inputs if file is not None)]
        errors = _open_errors(stack, behaviour.errors, output, read_files)
        destination = stack.enter_context(
            open_destination(output.output, no_clobber=output.no_clobber, inputs=read_files)
        )
        destination.at_once = read.total_bytes is None  # standard input: nobody knows when more will come
        yield Run(read, destination, chosen, output, corpus.keep, telling)
        if errors is not None:
            rows = ((error.name, error.reason, error.remedy) for error in telling.failures)
            write_table(Table(("name", "reason", "remedy"), rows), *errors)


def choose_format(output: OutputOptions, formats: Collection[str]) -> str:
    """Return the format to write, after refusing options that mean nothing in it."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    chosen = format_for(output.format, output.output, terminal, formats)
    if chosen not in TABLE_FORMATS:
        for name in _OF_TABLES:
            if getattr(output, name):
                option = f"--{name.replace('_', '-')}"
                raise UsageError(f"{option} does not go with --format {chosen}, which is no table")
    if output.bom and chosen not in _WITH_BOM:
        raise UsageError(f"--bom does not go with --format {chosen}")
    return chosen


def write_shaped(
    table: Table,
    output: OutputOptions,
    destination: Destination,
    chosen: str,
    *,
    group_columns: int = 0,
    writer: Callable[..., int] = write_table,
) -> int:
    """Write a table after `--columns`, `--sort`, `--limit` and `--sample`; return the number of rows."""
    shaped = shape(
        table,
        columns=output.columns,
        sort=output.sort,
        limit=output.limit,
        sample=output.sample,
        seed=output.seed,
        group_columns=group_columns,
    )
    return writer(
        shaped, destination, chosen, header=not output.no_header, bom=output.bom, color=output.color
    )


def terminal_columns(
    output: OutputOptions, columns: Sequence[str], *, footer: str | None = None
) -> Callable[..., int]:
    """Return a `writer` that shows these columns in the format `table`, unless `--columns` names others.

    A `footer` stands below that table. All other formats have all columns.
    """

    def write(table: Table, destination: Destination, chosen: str, **settings: Any) -> int:
        if chosen == "table" and output.columns is None:
            table = shape(table, columns=columns)
        return write_table(table, destination, chosen, footer=footer, **settings)

    return write


@contextmanager
def open_table(output: OutputOptions, *, inputs: Sequence[Path]) -> Iterator[Callable[[Table], int]]:
    """Yield a function that writes the one table of a command that reads no corpus."""
    chosen = choose_format(output, TABLE_FORMATS)
    with open_destination(output.output, no_clobber=output.no_clobber, inputs=inputs) as destination:
        yield lambda table: write_shaped(table, output, destination, chosen)


def columns_of(row_type: type[Any]) -> tuple[str, ...]:
    """Return the documented columns of a row type: its fields, in order."""
    return tuple(field.name for field in fields(row_type))


def _open_errors(
    stack: ExitStack, path: str | None, output: OutputOptions, inputs: Sequence[Path]
) -> tuple[Destination, str] | None:
    """Open the file of `--errors`; return it with its format, which its name tells."""
    if path is None:
        return None
    if output.output is not None and same_target(path, output.output):
        raise UsageError("--errors and -o name the same file; give each its own")
    chosen = format_for(None, path, False, TABLE_FORMATS)
    destination = open_destination(path, no_clobber=output.no_clobber, inputs=inputs)
    return stack.enter_context(destination), chosen


def open_documents(options: CorpusOptions, telling: Telling, also: Mapping[str, str] | None = None) -> Corpus:
    """Open the documents that the options name, with the columns of `--keep`.

    `also` holds further columns that they are to carry, each with the option that asks for it.
    """
    from qnmine.corpus import open_corpus

    return open_corpus(
        options.paths,
        text=options.text,
        files_from=options.files_from,
        format=options.format_in,
        text_columns=options.text_column,
        id_column=options.id_column,
        keep=(*options.keep, *(also or ())),
        asked_by=also,
        encoding=options.encoding,
        stdin=_stdin(),
        on_error=telling.fail,
        on_warning=telling.warn,
    )


def open_records(
    options: CorpusOptions, telling: Telling, columns: Mapping[str, str], optional: Sequence[str] = ()
) -> Corpus:
    """Open tables whose rows are not documents (see `qnmine.corpus.open_rows`), with the columns of `--keep`.

    `columns` holds those that every table must have, the first one as the text, each with the option that
    asks for it. Raises UsageError if a string is to be analysed.
    """
    from qnmine.corpus import open_rows

    text, *others = columns
    if options.text is not None:
        raise UsageError(f"--text is analysed, and {columns[text]} reads saved tables; leave out one of them")
    return open_rows(
        options.paths,
        text_column=text,
        columns=(*others, *options.keep),
        optional=optional,
        asked_by=columns,
        files_from=options.files_from,
        format=options.format_in,
        encoding=options.encoding,
        stdin=_stdin(),
        on_error=telling.fail,
        on_warning=telling.warn,
    )


def _stdin() -> BinaryIO | None:
    return None if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer


def _cells(
    columns: Sequence[str], keep: Sequence[str], results: Iterable[tuple[Document, Sequence[Any]]]
) -> Iterator[tuple[object, ...]]:
    """Yield the cells of each row, then the kept columns of its document."""
    for document, rows in results:
        kept = tuple(document.meta.get(name) for name in keep)
        for row in rows:
            yield (*(getattr(row, column) for column in columns), *kept)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
