"""A plot for a paper beside a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import FILE, OUTPUT, Command, gather, option
from qnmine.cli.options.language import language_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

    from qnmine.cli.options.command import Decorator

FORMATS = ("svg", "png", "pdf")
_IMAGES = frozenset(f".{name}" for name in (*FORMATS, "jpg", "jpeg", "gif", "webp", "tif", "tiff", "eps"))
_SIZE = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)")
_LEAST, _MOST = 20, 1000  # millimetres


@dataclass(frozen=True)
class PlotOptions:
    """The file of a plot, if one is asked for, its size in millimetres, and the language that it speaks.

    An empty `plot` asks for what is drawn in the table at a terminal, where a command can.
    """

    plot: str | None
    plot_size: tuple[float, float] | None
    language: str

    @property
    def file(self) -> str | None:
        """The file to draw, None if there is none."""
        return self.plot or None

    @property
    def in_table(self) -> bool:
        """Whether the plot is to be drawn in the table."""
        return self.plot == ""

    @property
    def format(self) -> str:
        """The format of the file, by its extension."""
        return PurePath(self.plot or "").suffix.lower().removeprefix(".")


class PlotFile(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """A file whose extension names a format of plots; `true` in `qnmine.toml` asks for none."""

    name = "FILE"

    def __init__(self, *, in_table: bool) -> None:
        self._in_table = in_table

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str | None:
        """Return the name of the file, empty if it is to be drawn in the table."""
        if self._in_table and (value == "" or value is True):
            return ""
        if value is False:
            return None
        text = str(value)
        if PurePath(text).suffix.lower().removeprefix(".") not in FORMATS:
            self.fail(f"{text}: the extension tells the format; end it in .svg, .png or .pdf", param, ctx)
        return text

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Have the shell complete names of files."""
        return FILE.shell_complete(ctx, param, incomplete)


class PlotSize(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """Width and height in millimetres: `85x60`."""

    name = "WIDTHxHEIGHT"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        """Return width and height."""
        found = _SIZE.fullmatch(str(value).lower().replace("×", "x").removesuffix("mm").strip())
        if found is None:
            self.fail(f"{value}: expected width and height in millimetres, for example 85x60", param, ctx)
        size = float(found[1]), float(found[2])
        if not all(_LEAST <= side <= _MOST for side in size):
            self.fail(f"{value}: a side has between {_LEAST} and {_MOST} mm", param, ctx)
        return size


class DrawingCommand(Command):
    """A command whose `--plot` may stand alone; what follows is its file if it is named like a picture."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give `--plot` an empty file where a path or nothing follows."""
        end = args.index("--") if "--" in args else len(args)
        told = [
            "--plot=" if arg == "--plot" and at < end and not _is_picture(args[at + 1 : at + 2]) else arg
            for at, arg in enumerate(args)
        ]
        return super().parse_args(ctx, told)


def _is_picture(following: list[str]) -> bool:
    return any(not one.startswith("-") and PurePath(one).suffix.lower() in _IMAGES for one in following)


def _options(in_table: str | None) -> tuple[Decorator, ...]:
    told = "Draw the result as well, to a file for print or slides: .svg, .pdf, .png (300 dpi)."
    return (
        option(
            OUTPUT,
            "--plot",
            type=PlotFile(in_table=in_table is not None),
            metavar="FILE" if in_table is None else "[FILE]",
            help=told
            if in_table is None
            else f"{told} Without FILE, in a table for the terminal: {in_table}",
        ),
        option(
            OUTPUT,
            "--plot-size",
            type=PlotSize(),
            metavar="WIDTHxHEIGHT",
            help="Size of the file of --plot, in millimetres (85x60 is one column of most journals).",
        ),
        language_option,
    )


def plot_options(in_table: str | None = None) -> Decorator:
    """Add `--plot`, `--plot-size` and `--lang`; the command gets them as `drawing`.

    `in_table` tells what `--plot` without a file draws in the table, where a command, which must be a
    `DrawingCommand`, can.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        return gather("drawing", PlotOptions, _options(in_table))(function)

    return decorate
