"""Precision by hand: a sample of rows that a person has marked as right or wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass, fields
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING
from unicodedata import normalize

from qnmine.errors import DocumentError, UsageError
from qnmine.evaluation.records import shown
from qnmine.output import Table

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from qnmine.corpus import Corpus

COLUMN = "correct"
WHOLE = "all"

_RIGHT = frozenset(["1", "true", "t", "yes", "y", "đúng", "dung", "đ", "có", "✓", "✔", "☑"])
_WRONG = frozenset(["0", "false", "f", "no", "n", "sai", "s", "không", "khong", "✗", "✘", "☒"])
_REMEDY = "write 1 (right) or 0 (wrong), or leave it empty (not judged)"


@dataclass(frozen=True, slots=True)
class Judged:
    """How many of the judged rows of a type are right.

    `type` is a value of the column `type`, or `all`. `precision` is `correct / judged`; `low` and `high`
    bound its 95% interval (see `wilson_interval`); all three are shares of 1, None where no row was judged.
    `unjudged` rows have an empty cell and count for nothing else.
    """

    type: str
    judged: int
    correct: int
    precision: float | None
    low: float | None
    high: float | None
    unjudged: int


def judged_table(path: str | os.PathLike[str]) -> Table:
    """Return precision by type of a table of rows in whose column `correct` a person wrote a judgement.

    The table is CSV, TSV, JSON lines, Parquet or XLSX, with the columns `type` and `correct`, as
    `qnmine entities --mentions --sample N -o FILE` writes it and a person adds the column `correct`: `1 true
    yes y đúng đ có ✓` is right, `0 false no n sai s không ✗` is wrong (in any case), an empty cell is not
    judged.
    Rows are those of `Judged`, by type in code point order, then `all`. The interval holds for the rows from
    which a uniform sample was drawn.
    Raises UsageError for a file that is no such table, a value that is no judgement (with its row), and a
    table without a judgement.
    """
    rows = judged_rows(_judgements(path))
    if not rows[-1].judged:
        raise UsageError(
            f"{Path(path).as_posix()}: no row has a judgement in the column '{COLUMN}'; {_REMEDY}"
        )
    return Table(
        tuple(field.name for field in fields(Judged)),
        [astuple(row) for row in rows],
        (str, int, int, float, float, float, int),
    )


def judged_rows(judgements: Mapping[tuple[str, bool | None], int]) -> list[Judged]:
    """Return the rows for counts of (type, right or wrong or None), by type, then `all`."""
    types = sorted({type_ for type_, _ in judgements})
    rows = [
        _row(type_, *(judgements.get((type_, value), 0) for value in (True, False, None))) for type_ in types
    ]
    judged, right = sum(row.judged for row in rows), sum(row.correct for row in rows)
    return [*rows, _row(WHOLE, right, judged - right, sum(row.unjudged for row in rows))]


def wilson_interval(successes: int, trials: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion, as shares of 1.

    With p = successes / trials and z the normal quantile, the bounds are
    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) (Wilson 1927, without correction for continuity;
    recommended for small n by Brown, Cai & DasGupta 2001). It never leaves [0, 1] and keeps a width for 0
    and n successes. Raises ValueError for no trial, or more successes than trials.
    """
    if not 0 <= successes <= trials or not trials:
        raise ValueError(f"no proportion: {successes} of {trials}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / trials
    scale = 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / scale
    half = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)) / scale
    # At the ends one bound is exact; rounding must not move it.
    return (0.0 if successes == 0 else middle - half), (1.0 if successes == trials else middle + half)


def _row(type_: str, right: int, wrong: int, unjudged: int) -> Judged:
    judged = right + wrong
    if not judged:
        return Judged(type_, 0, 0, None, None, None, unjudged)
    return Judged(type_, judged, right, right / judged, *wilson_interval(right, judged), unjudged)


def _judgements(path: str | os.PathLike[str]) -> Counter[tuple[str, bool | None]]:
    """Count the rows by type and judgement."""
    counts: Counter[tuple[str, bool | None]] = Counter()
    for place, type_, cell in _cells(path):
        try:
            counts[type_, _judgement(cell)] += 1
        except ValueError as error:
            raise UsageError(
                f"{place}: '{shown(cell)}' in the column '{COLUMN}' {error}; {_REMEDY}"
            ) from None
    return counts


def _judgement(cell: object) -> bool | None:
    """Read one cell; ValueError (what is wrong) for a value that is no judgement."""
    if isinstance(cell, float) and cell in (0.0, 1.0):
        return cell == 1.0
    word = normalize("NFC", "" if cell is None else str(cell)).strip().casefold().removesuffix(".0")
    if not word:
        return None
    if word in {"x", "×"}:
        raise ValueError("may mean right as well as wrong")
    if word not in _RIGHT | _WRONG:
        raise ValueError("is no judgement")
    return word in _RIGHT


def _cells(path: str | os.PathLike[str]) -> Iterator[tuple[str, str, object]]:
    """Yield place, type and judgement of each row."""
    try:
        for document in _corpus(path):
            yield document.id, document.text.strip(), document.meta[COLUMN]
    except DocumentError as error:
        raise UsageError(str(error)) from None


def _corpus(path: str | os.PathLike[str]) -> Corpus:
    """Open the table so that a missing column is named as what it is here."""
    from qnmine.corpus import Corpus
    from qnmine.corpus.corpus import Reading
    from qnmine.corpus.formats import TABLES
    from qnmine.corpus.rows import BY_NUMBER, Columns
    from qnmine.corpus.sources import STDIN, find_sources

    name = Path(path).as_posix()
    if name == STDIN:
        raise UsageError("-: a judged table is read from a file; name it")

    def unheard(_: str) -> None:
        """Say nothing of empty types and repeated ids, which mean nothing here."""

    sources = find_sources([name], None, None, None, unheard)
    for source in sources:
        if source.format not in TABLES:
            raise UsageError(
                f"{source.name}: is no table; save the judged rows as CSV, TSV, JSON lines, XLSX or Parquet"
            )
    return Corpus(sources, Reading(Columns(("type",), BY_NUMBER, (COLUMN,)), "auto", None, unheard))
