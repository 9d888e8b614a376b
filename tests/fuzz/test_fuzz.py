"""A short run of the fuzzer on every target, always with the same inputs; and the fuzzer itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NoReturn

import pytest

from qnmine.errors import QnmineError
from tests.fuzz.__main__ import main
from tests.fuzz.running import Outcome, batches_of, try_inputs
from tests.fuzz.shrinking import shrunk
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.trying import attempt, input_of

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from tests.fuzz.targets import Input

SEED = 20


@pytest.mark.parametrize("target", TARGETS)
def test_a_few_inputs_of_each_target(target: str) -> None:
    outcome = try_inputs(target, SEED, range(2 * TARGETS[target].weight))
    assert outcome.findings == {}, [finding.fault.report for finding in outcome.findings.values()]


def test_an_input_depends_on_its_number_alone() -> None:
    for target in TARGETS:
        assert input_of(target, 1, 7) == input_of(target, 1, 7)
        assert len({bytes(str(input_of(target, 1, number)), "utf-8", "replace") for number in range(9)}) > 1


def _make(random: Random) -> str:
    return "".join(random.choice("abcdefgh") for _ in range(40))


def _check(text: Input) -> None:
    assert isinstance(text, str)
    if "a" in text:
        raise KeyError(text)


@pytest.fixture
def fragile(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(TARGETS, "fragile", Target(_make, _check))
    return "fragile"


def test_a_fault_is_found_once_and_made_small(fragile: str) -> None:
    outcome = try_inputs(fragile, 0, range(20))
    assert outcome.inputs == 20
    (finding,) = outcome.findings.values()
    assert finding.data == b"a"
    assert finding.times == outcome.crashes > 1
    assert "KeyError" in finding.fault.report


def test_outcomes_add_up(fragile: str) -> None:
    whole, parts = try_inputs(fragile, 0, range(20)), Outcome()
    for _, seed, numbers in batches_of({fragile: 20}, 0):
        parts.add(try_inputs(fragile, seed, numbers[:10]))
        parts.add(try_inputs(fragile, seed, numbers[10:]))
    assert (parts.inputs, parts.crashes) == (whole.inputs, whole.crashes)
    assert parts.findings == whole.findings


def test_a_hang_is_interrupted_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(text: Input) -> None:
        while len(text) > 3:
            time.sleep(0.01)

    monkeypatch.setitem(TARGETS, "slow", Target(lambda _: "abcdefgh", check))
    fault, seconds = attempt("slow", "abcdefgh", seconds=0.05)
    assert fault is not None
    assert fault.kind == "hang"
    assert seconds < 4
    monkeypatch.setattr("tests.fuzz.shrinking._HANG_SECONDS", 0.05)
    assert len(shrunk("slow", "abcdefgh", fault)) == 4


def test_errors_of_the_family_are_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(text: Input) -> NoReturn:
        raise QnmineError("as it should be")

    monkeypatch.setitem(TARGETS, "strict", Target(_make, check))
    assert attempt("strict", "a")[0] is None


def test_the_program_names_what_it_does_not_know(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--targets", "nothing"]) == 2
    assert "choose from loader" in capsys.readouterr().err
    saved = tmp_path / "a.input"
    saved.write_text("năm 2024", encoding="utf-8")
    assert main(["--targets", "dates", "--replay", str(saved)]) == 0
    assert "năm 2024" in capsys.readouterr().out
