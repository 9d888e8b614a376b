"""The file of corrections: its lines checked, with the place of each for messages."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize as unicode_normal

from qnmine.entities.mentions import TYPES
from qnmine.errors import DocumentError, UsageError
from qnmine.evaluation.lines import STDIN, numbered_lines
from qnmine.evaluation.records import shown
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

ACTIONS = ("add", "drop", "retype", "rename", "merge")
COLUMNS = ("action", "text", "type", "name", "doc")

_DELIMITERS = (",", ";", "\t")
_NEEDS = {
    "add": ("text", "type"),
    "drop": (),  # a text or a name
    "retype": ("text", "type"),
    "rename": ("text", "name"),
    "merge": ("text", "name"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file: `text` and `name` in the form of `comparable`, `place` its file and line.

    An empty `doc` means every document; what `text`, `type` and `name` mean is told by the package.
    """

    action: str
    text: str
    type: str = ""
    name: str = ""
    doc: str = ""
    place: str = ""

    def __str__(self) -> str:
        named = shown(self.text or self.name)
        return f"{self.place}: {self.action} '{named}'" if self.place else f"{self.action} '{named}'"


def comparable_doc(doc: str) -> str:
    """Return the id of a document as it is compared: NFC, without white space around it."""
    return unicode_normal("NFC", doc.strip())


def read_corrections(path: str | os.PathLike[str]) -> list[Correction]:
    """Return the lines of a file of corrections, in order; lines without any cell are left out.

    Raises UsageError, naming file and line, for a file that cannot be read, a column that is missing, an
    action or a type that there is not, and a cell that an action needs.
    """
    name = Path(path).as_posix()
    if name == STDIN:
        raise UsageError("-: corrections are read from a file, standard input is for texts; name the file")
    try:
        return list(_corrections(name))
    except DocumentError as error:
        raise UsageError(str(error)) from None


def _corrections(name: str) -> Iterator[Correction]:
    places: dict[str, int] | None = None
    width = 0
    for number, cells in _records(name):
        place = f"{name}:{number}"
        if places is None:
            places, width = _places(cells, place), len(cells)
        elif any(cell.strip() for cell in cells):
            if any(cell.strip() for cell in cells[width:]):
                raise UsageError(
                    f"{place}: has {len(cells)} cells for {width} columns; quote cells with a separator"
                )
            padded = [*cells, *[""] * (width - len(cells))]
            yield _correction({column: padded[at] for column, at in places.items()}, place)
    if places is None:
        raise UsageError(f"{name}: is empty; its first line names the columns: {','.join(COLUMNS)}")


def _records(name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the first line and the cells of each record that is not blank."""
    lines = (line for _, line in numbered_lines(name, name))
    blank = 0
    for header in lines:
        if header.strip():
            break
        blank += 1
    else:
        return
    delimiter = max(_DELIMITERS, key=header.count)

    def unread() -> Iterator[str]:
        yield header
        yield from lines

    reader = csv.reader(unread(), delimiter=delimiter, strict=True)
    while True:
        first = blank + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UsageError(f"{name}:{first}: is not valid CSV ({error}); mend the quotes") from None
        if cells is None:
            return
        if cells:
            yield first, cells


def _places(header: list[str], place: str) -> dict[str, int]:
    """Return where each column stands."""
    names = [cell.strip().lower() for cell in header]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise UsageError(
            f"{place}: no column {', '.join(missing)} (there are: {shown(', '.join(names))}); "
            f"the first line of corrections is {','.join(COLUMNS)}"
        )
    for column in COLUMNS:
        if names.count(column) > 1:
            raise UsageError(f"{place}: {names.count(column)} columns '{column}'; rename all but one")
    return {column: names.index(column) for column in COLUMNS}


def _correction(cells: dict[str, str], place: str) -> Correction:
    """Check one line."""
    action, type_ = cells["action"].strip().lower(), cells["type"].strip().upper()
    if action not in ACTIONS:
        near = get_close_matches(action, ACTIONS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"write {', '.join(ACTIONS[:-1])} or {ACTIONS[-1]}"
        raise UsageError(f"{place}: there is no action '{shown(action)}'; {hint}")
    if type_ and type_ not in TYPES:
        raise UsageError(f"{place}: there is no type '{shown(type_)}'; write PER, ORG or LOC")
    correction = Correction(
        action,
        comparable(cells["text"]),
        type_,
        comparable(cells["name"]),
        comparable_doc(cells["doc"]),
        place,
    )
    for column in _NEEDS[action]:
        if not getattr(correction, column):
            raise UsageError(f"{place}: {action} needs a {column}; fill the column '{column}'")
    if not (correction.text or correction.name):
        raise UsageError(f"{place}: drop needs a text or a name; fill the column 'text' or 'name'")
    return correction
