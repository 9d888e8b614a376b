"""What a number expression means, before it becomes a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fractions import Fraction

NumberKind = Literal[
    "cardinal", "ordinal", "percent", "money", "measure", "fraction", "ratio", "range", "identifier"
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: exact values, `low` and `high` for ranges only, `unit` as the contract has it.

    `counts` says that a counted noun may follow; it and the modifier are looked up once the reading of the
    sentence is settled. A `unit` of what counts is that noun, of anything else a unit of measure or money.
    """

    kind: NumberKind
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    unit: str = ""
    modifier: str = ""
    counts: bool = False


NAME = Quantity("identifier")
"""What names something and counts nothing."""
