"""Files that are one document, which has to be taken out of them: pages, word processing, subtitles."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from qnmine.corpus.days import day_of
from qnmine.corpus.naming import shown
from qnmine.errors import DocumentError
from qnmine.text.document import Document

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping, Sequence

    from qnmine.text.origin import Origin

LARGEST = 1 << 28
"""The most bytes that such a file may have: it is read whole, and what is made of it is larger."""

UNEXPECTED = "cannot be read for a reason that nobody foresaw"

_MODULES = {
    "html": "html",
    "docx": "docx",
    "pdf": "pdf",
    "srt": "subtitles",
    "vtt": "subtitles",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What was taken out of a file: its text, where it came from, and the metadata that the file has."""

    text: str
    origin: Origin
    meta: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)


class _Reader(Protocol):
    """A module that reads a format."""

    def read(self, name: str, data: bytes, encoding: str, format: str) -> Content:  # noqa: A002
        """Return the content of a file; raises `DocumentError(name, …)` for whatever is wrong with it."""


def read_content(
    name: str,
    stream: io.BufferedReader,
    encoding: str,
    format: str,  # noqa: A002 -- the name of the option
    kept: Sequence[str],
) -> Iterator[Document]:
    """Yield the one document of a file, with the metadata asked for; raises `DocumentError`."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DocumentError(
            shown(name), f"is larger than {LARGEST >> 20} MiB", "save it as text, or in parts"
        )
    reader = cast("_Reader", import_module(f"qnmine.corpus.readers.{_MODULES[format]}"))
    try:
        content = reader.read(shown(name), data, encoding, format)
    except DocumentError:
        raise
    except Exception as error:  # of the library that reads the format: it must not end the run
        reason = f"{UNEXPECTED} ({type(error).__name__} in the reader of {format})"
        raise DocumentError(shown(name), reason, "save it as text") from error
    yield Document(name, content.text, {key: content.meta.get(key) for key in kept}, content.origin)


def iso_day(written: str) -> str | None:
    """Return the day of a date as files have it, as ``2024-06-25``; None if it does not tell one."""
    day = day_of(written)
    return (day.period("day") or None) if day else None
