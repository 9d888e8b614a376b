"""What finds the entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qnmine.cli.options.command import FILE, RECOGNISER, gather, option

if TYPE_CHECKING:
    from collections.abc import Callable


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


_ENGINE = (
    option(
        RECOGNISER,
        "--engine",
        default="qnmine",
        show_default=True,
        metavar="NAME",
        help="What finds the entities: qnmine, underthesea, transformers, or one of another package.",
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
    """Add the options of what finds the entities; the command gets them as `engine`."""
    return gather("engine", EngineOptions, _ENGINE)(function)
