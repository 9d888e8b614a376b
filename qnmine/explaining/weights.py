"""What each feature of a linear model gives at each token, and its sums by kind of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qnmine.explaining.explanation import Evidence, Feature, Part
from qnmine.tagging.columns import KEY_BITS, MARGIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from qnmine.tagging.columns import Ints, Table, Template
    from qnmine.tagging.model import LinearModel

    Describe = Callable[[str, int], tuple[str, tuple[str, ...]]]
    GroupOf = Callable[[Template], str]

SEQUENCE, LEAD = "sequence", "lead"
"""The groups of evidence that have no features."""

_MOST_TELLING = 3
_OUTSIDE = frozenset(("before", "after", "around", "title", "org_head", "place_head"))
_CLUSTERS = ("u_", "s_", "e_", "run_before_", "run_after_")
_ELSEWHERE, _UNCLEAR = 0.3, 0.5
_UNTELLING = frozenset(("", "none", "unknown", "edge"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A token (from 0) with the label that it has and the one that it is weighed against, as numbers."""

    token: int
    label: int
    other: int


@dataclass(frozen=True)
class Weighed:
    """The weights (templates, tokens, labels) of the features of a model at the tokens of a stretch.

    `columns` are what they read, with MARGIN positions more at both ends; `forms` the tokens as written.
    """

    model: LinearModel
    columns: dict[str, Ints]
    forms: tuple[str, ...]
    weights: npt.NDArray[np.float64]

    @classmethod
    def at(cls, model: LinearModel, table: Table, first: int, forms: Sequence[str]) -> Weighed:
        """Weigh the features at as many positions of a table as there are forms, from `first` on."""
        count = len(forms)
        window = slice(first - MARGIN, first + count + MARGIN)
        columns = {name: values[window] for name, values in table.by_position(model.sizes).items()}
        weights = np.zeros((len(model.templates), count, len(model.labels)))
        for number, template in enumerate(model.templates):
            values = template.pack(columns, model.sizes, count)
            fired = np.flatnonzero(values)
            weights[number, fired] = model.rows((number << KEY_BITS) | values[fired])
        return cls(model, columns, tuple(forms), weights)

    def emissions(self) -> npt.NDArray[np.float64]:
        """The summed weights (tokens, labels), as `LinearModel.emissions` has them but for rounding."""
        return np.asarray(self.weights.sum(axis=0))

    def evidence(
        self, choices: Sequence[Choice], group_of: GroupOf, describe: Describe, *, all_features: bool = False
    ) -> list[Evidence]:
        """Return what speaks for the labels of some tokens against others, by group, in no order.

        `group_of` tells the group of a template, `describe` what the value of a column means. The weights of
        all groups add up to the difference of the emissions.
        """
        found: dict[str, list[tuple[float, int, int]]] = {}
        groups = [group_of(template) for template in self.model.templates]
        inside = range(choices[0].token, choices[-1].token + 1)
        for choice in choices:
            lead = self.weights[:, choice.token, choice.label] - self.weights[:, choice.token, choice.other]
            for number in np.flatnonzero(lead).tolist():
                found.setdefault(groups[number], []).append((float(lead[number]), number, choice.token))
        return [self._group(group, fired, inside, describe, all_features) for group, fired in found.items()]

    def _group(
        self,
        group: str,
        fired: list[tuple[float, int, int]],
        inside: range,
        describe: Describe,
        all_features: bool,
    ) -> Evidence:
        weight = float(sum(lead for lead, _, _ in fired))
        fired.sort(key=lambda one: (-abs(one[0]), one[1], one[2]))
        if all_features:
            return Evidence(group, weight, len(fired), tuple(self._feature(*one, describe) for one in fired))
        same = [one for one in fired if one[0] * weight > 0]
        same.sort(key=lambda one: -self._telling(group, inside, *one))
        features = [self._feature(*one, describe) for one in same[: 2 * _MOST_TELLING]]
        features.sort(key=lambda feature: any(part.value in _UNTELLING for part in feature.parts))
        return Evidence(group, weight, len(fired), tuple(features[:_MOST_TELLING]))

    def _telling(self, group: str, inside: range, lead: float, number: int, token: int) -> float:
        """Return how well a feature tells what its group is about.

        Many see the same thing: better one of few parts, and that reads what the group is called after.
        """
        parts = self.model.templates[number].parts
        if group in _OUTSIDE:
            own = any(token + offset not in inside for _, offset in parts)
        else:
            own = all(not offset for _, offset in parts)
        clear = not any(column.startswith(_CLUSTERS) for column, _ in parts)
        return abs(lead) / len(parts) * (1.0 if own else _ELSEWHERE) * (1.0 if clear else _UNCLEAR)

    def _feature(self, lead: float, number: int, token: int, describe: Describe) -> Feature:
        template = self.model.templates[number]
        parts = tuple(
            Part(column, offset, *describe(column, int(self.columns[column][MARGIN + token + offset])))
            for column, offset in template.parts
        )
        return Feature(self.forms[token], str(template), parts, lead)


def ordered(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return evidence with the strongest first, that against before nothing at all."""
    return tuple(sorted(evidence, key=lambda one: (-one.weight, one.group)))


def total(evidence: Sequence[Evidence]) -> float:
    """Return the sum of the weights."""
    return sum(one.weight for one in evidence)


@dataclass(frozen=True, slots=True)
class Lattice:
    """All labellings of one sequence.

    `best` (tokens, labels) is the score of the best that has a label at a token, `probability` that of all
    those, `log_partition` the logarithm of the partition function.
    """

    best: npt.NDArray[np.float64]
    probability: npt.NDArray[np.float64]
    log_partition: float


def lattice(emissions: npt.NDArray[Any], transitions: npt.NDArray[Any]) -> Lattice:
    """Return the lattice of a sequence with these scores (tokens, labels) and (labels, labels)."""
    scores, between = emissions.astype(np.float64), transitions.astype(np.float64)
    forward = _forwards(scores, between, np.logaddexp.reduce)
    backward = _forwards(scores[::-1], between.T, np.logaddexp.reduce)[::-1]
    ahead = _forwards(scores, between, np.max)
    behind = _forwards(scores[::-1], between.T, np.max)[::-1]
    partition = float(np.logaddexp.reduce(forward[-1]))
    return Lattice(ahead + behind - scores, np.exp(forward + backward - scores - partition), partition)


def _forwards(
    scores: npt.NDArray[np.float64], between: npt.NDArray[np.float64], reduce: Callable[..., Any]
) -> npt.NDArray[np.float64]:
    """Return for each token and label what all paths up to it come to, itself included."""
    reached = np.empty_like(scores)
    reached[0] = scores[0]
    for place in range(1, len(scores)):
        reached[place] = reduce(reached[place - 1][:, None] + between, axis=0) + scores[place]
    return reached
