"""Numbers and dates read together: no stretch of a text is in both, what a date covers is no number."""

from qnmine.expressions.reading import Expression, Settings, expressions_by_sentence, expressions_of

__all__ = ["Expression", "Settings", "expressions_by_sentence", "expressions_of"]
