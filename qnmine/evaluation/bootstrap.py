"""Confidence intervals of F1 by resampling documents.

Percentile bootstrap (Efron & Tibshirani 1993, ch. 13) over documents, because the mentions of one document
depend on each other (Berg-Kirkpatrick, Burkett & Klein 2012 for its use with F1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qnmine.evaluation.metrics import CountsByType

    Interval = tuple[float | None, float | None]

_BLOCK = 2_000_000  # drawn documents held at a time
_BOUNDS = (2.5, 97.5)


def f1_intervals(
    documents: Sequence[CountsByType], types: Sequence[str], *, resamples: int, seed: int
) -> tuple[list[Interval], Interval, Interval]:
    """Return the 95% intervals of F1 of each type, of the micro and of the macro average.

    `documents` holds the counts of each document; as many are drawn with replacement, `resamples` times.
    The same seed draws the same documents, so systems are compared on equal samples. Resamples without
    any span of a type leave it out; a bound is None when all of them do.
    """
    import numpy as np

    table = np.zeros((len(documents), len(types), 2))  # 2 x correct, gold + predicted
    column = {label: place for place, label in enumerate(types)}
    for row, counts in enumerate(documents):
        for label, one in counts.items():
            table[row, column[label]] = 2 * one.correct, one.gold + one.predicted
    sums = _resampled_sums(table.reshape(len(documents), -1), resamples, seed).reshape(resamples, -1, 2)
    by_type = _ratio(sums)
    held = ~np.isnan(by_type)
    macro = _ratio(np.stack([np.where(held, by_type, 0.0).sum(axis=1), held.sum(axis=1)], axis=-1))
    return [_interval(one) for one in by_type.T], _interval(_ratio(sums.sum(axis=1))), _interval(macro)


def _resampled_sums(table: NDArray[np.float64], resamples: int, seed: int) -> NDArray[np.float64]:
    """Return the column sums of `resamples` samples of the rows, drawn with replacement.

    RandomState's stream is frozen by NumPy's policy (NEP 19), so that every version draws the same rows;
    the sums are of whole numbers below 2^53, so that floats add them exactly in any order.
    """
    import numpy as np

    random, size = np.random.RandomState(seed), len(table)
    sums = np.zeros((resamples, table.shape[1]))
    step = max(1, _BLOCK // max(size, 1))
    for first in range(0, resamples if size else 0, step):
        rows = min(step, resamples - first)
        drawn = random.randint(0, size, size=(rows, size), dtype=np.int64)
        drawn += np.arange(rows)[:, None] * size
        times = np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size)
        sums[first : first + rows] = times @ table
    return sums


def _ratio(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide the first by the second of the last axis, NaN where the second is 0."""
    import numpy as np

    ratios = np.full(parts.shape[:-1], np.nan)
    np.divide(parts[..., 0], parts[..., 1], out=ratios, where=parts[..., 1] > 0)
    return ratios


def _interval(values: NDArray[np.float64]) -> Interval:
    """Return the 2.5% and 97.5% points of the values that are defined."""
    import numpy as np

    defined = values[~np.isnan(values)]
    if not len(defined):
        return None, None
    low, high = np.percentile(defined, _BOUNDS)
    return float(low), float(high)
