"""What the options of counting ask for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection

    from qnmine.cli.options import CorpusOptions, CountOptions
    from qnmine.cli.run import Run

_CONLLU = re.compile(r"(?i)\.conllu(?:\.|$)")


def stop_words(options: CountOptions) -> Collection[str]:
    """Return the words that are not shown, in lower case: the built-in ones and those of the user's files.

    With `--fold-stopwords` these are `FoldedWords`. Raises UsageError for a file that cannot be read.
    """
    from qnmine.data.lexicons import stopwords
    from qnmine.words.lists import FoldedWords, bare, numbered_entries

    excluded = set() if options.no_stopwords else set(stopwords())
    typed_bare: set[str] = set()
    try:
        for file in options.stopword_files:
            own = {entry.lower() for _, entry in numbered_entries(Path(file))}
            excluded |= own
            if all(bare(word) == word for word in own):
                typed_bare |= own
    except UsageError as error:
        raise UsageError(f"--stopwords {error}") from None
    return FoldedWords(excluded, typed_bare) if options.fold_stopwords else frozenset(excluded)


def check_tags(options: CountOptions, corpus: CorpusOptions) -> None:
    """Raise UsageError for a part of speech that there is not; CoNLL-U may have any."""
    if not options.pos or corpus.format_in == "conllu" or any(map(_CONLLU.search, corpus.paths)):
        return
    from qnmine.words.pos import TAGS

    for tag in options.pos:
        if tag not in TAGS:
            choice = f"choose from {', '.join(TAGS)}; a corpus of CoNLL-U has its own: --from conllu"
            raise UsageError(f"--pos {tag}: no such part of speech; {choice}")


def without_rows(options: CountOptions, run: Run) -> list[str]:
    """Return a line about a table that is empty where parts of speech were asked for, else none.

    The words of CoNLL-U have those of the file, which may be others.
    """
    if not options.pos or run.rows or not run.documents_done:
        return []
    tags = ",".join(options.pos)
    return [f"--pos {tags}: nothing is counted; qnmine tokenize --pos --upos shows the tags that words have"]
