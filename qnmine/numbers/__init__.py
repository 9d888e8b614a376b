"""Numbers with their values: `numbers(document)` yields counts, money, measures, percents and ranges."""

from qnmine.callable_module import make_callable
from qnmine.numbers.rows import Number, numbers, numbers_in, numbers_of, read_numbers

__all__ = ["Number", "numbers", "numbers_in", "numbers_of", "read_numbers"]

# `qnmine.numbers(document)` is the documented call, and this package is what the name is bound to.
make_callable(__name__, numbers)
