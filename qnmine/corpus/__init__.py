"""The corpus loader: files, folders, pipes and tables to documents.

`open_corpus` checks a request and returns a `Corpus` that streams documents; `read` is the short form.
`open_rows` streams the rows of tables that are no documents.
"""

from qnmine.corpus.corpus import Corpus
from qnmine.corpus.loader import open_corpus, open_rows, read

__all__ = ["Corpus", "open_corpus", "open_rows", "read"]
