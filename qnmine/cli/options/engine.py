"""What finds the entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.cli.options.command import FILE, RECOGNISER, gather, option
from qnmine.cli.options.running import SPREADS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import click


@dataclass(frozen=True)
class EngineOptions:
    """What finds the entities (see `qnmine.entities.engines`)."""

    engine: str
    model: str | None
    download: bool

    def files(self) -> tuple[str, ...]:
        """The files that are read; neither the shipped model nor the folder of another engine is one."""
        own = self.engine == "qnmine" and self.model is not None and self.model != "qnmine"
        return (str(self.model),) if own else ()


def _told_apart(ctx: click.Context, param: click.Parameter, names: Sequence[str]) -> str:
    """Return the recogniser; who does the work (`local`, `dask`) goes where the options of the run look.

    What the command line leaves open is as `qnmine.toml` says.
    """
    saved = (ctx.default_map or {}).get(str(param.name), ())
    spreads: list[str] = []
    recognisers = ["qnmine"]
    for name in (*saved, *names):
        (spreads if name in SPREADS else recognisers).append(name)
    ctx.params["spread"] = spreads[-1] if spreads else None
    return recognisers[-1]


_ENGINE = (
    option(
        RECOGNISER,
        "--engine",
        multiple=True,
        callback=_told_apart,
        metavar="NAME",
        help="What finds the entities: qnmine (the default), underthesea, transformers, or one of another "
        "package. As well: dask, for the workers of --scheduler to do the work.",
    ),
    option(
        RECOGNISER,
        "--model",
        type=FILE,
        metavar="FILE",
        help="A model made by 'qnmine train' (default, or 'qnmine': the one shipped); for --engine "
        "transformers its folder.",
    ),
    option(
        RECOGNISER,
        "--download",
        is_flag=True,
        help="Let --engine transformers fetch a --model of that name; nothing else opens a connection.",
    ),
)


def engine_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what finds the entities; the command gets them as `engine`.

    Stands above `run_options`, whose `--engine` is left to this one.
    """
    own: list[click.Parameter] = function.__click_params__  # type: ignore[attr-defined]
    own[:] = [parameter for parameter in own if parameter.name != "spread"]
    return gather("engine", EngineOptions, _ENGINE)(function)
