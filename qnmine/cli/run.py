"""One run of a command over a corpus: documents in, rows out, failures told and counted."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.messages import say
from qnmine.cli.options import RunOptions
from qnmine.cli.progress import with_progress
from qnmine.engines import map_documents
from qnmine.errors import UsageError
from qnmine.output import TABLE_FORMATS, Table, format_for, open_destination, shape, table_of, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from qnmine.cli.options import CorpusOptions, OutputOptions
    from qnmine.corpus import Corpus
    from qnmine.engines.serial import Analyze
    from qnmine.errors import DocumentError
    from qnmine.output import Destination
    from qnmine.text.document import Document

_ROW_OPTIONS = ("columns", "limit", "sort", "sample", "no_header")


class Run:
    """What a command needs between its options and its rows; made by `open_run`."""

    def __init__(self, behaviour: RunOptions, output: OutputOptions, *, format: str) -> None:  # noqa: A002
        self.behaviour = behaviour
        self.output = output
        self.format = format
        self.failures: list[DocumentError] = []
        self.documents_read = 0
        self.rows = 0
        self.corpus: Corpus
        self.destination: Destination
        self.keep: tuple[str, ...] = ()

    def documents(self) -> Iterator[Document]:
        """Yield the documents of the corpus, with a progress bar when a person is watching."""
        visible = not self.behaviour.quiet and not (self.format == "table" and self.destination.is_terminal)
        for document in with_progress(self.corpus, self.corpus, visible=visible):
            self.documents_read += 1
            yield document

    def analyze(self, analyze: Analyze[Any]) -> Iterator[tuple[Document, Sequence[Any]]]:
        """Yield each document with its rows; a document that fails is told and left out."""
        return map_documents(analyze, self.documents(), self.fail)

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

    def write_rows(self, row_type: type[Any], results: Iterable[tuple[Document, Sequence[Any]]]) -> None:
        """Write the rows of documents as they come, with the columns that `--keep` carries along.

        The columns are the fields of the rows; a kept column of the same name becomes `meta_NAME`.
        """
        columns = columns_of(row_type)
        names = tuple(f"meta_{name}" if name in columns else name for name in self.keep)
        types = table_of((), columns, row_type).types or ()
        kept = (None,) * len(names)
        self.write_table(Table((*columns, *names), _cells(columns, self.keep, results), (*types, *kept)))

    def write_table(self, table: Table) -> None:
        """Write a table in the format of the run, after `--columns`, `--sort`, `--limit` and `--sample`."""
        output = self.output
        table = shape(
            table,
            columns=output.columns,
            sort=output.sort,
            limit=output.limit,
            sample=output.sample,
            seed=output.seed,
        )
        self.rows = write_table(
            table,
            self.destination,
            self.format,
            header=not output.no_header,
            bom=output.bom,
            color=output.color,
        )

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
        failed = len(self.failures)
        if not self.behaviour.quiet and self.documents_read + failed > 1:
            documents, rows = _count(self.documents_read, "document"), _count(self.rows, "row")
            say(f"{documents}, {failed} failed, {rows}")
        return ExitCode.SOME_DOCUMENTS_FAILED if failed else ExitCode.DONE


@contextmanager
def write_alone(output: OutputOptions, *, inputs: Sequence[Path]) -> Iterator[Callable[[Table], None]]:
    """Yield a function that writes the one table of a command that reads no corpus."""
    chosen = format_for(output.format, output.output, _stdout_is_terminal(), TABLE_FORMATS)
    run = Run(RunOptions(None, strict=True, quiet=True), output, format=chosen)
    with open_destination(output.output, no_clobber=output.no_clobber, inputs=inputs) as run.destination:
        yield run.write_table


@contextmanager
def open_run(
    corpus: CorpusOptions,
    behaviour: RunOptions,
    output: OutputOptions,
    formats: Collection[str],
    *,
    aggregate: bool = False,
    check: Callable[[str], None] | None = None,
) -> Iterator[Run]:
    """Check the whole request, open what it reads and writes, and yield the run.

    Everything that can be refused is refused here, before a byte is written. `aggregate` is true for
    tables of counts, which have no document to carry columns from. `check` may refuse a format.
    """
    chosen = format_for(output.format, output.output, _stdout_is_terminal(), formats)
    if check is not None:
        check(chosen)
    if chosen not in TABLE_FORMATS:
        _refuse_row_options(output, chosen)
    if aggregate and corpus.keep:
        raise UsageError("--keep carries columns of documents, and a table of counts has none of them")
    run = Run(behaviour, output, format=chosen)
    run.keep = corpus.keep
    run.corpus = _open_corpus(corpus, run)
    if behaviour.errors is not None and behaviour.errors == output.output:
        raise UsageError("--errors and -o name the same file")
    with ExitStack() as stack:
        errors = None
        if behaviour.errors is not None:
            errors = stack.enter_context(open_destination(behaviour.errors, inputs=run.corpus.inputs))
        run.destination = stack.enter_context(
            open_destination(output.output, no_clobber=output.no_clobber, inputs=run.corpus.inputs)
        )
        yield run
        if errors is not None:
            rows = ((error.name, error.reason, error.remedy) for error in run.failures)
            write_table(Table(("name", "reason", "remedy"), rows), errors, "csv")


def columns_of(row_type: type[Any]) -> tuple[str, ...]:
    """Return the documented columns of a row type: its fields, in order."""
    return tuple(field.name for field in fields(row_type))


def _open_corpus(options: CorpusOptions, run: Run) -> Corpus:
    from qnmine.corpus import open_corpus

    stdin = None if sys.stdin is None or sys.stdin.isatty() else sys.stdin.buffer
    return open_corpus(
        options.paths,
        text=options.text,
        files_from=options.files_from,
        format=options.format_in,
        text_columns=options.text_column,
        id_column=options.id_column,
        keep=options.keep,
        encoding=options.encoding,
        stdin=stdin,
        on_error=run.fail,
        on_warning=run.warn,
    )


def _stdout_is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _refuse_row_options(output: OutputOptions, chosen: str) -> None:
    for name in _ROW_OPTIONS:
        if getattr(output, name):
            raise UsageError(
                f"--{name.replace('_', '-')} does not go with --format {chosen}, which is no table"
            )


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
