"""What repetitions come to: medians with their spread, ratios of pairs, fitted exponents."""

from __future__ import annotations

import math
import statistics
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Result = TypeVar("Result")


def spread(values: Iterable[float]) -> dict[str, float]:
    """Return the median, the lowest and the highest of values, to four significant digits."""
    known = list(values)
    figures = {"median": statistics.median(known), "low": min(known), "high": max(known)}
    return {name: significant(value) for name, value in figures.items()}


def significant(value: float, digits: int = 4) -> float:
    """Return a number to so many significant digits."""
    return float(f"{value:.{digits}g}")


def ratios(over: Sequence[float], under: Sequence[float]) -> dict[str, float]:
    """Return the spread of the ratios of pairs; each pair was measured one after the other."""
    return spread(a / b for a, b in zip(over, under, strict=True))


def fitted_exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Return b of seconds = a * size^b, by least squares on logarithms; ValueError for time not above 0."""
    logarithms = [math.log(size) for size in sizes], [math.log(time_) for time_ in seconds]
    return significant(statistics.linear_regression(*logarithms).slope)


def repeat(run: Callable[[], Result], times: int, seconds: float) -> list[Result]:
    """Return the results of at least one run and at most `times`, none begun after so many seconds."""
    begin = time.perf_counter()
    results = [run()]
    while len(results) < times and time.perf_counter() - begin < seconds:
        results.append(run())
    return results
