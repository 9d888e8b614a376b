"""The program itself: commands, help, near misses, what is imported when."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

import qnmine as package
from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.main import COMMANDS, program, run
from tests import ROOT
from tests.contract.harness import qnmine


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_list_is_the_command_s_own(name: str) -> None:
    command = importlib.import_module(f"qnmine.cli.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.short_help == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_columns_and_an_example(name: str) -> None:
    result = qnmine(name, "-h")
    assert result.code == 0
    assert f"qnmine {name} " in result.text.split("Examples:")[1]
    assert "olumns: " in result.text or name in {"explain", "normalize", "report", "show", "train"}
    assert all(len(line) <= 110 for line in result.text.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    command = importlib.import_module(f"qnmine.cli.{name}").command
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert options
    assert [option.name for option in options if not option.help] == []


def test_the_file_of_every_command_is_listed() -> None:
    files = (ROOT / "qnmine" / "cli").glob("*.py")
    commands = {path.stem for path in files if "\n@click.command(" in path.read_text(encoding="utf-8")}
    assert commands == set(COMMANDS)


@pytest.mark.parametrize(
    ("typed", "meant"), [("entites", "entities"), ("tokenise", "tokenize"), ("keyword", "keywords")]
)
def test_a_mistyped_command_gets_a_hint(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([typed, "x"]) == ExitCode.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert f"Did you mean '{meant}'?" in line


def test_a_mistyped_option_gets_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["entities", "--mention", "x"]) == ExitCode.USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert "--mentions" in line


def test_version_and_help() -> None:
    assert qnmine("--version").text == f"qnmine {package.__version__}\n"
    assert qnmine("-h").out == qnmine("--help").out
    shown = qnmine("--help").text
    for name, line in COMMANDS.items():
        assert name in shown
        assert line in shown


def test_no_arguments_show_the_help_and_count_as_a_usage_error() -> None:
    result = qnmine()
    assert result.code == 2
    assert "Commands:" in result.err
    assert result.out == b""


def test_the_help_imports_neither_pandas_nor_a_model() -> None:
    script = (
        "import sys; from qnmine.cli.main import run; run(['--help']);"
        "heavy = {'numpy', 'pandas', 'rich', 'underthesea', 'importlib.metadata'};"
        "sys.exit(','.join(sorted(heavy & sys.modules.keys())) or None)"
    )
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=False)
    assert process.stderr.decode() == ""
    assert process.returncode == 0


@pytest.mark.parametrize("command", ["entities", "numbers", "dates"])
def test_analyzers_import_neither_pandas_nor_underthesea(command: str) -> None:
    script = (
        f"import sys; from qnmine.cli.main import run; run(['{command}', '--text', '3 xã, 2024', '--csv']);"
        "heavy = {'pandas', 'rich', 'underthesea'};"
        "sys.exit(','.join(sorted(heavy & sys.modules.keys())) or None)"
    )
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT, check=False)
    assert process.stderr.decode() == ""
    assert process.returncode == 0


def test_the_console_script_is_the_program() -> None:
    script = Path(sys.executable).with_name("qnmine")
    if not script.exists():
        pytest.skip("qnmine is not installed in this environment")
    process = subprocess.run([script, "--version"], capture_output=True, cwd=ROOT, check=True)
    assert process.stdout.decode() == f"qnmine {package.__version__}\n"


def test_shell_completion_knows_commands_and_options() -> None:
    environment = {"_QNMINE_COMPLETE": "bash_complete", "COMP_WORDS": "qnmine ent", "COMP_CWORD": "1"}
    process = subprocess.run(
        [sys.executable, "-c", "from qnmine.cli.main import program; program(prog_name='qnmine')"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    assert process.stdout.decode().split() == ["plain,entities"]


def test_a_traceback_only_with_v(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk\nis on fire")

    monkeypatch.setattr("qnmine.cli.opening.open_run", broken)
    assert run(["sentences", "--text", "-v"]) == ExitCode.FAILED, "the text is -v, the option is not given"
    (line,) = capsys.readouterr().err.splitlines()
    assert "RuntimeError: the disk is on fire" in line
    assert "-v" in line
    with pytest.raises(RuntimeError):
        run(["sentences", "--text", "x", "-qv"])


def test_an_interrupt_has_its_own_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "main", interrupted)
    assert run(["entities"]) == ExitCode.INTERRUPTED
    assert int(ExitCode.INTERRUPTED) == 130
