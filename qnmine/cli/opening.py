"""What a run reads and writes, opened after its whole request has been checked."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click
from click.core import ParameterSource

from qnmine.cli.arguments import typed
from qnmine.cli.resuming import own_folder_for_parts, resumed
from qnmine.cli.run import Run
from qnmine.cli.shaping import choose_format
from qnmine.cli.telling import Telling
from qnmine.corpus.naming import shown
from qnmine.engines.choice import choose_engine
from qnmine.errors import UsageError
from qnmine.manifests import recording
from qnmine.output import TABLE_FORMATS, Table, format_for, open_destination, same_target, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from qnmine.cli.options import CorpusOptions, OutputOptions, RunOptions
    from qnmine.cli.progress import Readable
    from qnmine.corpus import Corpus
    from qnmine.output import Destination


# What tells of documents more than their files do, or which of them are left out.
_ADDED = ("metadata", "metadata_key", "path_columns", "deduplicate")


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
        inputs = (*inputs, corpus.metadata)
        read_files = [*read.inputs, *(Path(file) for file in inputs if file is not None)]
        named = read_files[len(read.inputs) :]
        recording.reads_all(read_files)
        folder = stack.enter_context(own_folder_for_parts(behaviour.resume))
        run = None if folder is None else str(folder.path.resolve())
        errors = _open_errors(stack, behaviour.errors, output, read_files, run)
        destination = stack.enter_context(
            open_destination(output.output, no_clobber=output.no_clobber, inputs=read_files, run=run)
        )
        destination.at_once = read.total_bytes is None  # standard input: nobody knows when more will come
        engine = choose_engine(behaviour, telling.tell, named)
        if folder is not None:
            of_rows = None if aggregate else chosen
            engine = resumed(engine, folder, read, named, of_rows, quiet=behaviour.quiet)
        run_of_command = Run(read, destination, chosen, output, corpus.keep, telling, engine)
        recording.counts_with(run_of_command, telling.failures)
        yield run_of_command
        if errors is not None:
            rows = ((error.name, error.reason, error.remedy) for error in telling.failures)
            write_table(Table(("name", "reason", "remedy"), rows), *errors, safe=output.safe_csv)


def _open_errors(
    stack: ExitStack, path: str | None, output: OutputOptions, inputs: Sequence[Path], run: str | None
) -> tuple[Destination, str] | None:
    """Open the file of `--errors`; return it with its format, which its name tells."""
    if path is None:
        return None
    if output.output is not None and same_target(path, output.output):
        raise UsageError("--errors and -o name the same file; give each its own")
    chosen = format_for(None, path, False, TABLE_FORMATS, "--errors")
    destination = open_destination(path, no_clobber=output.no_clobber, inputs=inputs, run=run)
    return stack.enter_context(destination), chosen


def open_documents(
    options: CorpusOptions,
    telling: Telling,
    also: Mapping[str, str] | None = None,
    *,
    keep_all: bool = False,
    optional: Sequence[str] = (),
) -> Corpus:
    """Open the documents that the options name, with the columns of `--keep`.

    `also` holds further columns that they are to carry, each with the option that asks for it; `keep_all`
    and `optional` are those of `open_corpus`.
    """
    from qnmine.corpus import open_corpus

    _check_meaning(options)
    corpus = open_corpus(
        options.paths,
        text=None if options.text is None else typed(options.text),
        files_from=options.files_from,
        format=options.format_in,
        text_columns=options.text_column,
        id_column=options.id_column,
        keep=(*options.keep, *(also or ())),
        keep_all=keep_all,
        optional=optional,
        metadata=options.metadata,
        metadata_key=options.metadata_key,
        path_columns=options.path_columns,
        deduplicate=options.deduplicate,
        asked_by=also,
        encoding=options.encoding,
        stdin=_stdin(),
        on_error=telling.fail,
        on_warning=telling.warn,
    )
    if not (options.keep or also or keep_all or optional):
        _warn_of_unused(options, telling)
    return corpus


def _check_meaning(options: CorpusOptions) -> None:
    """Raise `UsageError` for options of the command line that could change nothing here."""
    ctx = click.get_current_context(silent=True)
    given = {} if ctx is None else {name: ctx.params.get(name) for name in _ADDED if is_typed(name)}
    if "metadata_key" in given and ctx is not None and ctx.params.get("metadata") is None:
        key = shown(options.metadata_key)
        raise UsageError(f"--metadata-key {key}: no table is given; add --metadata FILE, or leave it out")
    if options.text is not None and (name := next((name for name in given if given[name]), None)):
        option = f"--{name.replace('_', '-')}"
        raise UsageError(f"{option} is for files, and a string (--text) is none; leave out {option}")


def _warn_of_unused(options: CorpusOptions, telling: Telling) -> None:
    """Warn of columns that the command line adds and that nothing is asked to show."""
    given = {"metadata": options.metadata, "path_columns": options.path_columns}
    for name in (name for name, value in given.items() if value and is_typed(name)):
        option = f"--{name.replace('_', '-')}"
        remedy = "name them with --keep, or with --by where there is one"
        telling.warn(f"{option} {given[name]}: none of its columns is asked for; {remedy}")


def is_typed(name: str) -> bool:
    """Tell whether an option was given on the command line, not by a settings file."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE


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
    for name in ("metadata", "path_columns", "deduplicate"):
        if getattr(options, name) and is_typed(name):
            reason = f"is for documents, and {columns[text]} reads saved tables"
            raise UsageError(f"--{name.replace('_', '-')} {reason}; use it when they are saved, with --keep")
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
