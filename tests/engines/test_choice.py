"""Who does the work: what the options, the settings file and the environment say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
import pytest

from qnmine.cli.main import COMMANDS, program
from qnmine.engines import dask
from qnmine.engines.choice import VARIABLE, choose_engine, scheduler_of
from qnmine.engines.processes import Processes
from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Asked:
    jobs: int = 1
    spread: str | None = None
    scheduler: str | None = None
    scheduler_file: str | None = None


@pytest.fixture(autouse=True)
def _scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "s.json").write_text('{"address": "tcp://file:1"}', encoding="utf-8")
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, "tcp://environment:1")


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        (Asked(), None),  # the environment alone changes nothing
        (Asked(spread="local"), None),
        (Asked(spread="dask"), "tcp://environment:1"),
        (Asked(scheduler="tcp://option:1"), "tcp://option:1"),
        (Asked(spread="dask", scheduler="tcp://option:1"), "tcp://option:1"),
        (Asked(scheduler_file="s.json"), "tcp://file:1"),
    ],
)
def test_which_scheduler(asked: Asked, address: str | None) -> None:
    assert scheduler_of(asked) == address


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(scheduler="tcp://a:1", scheduler_file="s.json"), "both name a scheduler"),
        (Asked(spread="local", scheduler="tcp://a:1"), "--scheduler is for --engine dask"),
        (Asked(spread="local", scheduler_file="s.json"), "--scheduler-file is for --engine dask"),
        (Asked(scheduler=""), "needs the address of a scheduler"),
        (Asked(scheduler_file="absent.json"), "absent.json: cannot be read"),
        (Asked(scheduler_file="other.json"), "other.json: does not hold the address"),
    ],
)
def test_what_is_refused(asked: Asked, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        scheduler_of(asked)


def test_dask_without_a_scheduler_names_all_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(UsageError, match=r"--scheduler tcp://.*--scheduler-file FILE or QNMINE_SCHEDULER"):
        scheduler_of(Asked(spread="dask"))


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r'pip install "qnmine\[dask\]"'):
        choose_engine(Asked(spread="dask"), print)


def test_jobs_are_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    told: list[str] = []

    def make(address: str, warn: Callable[[str], object], files: object) -> str:
        made.append((address, files))
        return "dask"

    monkeypatch.setattr(dask, "Dask", make)
    assert choose_engine(Asked(jobs=4, spread="dask"), told.append) == "dask"  # type: ignore[comparison-overlap]
    assert made == [("tcp://environment:1", ())]
    assert told == ["--jobs is ignored: with --engine dask the workers of the scheduler do the work"]
    assert choose_engine(Asked(), told.append) is None
    assert isinstance(choose_engine(Asked(jobs=2), told.append), Processes)


def options(name: str, arguments: list[str]) -> dict[str, Any]:
    """Return what a command takes its arguments for."""
    parent = click.Context(program)
    command = program.get_command(parent, name)
    assert command is not None
    return command.make_context(name, arguments, parent).params


@pytest.mark.parametrize(
    ("settings", "arguments", "recogniser", "spread"),
    [
        ("", [], "qnmine", None),
        ("", ["--engine", "underthesea"], "underthesea", None),
        ("", ["--engine", "dask"], "qnmine", "dask"),
        ("", ["--engine", "dask", "--engine", "underthesea"], "underthesea", "dask"),
        ("", ["--engine", "underthesea", "--engine", "local"], "underthesea", "local"),
        ("", ["--engine", "underthesea", "--engine", "transformers"], "transformers", None),
        ('engine = "underthesea"', [], "underthesea", None),
        ('engine = "underthesea"', ["--engine", "dask"], "underthesea", "dask"),
        ('engine = "dask"', ["--engine", "underthesea"], "underthesea", "dask"),
        ('engine = ["dask", "underthesea"]', ["--engine", "local"], "underthesea", "local"),
    ],
)
def test_engine_names_a_recogniser_and_who_works(
    settings: str, arguments: list[str], recogniser: str, spread: str | None, tmp_path: Path
) -> None:
    (tmp_path / "qnmine.toml").write_text(f"[all]\n{settings}\n", encoding="utf-8")
    params = options("entities", [*arguments, "seeds"])
    assert (params["engine"], params["spread"]) == (recogniser, spread)


@pytest.mark.parametrize(
    ("settings", "arguments", "spread"),
    [
        ("", [], None),
        ("", ["--engine", "dask"], "dask"),
        ('engine = "dask"', [], "dask"),
        ('engine = "dask"', ["--engine", "local"], "local"),
        ('engine = "underthesea"', [], None),  # of the commands that have a recogniser
    ],
)
def test_engine_of_a_command_without_a_recogniser(
    settings: str, arguments: list[str], spread: str | None, tmp_path: Path
) -> None:
    (tmp_path / "qnmine.toml").write_text(f"[all]\n{settings}\n", encoding="utf-8")
    assert options("numbers", [*arguments, "seeds"])["spread"] == spread


def test_a_settings_file_may_name_no_scheduler(tmp_path: Path) -> None:
    (tmp_path / "qnmine.toml").write_text('[all]\nscheduler = "tcp://a:1"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="'scheduler' can only be given on the command line"):
        options("numbers", ["seeds"])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_declared_once(name: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    given = [option for parameter in command.params for option in parameter.opts]
    assert len(given) == len(set(given))
