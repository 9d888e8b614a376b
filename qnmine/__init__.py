"""qnmine: words, entities, numbers, dates and keywords of Vietnamese text, with exact offsets.

>>> import qnmine
>>> for document in qnmine.read("seeds/001_8d7c8d55cc24d0bc.txt"):
...     for mention in qnmine.entities(document, types=["PER"]):
...         print(mention.start, mention.end, mention.text, mention.type, mention.name)
1978 1990 Phạm Văn Thể PER Phạm Văn Thể
2938 2941 Thể PER Phạm Văn Thể

The names below are loaded when they are first used, so that ``import qnmine`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from qnmine.corpus import Corpus, open_corpus, read
    from qnmine.data.lexicons import stopwords
    from qnmine.dates import Date, dates, dates_of
    from qnmine.encodings import Detection, convert_font, detect_encoding
    from qnmine.engines.frames import map_frame
    from qnmine.entities import Entity, Mention, aggregate, entities, entities_of
    from qnmine.entities.corrections import Corrections
    from qnmine.entities.engines import load_engine
    from qnmine.entities.network import Cooccurrences
    from qnmine.entities.places import Place, places_of
    from qnmine.errors import DocumentError, QnmineError, UsageError
    from qnmine.explaining import Explanation, explain
    from qnmine.layers import Mark, mark_documents
    from qnmine.notebook import MarkedDocuments, display
    from qnmine.numbers import Number, numbers, numbers_of
    from qnmine.queries import Query
    from qnmine.samples import sample_articles
    from qnmine.statistics import Keyword, WordCounts, keywords
    from qnmine.statistics.collocations import Collocation, CollocationCounts, collocations
    from qnmine.statistics.comparison import Comparison, compare
    from qnmine.statistics.concordance import ConcordanceLine, concordance
    from qnmine.statistics.keyword_table import KeyKeyword, ranked_terms
    from qnmine.statistics.ngram_table import Ngram, Ngrams
    from qnmine.statistics.occurrences import QueryOccurrences, WordOccurrences
    from qnmine.statistics.profile import Profile, ProfileCounts
    from qnmine.statistics.reference import Reference, general_reference
    from qnmine.statistics.spread import Dispersion, dispersions
    from qnmine.statistics.terms import PhraseTerms, TermCounts, WordTerms
    from qnmine.text.annotation import Annotation
    from qnmine.text.document import Document, Sentence, sentences
    from qnmine.text.origin import Origin
    from qnmine.text.rewrite import rewrite
    from qnmine.words.running import RunningWords, running_words
    from qnmine.words.segmenters import load_segmenter
    from qnmine.words.tokens import Token, tokenize

_HOMES = {
    "qnmine.corpus": ("Corpus", "open_corpus", "read"),
    "qnmine.data.lexicons": ("stopwords",),
    "qnmine.dates": ("Date", "dates", "dates_of"),
    "qnmine.encodings": ("Detection", "convert_font", "detect_encoding"),
    "qnmine.engines.frames": ("map_frame",),
    "qnmine.entities": ("Entity", "Mention", "aggregate", "entities", "entities_of"),
    "qnmine.entities.corrections": ("Corrections",),
    "qnmine.entities.engines": ("load_engine",),
    "qnmine.entities.network": ("Cooccurrences",),
    "qnmine.entities.places": ("Place", "places_of"),
    "qnmine.errors": ("DocumentError", "QnmineError", "UsageError"),
    "qnmine.explaining": ("Explanation", "explain"),
    "qnmine.layers": ("Mark", "mark_documents"),
    "qnmine.notebook": ("MarkedDocuments", "display"),
    "qnmine.numbers": ("Number", "numbers", "numbers_of"),
    "qnmine.queries": ("Query",),
    "qnmine.samples": ("sample_articles",),
    "qnmine.statistics": ("Keyword", "WordCounts", "keywords"),
    "qnmine.statistics.collocations": ("Collocation", "CollocationCounts", "collocations"),
    "qnmine.statistics.comparison": ("Comparison", "compare"),
    "qnmine.statistics.concordance": ("ConcordanceLine", "concordance"),
    "qnmine.statistics.keyword_table": ("KeyKeyword", "ranked_terms"),
    "qnmine.statistics.ngram_table": ("Ngram", "Ngrams"),
    "qnmine.statistics.occurrences": ("QueryOccurrences", "WordOccurrences"),
    "qnmine.statistics.profile": ("Profile", "ProfileCounts"),
    "qnmine.statistics.reference": ("Reference", "general_reference"),
    "qnmine.statistics.spread": ("Dispersion", "dispersions"),
    "qnmine.statistics.terms": ("PhraseTerms", "TermCounts", "WordTerms"),
    "qnmine.text.annotation": ("Annotation",),
    "qnmine.text.document": ("Document", "Sentence", "sentences"),
    "qnmine.text.origin": ("Origin",),
    "qnmine.text.rewrite": ("rewrite",),
    "qnmine.words.running": ("RunningWords", "running_words"),
    "qnmine.words.segmenters": ("load_segmenter",),
    "qnmine.words.tokens": ("Token", "tokenize"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Annotation",
    "Collocation",
    "CollocationCounts",
    "Comparison",
    "ConcordanceLine",
    "Cooccurrences",
    "Corpus",
    "Corrections",
    "Date",
    "Detection",
    "Dispersion",
    "Document",
    "DocumentError",
    "Entity",
    "Explanation",
    "KeyKeyword",
    "Keyword",
    "Mark",
    "MarkedDocuments",
    "Mention",
    "Ngram",
    "Ngrams",
    "Number",
    "Origin",
    "PhraseTerms",
    "Place",
    "Profile",
    "ProfileCounts",
    "QnmineError",
    "Query",
    "QueryOccurrences",
    "Reference",
    "RunningWords",
    "Sentence",
    "TermCounts",
    "Token",
    "UsageError",
    "WordCounts",
    "WordOccurrences",
    "WordTerms",
    "__version__",
    "aggregate",
    "collocations",
    "compare",
    "concordance",
    "convert_font",
    "dates",
    "dates_of",
    "detect_encoding",
    "dispersions",
    "display",
    "entities",
    "entities_of",
    "explain",
    "general_reference",
    "keywords",
    "load_engine",
    "load_segmenter",
    "map_frame",
    "mark_documents",
    "numbers",
    "numbers_of",
    "open_corpus",
    "places_of",
    "ranked_terms",
    "read",
    "rewrite",
    "running_words",
    "sample_articles",
    "sentences",
    "stopwords",
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
