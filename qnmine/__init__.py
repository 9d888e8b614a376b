"""qnmine: words, entities, numbers, dates and keywords of Vietnamese text, with exact offsets.

>>> import qnmine
>>> for document in qnmine.read("seeds/"):
...     for mention in qnmine.entities(document):
...         print(mention.text, mention.type, mention.start, mention.end)

The names below are loaded when they are first used, so that ``import qnmine`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from qnmine.corpus import Corpus, open_corpus, read
    from qnmine.dates import Date, dates, dates_of
    from qnmine.entities import Entity, Mention, aggregate, entities, entities_of
    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import load_engine
    from qnmine.entities.places import Place, places_of
    from qnmine.errors import DocumentError, QnmineError, UsageError
    from qnmine.numbers import Number, numbers, numbers_of
    from qnmine.queries import Query
    from qnmine.statistics import Keyword, WordCounts, keywords
    from qnmine.statistics.concordance import ConcordanceLine, concordance
    from qnmine.text.document import Document, Sentence, sentences
    from qnmine.text.rewrite import rewrite
    from qnmine.words.tokens import Token, tokenize

_HOMES = {
    "qnmine.corpus": ("Corpus", "open_corpus", "read"),
    "qnmine.dates": ("Date", "dates", "dates_of"),
    "qnmine.entities": ("Entity", "Mention", "aggregate", "entities", "entities_of"),
    "qnmine.entities.corrections": ("Corrections",),
    "qnmine.entities.engines": ("load_engine",),
    "qnmine.entities.places": ("Place", "places_of"),
    "qnmine.errors": ("DocumentError", "QnmineError", "UsageError"),
    "qnmine.numbers": ("Number", "numbers", "numbers_of"),
    "qnmine.queries": ("Query",),
    "qnmine.statistics": ("Keyword", "WordCounts", "keywords"),
    "qnmine.statistics.concordance": ("ConcordanceLine", "concordance"),
    "qnmine.text.document": ("Document", "Sentence", "sentences"),
    "qnmine.text.rewrite": ("rewrite",),
    "qnmine.words.tokens": ("Token", "tokenize"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "ConcordanceLine",
    "Corpus",
    "Corrections",
    "Date",
    "Document",
    "DocumentError",
    "Entity",
    "Keyword",
    "Mention",
    "Number",
    "Place",
    "QnmineError",
    "Query",
    "Sentence",
    "Token",
    "UsageError",
    "WordCounts",
    "__version__",
    "aggregate",
    "concordance",
    "dates",
    "dates_of",
    "entities",
    "entities_of",
    "keywords",
    "load_engine",
    "numbers",
    "numbers_of",
    "open_corpus",
    "places_of",
    "read",
    "rewrite",
    "sentences",
    "tokenize",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'qnmine' has no attribute {name!r}")
    home = importlib.import_module(_HOME[name])
    # A room of the same name (qnmine.entities) is callable itself: see qnmine.callable_module.
    value = home if home.__name__ == f"{__name__}.{name}" else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
