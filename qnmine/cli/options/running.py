"""How a run tells of failures and progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from qnmine.cli.options.command import FILE, RUN, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable

SPREADS = ("local", "dask")
"""Who may do the work."""


_MOST_JOBS = 1000


@dataclass(frozen=True)
class RunOptions:
    """How a run tells of failures and progress."""

    jobs: int
    spread: str | None
    scheduler: str | None
    scheduler_file: str | None
    resume: str | None
    errors: str | None
    strict: bool
    quiet: bool


class Jobs(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """A number of processes, or `auto` for as many as there are cores to use."""

    name = "N|auto"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        if value == "auto":
            from qnmine.engines.cores import usable_cores

            return usable_cores()
        try:
            jobs = int(str(value))
        except ValueError:
            jobs = 0
        if not 1 <= jobs <= _MOST_JOBS:
            reason = f"is no number of processes; give one from 1 to {_MOST_JOBS}, or auto"
            self.fail(f"{value!r} {reason}", param, ctx)
        return jobs


class Spread(click.Choice):  # type: ignore[type-arg]  # generic only since click 8.3
    """Who does the work; `engine` of `qnmine.toml` may also name a recogniser, which is none of that."""

    def __init__(self) -> None:
        super().__init__(SPREADS)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name, None for that of a recogniser."""
        name = param.name if param is not None else None
        if ctx is not None and name and ctx.get_parameter_source(name) is ParameterSource.DEFAULT_MAP:
            from qnmine.entities.engines import ENGINES

            if value in ENGINES:
                return None
        return super().convert(value, param, ctx)


def _remember_verbose(ctx: click.Context, _: click.Parameter, verbose: bool) -> None:
    """Keep `--verbose` where it is found after the context has gone: in the object of the call."""
    if verbose and isinstance(ctx.obj, dict):
        ctx.obj["verbose"] = True


_VERBOSITY = (
    option(RUN, "-q", "--quiet", is_flag=True, help="No progress, no warnings, no closing count."),
    option(
        RUN,
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_remember_verbose,
        help="Show the traceback of a failure.",
    ),
    option(
        RUN,
        "--no-config",
        is_flag=True,
        expose_value=False,  # seen by Command.parse_args
        help="Do not read qnmine.toml in the working folder.",
    ),
)

_RESUME = option(
    RUN,
    "--resume",
    type=click.Path(),
    metavar="DIR",
    help="Keep what is done in DIR; after a crash the same command goes on from there.",
)
_NO_RESUME = option(
    RUN, "--resume", type=click.Path(), metavar="DIR", hidden=True, help="Refused, with the reason."
)
_RUN = (
    option(
        RUN,
        "-j",
        "--jobs",
        type=Jobs(),
        default="1",
        metavar="N|auto",
        show_default=True,
        help="Processes to use; auto: as many as there are cores. The results are the same.",
    ),
    option(
        RUN,
        "--engine",
        "spread",
        type=Spread(),
        metavar="local|dask",
        help="Who does the work: this machine (local), or the workers of a Dask scheduler (dask).",
    ),
    option(
        RUN,
        "--scheduler",
        metavar="ADDRESS",
        help="The scheduler of --engine dask, such as tcp://host:8786 (default: $QNMINE_SCHEDULER).",
    ),
    option(
        RUN,
        "--scheduler-file",
        type=FILE,
        metavar="FILE",
        help="The same, as 'dask scheduler --scheduler-file FILE' writes it.",
    ),
    _RESUME,
    option(RUN, "--errors", type=FILE, metavar="FILE", help="Write failed documents to FILE, as a table."),
    option(RUN, "--strict", is_flag=True, help="Stop at the first failed document (exit code 1)."),
    *_VERBOSITY,
)


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run over documents; the command gets them as `behaviour`."""
    return gather("behaviour", RunOptions, _RUN)(function)


def run_options_without_resume(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the same to a command that refuses `--resume`, which its help leaves out."""
    own = tuple(_NO_RESUME if one is _RESUME else one for one in _RUN)
    return gather("behaviour", RunOptions, own)(function)


def verbosity_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command without a corpus; the command gets `quiet`."""
    for add in reversed(_VERBOSITY):
        function = add(function)
    return function
