"""What `--manifest FILE` asks for: a run that is recorded, and the file that tells of it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qnmine.cli.exit_codes import ExitCode
from qnmine.cli.messages import say
from qnmine.cli.models import SHIPPED
from qnmine.cli.options.command import names_of_options
from qnmine.cli.settings import FILE as SETTINGS
from qnmine.corpus.naming import shown
from qnmine.errors import UsageError
from qnmine.manifests.recording import check_not_manifest, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qnmine.manifests.contents import Request
    from qnmine.manifests.recording import Recording

# Files that a run writes, or that decide nothing about its results.
_NOT_READ = frozenset({"errors", "matrix", "output", "plot", "resume", "scheduler", "scheduler_file"})
_SOURCES = {
    ParameterSource.COMMANDLINE: "command_line",
    ParameterSource.DEFAULT_MAP: "settings_file",
    ParameterSource.ENVIRONMENT: "environment",
}


def with_manifest(file: str, ctx: click.Context, invoke: Callable[[click.Context], Any]) -> Any:
    """Run a command, write its manifest and return what the command returned.

    A run that fails, is refused or interrupted leaves its results as they were before it; so it leaves its
    manifest.
    """
    from qnmine.output.destination import check_destination

    no_clobber = bool(ctx.params.get("no_clobber"))
    if not file:
        raise UsageError("--manifest needs the name of a file")
    check_destination(file, no_clobber=no_clobber)
    request = _request(ctx)
    for path in (*request.files, *ctx.params.get("paths", ()), request.settings):
        if path is not None:
            check_not_manifest(path, file)
    begun = datetime.now(UTC)
    code, closed = None, None
    with recorded(file) as recording:
        try:
            code = invoke(ctx)
        except BrokenPipeError as error:  # the reader of the results has seen enough, which is no fault
            closed = error
    _write(file, request, recording, ExitCode(code or 0), begun, no_clobber=no_clobber)
    if closed is not None:
        raise closed
    return code


def _write(
    file: str,
    request: Request,
    recording: Recording,
    code: ExitCode,
    begun: datetime,
    *,
    no_clobber: bool,
) -> None:
    from qnmine.manifests.contents import manifest_of
    from qnmine.output import open_destination

    told = manifest_of(request, recording, int(code), begun, datetime.now(UTC))
    for one in told["inputs"]:
        if one.get("changed"):
            say(f"warning: {shown(one['path'])} changed during the run; its checksum is that of the file now")
    with open_destination(file, no_clobber=no_clobber) as destination:
        destination.write(json.dumps(told, ensure_ascii=False, indent=2, default=str) + "\n")


def _request(ctx: click.Context) -> Request:
    from qnmine.manifests.contents import Request

    state = ctx.find_object(dict) or {}
    options = _options(ctx)
    text = ctx.params.get("text")
    return Request(
        command=str(ctx.info_name),
        arguments=tuple(state.get("arguments", ())),
        options=options,
        files=dict(_files(ctx)),
        text=text if isinstance(text, str) else None,
        settings=SETTINGS if options["settings_file"] else None,
    )


def _options(ctx: click.Context) -> dict[str, dict[str, Any]]:
    """Return the options by where they come from, each with its value."""
    from qnmine.engines.choice import VARIABLE

    found: dict[str, dict[str, Any]] = {
        "command_line": {},
        "settings_file": {},
        "environment": {VARIABLE: os.environ[VARIABLE]} if VARIABLE in os.environ else {},
        "default": {},
    }
    for name, own in names_of_options(ctx.command).items():
        if name in ctx.params:
            source = ctx.get_parameter_source(name)
            where = "default" if source is None else _SOURCES.get(source, "default")
            found[where][own] = ctx.params[name]
    return found


def _files(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the files and folders that options name, each with its option; not the corpus."""
    for parameter in ctx.command.params:
        name = str(parameter.name)
        if name in _NOT_READ or not _names_files(parameter):
            continue
        own = parameter.opts[-1] if isinstance(parameter, click.Option) else name.upper()
        value = ctx.params.get(name)
        for one in value if isinstance(value, tuple | list) else (value,):
            if isinstance(one, str) and one != SHIPPED and (one == "-" or _exists(one)):
                yield one, own


def _names_files(parameter: click.Parameter) -> bool:
    """Tell whether the value of a parameter is a path that is read, and not one of the corpus."""
    if parameter.name == "paths" or parameter.opts[-1] == "--output" or parameter.metavar == "DIR":
        return False
    return isinstance(parameter.type, click.Path) or parameter.metavar == "PATH"


def _exists(path: str) -> bool:
    try:
        return bool(path) and Path(path).exists()
    except (OSError, ValueError):
        return False
