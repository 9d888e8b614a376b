"""Inputs tried by several processes, which are watched: one that dies or hangs in C code is a finding too."""

from __future__ import annotations

import multiprocessing
import os
import queue
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.fuzz.shrinking import shrunk
from tests.fuzz.trying import SECONDS, Fault, Finding, as_bytes, attempt, input_of, limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BATCH = 100
_GRACE = 60.0  # seconds: loading models, and making a finding small


@dataclass
class Outcome:
    """What came of the inputs of a target."""

    inputs: int = 0
    crashes: int = 0
    hangs: int = 0
    violations: int = 0
    slowest: float = 0.0
    slowest_number: int = 0
    seconds: float = 0.0
    findings: dict[str, Finding] = field(default_factory=dict)

    def add(self, other: Outcome) -> None:
        """Count what came of further inputs."""
        self.inputs += other.inputs
        self.crashes += other.crashes
        self.hangs += other.hangs
        self.violations += other.violations
        self.seconds += other.seconds
        if other.slowest > self.slowest:
            self.slowest, self.slowest_number = other.slowest, other.slowest_number
        for place, finding in other.findings.items():
            before = self.findings.get(place)
            first = min((one for one in (before, finding) if one is not None), key=lambda one: one.number)
            times = finding.times + (before.times if before is not None else 0)
            self.findings[place] = replace(first, times=times)

    def count(self, finding: Finding) -> None:
        """Count a fault."""
        kind = finding.fault.kind
        self.hangs += kind == "hang"
        self.violations += kind == "violation"
        self.crashes += kind in ("crash", "death")
        self.add(Outcome(findings={finding.fault.place: finding}))


def try_inputs(
    target: str, seed: int, numbers: Sequence[int], begun: Callable[[int], object] = lambda _: None
) -> Outcome:
    """Try inputs one after the other in this process; `begun` is told of each."""
    outcome = Outcome()
    for number in numbers:
        begun(number)
        data = input_of(target, seed, number)
        fault, seconds = attempt(target, data)
        outcome.add(Outcome(inputs=1, seconds=seconds, slowest=seconds, slowest_number=number))
        if fault is not None:
            if fault.place not in outcome.findings:
                data = shrunk(target, data, fault)
            outcome.count(Finding(target, number, as_bytes(data), fault))
    return outcome


def run(
    batches: Sequence[tuple[str, int, range]],
    processes: int,
    until: float | None,
    tell: Callable[[str], object],
) -> dict[str, Outcome]:
    """Try batches of (target, seed, numbers) in several processes; no batch is begun after `until`."""
    outcomes: dict[str, Outcome] = {}
    left = list(reversed(batches))
    context = multiprocessing.get_context("spawn")
    workers = [_Worker(context) for _ in range(processes)]
    busy: dict[_Worker, tuple[str, int, range]] = {}
    done = 0
    try:
        while left or busy:
            for worker in workers:
                if worker not in busy and left:
                    if until is not None and time.monotonic() > until:
                        left.clear()
                        break
                    busy[worker] = left.pop()
                    worker.begin(busy[worker])
            time.sleep(0.02)
            for worker, (target, seed, numbers) in list(busy.items()):
                outcome = worker.outcome()
                if outcome is None and not worker.is_stuck():
                    continue
                if outcome is None:
                    outcome, rest = worker.lost(target, seed, numbers)
                    if rest:
                        left.append((target, seed, rest))
                    worker.restart()
                del busy[worker]
                outcomes.setdefault(target, Outcome()).add(outcome)
                done += outcome.inputs
                tell(f"{done} inputs, {sum(len(one.findings) for one in outcomes.values())} findings")
    finally:
        for worker in workers:
            worker.end()
    return outcomes


class _Worker:
    """A process that tries batches; it notes which input it is at, and since when."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self.restart()

    def restart(self) -> None:
        """Begin with a new process."""
        if hasattr(self, "_process"):
            self.end()
        self._at = self._context.Array("d", 2, lock=False)
        self._asked, self._told = self._context.SimpleQueue(), self._context.Queue()
        self._process = self._context.Process(
            target=_work, args=(self._asked, self._told, self._at), daemon=True
        )
        self._process.start()

    def begin(self, batch: tuple[str, int, range]) -> None:
        """Give the process a batch."""
        self._at[0], self._at[1] = -1, time.time()
        self._asked.put(batch)

    def outcome(self) -> Outcome | None:
        """Return what came of the batch, None as long as it is not done."""
        try:
            outcome: Outcome = self._told.get_nowait()
        except queue.Empty:
            return None
        return outcome

    def is_stuck(self) -> bool:
        """Tell whether the process has died, or is at one input for longer than an alarm can explain."""
        return not self._process.is_alive() or time.time() - self._at[1] > SECONDS + _GRACE

    def lost(self, target: str, seed: int, numbers: range) -> tuple[Outcome, range]:
        """Return the finding of a batch that will not end, and the inputs that are left of it."""
        number = int(self._at[0])
        if number < 0:
            raise RuntimeError("a process cannot begin: see its traceback above")
        died = not self._process.is_alive()
        what = f"the process ended with {self._process.exitcode}" if died else "no alarm interrupts it"
        fault = Fault("death" if died else "hang", f"{target}: {what}", what)
        outcome = Outcome(inputs=number - numbers.start + 1)
        outcome.count(Finding(target, number, as_bytes(input_of(target, seed, number)), fault))
        return outcome, range(number + 1, numbers.stop)

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def _work(asked: Any, told: Any, at: Any) -> None:
    """Try the batches that come."""
    os.nice(5)

    def begun(number: int) -> None:
        at[0], at[1] = number, time.time()

    is_first = True
    while True:
        target, seed, numbers = asked.get()
        if is_first:
            _warm()
            limit_memory()
            is_first = False
        told.put(try_inputs(target, seed, numbers, begun))


def _warm() -> None:
    """Load the models and rules, whose time is not that of the first input."""
    import qnmine

    document = qnmine.Document("a", "Ngày 25/6/2024, ông Phạm Văn Thể trao 2 tỷ đồng.")
    for find in (qnmine.tokenize, qnmine.entities, qnmine.numbers, qnmine.dates):
        list(find(document))


def batches_of(shares: dict[str, int], seed: int) -> Iterator[tuple[str, int, range]]:
    """Yield batches of the inputs of each target, the targets by turns."""
    starts = dict.fromkeys(shares, 0)
    while starts:
        for target, start in list(starts.items()):
            stop = min(start + BATCH, shares[target])
            if stop <= start:
                del starts[target]
                continue
            yield target, seed, range(start, stop)
            starts[target] = stop
