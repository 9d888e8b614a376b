"""The corpus: documents streamed from files, pipes and tables, with their errors kept apart."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.corpus.archives.limits import DamagedError, Meter
from qnmine.corpus.duplicates import IdCheck
from qnmine.corpus.formats import BINARY, METADATA, TABLES
from qnmine.corpus.naming import shown
from qnmine.corpus.readers.delimited import read_delimited
from qnmine.corpus.readers.jsonl import read_jsonl
from qnmine.corpus.readers.plain import read_lines, read_text
from qnmine.corpus.rows import RowDocuments
from qnmine.corpus.sources import STDIN
from qnmine.corpus.walking import Skipped
from qnmine.errors import DocumentError
from qnmine.text.document import Document

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Generator, Iterator, Sequence

    from qnmine.corpus.rows import Columns
    from qnmine.corpus.sources import Source
    from qnmine.corpus.stages.stage import Stage

    Items = Iterator[Document | DocumentError]

# A file of which so many rows in a row fail is not what it is taken for; the rest would only repeat it.
_MOST_FAILURES = 100

# What a text that nobody called a text may be instead. JSON is an object, or an array of objects, arrays or
# strings; `[Hà Nội] …` and `[2024-06-25 …]` are none.
_OTHER = re.compile(
    r'[\ufeff\s]*(?:(?P<json>\{\s*["}]|\[\s*[\[{"\]])|(?P<conllu>(?:#[^\n]*\n)*+1(?:-\d+)?(?:\t[^\t\n]+){9}\n)'
    r"|(?P<html>(?i:(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html[\s>])))"
    r"|(?P<vtt>WEBVTT(?:[ \t][^\n]*)?\r?\n)|(?P<srt>\d+[ \t]*\r?\n(?:\d\d:){2}\d\d,\d{3} -->))"
)
_OTHERS = {
    "json": "JSON",
    "conllu": "CoNLL-U",
    "html": "a web page",
    "vtt": "subtitles",
    "srt": "subtitles",
}

# So many files are warned of on a line each; the others are counted.
_TOLD_ONE_BY_ONE = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: the columns of tables, the encoding, and who is told of errors and warnings.

    `format` is the one that was named, which also holds for members of archives. `stages` makes the stages
    that documents go through, anew for each reading. `files` are read besides the sources.
    """

    columns: Columns
    encoding: str
    on_error: Callable[[DocumentError], None] | None
    warn: Callable[[str], object]
    format: str | None = None
    stages: Callable[[], Sequence[Stage]] = tuple
    files: tuple[Path, ...] = field(default=())


