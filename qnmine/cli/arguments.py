"""What the arguments mean: which is a query and which are paths, and text as it was typed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unicodedata import normalize

from qnmine.corpus.naming import shown
from qnmine.corpus.walking import expand, is_pattern
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from qnmine.cli.options import CorpusOptions

_LONGEST = 60


def check_query_first(query: str, corpus: CorpusOptions) -> None:
    """Raise UsageError when the query is a path: it was forgotten, or stands after the path."""
    if corpus.text is not None or not _exists(query):
        return
    comes_first = f"QUERY comes first: '{shown(query, _LONGEST)}' is a path"
    if corpus.paths and not _is_input(corpus.paths[0]):
        raise UsageError(comes_first)
    if not corpus.paths and corpus.files_from is None:
        raise UsageError(f"{comes_first}; if it is what to look for, name the input too, - for a pipe")


def check_paths_only(corpus: CorpusOptions) -> None:
    """Raise UsageError for words among the paths of a command that takes queries as options."""
    for path in corpus.paths:
        looks_like_path = "." in path or "/" in path or os.sep in path or not path.strip()
        if not looks_like_path and not may_be_input(path):
            raise UsageError(
                f"{shown(path, _LONGEST)}: there is no such file or folder; to look for words use "
                "--query, to analyse the words themselves --text"
            )


def may_be_input(path: str) -> bool:
    """Tell whether a path may name an input; what a pattern finds is told later."""
    return path == "-" or is_pattern(path) or _exists(path)


def typed(text: str) -> str:
    """Return text of the command line as it was typed, also where the locale has no UTF-8."""
    escaped = any("\udc80" <= character <= "\udcff" for character in text)
    return os.fsencode(text).decode("utf-8", "replace") if escaped else text


def _is_input(path: str) -> bool:
    return may_be_input(path) if "\0" in path or not is_pattern(path) else bool(expand(path))


def _exists(path: str) -> bool:
    """Tell whether there is such a path, with its letters composed or decomposed."""
    forms = {path, normalize("NFC", path), normalize("NFD", path)}
    return any(os.path.exists(form) for form in forms)  # noqa: PTH110  # takes a name of any length
