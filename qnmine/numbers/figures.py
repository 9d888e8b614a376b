"""Figures with their grouping and decimal sign: `1.234.567,89`, `1,234,567.89`, `8,94`, `1.234`."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

DecimalSign = Literal["comma", "point"]
"""The sign before decimals: the comma, as Vietnamese has it, or the point, as English has it."""

_SIGNS: dict[DecimalSign, tuple[str, str]] = {"comma": (",", "."), "point": (".", ",")}
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")


@lru_cache(maxsize=4096)
def read_figure(figure: str, decimal: DecimalSign = "comma") -> Fraction | None:
    """Return the value of a figure, or None for what is none, such as `25.06.2024` and `1.2.3`.

    `decimal` decides where the figure does not: `1.234` is 1234 with the comma, 1.234 with the point.
    """
    sign, group = _SIGNS[decimal]
    grouped = _GROUPED.fullmatch(figure)
    if grouped is not None:
        first = grouped[1]
        several = figure.count(first) > 1
        other = _other(first)
        # Nobody writes decimals that end in two zeros: `57,400` groups.
        zeros = first == "," and figure.endswith("00")
        if several or other in figure or first == group or zeros:
            return Fraction(figure.replace(first, "").replace(other, "."))
    if _PLAIN.fullmatch(figure):
        return Fraction(figure.replace(sign, ".").replace(group, "."))
    return None


def usual_decimal(figures: Iterable[str]) -> DecimalSign:
    """Return the decimal sign that most of the figures need that leave no doubt; the comma on a tie."""
    votes = {"comma": 0, "point": 0}
    for figure in figures:
        readings = {sign: read_figure(figure, sign) for sign in _SIGNS}
        if readings["comma"] is None or readings["comma"] != readings["point"]:
            continue
        last = max(figure.rfind("."), figure.rfind(","))
        if last < 0:
            continue
        # Both readings agree: either all signs group (1.234.567), or the last one is decimal (1.5, 1,234.5).
        groups = figure.count(figure[last]) > 1
        point = (figure[last] == ".") != groups
        votes["point" if point else "comma"] += 1
    return "point" if votes["point"] > votes["comma"] else "comma"


def _other(sign: str) -> str:
    return "," if sign == "." else "."