class Corpus:
    """The documents that a run is about; iterating streams them in order.

    Files are read anew at each iteration, pipes and standard input can be read once. Errors of documents go
    to the function given for them, or are raised as `DocumentError` where none was given.

    `inputs` are the files that will be read; `total_bytes` is their size on disk, None when a pipe is among
    them; `bytes_read` is how much of that the latest iteration has consumed. `columns` are those that each
    document carries as its metadata.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        reading: Reading,
        text: str | None = None,
        columns: Sequence[str] | None = None,
    ) -> None:
        self._sources = tuple(sources)
        self._reading = reading
        self._text = text
        self.columns = tuple(reading.columns.kept if columns is None else columns)
        self.inputs = (*(Path(source.path) for source in sources if source.path is not None), *reading.files)
        sizes = [source.size for source in sources]
        self.total_bytes: int | None = None if None in sizes else sum(size or 0 for size in sizes)
        self.bytes_read = 0
        self._told_of_data = self._told_of_rewritten = False
        self._read_now: Source | None = None
        self._skipped = Skipped("archives")
        self._changed: list[str] = []
        self._with_absent = 0

    def __iter__(self) -> Iterator[Document]:
        """Stream the documents."""
        stages = self._reading.stages()
        for document, source in self._documents_read():
            taken: Document | None = document
            for stage in stages:
                taken = None if taken is None else stage.take(taken, source)
            if taken is not None:
                yield taken
        for stage in stages:
            stage.finish()

    def _documents_read(self) -> Iterator[tuple[Document, Source | None]]:
        """Stream the documents as their readers make them, with their sources."""
        if self._text is not None:
            yield Document("text", self._text), None
            return
        self._told_of_data = self._told_of_rewritten = False
        ids = IdCheck(self._reading.warn)
        self._skipped, self._changed = Skipped("archives"), []
        self._with_absent = done = 0
        if self.total_bytes is not None:
            self.bytes_read = 0
        for source in self._sources:
            with closing(_until_hopeless(source, self._read(source, ids))) as items:
                for item in items:
                    if isinstance(item, Document):
                        yield item, self._read_now
                    else:
                        self._fail(item)
            if self.total_bytes is not None and source.size is not None:
                done += source.size
                self.bytes_read = done
        ids.finish()
        self._tell_of_files()

    def _tell_of_files(self) -> None:
        """Warn, on a line each, of what was left out in archives and of files that changed."""
        if (more := self._with_absent - _TOLD_ONE_BY_ONE) > 0:
            self._reading.warn(f"{more} more file{' has' if more == 1 else 's have'} rows without a text")
        if str(self._skipped):
            self._reading.warn(str(self._skipped))
        if self._changed:
            several = len(self._changed) > 1
            which = f"{len(self._changed)} files" if several else self._changed[0]
            example = f", for example {self._changed[0]}" if several else ""
            remedy = "run again when nothing writes there"
            self._reading.warn(f"{which} changed while being read{example}; {remedy}")

    def count(self, size: int) -> None:
        """Note that so many bytes were consumed."""
        self.bytes_read += size

    def _fail(self, error: DocumentError) -> None:
        if self._reading.on_error is None:
            raise error
        self._reading.on_error(error)

    def _no_columns(self) -> dict[str, object]:
        return dict.fromkeys(self._reading.columns.kept)

    def _read(self, source: Source, ids: IdCheck) -> Items:
        """Yield what the source holds; what stops it is the last thing yielded."""
        self._read_now = source
        name = shown(source.name)
        if source.failure:
            yield DocumentError(name, source.failure, source.remedy)
            return
        try:
            with source.open(self.count) as stream:
                if source.archive is None:
                    yield from self._documents(source, stream, ids)
                else:
                    yield from self._members(source, stream, ids)
        except DocumentError as error:
            yield error
        except DamagedError as error:
            yield DocumentError(name, error.reason, error.remedy)
        except OSError as error:
            yield DocumentError(name, f"cannot be read ({error.strerror or error})")
        if source.changed:
            self._changed.append(name)

    def _members(self, archive: Source, stream: io.BufferedReader, ids: IdCheck) -> Items:
        """Yield what the members of an archive hold."""
        from qnmine.corpus.archives.members import members

        before = self.bytes_read
        meter = Meter(lambda: max(archive.size or 0, self.bytes_read - before))
        for member in members(archive, stream, self._reading.format, self.count, self._skipped, meter):
            if isinstance(member, DocumentError):
                yield member
            else:
                with closing(_until_hopeless(member, self._read(member, ids))) as items:
                    yield from items

    def _documents(self, source: Source, stream: io.BufferedReader, ids: IdCheck) -> Items:
        columns, encoding = self._reading.columns, self._reading.encoding
        if source.format == "text":
            return self._text_of(source, stream)
        if source.format == "lines":
            return read_lines(source.name, stream, encoding, self._no_columns())
        if source.format in METADATA:
            from qnmine.corpus.readers.content import read_content

            return read_content(source.name, stream, encoding, source.format, columns.kept)
        if source.format == "conllu":
            from qnmine.corpus.readers.conllu import read_conllu

            return read_conllu(source.name, stream, encoding, columns.kept, ids, self._tell_of_rewritten)
        rows = RowDocuments(source.name, columns, ids, self._tell_of_rows)
        if source.format in BINARY:
            return self._binary(source, stream, rows)
        if source.format == "jsonl":
            return read_jsonl(rows, stream, columns, encoding)
        if source.format == "json":
            from qnmine.corpus.readers.json_array import read_json

            return read_json(rows, stream, columns, encoding)
        return read_delimited(rows, stream, columns, encoding, tabs=source.format == "tsv")

    def _tell_of_rows(self, message: str) -> None:
        """Warn of rows without a text; of many such tables only of the first ones."""
        self._with_absent += 1
        if self._with_absent <= _TOLD_ONE_BY_ONE:
            self._reading.warn(message)

    def _tell_of_rewritten(self, message: str) -> None:
        """Warn of the first file of a run whose texts are put together anew."""
        if not self._told_of_rewritten:
            self._told_of_rewritten = True
            self._reading.warn(message)

    def _text_of(self, source: Source, stream: io.BufferedReader) -> Items:
        """Read one text; the first of a run that nothing called text and that looks like data is told."""
        for document in read_text(source.name, stream, self._reading.encoding, self._no_columns()):
            if source.guessed and not self._told_of_data and (found := _OTHER.match(document.text)):
                self._told_of_data = True
                name = "standard input" if source.name == STDIN else shown(source.name)
                kind = str(found.lastgroup)
                looks = f"{name} looks like {_OTHERS[kind]} and is read as plain text"
                self._reading.warn(f"{looks}; use --from {kind}")
            yield document

    def _binary(self, source: Source, stream: io.BufferedReader, rows: RowDocuments) -> Items:
        """Read a format that needs a file: the one on disk, or a temporary copy of a stream."""
        from qnmine.corpus.readers.columnar import CountedFile, read_parquet, read_xlsx, spool

        direct = source.path is not None and not source.once and source.compression is None
        read = read_parquet if source.format == "parquet" else read_xlsx
        with CountedFile(source.path or "", self.count) if direct else spool(stream) as file:
            yield from read(rows, file, self._reading.columns)


def _until_hopeless(source: Source, items: Items) -> Generator[Document | DocumentError, None, None]:
    """Yield the items up to a long run of errors, which ends the source with an error of its own."""
    failures = 0
    by_row = source.archive is None and (source.format in TABLES or source.format == "lines")
    for item in items:
        yield item
        failures = 0 if isinstance(item, Document) else failures + 1
        if by_row and failures == _MOST_FAILURES:
            reason = f"is given up after {failures} rows in a row that failed"
            yield DocumentError(shown(source.name), reason, "check --from and --encoding")
            return
