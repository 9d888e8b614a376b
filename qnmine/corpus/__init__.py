"""The corpus loader: files, folders, pipes and tables to documents.

`open_corpus` checks a request and returns a `Corpus` that streams documents; `read` is the short form.
"""

from qnmine.corpus.corpus import Corpus
from qnmine.corpus.loader import open_corpus, read

__all__ = ["Corpus", "open_corpus", "read"]
