"""What is marked in texts that are shown, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qnmine.cli.options.command import OUTPUT, SHOWN, NameList, gather, option
from qnmine.cli.options.entities import corrections_option, min_score_option
from qnmine.cli.options.expressions import date_column_option, identifiers_option, reference_date_option
from qnmine.cli.options.output import OutputOptions, color_option, no_clobber_option, output_option

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

# Those of the room, which is not imported for a help (a test compares them).
LAYERS = ("PER", "ORG", "LOC", "number", "date", "word")
FORMATS = ("text", "html")


class LayerList(NameList):
    """Layers separated by commas, in any case."""

    name = "LAYER[,LAYER]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the layers in their order, each once."""
        names = {name.lower(): name for name in super().convert(value, param, ctx)}
        known = {layer.lower(): layer for layer in LAYERS}
        for key, name in names.items():
            if key not in known:
                self.fail(f"there is no layer {name!r}; choose from {', '.join(LAYERS)}", param, ctx)
        return tuple(layer for key, layer in known.items() if key in names)


@dataclass(frozen=True)
class MarkOptions:
    """What to mark in texts (see `qnmine.layers.mark_documents`)."""

    layers: tuple[str, ...]
    min_score: float | None
    corrections: str | None
    identifiers: bool
    reference_date: datetime.date | None
    date_column: str | None


@dataclass(frozen=True)
class ViewOptions:
    """How marked texts are shown, and where."""

    values: bool
    no_legend: bool
    width: int | None
    no_pager: bool
    format: str | None
    output: str | None
    no_clobber: bool
    color: str

    def as_output(self) -> OutputOptions:
        """Return those of them that every command with results has."""
        return OutputOptions(
            format=self.format, output=self.output, no_clobber=self.no_clobber, color=self.color
        )


_MARKS = (
    option(
        SHOWN,
        "--only",
        "layers",
        type=LayerList(),
        default=",".join(LAYERS[:-1]),
        metavar="LAYER[,LAYER]",
        help=f"Mark only these: {', '.join(LAYERS)} (default: all but word).",
    ),
    min_score_option,
    corrections_option,
    identifiers_option,
    reference_date_option,
    date_column_option,
)
_VIEW = (
    option(
        SHOWN,
        "--values",
        is_flag=True,
        help="What marks mean, beside them: full names, values; parts of speech of words.",
    ),
    option(SHOWN, "--no-legend", is_flag=True, help="Leave out what tells the colours and counts."),
    option(
        OUTPUT,
        "-f",
        "--format",
        "format",
        type=click.Choice(FORMATS),
        metavar="FORMAT",
        help="text (the default), or html: a page of its own; told by the extension of -o as well.",
    ),
    output_option(),
    no_clobber_option,
    option(
        OUTPUT,
        "--width",
        type=click.IntRange(min=10),
        metavar="N",
        help="Fill lines up to N cells (default: those of the terminal; elsewhere lines stay as they are).",
    ),
    color_option("Marks in colour, or in brackets; auto: colour on a terminal; NO_COLOR is obeyed."),
    option(
        OUTPUT,
        "--no-pager",
        is_flag=True,
        help="Never page. Else $QNMINE_PAGER, $PAGER or less shows on a terminal what is longer than it.",
    ),
)


def mark_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of what to mark; the command gets them as `asked`."""
    return gather("asked", MarkOptions, _MARKS)(function)


def view_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of how and where to show it; the command gets them as `view`."""
    return gather("view", ViewOptions, _VIEW)(function)
