"""Tables of mentions that were written before, read back row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qnmine.corpus.naming import shown
from qnmine.entities.mentions import TYPES, Mention
from qnmine.errors import DocumentError
from qnmine.output.values import cell_text
from qnmine.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    _Place = tuple[str, int, int, str]

COLUMNS = ("text", "doc", "start", "end", "type", "name")
"""What a table of mentions must have; `sentence` and `score` are read where a row is to hold them."""
OPTIONAL = ("depth",)
"""What tells, in tables that have it, the names inside names from the others."""


class SavedMentions:
    """The mentions in the rows of tables; one that comes twice is given once.

    Two are the same if document, offsets and type are, whatever else their rows say: the first one counts.
    `kept` are the columns that documents carry along.
    """

    def __init__(self, kept: Iterable[str] = ()) -> None:
        self._kept = tuple(kept)
        self._seen: set[int] = set()  # of hashes: 10 million mentions take 700 MB
        self._repeated = 0
        self._example = ""

    def documents(
        self, rows: Iterable[Document], on_error: Callable[[DocumentError], object]
    ) -> Iterator[tuple[Document, list[Mention]]]:
        """Yield runs of rows that share document and kept columns, as documents without a text.

        A document whose rows are not together comes several times. Rows that are no mentions go to
        `on_error`.
        """
        document: Document | None = None
        mentions: list[Mention] = []
        last: _Place | None = None
        for row in rows:
            try:
                mention = mention_of(row)
            except DocumentError as error:
                on_error(error)
                continue
            before, last = last, (mention.doc, mention.start, mention.end, mention.type)
            if last == before or not self._is_new(last, row):  # the successors of a place follow each other
                continue
            meta = {name: row.meta.get(name) for name in self._kept}
            if document is None or document.id != mention.doc or document.meta != meta:
                if document is not None:
                    yield document, mentions
                document, mentions = Document(mention.doc, "", meta), []
            mentions.append(mention)
        if document is not None:
            yield document, mentions

    def warnings(self) -> list[str]:
        """Return a line about mentions that came twice, none if there were none."""
        if not self._repeated:
            return []
        mentions = "1 mention stands" if self._repeated == 1 else f"{self._repeated} mentions stand"
        return [f"{mentions} in the tables more than once and count once, for example {self._example}"]

    def _is_new(self, place: _Place, row: Document) -> bool:
        number = hash(place)
        if number not in self._seen:
            self._seen.add(number)
            return True
        self._repeated += 1
        if not self._example:
            doc, start, end, type_ = place
            self._example = f"{shown(doc)} {start}-{end} {type_} at {shown(row.id)}"
        return False


def mention_of(row: Document) -> Mention:
    """Return the mention in a row of a table: the cell of `text` as its text, the others as its metadata.

    Raises DocumentError when the row holds none.
    """
    cell = row.meta.get
    doc, type_, name = cell_text(cell("doc")), cell_text(cell("type")), cell_text(cell("name"))
    if not doc:
        raise _fault(row, "has no 'doc'", "a table of mentions has a document in every row")
    if type_ not in TYPES:
        raise _fault(row, f"'type' is {shown(type_) or 'empty'}", f"it is one of {', '.join(TYPES)}")
    start, end = _number(row, "start"), _number(row, "end")
    if start is None or end is None or not 0 <= start < end:
        raise _fault(row, "'start' and 'end' are no span", "start counts from 0 and end is greater")
    return Mention(
        doc,
        _number(row, "sentence") or 0,
        start,
        end,
        row.text,
        type_,
        name or " ".join(row.text.split()),
        _score(row),
        _number(row, "depth") or 0,
    )


def _number(row: Document, column: str) -> int | None:
    cell = row.meta.get(column)
    if cell is None or cell == "":
        return None
    try:
        return int(cell_text(cell).removesuffix(".0"))  # a program may have made a decimal of it
    except ValueError:
        raise _fault(row, f"{column!r} is {shown(cell_text(cell))}, no whole number") from None


def _score(row: Document) -> float | None:
    cell = row.meta.get("score")
    if cell is None or cell == "":
        return None
    try:
        return float(cell_text(cell))
    except ValueError:
        raise _fault(row, f"'score' is {shown(cell_text(cell))}, no number") from None


def _fault(row: Document, reason: str, remedy: str = "") -> DocumentError:
    return DocumentError(shown(row.id), reason, remedy)
