"""How a sentence is analysed, step by step: characters, syllables, words, entities, numbers, dates."""

from qnmine.explaining.explanation import STEPS, Evidence, ExplainedSentence, Explanation, Feature
from qnmine.explaining.sentences import MOST_SYLLABLES, explain

__all__ = [
    "MOST_SYLLABLES",
    "STEPS",
    "Evidence",
    "ExplainedSentence",
    "Explanation",
    "Feature",
    "explain",
]
