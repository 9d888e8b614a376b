"""What commands that read two corpora by the same options ask about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qnmine.corpus.loader import DEFAULT_TEXT

if TYPE_CHECKING:
    from qnmine.cli.options import CorpusOptions


def reads_stdin(corpus: CorpusOptions) -> bool:
    """Tell whether a corpus comes from standard input."""
    if corpus.text is not None:
        return False
    return "-" in corpus.paths or corpus.files_from == "-" or not (corpus.paths or corpus.files_from)


def has_tables(corpus: CorpusOptions) -> bool:
    """Tell whether a corpus may have a table, whose columns the options name."""
    from qnmine.corpus.formats import TABLES
    from qnmine.corpus.sources import find_sources

    if corpus.text is not None:
        return False
    if corpus.format_in is not None:
        return corpus.format_in in TABLES
    if corpus.files_from is not None:
        return True
    paths = [path for path in corpus.paths if path != "-"]  # which is text unless its format is named
    sources = find_sources(paths, None, None, None, lambda _: None) if paths else []
    return any(source.format in TABLES for source in sources)


def without_columns(corpus: CorpusOptions) -> CorpusOptions:
    """Return the options of a corpus without those for columns, which it has none of."""
    return replace(corpus, text_column=DEFAULT_TEXT, id_column=None)


def without_joined(corpus: CorpusOptions) -> CorpusOptions:
    """Return the options of a corpus whose documents need no columns without those that bring some."""
    return replace(corpus, metadata=None, path_columns="")
