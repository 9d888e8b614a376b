"""Lists of words that a user brings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qnmine.errors import UsageError
from qnmine.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMMENT = re.compile(r"(?:^|\s)#")


def numbered_entries(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the entries of a list with the numbers of their lines: one a line, normalised, `_` as a space.

    `#` at the beginning or after a space begins a comment. Raises UsageError when the file cannot be read as
    UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not valid UTF-8"
        raise UsageError(f"{path}: {reason}") from None
    for number, line in enumerate(normalize(text).text.splitlines(), 1):
        entry = " ".join(_COMMENT.split(line)[0].replace("_", " ").split())
        if entry:
            yield number, entry
