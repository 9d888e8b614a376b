"""Names of documents: portable ids from file paths, and names that are safe to show in a message."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SURROGATE = re.compile("[\ud800-\udfff]")
# Control and bidirectional characters would break the line of a message or change how it reads.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(name: str, longest: int | None = None) -> str:
    """Return a name as one line that is safe to print: controls escaped, cut at `longest` characters."""
    visible = _UNSHOWN.sub(_escaped, name)
    return visible if longest is None or len(visible) <= longest else f"{visible[: longest - 1]}…"


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return character.encode("unicode_escape").decode("ascii")


def encodable(name: str) -> str:
    """Return the name with each lone surrogate (an undecodable byte of a file name) as U+FFFD."""
    return name if name.isascii() else _SURROGATE.sub("\ufffd", name)


def absolute(path: str) -> str:
    """Return the absolute path without `.` and `..`, links unresolved."""
    return os.path.abspath(path)  # noqa: PTH100 -- Path.absolute() keeps `..`, resolve() follows links


def is_folder(path: str) -> bool:
    """Tell whether a path leads to a folder that may be looked at; unlike `Path.is_dir`, it never fails."""
    return os.path.isdir(path)  # noqa: PTH112


def id_base(paths: Sequence[str]) -> str:
    """Return the folder that ids are relative to: a lone folder itself, else the common parent.

    `paths` are the arguments. Returns an empty string when they have no common parent (two drives).
    """
    distinct = list(dict.fromkeys(absolute(path) for path in paths))
    if len(distinct) == 1 and is_folder(distinct[0]):
        return distinct[0]
    try:
        return os.path.commonpath([os.path.dirname(path) for path in distinct])  # noqa: PTH120 -- plain text
    except ValueError:
        return ""


def document_id(path: str, base: str) -> str:
    """Return the id of a file: its NFC path relative to `base`, with `/`, always encodable in UTF-8."""
    full = absolute(path)
    if base and os.path.normcase(full).startswith(os.path.normcase(base)):  # C: and c: on Windows
        full = full[len(base) :].lstrip(os.sep)
    name = unicodedata.normalize("NFC", encodable(full or Path(path).name))
    return name.replace(os.sep, "/") if os.sep != "/" else name
