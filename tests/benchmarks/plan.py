"""How much is measured: all of it, or quickly; and what every section works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.benchmarks.processes import ProcessFailedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.commands import Commands
    from tests.benchmarks.corpus import Corpora

Row = dict[str, Any]
"""A finished measurement: `section`, `name` (together unique) and figures, or why there are none (`skipped`,
`failed`)."""


@dataclass(frozen=True)
class Plan:
    """Sizes in megabytes, seconds, and how often.

    Commands on larger inputs are repeated up to `runs` times, but no more once `seconds` have passed
    (`cores_seconds` for the pairs of one and several workers).
    """

    quick: bool = False
    peers_size: float = 6
    peers_seconds: float = 15
    peers_runs: int = 5
    start_runs: int = 15
    seeds_runs: int = 5
    runs: int = 3
    seconds: float = 45
    scaling_sizes: tuple[float, ...] = (1, 3, 10, 30, 100)
    memory_sizes: tuple[float, ...] = (10, 100, 500)
    cores_size: float = 50
    cores_seconds: float = 150


FULL = Plan()
QUICK = Plan(
    quick=True,
    peers_size=0.2,
    peers_seconds=0.5,
    peers_runs=2,
    start_runs=3,
    seeds_runs=1,
    runs=1,
    scaling_sizes=(0.1, 0.2, 0.4),
    memory_sizes=(0.4,),
    cores_size=0.4,
)


@dataclass(frozen=True)
class Bench:
    """The plan, the inputs and the commands; `only` names the commands that are wanted, none means all."""

    plan: Plan
    corpora: Corpora
    commands: Commands
    largest: float
    only: frozenset[str] = frozenset()

    def wanted(self, commands: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the commands that are to be measured."""
        return tuple(command for command in commands if not self.only or command in self.only)

    def sizes(self, sizes: tuple[float, ...]) -> tuple[float, ...]:
        """Return the sizes that are not above the largest."""
        return tuple(size for size in sizes if size <= self.largest)


def attempted(section: str, name: str, rows: Callable[[], list[Row]]) -> list[Row]:
    """Return the rows, or one that says why it failed: what comes after it is measured all the same."""
    try:
        return rows()
    except (ProcessFailedError, ValueError) as error:
        return [{"section": section, "name": name, "failed": str(error)}]
