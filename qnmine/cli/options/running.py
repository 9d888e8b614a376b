"""How a run tells of failures and progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.cli.options.command import FILE, RUN, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable

    import click


@dataclass(frozen=True)
class RunOptions:
    """How a run tells of failures and progress."""

    errors: str | None
    strict: bool
    quiet: bool


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

_RUN = (
    option(RUN, "--errors", type=FILE, metavar="FILE", help="Write failed documents to FILE, as a table."),
    option(RUN, "--strict", is_flag=True, help="Stop at the first failed document (exit code 1)."),
    *_VERBOSITY,
)


def run_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run over documents; the command gets them as `behaviour`."""
    return gather("behaviour", RunOptions, _RUN)(function)


def verbosity_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command without a corpus; the command gets `quiet`."""
    for add in reversed(_VERBOSITY):
        function = add(function)
    return function
