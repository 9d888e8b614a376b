"""What the options of counting ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from qnmine.cli.options import CountOptions


def stop_words(options: CountOptions) -> frozenset[str]:
    """Return the words that are not shown, in lower case: the built-in ones and those of the user's files.

    Raises UsageError for a file that cannot be read as UTF-8.
    """
    from qnmine.data.lexicons import stopwords
    from qnmine.words.lists import numbered_entries

    excluded = set() if options.no_stopwords else set(stopwords())
    try:
        for file in options.stopword_files:
            excluded |= {entry.lower() for _, entry in numbered_entries(Path(file))}
    except UsageError as error:
        raise UsageError(f"--stopwords {error}") from None
    return frozenset(excluded)


def check_tags(options: CountOptions) -> None:
    """Raise UsageError for a part of speech that there is not."""
    if not options.pos:
        return
    from qnmine.words.pos import TAGS

    for tag in options.pos:
        if tag not in TAGS:
            raise UsageError(f"--pos {tag}: no such part of speech; choose from {', '.join(TAGS)}")
