"""`qnmine.toml`: options of the commands, from the working folder."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from qnmine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click

FILE = "qnmine.toml"
ALL_COMMANDS = "all"
# What decides which files are read or overwritten, or lets a connection be opened, is said on the command
# line, never by a file that may have come with somebody else's folder.
NOT_FROM_FILE = frozenset(
    {
        "download",
        "errors",
        "files-from",
        "force",
        "manifest",
        "output",
        "resume",
        "scheduler",
        "scheduler-file",
        "text",
    }
)


def load_settings(
    name: str, commands: Iterable[str], find: Callable[[str], click.Command]
) -> dict[str, object]:
    """Return click's defaults for the command `name` from `qnmine.toml`, empty when there is none.

    A table is named after a command; the table `all` holds for every command that has the option. Keys
    are the long option names, and a value is taken as if it stood on the command line.

    Raises:
        UsageError: the file is no TOML, or names a command or an option that does not exist.
    """
    path = Path(FILE)
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{FILE}: {error}; mend it, or run with --no-config") from None
    options = {command: options_of(find(command)) for command in commands}
    for section, table in tables.items():
        if not isinstance(table, dict) and any(section.replace("_", "-") in one for one in options.values()):
            raise UsageError(
                f"{FILE}: '{section}' stands in no table; put it below [{ALL_COMMANDS}], or below a command "
                f"such as [{name}] (--no-config ignores the file)"
            )
        if section not in (*options, ALL_COMMANDS) or not isinstance(table, dict):
            raise UsageError(_unknown("table", section, [*options, ALL_COMMANDS]))
        known = options[section] if section in options else {k for keys in options.values() for k in keys}
        for key in table:
            _check(section, key.replace("_", "-"), known)
    chosen = {**tables.get(ALL_COMMANDS, {}), **tables.get(name, {})}
    own = options[name]
    return {
        str(own[key.replace("_", "-")].name): _fitting(own[key.replace("_", "-")], value)
        for key, value in chosen.items()
        if key.replace("_", "-") in own
    }


def _fitting(parameter: click.Parameter, value: object) -> object:
    """Return a value as click wants it: a single one of an option that can be repeated in a list.

    Raises:
        UsageError: a flag is neither true nor false.
    """
    if parameter.multiple and not isinstance(value, list):
        return [value]
    if getattr(parameter, "is_flag", False) and not isinstance(value, bool):
        raise UsageError(
            f"{FILE}: '{parameter.opts[0][2:]}' must be true or false (--no-config ignores the file)"
        )
    return value


def options_of(command: click.Command) -> dict[str, click.Parameter]:
    """Return the long names of a command's options (without dashes) and the parameters they fill."""
    return {
        name[2:]: parameter
        for parameter in command.params
        if parameter.param_type_name == "option" and parameter.name
        for name in parameter.opts
        # A shorthand such as --csv is one value of --format, and a file can say that.
        if name.startswith("--") and not isinstance(getattr(parameter, "flag_value", None), str)
    }


def _check(section: str, key: str, known: Iterable[str]) -> None:
    if key in NOT_FROM_FILE:
        raise UsageError(f"{FILE}: '{key}' can only be given on the command line")
    if key not in known:
        where = "option" if section == ALL_COMMANDS else f"option of {section}"
        raise UsageError(_unknown(where, key, sorted(known)))


def _unknown(what: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else "see 'qnmine --help'"
    return f"{FILE}: unknown {what} '{name}'; {hint} (--no-config ignores the file)"
