"""Phrases that a text could be indexed by: which sequences of words may be one, and how they rank."""

from qnmine.phrases.candidates import candidates
from qnmine.phrases.ranking import Phrase, ranked_phrases

__all__ = ["Phrase", "candidates", "ranked_phrases"]
