"""Tables written into memory, for the tests of all writers."""

from __future__ import annotations

import io
import shlex
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from qnmine.output import Destination, Table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Terminal(io.BytesIO):
    """Bytes that claim to be shown to a person."""

    def isatty(self) -> bool:
        return True


def written(table: Table, format: str, *, terminal: bool = False, **options: Any) -> bytes:  # noqa: A002
    """Write the table and return the bytes."""
    stream = Terminal() if terminal else io.BytesIO()
    count = write_table(table, Destination(stream, "memory", live=terminal), format, **options)
    assert isinstance(count, int)
    return stream.getvalue()


def table(columns: str, *rows: Sequence[object]) -> Table:
    """A table from a line of column names and rows."""
    return Table(tuple(columns.split()), [tuple(row) for row in rows])


def texts(columns: str, rows: Iterable[tuple[object, ...]]) -> Table:
    """The same, with every column known to be text."""
    names = tuple(columns.split())
    return Table(names, rows, (str,) * len(names))


def run(
    code: str, *, shell: str = "{python} -c {code}", **options: object
) -> subprocess.CompletedProcess[bytes]:
    """Run code in a fresh Python; `shell` may redirect its streams."""
    command = shell.format(python=shlex.quote(sys.executable), code=shlex.quote(textwrap.dedent(code)))
    return subprocess.run(command, shell=True, capture_output=True, timeout=30, check=False, **options)  # type: ignore[call-overload, no-any-return]
