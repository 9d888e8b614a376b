"""Try random and mutated inputs on the library: ``python -m tests.fuzz --inputs 200000 --seed 0``.

Only errors of qnmine's own family may be raised, offsets must be exact, in order and inside the text, NFC and
NFD must agree, and nothing may take longer than 5 seconds or more than its memory. What is found is cut down
and written to a folder; then the exit code is 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.running import Outcome, batches_of, run
from tests.fuzz.targets import TARGETS
from tests.fuzz.trying import attempt, from_bytes, input_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the fuzzer and return its exit code."""
    asked = _parser().parse_args(arguments)
    targets = asked.targets.split(",") if asked.targets else list(TARGETS)
    for target in targets:
        if target not in TARGETS:
            print(f"there is no target {target!r}; choose from {', '.join(TARGETS)}", file=sys.stderr)
            return 2
    if asked.replay is not None or asked.number is not None:
        data = from_bytes(targets[0], asked.replay.read_bytes()) if asked.replay else None
        return _again(targets[0], input_of(targets[0], asked.seed, asked.number) if data is None else data)
    weights = sum(TARGETS[target].weight for target in targets)
    shares = {target: -(-asked.inputs * TARGETS[target].weight // weights) for target in targets}
    until = None if asked.seconds is None else time.monotonic() + asked.seconds
    batches = list(batches_of(shares, asked.seed))
    outcomes = run(batches, asked.processes, until, _tell)
    sys.stderr.write("\n")
    _print_table(outcomes)
    findings = [finding for outcome in outcomes.values() for finding in outcome.findings.values()]
    for finding in findings:
        name = asked.findings / f"{finding.target}-{finding.number}"
        asked.findings.mkdir(parents=True, exist_ok=True)
        name.with_suffix(".input").write_bytes(finding.data)
        head = f"{finding.fault.kind} at {finding.fault.place}, {finding.times} times\n"
        command = f"python -m tests.fuzz --targets {finding.target} --replay {name}.input\n\n"
        name.with_suffix(".txt").write_text(
            head + command + finding.fault.report, encoding="utf-8", errors="replace"
        )
        print(f"{name}.txt: {head}", end="")
    return 1 if findings else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="how many inputs, of all targets together")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes other inputs")
    parser.add_argument("--targets", help=f"some of {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=float, help="begin nothing more after so many seconds")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--findings", type=Path, default=Path("fuzz-findings"), help="folder of what is found"
    )
    parser.add_argument(
        "--replay", type=Path, help="try the input in this file once more, on the first target"
    )
    parser.add_argument("--number", type=int, help="try only this input of the first target")
    return parser


def _again(target: str, data: str | bytes) -> int:
    fault, seconds = attempt(target, data)
    print(f"{data!r:.2000}\n{seconds:.2f} s")
    if fault is None:
        return 0
    print(f"{fault.kind} at {fault.place}\n{fault.report}")
    return 1


def _tell(progress: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{progress}")
        sys.stderr.flush()


def _print_table(outcomes: dict[str, Outcome]) -> None:
    print(f"{'target':<12}{'inputs':>9}{'crashes':>9}{'hangs':>7}{'violations':>12}{'ms each':>9}  slowest")
    total = Outcome()
    for target, one in outcomes.items():
        total.add(one)
        _print_row(target, one, f"{one.slowest:.2f} s (--number {one.slowest_number})")
    _print_row("all", total, f"{total.slowest:.2f} s")


def _print_row(name: str, one: Outcome, slowest: str) -> None:
    each = 1000 * one.seconds / max(one.inputs, 1)
    print(
        f"{name:<12}{one.inputs:>9}{one.crashes:>9}{one.hangs:>7}{one.violations:>12}{each:>9.1f}  {slowest}"
    )


if __name__ == "__main__":
    sys.exit(main())
