"""When a prediction counts as right, for each task, and the rows of scores that this gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qnmine.evaluation.metrics import (
    aligned_counts,
    boundary_counts,
    lenient_counts,
    strict_counts,
    unbroken_counts,
    value_counts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qnmine.evaluation.metrics import Counts
    from qnmine.evaluation.records import Span

MICRO = "micro"
MACRO = "macro"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Match:
    """One way to count what is right in a record.

    `by_type` and `macro` tell whether each type, and the mean of the types, has a row; `whole` is the type
    of the row that holds for all spans together.
    """

    count: Callable[[Sequence[Span], Sequence[Span]], dict[str, Counts]]
    by_type: bool = True
    macro: bool = True
    whole: str = MICRO


ENTITY_MATCHES: Mapping[str, Match] = {
    "strict": Match(strict_counts),
    "lenient": Match(lenient_counts),
    "boundary": Match(boundary_counts, by_type=False, macro=False),
}
# The types of words are classes of length: their mean would say nothing.
WORD_MATCHES: Mapping[str, Match] = {
    "strict": Match(strict_counts, macro=False, whole=ALL),
    "sentence": Match(unbroken_counts, by_type=False, macro=False, whole=ALL),
}
TAG_MATCHES: Mapping[str, Match] = {
    "strict": Match(strict_counts),
    "boundary": Match(boundary_counts, by_type=False, macro=False),
    "aligned": Match(aligned_counts, by_type=False, macro=False),
}
EXPRESSION_MATCHES: Mapping[str, Match] = {
    "strict": Match(strict_counts),
    "boundary": Match(boundary_counts, by_type=False, macro=False),
    "value": Match(value_counts, macro=False),
}
