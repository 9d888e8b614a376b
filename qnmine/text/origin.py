"""Where a text came from: format, encoding, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """What the text of a document was before it was a text; documents of one file may share one.

    `format` is a name that `--from` takes (`html`, `csv`). `encoding` is the codec of the bytes, empty for
    formats that have none of their own (XLSX, PDF) and for a string; `certainty` (0 to 1) is how sure it is
    where it was found out, None where it was named, is the default or stands in the file. `problems` says in
    a few words each what else was noticed (`mojibake`, `TCVN3 font`), for people.
    """

    format: str
    encoding: str = ""
    certainty: float | None = None
    problems: tuple[str, ...] = ()
