"""Dates: `dates(document)` yields the time expressions of a text with their values, days and modifiers."""

from qnmine.callable_module import make_callable
from qnmine.dates.rows import Date, dates, dates_in, dates_of, day_of_document, read_dates

__all__ = ["Date", "dates", "dates_in", "dates_of", "day_of_document", "read_dates"]

# `qnmine.dates(document)` is the documented call, and this package is what the name is bound to.
make_callable(__name__, dates)
