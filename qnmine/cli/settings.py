"""`qnmine.toml`: options of the commands, from the working folder."""

from __future__ import annotations

import difflib
import importlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

FILE = "qnmine.toml"
ALL_COMMANDS = "all"
# What decides which files are read or overwritten is said on the command line, never by a file that
# may have come with somebody else's folder.
NOT_FROM_FILE = frozenset({"paths", "text", "files_from", "output", "errors", "help", "verbose"})


def load_settings(commands: Iterable[str]) -> dict[str, dict[str, object]]:
    """Return click's default map from `qnmine.toml`, empty when there is none.

    A table is named after a command; the table `all` holds for every command that has the option.
    Keys are the long option names (`text-column` or `text_column`).

    Raises:
        UsageError: the file is no TOML, or names a command or an option that does not exist.
    """
    path = Path(FILE)
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{FILE}: {error}; mend it, or run with --no-config") from None
    names = list(commands)
    for section, table in tables.items():
        if section not in (*names, ALL_COMMANDS) or not isinstance(table, dict):
            raise UsageError(_unknown("table", section, [*names, ALL_COMMANDS]))
    general = _keys(tables.get(ALL_COMMANDS, {}))
    settings: dict[str, dict[str, object]] = {name: dict(general) for name in names}
    for name in names:
        own = _keys(tables.get(name, {}))
        if own:
            _check(name, own)
            settings[name].update(own)
    return settings


def _keys(table: dict[str, object]) -> dict[str, object]:
    keys = {key.replace("-", "_"): value for key, value in table.items()}
    if "from" in keys:  # the option --from fills the parameter `format_in`, since `from` is a keyword
        keys["format_in"] = keys.pop("from")
    for key in NOT_FROM_FILE & keys.keys():
        raise UsageError(f"{FILE}: '{key}' can only be given on the command line")
    return keys


def _check(name: str, table: dict[str, object]) -> None:
    command: click.Command = importlib.import_module(f"qnmine.cli.{name}").command
    known = [parameter.name for parameter in command.params if parameter.name]
    for key in table:
        if key not in known:
            raise UsageError(_unknown(f"option of {name}", key, known))


def _unknown(what: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean '{near[0].replace('_', '-')}'?" if near else "see 'qnmine --help'"
    return f"{FILE}: unknown {what} '{name.replace('_', '-')}'; {hint} (--no-config ignores the file)"
