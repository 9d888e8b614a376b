"""Corpus statistics: pure functions and counters that merge."""

from qnmine.statistics.association import log_likelihood, npmi
from qnmine.statistics.frequency import Keyword, WordCounts, keywords

__all__ = ["Keyword", "WordCounts", "keywords", "log_likelihood", "npmi"]
