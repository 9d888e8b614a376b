"""The rows of `qnmine numbers` and `qnmine dates`: what is asked for, converted and explained."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qnmine.cli.shaping import columns_of
from qnmine.cli.undated import UndatedDocuments
from qnmine.corpus.naming import shown
from qnmine.dates import Date, read_dates
from qnmine.expressions import Settings
from qnmine.numbers import Number, read_numbers
from qnmine.numbers.units import (
    convert,
    currency_symbols,
    currency_words,
    form_key,
    unit_symbols,
    unit_words,
)
from qnmine.rules.explain import explain
from qnmine.text.normalize import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qnmine.cli.options import DateOptions, NumberOptions
    from qnmine.expressions import Expression
    from qnmine.text.document import Document


@dataclass(frozen=True, slots=True)
class ExplainedNumber(Number):
    """A number with the rules that made its value."""

    rules: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class ExplainedDate(Date):
    """A date with the rules that made its value."""

    rules: str = field(kw_only=True)


class NumberReader:
    """Finds the numbers that the options ask for."""

    def __init__(self, options: NumberOptions) -> None:
        self.row_type: type[Any] = ExplainedNumber if options.explain else Number
        self._options = options
        self._settings = Settings(options.decimal, not options.no_diacritics)
        self._units: set[str] = set().union(*map(_names_of_unit, options.units))

    def __call__(self, documents: Sequence[Document]) -> list[list[Number]]:
        """Return the rows of each document."""
        return [list(self._rows(document)) for document in documents]

    def _rows(self, document: Document) -> Iterator[Number]:
        options = self._options
        found = read_numbers(document, settings=self._settings, identifiers=options.identifiers)
        for number, expression in found:
            if options.kinds and number.kind not in options.kinds:
                continue
            # `5-7 mẫu nước` are samples, `5-7 mẫu ruộng` land.
            is_measure = not getattr(expression.node.value, "counts", False)
            row = converted(number) if options.convert and is_measure else number
            if self._units and comparable(row.unit) not in self._units:
                continue
            yield ExplainedNumber(**_cells(row), rules=_rules(expression)) if options.explain else row

    def warnings(self, *, found: bool) -> list[str]:
        """Return a line about units that were asked for if no number was `found` that has them."""
        if found or not self._units:
            return []
        units = " ".join(f"--unit {shown(unit)}" for unit in self._options.units)
        return [f"{units}: no number has it; units are codes (VND), symbols (m²) or counted nouns"]


def _names_of_unit(given: str) -> set[str]:
    """Return how the column writes what a user may call a unit: VND for `đồng` and `vnd`, m² for `m2`."""
    key = form_key(given)
    units = [*unit_symbols().get(given, ()), *unit_words().get(key, ())]
    currencies = [
        *currency_symbols().get(given, ()),
        *currency_symbols().get(given.upper(), ()),
        *currency_words().get(key, ()),
    ]
    names = (given, *(unit.unit for unit in units), *(currency.code for currency in currencies))
    return {comparable(name) for name in names}


class DateReader:
    """Finds the dates that the options ask for, and notes documents without a reference day."""

    def __init__(self, options: DateOptions) -> None:
        self.row_type: type[Any] = ExplainedDate if options.explain else Date
        self._options = options
        self._settings = Settings(diacritics=not options.no_diacritics)
        self._undated = UndatedDocuments(options.date_column)
        self.take_notes, self.add_notes = self._undated.take_notes, self._undated.add_notes

    def __call__(self, documents: Sequence[Document]) -> list[list[Date]]:
        """Return the rows of each document."""
        found = [list(self._rows(document)) for document in documents]
        self._undated.check(documents)
        return found

    def warnings(self) -> list[str]:
        """Return a line about the documents without a reference day, none if there are none."""
        return self._undated.warnings()

    def _rows(self, document: Document) -> Iterator[Date]:
        options = self._options
        found = read_dates(
            document,
            reference=options.reference_date,
            date_column=options.date_column,
            infer_year=options.infer_year,
            vague=options.vague,
            settings=self._settings,
        )
        for date, expression in found:
            if not options.kinds or date.kind in options.kinds:
                yield ExplainedDate(**_cells(date), rules=_rules(expression)) if options.explain else date


def converted(number: Number) -> Number:
    """Return a number with its values in the base unit of its measure, as it is if it has none."""
    if number.kind not in ("measure", "range"):
        return number
    try:
        value, low, high = (
            _in_base_unit(one, number.unit) for one in (number.value, number.low, number.high)
        )
        unit = convert(0, number.unit)[1]
    except KeyError:  # a counted noun, a currency, a rate
        return number
    return replace(number, value=value, low=low, high=high, unit=unit)


def _in_base_unit(value: int | float | None, unit: str) -> int | float | None:
    if value is None:
        return None
    exact, _ = convert(value, unit)
    return int(exact) if exact.denominator == 1 else float(exact)


def _cells(row: Number | Date) -> dict[str, Any]:
    return {name: getattr(row, name) for name in columns_of(type(row))}


def _rules(expression: Expression) -> str:
    return " ".join(explain(expression.node, expression.tokens).split())
