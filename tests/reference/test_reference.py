"""The reference is current, and every command, option, column and public name has its place there."""

from __future__ import annotations

import inspect
import re
import shlex
from functools import cache
from typing import TYPE_CHECKING

import click
import pytest

import qnmine as library_api
from qnmine.cli.main import COMMANDS, EXAMPLES, program
from tests.contract.harness import COLUMNS, qnmine
from tests.reference import FOLDER, commands, library
from tests.reference.columns import MORE, WITHOUT_ROWS, columns_of
from tests.reference.markdown import escaped, from_docstring, from_help

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMMANDS_PAGE, LIBRARY_PAGE = "commands.md", "python.md"


@pytest.mark.parametrize(
    ("name", "page"),
    [(COMMANDS_PAGE, commands.page), (LIBRARY_PAGE, library.page)],
    ids=[COMMANDS_PAGE, LIBRARY_PAGE],
)
def test_the_reference_is_current(name: str, page: Callable[[], str]) -> None:
    written = (FOLDER / name).read_bytes()
    assert written == page().encode(), f"examples/reference/{name} is out of date: python -m tests.reference"


@cache
def sections(name: str) -> dict[str, str]:
    """The text below each heading of a page."""
    _, *parts = re.split(r"^##+ (.+)\n", (FOLDER / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_place_with_all_its_options(name: str) -> None:
    place = sections(COMMANDS_PAGE)[f"qnmine {name}"]
    shared = [*commands.SHARED]
    for option in commands.options_of(commands.context_of(name)):
        told = f"- `{option.names}`: " in place
        linked = option.section in shared and f"[{option.section}](#{option.section.lower()})" in place
        assert told or (linked and f"- `{option.names}`: " in sections(COMMANDS_PAGE)[option.section]), option


@pytest.mark.parametrize("name", COMMANDS)
def test_every_column_that_a_command_writes_is_named_in_its_help(name: str) -> None:
    columns = {column for names in columns_of(name).values() for column in names.split(", ")}
    assert (name in WITHOUT_ROWS) != bool(columns), "its columns, or its place in WITHOUT_ROWS, are missing"
    columns -= {"doc", "group_docs", "group_words"} if name == "profile" else set()  # those of --by doc
    words = {*re.findall(r"\w+", commands.context_of(name).command.help or "")}
    assert columns - words == set()


def test_every_table_of_the_contract_is_shown() -> None:
    shown = {columns for name in COMMANDS for columns in columns_of(name).values()}
    assert {", ".join(columns) for columns in COLUMNS.values()} <= shown


@pytest.mark.parametrize("call", MORE)
def test_a_call_writes_the_columns_that_are_shown(call: str, tmp_path: Path) -> None:
    arguments, columns = MORE[call]
    result = qnmine(*arguments, "--csv", cwd=tmp_path)
    assert result.code == 0, result.err
    assert ", ".join(result.header) == columns


def calls_of(line: str) -> list[list[str]]:
    """The calls of qnmine in a line of a shell, in words, without what leads elsewhere."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|>")
    lexer.whitespace_split = True
    found: list[list[str]] = [[]]
    for word in lexer:
        if word == "|":
            found.append([])
        else:
            found[-1].append(word)
    calls = [words[: words.index(">")] if ">" in words else words for words in found]
    return [words[1:] for words in calls if words[0] == "qnmine"]


EXAMPLE_LINES = [line for name in COMMANDS for line, _ in commands.examples_of(commands.context_of(name))]
EXAMPLE_LINES += [re.split(" {2,}", line.strip())[0] for line in EXAMPLES.split("\n")[2:] if line.strip()]


@pytest.mark.parametrize("line", sorted(set(EXAMPLE_LINES)))
def test_an_example_is_understood(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no qnmine.toml here
    calls = calls_of(line)
    assert calls
    for name, *arguments in calls:
        parent = click.Context(program, info_name="qnmine", obj={})
        command = program.get_command(parent, name)
        assert command is not None
        with command.make_context(name, arguments, parent=parent) as context:
            assert context.params


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_of_its_own(name: str) -> None:
    lines = [line for line, _ in commands.examples_of(commands.context_of(name))]
    assert any(call[0] == name for line in lines for call in calls_of(line))


def test_every_public_name_has_a_topic() -> None:
    assert library.unplaced() == (), "give it a place in TOPICS of tests/reference/library.py"
    placed = [name for names in library.TOPICS.values() for name in names]
    assert sorted(placed) == sorted({*library_api.__all__} - {"__version__"})


@pytest.mark.parametrize("name", sorted(set(library_api.__all__) - {"__version__"}))
def test_every_public_name_has_a_place_with_its_docstring(name: str) -> None:
    value = getattr(library_api, name)
    docstring = inspect.getdoc(getattr(value, "__wrapped__", value))
    assert docstring
    assert from_docstring(docstring) in sections(LIBRARY_PAGE)[f"qnmine.{name}"]


def test_every_method_that_is_shown_has_a_docstring() -> None:
    assert re.findall(r"^```python\n([^\n]*)\n(?:[^`].*\n)*```\n\n(?=```|#)", _page(), re.MULTILINE) == []


def _page() -> str:
    return (FOLDER / LIBRARY_PAGE).read_text(encoding="utf-8") + "\n#"


@pytest.mark.parametrize("name", [COMMANDS_PAGE, LIBRARY_PAGE])
def test_links_within_a_page_lead_to_a_heading(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    headings = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in sections(name)}
    links = {*re.findall(r"\]\(#([^)]+)\)", text)}
    assert links
    assert links - headings == set()


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("see 'qnmine tokenize --pos' or --form NFC", "see `qnmine tokenize --pos` or `--form NFC`"),
        ("the column's name; -o FILE", "the column's name; `-o FILE`"),
        ("* ? (a|b) <PER> $PAGER p < 1", r"\* ? (a|b) \<PER> \$PAGER p < 1"),
        ("'quang ninh', --plot.", "`quang ninh`, `--plot`."),
        ("well-known, log_ratio and _ alone", r"well-known, log_ratio and \_ alone"),
    ],
)
def test_a_help_becomes_markdown(text: str, markdown: str) -> None:
    assert from_help(text) == markdown


def test_a_docstring_becomes_markdown() -> None:
    text = "Return ``x`` of `y`: 2 * 3.\n\n>>> f(1)\n2\n\nThe rest\nfollows.\n\n    a  b\n"
    assert from_docstring(text) == (
        "Return `x` of `y`: 2 \\* 3.\n\n```pycon\n>>> f(1)\n2\n```\n\nThe rest follows.\n\n```text\na  b\n```"
    )
    assert escaped("a_b *c*") == "a_b \\*c\\*"
