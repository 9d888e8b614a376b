"""Entities, words and tags scored against a gold, agreement of annotators, and the differences to read."""

from qnmine.evaluation.agreement import Agreement, agreement
from qnmine.evaluation.differences import Difference, difference_columns, differences
from qnmine.evaluation.predictions import align, read_predictions
from qnmine.evaluation.records import Span, SpanRecord
from qnmine.evaluation.scores import Score, compare, side_by_side
from qnmine.evaluation.segmented import read_words
from qnmine.evaluation.spans import read_records
from qnmine.evaluation.word_differences import word_differences
from qnmine.evaluation.word_predictions import read_word_predictions

__all__ = [
    "Agreement",
    "Difference",
    "Score",
    "Span",
    "SpanRecord",
    "agreement",
    "align",
    "compare",
    "difference_columns",
    "differences",
    "read_predictions",
    "read_records",
    "read_word_predictions",
    "read_words",
    "side_by_side",
    "word_differences",
]
